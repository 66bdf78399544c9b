// A prepared SQLite statement: bind in order, step, read columns in order. For store/ only.
//
//   SqliteStatement find = connection.prepare("SELECT n FROM devices WHERE council = $1 AND account = $2");
//   if (find.bind(council).bind(account).step()) n = find.number(0);
//
// The first error of any statement is kept by its SqliteConnection, and every later step does nothing (store.h,
// Errors). Statements are prepared once a connection and reused: prepare() returns them from a cache by their text.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "server/identity/secret.h"

namespace waymark::server {

class SqliteConnection;

/// Borrowed from the connection's cache; resets itself when it goes. Not to be nested for the same text.
class SqliteStatement {
 public:
  SqliteStatement(SqliteConnection& connection, sqlite3_stmt* statement)
      : connection_(&connection), statement_(statement) {}
  ~SqliteStatement();
  SqliteStatement(SqliteStatement&& other) noexcept;
  SqliteStatement(const SqliteStatement&) = delete;
  SqliteStatement& operator=(const SqliteStatement&) = delete;
  SqliteStatement& operator=(SqliteStatement&&) = delete;

  SqliteStatement& bind(std::string_view text);
  SqliteStatement& bind(std::int64_t number);
  SqliteStatement& bind_bytes(std::string_view bytes);

  /// True: there is a row. False: no more rows, or an error.
  bool step();
  /// Of one without rows.
  void put() { step(); }
  /// Steps to the end; false: an error.
  bool finish();

  [[nodiscard]] std::string text(int column) const;
  [[nodiscard]] std::int64_t number(int column) const;
  [[nodiscard]] std::string bytes(int column) const;
  [[nodiscard]] int columns() const { return sqlite3_column_count(statement_); }

 private:
  SqliteConnection* connection_;
  sqlite3_stmt* statement_;  // null: it could not be prepared
  int bound_ = 0;
};

/// One connection to one database file.
class SqliteConnection {
 public:
  SqliteConnection() = default;
  ~SqliteConnection();
  SqliteConnection(const SqliteConnection&) = delete;
  SqliteConnection& operator=(const SqliteConnection&) = delete;

  /// `flags` as of sqlite3_open_v2. False: see error_code().
  bool open(const std::string& path, int flags);
  SqliteStatement prepare(std::string_view sql);
  /// One file has no rows that some connections may not see, and one writer at a time.
  void enter_council(std::string_view) {}
  void enter_session(const Sha256&) {}
  void enter_heads() {}
  void settle() {}
  static constexpr std::string_view lock_rows;
  /// One or more statements without results.
  bool run(const std::string& sql);

  /// Whether the last connection moves the log into the main file when it closes; it does, unless told otherwise.
  void checkpoint_on_close(bool on);

  /// The first error since clear_error(); SQLITE_OK: none.
  [[nodiscard]] int error_code() const { return error_code_; }
  [[nodiscard]] const std::string& error_text() const { return error_text_; }
  [[nodiscard]] bool has_error() const { return error_code_ != SQLITE_OK; }
  void clear_error();
  /// Ends a transaction that failed, and forgets why.
  void roll_back();
  /// A finding of ours about what was read, kept like an error of SQLite's own.
  void note_error(int code, std::string text);
  void note_damage(std::string text) { note_error(SQLITE_CORRUPT, std::move(text)); }

 private:
  friend class SqliteStatement;
  void note(int code);

  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  sqlite3* database_ = nullptr;
  std::map<std::string, std::unique_ptr<sqlite3_stmt, Finalize>, std::less<>> cache_;
  int error_code_ = SQLITE_OK;
  std::string error_text_;
};

}  // namespace waymark::server
