// Goal: what a young person writes, answers and ticks in a part of their plan becomes exactly the events they mean.
// Method: as in screens_flow_test.cpp.
#include <gtest/gtest.h>

#include "tests/app/screens_stage.h"

namespace waymark::test {
namespace {

using ui::NodeRole;

client::State jade() { return sample_state(Role::young_person, "Jade Carter"); }

void open_part(ScreensStage& phone, std::string_view part) {
  phone.go_to("My plan");
  phone.press(NodeRole::button, part);
}

TEST(PlanScreen, KeepsWhatIsTypedAsADraftAndSavesIt) {
  ScreensStage phone(jade());
  open_part(phone, "My home");
  phone.press(NodeRole::button, "Change my words");
  phone.write("In my own words", "A door that shuts.");
  const auto drafts = phone.sent<client::SaveDraft>();
  ASSERT_FALSE(drafts.empty());
  EXPECT_EQ(drafts.back().text, "A door that shuts.");
  EXPECT_EQ(drafts.back().key,
            client::draft_key(client::WriteView{.case_id = phone.state.cases.front().id, .heading = Heading::home}));
  phone.press(NodeRole::button, "Save my words");
  ASSERT_EQ(phone.sent<client::WriteView>().size(), 1U);
  EXPECT_EQ(phone.sent<client::WriteView>().front().words, "A door that shuts.");
  EXPECT_EQ(phone.sent<client::WriteView>().front().heading, Heading::home);
  EXPECT_TRUE(phone.sent<client::SaveDraft>().back().text.empty()) << "the draft is done with";
}

TEST(PlanScreen, GoesOnWithADraftOfAnEarlierTime) {
  client::State state = jade();
  const client::WriteView edit{.case_id = state.cases.front().id, .heading = Heading::home};
  state.drafts[client::draft_key(edit)] = "I started this on the bus";
  const std::string words = state.cases.front().views.at(Heading::home).value.words;
  ScreensStage phone(state);
  open_part(phone, "My home");
  EXPECT_TRUE(phone.says("You began new words. They are kept here."));
  phone.press(NodeRole::button, "Change my words");
  EXPECT_EQ(phone.find(NodeRole::text_area, "In my own words")->value, "I started this on the bus");
  phone.press(NodeRole::button, "Start again");
  EXPECT_EQ(phone.find(NodeRole::text_area, "In my own words")->value, words);
  EXPECT_TRUE(phone.sent<client::SaveDraft>().back().text.empty());
}

TEST(PlanScreen, SaysSentOnlyOfWordsThatAreThere) {
  client::State state = jade();
  state.cases.front().views.at(Heading::home).value.words.clear();
  ScreensStage phone(state);
  open_part(phone, "My home");
  EXPECT_FALSE(phone.says("Sent"));
}

TEST(PlanScreen, UsesSuggestedWordsAndTellsTheCouncilWhenThatCannotBeTakenBack) {
  ScreensStage phone(jade());
  open_part(phone, "If things go wrong");
  const std::string words = phone.state.cases.front().plan.value.sections.at(Heading::contingency).suggestion;
  phone.press(NodeRole::button, "Use these words");
  ASSERT_EQ(phone.sent<client::WriteView>().size(), 1U);
  EXPECT_EQ(phone.sent<client::WriteView>().front().words, words);
  phone.keep_marks();
  EXPECT_FALSE(phone.shows(NodeRole::button, "Use these words"));
  EXPECT_TRUE(phone.sent<client::AnswerSuggestion>().empty()) << "it can still be undone";
  phone.stage.wait_ms(10'000);
  ASSERT_EQ(phone.sent<client::AnswerSuggestion>().size(), 1U);
  EXPECT_EQ(phone.sent<client::AnswerSuggestion>().front().words, words);
  phone.stage.wait_ms(10'000);
  EXPECT_EQ(phone.sent<client::AnswerSuggestion>().size(), 1U) << "once";
}

TEST(PlanScreen, TakesSuggestedWordsBackWithAllThatWasThere) {
  ScreensStage phone(jade());
  open_part(phone, "If things go wrong");
  const std::string before = phone.state.cases.front().views.at(Heading::contingency).value.words;
  phone.press(NodeRole::button, "Use these words");
  phone.keep_marks();
  phone.press(NodeRole::button, "Undo");
  phone.keep_marks();
  ASSERT_EQ(phone.sent<client::WriteView>().size(), 2U);
  EXPECT_EQ(phone.sent<client::WriteView>().back().words, before);
  EXPECT_TRUE(phone.shows(NodeRole::button, "Use these words"));
  phone.stage.wait_ms(10'000);
  EXPECT_TRUE(phone.sent<client::AnswerSuggestion>().empty());
}

TEST(PlanScreen, PutsSuggestedWordsAsideOnThisPhoneAndFindsThemAgain) {
  ScreensStage phone(jade());
  open_part(phone, "If things go wrong");
  phone.press(NodeRole::button, "Not now");
  phone.keep_marks();
  EXPECT_FALSE(phone.shows(NodeRole::button, "Use these words"));
  phone.stage.wait_ms(10'000);
  EXPECT_TRUE(phone.sent<client::AnswerSuggestion>().empty()) << "nobody is told";
  phone.press(NodeRole::button, "Words from Sam");
  EXPECT_TRUE(phone.shows(NodeRole::button, "Use these words"));
  phone.go_to("Today");
  EXPECT_FALSE(phone.says("If things go wrong"));
}

TEST(PlanScreen, RefusesSuggestedWordsWithoutTouchingItsOwn) {
  ScreensStage phone(jade());
  open_part(phone, "If things go wrong");
  phone.press(NodeRole::button, "No thanks");
  phone.keep_marks();
  EXPECT_FALSE(phone.says("Words from Sam"));
  phone.press(NodeRole::checkbox, "Save the night number in your phone");  // another message takes the way back
  EXPECT_EQ(phone.sent<client::AnswerSuggestion>().size(), 1U);
  EXPECT_TRUE(phone.sent<client::WriteView>().empty());
}

TEST(PlanScreen, TellsTheCouncilOfAnAnswerThatWasGivenBeforeThePhoneClosedTheApp) {
  ScreensStage phone(jade());
  open_part(phone, "If things go wrong");
  phone.press(NodeRole::button, "No thanks");
  phone.keep_marks();
  client::State later = phone.state;
  phone.state = {};
  phone.settle();  // closed
  phone.state = later;
  phone.settle();
  ASSERT_EQ(phone.sent<client::AnswerSuggestion>().size(), 1U);
  EXPECT_EQ(phone.sent<client::AnswerSuggestion>().front().heading, Heading::contingency);
}

TEST(PlanScreen, AddsAStepForSomeoneElse) {
  ScreensStage phone(jade());
  open_part(phone, "My home");
  phone.press(NodeRole::button, "Add a step");
  phone.write("What to do", "  Mend the window ");
  phone.press(NodeRole::radio, "Someone else");
  phone.write("Who", "The landlord");
  phone.press(NodeRole::button, "Save the step");
  ASSERT_EQ(phone.sent<client::AddStep>().size(), 1U);
  const client::AddStep added = phone.sent<client::AddStep>().front();
  EXPECT_EQ(added.title, "Mend the window");
  EXPECT_EQ(added.heading, Heading::home);
  EXPECT_EQ(added.owner, StepOwner::other);
  EXPECT_EQ(added.owner_name, "The landlord");
}

TEST(PlanScreen, KeepsWhoAndWhatOfAStepThatIsNotSavedYet) {
  ScreensStage phone(jade());
  open_part(phone, "My home");
  phone.press(NodeRole::button, "Add a step");
  phone.write("What to do", "Mend the window");
  phone.press(NodeRole::radio, "Someone else");
  phone.write("Who", "The landlord");
  const client::SaveDraft kept = phone.sent<client::SaveDraft>().back();
  phone.shell.went_back();
  phone.state.drafts[kept.key] = kept.text;
  phone.settle();
  phone.press(NodeRole::button, "Add a step");
  EXPECT_TRUE(phone.says("You began this earlier."));
  phone.press(NodeRole::button, "Save the step");
  ASSERT_EQ(phone.sent<client::AddStep>().size(), 1U);
  EXPECT_EQ(phone.sent<client::AddStep>().front().title, "Mend the window");
  EXPECT_EQ(phone.sent<client::AddStep>().front().owner, StepOwner::other);
  EXPECT_EQ(phone.sent<client::AddStep>().front().owner_name, "The landlord");
  EXPECT_EQ(phone.sent<client::AddStep>().front().heading, Heading::home);
}

TEST(PlanScreen, RefusesAStepWithoutWordsAndSaysWhy) {
  ScreensStage phone(jade());
  open_part(phone, "My home");
  phone.press(NodeRole::button, "Add a step");
  phone.press(NodeRole::button, "Save the step");
  EXPECT_TRUE(phone.sent<client::AddStep>().empty());
  EXPECT_TRUE(phone.says("Write in a few words what is to be done."));
  EXPECT_TRUE(phone.shows(NodeRole::dialog, "A new step"));
}

TEST(PlanScreen, RemovesAStepAndBringsItBack) {
  ScreensStage phone(jade());
  open_part(phone, "My home");
  phone.press(NodeRole::button, "Get the lock on the street door mended");
  phone.press(NodeRole::button, "Remove this step");
  ASSERT_EQ(phone.sent<client::RemoveStep>().size(), 1U);
  phone.press(NodeRole::button, "Undo");
  ASSERT_EQ(phone.sent<client::EditStep>().size(), 1U);
  EXPECT_EQ(phone.sent<client::EditStep>().front().step, phone.sent<client::RemoveStep>().front().step);
  EXPECT_EQ(phone.sent<client::EditStep>().front().title, "Get the lock on the street door mended");
}

TEST(PlanScreen, HasTheNameInLawOneTapAway) {
  ScreensStage phone(jade());
  open_part(phone, "My home");
  EXPECT_FALSE(phone.says("Accommodation"));
  phone.press(NodeRole::button, "What the law calls this part");
  EXPECT_TRUE(phone.says("Accommodation"));
}

}  // namespace
}  // namespace waymark::test
