// docs/authorisation.md says who may write what, and this is what the running endpoint does: every type of document,
// every field, every relation, asked through HTTP. WAYMARK_UPDATE_SNAPSHOTS=1 writes the table; a person reads it.
#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <string>

#include "core/model/schema.h"
#include "tests/server/running_endpoint.h"

namespace waymark::server::test {
namespace {

using nlohmann::json;

const std::filesystem::path file = std::filesystem::path(WAYMARK_SOURCE_DIR) / "docs/authorisation.md";
constexpr std::string_view table_begin = "<!-- asked of the endpoint -->\n", table_end = "<!-- until here -->\n";

/// A document of the case and, of each of its fields, another value. "@me": the name of whoever writes.
struct Sample {
  std::string label, type;
  json document, other;
};

/// Words that come with the name of whoever writes them.
const std::map<std::string, std::string> signed_by{{"/sections/home/suggestion", "/sections/home/suggested_by"},
                                                   {"/reply", "/reply_by"}};

std::vector<Sample> samples() {
  std::vector<Sample> all;
  const auto folder = std::filesystem::path(WAYMARK_SOURCE_DIR) / "tests/server";
  for (const json& one : json::parse(file_text(folder / "authorisation_samples.json"))) {
    all.push_back(
        {one["label"].get<std::string>(), one["type"].get<std::string>(), one.value("document", json()), one["other"]});
  }
  return all;
}

class Authorisation : public testing::Test {
 protected:
  Authorisation() {
    std::string foreign;
    for (const json& person : json::parse(file_text(endpoint.folder() / "people.json"))["people"]) {
      const auto name = person["name"].get<std::string>();
      if (name != "Jade Carter" && name != "Sam Okoro") foreign = name;
    }
    stranger = std::make_unique<Phone>(endpoint.port(), endpoint.code(foreign));
    for (const auto& [doc, change] : jade.everything()) {
      case_id = change["case"].get<std::string>();
      if (change["type"] == "person" || change["type"] == "plan") there[change["type"].get<std::string>()] = doc;
    }
  }

  std::array<Phone*, 3> everybody() { return {&jade, &sam, stranger.get()}; }

  /// One operation of somebody; what the table says of it.
  std::string ask(Phone& who, const json& op) {
    const Answer answer = who.sync({op});
    EXPECT_EQ(answer.status, 200) << answer.body;
    const json result = answer.json()["results"][0];
    if (result["status"] != "rejected") return "yes";
    const auto cause = result["problem"]["cause"].get<std::string>();
    if (cause == "not_allowed") return "no";
    if (cause == "fixed") return "never";
    if (cause == "gone") return "not there";
    if (cause == "exists") return "one";
    return cause + ": " + result["problem"]["reason"].get<std::string>();
  }

  static json filled(json value, const Phone& who) {
    std::string text = value.dump();
    for (const auto& [word, with] :
         {std::pair("@me", who.account["account"]["name"]), std::pair("@role", who.account["account"]["role"])}) {
      for (std::size_t at = 0; (at = text.find(word, at)) != std::string::npos;)
        text.replace(at, std::string_view(word).size(), with.get<std::string>());
    }
    return json::parse(text);
  }

  /// A document of that kind, made by whoever may; its id.
  std::string made(const Sample& sample) {
    const auto known = there.find(sample.type);
    if (known != there.end()) return known->second;
    for (Phone* who : everybody()) {
      const std::string doc = new_id();
      if (ask(*who, who->create(case_id, sample.type, filled(sample.document, *who), doc)) == "yes") return doc;
    }
    for (const auto& [doc, change] : sam.everything()) {  // of which a case has one
      if (change["case"] == case_id && change["type"] == sample.type &&
          change["full"].value("by", "") == sample.document.value("by", "") &&
          change["full"].value("heading", "") == sample.document.value("heading", ""))
        return doc;
    }
    ADD_FAILURE() << "nobody makes a " << sample.label;
    return new_id();
  }

