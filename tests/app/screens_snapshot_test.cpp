// Goal: what a screen says to someone who does not see it changes only when somebody means it, and is never broken.
// Method: each screen draws a sample state; its semantic tree must have no defects and must equal the reviewed text in
// tests/app/snapshots. WAYMARK_UPDATE_SNAPSHOTS=1 writes them anew, for a person to read in the change.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "app/text/strings.h"
#include "tests/app/screens_stage.h"

namespace waymark::test {
namespace {

using ui::NodeRole;

std::string read_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void expect_snapshot(const ScreensStage& phone, const std::string& name) {
  for (const std::string& defect : ui::defects(phone.ui.tree())) ADD_FAILURE() << name << ": " << defect;
  const std::string path = std::string(WAYMARK_SOURCE_DIR) + "/tests/app/snapshots/" + name + ".txt";
  const std::string seen = ui::to_text(phone.ui.tree());
  if (std::getenv("WAYMARK_UPDATE_SNAPSHOTS") != nullptr) {
    std::ofstream(path, std::ios::binary) << seen;
    return;
  }
  EXPECT_EQ(seen, read_text(path)) << name << " says something else; if that is meant, update the snapshot";
}

client::State jade() { return sample_state(Role::young_person, "Jade Carter"); }
client::State sam() { return sample_state(Role::adviser, "Sam Okoro"); }

TEST(ScreenSnapshot, Today) {
  ScreensStage phone(jade());
  expect_snapshot(phone, "today");
}

TEST(ScreenSnapshot, TodayWithoutAReviewOrSignal) {
  client::State state = jade();
  state.sync = {.online = false, .waiting = 3, .last_utc_ms = state.sync.last_utc_ms};
  client::CaseState& one = state.cases.front();
  one.review = {.state = law::ClockState::late, .due = add_days(state.today, -3), .days_left = -3};
  one.steps.clear();
  one.messages.clear();
  ScreensStage phone(state);
  expect_snapshot(phone, "today-late");
}

TEST(ScreenSnapshot, MyPlan) {
  ScreensStage phone(jade());
  phone.go_to("My plan");
  expect_snapshot(phone, "plan");
}

TEST(ScreenSnapshot, APartOfThePlanWithSuggestedWords) {
  ScreensStage phone(jade());
  phone.go_to("My plan");
  phone.press(NodeRole::button, "If things go wrong");
  expect_snapshot(phone, "heading-suggestion");
}

TEST(ScreenSnapshot, APartOfThePlanWithSuggestedWordsPutAside) {
  client::State state = jade();
  const client::CaseState& one = state.cases.front();
  state.marks["aside/" + one.id.text + "/3"] = one.plan.value.sections.at(Heading::contingency).suggestion;
  ScreensStage phone(state);
  phone.go_to("My plan");
  phone.press(NodeRole::button, "If things go wrong");
  phone.press(NodeRole::button, "Words from Sam");
  expect_snapshot(phone, "heading-suggestion-aside");
}

TEST(ScreenSnapshot, APartOfThePlanThatCanBeReadAloud) {
  ScreensStage phone(jade());
  phone.go_to("My plan");
  phone.press(NodeRole::button, "If things go wrong");
  phone.ui.voices({"en"});
  phone.settle();
  phone.press(NodeRole::button, "Read aloud: Words from Sam");
  expect_snapshot(phone, "heading-aloud");
}

TEST(ScreenSnapshot, ASheetForANewStep) {
  ScreensStage phone(jade());
  phone.go_to("My plan");
  phone.press(NodeRole::button, "My home");
  phone.press(NodeRole::button, "Add a step");
  expect_snapshot(phone, "step-sheet");
}

TEST(ScreenSnapshot, AskingForAReview) {
  ScreensStage phone(jade());
  phone.go_to("My plan");
  phone.press(NodeRole::button, "Ask for a review");
  expect_snapshot(phone, "ask-for-review");
}

TEST(ScreenSnapshot, ThePlanAsItWasAgreed) {
  client::State state = jade();
  Agreement before = state.cases.front().agreements.front().value;
  before.on = {2025, 6, 3};
  state.cases.front().agreements.push_back({.id = DocId("before"), .value = before});
  ScreensStage phone(state);
  phone.go_to("My plan");
  phone.press(NodeRole::button, "See what was agreed");
  expect_snapshot(phone, "agreed");
  phone.press(NodeRole::button, "Tuesday 3 June 2025");
  EXPECT_TRUE(phone.says("Jade Carter and Sam Okoro agreed it on Tuesday 3 June 2025."));
}

TEST(ScreenSnapshot, Messages) {
  ScreensStage phone(jade());
  phone.press(NodeRole::button, "Write to Sam");
  expect_snapshot(phone, "messages");
}

TEST(ScreenSnapshot, MyOffer) {
  ScreensStage phone(jade());
  phone.go_to("My offer");
  expect_snapshot(phone, "offer");
}

TEST(ScreenSnapshot, OneThingOfTheOffer) {
  ScreensStage phone(jade());
  phone.go_to("My offer");
  phone.press(NodeRole::button, "Money to set up your first home");
  phone.press(NodeRole::button, "Where this comes from");
  expect_snapshot(phone, "offer-item");
}

TEST(ScreenSnapshot, Promises) {
  ScreensStage phone(jade());
  phone.go_to("Promises");
  expect_snapshot(phone, "promises");
}

TEST(ScreenSnapshot, APromiseThatWasAnswered) {
  ScreensStage phone(jade());
  phone.go_to("Promises");
  phone.press(NodeRole::button, "Every young person has an up-to-date plan");
  expect_snapshot(phone, "promise");
}

TEST(ScreenSnapshot, People) {
  ScreensStage phone(jade());
  phone.go_to("People");
  expect_snapshot(phone, "people");
}

TEST(ScreenSnapshot, SomeoneImportant) {
  ScreensStage phone(jade());
  phone.go_to("People");
  phone.press(NodeRole::button, "Maureen Pike");
  expect_snapshot(phone, "person-sheet");
  phone.press(NodeRole::button, "Change this person");
  expect_snapshot(phone, "contact-sheet");
}

TEST(ScreenSnapshot, HelpNow) {
  ScreensStage phone(jade());
  phone.press(NodeRole::button, "Help now");
  expect_snapshot(phone, "help-now");
}

TEST(ScreenSnapshot, MeWithSomethingUnsentAndSomethingRefused) {
  client::State state = jade();
  state.sync.waiting = 1;
  state.sync.needs_attention = 1;
  const CaseId whose = state.cases.front().id;
  client::Unsent& unsent = state.unsent.emplace_back();
  static_cast<client::About&>(unsent) = {.case_id = whose, .type = "step", .title = "Register with a GP"};
  unsent.since_utc_ms = state.sync.last_utc_ms;
  state.attention.push_back({{.case_id = whose, .type = "contact", .title = "Auntie Bev"},
                             "1",
                             ProblemCause::not_allowed,
                             "cannot be created by young_person"});
  ScreensStage phone(state);
  phone.press(NodeRole::button, "Me and this phone");
  expect_snapshot(phone, "me-attention");
  phone.press(NodeRole::button, "Remove from this phone");
  expect_snapshot(phone, "me");
}

TEST(ScreenSnapshot, ChoosingALanguage) {
  ScreensStage phone(jade());
  phone.press(NodeRole::button, "Me and this phone");
  phone.press(NodeRole::button, "Language");
  expect_snapshot(phone, "language");
}

TEST(ScreenSnapshot, TodayInALanguageThatIsPartlyTranslated) {
  client::State state = jade();
  state.language = "uk";
  ASSERT_TRUE(text::use_catalog("uk", sample_catalog("uk")));
  ScreensStage phone(state);
  expect_snapshot(phone, "today-uk");
  phone.press(NodeRole::button, "Я і цей телефон");
  expect_snapshot(phone, "me-uk");
  text::use_catalog("en", {});
}

TEST(ScreenSnapshot, Caseload) {
  ScreensStage phone(sam());
  expect_snapshot(phone, "caseload");
}

TEST(ScreenSnapshot, AYoungPersonOfTheCaseload) {
  ScreensStage phone(sam());
  phone.press(NodeRole::button, "Jade Carter");
  expect_snapshot(phone, "young-person");
}

TEST(ScreenSnapshot, AYoungPersonWhoseReviewIsLate) {
  client::State state = sam();
  const auto jades =
      std::ranges::find(state.cases, "Jade Carter", [](const auto& one) { return one.person.value.name; });
  jades->review = {.state = law::ClockState::late, .due = add_days(state.today, -3), .days_left = -3};
  ScreensStage phone(state);
  phone.press(NodeRole::button, "Jade Carter");
  EXPECT_FALSE(phone.says("You can ask"));
  expect_snapshot(phone, "young-person-late");
}

TEST(ScreenSnapshot, APromiseThatTheAdviserAnswers) {
  ScreensStage phone(sam());
  phone.press(NodeRole::button, "Jade Carter");
  phone.press(NodeRole::button, "It is going well");
  phone.press(NodeRole::button, "Answer");
  expect_snapshot(phone, "promise-answer");
}

TEST(ScreenSnapshot, TheDaysThatAnAdviserSetsAndWritesDown) {
  ScreensStage phone(sam());
  phone.press(NodeRole::button, "Jade Carter");
  phone.press(NodeRole::button, "Set a day");
  expect_snapshot(phone, "set-a-day");
  phone.shell.went_back();
  phone.settle();
  phone.press(NodeRole::button, "Write down what happened");
  phone.press(NodeRole::radio, "The plan was agreed");
  expect_snapshot(phone, "what-happened");
}

TEST(ScreenSnapshot, APartOfThePlanAsTheAdviserSeesIt) {
  ScreensStage phone(sam());
  phone.press(NodeRole::button, "Jade Carter");
  phone.press(NodeRole::button, "My home");
  expect_snapshot(phone, "heading-adviser");
}

TEST(ScreenSnapshot, CaseloadBesideAPlanOnATablet) {
  ScreensStage tablet(sam(), tablet_around());
  tablet.press(NodeRole::button, "Jade Carter");
  expect_snapshot(tablet, "tablet");
}

TEST(ScreenSnapshot, LinesForAnAdviser) {
  ScreensStage phone(sam());
  phone.go_to("Lines");
  expect_snapshot(phone, "lines");
}

TEST(ScreenSnapshot, EveryPhaseWithoutAPlan) {
  const std::pair<client::Phase, const char*> phases[] = {
      {client::Phase::starting, "phase-starting"},         {client::Phase::no_link, "phase-no-link"},
      {client::Phase::pairing, "phase-pairing"},           {client::Phase::link_refused, "phase-link-refused"},
      {client::Phase::first_sync, "phase-first-sync"},     {client::Phase::other_tab, "phase-other-tab"},
      {client::Phase::store_broken, "phase-store-broken"},
  };
  for (const auto& [phase, name] : phases) {
    client::State state;
    state.phase = phase;
    ScreensStage phone(state);
    expect_snapshot(phone, name);
  }
}

TEST(ScreenSnapshot, HelpNowBeforeAnyoneSignedIn) {
  client::State state;
  state.phase = client::Phase::no_link;
  ScreensStage phone(state);
  phone.press(NodeRole::button, "Help now");
  expect_snapshot(phone, "help-now-national");
}

TEST(ScreenSnapshot, EveryNoticeHasATitleAndAWayOn) {
  for (int i = 1; i <= static_cast<int>(client::Notice::edits_waiting); ++i) {
    client::State state = jade();
    state.notice = static_cast<client::Notice>(i);
    ScreensStage phone(state);
    EXPECT_TRUE(ui::defects(phone.ui.tree()).empty()) << "notice " << i;
    EXPECT_TRUE(phone.shows(NodeRole::button, "All right")) << "notice " << i;
  }
}

}  // namespace
}  // namespace waymark::test
