// Goal: what a case says is derived from its documents as the law and the contract say, and built anew only where
// something changed. Method: documents on the server, state on the phone.
#include <gtest/gtest.h>

#include "tests/core/client_world.h"

namespace waymark::client {
namespace {

using sync::Json;

struct Council : World {
  Council() : phone(server, 31) {}
  Phone phone;
  int next_id = 300;

  DocId create(std::string type, Json document, const std::string& who = adviser) {
    const DocId id(test_id(++next_id));
    const sync::MergeResult result = server.write(who, create_op(id, std::move(type), std::move(document)));
    EXPECT_EQ(result.status, sync::OpStatus::applied) << (result.problem ? to_text(*result.problem) : "");
    return id;
  }
  DocId step(const char* title, const char* due, bool done = false) {
    Json json{{"heading", "home"}, {"title", title}, {"owner", "adviser"}, {"done", done}};
    if (due != nullptr) json["due"] = due;
    return create("step", json);
  }
  DocId message(Role from, const char* on, const char* kind = "note") {
    const bool is_adviser = from == Role::adviser;
    return create("message",
                  {{"kind", kind},
                   {"text", "Hi"},
                   {"from", is_adviser ? "adviser" : "young_person"},
                   {"from_name", is_adviser ? "Sam Okafor" : "Amira Haddad"},
                   {"on", on}},
                  is_adviser ? adviser : young_person);
  }
  void set_plan(const char* place, Json value) {
    const std::int64_t base = server.find(amiras_plan)->seq;
    EXPECT_NE(server.write(adviser, set_op(amiras_plan, {{place, std::move(value)}}, base)).status,
              sync::OpStatus::rejected);
  }
  const CaseState& seen(const std::string& who = young_person) {
    if (phone.last_profile.empty()) bring_in(phone, who);
    phone.act(SyncNow{});
    return phone.only_case();
  }
};

std::int64_t midnight(Date date) { return std::int64_t{24 * 60 * 60 * 1000} * day_number(date); }

TEST(ClientCase, OrdersStepsByDoneThenDueThenCreation) {
  Council w;
  w.step("done early", "2026-01-01", true);
  w.step("no day, made second", nullptr);
  w.step("later", "2026-12-24");
  w.step("sooner", "2026-12-01");
  std::vector<std::string> titles;
  for (const auto& step : w.seen().steps) titles.push_back(step.value.title);
  EXPECT_EQ(titles, (std::vector<std::string>{"sooner", "later", "See the flat", "no day, made second", "done early"}));
}

TEST(ClientCase, OrdersMessagesByWhatTheServerSaysNotByClocks) {
  Council w;
  w.message(Role::young_person, "2036-01-01");  // a phone whose clock is ten years fast
  w.message(Role::adviser, "2026-11-20");
  const CaseState& one = w.seen();
  EXPECT_EQ(one.messages.at(0).value.from, Role::adviser);
  w.phone.act(WentOnline{w.phone.online = false});
  w.phone.act(SendMessage{amiras_case, "unsent"});
  EXPECT_EQ(w.phone.only_case().messages.at(0).value.text, "unsent");
}

TEST(ClientCase, CountsMessagesSinceTheAdvisersLast) {
  Council w;
  w.message(Role::young_person, "2026-11-01");
  EXPECT_EQ(w.seen().unanswered, 1);
  w.message(Role::adviser, "2026-11-02");
  EXPECT_EQ(w.seen().unanswered, 0);
  w.message(Role::young_person, "2026-11-03");
  w.message(Role::young_person, "2026-11-03", "review_request");
  w.message(Role::young_person, "2026-11-04");
  EXPECT_EQ(w.seen().unanswered, 2);
}

TEST(ClientCase, RemembersARequestUntilTheNextReview) {
  Council w;
  EXPECT_FALSE(w.seen().review_requested);
  w.server.clock_utc_ms = midnight({2026, 11, 10});
  w.message(Role::young_person, "2026-11-10", "review_request");
  EXPECT_TRUE(w.seen().review_requested);
  w.set_plan("/last_reviewed_on", "2026-11-10");
  EXPECT_TRUE(w.seen().review_requested) << "it may have come after the review";
  w.set_plan("/last_reviewed_on", "2026-11-11");
  EXPECT_FALSE(w.seen().review_requested);
}

TEST(ClientCase, LetsNoPhonesClockDecideWhetherARequestCounts) {
  Council w;
  w.set_plan("/last_reviewed_on", "2026-11-15");
  w.server.clock_utc_ms = midnight({2026, 11, 10});
  w.message(Role::young_person, "2036-01-01", "review_request");  // of before the review, by a clock ten years fast
  EXPECT_FALSE(w.seen().review_requested);
  w.server.clock_utc_ms = midnight({2026, 11, 20});
  w.message(Role::young_person, "2016-01-01", "review_request");  // ten years slow
  EXPECT_TRUE(w.seen().review_requested);
}

TEST(ClientCase, CountsARequestThatIsNotSentYet) {
  Council w;
  w.set_plan("/last_reviewed_on", "2026-11-22");
  ASSERT_FALSE(w.seen().review_requested);
  w.phone.act(WentOnline{w.phone.online = false});
  w.phone.act(AskForReview{amiras_case, "Please"});
  EXPECT_TRUE(w.phone.only_case().review_requested);
}

TEST(ClientCase, TakesTheNextPlannedMeetingOfTheKind) {
  Council w;
  w.create("appointment", {{"kind", "review"}, {"title", "Review"}, {"on", "2026-11-21"}});
  w.create("appointment", {{"kind", "visit"}, {"title", "Visit"}, {"on", "2026-11-24"}});
  w.create("appointment", {{"kind", "review"}, {"title", "Review"}, {"on", "2026-11-25"}, {"state", "cancelled"}});
  w.create("appointment", {{"kind", "review"}, {"title", "Review"}, {"on", "2026-12-10"}});
  w.create("appointment", {{"kind", "review"}, {"title", "Review"}, {"on", "2026-12-01"}});
  const CaseState& one = w.seen();
  EXPECT_EQ(one.review.planned, (Date{2026, 12, 1}));
  EXPECT_EQ(one.visit.planned, (Date{2026, 11, 24}));
  EXPECT_EQ(one.appointments.front().value.on, (Date{2026, 11, 21}));
}

TEST(ClientCase, StartsTheClocksWithTheLatestAgreement) {
  Council w;
  w.set_plan("/last_reviewed_on", nullptr);
  EXPECT_EQ(w.seen().review.state, law::ClockState::no_start);
  w.create("agreement", {{"on", "2026-10-01"}, {"young_person", "Amira"}, {"adviser", "Sam"}});
  w.create("agreement", {{"on", "2026-09-01"}, {"young_person", "Amira"}, {"adviser", "Sam"}});
  const CaseState& one = w.seen();
  EXPECT_EQ(one.agreements.front().value.on, (Date{2026, 10, 1}));
  EXPECT_EQ(one.review.due, (Date{2027, 4, 1}));
}

TEST(ClientCase, MovesWithTheDay) {
  Council w;
  const int days_left = w.seen().review.days_left;
  w.phone.now.today = add_days(w.phone.now.today, 1);
  const std::uint64_t before = w.phone.state().revision;
  w.phone.act(DismissNotice{});
  EXPECT_EQ(w.phone.only_case().review.days_left, days_left - 1);
  EXPECT_GT(w.phone.state().revision, before);
}

TEST(ClientCase, ShowsTheLaterOfTwoViewsOfOneHeading) {
  Council w;
  w.create("view", {{"heading", "home"}, {"words", "A flat"}}, young_person);
  w.create("view", {{"heading", "home"}, {"words", "A house"}}, young_person);
  const CaseState& one = w.seen();
  EXPECT_EQ(one.views.at(Heading::home).value.words, "A house");
}

TEST(ClientCase, KeepsDocumentsOfALaterVersionWithoutShowingThem) {
  Council w;
  sync::Record record = *w.server.find(amiras_step);
  record.doc = DocId(test_id(400));
  record.type = "dream";
  record.seq += 10;
  w.server.records[record.doc] = record;
  EXPECT_EQ(w.seen().steps.size(), 1U);
  EXPECT_EQ(w.phone.stored("docs").count(record.doc.text), 1U);
}

TEST(ClientCase, IsTheSameAsTheServersWhenNothingWaits) {
  Council w;
  EXPECT_EQ(w.seen().person.delivery, Delivery::sent);
  EXPECT_EQ(w.seen().plan.id, amiras_plan);
  EXPECT_EQ(w.seen().contacts.at(0).value.kind, ContactKind::adviser);
}

// ---- A caseload ------------------------------------------------------------------------------------------------

struct Caseload : World {
  Caseload() : tablet(server, 41) {}
  Phone tablet;
  int cases = 0;

