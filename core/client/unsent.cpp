// What waits for the council, as a person would tell it: by document, with all that was typed.
#include <algorithm>
#include <map>

#include "core/client/impl.h"
#include "core/client/receipts.h"
#include "core/model/json.h"
#include "core/model/schema.h"

namespace waymark::client {

namespace {

/// The newest words of each place that the edits of one document set, by pointer.
using Places = std::map<std::string, std::string>;

void note(Places& places, const DocumentRules& rules, const std::string& pointer, const sync::Json& value) {
  const std::optional<FieldRules> field = rules.field_at(pointer);
  const auto* text = value.get_ptr<const std::string*>();
  if (field && field->is_words()) places.insert_or_assign(pointer, text == nullptr ? std::string() : *text);
}

void note(Places& places, const sync::Op& op, const std::string& type) {
  const DocumentRules* rules = find_rules(type);
  if (rules == nullptr) return;
  for (const std::string& pointer : rules->pointers()) {
    if (const sync::Json* value = value_at(op.document, pointer)) note(places, *rules, pointer, *value);
  }
  for (const sync::FieldSet& place : op.set) note(places, *rules, place.pointer, place.value);
}

/// Those of `type` in the order in which its fields are declared.
std::string joined(const Places& places, const std::string& type) {
  const DocumentRules* rules = find_rules(type);
  std::string words;
  if (rules == nullptr) return words;
  for (const std::string& pointer : rules->pointers()) {
    const auto found = places.find(pointer);
    if (found == places.end() || found->second.empty()) continue;
    if (!words.empty()) words += '\n';
    words += found->second;
  }
  return words;
}

}  // namespace

void Client::Impl::show_unsent() {
  std::vector<std::pair<DocId, Places>> places;
  state.unsent.clear();
  for (const Edit& edit : outbox.edits()) {
    if (edit.answered || is_receipt(edit.op)) continue;
    const auto known = std::ranges::find(places, edit.op.doc, &std::pair<DocId, Places>::first);
    const auto index = static_cast<std::size_t>(known - places.begin());
    if (known == places.end()) {
      places.emplace_back(edit.op.doc, Places{});
      state.unsent.emplace_back().since_utc_ms = edit.op.at_utc_ms;
    }
    Unsent& unsent = state.unsent[index];
    static_cast<About&>(unsent) = about(edit.op);
    unsent.delivery = edit.kept == Kept::stored ? Delivery::saved_here : Delivery::saving;
    unsent.removed = edit.op.kind == sync::OpKind::remove;
    note(places[index].second, edit.op, unsent.type);
    unsent.words = joined(places[index].second, unsent.type);
  }
}

}  // namespace waymark::client
