#include "server/store/move.h"

#include <algorithm>
#include <array>
#include <memory>
#include <string_view>

#include "server/identity/secret.h"
#include "server/store/postgres.h"
#include "server/store/sqlite.h"

namespace waymark::server {
namespace {

enum class Kind : std::uint8_t { text, number, bytes };

struct Column {
  std::string_view name;
  Kind kind;
};

struct Table {
  std::string_view name;
  std::vector<Column> columns;
};

constexpr Kind text = Kind::text, number = Kind::number, bytes = Kind::bytes;

/// In an order in which no row refers to a later one. Without `links`: they end within minutes.
const std::array<Table, 10> tables{{
    {"accounts", {{"council", text}, {"id", text}, {"name", text}, {"role", text}, {"language", text}}},
    {"cases", {{"council", text}, {"number", number}, {"id", text}, {"seq", number}}},
    {"access", {{"council", text}, {"account", text}, {"case_id", text}}},
    {"documents",
     {{"council", text}, {"case_id", text}, {"doc", text}, {"type", text}, {"seq", number}, {"record", text}}},
    {"devices", {{"council", text}, {"account", text}, {"device", text}, {"n", number}}},
    {"tokens", {{"council", text}, {"sha256", bytes}, {"account", text}, {"device", text}, {"created_utc_ms", number}}},
    {"ops",
     {{"council", text},
      {"account", text},
      {"id", text},
      {"fingerprint", bytes},
      {"status", text},
      {"seq", number},
      {"pointer", text},
      {"reason", text},
      {"cause", text}}},
    {"history",
     {{"council", text},
      {"number", number},
      {"case_id", text},
      {"seq", number},
      {"op", text},
      {"author", text},
      {"device", text},
      {"server_utc_ms", number},
      {"claimed_utc_ms", number}}},
    {"audit",
     {{"council", text},
      {"number", number},
      {"server_utc_ms", number},
      {"account", text},
      {"device", text},
      {"case_id", text},
      {"did", text},
      {"count", number},
      {"before", bytes},
      {"sha256", bytes}}},
    {"audit_heads", {{"council", text}, {"number", number}, {"sha256", bytes}}},
}};

std::string names_of(const Table& table) {
  std::string names;
  for (const Column& column : table.columns) names += (names.empty() ? "" : ", ") + std::string(column.name);
  return names;
}

std::string select_of(const Table& table) {
  return "SELECT " + names_of(table) + " FROM " + std::string(table.name) + " WHERE council = $1";
}

std::string insert_of(const Table& table) {
  std::string places;
  for (std::size_t i = 1; i <= table.columns.size(); ++i) places += (i == 1 ? "$" : ", $") + std::to_string(i);
  return "INSERT INTO " + std::string(table.name) + " (" + names_of(table) + ") VALUES (" + places + ")";
}

/// Counts rows and mixes their hashes so that their order does not matter; a key makes each row different.
class Digest {
 public:
  void begin_row() { row_.clear(); }
  void add(std::string_view value) { row_ += std::to_string(value.size()) + ':' + std::string(value); }
  void end_row() {
    const Sha256 hash = sha256(row_);
    for (std::size_t i = 0; i < hash.size(); ++i) sum_[i] ^= hash[i];
    ++rows_;
  }
  bool operator==(const Digest& other) const { return rows_ == other.rows_ && sum_ == other.sum_; }
  [[nodiscard]] MovedTable report(const Table& table) const {
    return {std::string(table.name), rows_, hex(view(sum_)).substr(0, 16)};
  }

