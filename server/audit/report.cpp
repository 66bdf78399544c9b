#include "server/audit/report.h"

#include <map>
#include <nlohmann/json.hpp>
#include <string_view>
#include <vector>

#include "core/model/schema.h"
#include "server/audit/chain.h"
#include "server/log.h"

namespace waymark::server {
namespace {

std::string no_answer(const StoreTrouble& trouble) { return "The database does not answer (" + trouble.what + ")."; }

std::string broken(const std::string& council, const std::string& breach) {
  return "The log of " + council + " is not as it was written: " + breach + ".";
}

/// The one that is named, or all that have a log; the trouble of asking.
std::optional<std::string> find_councils(Store& store, const std::string& named, std::vector<std::string>& councils) {
  councils = {named};
  if (!named.empty()) return std::nullopt;
  const auto trouble = store.read([&](Snapshot& snapshot) { councils = snapshot.audited_councils(); });
  return trouble ? std::optional(no_answer(*trouble)) : std::nullopt;
}

void print(std::ostream& out, const std::string& council, const AuditWalk& walk) {
  out << council << "  " << walk.entries << (walk.entries == 1 ? " entry  " : " entries  ")
      << log::instant_text(walk.first_utc_ms) << " to " << log::instant_text(walk.last_utc_ms) << "  "
      << walk.breach.value_or("whole") << '\n'
      << council << "  head " << walk.head.number << "  " << hex(view(walk.head.sha256)) << '\n';
}

/// Accounts by their ids, looked up once: a log of years has few of them.
class Names {
 public:
  explicit Names(Store& store) : store_(store) {}

  /// None: there is no such account any more.
  const std::optional<Account>& of(const std::string& council, const PersonId& id) {
    const auto [place, is_new] = known_.try_emplace({council, id});
    if (is_new) {
      const auto trouble = store_.read([&](Snapshot& snapshot) { place->second = snapshot.find_account(council, id); });
      if (trouble) place->second.reset();  // the id is what counts
    }
    return place->second;
  }

 private:
  Store& store_;
  std::map<std::pair<std::string, PersonId>, std::optional<Account>> known_;
};

std::string as_json(const std::string& council, const AuditEntry& entry, const std::optional<Account>& account) {
  nlohmann::ordered_json json{{"at", log::instant_text(entry.server_utc_ms)},
                              {"council", council},
                              {"number", entry.number},
                              {"account", entry.account.text}};
  if (account) json["name"] = account->name;
  if (account) json["role"] = name_of(account->role);
  if (!entry.device.empty()) json["device"] = entry.device;
  if (!entry.case_id.empty()) json["case"] = entry.case_id.text;
  json["did"] = entry.did;
  json["count"] = entry.count;
  json["sha256"] = hex(view(entry.sha256));
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string as_text(const AuditEntry& entry, const std::optional<Account>& account) {
  std::string line = log::instant_text(entry.server_utc_ms) + "  " + entry.did;
  if (entry.count > 0) line += ' ' + std::to_string(entry.count);
  line += "  by " + (account ? account->name + ", " + std::string(name_of(account->role)) : "no account of today");
  line += " (" + entry.account.text + ")";
  if (!entry.case_id.empty()) line += "  case " + entry.case_id.text;
  if (!entry.device.empty()) line += "  device " + entry.device;
  return line;
}

bool is_asked_for(const AuditQuestion& asked, const AuditEntry& entry) {
  return (asked.case_id.empty() || entry.case_id.text == asked.case_id) &&
         (asked.account.empty() || entry.account.text == asked.account) && entry.server_utc_ms >= asked.since_utc_ms;
}

}  // namespace

std::optional<std::string> verify_audit(Store& store, const AuditVerification& asked, std::ostream& out) {
  std::vector<std::string> councils;
  if (auto trouble = find_councils(store, asked.council, councils)) return trouble;
  std::optional<std::string> first_trouble;
  bool has_expected = asked.expect.empty();
  for (const std::string& council : councils) {
    const auto walk = walk_audit(store, council, [&](const AuditEntry& entry) {
      if (has_expected || hex(view(entry.sha256)) != asked.expect) return;
      has_expected = true;
      out << council << "  " << asked.expect << " is the hash of entry " << entry.number << '\n';
    });
    if (!walk) return no_answer(walk.error());
    if (walk->entries > 0) print(out, council, *walk);
    if (walk->breach && !first_trouble) first_trouble = broken(council, *walk->breach);
    if (walk->entries == 0 && !first_trouble) {
      first_trouble = "The log of " + council + " has no entry: either nobody of it has signed in yet, or it is gone.";
    }
  }
  if (councils.empty()) out << "No council has a log yet.\n";
  if (first_trouble || has_expected) return first_trouble;
  return "No entry has the hash " + asked.expect + ": the log was cut off or written anew after it was noted.";
}

std::optional<std::string> show_audit(Store& store, const AuditQuestion& asked, std::ostream& out) {
  std::vector<std::string> councils;
  if (auto trouble = find_councils(store, asked.council, councils)) return trouble;
  std::optional<std::string> first_trouble;
  Names names(store);
  bool shown = false;
  for (const std::string& council : councils) {
    const auto walk = walk_audit(store, council, [&](const AuditEntry& entry) {
      if (!is_asked_for(asked, entry)) return;
      const auto& account = names.of(council, entry.account);
      out << (asked.as_json ? as_json(council, entry, account) : as_text(entry, account)) << '\n';
      shown = true;
    });
    if (!walk) return no_answer(walk.error());
    if (walk->breach && !first_trouble) first_trouble = broken(council, *walk->breach);
  }
  if (!shown && !asked.as_json) out << "The log has no such entry.\n";
  return first_trouble;
}

}  // namespace waymark::server
