// The documents as the server said them, by case. Edits of this phone are never mixed in.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "core/client/records.h"
#include "core/sync/digest.h"

namespace waymark::client {

class Replica {
 public:
  using Docs = std::map<DocId, BaseDoc>;  // in the order of creation: ids are UUIDv7

  void put(const DocId& id, BaseDoc doc);
  [[nodiscard]] const BaseDoc* find(const DocId& id) const;  // null: not here; a removed one is here
  [[nodiscard]] const std::map<CaseId, Docs>& cases() const { return cases_; }
  [[nodiscard]] const Docs& docs_of(const CaseId& id) const;
  /// Take documents out and return their ids.
  std::vector<DocId> remove_case(const CaseId& id);
  std::vector<DocId> remove_older_than(std::int64_t generation);
  void clear() { *this = {}; }

 private:
  std::map<CaseId, Docs> cases_;
  std::map<DocId, CaseId> case_of_;
};

/// A case as the server tells it by GET /v1/digest: equal if it has the same documents.
sync::CaseDigest digest_of(const CaseId& id, const Replica::Docs& docs);

}  // namespace waymark::client
