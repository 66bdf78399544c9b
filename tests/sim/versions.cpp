#include "tests/sim/versions.h"

#include <algorithm>

#include "core/model/json.h"

namespace waymark::sim {

using nlohmann::json;

namespace {

/// An absent field says the same as an empty one.
json without_nothing(const json& value) { return value == "" || value == false ? json() : value; }

void each_leaf(const json& value, const std::string& pointer,
               const std::function<void(const std::string&, const json&)>& visitor) {
  if (!value.is_object()) return visitor(pointer, value);
  for (const auto& [name, member] : value.items())
    each_leaf(member, pointer + "/" + escape_pointer_part(name), visitor);
}

}  // namespace

Versions::Versions(const std::vector<server::HistoryEntry>& history) {
  for (const server::HistoryEntry& entry : history) take(entry);
}

void Versions::take(const server::HistoryEntry& entry) {
  const json op = json::parse(entry.op);
  Document& document = documents_[op["doc"].get<std::string>()];
  const Version by{json(), entry.seq, {entry.author, entry.device}};
  bool is_news = false;
  const std::int64_t base = op.value("base", std::int64_t{0});
  document.story += "\n  " + std::to_string(entry.seq) + " " + entry.device.substr(24) + ": " + entry.op;
  if (op.contains("create")) {
    each_leaf(op["create"], "",
              [&](const auto& pointer, const json& value) { is_news |= say(document, pointer, value, 0, by); });
    document.created = by;
  } else if (op.contains("set")) {
    for (const auto& [pointer, value] : op["set"].items()) is_news |= say(document, pointer, value, base, by);
    document.removed.reset();
  } else if (!document.removed || !document.removed->saw_everything) {
    // An edit that its own author took back, to what stood there, left nothing to be seen.
    const auto is_there = [&](const Version& edit) {
      return std::ranges::any_of(document.live, [&](const auto& place) {
        return std::ranges::find(place.second, edit.seq, &Version::seq) != place.second.end();
      });
    };
    const bool saw_everything = std::ranges::all_of(document.edits, [&](const Version& edit) {
      return edit.seq <= base || edit.author == by.author || !is_there(edit);
    });
    const bool saw_choices = std::ranges::all_of(
        document.choices, [&](const Version& choice) { return choice.seq <= base || choice.author == by.author; });
    document.removed = Removal{entry.seq, saw_everything, saw_choices};
  }
  if (is_news) document.edits.push_back(by);
}

bool Versions::say(Document& document, const std::string& pointer, const Value& value, std::int64_t base, Version by) {
  by.value = without_nothing(value);
  document.said[pointer].insert(by.value);
  const auto [place, is_first] = document.live.try_emplace(pointer);
  auto& live = place->second;
  if (is_first && document.created) live.push_back(*document.created);  // which said nothing there
  const Author author = by.author;
  auto& may_stand = document.may_stand[pointer];
  std::erase_if(may_stand, [&](const Version& one) { return one.again <= base; });
  // It may be what stands there, of which the author does not know: then there is nothing to do.
  if (std::ranges::find(may_stand, by.value, &Version::value) != may_stand.end()) {
    std::erase_if(live, [&](const Version& one) { return one.author == author; });
    return false;
  }
  // Said again, it is the version that it was: whoever knew that one knew the words.
  const auto same = std::ranges::find(live, by.value, &Version::value);
  const bool is_news = same == live.end();
  if (!is_news && live.size() > 1) document.choices.push_back(by);
  if (!is_news) {
    // It is theirs from now on: who said it first may change their mind and leave this one where it is.
    if (same->seq <= base && same->again <= base) same->author = author;
    same->again = by.seq;
    by = *same;
  }
  for (const Version& one : live) {
    const bool is_other = one.value != by.value && one.author != author;
    if (is_other && one.seq <= base && one.again > base) may_stand.push_back(one);
  }
  std::erase_if(live,
                [&](const Version& one) { return one.value == by.value || one.seq <= base || one.author == author; });
  live.push_back(std::move(by));
  return is_news;
}

std::optional<std::string> Versions::missing(const Document& document, const sync::Record& record) {
  if (document.removed && document.removed->saw_everything) {
    const bool is_kept = std::ranges::any_of(record.conflicts, [](const auto& one) { return one.pointer.empty(); });
    if (record.deleted || (is_kept && !document.removed->saw_choices)) return std::nullopt;
    return "a removal has no effect on " + record.doc.text;
  }
  if (record.type == "read_receipt") {
    const json largest = *document.said.at("/up_to").rbegin();  // nobody chooses between two of these
    return record.document.at("up_to") == largest ? std::nullopt
                                                  : std::optional<std::string>("a receipt has gone back");
  }
  if (record.deleted) return "an edit was removed with its " + record.type + " by somebody who had not seen it";
  for (const auto& [pointer, versions] : document.live) {
    const json* value = value_at(record.document, pointer);
    const json shown = value == nullptr ? json() : without_nothing(*value);
    if (!shown.is_null() && !document.said.at(pointer).contains(shown))
      return pointer + " of a " + record.type + " says " + shown.dump() + ", which nobody said";
    for (const Version& version : versions) {
      const bool is_kept = std::ranges::any_of(record.conflicts, [&](const sync::Conflict& one) {
        return one.pointer == pointer && without_nothing(one.value) == version.value;
      });
      if (shown != version.value && !is_kept)
        return pointer + " of a " + record.type + " has lost " + version.value.dump() + " of change " +
               std::to_string(version.seq) + "; it says " + shown.dump();
    }
  }
  return std::nullopt;
}

std::optional<std::string> Versions::missing_from(const Tables& tables) const {
  std::set<std::string> there;
  for (const auto& [place, record] : tables.documents) {
    there.insert(record->doc.text);
    const auto document = documents_.find(record->doc.text);
    if (document == documents_.end()) return "nobody made " + record->doc.text;
    if (auto broken = missing(document->second, *record)) return *broken + document->second.story;
  }
  for (const auto& [doc, document] : documents_) {
    if (!there.contains(doc)) return doc + " is gone without a trace";
  }
  return std::nullopt;
}

}  // namespace waymark::sim