  /// A case with its last review and visit so many days ago.
  CaseId add(const std::string& name, int reviewed_days_ago, int visited_days_ago) {
    const int number = 500 + 10 * ++cases;
    const CaseId id{test_id(number)};
    server.accounts[adviser].cases.insert(id);
    const Date today{2026, 11, 22};
    create(id, number + 1, "person", {{"name", name}, {"born", "2008-05-17"}});
    create(id, number + 2, "plan",
           {{"last_reviewed_on", to_text(add_days(today, -reviewed_days_ago))},
            {"last_visited_on", to_text(add_days(today, -visited_days_ago))}});
    return id;
  }
  void create(const CaseId& id, int number, std::string type, Json document) {
    sync::Op op = create_op(DocId(test_id(number)), std::move(type), std::move(document));
    op.case_id = id;
    EXPECT_EQ(server.write(adviser, op).status, sync::OpStatus::applied);
  }
  void hear_from(const CaseId& id, int number, const char* kind) {
    server.accounts[young_person].cases.insert(id);
    sync::Op op = create_op(DocId(test_id(number)), "message",
                            {{"kind", kind},
                             {"text", "Hi"},
                             {"from", "young_person"},
                             {"from_name", "Amira Haddad"},
                             {"on", "2026-11-22"}});
    op.case_id = id;
    EXPECT_EQ(server.write(young_person, op).status, sync::OpStatus::applied);
  }
  std::vector<std::string> names() {
    if (tablet.last_profile.empty()) bring_in(tablet, adviser);
    std::vector<std::string> found;
    for (const CaseState& one : tablet.state().cases) found.push_back(one.person.value.name);
    return found;
  }
};

TEST(ClientCaseload, IsOrderedByWhatFallsDueFirst) {
  Caseload w;
  w.server.accounts[adviser].cases.clear();
  w.add("Visit soon", 10, 50);
  w.add("Nothing soon", 10, 1);
  w.add("Late", 10, 70);
  w.add("Later still", 300, 1);
  const CaseId wrote = w.add("Wrote", 10, 1);
  const CaseId asked = w.add("Asked for a review", 10, 1);
  w.hear_from(wrote, 601, "note");
  w.hear_from(asked, 602, "review_request");
  EXPECT_EQ(w.names(), (std::vector<std::string>{"Later still", "Late", "Asked for a review", "Wrote", "Visit soon",
                                                 "Nothing soon"}));
}

TEST(ClientCaseload, BuildsOnlyTheCaseThatWasTouched) {
  Caseload w;
  // Longer than what a string keeps inside itself: a case that is built anew keeps its name elsewhere.
  const std::string one_name = "Somebody with a name of more than a few letters";
  const std::string two_name = "Another with a name of more than a few letters";
  const CaseId one = w.add(one_name, 10, 1);
  w.add(two_name, 20, 2);
  ASSERT_EQ(w.names().size(), 3U);
  const auto kept_at = [&] {
    std::map<std::string, const void*> found;
    for (const CaseState& shown : w.tablet.state().cases) {
      found[shown.person.value.name] = shown.person.value.name.data();
    }
    return found;
  };
  const auto before = kept_at();
  w.tablet.act(SaveDraft{"message/x", "Hello"});
  EXPECT_EQ(kept_at(), before);
  w.tablet.step(SendMessage{one, "Hello"});
  const auto after = kept_at();
  EXPECT_NE(after.at(one_name), before.at(one_name));
  EXPECT_EQ(after.at(two_name), before.at(two_name));
}

}  // namespace
}  // namespace waymark::client
