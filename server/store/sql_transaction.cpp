#include "server/store/sql_transaction.h"

#include <algorithm>
#include <array>

#include "core/model/schema.h"
#include "server/store/postgres_statement.h"
#include "server/store/sqlite_statement.h"

namespace waymark::server {
namespace {

/// Changes are read in pieces: a page of a big case takes a few of them, never the whole case.
constexpr std::int64_t changes_at_once = 64;

/// A link that ended is kept for this long, lest what it was made from comes again: endpoints' clocks differ.
constexpr std::int64_t links_kept_ms = 3'600'000;

Role role_in(const std::string& text) { return parse_name<Role>(text).value_or(Role::young_person); }

/// PostgreSQL keeps no U+0000 in a text, and a pointer may quote one that a phone sent as a member's name.
std::string without_nul(std::string text) {
  for (std::size_t at = text.find('\0'); at != std::string::npos; at = text.find('\0', at))
    text.replace(at, 1, "\uFFFD");
  return text;
}

/// One that is not 32 bytes long is no hash of ours, and fits to none.
Sha256 hash_in(const std::string& bytes) {
  Sha256 hash{};
  if (bytes.size() == hash.size()) std::copy(bytes.begin(), bytes.end(), hash.begin());
  return hash;
}

}  // namespace

template <class Connection>
auto SqlTransaction<Connection>::prepare(std::string_view council, std::string_view sql) {
  connection_.enter_council(council);
  return connection_.prepare(sql);
}

template <class Connection>
std::optional<sync::Record> SqlTransaction<Connection>::read_record(const std::string& text) {
  auto json = nlohmann::json::parse(text, nullptr, false);
  auto record = sync::read_record(json);
  if (!record) connection_.note_damage("a stored record cannot be read");
  return record;
}

// ---- Who ---------------------------------------------------------------------------------------------------------

template <class Connection>
std::optional<Session> SqlTransaction<Connection>::find_session(const Sha256& token_hash) {
  std::array<std::string, 3> whose;
  {
    connection_.enter_session(token_hash);
    auto find = connection_.prepare("SELECT council, account, device FROM tokens WHERE sha256 = $1");
    if (!find.bind_bytes(view(token_hash)).step()) return std::nullopt;
    whose = {find.text(0), find.text(1), find.text(2)};
  }
  auto account = find_account(whose[0], PersonId(whose[1]));
  return account ? std::optional(Session{std::move(*account), whose[2]}) : std::nullopt;
}

template <class Connection>
std::optional<Account> SqlTransaction<Connection>::find_account(std::string_view council, const PersonId& id) {
  auto find = prepare(council, "SELECT name, role, language FROM accounts WHERE council = $1 AND id = $2");
  if (!find.bind(council).bind(id.text).step()) return std::nullopt;
  return Account{.council = std::string(council),
                 .id = id,
                 .name = find.text(0),
                 .role = role_in(find.text(1)),
                 .language = find.text(2)};
}

template <class Connection>
void SqlTransaction<Connection>::put_account(const Account& account) {
  prepare(account.council,
          "INSERT INTO accounts (council, id, name, role, language) VALUES ($1, $2, $3, $4, $5) "
          "ON CONFLICT (council, id) DO UPDATE SET name = excluded.name, role = excluded.role, "
          "language = excluded.language")
      .bind(account.council)
      .bind(account.id.text)
      .bind(account.name)
      .bind(name_of(account.role))
      .bind(account.language)
      .put();
}

template <class Connection>
void SqlTransaction<Connection>::put_session(const Account& account, std::string_view device, const Sha256& token_hash,
                                             std::int64_t server_utc_ms) {
  prepare(account.council, "INSERT INTO devices (council, account, device) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING")
      .bind(account.council)
      .bind(account.id.text)
      .bind(device)
      .put();
  prepare(account.council,
          "INSERT INTO tokens (sha256, council, account, device, created_utc_ms) VALUES ($1, $2, $3, $4, $5) "
          "ON CONFLICT (council, account, device) DO UPDATE SET sha256 = excluded.sha256, "
          "created_utc_ms = excluded.created_utc_ms")
      .bind_bytes(view(token_hash))
      .bind(account.council)
      .bind(account.id.text)
      .bind(device)
      .bind(server_utc_ms)
      .put();
}

template <class Connection>
std::int64_t SqlTransaction<Connection>::lock_device(const Account& account, std::string_view device) {
  auto find = prepare(account.council, "SELECT n FROM devices WHERE council = $1 AND account = $2 AND device = $3" +
                                           std::string(Connection::lock_rows));
  return find.bind(account.council).bind(account.id.text).bind(device).step() ? find.number(0) : 0;
}

template <class Connection>
void SqlTransaction<Connection>::set_device_counter(const Account& account, std::string_view device, std::int64_t n) {
  prepare(account.council,
          "INSERT INTO devices (council, account, device, n) VALUES ($1, $2, $3, $4) "
          "ON CONFLICT (council, account, device) DO UPDATE SET n = excluded.n")
      .bind(account.council)
      .bind(account.id.text)
      .bind(device)
      .bind(n)
      .put();
}

template <class Connection>
std::string SqlTransaction<Connection>::shared_secret(std::string_view name, std::string_view offered) {
  connection_.prepare("INSERT INTO secrets (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING")
      .bind(name)
      .bind_bytes(offered)
      .put();
  auto find = connection_.prepare("SELECT value FROM secrets WHERE name = $1");
  return find.bind(name).step() ? find.bytes(0) : std::string();
}

template <class Connection>
std::vector<Account> SqlTransaction<Connection>::accounts(std::string_view council) {
  auto list = prepare(council, "SELECT id, name, role, language FROM accounts WHERE council = $1 ORDER BY name, id");
  list.bind(council);
  std::vector<Account> all;
  while (list.step()) {
    all.push_back({.council = std::string(council),
                   .id = PersonId(list.text(0)),
                   .name = list.text(1),
                   .role = role_in(list.text(2)),
                   .language = list.text(3)});
  }
  return all;
}

// ---- Links -------------------------------------------------------------------------------------------------------

template <class Connection>
std::optional<Account> SqlTransaction<Connection>::find_link(const Sha256& code_hash, std::string_view device,
                                                             std::int64_t server_utc_ms) {
  std::array<std::string, 2> whose;
  {
    connection_.enter_session(code_hash);
    auto find = connection_.prepare("SELECT council, account, device, until_utc_ms FROM links WHERE sha256 = $1");
    if (!find.bind_bytes(view(code_hash)).step()) return std::nullopt;
    const std::string redeemed_by = find.text(2);
    if (find.number(3) < server_utc_ms || (!redeemed_by.empty() && redeemed_by != device)) return std::nullopt;
    whose = {find.text(0), find.text(1)};
  }
  return find_account(whose[0], PersonId(whose[1]));
}

template <class Connection>
bool SqlTransaction<Connection>::put_link(const Account& account, const Link& link) {
  prepare(account.council, "DELETE FROM links WHERE council = $1 AND until_utc_ms < $2")
      .bind(account.council)
      .bind(link.until_utc_ms - links_kept_ms)
      .put();
  {
    auto find = prepare(account.council, "SELECT 1 FROM links WHERE council = $1 AND made_from = $2");
    if (find.bind(account.council).bind_bytes(view(link.made_from)).step()) return false;
  }
  prepare(
      account.council,
      "INSERT INTO links (sha256, council, account, device, made_from, until_utc_ms) VALUES ($1, $2, $3, '', $4, $5)")
      .bind_bytes(view(link.code_hash))
      .bind(account.council)
      .bind(account.id.text)
      .bind_bytes(view(link.made_from))
      .bind(link.until_utc_ms)
      .put();
  return true;
}

/// The row is locked before it is looked at: of two devices at once one finds it redeemed.
template <class Connection>
std::optional<Account> SqlTransaction<Connection>::redeem_link(const Sha256& code_hash, std::string_view device,
                                                               std::int64_t server_utc_ms) {
  const auto account = find_link(code_hash, device, server_utc_ms);
  if (!account) return std::nullopt;
  {
    auto lock = prepare(account->council, "SELECT device FROM links WHERE council = $1 AND sha256 = $2" +
                                              std::string(Connection::lock_rows));
    if (!lock.bind(account->council).bind_bytes(view(code_hash)).step()) return std::nullopt;
    const std::string redeemed_by = lock.text(0);
    if (!redeemed_by.empty() && redeemed_by != device) return std::nullopt;
  }
  prepare(account->council, "UPDATE links SET device = $1 WHERE council = $2 AND sha256 = $3")
      .bind(device)
      .bind(account->council)
      .bind_bytes(view(code_hash))
      .put();
  return account;
}

// ---- Cases -------------------------------------------------------------------------------------------------------

template <class Connection>
std::vector<VisibleCase> SqlTransaction<Connection>::visible_cases(const Account& account) {
  auto list = prepare(account.council,
                      "SELECT c.number, c.id, c.seq FROM access x JOIN cases c ON c.council = x.council AND c.id = "
                      "x.case_id WHERE x.council = $1 AND x.account = $2 ORDER BY c.number");
  list.bind(account.council).bind(account.id.text);
  std::vector<VisibleCase> cases;
  while (list.step()) cases.push_back({list.number(0), CaseId(list.text(1)), list.number(2)});
  return cases;
}

template <class Connection>
std::optional<CaseId> SqlTransaction<Connection>::case_with_number(std::string_view council, std::int64_t number) {
  auto find = prepare(council, "SELECT id FROM cases WHERE council = $1 AND number = $2");
  if (!find.bind(council).bind(number).step()) return std::nullopt;
  return CaseId(find.text(0));
}

template <class Connection>
std::int64_t SqlTransaction<Connection>::lock_case(std::string_view council, const CaseId& case_id) {
  auto find =
      prepare(council, "SELECT seq FROM cases WHERE council = $1 AND id = $2" + std::string(Connection::lock_rows));
  return find.bind(council).bind(case_id.text).step() ? find.number(0) : 0;
}

template <class Connection>
void SqlTransaction<Connection>::set_case_seq(std::string_view council, const CaseId& case_id, std::int64_t seq) {
  prepare(council, "UPDATE cases SET seq = $1 WHERE council = $2 AND id = $3")
      .bind(seq)
      .bind(council)
      .bind(case_id.text)
      .put();
}

template <class Connection>
void SqlTransaction<Connection>::put_case(std::string_view council, const CaseId& case_id) {
  prepare(council, "INSERT INTO cases (council, id) VALUES ($1, $2) ON CONFLICT (council, id) DO NOTHING")
      .bind(council)
      .bind(case_id.text)
      .put();
}

template <class Connection>
void SqlTransaction<Connection>::grant(const Account& account, const CaseId& case_id) {
  prepare(account.council, "INSERT INTO access (council, account, case_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING")
      .bind(account.council)
      .bind(account.id.text)
      .bind(case_id.text)
      .put();
}

template <class Connection>
void SqlTransaction<Connection>::revoke(const Account& account, const CaseId& case_id) {
  prepare(account.council, "DELETE FROM access WHERE council = $1 AND account = $2 AND case_id = $3")
      .bind(account.council)
      .bind(account.id.text)
      .bind(case_id.text)
      .put();
}

template <class Connection>
std::optional<std::int64_t> SqlTransaction<Connection>::number_of_case(std::string_view council,
                                                                       const CaseId& case_id) {
  auto find = prepare(council, "SELECT number FROM cases WHERE council = $1 AND id = $2");
  return find.bind(council).bind(case_id.text).step() ? std::optional(find.number(0)) : std::nullopt;
}

// ---- Documents ---------------------------------------------------------------------------------------------------

template <class Connection>
void SqlTransaction<Connection>::each_change(std::string_view council, const CaseId& case_id, std::int64_t seq,
                                             const std::function<bool(const sync::Record&)>& visitor) {
  for (std::int64_t read = changes_at_once; read == changes_at_once;) {
    auto list = prepare(council,
                        "SELECT seq, record FROM documents WHERE council = $1 AND case_id = $2 AND seq > $3 "
                        "ORDER BY seq LIMIT $4");
    list.bind(council).bind(case_id.text).bind(seq).bind(changes_at_once);
    for (read = 0; list.step(); ++read) {
      seq = list.number(0);
      const auto record = read_record(list.text(1));
      if (!record || !visitor(*record)) return;
    }
  }
}

template <class Connection>
std::optional<sync::Record> SqlTransaction<Connection>::find_record(std::string_view council, const CaseId& case_id,
                                                                    const DocId& doc) {
  auto find = prepare(council, "SELECT record FROM documents WHERE council = $1 AND case_id = $2 AND doc = $3");
  if (!find.bind(council).bind(case_id.text).bind(doc.text).step()) return std::nullopt;
  return read_record(find.text(0));
}

template <class Connection>
std::vector<sync::Record> SqlTransaction<Connection>::records_of_type(std::string_view council, const CaseId& case_id,
                                                                      std::string_view type) {
  auto list = prepare(council, "SELECT record FROM documents WHERE council = $1 AND case_id = $2 AND type = $3");
  list.bind(council).bind(case_id.text).bind(type);
  std::vector<sync::Record> records;
  while (list.step()) {
    if (auto record = read_record(list.text(0))) records.push_back(std::move(*record));
  }
  return records;
}

template <class Connection>
std::int64_t SqlTransaction<Connection>::count_documents(std::string_view council, const CaseId& case_id) {
  auto count = prepare(council, "SELECT count(*) FROM documents WHERE council = $1 AND case_id = $2");
  return count.bind(council).bind(case_id.text).step() ? count.number(0) : 0;
}

template <class Connection>
void SqlTransaction<Connection>::put_record(std::string_view council, const sync::Record& record) {
  prepare(council,
          "INSERT INTO documents (council, case_id, doc, type, seq, record) VALUES ($1, $2, $3, $4, $5, $6) "
          "ON CONFLICT (council, case_id, doc) DO UPDATE SET seq = excluded.seq, record = excluded.record")
      .bind(council)
      .bind(record.case_id.text)
      .bind(record.doc.text)
      .bind(record.type)
      .bind(record.seq)
      .bind(json_text(sync::write(record)))
      .put();
}

template <class Connection>
void SqlTransaction<Connection>::append_history(std::string_view council, const HistoryEntry& entry) {
  prepare(council,
          "INSERT INTO history (council, case_id, seq, op, author, device, server_utc_ms, claimed_utc_ms) "
          "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)")
      .bind(council)
      .bind(entry.case_id.text)
      .bind(entry.seq)
      .bind(entry.op)
      .bind(entry.author.text)
      .bind(entry.device)
      .bind(entry.server_utc_ms)
      .bind(entry.claimed_utc_ms)
      .put();
}

// ---- Operations --------------------------------------------------------------------------------------------------

template <class Connection>
std::optional<KnownOp> SqlTransaction<Connection>::find_op(const Account& account, const OpId& id) {
  auto find = prepare(account.council,
                      "SELECT fingerprint, status, seq, pointer, reason, cause FROM ops "
                      "WHERE council = $1 AND account = $2 AND id = $3");
  if (!find.bind(account.council).bind(account.id.text).bind(id.text).step()) return std::nullopt;
  KnownOp known;
  known.fingerprint = hash_in(find.bytes(0));
  known.result.id = id;
  known.result.status = sync::parse_op_status(find.text(1)).value_or(sync::OpStatus::rejected);
  known.result.seq = find.number(2);
  if (known.result.status == sync::OpStatus::rejected) {
    const auto cause = parse_name<ProblemCause>(find.text(5)).value_or(ProblemCause::other);
    known.result.problem = Problem{find.text(3), find.text(4), cause};
  }
  return known;
}

template <class Connection>
void SqlTransaction<Connection>::put_op(const Account& account, const KnownOp& op) {
  const Problem problem = op.result.problem.value_or(Problem{});
  prepare(account.council,
          "INSERT INTO ops (council, account, id, fingerprint, status, seq, pointer, reason, cause) "
          "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)")
      .bind(account.council)
      .bind(account.id.text)
      .bind(op.result.id.text)
      .bind_bytes(view(op.fingerprint))
      .bind(sync::name_of(op.result.status))
      .bind(op.result.seq)
      .bind(without_nul(problem.pointer))
      .bind(without_nul(problem.reason))
      .bind(name_of(problem.cause))
      .put();
}

// ---- Who looked --------------------------------------------------------------------------------------------------

template <class Connection>
std::vector<std::string> SqlTransaction<Connection>::audited_councils() {
  connection_.enter_heads();
  auto list = connection_.prepare("SELECT council FROM audit_heads ORDER BY council");
  std::vector<std::string> councils;
  while (list.step()) councils.push_back(list.text(0));
  return councils;
}

template <class Connection>
std::optional<AuditHead> SqlTransaction<Connection>::audit_head(std::string_view council) {
  auto find = prepare(council, "SELECT number, sha256 FROM audit_heads WHERE council = $1");
  if (!find.bind(council).step()) return std::nullopt;
  return AuditHead{find.number(0), hash_in(find.bytes(1))};
}

template <class Connection>
void SqlTransaction<Connection>::each_audit_entry(std::string_view council, std::int64_t number, std::int64_t count_max,
                                                  const std::function<void(const AuditEntry&)>& visitor) {
  auto list = prepare(council,
                      "SELECT number, server_utc_ms, account, device, case_id, did, count, before, sha256 FROM audit "
                      "WHERE council = $1 AND number > $2 ORDER BY number LIMIT $3");
  list.bind(council).bind(number).bind(count_max);
  while (list.step()) {
    visitor({.number = list.number(0),
             .server_utc_ms = list.number(1),
             .account = PersonId(list.text(2)),
             .device = list.text(3),
             .case_id = CaseId(list.text(4)),
             .did = list.text(5),
             .count = list.number(6),
             .before = hash_in(list.bytes(7)),
             .sha256 = hash_in(list.bytes(8))});
  }
}

/// Its row is the lock of the council's log. The first entry makes it, perhaps at two endpoints at once.
template <class Connection>
AuditHead SqlTransaction<Connection>::lock_audit_head(std::string_view council) {
  for (const bool is_last_try : {false, true}) {
    {
      auto find = prepare(
          council, "SELECT number, sha256 FROM audit_heads WHERE council = $1" + std::string(Connection::lock_rows));
      if (find.bind(council).step()) return {find.number(0), hash_in(find.bytes(1))};
    }
    if (is_last_try) break;
    prepare(council, "INSERT INTO audit_heads (council, number, sha256) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING")
        .bind(council)
        .bind(std::int64_t{0})
        .bind_bytes(view(Sha256{}))
        .put();
  }
  return {};
}

template <class Connection>
void SqlTransaction<Connection>::append_audit(std::string_view council, std::vector<AuditEntry> entries) {
  if (entries.empty()) return;
  AuditHead head = lock_audit_head(council);
  for (AuditEntry& entry : entries) {
    entry.number = head.number + 1;
    entry.before = head.sha256;
    entry.sha256 = hash_of(council, entry);
    head = {entry.number, entry.sha256};
    prepare(council,
            "INSERT INTO audit (council, number, server_utc_ms, account, device, case_id, did, count, before, sha256) "
            "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)")
        .bind(council)
        .bind(entry.number)
        .bind(entry.server_utc_ms)
        .bind(entry.account.text)
        .bind(entry.device)
        .bind(entry.case_id.text)
        .bind(entry.did)
        .bind(entry.count)
        .bind_bytes(view(entry.before))
        .bind_bytes(view(entry.sha256))
        .put();
  }
  prepare(council, "UPDATE audit_heads SET number = $1, sha256 = $2 WHERE council = $3")
      .bind(head.number)
      .bind_bytes(view(head.sha256))
      .bind(council)
      .put();
}

template class SqlTransaction<SqliteConnection>;
template class SqlTransaction<PostgresConnection>;

}  // namespace waymark::server
