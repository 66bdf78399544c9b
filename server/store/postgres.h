// The store on PostgreSQL: for several endpoints on one database, replicas, and more than one machine.
//
//   auto first = PostgresStore::open("postgresql://waymark@db.internal/waymark");  // makes and migrates the schema
//   auto second = (*first)->another();                                            // another connection
//
// A read is one REPEATABLE READ snapshot. A write is READ COMMITTED: it locks the device, then the case's row, and
// reads what it changes after that, so it sees what others have committed and nobody changes it meanwhile. A deadlock,
// or the same operation sent to two endpoints at once, begins again by itself. A connection that was lost is made anew
// at the next call; when it is lost while committing, nobody knows what came of it, and the caller is told to try
// again: an operation is done once however often it comes (server/sync/push.h). Passwords come from a password file or
// a service file (PGPASSFILE, PGSERVICEFILE), never in the connection string: a list of processes would show it.
#pragma once

#include <chrono>
#include <expected>
#include <memory>
#include <optional>
#include <string>

#include "server/store/postgres_statement.h"
#include "server/store/store.h"

namespace waymark::server {

class PostgresStore final : public Store {
 public:
  /// `where`: a libpq URI or connection string. The error is one sentence with the remedy.
  static std::expected<std::unique_ptr<PostgresStore>, std::string> open(const std::string& where);

  /// To look at a database that endpoints may be using: migrates nothing.
  static std::expected<std::unique_ptr<PostgresStore>, std::string> open_to_read(const std::string& where);

  std::expected<std::unique_ptr<PostgresStore>, std::string> another() const;

  std::optional<StoreTrouble> read(const std::function<void(Snapshot&)>& work) override;
  std::optional<StoreTrouble> write(const std::function<bool(Transaction&)>& work) override;
  std::optional<StoreTrouble> check() override;
  void settle() override {}

  /// Gives a council partitions of its own, before it has its first row: they cannot be had afterwards.
  std::optional<std::string> give_partitions(const std::string& council);
  /// Lets a role work on the tables, and no more: no change of the schema, no deleting but of links that
  /// have ended, no changing of history or of the log of accesses.
  std::optional<std::string> let_work(const std::string& role);

 private:
  explicit PostgresStore(std::string where) : where_(std::move(where)) {}
  std::optional<std::string> connect();
  std::optional<std::string> migrate();
  /// None: the schema is one that this program can work on.
  std::optional<std::string> trouble_with_version(std::int64_t& version);
  bool begin(const char* sql);
  std::optional<StoreTrouble> write_once(const std::function<bool(Transaction&)>& work);
  /// Ends a transaction that failed.
  std::optional<StoreTrouble> trouble();

  std::string where_;
  PostgresConnection connection_;
  std::string failed_with_;                                                // SQLSTATE of the last trouble
  std::optional<std::chrono::steady_clock::time_point> no_attempt_until_;  // after a connection that failed
  std::optional<std::chrono::steady_clock::time_point> health_written_;    // when check() last wrote
};

}  // namespace waymark::server
