// Goal: whoever meets two versions of one thing is told so where it is, sees both whole, and chooses with two taps,
// never with one.
#include <gtest/gtest.h>

#include "tests/app/screens_stage.h"

namespace waymark::test {
namespace {

using client::Beside;
using client::ChooseVersion;
using ui::NodeRole;

const OpId older("018f0000-0000-7000-8000-000000000001"), newer("018f0000-0000-7000-8000-000000000002");

client::State jade() { return sample_state(Role::young_person, "Jade Carter"); }

Beside words_of_other_phone(const client::Shown<View>& view) {
  return {.pointer = "/words",
          .value = "Somewhere quiet. With a garden.",
          .shown = view.value.words,
          .author = "Jade Carter",
          .server_utc_ms = 1'795'300'000'000,
          .op = older,
          .may_choose = true,
          .is_long_text = true};
}

/// Jade wrote what she wants under "My home" on two phones.
client::State jade_with_two_phones() {
  client::State state = jade();
  client::CaseState& one = state.cases.front();
  client::Shown<View>& view = one.views.at(Heading::home);
  view.beside = {words_of_other_phone(view)};
  one.to_choose = {{.case_id = one.id, .doc = view.id, .type = "view", .heading = Heading::home}};
  return state;
}

void look_at_both(ScreensStage& phone) {
  phone.press(NodeRole::button, "Two versions to choose from");
  EXPECT_EQ(phone.h1(), "My home");
  phone.press(NodeRole::button, "Look at both");
}

TEST(VersionsScreen, LeadsFromTodayToBothVersions) {
  ScreensStage phone(jade_with_two_phones());
  look_at_both(phone);
  EXPECT_TRUE(phone.shows(NodeRole::dialog, "Two versions"));
  EXPECT_TRUE(phone.says("Somewhere quiet. With a garden."));
  EXPECT_TRUE(phone.says(phone.state.cases.front().views.at(Heading::home).value.words));
  EXPECT_TRUE(phone.sent<ChooseVersion>().empty());
  EXPECT_TRUE(ui::defects(phone.ui.tree()).empty());
}

TEST(VersionsScreen, SavesTheVersionThatIsMarked) {
  ScreensStage phone(jade_with_two_phones());
  look_at_both(phone);
  phone.press(NodeRole::radio, "Jade Carter, ");
  EXPECT_TRUE(phone.sent<ChooseVersion>().empty()) << "marking is not choosing yet";
  phone.press(NodeRole::button, "Save the choice");
  ASSERT_EQ(phone.sent<ChooseVersion>().size(), 1U);
  EXPECT_EQ(phone.sent<ChooseVersion>()[0].pointer, "/words");
  EXPECT_EQ(phone.sent<ChooseVersion>()[0].version, older);
  EXPECT_FALSE(phone.sent<ChooseVersion>()[0].words);
  EXPECT_FALSE(phone.shows(NodeRole::dialog, "Two versions"));
}

TEST(VersionsScreen, KeepsWhatIsShown) {
  ScreensStage phone(jade_with_two_phones());
  look_at_both(phone);
  phone.press(NodeRole::radio, "What is shown now");
  phone.press(NodeRole::button, "Save the choice");
  ASSERT_EQ(phone.sent<ChooseVersion>().size(), 1U);
  EXPECT_TRUE(phone.sent<ChooseVersion>()[0].version.empty());
}

TEST(VersionsScreen, OffersBothTogetherToBeChanged) {
  ScreensStage phone(jade_with_two_phones());
  look_at_both(phone);
  phone.press(NodeRole::radio, "Both together");
  const ui::Node* field = phone.find(NodeRole::text_area, "Both together");
  ASSERT_NE(field, nullptr);
  EXPECT_NE(field->value.find("With a garden."), std::string::npos);
  EXPECT_NE(field->value.find(phone.state.cases.front().views.at(Heading::home).value.words), std::string::npos);
  phone.write("Both together", "A quiet flat with a garden.");
  phone.press(NodeRole::button, "Save the choice");
  ASSERT_EQ(phone.sent<ChooseVersion>().size(), 1U);
  EXPECT_EQ(phone.sent<ChooseVersion>()[0].words, "A quiet flat with a garden.");
}

TEST(VersionsScreen, AsksForAChoiceBeforeItSaves) {
  ScreensStage phone(jade_with_two_phones());
  look_at_both(phone);
  phone.press(NodeRole::button, "Save the choice");
  EXPECT_TRUE(phone.says("Choose one, then save."));
  EXPECT_TRUE(phone.sent<ChooseVersion>().empty());
}

TEST(VersionsScreen, NeverSettlesAVersionThatNobodySaw) {
  ScreensStage phone(jade_with_two_phones());
  look_at_both(phone);
  phone.press(NodeRole::radio, "What is shown now");
  client::Shown<View>& view = phone.state.cases.front().views.at(Heading::home);
  Beside third = words_of_other_phone(view);
  third.value = "By the sea.";
  third.op = newer;
  view.beside.push_back(third);
  phone.settle();
  EXPECT_TRUE(phone.says("This changed meanwhile. Here is how it is now."));
  EXPECT_TRUE(phone.says("By the sea."));
  phone.press(NodeRole::button, "Save the choice");
  EXPECT_TRUE(phone.sent<ChooseVersion>().empty()) << "what was marked before counts no longer";
  view.beside.clear();
  phone.settle();
  EXPECT_FALSE(phone.shows(NodeRole::dialog, "Two versions"));
  EXPECT_TRUE(phone.says("Somebody has chosen meanwhile."));
}

TEST(VersionsScreen, ShowsAnAdviserWhatIsNotTheirsToChoose) {
  client::State state = sample_state(Role::adviser, "Sam Okoro");
  const auto jades =
      std::ranges::find(state.cases, "Jade Carter", [](const auto& one) { return one.person.value.name; });
  ASSERT_NE(jades, state.cases.end());
  client::Shown<View>& view = jades->views.at(Heading::home);
  view.beside = {words_of_other_phone(view)};
  view.beside[0].may_choose = false;
  ScreensStage phone(state);
  phone.press(NodeRole::button, "Jade Carter");
  EXPECT_FALSE(phone.shows(NodeRole::button, "Two versions to choose from"));
  phone.press(NodeRole::button, "My home");
  phone.press(NodeRole::button, "Look at both");
  EXPECT_TRUE(phone.says("Somewhere quiet. With a garden."));
  EXPECT_TRUE(phone.says("Only Jade chooses here."));
  EXPECT_FALSE(phone.shows(NodeRole::button, "Save the choice"));
}

TEST(VersionsScreen, AsksWhetherAStepStaysThatSomebodyRemoved) {
  client::State state = jade();
  client::CaseState& one = state.cases.front();
  client::Shown<Step>& step = one.steps.front();
  step.beside = {{.author = "Sam Okoro", .server_utc_ms = 1'795'300'000'000, .op = older, .may_choose = true},
                 {.pointer = "/due",
                  .value = "2026-12-24",
                  .shown = "",
                  .author = "Sam Okoro",
                  .server_utc_ms = 1'795'300'000'000,
                  .op = newer,
                  .may_choose = true}};
  one.to_choose = {
      {.case_id = one.id, .doc = step.id, .type = "step", .heading = step.value.heading, .title = step.value.title}};
  ScreensStage phone(state);
  phone.press(NodeRole::button, "Two versions to choose from");
  phone.press(NodeRole::button, step.value.title);
  phone.press(NodeRole::button, "Look at both");
  EXPECT_TRUE(phone.says("Sam Okoro wanted to remove this while it was changed."));
  EXPECT_TRUE(phone.says("Thursday 24 December 2026"));
  phone.press(NodeRole::radio, "Remove it");
  phone.press(NodeRole::button, "Save the choice");
  ASSERT_EQ(phone.sent<ChooseVersion>().size(), 1U) << "what was not marked stays as it is";
  EXPECT_EQ(phone.sent<ChooseVersion>()[0].pointer, "");
  EXPECT_EQ(phone.sent<ChooseVersion>()[0].version, older);
}

}  // namespace
}  // namespace waymark::test
