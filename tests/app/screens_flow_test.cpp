// Goal: what people do on the screens becomes exactly the events they mean, and they always find their way back.
// Method: a sample state on a stage; someone acts as a screen reader does; the events are compared.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/app/screens_stage.h"

namespace waymark::test {
namespace {

using ui::NodeRole;

client::State jade() { return sample_state(Role::young_person, "Jade Carter"); }
client::State sam() { return sample_state(Role::adviser, "Sam Okoro"); }

const client::CaseState& jades_case(const client::State& state) {
  return *std::ranges::find(state.cases, "Jade Carter", [](const auto& one) { return one.person.value.name; });
}

void open_part(ScreensStage& phone, std::string_view part) {
  phone.go_to("My plan");
  phone.press(NodeRole::button, part);
}

// ---- A young person

TEST(TodayScreen, TicksAStepAndTakesItBack) {
  ScreensStage phone(jade());
  const DocId step = phone.state.cases.front().steps.front().id;
  phone.press(NodeRole::checkbox, "Get the lock on the street door mended");
  ASSERT_EQ(phone.sent<client::TickStep>().size(), 1U);
  EXPECT_EQ(phone.sent<client::TickStep>().front().step, step);
  EXPECT_TRUE(phone.sent<client::TickStep>().front().done);
  phone.press(NodeRole::button, "Undo");
  ASSERT_EQ(phone.sent<client::TickStep>().size(), 2U);
  EXPECT_EQ(phone.sent<client::TickStep>().back().step, step);
  EXPECT_FALSE(phone.sent<client::TickStep>().back().done);
}

TEST(TodayScreen, CallsTheAdviserWithOneTap) {
  ScreensStage phone(jade());
  const ui::Node* call = phone.find(NodeRole::link, "Call Sam");
  ASSERT_NE(call, nullptr);
  EXPECT_EQ(call->href, "tel:07700900111");
  const ui::NodeRect place = phone.stage.on_screen(*call, phone.ui.tree());
  EXPECT_LT(place.y + place.height, phone.stage.around.height_px) << "it is seen without scrolling";
}

TEST(TodayScreen, OffersToAskForAReviewWhenItIsLate) {
  client::State state = jade();
  state.cases.front().review = {.state = law::ClockState::late, .due = add_days(state.today, -3), .days_left = -3};
  ScreensStage phone(state);
  EXPECT_TRUE(phone.says("Review 3 days late"));
  phone.press(NodeRole::button, "Ask for a review");
  phone.write("What you want to talk about", "The flat after June.");
  phone.press(NodeRole::button, "Send my request");
  ASSERT_EQ(phone.sent<client::AskForReview>().size(), 1U);
  EXPECT_EQ(phone.sent<client::AskForReview>().front().text, "The flat after June.");
  EXPECT_EQ(phone.sent<client::AskForReview>().front().case_id, state.cases.front().id);
  EXPECT_FALSE(phone.shows(NodeRole::dialog, "Ask for a review"));
}

TEST(TodayScreen, SaysThatAReviewWasAskedForInsteadOfAskingAgain) {
  client::State state = jade();
  state.cases.front().review = {.state = law::ClockState::late, .due = add_days(state.today, -3), .days_left = -3};
  state.cases.front().review_requested = true;
  ScreensStage phone(state);
  EXPECT_TRUE(phone.says("You asked for a review. You will hear from Sam about a day."));
  EXPECT_FALSE(phone.shows(NodeRole::button, "Ask for a review"));
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
  ScreensStage phone(state);
  open_part(phone, "My home");
  EXPECT_TRUE(phone.says("You began new words. They are kept here."));
  phone.press(NodeRole::button, "Change my words");
  EXPECT_EQ(phone.find(NodeRole::text_area, "In my own words")->value, "I started this on the bus");
  phone.press(NodeRole::button, "Start again");
  EXPECT_EQ(phone.find(NodeRole::text_area, "In my own words")->value, "I want a place that is mine and quiet.");
  EXPECT_TRUE(phone.sent<client::SaveDraft>().back().text.empty());
}

TEST(PlanScreen, SaysSentOnlyOfWordsThatAreThere) {
  client::State state = jade();
  state.cases.front().views.at(Heading::home).value.words.clear();
  ScreensStage phone(state);
  open_part(phone, "My home");
  EXPECT_FALSE(phone.says("Sent"));
}

/// The phone takes the marks that were sent, as the client does.
void keep_marks(ScreensStage& phone) {
  for (const client::KeepMark& mark : phone.sent<client::KeepMark>()) {
    if (mark.text.empty())
      phone.state.marks.erase(mark.key);
    else
      phone.state.marks[mark.key] = mark.text;
  }
  phone.settle();
}

TEST(PlanScreen, UsesSuggestedWordsAndTellsTheCouncilWhenThatCannotBeTakenBack) {
  ScreensStage phone(jade());
  open_part(phone, "If things go wrong");
  const std::string words = phone.state.cases.front().plan.value.sections.at(Heading::contingency).suggestion;
  phone.press(NodeRole::button, "Use these words");
  ASSERT_EQ(phone.sent<client::WriteView>().size(), 1U);
  EXPECT_EQ(phone.sent<client::WriteView>().front().words, words);
  keep_marks(phone);
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
  keep_marks(phone);
  phone.press(NodeRole::button, "Undo");
  keep_marks(phone);
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
  keep_marks(phone);
  EXPECT_FALSE(phone.shows(NodeRole::button, "Use these words"));
  phone.stage.wait_ms(10'000);
  EXPECT_TRUE(phone.sent<client::AnswerSuggestion>().empty()) << "nobody is told";
  phone.press(NodeRole::button, "Words from Sam");
  EXPECT_TRUE(phone.shows(NodeRole::button, "Use these words"));
  phone.go_to("Today");
  EXPECT_FALSE(phone.says("for you to look at"));
}

TEST(PlanScreen, RefusesSuggestedWordsWithoutTouchingItsOwn) {
  ScreensStage phone(jade());
  open_part(phone, "If things go wrong");
  phone.press(NodeRole::button, "No thanks");
  keep_marks(phone);
  EXPECT_FALSE(phone.says("Words from Sam"));
  phone.press(NodeRole::checkbox, "Save the night number in your phone");  // another message takes the way back
  EXPECT_EQ(phone.sent<client::AnswerSuggestion>().size(), 1U);
  EXPECT_TRUE(phone.sent<client::WriteView>().empty());
}

TEST(PlanScreen, TellsTheCouncilOfAnAnswerThatWasGivenBeforeThePhoneClosedTheApp) {
  ScreensStage phone(jade());
  open_part(phone, "If things go wrong");
  phone.press(NodeRole::button, "No thanks");
  client::State later = jade();
  const client::KeepMark mark = phone.sent<client::KeepMark>().back();
  later.marks[mark.key] = mark.text;
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

TEST(OfferScreen, FindsWhileTypingAndForgivesAMistake) {
  ScreensStage phone(jade());
  phone.go_to("My offer");
  phone.write("Find", "depsit");
  EXPECT_TRUE(phone.shows(NodeRole::button, "A deposit and a guarantor for renting"));
  EXPECT_FALSE(phone.shows(NodeRole::button, "Free gym and swimming"));
  phone.write("Find", "zzzzzz");
  phone.press(NodeRole::button, "Show everything");
  EXPECT_TRUE(phone.shows(NodeRole::button, "Free gym and swimming"));
}

TEST(OfferScreen, ShowsTheLargestAmountsFirst) {
  ScreensStage phone(jade());
  phone.go_to("My offer");
  phone.press(NodeRole::radio, "Money first");
  std::vector<std::string> names;
  for (const ui::Node& node : phone.ui.tree()) {
    if (node.role == NodeRole::button) names.push_back(node.name);
  }
  const auto place = [&](std::string_view name) { return std::ranges::find(names, name) - names.begin(); };
  EXPECT_LT(place("Money to set up your first home"), place("£2,000 for university"));
  EXPECT_LT(place("£2,000 for university"), place("Universal Credit when money is short"));
  EXPECT_FALSE(phone.shows(NodeRole::button, "Free gym and swimming")) << "it has no amount";
}

TEST(OfferScreen, NeverCallsAnOpinionADecision) {
  ScreensStage phone(jade());
  phone.go_to("My offer");
  phone.press(NodeRole::button, "Money to set up your first home");
  EXPECT_TRUE(phone.says("Likely for you"));
  EXPECT_TRUE(phone.says("This is not a decision. Ask Sam."));
}

TEST(PromiseScreen, TellsTheCouncilHowItIsGoing) {
  ScreensStage phone(jade());
  phone.go_to("Promises");
  phone.press(NodeRole::button, "Every care leaver who moves");
  phone.press(NodeRole::button, "Tell us");
  phone.press(NodeRole::button, "Send");
  EXPECT_TRUE(phone.sent<client::RespondToPledge>().empty()) << "nothing was chosen yet";
  phone.press(NodeRole::radio, "Some of it is");
  phone.write("In my own words", "It came late.");
  phone.press(NodeRole::button, "Send");
  ASSERT_EQ(phone.sent<client::RespondToPledge>().size(), 1U);
  EXPECT_EQ(phone.sent<client::RespondToPledge>().front().pledge, "setting-up-money");
  EXPECT_EQ(phone.sent<client::RespondToPledge>().front().feeling, Feeling::mixed);
  EXPECT_EQ(phone.sent<client::RespondToPledge>().front().text, "It came late.");
}

TEST(PeopleScreen, AddsSomeoneImportant) {
  ScreensStage phone(jade());
  phone.go_to("People");
  phone.press(NodeRole::button, "Add someone");
  phone.write("Name", "Auntie Bev");
  phone.write("Phone", "not a number");
  phone.press(NodeRole::button, "Save this person");
  EXPECT_TRUE(phone.sent<client::SaveContact>().empty());
  EXPECT_TRUE(phone.says("A phone number is digits and spaces"));
  phone.write("Phone", "07700 900140");
  phone.press(NodeRole::button, "Save this person");
  ASSERT_EQ(phone.sent<client::SaveContact>().size(), 1U);
  EXPECT_TRUE(phone.sent<client::SaveContact>().front().contact.empty());
  EXPECT_EQ(phone.sent<client::SaveContact>().front().value.name, "Auntie Bev");
  EXPECT_EQ(phone.sent<client::SaveContact>().front().value.kind, ContactKind::important);
}

TEST(PeopleScreen, RemovesSomeoneAndBringsThemBack) {
  ScreensStage phone(jade());
  phone.go_to("People");
  phone.press(NodeRole::button, "Tash Bell");
  phone.press(NodeRole::button, "Change this person");
  phone.press(NodeRole::button, "Remove this person");
  ASSERT_EQ(phone.sent<client::RemoveContact>().size(), 1U);
  phone.press(NodeRole::button, "Undo");
  ASSERT_EQ(phone.sent<client::SaveContact>().size(), 1U);
  EXPECT_EQ(phone.sent<client::SaveContact>().front().contact, phone.sent<client::RemoveContact>().front().contact);
  EXPECT_EQ(phone.sent<client::SaveContact>().front().value.name, "Tash Bell");
}

TEST(PeopleScreen, ReachesSomeoneImportantFromTheirRow) {
  ScreensStage phone(jade());
  phone.go_to("People");
  phone.press(NodeRole::button, "Maureen Pike");
  ASSERT_TRUE(phone.shows(NodeRole::dialog, "Maureen Pike"));
  EXPECT_EQ(phone.find(NodeRole::link, "Call Maureen")->href, "tel:07700900132");
  EXPECT_EQ(phone.find(NodeRole::link, "Text Maureen")->href, "sms:07700900132");
  phone.press(NodeRole::button, "Copy number");
  ASSERT_EQ(phone.copied.size(), 1U);
  EXPECT_EQ(phone.copied.front(), "07700 900132");
}

TEST(PeopleScreen, KeepsEveryFieldOfAPersonWhoIsNotSavedYet) {
  ScreensStage phone(jade());
  const CaseId whose = phone.state.cases.front().id;
  phone.go_to("People");
  phone.press(NodeRole::button, "Add someone");
  phone.write("Name", "Auntie Bev");
  phone.write("Phone", "07700 9001");
  const auto drafts = phone.sent<client::SaveDraft>();
  ASSERT_FALSE(drafts.empty());
  EXPECT_EQ(drafts.back().key, client::draft_key(client::SaveContact{.case_id = whose}));

  client::State later = jade();
  later.drafts[drafts.back().key] = drafts.back().text;
  phone.shell.went_back();
  phone.state = later;
  phone.settle();
  phone.press(NodeRole::button, "Add someone");
  EXPECT_EQ(phone.find(NodeRole::text_field, "Name")->value, "Auntie Bev");
  EXPECT_EQ(phone.find(NodeRole::text_field, "Phone")->value, "07700 9001");
  phone.press(NodeRole::button, "Start again");
  EXPECT_EQ(phone.find(NodeRole::text_field, "Name")->value, "");
  EXPECT_TRUE(phone.sent<client::SaveDraft>().back().text.empty());
}

TEST(PeopleScreen, CopiesANumber) {
  ScreensStage phone(jade());
  phone.go_to("People");
  phone.press(NodeRole::button, "Copy number");
  ASSERT_EQ(phone.copied.size(), 1U);
  EXPECT_EQ(phone.copied.front(), "07700 900111");
}

TEST(MessagesScreen, SendsWhatWasWritten) {
  ScreensStage phone(jade());
  phone.press(NodeRole::button, "Write to Sam");
  EXPECT_TRUE(phone.find(NodeRole::button, "Send")->state & ui::state_disabled) << "there is nothing to send yet";
  phone.write("Write to Sam", "See you on Tuesday");
  phone.press(NodeRole::button, "Send");
  ASSERT_EQ(phone.sent<client::SendMessage>().size(), 1U);
  EXPECT_EQ(phone.sent<client::SendMessage>().front().text, "See you on Tuesday");
}

TEST(MeScreen, ChoosesALanguage) {
  ScreensStage phone(jade());
  phone.press(NodeRole::button, "Me and this phone");
  phone.press(NodeRole::radio, "العربية");
  ASSERT_EQ(phone.sent<client::SetLanguage>().size(), 1U);
  EXPECT_EQ(phone.sent<client::SetLanguage>().front().language, "ar");
}

TEST(MeScreen, WarnsBeforeItRemovesWhatIsNotSent) {
  client::State state = jade();
  state.sync.waiting = 2;
  ScreensStage phone(state);
  phone.press(NodeRole::button, "Me and this phone");
  phone.press(NodeRole::button, "Remove from this phone");
  EXPECT_TRUE(phone.sent<client::SignOut>().empty());
  EXPECT_TRUE(phone.says("2 things are not sent yet and would be lost"));
  phone.press(NodeRole::button, "Remove, and lose what is not sent");
  ASSERT_EQ(phone.sent<client::SignOut>().size(), 1U);
  EXPECT_TRUE(phone.sent<client::SignOut>().front().even_unsent);
}

TEST(MeScreen, LeadsToWhatTheCouncilDidNotTakeAndLetsItGo) {
  client::State state = jade();
  state.sync.needs_attention = 1;
  state.attention.push_back({.id = "op-1", .case_id = state.cases.front().id, .type = "view", .heading = Heading::home});
  ScreensStage phone(state);
  EXPECT_TRUE(phone.says("1 thing was not taken and needs a look"));
  phone.press(NodeRole::button, "Me and this phone");
  phone.press(NodeRole::button, "Open it");
  EXPECT_EQ(phone.h1(), "My home");
  phone.press(NodeRole::button, "Back to Me and this phone");
  phone.press(NodeRole::button, "Let it go");
  ASSERT_EQ(phone.sent<client::LetGo>().size(), 1U);
  EXPECT_EQ(phone.sent<client::LetGo>().front().id, "op-1");
}

TEST(MeScreen, LeadsToEachKindOfThingThatWasNotTaken) {
  const std::pair<const char*, const char*> kinds[] = {
      {"contact", "People"}, {"message", "Messages with Sam"}, {"pledge_response", "A promise"}};
  for (const auto& [type, title] : kinds) {
    client::State state = jade();
    state.attention.push_back(
        {.id = "op-1", .case_id = state.cases.front().id, .type = type, .subject = "good-plan", .title = "Hello"});
    ScreensStage phone(state);
    phone.press(NodeRole::button, "Me and this phone");
    phone.press(NodeRole::button, "Open it");
    EXPECT_EQ(phone.h1(), title) << type;
  }
}

// ---- Help, from everywhere

TEST(HelpNow, IsTwoTapsFromEveryPlaceAndCallsRealNumbers) {
  ScreensStage phone(jade());
  for (const char* place : {"Today", "My plan", "My offer", "Promises", "People"}) {
    phone.go_to(place);
    phone.press(NodeRole::button, "Help now");
    const ui::Node* call = phone.find(NodeRole::link, "Call 999");
    ASSERT_NE(call, nullptr) << place;
    EXPECT_EQ(call->href, "tel:999");
    phone.press(NodeRole::button, "Close");
    EXPECT_FALSE(phone.shows(NodeRole::dialog, "Help now"));
  }
}

TEST(HelpNow, WorksInEveryPhaseWithoutASignIn) {
  for (int i = 0; i <= static_cast<int>(client::Phase::store_broken); ++i) {
    client::State state;
    state.phase = static_cast<client::Phase>(i);
    if (state.phase == client::Phase::ready) continue;
    ScreensStage phone(state);
    phone.press(NodeRole::button, "Help now");
    for (const char* number : {"Call 999", "Call 111", "Call 0800 1111", "Call 116 123"}) {
      EXPECT_TRUE(phone.shows(NodeRole::link, number)) << "phase " << i;
    }
  }
}

TEST(HelpNow, OpensOverAnOpenSheet) {
  ScreensStage phone(jade());
  open_part(phone, "My home");
  phone.press(NodeRole::button, "Add a step");
  phone.write("What to do", "Mend the window");
  const ui::Node* help = phone.find(NodeRole::button, "Help now");
  ASSERT_NE(help, nullptr);
  EXPECT_EQ(help->parent, phone.find(NodeRole::dialog, "A new step")->id) << "what is under a sheet cannot be pressed";
  phone.stage.tap(*help, phone.ui.tree());
  EXPECT_TRUE(phone.shows(NodeRole::link, "Call 999"));
  phone.press(NodeRole::button, "Close");
  EXPECT_FALSE(phone.shows(NodeRole::dialog, "Help now"));
  EXPECT_EQ(phone.find(NodeRole::text_field, "What to do")->value, "Mend the window");
}

// ---- The way back

TEST(GoingBack, ClosesTheSheetThenTheScreenThenGoesToTheFirstPlace) {
  ScreensStage phone(jade());
  EXPECT_EQ(phone.shell.depth(), 0);
  open_part(phone, "My home");
  phone.press(NodeRole::button, "Add a step");
  EXPECT_EQ(phone.shell.depth(), 3);
  const auto back = [&] {
    EXPECT_TRUE(phone.shell.went_back());
    phone.settle();
  };
  back();
  EXPECT_FALSE(phone.shows(NodeRole::dialog, "A new step"));
  EXPECT_EQ(phone.h1(), "My home");
  back();
  EXPECT_EQ(phone.h1(), "My plan");
  back();
  EXPECT_EQ(phone.h1(), "Hello, Jade");
  EXPECT_FALSE(phone.shell.went_back()) << "the app is left";
}

TEST(GoingBack, NamesWhereItGoes) {
  ScreensStage phone(jade());
  open_part(phone, "My home");
  phone.press(NodeRole::button, "Back to My plan");
  EXPECT_EQ(phone.h1(), "My plan");
  phone.go_to("Today");
  phone.press(NodeRole::button, "Me and this phone");
  EXPECT_TRUE(phone.shows(NodeRole::button, "Back to Today"));
}

TEST(Places, KeepTheirScreensUntilTheyAreTappedAgain) {
  ScreensStage phone(jade());
  open_part(phone, "My home");
  phone.go_to("People");
  phone.go_to("My plan");
  EXPECT_EQ(phone.h1(), "My home");
  phone.go_to("My plan");
  EXPECT_EQ(phone.h1(), "My plan");
}

bool is_new(const ScreensStage& phone, std::string_view place) {
  return phone.find(NodeRole::button, place)->description == "New";
}

TEST(Places, ShowADotForWhatCameSinceTheyWereLastSeen) {
  ScreensStage phone(jade());
  keep_marks(phone);
  EXPECT_FALSE(is_new(phone, "Today")) << "one is there";
  EXPECT_TRUE(is_new(phone, "My plan")) << "suggested words were never seen on this phone";
  phone.go_to("My plan");
  keep_marks(phone);
  phone.go_to("People");
  EXPECT_FALSE(is_new(phone, "My plan"));
  EXPECT_FALSE(is_new(phone, "Today"));
  client::Shown<Message> message;
  message.value = {MessageKind::note, "See you on Tuesday", Role::adviser, "Sam Okoro", phone.state.today};
  phone.state.cases.front().messages.insert(phone.state.cases.front().messages.begin(), message);
  phone.settle();
  EXPECT_TRUE(is_new(phone, "Today"));
  phone.go_to("Today");
  keep_marks(phone);
  phone.go_to("People");
  EXPECT_FALSE(is_new(phone, "Today"));
}

TEST(Places, ShowAnAdviserADotForWhatAYoungPersonSaidAndNoLonger) {
  ScreensStage phone(sam());
  keep_marks(phone);
  phone.go_to("Lines");
  EXPECT_FALSE(is_new(phone, "Caseload"));
  client::Shown<Message> message;
  message.value = {MessageKind::note, "Can you call", Role::young_person, "Jade Carter", phone.state.today};
  phone.state.cases.front().messages.insert(phone.state.cases.front().messages.begin(), message);
  phone.settle();
  EXPECT_TRUE(is_new(phone, "Caseload"));
}

TEST(SigningOut, LeavesNothingOfTheLastPersonOnTheScreen) {
  ScreensStage phone(jade());
  open_part(phone, "My home");
  phone.state = {};
  phone.state.phase = client::Phase::no_link;
  phone.settle();
  EXPECT_FALSE(phone.says("Jade"));
  EXPECT_EQ(phone.shell.depth(), 0);
}

// ---- An adviser

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

}  // namespace
}  // namespace waymark::test
