#include "server/sync/push.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "core/model/json.h"
#include "core/model/limits.h"
#include "core/model/schema.h"
#include "server/sync/authorship.h"

namespace waymark::server {
namespace {

/// One operation of the push: readable, or refused while reading; known, if it came before.
struct Item {
  std::int64_t n = 0;
  OpId id;
  const sync::Op* op = nullptr;             // null: refused
  const sync::OpResult* refusal = nullptr;  // null: readable
  Sha256 fingerprint{};
  std::optional<KnownOp> known;
};

std::string text_without_counter(sync::Json op) {
  op.erase("n");
  return sync::canonical(op);
}

/// All operations in the order of their counters, which is the order they were sent in.
std::vector<Item> items_of(const Pushed& pushed) {
  std::vector<Item> items;
  for (const sync::Op& op : pushed.read.request.ops) {
    items.push_back({.n = op.n, .id = op.id, .op = &op, .fingerprint = sha256(sync::fingerprint(op))});
  }
  for (const sync::OpResult& refusal : pushed.read.refused)
    items.push_back({.n = refusal.n, .id = refusal.id, .refusal = &refusal});
  std::sort(items.begin(), items.end(), [](const Item& a, const Item& b) { return a.n < b.n; });
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items[i].refusal != nullptr) items[i].fingerprint = sha256(text_without_counter(pushed.texts.at(i)));
  }
  return items;
}

std::unexpected<PushRefusal> refusal_at(std::size_t index, std::string_view member, const http::ProblemKind& kind,
                                        std::string reason, std::int64_t n_expected = 0) {
  PushRefusal refusal{kind, {}};
  refusal.more.errors.push_back({"/ops/" + std::to_string(index) + "/" + std::string(member), std::move(reason)});
  if (n_expected != 0) refusal.more.extra["n_expected"] = n_expected;
  return std::unexpected(std::move(refusal));
}

/// Locks the device, looks every operation up and checks ids and counters before anything is written; the counter of
/// the last one.
std::expected<std::int64_t, PushRefusal> look_up(Transaction& transaction, const Account& account,
                                                 const std::string& device, std::vector<Item>& items) {
  std::int64_t last = transaction.lock_device(account, device);
  std::set<OpId> seen;
  for (std::size_t i = 0; i < items.size(); ++i) {
    Item& item = items[i];
    item.known = transaction.find_op(account, item.id);
    if (!seen.insert(item.id).second || (item.known && item.known->fingerprint != item.fingerprint)) {
      return refusal_at(i, "op", http::problems::op_reused, "was used for another operation before");
    }
    if (item.n > last + 1) {
      return refusal_at(i, "n", http::problems::op_gap, "must be " + std::to_string(last + 1) + ", the next one",
                        last + 1);
    }
    if (item.n <= last && !item.known) {
      return refusal_at(i, "n", http::problems::restored_phone,
                        "was used for another operation: take a new device id and count from 1");
    }
    last = std::max(last, item.n);
  }
  return last;
}

sync::OpResult rejected(const OpId& id, Problem problem) {
  return {.id = id, .status = sync::OpStatus::rejected, .problem = std::move(problem)};
}

/// The rules about several documents of a case.
std::optional<Problem> check_single(Transaction& transaction, const Account& account, const sync::Op& op) {
  const DocumentRules* rules = find_rules(op.type);
  if (rules == nullptr || (!rules->one_per_case && rules->one_per.empty())) return std::nullopt;
  const std::string key(rules->one_per);
  for (const sync::Record& other : transaction.records_of_type(account.council, op.case_id, op.type)) {
    if (other.doc == op.doc || other.deleted) continue;
    if (rules->one_per_case) return Problem{"/type", "is there already: a case has only one", ProblemCause::exists};
    if (other.document.value(key, sync::Json()) == op.document.value(key, sync::Json())) {
      return Problem{"/create/" + key, "has a document already: change that one", ProblemCause::exists};
    }
  }
  return std::nullopt;
}

/// Nobody has read what is not there: a phone may still know of changes that the database lost with a backup's return.
std::optional<Problem> check_receipt(const sync::Op& op, std::string_view type, std::int64_t seq_last) {
  if (type != ReadReceipt::type) return std::nullopt;
  const auto is_ahead = [&](const sync::Json& value) { return value.is_number_integer() && value > seq_last; };
  constexpr const char* reason = "is ahead of the case's last change";
  if (const sync::Json* up_to = value_at(op.document, "/up_to"); up_to != nullptr && is_ahead(*up_to)) {
    return Problem{"/create/up_to", reason};
  }
  for (const sync::FieldSet& place : op.set) {
    if (is_ahead(place.value)) return Problem{"/set/" + escape_pointer_part(place.pointer), reason};
  }
  return std::nullopt;
}

/// What the operations of one push are carried out with.
struct Desk {
  Transaction& transaction;
  const Account& account;
  const std::string& device;
  const std::vector<VisibleCase>& visible;
  std::int64_t server_utc_ms = 0;
  std::map<CaseId, std::int64_t> seqs{};                       // of the cases that are locked
  std::map<std::pair<CaseId, std::string_view>, int> asked{};  // operations of each case that access:: is for

