// How an operation changes a document: field by field, by the merge rule declared in the schema.
// Pure: the same inputs give the same result on server, phone and in simulation.
//
//   MergeResult r = merge(record, op, author);   // server: decides
//   overlay(document, op);                       // phone: base + outbox, for showing
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/model/documents.h"
#include "core/sync/wire.h"

namespace waymark::sync {

/// One document as the server stores it.
struct Record {
  CaseId case_id;
  DocId doc;
  std::string type;
  std::int64_t seq = 0;                           // last change
  bool deleted = false;
  Json document = Json::object();
  std::map<std::string, std::int64_t> field_seq;  // pointer -> sequence of its last change
  std::vector<Conflict> conflicts;
};

/// Who made the operation, as the server knows it.
struct Author {
  PersonId person;
  std::string name;
  Role role = Role::young_person;
  std::string device;
  std::int64_t server_utc_ms = 0;
};

struct MergeResult {
  OpStatus status = OpStatus::applied;
  std::optional<Problem> problem;  // rejected
  bool changed = false;            // `record` differs and takes sequence `seq`
};

/// Applies `op` to `record` with the sequence `seq` it would take. Checks schema, limits and who may write.
/// A rejected operation leaves `record` as it was. For a create, `record` is empty (seq 0).
///   scalar: applied when the field's last sequence <= op.base; equal value: nothing to do; else the incumbent
///   stays shown and the challenger is kept in `conflicts`. Fields owned by the author's role: author's value is shown.
///   long text: three-way merge by sentence on the base that the record's history still has, else as scalar.
///   append-only: never conflicts. remove: tombstone; a later set beats it.
MergeResult merge(Record& record, const Op& op, const Author& author, std::int64_t seq);

/// Shows an operation on a document on the phone before the server has it. Unknown pointers are ignored.
void overlay(Json& document, bool& deleted, const Op& op);

}  // namespace waymark::sync
