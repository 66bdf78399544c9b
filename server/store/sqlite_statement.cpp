#include "server/store/sqlite_statement.h"

#include <utility>

namespace waymark::server {

SqliteStatement::SqliteStatement(SqliteStatement&& other) noexcept
    : connection_(other.connection_), statement_(std::exchange(other.statement_, nullptr)), bound_(other.bound_) {}

SqliteStatement::~SqliteStatement() {
  if (statement_ == nullptr) return;
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

// SQLITE_TRANSIENT: values are copied, so that a bound temporary may go before the step.
SqliteStatement& SqliteStatement::bind(std::string_view text) {
  if (statement_ != nullptr) {
    const char* bytes = text.data() == nullptr ? "" : text.data();
    connection_->note(sqlite3_bind_text(statement_, ++bound_, bytes, static_cast<int>(text.size()), SQLITE_TRANSIENT));
  }
  return *this;
}

SqliteStatement& SqliteStatement::bind(std::int64_t number) {
  if (statement_ != nullptr) connection_->note(sqlite3_bind_int64(statement_, ++bound_, number));
  return *this;
}

SqliteStatement& SqliteStatement::bind_bytes(std::string_view bytes) {
  if (statement_ != nullptr) {
    connection_->note(
        sqlite3_bind_blob(statement_, ++bound_, bytes.data(), static_cast<int>(bytes.size()), SQLITE_TRANSIENT));
  }
  return *this;
}

bool SqliteStatement::step() {
  if (statement_ == nullptr || connection_->error_code() != SQLITE_OK) return false;
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) connection_->note(code);
  return false;
}

bool SqliteStatement::finish() {
  while (step()) continue;
  return connection_->error_code() == SQLITE_OK;
}

std::string SqliteStatement::text(int column) const { return bytes(column); }

std::int64_t SqliteStatement::number(int column) const { return sqlite3_column_int64(statement_, column); }

std::string SqliteStatement::bytes(int column) const {
  const auto* data = static_cast<const char*>(sqlite3_column_blob(statement_, column));
  const int size = sqlite3_column_bytes(statement_, column);
  return data == nullptr ? std::string() : std::string(data, static_cast<std::size_t>(size));
}

SqliteConnection::~SqliteConnection() {
  cache_.clear();
  sqlite3_close(database_);
}

bool SqliteConnection::open(const std::string& path, int flags) {
  const int code = sqlite3_open_v2(path.c_str(), &database_, flags, nullptr);
  sqlite3_extended_result_codes(database_, 1);
  note(code);
  return code == SQLITE_OK;
}

SqliteStatement SqliteConnection::prepare(std::string_view sql) {
  const auto found = cache_.find(sql);
  if (found != cache_.end()) return {*this, found->second.get()};
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(database_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                      &statement, nullptr);
  if (code != SQLITE_OK) {
    note(code);
    return {*this, nullptr};
  }
  cache_.emplace(sql, statement);
  return {*this, statement};
}

bool SqliteConnection::run(const std::string& sql) {
  const int code = sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr);
  note(code);
  return code == SQLITE_OK;
}

void SqliteConnection::checkpoint_on_close(bool on) {
  sqlite3_db_config(database_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, on ? 0 : 1, nullptr);
}

void SqliteConnection::clear_error() {
  error_code_ = SQLITE_OK;
  error_text_.clear();
}

void SqliteConnection::roll_back() {
  clear_error();
  run("ROLLBACK");  // an error may have ended the transaction already: then there is nothing to do
  clear_error();
}

void SqliteConnection::note_error(int code, std::string text) {
  if (code == SQLITE_OK || error_code_ != SQLITE_OK) return;
  error_code_ = code;
  error_text_ = std::move(text);
}

// The text of the code, not sqlite3_errmsg: that may quote values.
void SqliteConnection::note(int code) { note_error(code, sqlite3_errstr(code)); }

}  // namespace waymark::server
