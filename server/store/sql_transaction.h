// The functions of a transaction as SQL that SQLite and PostgreSQL both understand. For store/ only.
//
//   if (connection.run("BEGIN")) within_transaction(connection, [&](Transaction& t) { …; return true; });
//
// One text for both, so that they cannot come to mean different things. What differs is the connection's to know:
// prepare() (placeholders $1, $2, … in the order of their first use), enter_council(), enter_session() and
// enter_heads() (which rows the connection may see from here on), put() and settle() (when a statement without rows is
// waited for), lock_rows (how a SELECT locks its rows), has_error() and roll_back().
#pragma once

#include <string>
#include <string_view>

#include "server/store/store.h"

namespace waymark::server {

template <class Connection>
class SqlTransaction final : public Transaction {
 public:
  explicit SqlTransaction(Connection& connection) : connection_(connection) {}

  std::optional<Session> find_session(const Sha256& token_hash) override;
  std::optional<Account> find_account(std::string_view council, const PersonId& id) override;
  std::vector<Account> accounts(std::string_view council) override;
  std::optional<Account> find_link(const Sha256& code_hash, std::string_view device,
                                   std::int64_t server_utc_ms) override;
  std::optional<std::int64_t> number_of_case(std::string_view council, const CaseId& case_id) override;
  std::vector<VisibleCase> visible_cases(const Account& account) override;
  std::optional<CaseId> case_with_number(std::string_view council, std::int64_t number) override;
  void each_change(std::string_view council, const CaseId& case_id, std::int64_t seq,
                   const std::function<bool(const sync::Record&)>& visitor) override;
  std::vector<std::string> audited_councils() override;
  std::optional<AuditHead> audit_head(std::string_view council) override;
  void each_audit_entry(std::string_view council, std::int64_t number, std::int64_t count_max,
                        const std::function<void(const AuditEntry&)>& visitor) override;

  std::int64_t lock_case(std::string_view council, const CaseId& case_id) override;
  void set_case_seq(std::string_view council, const CaseId& case_id, std::int64_t seq) override;
  std::optional<sync::Record> find_record(std::string_view council, const CaseId& case_id, const DocId& doc) override;
  std::vector<sync::Record> records_of_type(std::string_view council, const CaseId& case_id,
                                            std::string_view type) override;
  std::int64_t count_documents(std::string_view council, const CaseId& case_id) override;
  void put_record(std::string_view council, const sync::Record& record) override;
  void append_history(std::string_view council, const HistoryEntry& entry) override;
  std::optional<KnownOp> find_op(const Account& account, const OpId& id) override;
  void put_op(const Account& account, const KnownOp& op) override;
  std::int64_t lock_device(const Account& account, std::string_view device) override;
  void set_device_counter(const Account& account, std::string_view device, std::int64_t n) override;
  void append_audit(std::string_view council, std::vector<AuditEntry> entries) override;
  void put_account(const Account& account) override;
  void put_case(std::string_view council, const CaseId& case_id) override;
  void grant(const Account& account, const CaseId& case_id) override;
  void revoke(const Account& account, const CaseId& case_id) override;
  bool put_link(const Account& account, const Link& link) override;
  std::optional<Account> redeem_link(const Sha256& code_hash, std::string_view device,
                                     std::int64_t server_utc_ms) override;
  void put_session(const Account& account, std::string_view device, const Sha256& token_hash,
                   std::int64_t server_utc_ms) override;
  std::string shared_secret(std::string_view name, std::string_view offered) override;

 private:
  /// A statement about the rows of one council.
  auto prepare(std::string_view council, std::string_view sql);
  std::optional<sync::Record> read_record(const std::string& text);
  AuditHead lock_audit_head(std::string_view council);

  Connection& connection_;
};

/// What follows a BEGIN: commits when `work` returns true, and nothing of it failed. Rolls back when it leaves by an
/// exception, which is then somebody else's to answer for. Whether it went well is the connection's to say.
template <class Connection, class Work>
void within_transaction(Connection& connection, const Work& work) {
  SqlTransaction transaction(connection);
  bool keep = false;
  try {
    keep = work(transaction);
  } catch (...) {
    connection.roll_back();
    throw;
  }
  connection.settle();
  if (!connection.has_error()) connection.run(keep ? "COMMIT" : "ROLLBACK");
}

}  // namespace waymark::server
