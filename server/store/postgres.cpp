#include "server/store/postgres.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <thread>
#include <utility>

#include "server/store/postgres_schema.h"
#include "server/store/sql_transaction.h"

namespace waymark::server {
namespace {

using std::chrono::steady_clock;

constexpr std::chrono::seconds health_write_interval{5};
constexpr std::chrono::seconds between_attempts{1};
constexpr int attempts_max = 4;
constexpr std::chrono::milliseconds attempt_wait{5};
constexpr int server_version_min = 150000;
constexpr auto schema_version = static_cast<std::int64_t>(postgres_migrations.size());
// "WMRK": no other program takes this lock
constexpr const char* lock_schema = "SELECT pg_advisory_xact_lock(1464685131)";

constexpr std::string_view insufficient_privilege = "42501";
constexpr std::string_view duplicate_table = "42P07";

/// Serialization failure, deadlock, and a row that another endpoint has just put.
constexpr std::array<std::string_view, 3> worth_another_attempt{"40001", "40P01", "23505"};

/// What waiting does not mend: wrong rights, tables or names, and damage.
constexpr std::array<std::string_view, 5> broken_classes{"28", "3D", "42", "F0", "XX"};

bool is_broken(std::string_view code) {
  return std::any_of(broken_classes.begin(), broken_classes.end(),
                     [&](std::string_view one) { return code.starts_with(one); });
}

/// A connection string that is none, or that shows a password to everyone on the machine.
std::optional<std::string> trouble_with_text(const std::string& where) {
  char* reason = nullptr;
  PQconninfoOption* options = PQconninfoParse(where.c_str(), &reason);
  if (options == nullptr) {
    std::string why = reason == nullptr ? "no memory" : reason;
    PQfreemem(reason);
    while (why.ends_with('\n')) why.pop_back();
    return "The --store is not a PostgreSQL address (" + why +
           "): write it as postgresql://ROLE@HOST/DATABASE, or leave it out to use SQLite.";
  }
  bool has_password = false;
  for (const PQconninfoOption* one = options; one->keyword != nullptr; ++one) {
    has_password = has_password || (std::string_view(one->keyword) == "password" && one->val != nullptr);
  }
  PQconninfoFree(options);
  if (!has_password) return std::nullopt;
  return "The --store has a password in it, which every user of this machine can read in the list of processes: take "
         "it "
         "out, and name a password file in the environment variable PGPASSFILE.";
}

std::string one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  while (text.ends_with(' ')) text.pop_back();
  return text;
}

}  // namespace

std::expected<std::unique_ptr<PostgresStore>, std::string> PostgresStore::open(const std::string& where) {
  if (auto trouble = trouble_with_text(where)) return std::unexpected(*trouble);
  std::unique_ptr<PostgresStore> store(new PostgresStore(where));
  if (auto trouble = store->connect()) return std::unexpected(*trouble);
  if (auto trouble = store->migrate()) return std::unexpected(*trouble);
  return store;
}

std::expected<std::unique_ptr<PostgresStore>, std::string> PostgresStore::open_to_read(const std::string& where) {
  if (auto trouble = trouble_with_text(where)) return std::unexpected(*trouble);
  std::unique_ptr<PostgresStore> store(new PostgresStore(where));
  if (auto trouble = store->connect()) return std::unexpected(*trouble);
  std::int64_t version = 0;
  if (auto newer = store->trouble_with_version(version)) return std::unexpected(*newer);
  if (const auto failure = store->trouble()) {
    return std::unexpected("The database cannot be read (" + failure->what +
                           "): run councilctl prepare-store with --for this role, as the role that owns it.");
  }
  if (version >= schema_version) return store;
  return std::unexpected(
      "The database is from before this version: run councilctl prepare-store as the role that owns it.");
}

std::expected<std::unique_ptr<PostgresStore>, std::string> PostgresStore::another() const {
  std::unique_ptr<PostgresStore> store(new PostgresStore(where_));
  if (auto trouble = store->connect()) return std::unexpected(*trouble);
  return store;
}

std::optional<std::string> PostgresStore::connect() {
  if (!connection_.open(where_)) {
    return "The database does not answer (" + one_line(connection_.error_text()) +
           "): check the address given with --store, and that PostgreSQL runs and lets this role in.";
  }
  if (connection_.server_version() < server_version_min) {
    return "The database is of PostgreSQL " + std::to_string(connection_.server_version() / 10000) +
           ", and Waymark needs 15 or later: upgrade it, or name another with --store.";
  }
  return std::nullopt;
}

// ---- The schema --------------------------------------------------------------------------------------------------

std::optional<std::string> PostgresStore::trouble_with_version(std::int64_t& version) {
  version = 0;
  std::int64_t compatible_with = 0;
  bool made = false;
  {
    // not to_regclass(): it may answer from before the lock was had
    PostgresStatement ask = connection_.prepare(
        "SELECT count(*) FROM pg_tables WHERE tablename = 'waymark_schema' AND schemaname = ANY "
        "(current_schemas(false))");
    made = ask.step() && ask.number(0) == 1;
  }
  if (made) {
    PostgresStatement ask = connection_.prepare("SELECT version, compatible_with FROM waymark_schema");
    if (ask.step()) {
      version = ask.number(0);
      compatible_with = ask.number(1);
    }
  }
  if (compatible_with <= schema_version) return std::nullopt;
  return "The database was changed by a newer Waymark (its schema is for version " + std::to_string(compatible_with) +
         " and later, this program is version " + std::to_string(schema_version) + "): start the newer program.";
}

