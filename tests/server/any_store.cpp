#include "tests/server/any_store.h"

#include <sstream>

#include "server/identity/secret.h"
#include "server/store/postgres.h"
#include "server/store/sqlite.h"

namespace waymark::server::test {
namespace {

std::string cluster(const std::filesystem::path& state) {
  const Ended ended = run(WAYMARK_SOURCE_DIR "/tests/server/postgres.sh", {state.string()});
  EXPECT_EQ(ended.code, 0) << ended.error;
  return ended.out.substr(0, ended.out.find('\n'));
}

using Rows = std::vector<std::vector<std::string>>;

/// psql, because it prints every type as a text.
Rows run_at(const std::string& address, const std::string& sql) {
  const Ended ended =
      run("psql", {"-X", "-q", "-A", "-t", "-F", "\x1f", "-R", "\x1e", "-v", "ON_ERROR_STOP=1", "-c", sql, address});
  EXPECT_EQ(ended.code, 0) << ended.error << sql;
  Rows rows;
  std::istringstream text(ended.out.substr(0, ended.out.find_last_not_of('\n') + 1));
  for (std::string line; std::getline(text, line, '\x1e');) {
    std::istringstream cells(line);
    rows.emplace_back();
    for (std::string cell; std::getline(cells, cell, '\x1f');) rows.back().push_back(cell);
  }
  return rows;
}

std::string address_of(const std::string& socket_folder, const std::string& database, const std::string& role) {
  return "postgresql:///" + database + "?host=" + socket_folder + "&user=" + role;
}

}  // namespace

PostgresDatabase::PostgresDatabase(const std::filesystem::path& cluster_state)
    : socket_folder_(cluster(cluster_state)), name_("t_" + hex(random_bytes(8))) {
  run_at(address_of(socket_folder_, "postgres", "postgres"), "CREATE DATABASE " + name_ + " OWNER waymark");
}

PostgresDatabase::~PostgresDatabase() {
  run_at(address_of(socket_folder_, "postgres", "postgres"), "DROP DATABASE " + name_ + " WITH (FORCE)");
}

std::string PostgresDatabase::address(const std::string& role) const { return address_of(socket_folder_, name_, role); }

Rows PostgresDatabase::run_as_superuser(const std::string& sql) const { return run_at(address("postgres"), sql); }

void PostgresDatabase::keep_copy() const {
  run_at(address_of(socket_folder_, "postgres", "postgres"), "CREATE DATABASE " + name_ + "_copy TEMPLATE " + name_);
}

void PostgresDatabase::put_copy_back() const {
  const std::string server = address_of(socket_folder_, "postgres", "postgres");
  run_at(server, "DROP DATABASE " + name_);
  run_at(server, "ALTER DATABASE " + name_ + "_copy RENAME TO " + name_);
}

AnyStore::AnyStore(StoreKind kind)
    : postgres_(kind == StoreKind::sqlite ? nullptr : std::make_unique<PostgresDatabase>()) {}

std::unique_ptr<Store> AnyStore::open() const {
  if (postgres_ != nullptr) {
    auto store = PostgresStore::open(postgres_->address());
    EXPECT_TRUE(store) << store.error();
    return std::move(*store);
  }
  auto store = SqliteStore::open(file());
  EXPECT_TRUE(store) << store.error();
  return std::move(*store);
}

std::vector<std::string> AnyStore::flags() const {
  if (postgres_ != nullptr) return {"--store", postgres_->address()};
  return {"--data", folder_.path().string()};
}

Rows AnyStore::run(const std::string& sql) const {
  if (postgres_ != nullptr) return postgres_->run_as_superuser(sql);
  SqliteConnection database;
  EXPECT_TRUE(database.open(file().string(), SQLITE_OPEN_READWRITE));
  Rows rows;
  SqliteStatement statement = database.prepare(sql);
  while (statement.step()) {
    rows.emplace_back();
    for (int column = 0; column < statement.columns(); ++column) rows.back().push_back(statement.text(column));
  }
  EXPECT_EQ(database.error_code(), SQLITE_OK) << database.error_text() << "\n" << sql;
  return rows;
}

bool AnyStore::refuses(const std::string& sql) const {
  if (postgres_ != nullptr) {
    const std::vector<std::string> arguments{
        "-X", "-q", "-v", "ON_ERROR_STOP=1", "-c", sql, postgres_->address("postgres")};
    return test::run("psql", arguments).code != 0;
  }
  SqliteConnection database;
  return database.open(file().string(), SQLITE_OPEN_READWRITE) && !database.run(sql);
}

void AnyStore::keep_copy() const {
  if (postgres_ != nullptr) return postgres_->keep_copy();
  std::filesystem::copy_file(file(), folder_.path() / "copy.db");
}

void AnyStore::put_copy_back() const {
  if (postgres_ != nullptr) return postgres_->put_copy_back();
  for (const auto& one : sqlite_files(file())) std::filesystem::remove(one);
  std::filesystem::rename(folder_.path() / "copy.db", file());
}

std::string AnyStore::everything() const {
  if (postgres_ == nullptr) return file_text(file());
  std::string all;
  for (const char* table : {"accounts", "cases", "access", "documents", "devices", "tokens", "links", "ops", "history",
                            "audit", "audit_heads"}) {
    for (const auto& row : run("SELECT t::text FROM " + std::string(table) + " t")) all += row[0];
  }
  return all;
}

}  // namespace waymark::server::test
