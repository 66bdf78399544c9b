#include "tests/sim/promises.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/client/replica.h"
#include "core/model/json.h"
#include "core/sync/merge.h"
#include "tests/sim/versions.h"

namespace waymark::sim {

using client::Delivery;
using nlohmann::json;
using Broken = std::optional<std::string>;
using Phones = std::vector<std::unique_ptr<Phone>>;

namespace {

/// 1: what was shown as saved has arrived, or is back with its author.
Broken lost_saying(const Council& council, const Phones& phones) {
  for (const auto& phone : phones) {
    for (const std::string& words : phone->saved) {
      if (!council.has_words(words) && !phone->keeps_words(words))
        return phone->name + " showed \"" + words + "\" as saved, and it is nowhere";
    }
  }
  return std::nullopt;
}

/// 2 and 5: what was acknowledged is in the history, and nothing is there twice.
Broken lost_or_doubled_operation(const Council& council, const Phones& phones) {
  std::set<std::string> known;
  for (const server::HistoryEntry& entry : council.history()) {
    const auto op = json::parse(entry.op)["op"].get<std::string>();
    if (!known.insert(op).second) return "operation " + op + " was carried out twice";
  }
  for (const auto& phone : phones) {
    for (const std::string& op : phone->acknowledged) {
      if (!known.contains(op)) return phone->name + " was told that " + op + " is kept, and the council has lost it";
    }
  }
  return std::nullopt;
}

/// The hash by which a phone would find out itself whether it has what the council has.
Broken other_hash(const Council& council, const Phone& phone, const CaseId& id) {
  std::vector<sync::Change> changes;
  client::Replica replica;
  const auto docs = phone.stored("docs");
  for (const auto& [place, record] : council.tables().documents) {
    if (record->case_id != id) continue;
    changes.push_back(sync::change_for(*record, phone.owner.role));
    const client::StoredRecord bytes{"docs", record->doc.text, docs.at(record->doc.text)};
    replica.put(record->doc, client::read_base_doc(*client::content_of(bytes)).value());
  }
  std::ranges::sort(changes, {}, &sync::Change::seq);
  sync::CaseHash hash;
  for (const sync::Change& change : changes) hash.add(change);
  if (client::digest_of(id, replica.docs_of(id)).sha256 == hash.hex()) return std::nullopt;
  return phone.name + " has what the council has, and another hash of it";
}

/// 3: every phone that may see a document has it as the council has it, and by its hash, too.
Broken disagreement(const Council& council, const Phones& phones) {
  for (const auto& phone : phones) {
    const auto docs = phone->stored("docs");
    for (const auto& [place, record] : council.tables().documents) {
      const bool mine = Cast::get().may_see(phone->owner.id, record->case_id);
      const auto kept = docs.find(record->doc.text);
      if (!mine && kept != docs.end()) return phone->name + " has a document that it may not see";
      if (!mine) continue;
      if (kept == docs.end()) return phone->name + " lacks " + record->type + " " + record->doc.text;
      const client::StoredRecord bytes{"docs", record->doc.text, kept->second};
      const auto content = client::content_of(bytes);
      const auto base = content ? client::read_base_doc(*content) : std::nullopt;
      const sync::Change shown = sync::change_for(*record, phone->owner.role);
      if (!base || base->seq != shown.seq || base->deleted != shown.deleted ||
          (!shown.deleted && base->document != shown.document) || base->conflicts.size() != shown.conflicts.size())
        return phone->name + " has another " + record->type + " than the council";
    }
    for (const CaseId& id : {Cast::get().amiras_case, Cast::get().bens_case}) {
      if (!Cast::get().may_see(phone->owner.id, id)) continue;
      if (auto broken = other_hash(council, *phone, id)) return broken;
    }
  }
  return std::nullopt;
}

/// 5 and 7: everything has been sent, and the phone says so.
Broken still_waiting(const Phones& phones) {
  for (const auto& phone : phones) {
    const client::State& state = phone->state();
    if (state.phase != client::Phase::ready) return phone->name + " is not ready";
    if (state.sync.waiting != 0 || !phone->stored("outbox").empty()) return phone->name + " has not sent everything";
    if (state.sync.needs_attention != static_cast<int>(state.attention.size())) return phone->name + " miscounts";
  }
  return std::nullopt;
}

/// 6: the history of a case, read again, makes the documents that are there; its sequence has no gap.
Broken history_that_does_not_add_up(const Council& council) {
  std::map<CaseId, std::int64_t> last;
  for (const server::HistoryEntry& entry : council.history()) {
    std::int64_t& seq = last[entry.case_id];
    if (entry.seq != seq && entry.seq != seq + 1)
      return "the history jumps from " + std::to_string(seq) + " to " + std::to_string(entry.seq);
    seq = entry.seq;
  }
  for (const auto& [id, one] : council.tables().cases) {
    if (last[CaseId(id.second)] != one.seq) return "the case and its history end at different changes";
  }
  return std::nullopt;
}

/// 4: only the young person writes their words.
Broken words_by_another(const Council& council) {
  const Cast& cast = Cast::get();
  for (const auto& [place, record] : council.tables().documents) {
    if (record->type != "view") continue;
    const PersonId& owner = record->case_id == cast.amiras_case ? cast.amira.id : cast.ben.id;
    if (record->created.person != owner) return "somebody else wrote what a young person wants";
    for (const auto& [pointer, stamp] : record->fields) {
      if (stamp.person != owner) return "somebody else changed what a young person wants";
    }
  }
  return std::nullopt;
}

Broken scandal(const Council& council, const Phones& phones) {
  if (!council.scandals.empty()) return council.scandals.front();
  for (const auto& phone : phones) {
    if (!phone->scandals.empty()) return phone->scandals.front();
  }
  return std::nullopt;
}

}  // namespace

Broken broken_promise(const Council& council, const Phones& phones) {
  if (auto broken = scandal(council, phones)) return broken;
  if (auto broken = still_waiting(phones)) return broken;
  if (auto broken = lost_saying(council, phones)) return broken;
  if (auto broken = lost_or_doubled_operation(council, phones)) return broken;
  if (auto broken = disagreement(council, phones)) return broken;
  if (auto broken = history_that_does_not_add_up(council)) return broken;
  if (auto broken = words_by_another(council)) return broken;
  return Versions(council.history()).missing_from(council.tables());
}

}  // namespace waymark::sim
