#include "server/store/sqlite.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>

#include "server/store/sql_transaction.h"
#include "server/store/sqlite_schema.h"

namespace waymark::server {
namespace {

constexpr std::chrono::seconds health_write_interval{5};
constexpr auto schema_version = static_cast<std::int64_t>(sqlite_migrations.size());

// A full sync at each commit is what makes "200" mean "kept"; the busy timeout is for a backup that holds the file.
constexpr const char* settings = R"sql(
PRAGMA busy_timeout = 5000;
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA foreign_keys = ON;
PRAGMA trusted_schema = OFF;
)sql";

std::string damaged(const std::filesystem::path& file) {
  return "The database " + file.string() + " is damaged and was left as it is: put a backup in its place, " +
         "or start with --reset to begin with an empty one.";
}

std::int64_t big_endian_32(const char* bytes) {
  std::int64_t value = 0;
  for (int i = 0; i < 4; ++i) value = value * 256 + static_cast<unsigned char>(bytes[i]);
  return value;
}

/// What the file's first bytes say, before SQLite opens it and perhaps writes (https://sqlite.org/fileformat.html
/// §1.3).
std::optional<std::string> trouble_with_header(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::array<char, 100> header{};
  stream.read(header.data(), header.size());
  if (stream.gcount() == 0) return std::nullopt;  // just made
  if (stream.gcount() < static_cast<std::streamsize>(header.size()) ||
      std::memcmp(header.data(), "SQLite format 3", 16) != 0) {
    return damaged(file);
  }
  const std::int64_t version = big_endian_32(header.data() + 60);
  const std::int64_t application = big_endian_32(header.data() + 68);
  // Both are 0 when the process was ended between making the file and its first migration.
  if (application != sqlite_application_id && (application != 0 || version != 0)) {
    return "The file " + file.string() + " is a database of another program: choose another folder with --data DIR.";
  }
  if (version > schema_version) {
    return "The database " + file.string() + " was written by a newer Waymark (its version is " +
           std::to_string(version) + ", this one knows " + std::to_string(schema_version) +
           "): start the newer program, or choose another folder with --data DIR.";
  }
  return std::nullopt;
}

/// Makes the file with its mode before SQLite would make it with another; its log files take over the mode.
std::optional<std::string> make_private_file(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0 || fchmod(descriptor, 0600) != 0) {
    const std::string reason = std::strerror(errno);
    if (descriptor >= 0) close(descriptor);
    return "The database " + file.string() + " cannot be written (" + reason +
           "): make its folder writable, or choose another with --data DIR.";
  }
  close(descriptor);
  return std::nullopt;
}

}  // namespace

std::vector<std::filesystem::path> sqlite_files(const std::filesystem::path& file) {
  return {file, file.string() + "-wal", file.string() + "-shm"};
}

/// VACUUM INTO is one read transaction: the endpoint goes on writing, and the copy is of one moment
/// (https://sqlite.org/lang_vacuum.html#vacuuminto).
std::optional<std::string> copy_sqlite(const std::filesystem::path& from, const std::filesystem::path& to) {
  std::error_code error;
  if (std::filesystem::exists(to, error)) return "There is a file " + to.string() + " already: name another.";
  SqliteConnection source;
  const bool copied =
      source.open(from.string(), SQLITE_OPEN_READONLY) && source.prepare("VACUUM INTO $1").bind(to.string()).finish();
  if (!copied) {
    std::filesystem::remove(to, error);
    return "The database " + from.string() + " was not copied to " + to.string() + " (" + source.error_text() +
           "): check both folders and the free space.";
  }
  SqliteConnection copy;
  copy.open(to.string(), SQLITE_OPEN_READONLY);
  SqliteStatement check = copy.prepare("PRAGMA integrity_check(1)");
  if (check.step() && check.text(0) == "ok") return std::nullopt;
  return damaged(to);
}

std::expected<std::unique_ptr<SqliteStore>, std::string> SqliteStore::open(const std::filesystem::path& file) {
  if (auto trouble = make_private_file(file)) return std::unexpected(*trouble);
  if (auto trouble = trouble_with_header(file)) return std::unexpected(*trouble);
  std::unique_ptr<SqliteStore> store(new SqliteStore);
  store->file_ = file;
  if (auto trouble = store->connect(true)) return std::unexpected(*trouble);
  if (auto trouble = store->migrate()) return std::unexpected(*trouble);
  return store;
}

