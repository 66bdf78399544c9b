// Where the endpoint keeps cases, accounts and operations. One interface for SQLite and PostgreSQL, one set of tests.
//
//   auto trouble = store.write([&](Transaction& t) {
//     std::int64_t seq = t.lock_case(council, case_id) + 1;    // the case's row is locked until the end
//     t.put_record(council, record);
//     t.set_case_seq(council, case_id, seq);
//     return true;                                             // false: roll back
//   });
//   if (trouble) …                                             // nothing was written
//
// Every row carries its council: councils never share rows, and no function reads without a council, save by the hash
// of a token or of a link, which is nobody's twice. A write is durable when write() returns: only then may it be acknowledged.
//
// Errors: a failing statement puts the view or transaction into a failed state; from then on its functions return
// nothing and the whole read() or write() returns the trouble. Callers need not check every call.
// Ownership and threads: a Store is used by one thread at a time (store/executor.h gives it one); several Stores may be
// open on the same database.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/documents.h"
#include "core/sync/merge.h"
#include "server/audit/entry.h"
#include "server/identity/secret.h"

namespace waymark::server {

/// Someone who may sign in.
struct Account {
  std::string council;
  PersonId id;
  std::string name;
  Role role = Role::young_person;
  std::string language = "en";
};

/// Who has signed in, and with which phone.
struct Session : Account {
  std::string device;  // as it named itself then
};

/// A case that an account may read and write.
struct VisibleCase {
  std::int64_t number = 0;  // short, never given twice; for cursors
  CaseId id;
  std::int64_t seq = 0;  // of the last change
};

/// A code that signs one phone in, for a while.
struct Link {
  Sha256 code_hash{};
  Sha256 made_from{};  // of what it was made for, which counts once
  std::int64_t until_utc_ms = 0;
};

/// What an operation said and what came of it, so that it is done once however often it comes.
struct KnownOp {
  Sha256 fingerprint{};  // of sync::fingerprint
  sync::OpResult result;
};

/// One line of the history of a case: kept for ever, never changed.
struct HistoryEntry {
  CaseId case_id;
  std::int64_t seq = 0;  // of the case after the operation
  std::string op;        // as it was applied, JSON
  PersonId author;
  std::string device;
  std::int64_t server_utc_ms = 0;
  std::int64_t claimed_utc_ms = 0;
};

struct StoreTrouble {
  enum class Kind : std::uint8_t {
    busy,    // somebody else holds the database, or the disk is full: trying again may help
    broken,  // the database is damaged or gone
  };
  Kind kind = Kind::broken;
  std::string what;  // for the log; without personal data
};

/// A consistent look at the database.
class Snapshot {
 public:
  virtual ~Snapshot() = default;

  /// Who has signed in with this token.
  virtual std::optional<Session> find_session(const Sha256& token_hash) = 0;
  virtual std::optional<Account> find_account(std::string_view council, const PersonId& id) = 0;
  /// All of a council, in the order of their names.
  virtual std::vector<Account> accounts(std::string_view council) = 0;
  /// Whose the link with this code is, which still works or which this device has redeemed.
  virtual std::optional<Account> find_link(const Sha256& code_hash, std::string_view device,
                                           std::int64_t server_utc_ms) = 0;
  /// The short number of a case; none: there is no such case.
  virtual std::optional<std::int64_t> number_of_case(std::string_view council, const CaseId& case_id) = 0;
  /// In the order of their numbers.
  virtual std::vector<VisibleCase> visible_cases(const Account& account) = 0;
  /// The case with a number, whoever may see it: to tell a phone that it is gone.
  virtual std::optional<CaseId> case_with_number(std::string_view council, std::int64_t number) = 0;
  /// Records of a case changed after `seq`, in the order of their last change, until the visitor returns false.
  virtual void each_change(std::string_view council, const CaseId& case_id, std::int64_t seq,
                           const std::function<bool(const sync::Record&)>& visitor) = 0;