  [[nodiscard]] bool may_see(const CaseId& id) const {
    return std::any_of(visible.begin(), visible.end(), [&](const auto& one) { return one.id == id; });
  }
  std::int64_t& lock(const CaseId& id) {
    const auto [place, is_new] = seqs.try_emplace(id, 0);
    if (is_new) place->second = transaction.lock_case(account.council, id);
    return place->second;
  }
};

/// What speaks against a new document, beside what it says.
std::optional<Problem> check_creation(const Desk& desk, const sync::Op& op) {
  if (auto problem = check_single(desk.transaction, desk.account, op)) return problem;
  const auto count = desk.transaction.count_documents(desk.account.council, op.case_id);
  if (count < static_cast<std::int64_t>(limits::case_documents_max)) return std::nullopt;
  return Problem{"/case", "has " + std::to_string(count) + " documents, which is the most it can have",
                 ProblemCause::full};
}

/// On a case that the account may see.
sync::OpResult carry_out_in_case(Desk& desk, const sync::Op& op) {
  const std::string& council = desk.account.council;
  const sync::Author author{desk.account.id, desk.account.name, desk.account.role, desk.device, desk.server_utc_ms};
  const bool create = op.kind == sync::OpKind::create;
  std::int64_t& seq = desk.lock(op.case_id);
  sync::Record record{.case_id = op.case_id, .doc = op.doc};
  if (auto found = desk.transaction.find_record(council, op.case_id, op.doc)) record = std::move(*found);
  const std::string type = create ? op.type : record.type;
  if (auto problem = check_authorship(op, type, record.document, author)) return rejected(op.id, *problem);
  if (auto problem = check_receipt(op, type, seq)) return rejected(op.id, *problem);
  sync::MergeResult merged = sync::merge(record, op, author, seq + 1);
  sync::OpResult result{.id = op.id, .status = merged.status, .problem = std::move(merged.problem)};
  if (result.status == sync::OpStatus::rejected) return result;
  if (create) {  // who may not make one is told that, and not that there is one
    if (auto problem = check_creation(desk, op)) return rejected(op.id, *problem);
  }
  ++desk.asked[{op.case_id, access::write}];
  if (merged.changed) {
    result.seq = ++seq;
    desk.transaction.put_record(council, record);
    desk.transaction.set_case_seq(council, op.case_id, seq);
  }
  desk.transaction.append_history(council, {.case_id = op.case_id,
                                            .seq = seq,
                                            .op = json_text(sync::write(op)),
                                            .author = desk.account.id,
                                            .device = desk.device,
                                            .server_utc_ms = desk.server_utc_ms,
                                            .claimed_utc_ms = op.at_utc_ms});
  return result;
}

sync::OpResult carry_out(Desk& desk, const sync::Op& op) {
  if (desk.may_see(op.case_id)) return carry_out_in_case(desk, op);
  ++desk.asked[{op.case_id, access::refused}];
  if (op.kind == sync::OpKind::create) {
    return rejected(op.id, {"/case", "is not a case that you can write in", ProblemCause::gone});
  }
  // merge() says of a case of others what it says of a document that is not there
  sync::Record nothing{.case_id = op.case_id, .doc = op.doc};
  const sync::Author author{desk.account.id, desk.account.name, desk.account.role, desk.device, desk.server_utc_ms};
  sync::MergeResult merged = sync::merge(nothing, op, author, 1);
  return {.id = op.id, .status = merged.status, .problem = std::move(merged.problem)};
}

void log_accesses(const Desk& desk) {
  std::vector<AuditEntry> entries;
  for (const auto& [what, count] : desk.asked) {
    entries.push_back({.server_utc_ms = desk.server_utc_ms,
                       .account = desk.account.id,
                       .device = desk.device,
                       .case_id = what.first,
                       .did = std::string(what.second),
                       .count = count});
  }
  desk.transaction.append_audit(desk.account.council, std::move(entries));
}

}  // namespace

std::expected<std::vector<sync::OpResult>, PushRefusal> push(Transaction& transaction, const Account& account,
                                                             const Pushed& pushed, std::int64_t server_utc_ms) {
  const std::string& device = pushed.read.request.device;
  std::vector<Item> items = items_of(pushed);
  auto last = look_up(transaction, account, device, items);
  if (!last) return std::unexpected(std::move(last.error()));
  const std::vector<VisibleCase> visible = transaction.visible_cases(account);
  Desk desk{transaction, account, device, visible, server_utc_ms};
  std::vector<sync::OpResult> results;
  for (const Item& item : items) {
    if (item.known) {
      results.push_back(item.known->result);
      continue;
    }
    results.push_back(item.op != nullptr ? carry_out(desk, *item.op) : *item.refusal);
    transaction.put_op(account, {item.fingerprint, results.back()});
  }
  transaction.set_device_counter(account, device, *last);
  log_accesses(desk);
  return results;
}

}  // namespace waymark::server
