#include "server/store/postgres_statement.h"

#include <array>
#include <utility>

namespace waymark::server {
namespace {

constexpr int binary = 1;
constexpr std::size_t number_bytes = 8;
// Their answers must fit into what the system keeps of a connection: nobody reads them meanwhile.
constexpr int unheard_max = 64;

/// Network order, as the binary format of a bigint is.
std::string bytes_of(std::int64_t number) {
  std::string bytes(number_bytes, '\0');
  for (std::size_t i = number_bytes; i-- > 0; number >>= 8) bytes[i] = static_cast<char>(number & 0xff);
  return bytes;
}

struct Option {
  const char* name;
  const char* value;
};

// Ours come first: what the connection string says comes later and wins. The settings of the session are no matter of
// taste: synchronous_commit is what makes "200" mean "kept", and a transaction that waits must end before its phone
// gives up. search_path stays the role's own.
constexpr std::array<Option, 4> options{{
    {"connect_timeout", "5"},
    {"tcp_user_timeout", "10000"},
    {"fallback_application_name", "waymark-endpoint"},
    {"client_encoding", "UTF8"},
}};
constexpr const char* session_settings = R"sql(
SET synchronous_commit = on;
SET lock_timeout = '5s';
SET statement_timeout = '15s';
SET idle_in_transaction_session_timeout = '30s';
)sql";

}  // namespace

PostgresStatement& PostgresStatement::bind(std::string_view text) { return bind_bytes(text); }

PostgresStatement& PostgresStatement::bind(std::int64_t number) { return bind_bytes(bytes_of(number)); }

// Everything goes in binary, texts too: in libpq's text format they would end at their first NUL.
PostgresStatement& PostgresStatement::bind_bytes(std::string_view bytes) {
  values_.emplace_back(bytes);
  return *this;
}

bool PostgresStatement::step() {
  if (row_ < 0 && send()) {
    result_.reset(connection_->hear());
    connection_->note(result_.get());
  }
  if (result_ == nullptr || !connection_->error_code().empty()) return false;
  return ++row_ < PQntuples(result_.get());
}

void PostgresStatement::put() {
  if (send() && connection_->unheard_ >= unheard_max) connection_->settle();
}

bool PostgresStatement::send() {
  if (name_ == nullptr || !connection_->error_code().empty()) return false;
  std::vector<const char*> values;
  std::vector<int> lengths;
  for (const std::string& value : values_) {
    values.push_back(value.data());
    lengths.push_back(static_cast<int>(value.size()));
  }
  const std::vector<int> formats(values.size(), binary);
  const bool sent = PQenterPipelineMode(connection_->connection_) == 1 &&
                    PQsendQueryPrepared(connection_->connection_, name_->c_str(), static_cast<int>(values.size()),
                                        values.data(), lengths.data(), formats.data(), binary) == 1;
  if (!sent) {
    connection_->note_lost();
    return false;
  }
  ++connection_->unheard_;
  return true;
}

std::int64_t PostgresStatement::number(int column) const {
  std::int64_t number = 0;
  for (const char byte : bytes(column)) number = number * 256 + static_cast<unsigned char>(byte);
  return number;
}

std::string PostgresStatement::bytes(int column) const {
  if (row_ < 0 || row_ >= PQntuples(result_.get())) return {};
  return {PQgetvalue(result_.get(), row_, column), static_cast<std::size_t>(PQgetlength(result_.get(), row_, column))};
}

bool PostgresConnection::open(const std::string& where) {
  PQfinish(connection_);
  prepared_.clear();
  clear_error();
  std::vector<const char*> names;
  std::vector<const char*> values;
  for (const Option& option : options) {
    names.push_back(option.name);
    values.push_back(option.value);
  }
  names.push_back("dbname");
  values.push_back(where.c_str());
  names.push_back(nullptr);
  values.push_back(nullptr);
  connection_ = PQconnectdbParams(names.data(), values.data(), /*expand_dbname=*/1);
  // libpq's sentence names host, port and reason; it has no value of a row and never the password
  if (!is_open()) {
    note(std::string(sqlstate::connection_lost), PQerrorMessage(connection_));
    return false;
  }
  PQsetNoticeProcessor(
      connection_, [](void*, const char*) {}, nullptr);
  return run(session_settings);
}

