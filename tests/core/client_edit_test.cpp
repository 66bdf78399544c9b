// Goal: what a person does is shown at once, kept before it is called saved, and never lost: it reaches the council or
// comes back to whoever typed it. Method: each kind of edit through to the server's record; then a store that fails.
#include <gtest/gtest.h>

#include "core/model/json.h"
#include "core/model/schema.h"
#include "tests/core/client_world.h"

namespace waymark::client {
namespace {

using sync::Json;

struct Signed : World {
  explicit Signed(const std::string& account = young_person) : phone(server, 11) { bring_in(phone, account); }
  Phone phone;

  void go_offline() { phone.act(WentOnline{phone.online = false}); }
  void go_online() { phone.act(WentOnline{phone.online = true}); }
  const Json& document(const DocId& id) const { return server.records.at(id).document; }
  Step new_step() const {
    for (const auto& [id, record] : server.records) {
      if (record.type == "step" && id != amiras_step) return *read<Step>(record.document);
    }
    ADD_FAILURE() << "no new step";
    return {};
  }
};

AddStep bank_account() { return {amiras_case, Heading::money, "Open a bank account", StepOwner::young_person, {}, {}}; }

// ---- Each edit -------------------------------------------------------------------------------------------------

TEST(ClientEdit, TicksAStep) {
  Signed w;
  w.phone.act(TickStep{amiras_step, true});
  EXPECT_EQ(w.document(amiras_step)["done"], true);
  EXPECT_EQ(w.document(amiras_step)["done_on"], "2026-11-22");
  w.phone.act(TickStep{amiras_step, false});
  EXPECT_EQ(w.document(amiras_step)["done"], false);
  EXPECT_FALSE(w.document(amiras_step).contains("done_on"));
}

TEST(ClientEdit, KeepsTheDayOnWhichAStepWasDone) {
  Signed w;
  w.phone.act(TickStep{amiras_step, true});
  w.phone.now.today = {2026, 11, 25};
  w.phone.act(TickStep{amiras_step, true});
  EXPECT_EQ(w.document(amiras_step)["done_on"], "2026-11-22");
}

TEST(ClientEdit, AddsAStep) {
  Signed w;
  w.phone.act(
      AddStep{amiras_case, Heading::money, " Open a\nbank account ", StepOwner::other, "Mum", Date{2026, 12, 1}});
  const Step step = w.new_step();
  EXPECT_EQ(step.title, "Open a bank account");
  EXPECT_EQ(step.heading, Heading::money);
  EXPECT_EQ(step.owner, StepOwner::other);
  EXPECT_EQ(step.owner_name, "Mum");
  EXPECT_EQ(step.due, (Date{2026, 12, 1}));
  EXPECT_FALSE(step.done);
}

TEST(ClientEdit, ChangesOnlyTheFieldsThatDiffer) {
  Signed w;
  w.phone.sent.clear();
  w.phone.act(EditStep{amiras_step, "See the flat", StepOwner::young_person, {}, Date{2026, 12, 1}});
  const Checked<Json> pushed = parse_json(w.phone.sent.front().body);
  EXPECT_EQ((*pushed)["ops"][0]["set"], Json({{"/due", "2026-12-01"}}));
  EXPECT_EQ((*pushed)["ops"][0]["base"], 3);
}

TEST(ClientEdit, ThatChangesNothingIsNotSent) {
  Signed w;
  w.phone.sent.clear();
  w.phone.act(EditStep{amiras_step, "See the flat", StepOwner::young_person, {}, {}});
  w.phone.act(WriteView{amiras_case, Heading::money, ""});
  w.phone.act(SendMessage{amiras_case, " \n"});
  EXPECT_TRUE(w.phone.sent.empty());
  EXPECT_EQ(w.phone.state().sync.waiting, 0);
}

TEST(ClientEdit, RemovesAStepAndBringsItBack) {
  Signed w;
  const EditStep as_it_was{amiras_step, "See the flat", StepOwner::young_person, {}, {}};
  w.phone.act(RemoveStep{amiras_step});
  EXPECT_TRUE(w.phone.only_case().steps.empty());
  EXPECT_TRUE(w.server.find(amiras_step)->deleted);
  w.phone.act(as_it_was);
  ASSERT_EQ(w.phone.only_case().steps.size(), 1U);
  EXPECT_FALSE(w.server.find(amiras_step)->deleted);
  EXPECT_EQ(w.phone.only_case().steps[0].value.title, "See the flat");

  w.go_offline();
  w.phone.act(RemoveStep{amiras_step});
  w.phone.act(as_it_was);
  EXPECT_EQ(w.phone.only_case().steps.size(), 1U);
  w.go_online();
  EXPECT_FALSE(w.server.find(amiras_step)->deleted);
}

TEST(ClientEdit, WritesAViewOnceAndThenChangesIt) {
  Signed w;
  w.phone.act(WriteView{amiras_case, Heading::home, "A flat\r\nnear college"});
  w.phone.act(WriteView{amiras_case, Heading::home, "A flat near the sea"});
  ASSERT_EQ(w.phone.only_case().views.size(), 1U);
  const DocId view = w.phone.only_case().views.at(Heading::home).id;
  EXPECT_EQ(w.document(view)["words"], "A flat near the sea");
  EXPECT_EQ(w.server.records.size(), 5U);
}

TEST(ClientEdit, EndsASuggestionThatWasAnswered) {
  Signed w;
  EXPECT_EQ(w.phone.only_case().suggestions, 1);
  w.phone.act(AnswerSuggestion{amiras_case, Heading::home, "My own flat"});
  EXPECT_TRUE(w.phone.only_case().views.empty());
  EXPECT_EQ(w.phone.only_case().suggestions, 0);
  EXPECT_EQ(w.document(amiras_plan)["sections"]["home"]["suggestion"], "");
  EXPECT_EQ(w.document(amiras_plan)["sections"]["home"]["suggested_by"], "");
}

TEST(ClientEdit, LeavesASuggestionThatCameAfterTheAnsweredOne) {
  Signed w;
  w.phone.act(AnswerSuggestion{amiras_case, Heading::home, "A room in a shared house"});
  EXPECT_EQ(w.phone.only_case().suggestions, 1);
}

TEST(ClientMarks, StayOnThisPhoneUntilTheyAreForgotten) {
  Signed w;
  w.phone.sent.clear();
  w.phone.act(KeepMark{"seen/plan", "3"});
  EXPECT_TRUE(w.phone.sent.empty());
  w.phone.cut_power();
  w.phone.run();
  EXPECT_EQ(w.phone.state().marks.at("seen/plan"), "3");
  w.phone.act(KeepMark{"seen/plan", ""});
  w.phone.cut_power();
  w.phone.run();
  EXPECT_TRUE(w.phone.state().marks.empty());
}

TEST(ClientEdit, LetsAnAdviserWriteHowItIsAndSuggestWords) {
  Signed w(adviser);
  w.phone.act(WriteNow{amiras_case, Heading::money, "Saving a little"});
  w.phone.act(SuggestWords{amiras_case, Heading::money, "Save £10 a week"});
  const Json& section = w.document(amiras_plan)["sections"]["money"];
  EXPECT_EQ(section["now"], "Saving a little");
  EXPECT_EQ(section["suggestion"], "Save £10 a week");
  EXPECT_EQ(section["suggested_by"], "Sam Okafor");
}

TEST(ClientEdit, SaysWhatIsSaidInOnesOwnName) {
  Signed w;
  w.phone.act(AskForReview{amiras_case, "Soon please"});
  ASSERT_EQ(w.phone.only_case().messages.size(), 1U);
  const Message& message = w.phone.only_case().messages[0].value;
  EXPECT_EQ(message.kind, MessageKind::review_request);
  EXPECT_EQ(message.from, Role::young_person);
  EXPECT_EQ(message.from_name, "Amira Haddad");
  EXPECT_EQ(message.on, (Date{2026, 11, 22}));
  EXPECT_TRUE(w.phone.only_case().review_requested);
}

TEST(ClientEdit, TellsHowAPromiseIsGoing) {
  Signed w;
  w.phone.act(RespondToPledge{amiras_case, "a-home", Feeling::bad, "Still waiting"});
  ASSERT_EQ(w.phone.only_case().responses.size(), 1U);
  EXPECT_EQ(w.phone.only_case().responses[0].value.feeling, Feeling::bad);
  EXPECT_EQ(w.phone.only_case().responses[0].delivery, Delivery::sent);
}

TEST(ClientEdit, AnswersWhatWasSaidOfAPromise) {
  Signed w;
  w.phone.act(RespondToPledge{amiras_case, "a-home", Feeling::bad, "Still waiting"});
  const DocId response = w.phone.only_case().responses[0].id;
  Phone sam(w.server, 12);
  w.bring_in(sam, adviser);
  sam.act(ReplyToResponse{response, "I asked the housing team today."});
  EXPECT_EQ(w.document(response)["reply"], "I asked the housing team today.");
  EXPECT_EQ(w.document(response)["reply_by"], "Sam Okafor");
  EXPECT_EQ(w.document(response)["replied_on"], "2026-11-22");
  w.phone.act(SyncNow{});
  EXPECT_EQ(w.phone.only_case().responses[0].value.reply, "I asked the housing team today.");
}

SaveMeeting review_on(Date on) {
  return {amiras_case,
          {},
          {AppointmentKind::review, "Review", on, "14:30", "Library café", "Sam", AppointmentState::planned}};
}

TEST(ClientEdit, SetsADayThatTheYoungPersonSees) {
  Signed w(adviser);
  w.phone.act(review_on({2026, 12, 4}));
  ASSERT_EQ(w.phone.only_case().appointments.size(), 1U);
  EXPECT_EQ(w.phone.only_case().review.planned, (Date{2026, 12, 4}));

  SaveMeeting later = review_on({2026, 12, 11});
  later.meeting = w.phone.only_case().appointments[0].id;
  w.phone.act(later);
  Phone amira(w.server, 12);
  w.bring_in(amira, young_person);
  ASSERT_EQ(amira.only_case().appointments.size(), 1U);
  EXPECT_EQ(amira.only_case().appointments[0].value.on, (Date{2026, 12, 11}));
  EXPECT_EQ(amira.only_case().appointments[0].value.place, "Library café");
}

TEST(ClientEdit, RecordsThatAReviewWasHeldAndTakesThatBack) {
  Signed w(adviser);
  w.phone.act(review_on(w.phone.now.today));
  w.phone.act(review_on({2027, 5, 4}));
  const std::optional<Date> before = w.phone.only_case().plan.value.last_reviewed_on;
  w.phone.act(RecordHeld{amiras_case, AppointmentKind::review, w.phone.now.today});
  EXPECT_EQ(w.document(amiras_plan)["last_reviewed_on"], "2026-11-22");
  EXPECT_EQ(w.phone.only_case().appointments[0].value.state, AppointmentState::held);
  EXPECT_EQ(w.phone.only_case().review.planned, (Date{2027, 5, 4})) << "what is to come stays";
  w.phone.act(RecordHeld{amiras_case, AppointmentKind::review, before});
  EXPECT_EQ(w.phone.only_case().plan.value.last_reviewed_on, before);
}

TEST(ClientEdit, RecordsAVisitAndThatThePlanWasAgreed) {
  Signed w(adviser);
  w.phone.act(RecordHeld{amiras_case, AppointmentKind::visit, Date{2026, 11, 20}});
  EXPECT_EQ(w.document(amiras_plan)["last_visited_on"], "2026-11-20");
  w.phone.act(RecordAgreement{amiras_case, {2026, 11, 21}});
  ASSERT_EQ(w.phone.only_case().agreements.size(), 1U);
  const Agreement& agreement = w.phone.only_case().agreements[0].value;
  EXPECT_EQ(agreement.on, (Date{2026, 11, 21}));
  EXPECT_EQ(agreement.adviser, "Sam Okafor");
  EXPECT_EQ(agreement.young_person, w.phone.only_case().person.value.name);
}

TEST(ClientEdit, SealsThePlanAsItWasAgreed) {
  Signed w(adviser);
  w.phone.act(WriteNow{amiras_case, Heading::home, "In a hostel"});
  w.phone.act(RecordAgreement{amiras_case, {2026, 11, 21}});
  const Agreement before = w.phone.only_case().agreements.at(0).value;
  EXPECT_EQ(before.sections.at(Heading::home).now, "In a hostel");
  ASSERT_FALSE(before.steps.empty());
  EXPECT_EQ(before.steps.at(0).title, "See the flat");

  w.phone.act(WriteNow{amiras_case, Heading::home, "In a flat"});
  w.phone.act(TickStep{amiras_step, true});
  const Agreement& after = w.phone.only_case().agreements.at(0).value;
  EXPECT_EQ(after.sections.at(Heading::home).now, "In a hostel");
  EXPECT_EQ(after.steps.size(), before.steps.size());
  w.phone.act(RecordAgreement{amiras_case, {2026, 11, 22}});
  EXPECT_EQ(w.phone.only_case().agreements.at(0).value.sections.at(Heading::home).now, "In a flat");
  EXPECT_EQ(w.phone.only_case().agreements.at(0).value.steps.size(), before.steps.size() - 1) << "a done step is done";
}

TEST(ClientEdit, KeepsContactsOfTheYoungPersonAndNotThoseOfStaff) {
  Signed w;
  w.phone.act(SaveContact{amiras_case, {}, {ContactKind::important, "Auntie", "my aunt", "07700 900123", "", ""}});
  ASSERT_EQ(w.phone.only_case().contacts.size(), 2U);
  const DocId auntie = w.phone.only_case().contacts[1].id;
  w.phone.act(SaveContact{amiras_case, auntie, {ContactKind::important, "Auntie", "my aunt", "07700 900456", "", ""}});
  EXPECT_EQ(w.document(auntie)["phone"], "07700 900456");
  w.phone.act(RemoveContact{auntie});
  EXPECT_TRUE(w.server.find(auntie)->deleted);
  w.phone.act(RemoveContact{sams_contact});
  EXPECT_EQ(w.phone.state().notice, Notice::edit_refused);
  EXPECT_EQ(w.phone.only_case().contacts.size(), 1U);
  EXPECT_EQ(w.phone.state().sync.needs_attention, 0) << "it was never queued";
}

TEST(ClientEdit, SurvivesAnyBytesThatAreTyped) {
  Signed w;
  w.phone.act(SendMessage{amiras_case, std::string("caf\xC3\xA9 \xFF\xFE\x01\x7F \xED\xA0\x80 ") + '\0' + " end"});
  ASSERT_EQ(w.phone.only_case().messages.size(), 1U);
  EXPECT_EQ(w.phone.only_case().messages[0].delivery, Delivery::sent);
  EXPECT_TRUE(w.phone.only_case().messages[0].value.text.starts_with("café \xEF\xBF\xBD"));
}

// ---- Delivery --------------------------------------------------------------------------------------------------

TEST(ClientDelivery, GoesFromSavingToSavedToSent) {
  Signed w;
  w.phone.step(TickStep{amiras_step, true});
  EXPECT_EQ(w.phone.only_case().steps[0].delivery, Delivery::saving);
  EXPECT_TRUE(w.phone.only_case().steps[0].value.done) << "shown at once";
  w.phone.perform_one();  // the commit
  EXPECT_EQ(w.phone.only_case().steps[0].delivery, Delivery::saved_here);
  EXPECT_EQ(w.phone.state().sync.waiting, 1);
  w.phone.run();
  EXPECT_EQ(w.phone.only_case().steps[0].delivery, Delivery::sent);
  EXPECT_EQ(w.phone.state().sync.waiting, 0);
}

TEST(ClientDelivery, SendsNothingBeforeItIsKept) {
  Signed w;
  w.phone.sent.clear();
  w.phone.step(TickStep{amiras_step, true});
  EXPECT_TRUE(w.phone.sent.empty());
  EXPECT_TRUE(w.phone.stored("outbox").empty());
  w.phone.perform_one();
  EXPECT_EQ(w.phone.stored("outbox").size(), 1U);
}

TEST(ClientDelivery, MarksAnEditThatTheServerRefuses) {
  Signed w;
  w.go_offline();
  w.phone.act(EditStep{amiras_step, "See both flats", StepOwner::young_person, {}, {}});
  // Meanwhile the council makes this document something that nobody changes.
  w.server.records.at(amiras_step).type = "agreement";
  w.go_online();
  EXPECT_EQ(w.phone.state().notice, Notice::edit_refused);
  EXPECT_EQ(w.phone.state().sync.needs_attention, 1);
  EXPECT_EQ(w.phone.state().sync.waiting, 0);
  EXPECT_EQ(w.phone.stored("attention").size(), 1U);
  EXPECT_TRUE(w.phone.stored("outbox").empty());
  const std::string& draft = w.phone.state().drafts.at(draft_key(EditStep{amiras_step, {}, {}, {}, {}}));
  EXPECT_EQ(step_of_draft(draft)->title, "See both flats");
  ASSERT_EQ(w.phone.state().attention.size(), 1U);
  EXPECT_EQ(w.phone.state().attention[0].title, "See the flat");
  EXPECT_FALSE(w.phone.state().attention[0].reason.empty());
  EXPECT_EQ(w.phone.state().attention[0].cause, ProblemCause::fixed);
}

TEST(ClientDelivery, TellsByDocumentWhatWaitsAndSinceWhen) {
  Signed w;
  w.go_offline();
  w.phone.act(WriteView{amiras_case, Heading::money, "Save up"});
  const std::int64_t begun = w.phone.now.utc_ms;
  w.phone.now.utc_ms += 60'000;
  w.phone.act(WriteView{amiras_case, Heading::money, "Save up for a bike"});
  w.phone.act(RemoveStep{amiras_step});
  const std::vector<Unsent>& unsent = w.phone.state().unsent;
  ASSERT_EQ(unsent.size(), 2U);
  EXPECT_EQ(unsent[0].type, View::type);
  EXPECT_EQ(unsent[0].heading, Heading::money);
  EXPECT_EQ(unsent[0].since_utc_ms, begun);
  EXPECT_EQ(unsent[0].words, "Save up for a bike");
  EXPECT_EQ(unsent[0].delivery, Delivery::saved_here);
  EXPECT_FALSE(unsent[0].removed);
  EXPECT_EQ(unsent[1].title, "See the flat");
  EXPECT_TRUE(unsent[1].removed);
  w.go_online();
  EXPECT_TRUE(w.phone.state().unsent.empty());
}

TEST(ClientDelivery, TellsEveryWordOfAnEditThatWaitsAndNoneOfWhatIsChosen) {
  Signed w;
  w.go_offline();
  w.phone.act(SaveContact{.case_id = amiras_case,
                          .contact = {},
                          .value = {.kind = ContactKind::important, .name = "Auntie Bev", .phone = "07700 900456"}});
  ASSERT_EQ(w.phone.state().unsent.size(), 1U);
  EXPECT_EQ(w.phone.state().unsent[0].words, "Auntie Bev\n07700 900456");
}

TEST(ClientDelivery, KnowsWhyAnEditWasRefusedAlsoAfterTheAppWasClosed) {
  Signed w;
  w.go_offline();
  w.phone.act(WriteView{amiras_case, Heading::money, "Save up"});
  w.server.accounts.at(young_person).role = Role::adviser;  // who may not create a view
  w.go_online();
  w.phone.open();
  w.phone.run();
  ASSERT_EQ(w.phone.state().attention.size(), 1U);
  EXPECT_EQ(w.phone.state().attention[0].cause, ProblemCause::not_allowed);
}

TEST(ClientDelivery, LetsARefusedEditGoAndKeepsItsDraft) {
  Signed w;
  w.go_offline();
  w.phone.act(WriteView{amiras_case, Heading::money, "Save up"});
  w.server.accounts.at(young_person).role = Role::adviser;  // who may not create a view
  w.go_online();
  ASSERT_EQ(w.phone.state().attention.size(), 1U);
  EXPECT_EQ(w.phone.state().attention[0].type, "view");
  EXPECT_EQ(w.phone.state().attention[0].heading, Heading::money);
  w.phone.act(LetGo{w.phone.state().attention[0].id});
  EXPECT_TRUE(w.phone.state().attention.empty());
  EXPECT_EQ(w.phone.state().sync.needs_attention, 0);
  EXPECT_TRUE(w.phone.stored("attention").empty());
  EXPECT_TRUE(w.phone.only_case().views.empty());
  EXPECT_EQ(w.phone.state().drafts.at(draft_key(WriteView{amiras_case, Heading::money, {}})), "Save up");
}

TEST(ClientDelivery, GivesTheNewestOfSeveralRefusedTextsBack) {
  Signed w;
  w.go_offline();
  w.phone.act(WriteView{amiras_case, Heading::money, "Save up"});
  w.phone.act(WriteView{amiras_case, Heading::money, "Save up for a bike"});
  w.server.accounts.at(young_person).role = Role::adviser;  // who may write no view
  w.go_online();
  EXPECT_EQ(w.phone.state().drafts.at(draft_key(WriteView{amiras_case, Heading::money, {}})), "Save up for a bike");
}

TEST(ClientDelivery, ARefusalDoesNotBlockWhatFollows) {
  Signed w;
  w.go_offline();
  w.phone.act(TickStep{amiras_step, true});
  w.phone.act(SendMessage{amiras_case, "Hello"});
  w.server.records.at(amiras_step).type = "agreement";
  w.go_online();
  EXPECT_EQ(w.phone.state().sync.needs_attention, 1);
  EXPECT_EQ(w.phone.state().sync.waiting, 0);
  EXPECT_EQ(w.phone.only_case().messages[0].delivery, Delivery::sent);
}

TEST(ClientDelivery, ShowsANewDocumentThatWasRefusedUntilItIsMadeAnewOrLetGo) {
  Signed w;
  w.go_offline();
  w.phone.act(WriteView{amiras_case, Heading::money, "Save up"});
  w.server.accounts.at(young_person).role = Role::adviser;  // who may not create a view
  w.go_online();
  ASSERT_EQ(w.phone.only_case().views.size(), 1U);
  EXPECT_EQ(w.phone.only_case().views.at(Heading::money).delivery, Delivery::needs_attention);
  EXPECT_EQ(w.phone.state().drafts.size(), 1U);
  w.phone.cut_power();
  w.phone.run();
  EXPECT_EQ(w.phone.state().sync.needs_attention, 1) << "kept on the phone";

  w.server.accounts.at(young_person).role = Role::young_person;
  w.phone.act(WriteView{amiras_case, Heading::money, "Save up for a car"});
  EXPECT_EQ(w.phone.only_case().views.at(Heading::money).delivery, Delivery::sent);
  EXPECT_EQ(w.phone.state().sync.needs_attention, 0);
  EXPECT_EQ(w.document(w.phone.only_case().views.at(Heading::money).id)["words"], "Save up for a car");
  EXPECT_TRUE(w.phone.stored("attention").empty());
}

TEST(ClientDelivery, LetsGoOfARefusedNewStepWhenItIsRemoved) {
  Signed w;
  w.go_offline();
  w.phone.act(bank_account());
  w.server.answer_next("/v1/sync", 422,
                       R"({"type":"/problems/invalid-body","errors":[{"pointer":"/ops/0/create","reason":"no"}]})");
  w.go_online();
  ASSERT_EQ(w.phone.only_case().steps.size(), 2U);
  const auto& refused = w.phone.only_case().steps[1];
  EXPECT_EQ(refused.delivery, Delivery::needs_attention);
  w.phone.act(RemoveStep{DocId(refused.id)});
  EXPECT_EQ(w.phone.only_case().steps.size(), 1U);
  EXPECT_EQ(w.phone.state().sync.needs_attention, 0);
  EXPECT_TRUE(w.phone.stored("attention").empty());
}

// ---- Drafts ----------------------------------------------------------------------------------------------------

TEST(ClientDraft, IsKeptWithEveryKeystrokeAndForgottenWhenEmpty) {
  Signed w;
  const std::uint64_t before = w.phone.state().revision;
  w.phone.act(SaveDraft{"message/1", "H"});
  w.phone.act(SaveDraft{"message/1", "Hi"});
  EXPECT_EQ(w.phone.state().drafts.at("message/1"), "Hi");
  EXPECT_GT(w.phone.state().revision, before);
  EXPECT_EQ(w.phone.stored("meta").count("draft/message/1"), 1U);
  w.phone.act(SaveDraft{"message/1", ""});
  EXPECT_TRUE(w.phone.state().drafts.empty());
  EXPECT_EQ(w.phone.stored("meta").count("draft/message/1"), 0U);
}

TEST(ClientDraft, MakesOneBatchOfManyKeystrokes) {
  Signed w;
  w.phone.commits = 0;
  for (const char* text : {"H", "He", "Hel", "Hell", "Hello"}) w.phone.step(SaveDraft{"message/1", text});
  w.phone.run();
  EXPECT_EQ(w.phone.commits, 2) << "one for the first, one for the rest";
}

TEST(ClientDraft, BecomesTheEditInOneBatch) {
  Signed w;
  const std::string key = draft_key(SendMessage{amiras_case, {}});
  w.phone.act(SaveDraft{key, "Hello"});
  w.phone.step(SendMessage{amiras_case, "Hello"});
  EXPECT_TRUE(w.phone.state().drafts.empty());
  w.phone.perform_one();
  EXPECT_EQ(w.phone.stored("meta").count("draft/" + key), 0U);
  EXPECT_EQ(w.phone.stored("outbox").size(), 1U);
}

TEST(ClientDraft, HasTheKeyOfItsEdit) {
  EXPECT_EQ(draft_key(WriteView{amiras_case, Heading::home, {}}), "want/" + amiras_case.text + "/4");
  EXPECT_EQ(draft_key(EditStep{amiras_step, {}, {}, {}, {}}), "step/" + amiras_step.text);
  EXPECT_EQ(draft_key(TickStep{amiras_step, true}), "");
}

TEST(ClientDrafts, OfAFormHoldEveryFieldThoughItIsNotComplete) {
  const Contact begun{ContactKind::advocate, {}, "my advocate", "07700 90", {}, "Tuesdays"};
  const std::optional<Contact> contact = contact_of_draft(draft_text(SaveContact{amiras_case, {}, begun}));
  ASSERT_TRUE(contact);
  EXPECT_EQ(contact->kind, ContactKind::advocate);
  EXPECT_EQ(contact->relation, "my advocate");
  EXPECT_EQ(contact->phone, "07700 90");
  EXPECT_EQ(contact->note, "Tuesdays");

  const AddStep step{amiras_case, Heading::home, {}, StepOwner::other, "Mum", Date{2026, 12, 1}};
  const std::optional<Step> read = step_of_draft(draft_text(step));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->title, "");
  EXPECT_EQ(read->owner, StepOwner::other);
  EXPECT_EQ(read->owner_name, "Mum");
  EXPECT_EQ(read->due, (Date{2026, 12, 1}));
}

TEST(ClientDrafts, ThatAreNoFormGiveNoFields) {
  for (const char* draft : {"", "Sister", "[]", "{}", "{\"name\":"}) {
    EXPECT_FALSE(contact_of_draft(draft)) << draft;
    EXPECT_FALSE(step_of_draft(draft)) << draft;
  }
}

// ---- A store that fails ----------------------------------------------------------------------------------------

TEST(ClientStoreFull, UndoesTheEditAndGivesTheTextBack) {
  Signed w;
  w.phone.sent.clear();
  w.phone.store_full = true;
  w.phone.act(SendMessage{amiras_case, "A long story"});
  EXPECT_TRUE(w.phone.only_case().messages.empty());
  EXPECT_EQ(w.phone.state().notice, Notice::store_full);
  EXPECT_EQ(w.phone.state().drafts.at(draft_key(SendMessage{amiras_case, {}})), "A long story");
  EXPECT_EQ(w.phone.state().sync.waiting, 0);
  EXPECT_TRUE(w.phone.sent.empty()) << "what is not kept is not sent";
}

TEST(ClientStoreFull, LeavesNoGapInTheCounters) {
  Signed w;
  w.phone.store_full = true;
  w.phone.act(SendMessage{amiras_case, "One"});
  w.phone.act(SendMessage{amiras_case, "Two"});
  w.phone.store_full = false;
  w.phone.act(SendMessage{amiras_case, "Three"});
  ASSERT_EQ(w.phone.only_case().messages.size(), 1U);
  EXPECT_EQ(w.phone.only_case().messages[0].delivery, Delivery::sent);
  EXPECT_EQ(w.phone.state().notice, Notice::store_full) << "until it is dismissed";
}

TEST(ClientStoreFull, GivesBackAContact) {
  Signed w;
  w.phone.store_full = true;
  const Contact auntie{ContactKind::important, "Auntie", "my aunt", "07700 900123", "", ""};
  w.phone.act(SaveContact{amiras_case, {}, auntie});
  EXPECT_EQ(contact_of_draft(w.phone.state().drafts.at("contact/" + amiras_case.text))->phone, "07700 900123");
}

TEST(ClientStoreFull, KeepsWhatIsTypedInstead) {
  Signed w;
  const std::string key = draft_key(SendMessage{amiras_case, {}});
  w.phone.store_full = true;
  w.phone.step(SendMessage{amiras_case, "One"});
  w.phone.step(SaveDraft{key, "Two, newer"});
  w.phone.run();
  EXPECT_EQ(w.phone.state().drafts.at(key), "Two, newer");
}

TEST(ClientStoreFailing, SendsAtOnceWhatItCannotKeep) {
  Signed w;
  w.phone.store_fails = true;
  w.phone.step(SendMessage{amiras_case, "Hello"});
  w.phone.perform_one();
  EXPECT_EQ(w.phone.state().notice, Notice::store_failing);
  EXPECT_EQ(w.phone.only_case().messages[0].delivery, Delivery::saving) << "not called saved";
  w.phone.run();
  EXPECT_EQ(w.phone.only_case().messages[0].delivery, Delivery::sent);
  EXPECT_EQ(w.server.ops_taken, 5);
}

TEST(ClientStoreFailing, CatchesUpWhenTheStoreIsBack) {
  Signed w;
  w.phone.store_fails = true;
  w.phone.act(SendMessage{amiras_case, "Hello"});
  w.phone.store_fails = false;
  w.phone.act(BecameVisible{});
  EXPECT_EQ(w.phone.state().notice, Notice::none);
  w.phone.online = false;
  w.phone.cut_power();
  w.phone.run();
  EXPECT_EQ(w.phone.only_case().messages.size(), 1U);
  w.go_online();
  w.phone.act(SendMessage{amiras_case, "Again"});
  EXPECT_EQ(w.server.ops_taken, 6);
}

}  // namespace
}  // namespace waymark::client