 private:
  std::string row_;
  Sha256 sum_{};
  std::int64_t rows_ = 0;
};

template <class Statement>
std::string value_text(const Statement& row, const Column& column, int index) {
  return column.kind == Kind::number ? std::to_string(row.number(index)) : row.bytes(index);
}

/// Adds all rows of a council to the digest and hands each to `also`.
template <class Statement, class Also>
void each_row(Statement select, const Table& table, std::string_view council, Digest& digest, const Also& also) {
  select.bind(council);
  while (select.step()) {
    digest.begin_row();
    for (std::size_t i = 0; i < table.columns.size(); ++i)
      digest.add(value_text(select, table.columns[i], static_cast<int>(i)));
    digest.end_row();
    also(select);
  }
}

void insert(PostgresConnection& to, const Table& table, const SqliteStatement& row) {
  PostgresStatement put = to.prepare(insert_of(table));
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const int index = static_cast<int>(i);
    switch (table.columns[i].kind) {
      case Kind::text:
        put.bind(row.text(index));
        break;
      case Kind::number:
        put.bind(row.number(index));
        break;
      case Kind::bytes:
        put.bind_bytes(row.bytes(index));
        break;
    }
  }
  put.step();
}

std::vector<std::string> councils_of(SqliteConnection& from) {
  std::vector<std::string> councils;
  SqliteStatement list = from.prepare(
      "SELECT council FROM accounts UNION SELECT council FROM cases UNION SELECT council FROM audit_heads ORDER BY 1");
  while (list.step()) councils.push_back(list.text(0));
  return councils;
}

bool has_rows(PostgresConnection& to, std::string_view council) {
  to.enter_council(council);
  PostgresStatement count = to.prepare(
      "SELECT (SELECT count(*) FROM accounts WHERE council = $1) + (SELECT count(*) FROM cases WHERE council = $1) + "
      "(SELECT count(*) FROM audit_heads WHERE council = $1)");
  return count.bind(council).step() && count.number(0) > 0;
}

/// Numbers that the database gives from now on come after those that were moved.
void go_on_numbering(PostgresConnection& to, SqliteConnection& from) {
  for (const std::string table : {"cases", "history"}) {
    SqliteStatement last = from.prepare("SELECT max(number) FROM " + table);
    if (!last.step() || last.number(0) == 0) continue;
    to.prepare("SELECT setval('" + table + "_number_seq', greatest($1, (SELECT last_value FROM " + table +
               "_number_seq)))")
        .bind(last.number(0))
        .step();
  }
}

/// Cursors stay good when the secret that signs them moves along; endpoints that are there already keep theirs.
void move_secret(PostgresConnection& to, SqliteConnection& from) {
  SqliteStatement secret = from.prepare("SELECT name, value FROM secrets");
  while (secret.step()) {
    to.prepare("INSERT INTO secrets (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING")
        .bind(secret.text(0))
        .bind_bytes(secret.bytes(1))
        .step();
  }
}

std::string failed(const PostgresConnection& to, const SqliteConnection& from) {
  const bool reading = from.has_error();
  return std::string(reading ? "SQLite's file could not be read (" : "PostgreSQL did not take it (") +
         (reading ? from.error_text() : to.error_text()) +
         "): nothing was moved. Mend the cause and run it again; the endpoint can go on with the old database.";
}

}  // namespace

std::expected<std::vector<MovedTable>, std::string> move_store(const std::filesystem::path& from_file,
                                                               const std::string& address, bool own_partitions) {
  if (auto checked = SqliteStore::open(from_file); !checked) return std::unexpected(checked.error());
  auto store = PostgresStore::open(address);
  if (!store) return std::unexpected(store.error());
  SqliteConnection from;
  PostgresConnection to;
  if (!from.open(from_file.string(), SQLITE_OPEN_READONLY) || !to.open(address))
    return std::unexpected(failed(to, from));
  const std::vector<std::string> councils = councils_of(from);
  to.run("BEGIN");
  for (const std::string& council : councils) {
    if (has_rows(to, council)) {
      return std::unexpected("PostgreSQL has people, cases or accesses of " + council +
                             " already, and two databases cannot be mixed: name an empty one. Nothing was moved.");
    }
  }
  to.run("ROLLBACK");
  for (const std::string& council : councils) {
    if (!own_partitions) break;
    if (auto trouble = (*store)->give_partitions(council)) return std::unexpected(*trouble);
  }
  std::array<Digest, tables.size()> sent, kept;
  to.run("BEGIN");
  to.forget_entered();
  for (const std::string& council : councils) {
    to.enter_council(council);
    for (std::size_t i = 0; i < tables.size(); ++i) {
      each_row(from.prepare(select_of(tables[i])), tables[i], council, sent[i],
               [&](const SqliteStatement& row) { insert(to, tables[i], row); });
    }
    for (std::size_t i = 0; i < tables.size(); ++i)
      each_row(to.prepare(select_of(tables[i])), tables[i], council, kept[i], [](const auto&) {});
  }
  go_on_numbering(to, from);
  move_secret(to, from);
  if (to.has_error() || from.has_error()) return std::unexpected(failed(to, from));
  std::vector<MovedTable> report;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    report.push_back(kept[i].report(tables[i]));
    if (!(sent[i] == kept[i])) {
      return std::unexpected(
          "The rows of " + report.back().name +
          " came back different from what was sent: nothing was moved, and this should be reported.");
    }
  }
  if (!to.run("COMMIT")) return std::unexpected(failed(to, from));
  return report;
}

}  // namespace waymark::server
