// Field-level merging: see merge.h for the rules.
#include "core/sync/merge.h"

#include <algorithm>
#include <utility>

#include "core/model/limits.h"
#include "core/sync/json_reader.h"

namespace waymark::sync {

namespace {

MergeResult rejected(ProblemCause cause, std::string pointer, std::string reason) {
  return {OpStatus::rejected, Problem{std::move(pointer), std::move(reason), cause}, false};
}

/// The first of the problems of what stands at `pointer`.
MergeResult rejected(const std::string& pointer, const Problems& problems) {
  return rejected(problems.front().cause, pointer + problems.front().pointer, problems.front().reason);
}

Stamp stamp_of(const Op& op, const Author& author, std::int64_t seq) {
  return {seq, author.person, author.name, author.device, author.role, author.server_utc_ms, op.at_utc_ms, op.id};
}

/// Whether the author of `op` knew of this change when making it. A device id is only what a phone says it is: a person
/// cannot pass for another by naming theirs.
bool has_seen(const Op& op, const Author& author, const Stamp& stamp) {
  return stamp.seq <= op.base || (stamp.device == author.device && stamp.person == author.person);
}

bool others_changed_since(const Record& record, const Op& op, const Author& author) {
  const auto unseen = [&](const Stamp& stamp) { return !has_seen(op, author, stamp); };
  return unseen(record.created) || std::ranges::any_of(record.fields, [&](const auto& f) { return unseen(f.second); });
}

/// Whether another person's words are kept beside the document that the author of `op` had not seen.
bool has_unseen_words_beside(const Record& record, const Op& op, const Author& author) {
  return std::ranges::any_of(record.conflicts, [&](const Conflict& c) {
    const bool own = c.device == author.device && c.author == author.name;
    return !c.pointer.empty() && c.seq > op.base && !own;
  });
}

bool says_the_same(const FieldRules& field, const Json* shown, const Json& value) {
  const bool was_neutral = shown == nullptr || field.is_neutral(*shown);
  return was_neutral ? field.is_neutral(value) : *shown == value;
}

/// Sets or (null) removes the value at a place, making the objects on the way. False if the way is not of objects.
bool put_at(Json& document, const std::vector<std::string>& parts, const Json& value) {
  Json* place = &document;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    auto* object = place->get_ptr<Json::object_t*>();
    if (object == nullptr) return false;
    if (value.is_null()) {
      const auto found = object->find(parts[i]);
      if (found == object->end()) return true;
      if (i + 1 == parts.size()) {
        object->erase(found);
        return true;
      }
      place = &found->second;
    } else {
      place = &object->try_emplace(parts[i], Json::object()).first->second;
    }
  }
  if (parts.empty() || value.is_null()) return false;
  *place = value;
  return true;
}

/// Puts a version beside the document. The same device's earlier version of the field gives way: its author has said
/// something newer. False when there is no room.
bool keep(std::vector<Conflict>& conflicts, Conflict conflict) {
  std::erase_if(conflicts, [&](const Conflict& c) {
    return c.pointer == conflict.pointer && c.device == conflict.device && c.author == conflict.author;
  });
  if (conflicts.size() >= conflicts_max) return false;
  conflicts.push_back(std::move(conflict));
  return true;
}

MergeResult no_room(std::string pointer) {
  return rejected(ProblemCause::full, std::move(pointer), "already has " + std::to_string(conflicts_max) + " versions beside the document");
}

Conflict conflict_of(std::string pointer, Json value, const Stamp& by, std::int64_t seq) {
  return {std::move(pointer), std::move(value), by.author, by.device, by.server_utc_ms, by.claimed_utc_ms, by.op, seq};
}

constexpr const char* too_large = "would make the document larger than 256 kB";
static_assert(limits::document_bytes_max == 256U * 1024);

bool is_too_large(const Json& document) { return json_text(document).size() > limits::document_bytes_max; }

/// One document being changed by one `set`: the copy that becomes the record if nothing is refused.
class Setting {
 public:
  Setting(const Record& record, const DocumentRules& rules, const Op& op, const Author& author, std::int64_t seq)
      : next(record), rules_(rules), op_(op), author_(author), mine_(stamp_of(op, author, seq)) {}

