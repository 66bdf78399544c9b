// A database for a test, of either kind: SQLite in a folder of its own, PostgreSQL in a throw-away cluster that the
// tests share (tests/server/postgres.sh). It goes away with the object.
//
//   AnyStore database(StoreKind::postgresql);
//   auto store = database.open();                         // again: another connection
//   RunningEndpoint endpoint(database.flags());           // an endpoint on the same one
//
//   INSTANTIATE_TEST_SUITE_P(On, SomeTest, every_store(), store_name);
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "server/store/store.h"
#include "tests/server/running_endpoint.h"

namespace waymark::server::test {

enum class StoreKind { sqlite, postgresql };

/// A database that belongs to a role without special rights, as a council's does.
class PostgresDatabase {
 public:
  /// In the cluster of tests/server/postgres.sh with this state: the one that all tests share, or one to be killed.
  explicit PostgresDatabase(const std::filesystem::path& cluster_state = WAYMARK_BUILD_DIR "/test-postgres");
  ~PostgresDatabase();
  PostgresDatabase(const PostgresDatabase&) = delete;
  PostgresDatabase& operator=(const PostgresDatabase&) = delete;

  [[nodiscard]] std::string address(const std::string& role = "waymark") const;
  /// As the cluster's superuser, in this database; the rows of a SELECT, as texts.
  std::vector<std::vector<std::string>> run_as_superuser(const std::string& sql) const;
  /// Nobody may be connected.
  void keep_copy() const;
  void put_copy_back() const;

 private:
  std::string socket_folder_;
  std::string name_;
};

class AnyStore {
 public:
  explicit AnyStore(StoreKind kind);

  [[nodiscard]] std::unique_ptr<Store> open() const;
  /// What tells an endpoint to use it.
  [[nodiscard]] std::vector<std::string> flags() const;

  /// What an operator could do behind the endpoint's back; the rows of a SELECT, as texts.
  std::vector<std::vector<std::string>> run(const std::string& sql) const;
  /// Whether the database itself says no to its owner.
  [[nodiscard]] bool refuses(const std::string& sql) const;
  /// Backup and restore, while no endpoint runs.
  void keep_copy() const;
  void put_copy_back() const;
  /// Every byte that a thief of the database would have.
  [[nodiscard]] std::string everything() const;

 private:
  [[nodiscard]] std::filesystem::path file() const { return folder_.path() / "waymark.db"; }

  TemporaryFolder folder_;
  std::unique_ptr<PostgresDatabase> postgres_;  // null: SQLite
};

inline auto every_store() { return testing::Values(StoreKind::sqlite, StoreKind::postgresql); }

inline std::string store_name(const testing::TestParamInfo<StoreKind>& info) {
  return info.param == StoreKind::sqlite ? "Sqlite" : "PostgreSql";
}

}  // namespace waymark::server::test
