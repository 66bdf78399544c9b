// Goal: what people do on the screens becomes exactly the events they mean, and they always find their way back.
// Method: a sample state on a stage; someone acts as a screen reader does; the events are compared.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "app/text/strings.h"
#include "core/model/names.h"
#include "tests/app/screens_stage.h"

namespace waymark::test {
namespace {

using ui::NodeRole;

client::State jade() { return sample_state(Role::young_person, "Jade Carter"); }

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

TEST(OfferScreen, FindsInTheReadersLanguageAndInEnglish) {
  ASSERT_TRUE(text::use_catalog("ar", sample_catalog("ar")));
  ScreensStage phone(jade());
  phone.go_to("ما يُقدَّم لي");
  for (const char* words : {"إيجار", "rent"}) {
    phone.write("ابحث", words);
    EXPECT_TRUE(phone.shows(NodeRole::button, "مساعدة في إيجار بيت لك وحدك")) << words;
    EXPECT_FALSE(phone.shows(NodeRole::button, "منحة الكلية من سن 16 إلى 18")) << words;
  }
  phone.press(NodeRole::button, "مساعدة في إيجار بيت لك وحدك");
  EXPECT_EQ(phone.h1(), "مساعدة في إيجار بيت لك وحدك");
  EXPECT_TRUE(phone.says("هذه قاعدة في كل إنجلترا. المبلغ يختلف من مكان إلى آخر."));
  text::use_catalog("en", {});
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
  phone.press(NodeRole::button, "Language");
  EXPECT_TRUE(phone.find(NodeRole::radio, "English")->state & ui::state_checked);
  EXPECT_EQ(phone.find(NodeRole::radio, "ትግርኛ")->lang, "ti");
  phone.press(NodeRole::radio, "ትግርኛ");
  ASSERT_EQ(phone.sent<client::SetLanguage>().size(), 1U);
  EXPECT_EQ(phone.sent<client::SetLanguage>().front().language, "ti");
}

TEST(MeScreen, SaysThatWordsOfALanguageComeWithSignal) {
  client::State state = jade();
  state.language = "ti";
  state.sync.online = false;
  ScreensStage phone(state);
  phone.press(NodeRole::button, "Me and this phone");
  phone.press(NodeRole::button, "Language");
  EXPECT_TRUE(phone.says("The words of this language come with the next signal."));
}

TEST(Phases, LetANewcomerChooseALanguage) {
  client::State state;
  state.phase = client::Phase::no_link;
  ScreensStage phone(state);
  phone.press(NodeRole::button, "Language");
  phone.press(NodeRole::radio, "አማርኛ");
  ASSERT_EQ(phone.sent<client::SetLanguage>().size(), 1U);
  EXPECT_EQ(phone.sent<client::SetLanguage>().front().language, "am");
  EXPECT_TRUE(phone.shell.went_back());
  phone.settle();
  EXPECT_FALSE(phone.shows(NodeRole::dialog, "Language"));
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

client::Unsent unsent(client::About about, std::string words) {
  client::Unsent it;
  static_cast<client::About&>(it) = std::move(about);
  it.words = std::move(words);
  return it;
}

TEST(MeScreen, LetsSomeoneTakeAlongWhatIsNotSent) {
  client::State state = jade();
  state.unsent = {unsent({.type = "view", .heading = Heading::home}, "A flat.\nA quiet one."),
                  unsent({.type = "step", .title = "Buy a bike"}, "")};
  state.unsent.back().removed = true;
  ScreensStage phone(state);
  phone.press(NodeRole::button, "Me and this phone");
  phone.press(NodeRole::button, "Copy what is not sent");
  EXPECT_EQ(phone.copied, std::vector<std::string>{
                              "What you want: My home\nA flat.\nA quiet one.\n\nRemoved: Step: Buy a bike"});
}

TEST(MeScreen, SaysWhyNothingIsSentAndWhatHappensByItself) {
  ScreensStage phone(jade());
  phone.press(NodeRole::button, "Me and this phone");
  phone.state.sync.online = false;
  phone.settle();
  EXPECT_TRUE(phone.says("There is no signal. It is sent by itself when the signal is back"));
  phone.state.sync.online = true;
  phone.state.sync.retry_utc_ms = phone.state.sync.last_utc_ms + 60'000;
  phone.settle();
  EXPECT_TRUE(phone.says("did not answer. The app tries again by itself: 10:01"));
}

TEST(MeScreen, LeadsToWhatTheCouncilDidNotTakeAndLetsItGo) {
  client::State state = jade();
  state.sync.needs_attention = 1;
  state.attention.push_back(
      {{.case_id = state.cases.front().id, .type = "view", .heading = Heading::home}, "op-1", ProblemCause::other, ""});
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
        {{.case_id = state.cases.front().id, .type = type, .subject = "good-plan", .title = "Hello"},
         "op-1",
         ProblemCause::other,
         ""});
    ScreensStage phone(state);
    phone.press(NodeRole::button, "Me and this phone");
    phone.press(NodeRole::button, "Open it");
    EXPECT_EQ(phone.h1(), title) << type;
  }
}

TEST(MeScreen, ExplainsEveryCauseToBothInPlainWordsAndKeepsTheReasonForThoseWhoAsk) {
  for (const Role role : {Role::young_person, Role::adviser}) {
    std::set<std::string> said;
    for (std::uint8_t i = 0; i < names_of<ProblemCause>.size(); ++i) {
      client::State state = role == Role::adviser ? sample_state(role, "Sam Okoro") : jade();
      state.attention.push_back({{.case_id = state.cases.front().id, .type = "contact", .title = "Auntie Bev"},
                                 "op-1",
                                 static_cast<ProblemCause>(i),
                                 "is not there"});
      ScreensStage phone(state);
      phone.press(NodeRole::button, role == Role::adviser ? "Me" : "Me and this phone");
      EXPECT_FALSE(phone.says("is not there"));
      const auto& tree = phone.ui.tree();
      const auto told = std::ranges::find(tree, "Not taken by the council. It needs a look.", &ui::Node::name);
      ASSERT_NE(told, tree.end());
      EXPECT_TRUE(said.insert((told + 1)->name).second) << (told + 1)->name << " was said of another cause";
      phone.press(NodeRole::button, "What the council’s computer says");
      EXPECT_TRUE(phone.says("is not there"));
    }
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

TEST(HelpNow, OpensAgainWhileItStillSlidesAway) {
  ScreensStage phone(jade());
  phone.press(NodeRole::button, "Help now");
  phone.press_and_go_on(NodeRole::button, "Close");
  ASSERT_FALSE(phone.shows(NodeRole::dialog, "Help now"));
  phone.press(NodeRole::button, "Help now");
  EXPECT_TRUE(phone.shows(NodeRole::dialog, "Help now"));
}

TEST(Sheets, OpenAgainWhileTheyStillSlideAway) {
  ScreensStage phone(jade());
  open_part(phone, "My home");
  phone.press(NodeRole::button, "Add a step");
  phone.press_and_go_on(NodeRole::button, "Close");
  ASSERT_FALSE(phone.shows(NodeRole::dialog, "A new step"));
  phone.press(NodeRole::button, "Add a step");
  EXPECT_TRUE(phone.shows(NodeRole::dialog, "A new step"));
  EXPECT_EQ(phone.shell.depth(), 3);
  phone.press(NodeRole::button, "Close");
  EXPECT_FALSE(phone.shows(NodeRole::dialog, "A new step"));
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

TEST(BrokenStore, IsRemovedOnlyAfterBeingAsked) {
  client::State state;
  state.phase = client::Phase::store_broken;
  ScreensStage phone(state);
  phone.press(NodeRole::button, "Begin again…");
  EXPECT_TRUE(phone.sent<client::SignOut>().empty());
  EXPECT_TRUE(phone.shell.went_back());
  phone.settle();
  EXPECT_FALSE(phone.shows(NodeRole::button, "Remove everything"));
  phone.press(NodeRole::button, "Begin again…");
  phone.press(NodeRole::button, "Remove everything");
  ASSERT_EQ(phone.sent<client::SignOut>().size(), 1U);
  EXPECT_TRUE(phone.sent<client::SignOut>().front().even_unsent);
}

TEST(Arriving, IsOnePageFromTheLinkToThePlan) {
  client::State state;
  state.phase = client::Phase::pairing;
  ScreensStage phone(state);
  (void)phone.stage.take_changes();
  for (const client::Phase next : {client::Phase::starting, client::Phase::first_sync}) {
    phone.state.phase = next;
    phone.stage.platform.request_frame(0);
    EXPECT_LT(phone.stage.settle(), 6) << "nothing moves";
    EXPECT_EQ(phone.h1(), "Welcome");
  }
  for (const MirrorChange& change : phone.stage.take_changes()) EXPECT_NE(change.op, ui::MirrorOp::focus);
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

TEST(Places, ShowADotForWhatCameSinceTheyWereLastSeen) {
  ScreensStage phone(jade());
  phone.keep_marks();
  EXPECT_FALSE(phone.is_new("Today")) << "one is there";
  EXPECT_TRUE(phone.is_new("My plan")) << "suggested words were never seen on this phone";
  phone.go_to("My plan");
  phone.keep_marks();
  phone.go_to("People");
  EXPECT_FALSE(phone.is_new("My plan"));
  EXPECT_FALSE(phone.is_new("Today"));
  client::Shown<Message> message;
  message.value = {MessageKind::note, "See you on Tuesday", Role::adviser, "Sam Okoro", phone.state.today};
  phone.state.cases.front().messages.insert(phone.state.cases.front().messages.begin(), message);
  phone.settle();
  EXPECT_TRUE(phone.is_new("Today"));
  phone.go_to("Today");
  phone.keep_marks();
  phone.go_to("People");
  EXPECT_FALSE(phone.is_new("Today"));
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

}  // namespace
}  // namespace waymark::test