  std::string row(const Sample& sample, const std::string& what, const std::function<std::string(Phone&)>& asked) {
    std::string line = "| " + sample.label + " | " + what + " |";
    for (Phone* who : everybody()) line += " " + asked(*who) + " |";
    return line + "\n";
  }

  /// Field by field, each from what it is to what it may not be yet.
  std::string field_row(const Sample& sample, const std::string& doc, const std::string& pointer) {
    const json::json_pointer place(pointer);
    const json other = sample.other.contains(place) ? sample.other[place] : json("a value is missing in this test");
    std::string shown = pointer;
    if (shown.starts_with("/sections/home/")) shown.replace(0, 15, "/sections/…/");
    const auto signature = signed_by.find(pointer);
    return row(sample, "`" + shown + "`", [&](Phone& who) {
      json op = who.set(case_id, doc, 0, pointer, filled(other, who));
      if (signature != signed_by.end()) op["set"][signature->second] = who.account["account"]["name"];
      const std::string answer = ask(who, op);
      const bool empties = answer == "no" && ask(who, who.set(case_id, doc, 0, pointer, "")) == "yes";
      return empties ? std::string("only empty it") : answer;
    });
  }

  std::string rows(const Sample& sample) {
    std::string lines = row(sample, "create", [&](Phone& who) {
      return ask(who, who.create(case_id, sample.type,
                                 filled(sample.document.is_null() ? sample.other : sample.document, who)));
    });
    const std::string doc = made(sample);
    for (const std::string& pointer : find_rules(sample.type)->pointers()) {
      const bool another_part = pointer.starts_with("/sections/") && !pointer.starts_with("/sections/home/");
      if (!another_part) lines += field_row(sample, doc, pointer);
    }
    return lines + row(sample, "remove", [&](Phone& who) { return ask(who, who.remove(case_id, made(sample), 0)); });
  }

  RunningEndpoint endpoint{unlimited()};
  Phone jade = endpoint.pair("Jade Carter");
  Phone sam = endpoint.pair("Sam Okoro");
  std::unique_ptr<Phone> stranger;
  std::string case_id;
  std::map<std::string, std::string> there;
};

TEST_F(Authorisation, IsWhatTheTableSays) {
  std::string table =
      "| document | what | the young person | their adviser | another young person |\n|---|---|---|---|---|\n";
  for (const Sample& sample : samples()) table += rows(sample);
  std::string page = file_text(file);
  const std::size_t begin = page.find(table_begin) + table_begin.size(), end = page.find(table_end);
  ASSERT_LT(end, page.size());
  if (std::getenv("WAYMARK_UPDATE_SNAPSHOTS") != nullptr) {
    page.replace(begin, end - begin, table);
    write_file(file, page);
  } else {
    EXPECT_EQ(page.substr(begin, end - begin), table);
  }
}

TEST_F(Authorisation, IsNothingWithoutAToken) {
  for (const char* header : {"", "Bearer ", "Bearer nobody", "Basic amFkZTpwYXNz"}) {
    Headers headers{{"Content-Type", "application/json"}};
    if (*header != '\0') headers.emplace_back("Authorization", header);
    const json push{{"device", new_id()}, {"cursor", ""}, {"ops", json::array()}};
    EXPECT_EQ(exchange(endpoint.port(), "POST", "/v1/sync", headers, push.dump()).status, 401) << header;
    EXPECT_EQ(exchange(endpoint.port(), "GET", "/v1/sync", headers).status, 401) << header;
    EXPECT_EQ(exchange(endpoint.port(), "GET", "/v1/digest", headers).status, 401) << header;
  }
}

TEST_F(Authorisation, LetsNobodyReadTheCaseOfAnother) {
  for (const auto& [doc, change] : stranger->everything()) EXPECT_NE(change["case"], case_id);
  const Answer digest =
      exchange(endpoint.port(), "GET", "/v1/digest", {{"Authorization", "Bearer " + stranger->token}});
  for (const json& one : digest.json()["cases"]) EXPECT_NE(one["case"], case_id);
}

}  // namespace
}  // namespace waymark::server::test