  /// What is wrong with setting this field, or nothing: then it is set or kept as a conflict.
  std::optional<MergeResult> set(const FieldSet& place) {
    const std::string pointer = "/set/" + escape_pointer_part(place.pointer);
    const std::optional<FieldRules> field = rules_.field_at(place.pointer);
    const auto parts = pointer_parts(place.pointer);
    if (!field || !parts) {
      return rejected(ProblemCause::not_known, pointer, "is not a field of a " + std::string(rules_.type));
    }
    if (!field->may_write(author_.role, place.value)) {
      return rejected(field->fixed ? ProblemCause::fixed : ProblemCause::not_allowed, pointer, "cannot be written by " + std::string(name_of(author_.role)));
    }
    if (Problems problems = field->check(place.value); !problems.empty()) {
      return rejected(pointer, problems);
    }
    const Json* shown = value_at(next.document, *parts);
    if (field->grows && shown != nullptr && *shown >= place.value) return std::nullopt;

    const auto changed = next.fields.find(place.pointer);
    const Stamp& last = changed == next.fields.end() ? next.created : changed->second;
    if (says_the_same(*field, shown, place.value)) {
      // Chosen. Else it stays the change of whoever made it: a later edit of this device has not seen that one.
      if (settle(place.pointer) && has_seen(op_, author_, last)) next.fields.insert_or_assign(place.pointer, mine_);
      return std::nullopt;
    }
    if (!has_seen(op_, author_, last) && !field->grows) {
      status = OpStatus::conflict;
      any = true;
      const bool wins = field->owner == author_.role && last.role != author_.role;
      Conflict beside = wins ? conflict_of(place.pointer, shown == nullptr ? Json() : *shown, last, mine_.seq)
                             : conflict_of(place.pointer, place.value, mine_, mine_.seq);
      if (!keep(next.conflicts, std::move(beside))) return no_room(pointer);
      if (!wins) return std::nullopt;
    } else {
      settle(place.pointer);
    }
    if (!put_at(next.document, *parts, place.value)) return rejected(ProblemCause::other, pointer, "leads through a value, not an object");
    next.fields.insert_or_assign(place.pointer, mine_);
    any = true;
    return std::nullopt;
  }

  /// The author has chosen: versions beside this place that they knew of are done with, and so is what this device once
  /// wanted here and did not get. Whether there was any.
  bool settle(std::string_view pointer) {
    const bool settled = std::erase_if(next.conflicts, [&](const Conflict& c) {
                           const bool own = c.device == author_.device && c.author == author_.name;
                           return c.pointer == pointer && (c.seq <= op_.base || own);
                         }) > 0;
    any |= settled;
    return settled;
  }

  Record next;
  OpStatus status = OpStatus::applied;
  bool any = false;

