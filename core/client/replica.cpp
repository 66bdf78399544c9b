#include "core/client/replica.h"

#include <algorithm>

namespace waymark::client {

void Replica::put(const DocId& id, BaseDoc doc) {
  case_of_.insert_or_assign(id, doc.case_id);
  cases_[doc.case_id].insert_or_assign(id, std::move(doc));
}

const BaseDoc* Replica::find(const DocId& id) const {
  const auto owner = case_of_.find(id);
  if (owner == case_of_.end()) return nullptr;
  const Docs& docs = docs_of(owner->second);
  const auto found = docs.find(id);
  return found == docs.end() ? nullptr : &found->second;
}

const Replica::Docs& Replica::docs_of(const CaseId& id) const {
  static const Docs none;
  const auto found = cases_.find(id);
  return found == cases_.end() ? none : found->second;
}

std::vector<DocId> Replica::remove_case(const CaseId& id) {
  std::vector<DocId> removed;
  for (const auto& [doc, base] : docs_of(id)) removed.push_back(doc);
  for (const DocId& doc : removed) case_of_.erase(doc);
  cases_.erase(id);
  return removed;
}

std::vector<DocId> Replica::remove_older_than(std::int64_t generation) {
  std::vector<DocId> removed;
  for (auto& [id, docs] : cases_) {
    for (const auto& [doc, base] : docs) {
      if (base.generation < generation) removed.push_back(doc);
    }
  }
  for (const DocId& doc : removed) {
    const auto owner = case_of_.find(doc);
    cases_[owner->second].erase(doc);
    if (cases_[owner->second].empty()) cases_.erase(owner->second);
    case_of_.erase(owner);
  }
  return removed;
}

sync::CaseDigest digest_of(const CaseId& id, const Replica::Docs& docs) {
  std::vector<sync::Change> changes;
  for (const auto& [doc, base] : docs) {
    changes.push_back({.case_id = id,
                       .doc = doc,
                       .type = base.type,
                       .seq = base.seq,
                       .deleted = base.deleted,
                       .document = base.document,
                       .conflicts = base.conflicts});
  }
  std::ranges::sort(changes, {}, &sync::Change::seq);
  sync::CaseHash hash;
  for (const sync::Change& change : changes) hash.add(change);
  return {id, changes.empty() ? 0 : changes.back().seq, hash.hex()};
}

}  // namespace waymark::client