  /// Councils whose log of accesses has begun: the one question that is not about one council.
  virtual std::vector<std::string> audited_councils() = 0;
  /// Where a council's log ends, as it was noted beside it.
  virtual std::optional<AuditHead> audit_head(std::string_view council) = 0;
  /// Entries of a council's log with higher numbers than `number`, in their order, `count_max` at most. They stay as
  /// they are: a log may be read in pieces, each in a look of its own.
  virtual void each_audit_entry(std::string_view council, std::int64_t number, std::int64_t count_max,
                                const std::function<void(const AuditEntry&)>& visitor) = 0;
};

/// A write in progress. Everything of it happens, or nothing.
class Transaction : public Snapshot {
 public:
  /// Locks the case for this transaction; the sequence of its last change. Sequences are taken from here and from
  /// nowhere else: a database sequence would commit out of order, and a reader would skip rows.
  virtual std::int64_t lock_case(std::string_view council, const CaseId& case_id) = 0;
  virtual void set_case_seq(std::string_view council, const CaseId& case_id, std::int64_t seq) = 0;

  virtual std::optional<sync::Record> find_record(std::string_view council, const CaseId& case_id,
                                                  const DocId& doc) = 0;
  /// Records of a case with this type; deleted ones too.
  virtual std::vector<sync::Record> records_of_type(std::string_view council, const CaseId& case_id,
                                                    std::string_view type) = 0;
  /// How many documents a case has; deleted ones too.
  virtual std::int64_t count_documents(std::string_view council, const CaseId& case_id) = 0;
  virtual void put_record(std::string_view council, const sync::Record& record) = 0;
  virtual void append_history(std::string_view council, const HistoryEntry& entry) = 0;

  virtual std::optional<KnownOp> find_op(const Account& account, const OpId& id) = 0;
  virtual void put_op(const Account& account, const KnownOp& op) = 0;

  /// Locks the device for this transaction, so that what it sent twice at once is looked at one after the other; the
  /// counter of its last operation, 0: none yet.
  virtual std::int64_t lock_device(const Account& account, std::string_view device) = 0;
  virtual void set_device_counter(const Account& account, std::string_view device, std::int64_t n) = 0;

  /// Writes them at the end of the council's log: gives them their numbers and hashes. Locks the log's end, so it
  /// belongs last into a transaction: whoever else writes in this council waits from here to the commit.
  virtual void append_audit(std::string_view council, std::vector<AuditEntry> entries) = 0;

  virtual void put_account(const Account& account) = 0;
  /// Does nothing when the case is there.
  virtual void put_case(std::string_view council, const CaseId& case_id) = 0;
  virtual void grant(const Account& account, const CaseId& case_id) = 0;
  /// Takes the case from the account, from its next request on. In PostgreSQL for the role that owns the tables.
  virtual void revoke(const Account& account, const CaseId& case_id) = 0;
  /// False: one was made from the same before. Forgets links that ended long ago.
  virtual bool put_link(const Account& account, const Link& link) = 0;
  /// Binds the link to the device, and so ends it for any other. As find_link().
  virtual std::optional<Account> redeem_link(const Sha256& code_hash, std::string_view device,
                                             std::int64_t server_utc_ms) = 0;
  /// Signs a phone in; an earlier token of the same account on the same device ends.
  virtual void put_session(const Account& account, std::string_view device, const Sha256& token_hash,
                           std::int64_t server_utc_ms) = 0;

  /// A secret of that name, the same for every endpoint on this database: what the first one offered.
  virtual std::string shared_secret(std::string_view name, std::string_view offered) = 0;
};

class Store {
 public:
  virtual ~Store() = default;

  [[nodiscard]] virtual std::optional<StoreTrouble> read(const std::function<void(Snapshot&)>& work) = 0;
  /// Commits durably when `work` returns true. May call `work` again from the beginning, when another endpoint's
  /// write came in between: what it leaves outside must be what its last call left.
  [[nodiscard]] virtual std::optional<StoreTrouble> write(const std::function<bool(Transaction&)>& work) = 0;
  /// Whether the database answers and takes writes.
  [[nodiscard]] virtual std::optional<StoreTrouble> check() = 0;
  /// Brings everything into the main database; before the end of the process.
  virtual void settle() = 0;
};

}  // namespace waymark::server