 private:
  const DocumentRules& rules_;
  const Op& op_;
  const Author& author_;
  const Stamp mine_;
};

MergeResult create(Record& record, const Op& op, const Author& author, std::int64_t seq) {
  const DocumentRules* rules = find_rules(op.type);
  if (rules == nullptr) return rejected(ProblemCause::not_known, "/type", "is not a type of document");
  if (record.seq != 0) {
    return rejected(ProblemCause::exists, "/doc", "is there already; a document is created once");
  }
  for (Problems problems :
       {rules->check_created_by(author.role, op.document), rules->check(op.document, Unknown::refused)}) {
    if (!problems.empty()) return rejected("/create", problems);
  }
  if (is_too_large(op.document)) return rejected(ProblemCause::too_long, "/create", too_large);
  record = {op.case_id, op.doc, op.type, seq, false, op.document, stamp_of(op, author, seq), 0, {}, {}};
  return {OpStatus::applied, std::nullopt, true};
}

MergeResult set(Record& record, const DocumentRules& rules, const Op& op, const Author& author, std::int64_t seq) {
  if (!rules.open_to(author.role, record.document)) {
    return rejected(ProblemCause::not_allowed, "/doc", "cannot be changed by " + std::string(name_of(author.role)));
  }
  Setting setting(record, rules, op, author, seq);
  for (const FieldSet& place : op.set) {
    if (auto refusal = setting.set(place)) return std::move(*refusal);
  }
  if (Problems problems = rules.check(setting.next.document); !problems.empty()) {
    return rejected(problems.front().cause, "/set", "would leave the document wrong: " + to_text(problems.front()));
  }
  if (is_too_large(setting.next.document)) return rejected(ProblemCause::too_long, "/set", too_large);
  if (!rules.open_to(author.role, setting.next.document)) {
    return rejected(ProblemCause::not_allowed, "/set",
                    "would make it a document that " + std::string(name_of(author.role)) + " cannot change");
  }
  setting.settle("");    // who edits a document that somebody wanted removed, and knows it, wants to keep it
  if (record.deleted) {  // an edit beats a delete
    setting.next.deleted = false;
    setting.next.revived = seq;
    setting.any = true;
  }
  if (setting.status == OpStatus::applied && (record.deleted || others_changed_since(record, op, author))) {
    setting.status = OpStatus::merged;
  }
  if (setting.any) {
    record = std::move(setting.next);
    record.seq = seq;
  }
  return {setting.status, std::nullopt, setting.any};
}

MergeResult remove(Record& record, const DocumentRules& rules, const Op& op, const Author& author, std::int64_t seq) {
  if (!rules.removers.has(author.role) || !rules.open_to(author.role, record.document)) {
    const bool by_somebody = rules.removers.young_person || rules.removers.adviser;
    return rejected(by_somebody ? ProblemCause::not_allowed : ProblemCause::fixed, "/delete", "cannot be removed by " + std::string(name_of(author.role)));
  }
  if (record.deleted) return {OpStatus::applied, std::nullopt, false};
  if (others_changed_since(record, op, author) || has_unseen_words_beside(record, op, author)) {
    if (!keep(record.conflicts, conflict_of("", Json(), stamp_of(op, author, seq), seq))) return no_room("/delete");
    record.seq = seq;
    return {OpStatus::conflict, std::nullopt, true};
  }
  std::erase_if(record.conflicts, [](const Conflict& c) { return c.pointer.empty(); });  // it is done now
  record.deleted = true;
  record.seq = seq;
  return {OpStatus::applied, std::nullopt, true};
}

// ---- The record as JSON ----------------------------------------------------------------------------------------

constexpr std::size_t text_bytes_max = 4 * 1024;

Json write(const Stamp& stamp) {
  return {{"seq", stamp.seq},           {"person", stamp.person.text}, {"author", stamp.author},
          {"device", stamp.device},     {"role", name_of(stamp.role)}, {"server", stamp.server_utc_ms},
          {"at", stamp.claimed_utc_ms}, {"op", stamp.op.text}};
}

Stamp read_stamp(const Json& json, const std::string& pointer, Problems& problems) {
  ObjectReader reader(json, pointer, problems);
  Stamp stamp;
  stamp.seq = reader.number("seq", 1);
  stamp.person = PersonId(reader.text("person", text_bytes_max));
  stamp.author = reader.text("author", text_bytes_max);
  stamp.device = reader.text("device", text_bytes_max);
  const std::optional<Role> role = parse_name<Role>(reader.text("role", text_bytes_max));
  if (role) {
    stamp.role = *role;
  } else {
    reader.refuse("role", "is not a role");
  }
  stamp.server_utc_ms = reader.number("server", -whole_number_max);
  stamp.claimed_utc_ms = reader.number("at", -whole_number_max);
  stamp.op = OpId(reader.uuid("op"));
  return stamp;
}

}  // namespace

Json write(const Record& record) {
  Json json{{"case", record.case_id.text},
            {"doc", record.doc.text},
            {"type", record.type},
            {"seq", record.seq},
            {"deleted", record.deleted},
            {"document", record.document},
            {"created", write(record.created)},
            {"fields", Json::object()},
            {"conflicts", Json::array()}};
  if (record.revived != 0) json["revived"] = record.revived;
  for (const auto& [pointer, stamp] : record.fields) json["fields"][pointer] = write(stamp);
  for (const Conflict& conflict : record.conflicts) json["conflicts"].push_back(write(conflict));
  return json;
}

std::optional<Record> read_record(const Json& json) {
  Problems problems;
  ObjectReader reader(json, "", problems);
  Record record;
  record.case_id = CaseId(reader.uuid("case"));
  record.doc = DocId(reader.uuid("doc"));
  record.type = reader.text("type", text_bytes_max);
  record.seq = reader.number("seq", 1);
  record.deleted = reader.flag("deleted");
  record.revived = reader.number("revived", 0, Need::optional);
  const Json* document = reader.find("document");
  const Json* created = reader.find("created");
  const Json* fields = reader.find("fields");
  if (document == nullptr || !document->is_object() || created == nullptr || fields == nullptr) return std::nullopt;
  record.document = *document;
  record.created = read_stamp(*created, "/created", problems);
  const auto* places = fields->get_ptr<const Json::object_t*>();
  if (places == nullptr) return std::nullopt;
  for (const auto& [pointer, stamp] : *places) record.fields[pointer] = read_stamp(stamp, "/fields", problems);
  for (const Json& conflict : reader.list("conflicts")) {
    Checked<Conflict> read = read_conflict(conflict);
    if (!read) return std::nullopt;
    record.conflicts.push_back(std::move(*read));
  }
  if (!problems.empty()) return std::nullopt;
  return record;
}