std::expected<std::unique_ptr<SqliteStore>, std::string> SqliteStore::open_to_read(const std::filesystem::path& file) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(file, error)) {
    return std::unexpected("There is no database at " + file.string() +
                           ": name the endpoint's folder with --data DIR, or a backup's file.");
  }
  if (auto trouble = trouble_with_header(file)) return std::unexpected(*trouble);
  std::unique_ptr<SqliteStore> store(new SqliteStore);
  store->file_ = file;
  store->connection_.open(file.string(), SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX);
  store->connection_.run("PRAGMA busy_timeout = 5000; PRAGMA trusted_schema = OFF;");
  std::int64_t version = 0;
  {
    SqliteStatement ask = store->connection_.prepare("PRAGMA user_version");
    if (ask.step()) version = ask.number(0);
  }
  if (store->connection_.has_error()) {
    return std::unexpected("The database " + file.string() + " cannot be read (" + store->connection_.error_text() +
                           "): check the permissions of the file and its folder.");
  }
  if (version == schema_version) return store;
  return std::unexpected("The database " + file.string() +
                         " is from before this version: start the endpoint of this version on it once.");
}

std::expected<std::unique_ptr<SqliteStore>, std::string> SqliteStore::another() const {
  std::unique_ptr<SqliteStore> store(new SqliteStore);
  store->file_ = file_;
  if (auto trouble = store->connect(false)) return std::unexpected(*trouble);
  return store;
}

std::optional<std::string> SqliteStore::connect(bool verify) {
  connection_.open(file_.string(), SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX);
  if (verify && connection_.error_code() == SQLITE_OK) {
    // Until it is known to be whole, nothing may write into it, not even closing.
    connection_.checkpoint_on_close(false);
    SqliteStatement check = connection_.prepare("PRAGMA quick_check(1)");
    const bool whole = check.step() && check.text(0) == "ok";
    if (!whole) connection_.note_error(SQLITE_CORRUPT, "quick_check");
  }
  if (connection_.error_code() == SQLITE_OK) {
    connection_.checkpoint_on_close(true);
    connection_.run(settings);
  }
  if (connection_.error_code() == SQLITE_OK) return std::nullopt;
  const int code = connection_.error_code() & 0xff;
  if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB) return damaged(file_);
  return "The database " + file_.string() + " cannot be opened (" + connection_.error_text() +
         "): check the folder's permissions and the free space of its disk.";
}

std::optional<std::string> SqliteStore::migrate() {
  const auto failed = [&] {
    const std::string reason = connection_.error_text();
    connection_.roll_back();
    return "The database " + file_.string() + " could not be brought to this version (" + reason +
           "); it is unchanged. Check the free space of its disk and start again.";
  };
  if (!connection_.run("BEGIN IMMEDIATE")) return failed();
  std::int64_t version = 0;
  {
    SqliteStatement ask = connection_.prepare("PRAGMA user_version");
    if (ask.step()) version = ask.number(0);
  }
  for (; version < schema_version; ++version) {
    if (!connection_.run(sqlite_migrations[static_cast<std::size_t>(version)])) return failed();
  }
  if (!connection_.run("PRAGMA application_id = " + std::to_string(sqlite_application_id) +
                       "; PRAGMA user_version = " + std::to_string(version) + "; COMMIT")) {
    return failed();
  }
  return std::nullopt;
}

std::optional<StoreTrouble> SqliteStore::trouble() {
  if (connection_.error_code() == SQLITE_OK) return std::nullopt;
  const int code = connection_.error_code() & 0xff;
  const bool broken = code == SQLITE_CORRUPT || code == SQLITE_NOTADB || code == SQLITE_CANTOPEN;
  StoreTrouble trouble{broken ? StoreTrouble::Kind::broken : StoreTrouble::Kind::busy, connection_.error_text()};
  connection_.roll_back();
  return trouble;
}

std::optional<StoreTrouble> SqliteStore::read(const std::function<void(Snapshot&)>& work) {
  if (!connection_.run("BEGIN")) return trouble();
  within_transaction(connection_, [&](Transaction& transaction) {
    work(transaction);
    return true;
  });
  return trouble();
}

std::optional<StoreTrouble> SqliteStore::write(const std::function<bool(Transaction&)>& work) {
  if (!connection_.run("BEGIN IMMEDIATE")) return trouble();
  within_transaction(connection_, work);
  return trouble();
}

/// A full or read-only disk still reads. Writing once in a while is enough: each commit waits for the disk.
std::optional<StoreTrouble> SqliteStore::check() {
  const auto now = std::chrono::steady_clock::now();
  if (health_written_ && now - *health_written_ < health_write_interval) {
    SqliteStatement ask = connection_.prepare("SELECT writes FROM health");
    ask.step();
  } else if (connection_.run("INSERT INTO health (id, writes) VALUES (1, 1) "
                             "ON CONFLICT (id) DO UPDATE SET writes = writes + 1")) {
    health_written_ = now;
  }
  return trouble();
}

void SqliteStore::settle() {
  connection_.run("PRAGMA wal_checkpoint(TRUNCATE)");
  connection_.clear_error();
}

}  // namespace waymark::server
