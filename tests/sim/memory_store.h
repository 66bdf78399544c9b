// A store in memory, for simulated councils: what store.h promises, thousands of times faster than a disk.
//
// A write works on a copy of the tables, which share their rows: leaving it is forgetting the copy. crash() goes back
// to what was durable, which for this store is everything that write() returned from.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "server/store/store.h"

namespace waymark::sim {

/// Rows by council first, as in a database.
struct Tables {
  struct Case {
    std::int64_t number = 0;
    std::int64_t seq = 0;
  };
  struct Session {
    std::string council, account, device;
  };
  using Row = std::pair<std::string, std::string>;                 // council, id
  using Line = std::tuple<std::string, std::string, std::string>;  // council, case or account, id

  std::map<Row, server::Account> accounts;
  std::map<Row, Case> cases;
  std::set<Line> access;  // council, account, case
  std::map<Line, std::shared_ptr<const sync::Record>> documents;
  std::map<Line, std::int64_t> devices;
  std::map<server::Sha256, Session> sessions;
  std::map<Line, std::shared_ptr<const server::KnownOp>> ops;
  std::vector<std::shared_ptr<const std::pair<std::string, server::HistoryEntry>>> history;  // council, entry
};

/// One read or write of the tables.
class MemoryTransaction : public server::Transaction {
 public:
  explicit MemoryTransaction(Tables& tables) : tables_(tables) {}

  std::optional<server::Session> find_session(const server::Sha256& token_hash) override;
  std::optional<server::Account> find_account(std::string_view council, const PersonId& id) override;
  // Nobody signs in with a link or is listed in the simulation.
  std::vector<server::Account> accounts(std::string_view) override { return {}; }
  std::optional<server::Account> find_link(const server::Sha256&, std::string_view, std::int64_t) override {
    return std::nullopt;
  }
  std::optional<server::Account> redeem_link(const server::Sha256&, std::string_view, std::int64_t) override {
    return std::nullopt;
  }
  bool put_link(const server::Account&, const server::Link&) override { return false; }
  std::optional<std::int64_t> number_of_case(std::string_view council, const CaseId& case_id) override;
  std::vector<server::VisibleCase> visible_cases(const server::Account& account) override;
  std::optional<CaseId> case_with_number(std::string_view council, std::int64_t number) override;
  void each_change(std::string_view council, const CaseId& case_id, std::int64_t seq,
                   const std::function<bool(const sync::Record&)>& visitor) override;
  // The log of accesses is told by what a sync returns; that it is kept is for tests of databases to show.
  std::vector<std::string> audited_councils() override { return {}; }
  std::optional<server::AuditHead> audit_head(std::string_view) override { return std::nullopt; }
  void each_audit_entry(std::string_view, std::int64_t, std::int64_t,
                        const std::function<void(const server::AuditEntry&)>&) override {}
  void append_audit(std::string_view, std::vector<server::AuditEntry>) override {}

  std::int64_t lock_case(std::string_view council, const CaseId& case_id) override;
  void set_case_seq(std::string_view council, const CaseId& case_id, std::int64_t seq) override;
  std::optional<sync::Record> find_record(std::string_view council, const CaseId& case_id, const DocId& doc) override;
  std::vector<sync::Record> records_of_type(std::string_view council, const CaseId& case_id,
                                            std::string_view type) override;
  std::int64_t count_documents(std::string_view council, const CaseId& case_id) override;
  void put_record(std::string_view council, const sync::Record& record) override;
  void append_history(std::string_view council, const server::HistoryEntry& entry) override;
  std::optional<server::KnownOp> find_op(const server::Account& account, const OpId& id) override;
  void put_op(const server::Account& account, const server::KnownOp& op) override;
  std::int64_t lock_device(const server::Account& account, std::string_view device) override;
  void set_device_counter(const server::Account& account, std::string_view device, std::int64_t n) override;
  void put_account(const server::Account& account) override;
  void put_case(std::string_view council, const CaseId& case_id) override;
  void grant(const server::Account& account, const CaseId& case_id) override;
  void revoke(const server::Account& account, const CaseId& case_id) override;
  void put_session(const server::Account& account, std::string_view device, const server::Sha256& token_hash,
                   std::int64_t server_utc_ms) override;
  std::string shared_secret(std::string_view, std::string_view offered) override { return std::string(offered); }

 protected:
  /// Documents of a case, whatever their order.
  void each_record(std::string_view council, const CaseId& case_id,
                   const std::function<void(const std::shared_ptr<const sync::Record>&)>& visitor) const;

  Tables& tables_;
};

class MemoryStore : public server::Store {
 public:
  std::optional<server::StoreTrouble> read(const std::function<void(server::Snapshot&)>& work) override;
  std::optional<server::StoreTrouble> write(const std::function<bool(server::Transaction&)>& work) override;
  std::optional<server::StoreTrouble> check() override { return std::nullopt; }
  void settle() override {}

  [[nodiscard]] const Tables& tables() const { return tables_; }
  /// The process ends and begins again.
  virtual void crash() {}

 protected:
  virtual std::unique_ptr<MemoryTransaction> begin(Tables& tables) {
    return std::make_unique<MemoryTransaction>(tables);
  }

  Tables tables_;
};

}  // namespace waymark::sim