Change change_for(const Record& record, Role reader) {
  Change change{.case_id = record.case_id, .doc = record.doc, .type = record.type, .seq = record.seq, .deleted = record.deleted};
  if (record.deleted) return change;
  change.created_utc_ms = record.created.server_utc_ms;
  change.document = record.document;
  change.conflicts = record.conflicts;
  const DocumentRules* rules = find_rules(record.type);
  if (rules == nullptr) return change;
  for (const std::string& pointer : rules->pointers()) {
    const std::optional<FieldRules> field = rules->field_at(pointer);
    const auto parts = pointer_parts(pointer);
    if (!field || !parts || field->readers.has(reader)) continue;
    put_at(change.document, *parts, Json());
    std::erase_if(change.conflicts, [&](const Conflict& c) { return c.pointer == pointer; });
  }
  return change;
}

Change change_since(const Record& record, Role reader, std::int64_t known) {
  Change change = change_for(record, reader);
  const bool had_it_whole = known >= std::max(record.created.seq, record.revived);
  const DocumentRules* rules = find_rules(record.type);
  if (record.deleted || !had_it_whole || rules == nullptr) return change;
  std::vector<FieldSet> set;
  for (const auto& [pointer, stamp] : record.fields) {
    if (stamp.seq <= known) continue;
    const std::optional<FieldRules> field = rules->field_at(pointer);
    if (!field || set.size() == set_fields_max) return change;
    if (!field->readers.has(reader)) continue;
    const Json* value = value_at(record.document, pointer);
    const bool leaves_a_hole = value == nullptr && pointer.find('/', 1) != std::string::npos;
    if (leaves_a_hole) return change;  // whether the object around it stays is not in the field
    set.push_back({pointer, value == nullptr ? Json() : *value});
  }
  change.partial = true;
  change.set = std::move(set);
  change.document = Json();
  return change;
}

// ---- Merging ---------------------------------------------------------------------------------------------------

MergeResult merge(Record& record, const Op& op, const Author& author, std::int64_t seq) {
  if (seq <= record.seq) {
    return rejected(ProblemCause::other, "", "would not follow the document's last change; the store is at fault");
  }
  if (record.seq != 0 && record.case_id != op.case_id) {
    return rejected(ProblemCause::other, "/case", "is not the case of this document");
  }
  if (op.kind == OpKind::create) return create(record, op, author, seq);

  if (record.seq == 0) return rejected(ProblemCause::gone, "/doc", "is not there");
  const DocumentRules* rules = find_rules(record.type);
  if (rules == nullptr) return rejected(ProblemCause::not_known, "/doc", "is of a type that is not known here");
  if (rules->append_only) {
    return rejected(ProblemCause::fixed, "/doc", "is kept as it was written and cannot be changed");
  }
  if (op.base > record.seq) return rejected(ProblemCause::other, "/base", "is newer than the document's last change");
  return op.kind == OpKind::set ? set(record, *rules, op, author, seq) : remove(record, *rules, op, author, seq);
}

bool would_change(const DocumentRules& rules, const Json& document, const FieldSet& place) {
  const std::optional<FieldRules> field = rules.field_at(place.pointer);
  return field && !says_the_same(*field, value_at(document, place.pointer), place.value);
}

void put_fields(Json& document, const std::vector<FieldSet>& set) {
  for (const FieldSet& place : set) {
    if (const auto parts = pointer_parts(place.pointer)) put_at(document, *parts, place.value);
  }
}

void overlay(Json& document, bool& deleted, const Op& op) {
  switch (op.kind) {
    case OpKind::create:
      document = op.document;
      deleted = false;
      return;
    case OpKind::remove:
      deleted = true;
      return;
    case OpKind::set:
      deleted = false;
      put_fields(document, op.set);
      return;
  }
}

}  // namespace waymark::sync
