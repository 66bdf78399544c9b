// Goal: a pack with a mistake never reaches a phone, and its author is told where the mistake is.
// Method: the packs that come with Waymark, composed as docs/content.md says; one small mistake at a time, from
// tests/content and from each declared field here.
#include "core/model/content.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "core/model/json.h"
#include "core/model/limits.h"

namespace waymark {
namespace {

using Json = nlohmann::json;
using Pointer = Json::json_pointer;

const std::filesystem::path source_dir = WAYMARK_SOURCE_DIR;

Json read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  Checked<Json> json = parse_json(text.str(), json_depth_max, Fractions::allowed);
  EXPECT_TRUE(json) << path << " " << (json ? "" : to_text(json.error()[0]));
  return json ? *json : Json::object();
}

// The council's entries, with the national ones that it does not replace.
Json composed_list(Json own, const Json& national) {
  for (const Json& entry : national) {
    if (std::ranges::none_of(own, [&](const Json& mine) { return mine["id"] == entry["id"]; })) own.push_back(entry);
  }
  return own;
}

Json composed(const std::string& council) {
  const std::filesystem::path folder = source_dir / "assets/councils" / council;
  const Json national = read_file(source_dir / "assets/national/national.json");
  Json pack = read_file(folder / "profile.json");
  pack.update(read_file(folder / "pledges.json"));
  pack["offer"] = composed_list(read_file(folder / "offer.json")["offer"], national["offer"]);
  pack["lines"] = composed_list(read_file(folder / "lines.json")["lines"], national["lines"]);
  return pack;
}

Problems problems_of(const Json& pack) {
  const Checked<Council> council = read_council(json_text(pack));
  return council ? Problems{} : council.error();
}

std::string text_of(const Problems& problems) {
  std::string text;
  for (const Problem& problem : problems) text += to_text(problem) + "\n";
  return text;
}

// The smallest pack that is in order.
Json smallest() {
  return *parse_json(R"({
    "id": "sampleton", "name": "Sampleton City Council", "place": "Sampleton",
    "vocabulary": {"care_leaver": "care leaver", "care_leavers": "care leavers", "team": "Pathways",
                   "adviser": "personal adviser", "council_voice": "Speak Up"},
    "priorities": [{"id": "safe", "title": "Safe", "summary": "A home."}],
    "pledges": [{"id": "home", "priority": "safe", "text": "We find you a home.", "lead": "A. Lead", "state": "kept",
                 "source": {"title": "Strategy", "checked_on": "2026-11-22"}}],
    "offer": [{"id": "bus", "area": "money", "title": "A bus pass", "summary": "You ride for free.", "basis": "extra",
               "who": "Any care leaver.", "travels": "no", "how": "Ask.", "if_no": "Ask again.",
               "source": {"title": "Website", "checked_on": "2026-11-22"}}],
    "lines": [{"id": "999", "kind": "emergency", "name": "999", "phone": "999", "hours": "Day and night",
               "note": "When someone is in danger.", "source": {"title": "Law", "checked_on": "2026-11-22"}},
              {"id": "night", "kind": "out_of_hours", "name": "Night team", "phone": "023 8000 0000",
               "hours": "Nights", "note": "When we are closed.",
               "source": {"title": "Website", "checked_on": "2026-11-22"}}]
  })");
}

Json with(std::string_view pointer, Json value) {
  Json pack = smallest();
  pack[Pointer(std::string(pointer))] = std::move(value);
  return pack;
}

Problems only(std::string pointer, std::string reason, ProblemCause cause = ProblemCause::other) {
  return {{std::move(pointer), std::move(reason), cause}};
}

// ---- Packs of councils -------------------------------------------------------------------------------------------

TEST(CouncilPack, OfEachCouncilIsInOrder) {
  for (const std::string council : {"southampton", "southwark", "portsmouth"}) {
    const Checked<Council> pack = read_council(json_text(composed(council)));
    ASSERT_TRUE(pack) << council << "\n" << text_of(pack.error());
    EXPECT_EQ(pack->id, council);
    EXPECT_FALSE(pack->pledges.empty());
  }
}