/// Several endpoints may start at once: the first makes the schema, the others wait for it.
std::optional<std::string> PostgresStore::migrate() {
  std::int64_t version = 0;
  if (auto newer = trouble_with_version(version)) return newer;
  if (!connection_.has_error() && version >= schema_version) return std::nullopt;
  connection_.run("BEGIN");
  connection_.run(lock_schema);
  auto newer = trouble_with_version(version);
  if (version == 0) {
    connection_.run(
        "CREATE TABLE waymark_schema (version bigint NOT NULL, compatible_with bigint NOT NULL);"
        "INSERT INTO waymark_schema VALUES (0, 0)");
  }
  for (; version < schema_version && !connection_.has_error(); ++version) {
    const PostgresMigration& next = postgres_migrations[static_cast<std::size_t>(version)];
    connection_.run(next.sql);
    connection_.run("UPDATE waymark_schema SET version = " + std::to_string(version + 1) +
                    ", compatible_with = " + std::to_string(next.compatible_with));
  }
  if (!connection_.has_error() && !newer) connection_.run("COMMIT");
  const auto failure = trouble();
  if (newer || !failure) return newer;
  if (failed_with_ == insufficient_privilege) {
    return "The database has not the tables of this version, and this role may not make them: run "
           "councilctl prepare-store as the role that owns the database.";
  }
  if (failed_with_ == duplicate_table) {
    return "The database has tables of another program: name an empty database with --store.";
  }
  return "The database could not be brought to this version (" + failure->what + "); it is unchanged.";
}

std::optional<std::string> PostgresStore::give_partitions(const std::string& council) {
  connection_.run("BEGIN");
  for (const std::string table : {"documents", "ops", "history", "audit"}) {
    connection_.run("CREATE TABLE IF NOT EXISTS " + connection_.quoted_name(table + "_" + council) + " PARTITION OF " +
                    table + " FOR VALUES IN (" + connection_.quoted_text(council) + ")");
  }
  if (!connection_.has_error()) connection_.run("COMMIT");
  const auto failure = trouble();
  if (!failure) return std::nullopt;
  return "The council " + council + " has no partitions of its own (" + failure->what +
         "): they are made before its first row is there, by the role that owns the tables.";
}

std::optional<std::string> PostgresStore::let_work(const std::string& role) {
  const std::string to = " TO " + connection_.quoted_name(role) + ";";
  connection_.run(
      "GRANT SELECT, INSERT, UPDATE ON accounts, cases, access, documents, devices, tokens, health, "
      "audit_heads" +
      to + "GRANT SELECT, INSERT ON ops, history, secrets, audit" + to +
      "GRANT SELECT, INSERT, UPDATE, DELETE ON links" + to + "GRANT SELECT ON waymark_schema" + to);
  const auto failure = trouble();
  if (!failure) return std::nullopt;
  return "The role " + role + " was given no rights (" + failure->what +
         "): make it with CREATE ROLE first, and run this as the role that owns the tables.";
}

// ---- Transactions ------------------------------------------------------------------------------------------------

/// Begins, on a new connection where the old one is gone: nothing has happened yet that could be lost.
bool PostgresStore::begin(const char* sql) {
  connection_.forget_entered();
  if (connection_.is_open() && connection_.run(sql)) return true;
  if (connection_.is_open()) return false;
  if (no_attempt_until_ && steady_clock::now() < *no_attempt_until_) {
    connection_.note_lost();
    return false;
  }
  if (!connection_.open(where_)) {
    no_attempt_until_ = steady_clock::now() + between_attempts;
    return false;
  }
  no_attempt_until_.reset();
  return connection_.run(sql);
}

std::optional<StoreTrouble> PostgresStore::trouble() {
  failed_with_ = connection_.error_code();
  if (failed_with_.empty()) return std::nullopt;
  StoreTrouble trouble{is_broken(failed_with_) ? StoreTrouble::Kind::broken : StoreTrouble::Kind::busy,
                       one_line(connection_.error_text())};
  connection_.roll_back();
  return trouble;
}

std::optional<StoreTrouble> PostgresStore::read(const std::function<void(Snapshot&)>& work) {
  if (!begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")) return trouble();
  within_transaction(connection_, [&](Transaction& transaction) {
    work(transaction);
    return true;
  });
  return trouble();
}

std::optional<StoreTrouble> PostgresStore::write(const std::function<bool(Transaction&)>& work) {
  for (int attempt = 1;; ++attempt) {
    auto failure = write_once(work);
    const bool again = failure && attempt < attempts_max &&
                       std::find(worth_another_attempt.begin(), worth_another_attempt.end(), failed_with_) !=
                           worth_another_attempt.end();
    if (!again) return failure;
    std::this_thread::sleep_for(attempt * attempt_wait);
  }
}

std::optional<StoreTrouble> PostgresStore::write_once(const std::function<bool(Transaction&)>& work) {
  if (!begin("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")) return trouble();
  within_transaction(connection_, work);
  return trouble();
}

/// A full disk or a replica still reads. Writing once in a while is enough: each commit waits for the disk.
std::optional<StoreTrouble> PostgresStore::check() {
  const auto now = steady_clock::now();
  const bool write = !health_written_ || now - *health_written_ >= health_write_interval;
  if (!begin(write ? "BEGIN READ WRITE" : "BEGIN READ ONLY")) return trouble();
  if (write) {
    connection_.run(
        "INSERT INTO health (id, writes) VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET writes = health.writes + 1");
  }
  if (!connection_.has_error() && connection_.run("COMMIT") && write) health_written_ = now;
  return trouble();
}

}  // namespace waymark::server
