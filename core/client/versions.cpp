#include "core/client/versions.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/client/edits.h"
#include "core/model/json.h"
#include "core/model/schema.h"

namespace waymark::client {

using sync::Conflict;
using sync::FieldSet;
using sync::Json;

namespace {

struct Companion {
  std::string_view field;
  std::string_view of;
  bool signs = false;  // holds the name of whoever wrote `of`
};
/// By the last part of the pointer: these names mean the same in every document that has them.
constexpr std::array<Companion, 5> companions{{{"/done_on", "/done"},
                                               {"/owner_name", "/owner"},
                                               {"/replied_on", "/reply"},
                                               {"/reply_by", "/reply", true},
                                               {"/suggested_by", "/suggestion", true}}};

const Companion* companion_at(std::string_view pointer) {
  const auto found =
      std::ranges::find_if(companions, [&](const Companion& one) { return pointer.ends_with(one.field); });
  return found == companions.end() ? nullptr : &*found;
}

/// The field that a companion goes with, beside it in the document.
std::string main_of(std::string_view pointer, const Companion& companion) {
  return std::string(pointer.substr(0, pointer.size() - companion.field.size())) + std::string(companion.of);
}

std::string text_of(const Json* value) {
  if (value == nullptr || value->is_null()) return {};
  const auto* text = value->get_ptr<const std::string*>();
  return text != nullptr ? *text : json_text(*value);
}

const Conflict* find_conflict(const ShownDoc& doc, std::string_view pointer, const OpId& op) {
  if (doc.conflicts == nullptr) return nullptr;
  const auto found = std::ranges::find_if(
      *doc.conflicts, [&](const Conflict& one) { return one.pointer == pointer && (op.empty() || one.op == op); });
  return found == doc.conflicts->end() ? nullptr : &*found;
}

bool is_settled(const ShownDoc& doc, const Conflict& conflict) {
  return std::ranges::any_of(
      doc.settled, [&](const Settled& one) { return one.pointer == conflict.pointer && conflict.seq <= one.seq; });
}

/// A companion that comes with what it goes with, or a mere signature.
bool is_shown_with_another(const ShownDoc& doc, const Conflict& conflict) {
  const Companion* companion = companion_at(conflict.pointer);
  if (companion == nullptr) return false;
  return companion->signs || find_conflict(doc, main_of(conflict.pointer, *companion), conflict.op) != nullptr;
}

bool may_choose(const DocumentRules& rules, const ShownDoc& doc, const Conflict& conflict, Role reader) {
  if (!rules.open_to(reader, doc.document())) return false;
  if (conflict.pointer.empty()) return rules.removers.has(reader);
  const std::optional<FieldRules> field = rules.field_at(conflict.pointer);
  return field && field->may_write(reader, conflict.value);
}

Json current(const ShownDoc& doc, std::string_view pointer) {
  const Json* value = value_at(doc.document(), pointer);
  return value == nullptr ? Json() : *value;
}

}  // namespace

std::vector<Beside> beside_of(const ShownDoc& doc, Role reader) {
  std::vector<Beside> list;
  const DocumentRules* rules = find_rules(doc.type);
  if (doc.conflicts == nullptr || rules == nullptr) return list;
  std::vector<std::string> order = rules->pointers();
  order.insert(order.begin(), "");
  for (const std::string& pointer : order) {
    for (const Conflict& kept : *doc.conflicts) {
      if (kept.pointer != pointer || is_settled(doc, kept) || is_shown_with_another(doc, kept)) continue;
      const std::optional<FieldRules> field = rules->field_at(pointer);
      list.push_back({.pointer = pointer,
                      .value = text_of(&kept.value),
                      .shown = pointer.empty() ? std::string() : text_of(value_at(doc.document(), pointer)),
                      .author = kept.author,
                      .server_utc_ms = kept.server_utc_ms,
                      .op = kept.op,
                      .may_choose = may_choose(*rules, doc, kept, reader),
                      .is_long_text = field && field->is_long_text()});
    }
  }
  return list;
}

std::vector<FieldSet> chosen_fields(const ShownDoc& doc, const ChooseVersion& choice, const std::string& chooser) {
  const Conflict* version = choice.version.empty() ? nullptr : find_conflict(doc, choice.pointer, choice.version);
  if (version == nullptr && !choice.version.empty()) return {};
  const Json value = choice.words ? Json(clean(*choice.words))
                     : version    ? version->value
                                  : current(doc, choice.pointer);
  std::vector<FieldSet> fields{{choice.pointer, value}};
  for (const Companion& companion : companions) {
    if (!choice.pointer.ends_with(companion.of)) continue;
    const std::string pointer =
        choice.pointer.substr(0, choice.pointer.size() - companion.of.size()) + std::string(companion.field);
    const Conflict* with = version == nullptr ? nullptr : find_conflict(doc, pointer, version->op);
    if (companion.signs) {
      fields.push_back({pointer, text_of(&value).empty() ? "" : chooser});
    } else if (with != nullptr) {
      fields.push_back({pointer, with->value});
    } else if (find_conflict(doc, pointer, {}) != nullptr) {
      fields.push_back({pointer, current(doc, pointer)});
    }
  }
  return fields;
}

std::vector<FieldSet> fields_to_keep(const ShownDoc& doc, Role role) {
  const DocumentRules* rules = find_rules(doc.type);
  if (rules == nullptr) return {};
  for (const std::string& pointer : rules->pointers()) {
    const Json value = current(doc, pointer);
    const std::optional<FieldRules> field = rules->field_at(pointer);
    if (!value.is_null() && field && field->may_write(role, value)) return {{pointer, value}};
  }
  return {};
}

std::optional<sync::Op> edit_of_the_other(const sync::Op& create, const Replica& replica) {
  const DocumentRules* rules = find_rules(create.type);
  if (rules == nullptr || (!rules->one_per_case && rules->one_per.empty())) return std::nullopt;
  const std::string key(rules->one_per);
  for (const auto& [id, other] : replica.docs_of(create.case_id)) {
    if (other.type != create.type || other.deleted) continue;
    if (!key.empty() && other.document.value(key, Json()) != create.document.value(key, Json())) continue;
    sync::Op edit{.id = create.id, .n = create.n, .case_id = create.case_id, .doc = id, .kind = sync::OpKind::set};
    edit.at_utc_ms = create.at_utc_ms;
    bool stands = false;  // something is there already that would be set
    for (const std::string& pointer : rules->pointers()) {
      const std::optional<FieldRules> field = rules->field_at(pointer);
      const Json* value = value_at(create.document, pointer);
      if (value == nullptr || !field || field->fixed || field->is_neutral(*value)) continue;
      edit.set.push_back({pointer, *value});
      const Json* there = value_at(other.document, pointer);
      stands = stands || (there != nullptr && !field->is_neutral(*there));
    }
    // Of what stands there the author had seen nothing.
    edit.base = stands ? 0 : other.seq;
    return edit;
  }
  return std::nullopt;
}

void add_what_to_choose(CaseState& one, const ShownDoc& doc, const std::vector<Beside>& beside) {
  for (const Beside& version : beside) {
    if (!version.may_choose) continue;
    About what = about(doc.case_id, doc.type, doc.document());
    if (!what.heading) what.heading = heading_in(version.pointer);
    const auto same = [&](const About& other) { return other.doc == doc.id && other.heading == what.heading; };
    what.doc = doc.id;
    if (std::ranges::none_of(one.to_choose, same)) one.to_choose.push_back(std::move(what));
  }
}

}  // namespace waymark::client
