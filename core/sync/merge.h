// How an operation changes a document: field by field, by what the schema declares.
// Pure: the same inputs give the same result on server, phone and in simulation.
//
//   MergeResult r = merge(record, op, author);   // server: decides
//   overlay(document, op);                       // phone: base + outbox, for showing
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/model/documents.h"
#include "core/model/schema.h"
#include "core/sync/wire.h"

namespace waymark::sync {

/// Who changed a field last, and when: what a later challenger is measured against.
struct Stamp {
  std::int64_t seq = 0;
  PersonId person;
  std::string author;  // their name
  std::string device;
  Role role = Role::young_person;
  std::int64_t server_utc_ms = 0;
  std::int64_t claimed_utc_ms = 0;
  OpId op;
};

/// One document as the server stores it.
struct Record {
  CaseId case_id;
  DocId doc;
  std::string type;
  std::int64_t seq = 0;  // last change
  bool deleted = false;  // tombstone; `document` still says what was there
  Json document = Json::object();
  Stamp created;                        // stands for every field that was not changed since
  std::int64_t revived = 0;             // when an edit last brought it back; 0: never
  std::map<std::string, Stamp> fields;  // pointer -> its last change
  std::vector<Conflict> conflicts;      // oldest first
};

/// The record as one JSON value, for the server's store; read_record takes only what write made.
Json write(const Record& record);
std::optional<Record> read_record(const Json& json);
/// The record as a pull shows it to `reader`: fields that others alone may read are left out.
Change change_for(const Record& record, Role reader);
/// The same for a phone that has it as it was at the sequence `known`: only the fields that changed since, if the phone
/// had it whole then.
Change change_since(const Record& record, Role reader, std::int64_t known);

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

inline constexpr std::size_t conflicts_max = 50;  // kept beside one document; the next is rejected, never dropped

/// Applies `op` to `record` with the sequence `seq` it would take. Checks schema, limits and who may write.
/// A rejected operation leaves `record` as it was. For a create, `record` is empty (seq 0).
///
/// What an author has seen: every change up to op.base, and every change that the author made on the same device.
///   scalar, long text: applied when the field's last change was seen; equal value: nothing to do; else conflict:
///     the incumbent stays shown and the challenger is kept in `conflicts`. A field that belongs to the author's role
///     (FieldRules::owner) and was changed by another role: the author's value is shown, the incumbent is kept.
///     Long text is compared as a whole. A device's newer challenger replaces its older one on the same field.
///     Setting a field, also to the value it has, settles it: versions beside it that the author had seen are done
///     with.
///   a number that grows: the larger value stays, whoever saw what.
///   append-only: never changed after its creation.
///   remove: a tombstone. An edit beats it: a later set brings the document back, and a remove whose author had not
///     seen the last edit, also one kept in `conflicts`, is itself kept as a conflict with the pointer "".
/// Status: `merged` when another device changed the document meanwhile and both changes stand; `conflict` when any
/// field of the operation met one (its other fields are applied).
/// Rules about several documents of a case (one_per_case, one_per) are the store's to check.
MergeResult merge(Record& record, const Op& op, const Author& author, std::int64_t seq);

/// Whether setting this changes what the document says. An absent field says the same as its neutral value; an unknown
/// one never changes.
bool would_change(const DocumentRules& rules, const Json& document, const FieldSet& place);

/// Puts values where they belong. Pointers that lead through something that is not an object are ignored.
void put_fields(Json& document, const std::vector<FieldSet>& set);

/// Shows an operation on a document on the phone before the server has it. Pointers that lead through something
/// that is not an object are ignored.
void overlay(Json& document, bool& deleted, const Op& op);

}  // namespace waymark::sync
