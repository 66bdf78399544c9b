#include "tests/app/sample.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <vector>

#include "core/client/case_view.h"
#include "core/model/json.h"

namespace waymark::test {
namespace {

using Json = nlohmann::json;

Json read_json(const std::string& path) {
  std::ifstream file(std::string(WAYMARK_SOURCE_DIR) + "/assets/" + path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  Json json = Json::parse(bytes, nullptr, false);
  if (json.is_discarded()) std::abort();  // the assets have tests of their own
  return json;
}

/// "@today", "@+12d", "@-18y-20d" (docs/content.md).
void resolve_dates(Json& json) {
  if (json.is_structured()) {
    for (Json& member : json) resolve_dates(member);
    return;
  }
  const auto* text = json.get_ptr<const std::string*>();
  if (text == nullptr || !text->starts_with('@')) return;
  Date date = sample_today;
  const char* at = text->c_str() + 1;
  while (*text != "@today" && *at != '\0') {
    char* unit = nullptr;
    const int count = static_cast<int>(std::strtol(at, &unit, 10));
    if (*unit == 'd')
      date = add_days(date, count);
    else if (*unit == 'm')
      date = add_months(date, count);
    else if (*unit == 'y')
      date = add_months(date, 12 * count);
    else
      return;  // an @ in a text
    at = unit + 1;
  }
  json = to_text(date);
}

void add_all(Json& list, const Json& more) {
  for (const Json& item : more) {
    const auto same =
        std::find_if(list.begin(), list.end(), [&](const Json& other) { return other["id"] == item["id"]; });
    if (same != list.end())
      *same = item;
    else
      list.push_back(item);
  }
}

client::CaseState read_case(const Json& json, const Clocks& clocks, Role reader) {
  std::vector<client::ShownDoc> docs;
  std::int64_t order = 0;
  for (const Json& document : json["documents"]) {
    client::ShownDoc doc;
    doc.id = DocId(document["id"].get<std::string>());
    doc.type = document["type"].get<std::string>();
    doc.order = doc.base_seq = ++order;
    doc.base = &document;
    docs.push_back(std::move(doc));
  }
  return client::view_of(CaseId(json["id"].get<std::string>()), docs, clocks, sample_today, reader);
}

}  // namespace

nlohmann::json sample_people() {
  Json sample = read_json("people/sample.json");
  resolve_dates(sample);
  return sample;
}

std::string council_pack(std::string_view council) {
  const std::string folder = "councils/" + std::string(council) + "/";
  const Json national = read_json("national/national.json");
  const Json pledges = read_json(folder + "pledges.json");
  Json pack = read_json(folder + "profile.json");
  pack["priorities"] = pledges["priorities"];
  pack["pledges"] = pledges["pledges"];
  for (const char* list : {"offer", "lines"}) {
    pack[list] = national[list];
    add_all(pack[list], read_json(folder + list + ".json")[list]);
  }
  return json_text(pack);
}

client::State sample_state(Role role, std::string_view name) {
  const Json sample = sample_people();
  client::State state;
  state.phase = client::Phase::ready;
  state.role = role;
  state.account_name = name;
  state.today = sample_today;
  state.sync.last_utc_ms = 1'795'341'600'000;  // 22 November 2026, 10:00 UTC
  state.revision = 1;
  Json person;
  for (const Json& other : sample["people"]) {
    if (other["name"] == name) person = other;
  }
  if (person.is_null()) std::abort();  // ask for someone who is in the file
  Checked<Council> council = read_council(council_pack(person["council"].get<std::string>()));
  if (!council) std::abort();
  state.council = std::move(*council);
  state.has_council = true;
  state.offer_index = search::build(state.council.offer);
  for (const Json& one : sample["cases"]) {
    const Json& of = one[role == Role::adviser ? "adviser" : "young_person"];
    if (of == person["id"]) state.cases.push_back(read_case(one, state.council.clocks, role));
  }
  client::sort_by_what_falls_due(state.cases);
  return state;
}

std::string sample_catalog(const std::string& language) {
  // A name of its own: tests run beside each other.
  const std::string made = std::string(WAYMARK_BUILD_DIR) + "/" + language + std::to_string(getpid()) + ".mo";
  const std::string words = std::string(WAYMARK_SOURCE_DIR) + "/assets/strings/" + language + ".po";
  if (std::system(("msgfmt --use-fuzzy -o '" + made + "' '" + words + "'").c_str()) != 0) std::abort();
  std::ifstream file(made, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(file), {}};
  std::remove(made.c_str());
  return bytes;
}

}  // namespace waymark::test
