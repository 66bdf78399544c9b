// Goal: what an adviser does on the screens becomes exactly the events they mean, for the case that they mean.
// Method: as in screens_flow_test.cpp.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/app/screens_stage.h"

namespace waymark::test {
namespace {

using ui::NodeRole;

client::State sam() { return sample_state(Role::adviser, "Sam Okoro"); }

const client::CaseState& jades_case(const client::State& state) {
  return *std::ranges::find(state.cases, "Jade Carter", [](const auto& one) { return one.person.value.name; });
}

TEST(CaseloadScreen, ShowsEveryoneInTheOrderOfWhatPresses) {
  ScreensStage phone(sam());
  std::vector<std::string> names;
  for (const ui::Node& node : phone.ui.tree()) {
    const auto is_node = [&](const client::CaseState& one) { return one.person.value.name == node.name; };
    if (node.role == NodeRole::button && std::ranges::any_of(phone.state.cases, is_node)) names.push_back(node.name);
  }
  std::vector<std::string> expected;
  for (const auto& one : phone.state.cases) expected.push_back(one.person.value.name);
  EXPECT_EQ(names, expected);
  EXPECT_EQ(names.size(), 25U);
}

TEST(CaseloadScreen, FindsByTheBeginningOfAnyName) {
  ScreensStage phone(sam());
  phone.write("Find by name", "cart");
  EXPECT_TRUE(phone.shows(NodeRole::button, "Jade Carter"));
  EXPECT_FALSE(phone.shows(NodeRole::button, "Chloe Bennett"));
  phone.write("Find by name", "xyz");
  EXPECT_TRUE(phone.says("Nobody of that name in your caseload."));
}

TEST(AdviserHeading, WritesHowItIsAndSuggestsWordsForThatCase) {
  ScreensStage phone(sam());
  phone.press(NodeRole::button, "Jade Carter");
  phone.press(NodeRole::button, "My home");
  EXPECT_FALSE(phone.shows(NodeRole::button, "Change my words")) << "only the young person writes what they want";
  phone.press(NodeRole::button, "Write how it is now");
  phone.write("My home", "The lock is mended.");
  phone.press(NodeRole::button, "Save how it is");
  phone.press(NodeRole::button, "Suggest words");
  phone.write("Words for what Jade wants", "I want to stay near the college.");
  phone.press(NodeRole::button, "Suggest these words");
  ASSERT_EQ(phone.sent<client::WriteNow>().size(), 1U);
  EXPECT_EQ(phone.sent<client::WriteNow>().front().text, "The lock is mended.");
  EXPECT_EQ(phone.sent<client::WriteNow>().front().case_id, jades_case(phone.state).id);
  ASSERT_EQ(phone.sent<client::SuggestWords>().size(), 1U);
  EXPECT_EQ(phone.sent<client::SuggestWords>().front().words, "I want to stay near the college.");
  EXPECT_EQ(phone.sent<client::SuggestWords>().front().case_id, jades_case(phone.state).id);
}

TEST(AdviserHeading, SaysOfHowItIsOnlyThatItIsNotSentYet) {
  ScreensStage phone(sam());
  phone.press(NodeRole::button, "Jade Carter");
  phone.press(NodeRole::button, "My home");
  EXPECT_FALSE(phone.says("Sent"));
  for (client::CaseState& one : phone.state.cases) one.plan.delivery = client::Delivery::saved_here;
  phone.settle();
  EXPECT_TRUE(phone.says("Saved on this phone"));
}

TEST(AdviserHeading, OffersNothingThatTheCaseDoesNotHave) {
  ScreensStage phone(sam());
  phone.press(NodeRole::button, "Jade Carter");
  phone.press(NodeRole::button, "My home");
  std::erase_if(phone.state.cases, [](const auto& one) { return one.person.value.name == "Jade Carter"; });
  phone.settle();
  EXPECT_TRUE(phone.says("This plan is not on this phone any more."));
}

TEST(AdviserMessages, AnswerTheYoungPerson) {
  ScreensStage phone(sam());
  phone.press(NodeRole::button, "Jade Carter");
  phone.press(NodeRole::button, "Messages");
  phone.write("Write to Jade", "See you on Tuesday at four.");
  phone.press(NodeRole::button, "Send");
  ASSERT_EQ(phone.sent<client::SendMessage>().size(), 1U);
  EXPECT_EQ(phone.sent<client::SendMessage>().front().case_id, jades_case(phone.state).id);
}

TEST(AdviserPromises, AnswerWhatAYoungPersonSaid) {
  ScreensStage phone(sam());
  phone.press(NodeRole::button, "Jade Carter");
  phone.press(NodeRole::button, "It is going well");
  EXPECT_TRUE(phone.shows(NodeRole::quote, "Got mine. Nobody argued about the good pans."));
  EXPECT_FALSE(phone.shows(NodeRole::button, "Tell us"));
  phone.press(NodeRole::button, "Answer");
  phone.write("Your answer", "Good pans matter.");
  phone.press(NodeRole::button, "Send");
  ASSERT_EQ(phone.sent<client::ReplyToResponse>().size(), 1U);
  EXPECT_EQ(phone.sent<client::ReplyToResponse>().front().text, "Good pans matter.");
  const auto& responses = jades_case(phone.state).responses;
  EXPECT_EQ(phone.sent<client::ReplyToResponse>().front().response,
            std::ranges::find(responses, "setting-up-money", [](const auto& one) { return one.value.pledge; })->id);
}

TEST(AdviserDays, SetADayForAReviewThatWasAskedFor) {
  client::State state = sam();
  for (client::CaseState& one : state.cases) {
    one.review_requested = true;
    one.review.planned.reset();
    one.appointments.clear();
  }
  ScreensStage phone(state);
  phone.press(NodeRole::button, "Jade Carter");
  EXPECT_TRUE(phone.says("Jade asked for a review. Set a day: Jade sees it here."));
  phone.press(NodeRole::button, "Set a day");
  phone.press(NodeRole::button, "Save the day");
  EXPECT_TRUE(phone.says("Choose a day, today or later."));
  phone.write("Day", "2026-12-04");
  phone.write("Time", "half two");
  phone.press(NodeRole::button, "Save the day");
  EXPECT_TRUE(phone.says("A time has four digits, like 09:15."));
  EXPECT_TRUE(phone.sent<client::SaveMeeting>().empty());
  phone.write("Time", "14:30");
  phone.write("Place", " Library café ");
  phone.press(NodeRole::button, "Save the day");
  ASSERT_EQ(phone.sent<client::SaveMeeting>().size(), 1U);
  const client::SaveMeeting sent = phone.sent<client::SaveMeeting>().front();
  EXPECT_EQ(sent.case_id, jades_case(phone.state).id);
  EXPECT_TRUE(sent.meeting.empty());
  EXPECT_EQ(sent.value.kind, AppointmentKind::review);
  EXPECT_EQ(sent.value.on, (Date{2026, 12, 4}));
  EXPECT_EQ(sent.value.at, "14:30");
  EXPECT_EQ(sent.value.place, "Library café");
  EXPECT_EQ(sent.value.with, "Sam");
}

TEST(AdviserDays, CallAMeetingOffAndTakeThatBack) {
  ScreensStage phone(sam());
  phone.press(NodeRole::button, "Jade Carter");
  phone.press(NodeRole::button, "Set a day");
  phone.press(NodeRole::button, "Call it off");
  phone.press(NodeRole::button, "Undo");
  const auto sent = phone.sent<client::SaveMeeting>();
  ASSERT_EQ(sent.size(), 2U);
  EXPECT_FALSE(sent[0].meeting.empty());
  EXPECT_EQ(sent[0].value.state, AppointmentState::cancelled);
  EXPECT_EQ(sent[1].meeting, sent[0].meeting);
  EXPECT_EQ(sent[1].value.state, AppointmentState::planned);
}

TEST(AdviserDays, WriteDownAVisitAndTakeThatBack) {
  ScreensStage phone(sam());
  phone.press(NodeRole::button, "Jade Carter");
  phone.press(NodeRole::button, "Write down what happened");
  phone.press(NodeRole::radio, "I visited");
  phone.write("Day", "2026-12-24");
  phone.press(NodeRole::button, "Save");
  EXPECT_TRUE(phone.says("Choose a day, today or earlier."));
  phone.write("Day", "2026-11-20");
  phone.press(NodeRole::button, "Save");
  phone.press(NodeRole::button, "Undo");
  const auto sent = phone.sent<client::RecordHeld>();
  ASSERT_EQ(sent.size(), 2U);
  EXPECT_EQ(sent[0].kind, AppointmentKind::visit);
  EXPECT_EQ(sent[0].on, (Date{2026, 11, 20}));
  EXPECT_EQ(sent[1].on, jades_case(phone.state).plan.value.last_visited_on);
}

TEST(AdviserDays, WriteDownThatThePlanWasAgreed) {
  ScreensStage phone(sam());
  phone.press(NodeRole::button, "Jade Carter");
  phone.press(NodeRole::button, "Write down what happened");
  phone.press(NodeRole::radio, "The plan was agreed");
  phone.press(NodeRole::button, "Save");
  ASSERT_EQ(phone.sent<client::RecordAgreement>().size(), 1U);
  EXPECT_EQ(phone.sent<client::RecordAgreement>().front().on, phone.state.today);
  EXPECT_FALSE(phone.shows(NodeRole::button, "Undo")) << "an agreement stays";
}

TEST(TwoColumns, ReplaceThePlanBesideTheCaseload) {
  ScreensStage tablet(sam(), tablet_around());
  EXPECT_TRUE(tablet.says("Choose a young person to see their plan here."));
  tablet.press(NodeRole::button, "Jade Carter");
  EXPECT_EQ(tablet.h1(), "Jade Carter");
  EXPECT_TRUE(tablet.shows(NodeRole::button, "Chloe Bennett")) << "the caseload stays";
  tablet.press(NodeRole::button, "My home");
  EXPECT_TRUE(tablet.shows(NodeRole::button, "Back to Jade Carter"));
  tablet.press(NodeRole::button, "Chloe Bennett");
  EXPECT_EQ(tablet.h1(), "Chloe Bennett");
  EXPECT_EQ(tablet.shell.depth(), 1) << "the plan before is not behind it";
}

TEST(Places, ShowAnAdviserADotForWhatAYoungPersonSaidAndNoLonger) {
  ScreensStage phone(sam());
  phone.keep_marks();
  phone.go_to("Lines");
  EXPECT_FALSE(phone.is_new("Caseload"));
  client::Shown<Message> message;
  message.value = {MessageKind::note, "Can you call", Role::young_person, "Jade Carter", phone.state.today};
  phone.state.cases.front().messages.insert(phone.state.cases.front().messages.begin(), message);
  phone.settle();
  EXPECT_TRUE(phone.is_new("Caseload"));
}

}  // namespace
}  // namespace waymark::test
