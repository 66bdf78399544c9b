// Goal: nobody's words are lost or overwritten unseen, whoever edits when. Method: one example for each rule of
// merge.h, then random editors whose every accepted value must be shown, kept beside or knowingly replaced.
#include "core/sync/merge.h"

#include <gtest/gtest.h>

#include <random>

#include "core/model/limits.h"
#include "tests/core/random_seed.h"

namespace waymark::sync {
namespace {

constexpr const char* case_id = "01890000-0000-7000-8000-0000000000ca";
constexpr const char* doc_id = "01890000-0000-7000-8000-0000000000d0";

std::string numbered_id(int number) {
  std::string digits = std::to_string(number);
  return "01890000-0000-7000-8000-" + std::string(12 - digits.size(), '0') + digits;
}

/// A record and those who edit it; each edit takes the next sequence, as on a server.
struct Desk {
  Record record;
  std::int64_t seq = 0;
  int ops = 0;
  MergeResult last;

  static Author young_person(std::string device = "phone") {
    return {PersonId(numbered_id(1)), "Amira", Role::young_person, std::move(device), 1000};
  }
  static Author adviser(std::string device = "tablet") {
    return {PersonId(numbered_id(2)), "Sam", Role::adviser, std::move(device), 2000};
  }

  Op op(OpKind kind) {
    Op op;
    op.id = OpId(numbered_id(++ops));
    op.n = ops;
    op.case_id = CaseId(case_id);
    op.doc = DocId(doc_id);
    op.kind = kind;
    op.at_utc_ms = 77;
    return op;
  }

  MergeResult apply(const Op& op, const Author& author) {
    last = merge(record, op, author, seq + 1);
    if (last.changed) ++seq;
    return last;
  }

  MergeResult create(std::string type, Json document, const Author& author) {
    Op made = op(OpKind::create);
    made.type = std::move(type);
    made.document = std::move(document);
    return apply(made, author);
  }
  MergeResult set(std::vector<FieldSet> places, std::int64_t base, const Author& author) {
    Op made = op(OpKind::set);
    made.set = std::move(places);
    made.base = base;
    return apply(made, author);
  }
  MergeResult remove(std::int64_t base, const Author& author) {
    Op made = op(OpKind::remove);
    made.base = base;
    return apply(made, author);
  }

