// A connection to PostgreSQL and its prepared statements. For store/ only.
//
//   PostgresConnection connection;
//   if (!connection.open("postgresql://waymark@db.internal/waymark")) …        // error_code(), error_text()
//   connection.run("BEGIN");
//   connection.enter_council("southampton");                                   // row-level security lets these through
//   PostgresStatement find = connection.prepare("SELECT n FROM devices WHERE council = $1 AND account = $2");
//   if (find.bind(council).bind(account).step()) n = find.number(0);
//
// The same shape as SqliteConnection and SqliteStatement, so that store/sql_transaction.h takes either: the first error
// is kept by the connection, and every later step does nothing until clear_error(). libpq and not a wrapper over it:
// what is needed is a hundred lines, and the SQLSTATE of each failure decides what happens next.
// Threads: one connection is used by one thread at a time.
#pragma once

#include <libpq-fe.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/identity/secret.h"

namespace waymark::server {

class PostgresConnection;

/// Runs at its first step, then gives its rows one by one; or is put, without waiting for what comes of it.
class PostgresStatement {
 public:
  PostgresStatement(PostgresConnection& connection, const std::string* name) : connection_(&connection), name_(name) {}

  PostgresStatement& bind(std::string_view text);
  PostgresStatement& bind(std::int64_t number);
  PostgresStatement& bind_bytes(std::string_view bytes);

  /// True: there is a row. False: no more rows, or an error.
  bool step();
  /// Sends it with the next statement that is waited for (a libpq pipeline): one way there and back for all of them. An
  /// error is met then.
  void put();

  [[nodiscard]] std::string text(int column) const { return bytes(column); }
  /// Of a bigint.
  [[nodiscard]] std::int64_t number(int column) const;
  [[nodiscard]] std::string bytes(int column) const;

 private:
  struct Clear {
    void operator()(PGresult* result) const { PQclear(result); }
  };
  bool send();

  PostgresConnection* connection_;
  const std::string* name_;  // null: it could not be prepared
  std::vector<std::string> values_;
  std::unique_ptr<PGresult, Clear> result_;
  int row_ = -1;
};

class PostgresConnection {
 public:
  PostgresConnection() = default;
  ~PostgresConnection() { PQfinish(connection_); }
  PostgresConnection(const PostgresConnection&) = delete;
  PostgresConnection& operator=(const PostgresConnection&) = delete;

  /// A libpq connection string or URI. Closes an earlier connection. False: see error_code().
  bool open(const std::string& where);
  /// False: never opened, or lost.
  [[nodiscard]] bool is_open() const { return PQstatus(connection_) == CONNECTION_OK; }

  [[nodiscard]] int server_version() const { return PQserverVersion(connection_); }  // 150018 is 15.18

  PostgresStatement prepare(std::string_view sql);
  /// One or more statements without results.
  bool run(const std::string& sql);
  /// Waits for what came of the statements that were put.
  void settle();
  /// For statements that take no parameters.
  [[nodiscard]] std::string quoted_name(const std::string& name) const;
  [[nodiscard]] std::string quoted_text(const std::string& text) const;

  /// From here to the end of the transaction, row-level security lets the rows of this council through.
  void enter_council(std::string_view council);
  /// …and the token or the link with this hash, which says what council it is of.
  void enter_session(const Sha256& token_hash);
  /// …and where the log of each council ends, which says what councils there are.
  void enter_heads();
  /// Not FOR UPDATE: others may go on referring to the row.
  static constexpr std::string_view lock_rows = " FOR NO KEY UPDATE";
  /// After BEGIN: what was entered ended with the last transaction.
  void forget_entered() { entered_.clear(); }

  /// The SQLSTATE of the first error since clear_error(); empty: none.
  [[nodiscard]] const std::string& error_code() const { return error_code_; }
  /// For the log: never a value of a row.
  [[nodiscard]] const std::string& error_text() const { return error_text_; }
  [[nodiscard]] bool has_error() const { return !error_code_.empty(); }
  void clear_error();
  /// Ends a transaction that failed, and forgets why.
  void roll_back();
  void note_damage(std::string text);
  void note_lost();

 private:
  friend class PostgresStatement;
  /// The result of the last of the statements that were sent; errors of those before it are noted.
  PGresult* hear();
  void note(const PGresult* result);
  void note(std::string code, std::string text);

  PGconn* connection_ = nullptr;
  std::map<std::string, std::string, std::less<>> prepared_;  // SQL -> name
  std::string entered_;                                       // council
  int unheard_ = 0;                                           // sent, in a pipeline; 0: there is none
  std::string error_code_;
  std::string error_text_;
};

/// https://www.postgresql.org/docs/15/errcodes-appendix.html
namespace sqlstate {
inline constexpr std::string_view connection_lost = "08006";
inline constexpr std::string_view data_corrupted = "XX001";
}  // namespace sqlstate

}  // namespace waymark::server
