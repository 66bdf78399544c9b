// Goal: nobody's words are lost or overwritten unseen, whoever edits when. Method: one example for each rule of
// merge.h, then random editors whose every accepted value must be shown, kept beside or knowingly replaced.
#include "core/sync/merge.h"

#include <gtest/gtest.h>

#include <random>

#include "tests/core/merge_desk.h"
#include "tests/core/random_seed.h"

namespace waymark::sync {
namespace {

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

// ---- What changed since ------------------------------------------------------------------------------------------

TEST(WhatChanged, IsTheFieldsThatDidAndNoOthers) {
  Desk desk = with_step();
  desk.set({{"/due", "2026-12-01"}}, desk.seq, Desk::adviser());
  const std::int64_t known = desk.seq;
  desk.set({{"/title", "Call them"}, {"/due", Json()}}, desk.seq, Desk::adviser());
  const Change change = change_since(desk.record, Role::young_person, known);
  EXPECT_TRUE(change.partial);
  Json document = {{"heading", "home"}, {"title", "See the flat"}, {"owner", "young_person"}, {"due", "2026-12-01"}};
  put_fields(document, change.set);
  EXPECT_EQ(document, desk.record.document);
  EXPECT_EQ(change.set.size(), 2U);
}

TEST(WhatChanged, IsNothingButWhatIsBesideItAfterAConflict) {
  Desk desk = with_step();
  desk.set({{"/title", "Call them"}}, desk.seq, Desk::young_person());
  const std::int64_t known = desk.seq;
  desk.set({{"/title", "Ring them"}}, 0, Desk::adviser());
  ASSERT_EQ(desk.last.status, OpStatus::conflict);
  const Change change = change_since(desk.record, Role::young_person, known);
  EXPECT_TRUE(change.partial && change.set.empty());
  EXPECT_EQ(change.conflicts.size(), 1U);
}

TEST(WhatChanged, IsAllOfWhatThePhoneDidNotHaveWhole) {
  Desk desk = with_step();
  EXPECT_FALSE(change_since(desk.record, Role::young_person, desk.seq - 1).partial) << "made since";
  desk.remove(desk.seq, Desk::adviser());
  EXPECT_TRUE(change_since(desk.record, Role::young_person, 0).deleted);
  const std::int64_t removed = desk.seq;
  desk.set({{"/title", "Call them"}}, 0, Desk::young_person("tablet"));
  ASSERT_FALSE(desk.record.deleted);
  const Change change = change_since(desk.record, Role::young_person, removed);
  EXPECT_FALSE(change.partial) << "whoever came while it was removed has never had it";
  EXPECT_EQ(change.document, desk.record.document);
  EXPECT_EQ(read_record(write(desk.record))->revived, desk.seq);
}

// ---- Numbers that grow ------------------------------------------------------------------------------------------

Desk with_receipt(std::int64_t up_to) {
  Desk desk;
  desk.create("read_receipt", {{"by", "adviser"}, {"up_to", up_to}}, Desk::adviser());
  EXPECT_EQ(desk.last.status, OpStatus::applied);
  return desk;
}

TEST(AReceipt, KeepsTheLargerNumberWhoeverSawWhat) {
  Desk desk = with_receipt(7);
  desk.set({{"/up_to", 9}}, 0, Desk::adviser("laptop"));
  EXPECT_EQ(desk.shown("up_to"), 9);
  EXPECT_EQ(desk.last.status, OpStatus::merged);
  desk.set({{"/up_to", 8}}, desk.seq, Desk::adviser());
  EXPECT_EQ(desk.shown("up_to"), 9) << "also where it is known";
  EXPECT_FALSE(desk.last.changed);
  EXPECT_TRUE(desk.record.conflicts.empty());
}

TEST(AReceipt, IsNotForTheOtherRoleToWrite) {
  Desk desk = with_receipt(7);
  desk.set({{"/up_to", 9}}, desk.seq, Desk::young_person());
  EXPECT_EQ(desk.last.status, OpStatus::rejected);
  EXPECT_EQ(desk.shown("up_to"), 7);
}

}  // namespace
}  // namespace waymark::sync