  Json shown(const char* name) const { return record.document.contains(name) ? record.document.at(name) : Json(); }
};

Desk with_step() {
  Desk desk;
  desk.create("step", {{"heading", "home"}, {"title", "See the flat"}, {"owner", "young_person"}},
              Desk::young_person());
  EXPECT_EQ(desk.last.status, OpStatus::applied);
  return desk;
}

Desk with_plan() {
  Desk desk;
  desk.create("plan", {{"sections", {{"home", {{"now", "In a hostel"}, {"suggestion", "My own flat"}}}}}},
              Desk::adviser());
  EXPECT_EQ(desk.last.status, OpStatus::applied);
  return desk;
}

Desk with_view() {
  Desk desk;
  desk.create("view", {{"heading", "home"}, {"words", "A flat"}}, Desk::young_person());
  EXPECT_EQ(desk.last.status, OpStatus::applied);
  return desk;
}

std::string place_of(const MergeResult& result) { return result.problem ? result.problem->pointer : "none"; }

// ---- Setting fields --------------------------------------------------------------------------------------------

TEST(Merge, AppliesAnEditOfWhatItsAuthorSaw) {
  Desk desk = with_step();
  desk.set({{"/title", "See both flats"}}, 1, Desk::adviser());
  EXPECT_EQ(desk.last.status, OpStatus::applied);
  EXPECT_EQ(desk.shown("title"), "See both flats");
  EXPECT_EQ(desk.record.seq, 2);
}

TEST(Merge, KeepsBothEditsOfDifferentFields) {
  Desk desk = with_step();
  desk.set({{"/title", "See both flats"}}, 1, Desk::adviser());
  desk.set({{"/due", "2026-12-01"}}, 1, Desk::young_person());
  EXPECT_EQ(desk.last.status, OpStatus::merged);
  EXPECT_EQ(desk.shown("title"), "See both flats");
  EXPECT_EQ(desk.shown("due"), "2026-12-01");
  EXPECT_TRUE(desk.record.conflicts.empty());
}

TEST(Merge, KeepsALaterUnseenEditOfTheSameFieldBesideTheShownOne) {
  Desk desk = with_step();
  desk.set({{"/title", "See both flats"}}, 1, Desk::adviser());
  desk.set({{"/title", "See the flat on Monday"}}, 1, Desk::young_person());
  EXPECT_EQ(desk.last.status, OpStatus::conflict);
  EXPECT_EQ(desk.shown("title"), "See both flats");
  ASSERT_EQ(desk.record.conflicts.size(), 1U);
  const Conflict& kept = desk.record.conflicts[0];
  EXPECT_EQ(kept.pointer, "/title");
  EXPECT_EQ(kept.value, "See the flat on Monday");
  EXPECT_EQ(kept.author, "Amira");
  EXPECT_EQ(kept.server_utc_ms, 1000);
  EXPECT_EQ(kept.claimed_utc_ms, 77);
}

TEST(Merge, FindsNoConflictWhenBothSaidTheSame) {
  Desk desk = with_step();
  desk.set({{"/title", "See both flats"}}, 1, Desk::adviser());
  desk.set({{"/title", "See both flats"}}, 1, Desk::young_person());
  EXPECT_NE(desk.last.status, OpStatus::conflict);
  EXPECT_FALSE(desk.last.changed);
  EXPECT_EQ(desk.record.seq, 2);
}

TEST(Merge, TakesAnAbsentFieldAndItsNeutralValueForTheSame) {
  Desk desk = with_step();
  EXPECT_FALSE(desk.set({{"/done", false}, {"/due", nullptr}, {"/owner_name", ""}}, 1, Desk::adviser()).changed);
}

TEST(Merge, NeverSetsOnesOwnEditsInARowAgainstEachOther) {
  Desk desk = with_step();  // made on the phone, which has not heard of sequence 1 yet
  desk.set({{"/title", "See both flats"}}, 0, Desk::young_person());
  desk.set({{"/title", "See three flats"}}, 0, Desk::young_person());
  EXPECT_EQ(desk.last.status, OpStatus::applied);
  EXPECT_EQ(desk.shown("title"), "See three flats");
  EXPECT_TRUE(desk.record.conflicts.empty());
}

TEST(Merge, LetsNobodyPassForAnotherByNamingTheirDevice) {
  Desk desk = with_step();
  desk.set({{"/title", "See both flats"}}, 1, Desk::young_person("phone"));
  desk.set({{"/title", "Ask Sam"}}, 1, Desk::adviser("phone"));
  EXPECT_EQ(desk.last.status, OpStatus::conflict);
  EXPECT_EQ(desk.shown("title"), "See both flats");
  desk.set({{"/title", "Ask me"}}, 1, Desk::young_person("other"));
  desk.set({{"/title", "Ask nobody"}}, 1, Desk::adviser("other"));
  EXPECT_EQ(desk.record.conflicts.size(), 3U);
}

TEST(Merge, SeesAnotherDevicesEditBetweenOnesOwn) {
  Desk desk = with_step();
  desk.set({{"/title", "See both flats"}}, 1, Desk::young_person());
  desk.set({{"/title", "Ask Sam"}}, 2, Desk::adviser());
  desk.set({{"/title", "See three flats"}}, 1, Desk::young_person());
  EXPECT_EQ(desk.last.status, OpStatus::conflict);
  EXPECT_EQ(desk.shown("title"), "Ask Sam");
}

TEST(Merge, LetsADevicesNewerVersionReplaceItsOlderOneBeside) {
  Desk desk = with_step();
  desk.set({{"/title", "Ask Sam"}}, 1, Desk::adviser());
  desk.set({{"/title", "One"}}, 1, Desk::young_person());
  desk.set({{"/title", "Two"}}, 1, Desk::young_person());
  ASSERT_EQ(desk.record.conflicts.size(), 1U);
  EXPECT_EQ(desk.record.conflicts[0].value, "Two");
  desk.set({{"/title", "Three"}}, desk.record.seq, Desk::young_person());
  EXPECT_EQ(desk.shown("title"), "Three");
  EXPECT_TRUE(desk.record.conflicts.empty());
}

// Sam's title is shown, Amira's "One" is kept beside it.
Desk with_two_titles() {
  Desk desk = with_step();
  desk.set({{"/title", "Ask Sam"}}, 1, Desk::adviser());
  desk.set({{"/title", "One"}}, 1, Desk::young_person());
  EXPECT_EQ(desk.record.conflicts.size(), 1U);
  return desk;
}

TEST(Merge, IsSettledByChoosingTheShownVersion) {
  Desk desk = with_two_titles();
  EXPECT_TRUE(desk.set({{"/title", "Ask Sam"}}, desk.record.seq, Desk::adviser()).changed);
  EXPECT_EQ(desk.last.status, OpStatus::applied);
  EXPECT_EQ(desk.shown("title"), "Ask Sam");
  EXPECT_TRUE(desk.record.conflicts.empty());
}

TEST(Merge, IsSettledByChoosingTheOtherVersionOrAThird) {
  for (const char* choice : {"One", "Ask me"}) {
    Desk desk = with_two_titles();
    desk.set({{"/title", choice}}, desk.record.seq, Desk::adviser());
    EXPECT_EQ(desk.shown("title"), choice);
    EXPECT_TRUE(desk.record.conflicts.empty()) << choice;
  }
}

TEST(Merge, IsNotSettledByAChoiceWhoseAuthorHadNotSeenTheOtherVersion) {
  Desk desk = with_two_titles();
  desk.set({{"/title", "Ask Sam"}}, 2, Desk::adviser());
  EXPECT_FALSE(desk.last.changed);
  desk.set({{"/title", "Ask me"}}, 2, Desk::adviser());
  EXPECT_EQ(desk.shown("title"), "Ask me");
  ASSERT_EQ(desk.record.conflicts.size(), 1U);
  EXPECT_EQ(desk.record.conflicts[0].value, "One");
}

TEST(Merge, SettlesOnlyThePlaceThatWasSet) {
  Desk desk = with_two_titles();
  desk.set({{"/due", "2026-12-01"}}, desk.record.seq, Desk::adviser());
  EXPECT_EQ(desk.record.conflicts.size(), 1U);
}

TEST(Merge, ShowsTheYoungPersonsValueOfWhatIsTheirs) {
  Desk desk;
  desk.create("person", {{"name", "Amira Haddad"}, {"born", "2008-02-29"}}, Desk::adviser());
  desk.set({{"/called", "Ami"}}, 1, Desk::young_person());
  EXPECT_EQ(desk.shown("called"), "Ami");
  desk.set({{"/called", "Amira"}}, 2, Desk::adviser());
  EXPECT_EQ(desk.last.status, OpStatus::rejected) << "only the young person says what they are called";
  EXPECT_EQ(desk.shown("called"), "Ami");
}

TEST(Merge, LetsTheOwnerReplaceWhatAnotherRoleWroteUnseenAndKeepsThat) {
  // A record from a time when advisers still wrote this field: ownership decides, not the order of arrival.
  Desk desk = with_view();
  desk.record.fields["/words"] = {++desk.seq, PersonId(numbered_id(2)), "Sam", "tablet", Role::adviser, 2000,
                                  5,          OpId(numbered_id(99))};
  desk.record.document["words"] = "Sam thinks a hostel";
  desk.record.seq = desk.seq;
  desk.set({{"/words", "My own flat"}}, 1, Desk::young_person());
  EXPECT_EQ(desk.last.status, OpStatus::conflict);
  EXPECT_EQ(desk.shown("words"), "My own flat");
  ASSERT_EQ(desk.record.conflicts.size(), 1U);
  EXPECT_EQ(desk.record.conflicts[0].value, "Sam thinks a hostel");
  EXPECT_EQ(desk.record.conflicts[0].author, "Sam");
}

TEST(Merge, KeepsTheWholeOfTwoLongTextsRatherThanMixingThem) {
  Desk desk = with_view();
  desk.set({{"/words", "A flat. With a cat."}}, 1, Desk::young_person("old phone"));
  desk.set({{"/words", "A flat in Leeds."}}, 1, Desk::young_person("new phone"));
  EXPECT_EQ(desk.last.status, OpStatus::conflict);
  EXPECT_EQ(desk.shown("words"), "A flat. With a cat.");
  EXPECT_EQ(desk.record.conflicts.at(0).value, "A flat in Leeds.");
}

TEST(Merge, AppliesTheOtherFieldsOfAnOperationThatMeetsAConflict) {
  Desk desk = with_step();
  desk.set({{"/title", "Ask Sam"}}, 1, Desk::adviser());
  desk.set({{"/title", "Ask me"}, {"/done", true}, {"/done_on", "2026-11-22"}}, 1, Desk::young_person());
  EXPECT_EQ(desk.last.status, OpStatus::conflict);
  EXPECT_EQ(desk.shown("title"), "Ask Sam");
  EXPECT_EQ(desk.shown("done"), true);
}

TEST(Merge, RemovesAFieldWithNull) {
  Desk desk = with_step();
  desk.set({{"/due", "2026-12-01"}}, 1, Desk::adviser());
  desk.set({{"/due", nullptr}}, 2, Desk::adviser());
  EXPECT_FALSE(desk.record.document.contains("due"));
}

TEST(Merge, MakesThePlacesOnTheWayToANestedField) {
  Desk desk = with_plan();
  desk.set({{"/sections/money/now", "Saving £10 a week"}}, 1, Desk::adviser());
  EXPECT_EQ(desk.record.document["sections"]["money"]["now"], "Saving £10 a week");
  EXPECT_EQ(desk.record.document["sections"]["home"]["now"], "In a hostel");
}

// ---- What is refused -------------------------------------------------------------------------------------------

TEST(Merge, LeavesTheRecordAloneWhenOneFieldIsRefused) {
  Desk desk = with_step();
  const std::string before = canonical(write(desk.record));
  EXPECT_EQ(desk.set({{"/due", "2026-12-01"}, {"/title", std::string(5000, 'a')}}, 1, Desk::adviser()).status,
            OpStatus::rejected);
  EXPECT_EQ(place_of(desk.last), "/set/~1title");
  EXPECT_FALSE(desk.last.changed);
  EXPECT_EQ(canonical(write(desk.record)), before);
}

TEST(Merge, RefusesWhatTheSchemaDoesNotKnow) {
  Desk desk = with_step();
  EXPECT_EQ(place_of(desk.set({{"/colour", "red"}}, 1, Desk::adviser())), "/set/~1colour");
  EXPECT_EQ(place_of(desk.set({{"/title/0", "S"}}, 1, Desk::adviser())), "/set/~1title~10");
  Desk other;
  EXPECT_EQ(place_of(other.create("horoscope", Json::object(), Desk::adviser())), "/type");
}

TEST(Merge, RefusesAWriterWithoutTheRight) {
  Desk plan = with_plan();
  EXPECT_EQ(place_of(plan.set({{"/sections/home/now", "All fine"}}, 1, Desk::young_person())),
            "/set/~1sections~1home~1now");
  Desk view = with_view();
  EXPECT_EQ(place_of(view.set({{"/words", "A hostel"}}, 1, Desk::adviser())), "/set/~1words");
  EXPECT_EQ(view.shown("words"), "A flat");
  Desk contact;
  contact.create("contact", {{"kind", "adviser"}, {"name", "Sam"}}, Desk::adviser());
  EXPECT_EQ(place_of(contact.set({{"/phone", "999"}}, 1, Desk::young_person())), "/doc");
  EXPECT_EQ(place_of(contact.remove(1, Desk::young_person())), "/delete");
}

TEST(Merge, LetsAYoungPersonPutASuggestionAsideButNotRewriteIt) {
  Desk desk = with_plan();
  EXPECT_EQ(desk.set({{"/sections/home/suggestion", "A castle"}}, 1, Desk::young_person()).status, OpStatus::rejected);
  EXPECT_EQ(desk.set({{"/sections/home/suggestion", ""}}, 1, Desk::young_person()).status, OpStatus::applied);
}

TEST(Merge, RefusesAMessageInAnothersName) {
  Desk desk;
  desk.create("message",
              {{"kind", "note"}, {"text", "Hi"}, {"from", "adviser"}, {"from_name", "Sam"}, {"on", "2026-11-22"}},
              Desk::young_person());
  EXPECT_EQ(place_of(desk.last), "/create/from");
}

TEST(Merge, NeverChangesWhatIsAppendOnly) {
  Desk desk;
  desk.create("message",
              {{"kind", "note"}, {"text", "Hi"}, {"from", "adviser"}, {"from_name", "Sam"}, {"on", "2026-11-22"}},
              Desk::adviser());
  EXPECT_EQ(desk.last.status, OpStatus::applied);
  EXPECT_EQ(place_of(desk.set({{"/text", "Bye"}}, 1, Desk::adviser())), "/doc");
  EXPECT_EQ(place_of(desk.remove(1, Desk::adviser())), "/doc");
}

TEST(Merge, RefusesASecondCreationAndEditsOfNothing) {
  Desk desk = with_step();
  EXPECT_EQ(place_of(desk.create("step", desk.record.document, Desk::young_person())), "/doc");
  Desk empty;
  EXPECT_EQ(place_of(empty.set({{"/title", "x"}}, 0, Desk::adviser())), "/doc");
  EXPECT_EQ(place_of(empty.remove(0, Desk::adviser())), "/doc");
}

TEST(Merge, SaysWhyInANameForPrograms) {
  const auto cause = [](const MergeResult& result) { return result.problem.value_or(Problem{}).cause; };
  Desk desk = with_step();
  EXPECT_EQ(cause(desk.set({{"/title", ""}}, 1, Desk::adviser())), ProblemCause::missing);
  EXPECT_EQ(cause(desk.set({{"/owner", Json()}}, 1, Desk::adviser())), ProblemCause::missing);
  EXPECT_EQ(cause(desk.set({{"/title", std::string(301, 'x')}}, 1, Desk::adviser())), ProblemCause::too_long);
  EXPECT_EQ(cause(desk.set({{"/colour", "red"}}, 1, Desk::adviser())), ProblemCause::not_known);
  EXPECT_EQ(cause(desk.set({{"/owner", "robot"}}, 1, Desk::adviser())), ProblemCause::not_known);
  EXPECT_EQ(cause(desk.set({{"/due", "2026-02-30"}}, 1, Desk::adviser())), ProblemCause::other);
  EXPECT_EQ(cause(desk.create("step", desk.record.document, Desk::adviser())), ProblemCause::exists);

  Desk plan = with_plan();
  EXPECT_EQ(cause(plan.set({{"/sections/home/now", "All fine"}}, 1, Desk::young_person())), ProblemCause::not_allowed);
  EXPECT_EQ(cause(plan.remove(1, Desk::adviser())), ProblemCause::fixed) << "nobody removes a plan";
  Desk view = with_view();
  EXPECT_EQ(cause(view.set({{"/heading", "money"}}, 1, Desk::young_person())), ProblemCause::fixed);

  Desk empty;
  EXPECT_EQ(cause(empty.set({{"/title", "x"}}, 0, Desk::adviser())), ProblemCause::gone);
  EXPECT_EQ(cause(empty.create("plan", Json::object(), Desk::young_person())), ProblemCause::not_allowed);
  EXPECT_EQ(cause(empty.create("step", {{"title", "x"}}, Desk::young_person())), ProblemCause::missing);
  EXPECT_EQ(cause(empty.create("horoscope", Json::object(), Desk::adviser())), ProblemCause::not_known);
}

TEST(Merge, RefusesABaseFromTheFutureAndAnotherCase) {
  Desk desk = with_step();
  EXPECT_EQ(place_of(desk.set({{"/title", "x"}}, 2, Desk::adviser())), "/base");
  Op op = desk.op(OpKind::remove);
  op.case_id = CaseId(numbered_id(7));
  op.base = 1;
  EXPECT_EQ(place_of(desk.apply(op, Desk::adviser())), "/case");
}

TEST(Merge, RefusesASequenceThatDoesNotGrow) {
  Desk desk = with_step();
  Op op = desk.op(OpKind::remove);
  op.base = 1;
  EXPECT_EQ(merge(desk.record, op, Desk::adviser(), 1).status, OpStatus::rejected);
}

TEST(Merge, RejectsFieldsThatNobodyDeclaredWhenADocumentIsMade) {
  Desk desk;
  desk.create("step", {{"heading", "home"}, {"title", "See the flat"}, {"owner", "adviser"}, {"colour", "red"}},
              Desk::adviser());
  EXPECT_EQ(place_of(desk.last), "/create/colour");
  desk.create("plan", {{"sections", {{"home", {{"now", "Fine"}, {"mood", "good"}}}}}}, Desk::adviser());
  EXPECT_EQ(place_of(desk.last), "/create/sections/home/mood");
}

TEST(Merge, RejectsADocumentThatWouldBeTooLarge) {
  Desk desk;
  desk.create("plan", {{"sections", Json::object()}}, Desk::adviser());
  std::string words;
  for (int i = 0; i < 4000; ++i) words += "\U0001F3E0";  // four bytes each
  int kept = 0;
  for (const char* field : {"now", "suggestion"}) {
    for (const Heading heading : all_headings) {
      const std::string place = "/sections/" + std::string(name_of(heading)) + "/" + field;
      if (desk.set({{place, words}}, desk.record.seq, Desk::adviser()).status == OpStatus::rejected) break;
      ++kept;
    }
  }
  EXPECT_EQ(place_of(desk.last), "/set");
  EXPECT_EQ(kept, 16) << "16 kB each, 256 kB in all, less what is around them";
  EXPECT_LE(json_text(desk.record.document).size(), limits::document_bytes_max);
}

TEST(Merge, LetsAnAdviserGiveTheFirstValueOfWhatIsTheYoungPersonsToChange) {
  Desk desk;
  desk.create("person", {{"name", "Yusuf Haddad"}, {"born", "2007-07-22"}, {"language", "ar"}, {"called", "Yusuf"}},
              Desk::adviser());
  EXPECT_EQ(desk.last.status, OpStatus::applied);
  EXPECT_EQ(desk.shown("language"), "ar");
  desk.set({{"/language", "en"}}, desk.record.seq, Desk::adviser());
  EXPECT_EQ(desk.last.status, OpStatus::rejected) << "afterwards it is theirs alone";
}

TEST(Merge, RejectsRatherThanDropsWhenThereIsNoRoomBeside) {
  Desk desk = with_step();
  desk.set({{"/title", "Shown"}}, 1, Desk::adviser());
  for (std::size_t i = 0; i < conflicts_max; ++i) {
    EXPECT_EQ(desk.set({{"/title", "v"}}, 1, Desk::young_person("phone " + std::to_string(i))).status,
              OpStatus::conflict);
  }
  desk.set({{"/title", "one too many"}}, 1, Desk::young_person("last phone"));
  EXPECT_EQ(place_of(desk.last), "/set/~1title");
  EXPECT_EQ(desk.record.conflicts.size(), conflicts_max);
}

// ---- Removing --------------------------------------------------------------------------------------------------

TEST(MergeRemove, LeavesATombstoneThatStillKnowsWhatWasThere) {
  Desk desk = with_step();
  EXPECT_EQ(desk.remove(1, Desk::adviser()).status, OpStatus::applied);
  EXPECT_TRUE(desk.record.deleted);
  EXPECT_EQ(desk.shown("title"), "See the flat");
  EXPECT_TRUE(change_for(desk.record, Role::adviser).document.is_null());
}

TEST(MergeRemove, HappensOnce) {
  Desk desk = with_step();
  desk.remove(1, Desk::adviser());
  EXPECT_FALSE(desk.remove(1, Desk::young_person()).changed);
  EXPECT_EQ(desk.last.status, OpStatus::applied);
}

TEST(MergeRemove, GivesWayToALaterEdit) {
  Desk desk = with_step();
  desk.remove(1, Desk::adviser());
  EXPECT_EQ(desk.set({{"/due", "2026-12-01"}}, 1, Desk::young_person()).status, OpStatus::merged);
  EXPECT_FALSE(desk.record.deleted);
  EXPECT_EQ(desk.shown("title"), "See the flat");
}

TEST(MergeRemove, GivesWayToAnEditThatItsAuthorHadNotSeen) {
  Desk desk = with_step();
  desk.set({{"/due", "2026-12-01"}}, 1, Desk::young_person());
  EXPECT_EQ(desk.remove(1, Desk::adviser()).status, OpStatus::conflict);
  EXPECT_FALSE(desk.record.deleted);
  ASSERT_EQ(desk.record.conflicts.size(), 1U);
  EXPECT_EQ(desk.record.conflicts[0].pointer, "");
  EXPECT_EQ(desk.record.conflicts[0].author, "Sam");
  EXPECT_EQ(desk.remove(desk.record.seq, Desk::adviser()).status, OpStatus::applied);
  EXPECT_TRUE(desk.record.deleted);
}

TEST(MergeRemove, GivesWayToWordsBesideThatItsAuthorHadNotSeen) {
  Desk desk = with_step();
  desk.set({{"/title", "Ask Sam"}}, 1, Desk::adviser());
  desk.set({{"/title", "Ask Kim"}}, 1, Desk::adviser("laptop"));  // beside
  EXPECT_EQ(desk.remove(2, Desk::adviser()).status, OpStatus::conflict) << "Kim has not been seen here";
  EXPECT_EQ(desk.remove(desk.seq, Desk::adviser()).status, OpStatus::applied);
}

TEST(MergeRemove, IsSettledByAnEditOfSomeoneWhoKnewOfIt) {
  Desk desk = with_step();
  desk.set({{"/due", "2026-12-01"}}, 1, Desk::young_person());
  desk.remove(1, Desk::adviser());
  desk.set({{"/done", true}}, 2, Desk::young_person());
  EXPECT_EQ(desk.record.conflicts.size(), 1U) << "had not seen that it was to go";
  desk.set({{"/title", "Keep it"}}, desk.record.seq, Desk::young_person());
  EXPECT_TRUE(desk.record.conflicts.empty());
}

// ---- The record as stored and as pulled ------------------------------------------------------------------------

TEST(MergeRecord, ComesBackAsItWasStored) {
  Desk desk = with_step();
  desk.set({{"/title", "Ask Sam"}}, 1, Desk::adviser());
  desk.set({{"/title", "Ask me"}}, 1, Desk::young_person());
  const std::optional<Record> read = read_record(write(desk.record));
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(canonical(write(*read)), canonical(write(desk.record)));
  EXPECT_EQ(read->fields.at("/title").role, Role::adviser);
  EXPECT_EQ(read->created.device, "phone");
}

TEST(MergeRecord, IsNotReadFromAnythingElse) {
  Desk desk = with_step();
  for (const char* member : {"case", "doc", "type", "seq", "document", "created", "fields", "conflicts"}) {
    Json json = write(desk.record);
    json[member] = 1.5;
    EXPECT_FALSE(read_record(json).has_value()) << member;
    json.erase(member);
    EXPECT_FALSE(read_record(json).has_value()) << member;
  }
}

TEST(MergeRecord, IsPulledWithItsConflicts) {
  Desk desk = with_step();
  desk.set({{"/title", "Ask Sam"}}, 1, Desk::adviser());
  desk.set({{"/title", "Ask me"}}, 1, Desk::young_person());
  const Change change = change_for(desk.record, Role::young_person);
  EXPECT_EQ(change.seq, 3);
  EXPECT_EQ(change.document, desk.record.document);
  EXPECT_EQ(change.conflicts.size(), 1U);
}

// ---- On the phone ----------------------------------------------------------------------------------------------

TEST(Overlay, ShowsWhatTheServerWillSayWhenNobodyElseEdits) {
  Desk desk = with_plan();
  Json document = desk.record.document;
  bool deleted = false;
  Op op = desk.op(OpKind::set);
  op.base = 1;
  op.set = {
      {"/last_visited_on", "2026-11-22"}, {"/sections/home/suggestion", nullptr}, {"/sections/money/now", "Fine"}};
  overlay(document, deleted, op);
  ASSERT_EQ(desk.apply(op, Desk::adviser()).status, OpStatus::applied);
  EXPECT_EQ(document, desk.record.document);
  overlay(document, deleted, desk.op(OpKind::remove));
  EXPECT_TRUE(deleted);
}

TEST(Overlay, PassesOverPlacesInsideAValue) {
  Json document{{"title", "See the flat"}};
  bool deleted = true;
  Op op;
  op.set = {{"/title/0", "X"}, {"", "X"}, {"no pointer", "X"}, {"/due", "2026-12-01"}};
  overlay(document, deleted, op);
  EXPECT_EQ(document, Json({{"title", "See the flat"}, {"due", "2026-12-01"}}));
  EXPECT_FALSE(deleted);
}

// ---- Random editors --------------------------------------------------------------------------------------------

struct Said {
  std::string pointer;
  Json value;
  int device;
  std::int64_t base;
  std::int64_t seq;  // 0: it was already so, which binds nobody
};

/// Whether nobody needs to miss this value: it is shown, kept beside, replaced by its own device or by someone who
/// had seen it.
bool is_safe(const Said& said, std::size_t index, const std::vector<Said>& all, const Record& record) {
  if (said.seq == 0) return true;
  const std::string name = said.pointer.substr(1);
  if (record.document.contains(name) && record.document.at(name) == said.value) return true;
  for (const Conflict& kept : record.conflicts) {
    if (kept.pointer == said.pointer && kept.value == said.value) return true;
  }
  for (std::size_t later = index + 1; later < all.size(); ++later) {
    const Said& other = all[later];
    if (other.pointer == said.pointer && (other.device == said.device || other.base >= said.seq)) return true;
  }
  return false;
}

TEST(MergeRandom, LosesNobodysWords) {
  std::mt19937_64 random(random_seed());
  const auto below = [&](std::uint64_t limit) { return static_cast<int>(random() % limit); };
  int conflicts = 0;
  for (int round = 0; round < 200; ++round) {
    Desk desk = with_step();
    constexpr int device_count = 4;
    std::vector<std::int64_t> pulled(device_count, 1);
    std::vector<Said> all;
    for (int i = 0; i < 60; ++i) {
      const int device = below(device_count);
      if (below(3) == 0) pulled[static_cast<std::size_t>(device)] = desk.record.seq;
      const std::int64_t base = pulled[static_cast<std::size_t>(device)];
      const Author author =
          device % 2 == 0 ? Desk::young_person(std::to_string(device)) : Desk::adviser(std::to_string(device));
      if (below(12) == 0) {
        desk.remove(base, author);
        continue;
      }
      std::vector<FieldSet> places{{"/title", "title " + std::to_string(below(6))}};
      if (below(2) == 0) places.push_back({"/owner_name", "name " + std::to_string(below(6))});
      const Json before = desk.record.document;
      ASSERT_NE(desk.set(places, base, author).status, OpStatus::rejected);
      conflicts += desk.last.status == OpStatus::conflict ? 1 : 0;
      for (const FieldSet& place : places) {
        const std::string name = place.pointer.substr(1);
        const bool was_so = before.contains(name) && before.at(name) == place.value;
        all.push_back({place.pointer, place.value, device, base, was_so ? 0 : desk.record.seq});
      }
      ASSERT_EQ(canonical(write(*read_record(write(desk.record)))), canonical(write(desk.record)));
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
      ASSERT_TRUE(is_safe(all[i], i, all, desk.record)) << "round " << round << ", edit " << i << ": " << all[i].value;
    }
  }
  EXPECT_GT(conflicts, 500) << "the editors hardly met";
}

}  // namespace
}  // namespace waymark::sync
