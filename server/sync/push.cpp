#include "server/sync/push.h"

#include <algorithm>
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

sync::OpResult carry_out(Transaction& transaction, const Account& account, const std::string& device,
                         const std::vector<VisibleCase>& visible, const sync::Op& op, std::int64_t server_utc_ms) {
  const sync::Author author{account.id, account.name, account.role, device, server_utc_ms};
  const bool may_see =
      std::any_of(visible.begin(), visible.end(), [&](const auto& one) { return one.id == op.case_id; });
  const bool create = op.kind == sync::OpKind::create;
  if (!may_see && create) {
    return rejected(op.id, {"/case", "is not a case that you can write in", ProblemCause::gone});
  }

  // For a case of others the record is left empty: merge() then says what it says of a document that is not there.
  sync::Record record{.case_id = op.case_id, .doc = op.doc};
  std::int64_t seq = 1;
  if (may_see) {
    seq = transaction.lock_case(account.council, op.case_id) + 1;
    if (auto found = transaction.find_record(account.council, op.case_id, op.doc)) record = std::move(*found);
    if (auto problem = check_authorship(op, create ? op.type : record.type, record.document, author)) {
      return rejected(op.id, *problem);
    }
    if (auto problem = check_receipt(op, create ? op.type : record.type, seq - 1)) return rejected(op.id, *problem);
    if (create) {
      if (auto problem = check_single(transaction, account, op)) return rejected(op.id, *problem);
      const auto count = transaction.count_documents(account.council, op.case_id);
      if (count >= static_cast<std::int64_t>(limits::case_documents_max)) {
        return rejected(op.id, {"/case", "has " + std::to_string(count) + " documents, which is the most it can have",
                                ProblemCause::full});
      }
    }
  }
  sync::MergeResult merged = sync::merge(record, op, author, seq);
  sync::OpResult result{.id = op.id, .status = merged.status, .problem = std::move(merged.problem)};
  if (result.status == sync::OpStatus::rejected) return result;
  if (merged.changed) {
    transaction.put_record(account.council, record);
    transaction.set_case_seq(account.council, op.case_id, seq);
    result.seq = seq;
  }
  transaction.append_history(account.council, {.case_id = op.case_id,
                                               .seq = merged.changed ? seq : seq - 1,
                                               .op = json_text(sync::write(op)),
                                               .author = account.id,
                                               .device = device,
                                               .server_utc_ms = server_utc_ms,
                                               .claimed_utc_ms = op.at_utc_ms});
  return result;
}

}  // namespace

std::expected<std::vector<sync::OpResult>, PushRefusal> push(Transaction& transaction, const Account& account,
                                                             const Pushed& pushed, std::int64_t server_utc_ms) {
  const std::string& device = pushed.read.request.device;
  std::vector<Item> items = items_of(pushed);
  auto last = look_up(transaction, account, device, items);
  if (!last) return std::unexpected(std::move(last.error()));
  const std::vector<VisibleCase> visible = transaction.visible_cases(account);
  std::vector<sync::OpResult> results;
  for (const Item& item : items) {
    if (item.known) {
      results.push_back(item.known->result);
      continue;
    }
    results.push_back(item.op != nullptr ? carry_out(transaction, account, device, visible, *item.op, server_utc_ms)
                                         : *item.refusal);
    transaction.put_op(account, {item.fingerprint, results.back()});
  }
  transaction.set_device_counter(account, device, *last);
  return results;
}

}  // namespace waymark::server