TEST(CouncilPack, WithAMistakeIsRefusedWhereItIs) {
  const Json base = composed("southampton");
  int tried = 0;
  for (const auto& file : std::filesystem::directory_iterator(source_dir / "tests/content")) {
    if (file.path().extension() != ".json") continue;
    ++tried;
    const Json mistake = read_file(file);
    Json pack = base;
    pack.merge_patch(mistake["patch"]);
    const Problems problems = problems_of(pack);
    if (mistake["pointer"].is_null()) {
      EXPECT_TRUE(problems.empty()) << file.path().filename() << "\n" << text_of(problems);
      continue;
    }
    const auto pointer = mistake["pointer"].get<std::string>();
    const bool found = std::ranges::any_of(problems, [&](const Problem& problem) -> bool {
      return pointer.empty() || problem.pointer == pointer || problem.pointer.starts_with(pointer + "/");
    });
    EXPECT_TRUE(found) << file.path().filename() << "\n" << text_of(problems);
  }
  EXPECT_GE(tried, 20);
}

// ---- Reading -----------------------------------------------------------------------------------------------------

TEST(Council, IsReadWithWhatItLeavesOut) {
  const Checked<Council> council = read_council(json_text(smallest()));
  ASSERT_TRUE(council) << text_of(council.error());
  EXPECT_EQ(council->clocks.review_months_max, 6);
  EXPECT_EQ(council->clocks.visit_weeks_max, 8);
  EXPECT_EQ(council->offer[0].age_from, 16);
  EXPECT_EQ(council->offer[0].age_to, 25);
  EXPECT_FALSE(council->offer[0].amount);
  EXPECT_FALSE(council->offer[0].source.sample);
  EXPECT_FALSE(council->pledges[0].due);
}