PostgresStatement PostgresConnection::prepare(std::string_view sql) {
  const auto found = prepared_.find(sql);
  if (found != prepared_.end()) return {*this, &found->second};
  settle();
  if (!error_code_.empty()) return {*this, nullptr};
  const std::string name = "s" + std::to_string(prepared_.size());
  PGresult* result = PQprepare(connection_, name.c_str(), std::string(sql).c_str(), 0, nullptr);
  note(result);
  PQclear(result);
  if (!error_code_.empty()) return {*this, nullptr};
  return {*this, &prepared_.emplace(sql, name).first->second};
}

PGresult* PostgresConnection::hear() {
  PQpipelineSync(connection_);
  PGresult* last = nullptr;
  for (; unheard_ > 0; --unheard_) {
    PGresult* next = PQgetResult(connection_);
    PQclear(PQgetResult(connection_));  // null: the end of what one statement has to say
    if (last != nullptr) note(last);
    PQclear(std::exchange(last, next));
  }
  PQclear(PQgetResult(connection_));  // of the sync
  if (PQexitPipelineMode(connection_) == 1) return last;
  PQclear(last);
  PQfinish(std::exchange(connection_, nullptr));  // lost in the middle
  return nullptr;
}

void PostgresConnection::settle() {
  if (unheard_ == 0) return;
  PGresult* result = hear();
  note(result);
  PQclear(result);
}

bool PostgresConnection::run(const std::string& sql) {
  settle();
  PGresult* result = PQexec(connection_, sql.c_str());
  const auto status = PQresultStatus(result);
  note(result);
  PQclear(result);
  return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY;
}

std::string PostgresConnection::quoted_name(const std::string& name) const {
  const std::unique_ptr<char, void (*)(void*)> quoted(PQescapeIdentifier(connection_, name.data(), name.size()),
                                                      PQfreemem);
  return quoted == nullptr ? "" : quoted.get();
}

std::string PostgresConnection::quoted_text(const std::string& text) const {
  const std::unique_ptr<char, void (*)(void*)> quoted(PQescapeLiteral(connection_, text.data(), text.size()),
                                                      PQfreemem);
  return quoted == nullptr ? "" : quoted.get();
}

void PostgresConnection::enter_council(std::string_view council) {
  if (council == entered_) return;
  prepare("SELECT set_config('waymark.council', $1, true)").bind(council).put();
  entered_ = council;
}

void PostgresConnection::enter_session(const Sha256& token_hash) {
  prepare("SELECT set_config('waymark.session', $1, true)").bind(hex(view(token_hash))).put();
}

void PostgresConnection::enter_heads() { prepare("SELECT set_config('waymark.heads', 'all', true)").put(); }

void PostgresConnection::clear_error() {
  error_code_.clear();
  error_text_.clear();
}

void PostgresConnection::roll_back() {
  clear_error();
  if (is_open()) run("ROLLBACK");
  clear_error();
}

void PostgresConnection::note_damage(std::string text) { note(std::string(sqlstate::data_corrupted), std::move(text)); }

void PostgresConnection::note_lost() { note(std::string(sqlstate::connection_lost), "the database does not answer"); }

/// The code and the name of what was violated, not the message: that may quote values.
void PostgresConnection::note(const PGresult* result) {
  const auto status = PQresultStatus(result);
  if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY) return;
  const char* code = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
  const char* constraint = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_CONSTRAINT_NAME);
  if (code == nullptr) return note_lost();
  note(code, "SQLSTATE " + std::string(code) + (constraint == nullptr ? "" : " " + std::string(constraint)));
}

void PostgresConnection::note(std::string code, std::string text) {
  if (!error_code_.empty()) return;
  error_code_ = std::move(code);
  error_text_ = std::move(text);
}

}  // namespace waymark::server
