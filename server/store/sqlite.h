// The store on SQLite: one file beside its write-ahead log, in the data folder.
//
//   auto first = SqliteStore::open(data / "waymark.db");    // checks the file, makes and migrates the schema
//   auto second = (*first)->another();                      // another connection, for another thread
//
// WAL with synchronous=FULL: a commit is on the disk before write() returns, and readers do not wait for the writer.
// Schema versions are in `PRAGMA user_version`; each version is one migration in sqlite_schema.h, run in order.
// Not Drogon's SQLite client: it has no busy timeout, and its "database is locked" left the loop and aborted
// (drogon issues 2142, 2146).
// Limits: one machine. A damaged file is reported and left exactly as it is.
#pragma once

#include <chrono>
#include <expected>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "server/store/sqlite_statement.h"
#include "server/store/store.h"

namespace waymark::server {

class SqliteStore final : public Store {
 public:
  /// The error is one sentence with the remedy.
  static std::expected<std::unique_ptr<SqliteStore>, std::string> open(const std::filesystem::path& file);

  /// To look at a database that an endpoint may be using, or at a backup: changes nothing, and migrates nothing.
  static std::expected<std::unique_ptr<SqliteStore>, std::string> open_to_read(const std::filesystem::path& file);

  std::expected<std::unique_ptr<SqliteStore>, std::string> another() const;

  std::optional<StoreTrouble> read(const std::function<void(Snapshot&)>& work) override;
  std::optional<StoreTrouble> write(const std::function<bool(Transaction&)>& work) override;
  std::optional<StoreTrouble> check() override;
  void settle() override;

 private:
  SqliteStore() = default;
  /// `verify`: read the whole file first and refuse a damaged one.
  std::optional<std::string> connect(bool verify);
  std::optional<std::string> migrate();
  std::optional<StoreTrouble> trouble();

  std::filesystem::path file_;
  SqliteConnection connection_;
  std::optional<std::chrono::steady_clock::time_point> health_written_;  // when check() last wrote
};

/// Copies the database at `from`, which an endpoint may be using, to a new file; checks that the copy is whole. The
/// error is one sentence with the remedy.
std::optional<std::string> copy_sqlite(const std::filesystem::path& from, const std::filesystem::path& to);

/// The files that a database at `file` consists of.
std::vector<std::filesystem::path> sqlite_files(const std::filesystem::path& file);

}  // namespace waymark::server