TEST(Council, IsReadWithAllItSays) {
  Json pack = smallest();
  pack["clocks"] = {{"visit_weeks_max", 6}};
  pack["offer"][0]["amount"] = {{"pence", 120'000}, {"per", "year"}, {"up_to", true}};
  pack["offer"][0]["statuses"] = {"relevant", "former_relevant"};
  pack["offer"][0]["conditions"] = {"lives_in_area"};
  pack["offer"][0]["keywords"] = {"skint", "travel"};
  pack["offer"][0]["from"] = "2027-04-01";
  pack["offer"][0]["source"]["sample"] = true;
  pack["pledges"][0]["updates"] = {{{"on", "2026-01-01"}, {"text", "Begun."}},
                                   {{"on", "2026-01-01"}, {"text", "And more."}}};
  pack["lines"][1]["text"] = "85258";
  const Checked<Council> council = read_council(json_text(pack));
  ASSERT_TRUE(council) << text_of(council.error());
  EXPECT_EQ(council->clocks.visit_weeks_max, 6);
  const OfferItem& item = council->offer[0];
  EXPECT_EQ(item.amount->pence, 120'000);
  EXPECT_EQ(item.amount->per, Per::year);
  EXPECT_TRUE(item.amount->up_to);
  EXPECT_EQ(item.statuses, (std::vector{Status::relevant, Status::former_relevant}));
  EXPECT_EQ(item.conditions, std::vector{Condition::lives_in_area});
  EXPECT_EQ(item.keywords, (std::vector<std::string>{"skint", "travel"}));
  EXPECT_EQ(item.from, (Date{2027, 4, 1}));
  EXPECT_EQ(item.source.checked_on, (Date{2026, 11, 22}));
  EXPECT_TRUE(item.source.sample);
  EXPECT_EQ(council->pledges[0].updates[1].text, "And more.");
  EXPECT_EQ(council->lines[1].kind, LineKind::out_of_hours);
  EXPECT_EQ(council->lines[1].text, "85258");
}

// Every member of the smallest pack is needed: without it the mistake is told at its place or at what it is part of.
void expect_needed(const Json& pack, const Json& part, const Pointer& at) {
  for (const auto& [name, value] : part.items()) {
    const Pointer here = part.is_array() ? at / static_cast<std::size_t>(std::stoul(name)) : at / name;
    if (value.is_structured()) expect_needed(pack, value, here);
    if (!part.is_object()) continue;
    Json less = pack;
    less[at].erase(name);
    const Problems problems = problems_of(less);
    ASSERT_FALSE(problems.empty()) << here;
    EXPECT_TRUE(problems[0].pointer == here.to_string()) << here << "\n" << text_of(problems);
  }
}

TEST(Council, NeedsEachMemberOfTheSmallestPack) { expect_needed(smallest(), smallest(), Pointer()); }

TEST(Council, MayHaveFieldsThatWeDoNotKnow) {
  Json pack = with("/offer/0/place", {{"latitude", 50.9}});  // also with fractions, which our own fields never have
  pack["theme"] = "green";
  EXPECT_EQ(problems_of(pack), Problems{});
}

TEST(Council, TellsWhereTheTextIsNoJson) {
  const Checked<Council> council = read_council("{\n  \"id\": \"a\",\n  oops\n}");
  ASSERT_FALSE(council);
  EXPECT_EQ(council.error()[0].reason, "is not JSON in UTF-8 at line 3, byte 3 of it");
}

TEST(Council, RefusesANameThatIsWrittenTwice) {
  const Checked<Council> council = read_council(R"({"id": "a", "id": "b"})");
  ASSERT_FALSE(council);
  EXPECT_EQ(council.error()[0].pointer, "/id");
}

TEST(Council, IsNotReadBeyondTwoMegabytes) {
  const std::string pack = json_text(smallest());
  EXPECT_TRUE(read_council(pack + std::string(council_pack_bytes_max - pack.size(), ' ')));
  const Checked<Council> council = read_council(pack + std::string(council_pack_bytes_max - pack.size() + 1, ' '));
  ASSERT_FALSE(council);
  EXPECT_EQ(council.error(), only("", "is larger than 2 MB"));
}

// ---- Nobody is left without help ---------------------------------------------------------------------------------

const std::string help_reason =
    "needs a line of kind emergency and one of kind out_of_hours, so that nobody is left without help";

TEST(Lines, IncludeEmergencyAndOutOfHours) {
  EXPECT_EQ(problems_of(with("/lines/0/kind", "helpline")), only("/lines", help_reason));
  EXPECT_EQ(problems_of(with("/lines/1/kind", "duty")), only("/lines", help_reason));
  EXPECT_EQ(problems_of(with("/lines", Json::array())), only("/lines", help_reason));
}

TEST(Lines, ForEmergenciesAndNightsCanBeCalled) {
  for (const std::string_view pointer : {"/lines/0/phone", "/lines/1/phone"}) {
    Json pack = with(pointer, "");
    pack[Pointer(std::string(pointer)).parent_pointer()]["email"] = "help@example.org";
    EXPECT_EQ(problems_of(pack),
              only(std::string(pointer), "must not be empty: at night and without data only a call works"));
  }
}

TEST(Lines, CanBeReachedInOneWay) {
  Json helpline = smallest()["lines"][0];
  helpline["id"] = "listening";
  helpline["kind"] = "helpline";
  helpline.erase("phone");
  EXPECT_EQ(problems_of(with("/lines/2", helpline)),
            only("/lines/2", "needs a phone, text, email or web, so that it can be reached"));
  const std::pair<const char*, const char*> ways[] = {
      {"phone", "116 123"}, {"text", "85258"}, {"email", "a@example.org"}, {"web", "https://example.org"}};
  for (const auto& [way, value] : ways) {
    Json reachable = helpline;
    reachable[way] = value;
    EXPECT_EQ(problems_of(with("/lines/2", reachable)), Problems{}) << way;
  }
}

// ---- The whole fits together -------------------------------------------------------------------------------------

TEST(Ids, DifferWithinTheirList) {
  for (const std::string_view list : {"/priorities", "/pledges", "/offer", "/lines"}) {
    const Pointer at{std::string(list)};
    Json pack = smallest();
    pack[at].push_back(pack[at][0]);
    const std::string last = std::to_string(pack[at].size() - 1);
    EXPECT_EQ(problems_of(pack), only(std::string(list) + "/" + last + "/id", "is the id of an earlier entry"));
  }
}

TEST(Ids, AreSmallLettersDigitsAndHyphens) {
  for (const std::string_view wrong : {"Bus", "bus pass", "bus_pass", "-bus", "büs"}) {
    EXPECT_EQ(problems_of(with("/offer/0/id", wrong)),
              only("/offer/0/id", "must be an id of small letters, digits and hyphens, like free-bus-pass"))
        << wrong;
  }
  EXPECT_EQ(problems_of(with("/offer/0/id", std::string(60, 'a'))), Problems{});
  EXPECT_EQ(problems_of(with("/offer/0/id", std::string(61, 'a'))),
            only("/offer/0/id", "is longer than 60 characters", ProblemCause::too_long));
}

TEST(Pledges, BelongToAPriority) {
  EXPECT_EQ(problems_of(with("/pledges/0/priority", "money")),
            only("/pledges/0/priority", "is not the id of a priority of this council"));
}

TEST(Pledges, TellTheirNewsOldestFirst) {
  const Json updates = {{{"on", "2026-02-01"}, {"text", "Second."}}, {{"on", "2026-01-01"}, {"text", "First."}}};
  EXPECT_EQ(problems_of(with("/pledges/0/updates", updates)),
            only("/pledges/0/updates", "must be in order of time, the oldest first"));
}

TEST(Offer, IsForAnAge) {
  Json pack = with("/offer/0/age_from", 18);
  pack["offer"][0]["age_to"] = 18;
  EXPECT_EQ(problems_of(pack), only("/offer/0/age_to", "must be greater than age_from"));
  pack["offer"][0]["age_to"] = 19;
  EXPECT_EQ(problems_of(pack), Problems{});
}

TEST(Offer, PromisesNoNegativeMoneyAndNotTwoThingsAtOnce) {
  EXPECT_EQ(problems_of(with("/offer/0/amount", {{"pence", -1}, {"per", "once"}})),
            only("/offer/0/amount/pence", "must be from 0 to 100,000,000"));
  EXPECT_EQ(problems_of(with("/offer/0/amount", {{"pence", 0}, {"per", "once"}})), Problems{});
  EXPECT_EQ(problems_of(with("/offer/0/amount", {{"pence", 1}, {"per", "once"}, {"up_to", true}, {"at_least", true}})),
            only("/offer/0/amount", "cannot be both up_to and at_least"));
}

TEST(Offer, NamesEachStatusOnce) {
  EXPECT_EQ(problems_of(with("/offer/0/statuses", {"eligible", "relevant", "eligible"})),
            only("/offer/0/statuses/2", "is named twice"));
}

TEST(Clocks, AreNotLongerThanTheLaw) {
  const std::pair<const char*, int> longest[] = {
      {"review_months_max", 6}, {"council_home_first_review_days", 28}, {"council_home_review_months_max", 3},
      {"visit_weeks_max", 26},  {"council_home_first_visit_days", 7},   {"council_home_visit_months_max", 2}};
  for (const auto& [clock, most] : longest) {
    EXPECT_EQ(problems_of(with("/clocks", {{clock, most}})), Problems{}) << clock;
    const Problems refused = only(std::string("/clocks/") + clock, "must be from 1 to " + std::to_string(most));
    EXPECT_EQ(problems_of(with("/clocks", {{clock, most + 1}})), refused);
    EXPECT_EQ(problems_of(with("/clocks", {{clock, 0}})), refused);
  }
}

TEST(Links, LeadToTheWebAndRunNothing) {
  for (const std::string_view wrong : {"javascript:alert(1)", "data:text/html,x", "ftp://example.org", "https://",
                                       "example.org", "https://a b", "https://a\"onclick", " https://example.org"}) {
    EXPECT_EQ(problems_of(with("/offer/0/source/url", wrong)),
              only("/offer/0/source/url", "must be a web address that starts with https://"))
        << wrong;
  }
  for (const std::string_view right : {"", "https://example.org/a?b=c#d", "http://example.org"}) {
    EXPECT_EQ(problems_of(with("/offer/0/source/url", right)), Problems{}) << right;
  }
}

TEST(ListsOfAPack, AreLimited) {
  Json pack = smallest();
  for (int i = 0; i < limits::offer_keywords_max; ++i) pack["offer"][0]["keywords"].push_back("word");
  EXPECT_EQ(problems_of(pack), Problems{});
  pack["offer"][0]["keywords"].push_back("word");
  EXPECT_EQ(problems_of(pack), only("/offer/0/keywords", "has more than 50 entries", ProblemCause::too_long));
  EXPECT_EQ(problems_of(with("/offer/0/keywords", {"rent", ""})), only("/offer/0/keywords/1", "must not be empty", ProblemCause::missing));
}

TEST(ListsOfAPack, AreNotEmptyWhereAScreenWouldBe) {
  EXPECT_EQ(problems_of(with("/offer", Json::array())), only("/offer", "must not be empty", ProblemCause::missing));
  Json pack = with("/priorities", Json::array());
  EXPECT_EQ(problems_of(pack), only("/priorities", "must not be empty", ProblemCause::missing));
}

}  // namespace
}  // namespace waymark
