// Goal: what the rules of a document do not allow is refused with the place and the cause, and changes nothing.
#include <gtest/gtest.h>

#include "core/model/limits.h"
#include "tests/core/merge_desk.h"

namespace waymark::sync {
namespace {

std::string place_of(const MergeResult& result) { return result.problem ? result.problem->pointer : "none"; }

TEST(MergeRefusal, LeavesTheRecordAloneWhenOneFieldIsRefused) {
  Desk desk = with_step();
  const std::string before = canonical(write(desk.record));
  EXPECT_EQ(desk.set({{"/due", "2026-12-01"}, {"/title", std::string(5000, 'a')}}, 1, Desk::adviser()).status,
            OpStatus::rejected);
  EXPECT_EQ(place_of(desk.last), "/set/~1title");
  EXPECT_FALSE(desk.last.changed);
  EXPECT_EQ(canonical(write(desk.record)), before);
}

TEST(MergeRefusal, RefusesWhatTheSchemaDoesNotKnow) {
  Desk desk = with_step();
  EXPECT_EQ(place_of(desk.set({{"/colour", "red"}}, 1, Desk::adviser())), "/set/~1colour");
  EXPECT_EQ(place_of(desk.set({{"/title/0", "S"}}, 1, Desk::adviser())), "/set/~1title~10");
  Desk other;
  EXPECT_EQ(place_of(other.create("horoscope", Json::object(), Desk::adviser())), "/type");
}

TEST(MergeRefusal, RefusesAWriterWithoutTheRight) {
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

TEST(MergeRefusal, LetsAYoungPersonPutASuggestionAsideButNotRewriteIt) {
  Desk desk = with_plan();
  EXPECT_EQ(desk.set({{"/sections/home/suggestion", "A castle"}}, 1, Desk::young_person()).status, OpStatus::rejected);
  EXPECT_EQ(desk.set({{"/sections/home/suggestion", ""}}, 1, Desk::young_person()).status, OpStatus::applied);
}

TEST(MergeRefusal, RefusesAMessageInAnothersName) {
  Desk desk;
  desk.create("message",
              {{"kind", "note"}, {"text", "Hi"}, {"from", "adviser"}, {"from_name", "Sam"}, {"on", "2026-11-22"}},
              Desk::young_person());
  EXPECT_EQ(place_of(desk.last), "/create/from");
}

TEST(MergeRefusal, NeverChangesWhatIsAppendOnly) {
  Desk desk;
  desk.create("message",
              {{"kind", "note"}, {"text", "Hi"}, {"from", "adviser"}, {"from_name", "Sam"}, {"on", "2026-11-22"}},
              Desk::adviser());
  EXPECT_EQ(desk.last.status, OpStatus::applied);
  EXPECT_EQ(place_of(desk.set({{"/text", "Bye"}}, 1, Desk::adviser())), "/doc");
  EXPECT_EQ(place_of(desk.remove(1, Desk::adviser())), "/doc");
}

TEST(MergeRefusal, RefusesASecondCreationAndEditsOfNothing) {
  Desk desk = with_step();
  EXPECT_EQ(place_of(desk.create("step", desk.record.document, Desk::young_person())), "/doc");
  Desk empty;
  EXPECT_EQ(place_of(empty.set({{"/title", "x"}}, 0, Desk::adviser())), "/doc");
  EXPECT_EQ(place_of(empty.remove(0, Desk::adviser())), "/doc");
}

TEST(MergeRefusal, SaysWhyInANameForPrograms) {
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

TEST(MergeRefusal, RefusesABaseFromTheFutureAndAnotherCase) {
  Desk desk = with_step();
  EXPECT_EQ(place_of(desk.set({{"/title", "x"}}, 2, Desk::adviser())), "/base");
  Op op = desk.op(OpKind::remove);
  op.case_id = CaseId(numbered_id(7));
  op.base = 1;
  EXPECT_EQ(place_of(desk.apply(op, Desk::adviser())), "/case");
}

TEST(MergeRefusal, RefusesASequenceThatDoesNotGrow) {
  Desk desk = with_step();
  Op op = desk.op(OpKind::remove);
  op.base = 1;
  EXPECT_EQ(merge(desk.record, op, Desk::adviser(), 1).status, OpStatus::rejected);
}

TEST(MergeRefusal, RejectsFieldsThatNobodyDeclaredWhenADocumentIsMade) {
  Desk desk;
  desk.create("step", {{"heading", "home"}, {"title", "See the flat"}, {"owner", "adviser"}, {"colour", "red"}},
              Desk::adviser());
  EXPECT_EQ(place_of(desk.last), "/create/colour");
  desk.create("plan", {{"sections", {{"home", {{"now", "Fine"}, {"mood", "good"}}}}}}, Desk::adviser());
  EXPECT_EQ(place_of(desk.last), "/create/sections/home/mood");
}

TEST(MergeRefusal, RejectsADocumentThatWouldBeTooLarge) {
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

TEST(MergeRefusal, LetsAnAdviserGiveTheFirstValueOfWhatIsTheYoungPersonsToChange) {
  Desk desk;
  desk.create("person", {{"name", "Yusuf Haddad"}, {"born", "2007-07-22"}, {"language", "ar"}, {"called", "Yusuf"}},
              Desk::adviser());
  EXPECT_EQ(desk.last.status, OpStatus::applied);
  EXPECT_EQ(desk.shown("language"), "ar");
  desk.set({{"/language", "en"}}, desk.record.seq, Desk::adviser());
  EXPECT_EQ(desk.last.status, OpStatus::rejected) << "afterwards it is theirs alone";
}

TEST(MergeRefusal, RejectsRatherThanDropsWhenThereIsNoRoomBeside) {
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

}  // namespace
}  // namespace waymark::sync
