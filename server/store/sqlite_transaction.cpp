#include "server/store/sqlite_transaction.h"

#include <algorithm>

#include "core/model/schema.h"

namespace waymark::server {
std::optional<Account> SqliteTransaction::find_session(const Sha256& token_hash) {
  Statement find = connection_.prepare(
      "SELECT a.council, a.id, a.name, a.role, a.language FROM tokens t "
      "JOIN accounts a ON a.council = t.council AND a.id = t.account WHERE t.sha256 = ?");
  if (!find.bind_bytes(view(token_hash)).step()) return std::nullopt;
  return Account{.council = find.text(0),
                 .id = PersonId(find.text(1)),
                 .name = find.text(2),
                 .role = parse_name<Role>(find.text(3)).value_or(Role::young_person),
                 .language = find.text(4)};
}

std::optional<Account> SqliteTransaction::find_account(std::string_view council, const PersonId& id) {
  Statement find = connection_.prepare("SELECT name, role, language FROM accounts WHERE council = ? AND id = ?");
  if (!find.bind(council).bind(id.text).step()) return std::nullopt;
  return Account{.council = std::string(council),
                 .id = id,
                 .name = find.text(0),
                 .role = parse_name<Role>(find.text(1)).value_or(Role::young_person),
                 .language = find.text(2)};
}

std::vector<VisibleCase> SqliteTransaction::visible_cases(const Account& account) {
  Statement list = connection_.prepare(
      "SELECT c.number, c.id, c.seq FROM access x JOIN cases c ON c.council = x.council AND c.id = x.case_id "
      "WHERE x.council = ? AND x.account = ? ORDER BY c.number");
  list.bind(account.council).bind(account.id.text);
  std::vector<VisibleCase> cases;
  while (list.step()) cases.push_back({list.number(0), CaseId(list.text(1)), list.number(2)});
  return cases;
}

std::optional<CaseId> SqliteTransaction::case_with_number(std::string_view council, std::int64_t number) {
  Statement find = connection_.prepare("SELECT id FROM cases WHERE council = ? AND number = ?");
  if (!find.bind(council).bind(number).step()) return std::nullopt;
  return CaseId(find.text(0));
}

void SqliteTransaction::each_change(std::string_view council, const CaseId& case_id, std::int64_t seq,
                                    const std::function<bool(const sync::Record&)>& visitor) {
  Statement list =
      connection_.prepare("SELECT record FROM documents WHERE council = ? AND case_id = ? AND seq > ? ORDER BY seq");
  list.bind(council).bind(case_id.text).bind(seq);
  while (list.step()) {
    const auto record = record_in(list, 0);
    if (!record || !visitor(*record)) return;
  }
}

std::int64_t SqliteTransaction::lock_case(std::string_view council, const CaseId& case_id) {
  // BEGIN IMMEDIATE has locked the whole database already; the row is only read.
  Statement find = connection_.prepare("SELECT seq FROM cases WHERE council = ? AND id = ?");
  return find.bind(council).bind(case_id.text).step() ? find.number(0) : 0;
}

void SqliteTransaction::set_case_seq(std::string_view council, const CaseId& case_id, std::int64_t seq) {
  connection_.prepare("UPDATE cases SET seq = ? WHERE council = ? AND id = ?")
      .bind(seq)
      .bind(council)
      .bind(case_id.text)
      .step();
}

std::optional<sync::Record> SqliteTransaction::find_record(std::string_view council, const CaseId& case_id,
                                                           const DocId& doc) {
  Statement find = connection_.prepare("SELECT record FROM documents WHERE council = ? AND case_id = ? AND doc = ?");
  if (!find.bind(council).bind(case_id.text).bind(doc.text).step()) return std::nullopt;
  return record_in(find, 0);
}

std::vector<sync::Record> SqliteTransaction::records_of_type(std::string_view council, const CaseId& case_id,
                                                             std::string_view type) {
  Statement list = connection_.prepare("SELECT record FROM documents WHERE council = ? AND case_id = ? AND type = ?");
  list.bind(council).bind(case_id.text).bind(type);
  std::vector<sync::Record> records;
  while (list.step()) {
    if (auto record = record_in(list, 0)) records.push_back(std::move(*record));
  }
  return records;
}

std::int64_t SqliteTransaction::count_documents(std::string_view council, const CaseId& case_id) {
  Statement count = connection_.prepare("SELECT count(*) FROM documents WHERE council = ? AND case_id = ?");
  return count.bind(council).bind(case_id.text).step() ? count.number(0) : 0;
}

void SqliteTransaction::put_record(std::string_view council, const sync::Record& record) {
  connection_
      .prepare(
          "INSERT INTO documents (council, case_id, doc, type, seq, record) VALUES (?, ?, ?, ?, ?, ?) "
          "ON CONFLICT (council, case_id, doc) DO UPDATE SET seq = excluded.seq, record = excluded.record")
      .bind(council)
      .bind(record.case_id.text)
      .bind(record.doc.text)
      .bind(record.type)
      .bind(record.seq)
      .bind(json_text(sync::write(record)))
      .step();
}

void SqliteTransaction::append_history(std::string_view council, const HistoryEntry& entry) {
  connection_
      .prepare(
          "INSERT INTO history (council, case_id, seq, op, author, device, server_utc_ms, claimed_utc_ms) "
          "VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(council)
      .bind(entry.case_id.text)
      .bind(entry.seq)
      .bind(entry.op)
      .bind(entry.author.text)
      .bind(entry.device)
      .bind(entry.server_utc_ms)
      .bind(entry.claimed_utc_ms)
      .step();
}

std::optional<KnownOp> SqliteTransaction::find_op(const Account& account, const OpId& id) {
  Statement find = connection_.prepare(
      "SELECT fingerprint, status, seq, pointer, reason, cause FROM ops WHERE council = ? AND account = ? AND id = ?");
  if (!find.bind(account.council).bind(account.id.text).bind(id.text).step()) return std::nullopt;
  KnownOp known;
  const std::string fingerprint = find.bytes(0);
  std::copy_n(fingerprint.begin(), std::min(fingerprint.size(), known.fingerprint.size()), known.fingerprint.begin());
  known.result.id = id;
  known.result.status = sync::parse_op_status(find.text(1)).value_or(sync::OpStatus::rejected);
  known.result.seq = find.number(2);
  if (known.result.status == sync::OpStatus::rejected) {
    const auto cause = parse_name<ProblemCause>(find.text(5)).value_or(ProblemCause::other);
    known.result.problem = Problem{find.text(3), find.text(4), cause};
  }
  return known;
}

void SqliteTransaction::put_op(const Account& account, const KnownOp& op) {
  const Problem problem = op.result.problem.value_or(Problem{});
  connection_
      .prepare(
          "INSERT INTO ops (council, account, id, fingerprint, status, seq, pointer, reason, cause) "
          "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(account.council)
      .bind(account.id.text)
      .bind(op.result.id.text)
      .bind_bytes(view(op.fingerprint))
      .bind(sync::name_of(op.result.status))
      .bind(op.result.seq)
      .bind(problem.pointer)
      .bind(problem.reason)
      .bind(name_of(problem.cause))
      .step();
}

std::int64_t SqliteTransaction::device_counter(const Account& account, std::string_view device) {
  Statement find = connection_.prepare("SELECT n FROM devices WHERE council = ? AND account = ? AND device = ?");
  return find.bind(account.council).bind(account.id.text).bind(device).step() ? find.number(0) : 0;
}

void SqliteTransaction::set_device_counter(const Account& account, std::string_view device, std::int64_t n) {
  connection_
      .prepare(
          "INSERT INTO devices (council, account, device, n) VALUES (?, ?, ?, ?) "
          "ON CONFLICT (council, account, device) DO UPDATE SET n = excluded.n")
      .bind(account.council)
      .bind(account.id.text)
      .bind(device)
      .bind(n)
      .step();
}

void SqliteTransaction::put_account(const Account& account) {
  connection_
      .prepare(
          "INSERT INTO accounts (council, id, name, role, language) VALUES (?, ?, ?, ?, ?) "
          "ON CONFLICT (council, id) DO UPDATE SET name = excluded.name, role = excluded.role, "
          "language = excluded.language")
      .bind(account.council)
      .bind(account.id.text)
      .bind(account.name)
      .bind(name_of(account.role))
      .bind(account.language)
      .step();
}

void SqliteTransaction::put_case(std::string_view council, const CaseId& case_id) {
  connection_.prepare("INSERT INTO cases (council, id) VALUES (?, ?) ON CONFLICT (council, id) DO NOTHING")
      .bind(council)
      .bind(case_id.text)
      .step();
}

void SqliteTransaction::grant(const Account& account, const CaseId& case_id) {
  connection_.prepare("INSERT INTO access (council, account, case_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
      .bind(account.council)
      .bind(account.id.text)
      .bind(case_id.text)
      .step();
}

void SqliteTransaction::put_session(const Account& account, std::string_view device, const Sha256& token_hash,
                                    std::int64_t server_utc_ms) {
  connection_.prepare("INSERT INTO devices (council, account, device) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
      .bind(account.council)
      .bind(account.id.text)
      .bind(device)
      .step();
  connection_
      .prepare(
          "INSERT INTO tokens (sha256, council, account, device, created_utc_ms) VALUES (?, ?, ?, ?, ?) "
          "ON CONFLICT (council, account, device) DO UPDATE SET sha256 = excluded.sha256, "
          "created_utc_ms = excluded.created_utc_ms")
      .bind_bytes(view(token_hash))
      .bind(account.council)
      .bind(account.id.text)
      .bind(device)
      .bind(server_utc_ms)
      .step();
}

std::optional<sync::Record> SqliteTransaction::record_in(const Statement& row, int column) {
  auto json = nlohmann::json::parse(row.text(column), nullptr, false);
  auto record = sync::read_record(json);
  if (!record) connection_.note_error(SQLITE_CORRUPT, "a stored record cannot be read");
  return record;
}

}  // namespace waymark::server
