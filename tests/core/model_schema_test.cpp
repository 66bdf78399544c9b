// Goal: a document says exactly what its declaration allows, every mistake is told with its place and the remedy, and
// nobody writes what belongs to someone else.
// Method: one full example of each type, from which single things are changed; each declared field is tried.
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

#include "core/model/content.h"
#include "core/model/json.h"
#include "core/model/limits.h"
#include "core/model/schema.h"

namespace waymark {
namespace {

using Json = nlohmann::json;
using Pointer = Json::json_pointer;

Json parse(std::string_view text) {
  Checked<Json> json = parse_json(text);
  EXPECT_TRUE(json) << text;
  return json ? *json : Json();
}

// Every declared field of the type, set to something.
Json example(std::string_view type) {
  static const Json examples = parse(R"({
    "person": {"name": "Sam Example", "called": "Sam", "born": "2008-02-29", "language": "ar",
               "care": {"weeks_since_14": 60, "after_16": true, "looked_after_now": true, "looked_after_until_18": true,
                        "detained_or_in_hospital_at_16": true, "special_guardianship": true},
               "in_education": true, "support_requested": true, "lives_in_area": false, "home_from_council_since": "2026-09-01"},
    "plan": {"sections": {}, "last_reviewed_on": "2026-05-01", "last_visited_on": "2026-06-01"},
    "view": {"heading": "home", "words": "A place with a door that locks."},
    "step": {"heading": "money", "title": "Open an account", "owner": "other", "owner_name": "Jo", "due": "2026-12-01",
             "done": true, "done_on": "2026-11-22"},
    "contact": {"kind": "important", "name": "Aunt May", "relation": "my aunt", "phone": "+44 (0)23 8000-0000",
                "email": "may@example.org", "note": "Evenings"},
    "appointment": {"kind": "review", "title": "Plan review", "on": "2026-12-01", "at": "14:30", "place": "Café",
                    "with": "Kim", "state": "held"},
    "agreement": {"on": "2026-11-22", "young_person": "Sam Example", "adviser": "Kim Adviser", "sections": {},
                  "steps": [{"heading": "money", "title": "Open an account", "owner": "other", "owner_name": "Jo",
                             "due": "2026-12-01", "done": true, "done_on": "2026-11-22"}]},
    "message": {"kind": "review_request", "text": "Can we look at it again?", "from": "young_person",
                "from_name": "Sam", "on": "2026-11-22"},
    "read_receipt": {"by": "young_person", "up_to": 7},
    "pledge_response": {"pledge": "setting-up-money", "feeling": "bad", "text": "Still waiting.", "on": "2026-11-22",
                        "reply": "It comes on Friday.", "reply_by": "Kim", "replied_on": "2026-11-23"}
  })");
  Json document = examples.at(std::string(type));
  if (type == "plan") {
    for (const Heading heading : all_headings) {
      document["sections"][std::string(name_of(heading))] = {
          {"now", "Fine."}, {"suggestion", "I want a bus pass."}, {"suggested_by", "Kim"}};
    }
  }
  if (type == "agreement") {
    for (const Heading heading : all_headings) {
      document["sections"][std::string(name_of(heading))] = {{"now", "Fine."}, {"wants", "A bus pass."}};
    }
  }
  return document;
}

Json with(Json document, std::string_view pointer, Json value) {
  document[Pointer(std::string(pointer))] = std::move(value);
  return document;
}

Json without(Json document, std::string_view pointer) {
  const Pointer at{std::string(pointer)};
  document[at.parent_pointer()].erase(at.back());
  return document;
}

Problems problems_of(std::string_view type, const Json& document) { return find_rules(type)->check(document); }

Problems only(std::string pointer, std::string reason, ProblemCause cause = ProblemCause::other) {
  return {{std::move(pointer), std::move(reason), cause}};
}

// ---- Reading and writing ----------------------------------------------------------------------------------------

template <class T>
class EveryDocument : public testing::Test {};
using Documents = testing::Types<Person, Plan, View, Step, Contact, Appointment, Agreement, Message, PledgeResponse, ReadReceipt>;
TYPED_TEST_SUITE(EveryDocument, Documents);

TYPED_TEST(EveryDocument, IsWrittenAsItWasRead) {
  const Json document = example(TypeParam::type);
  const Checked<TypeParam> value = read<TypeParam>(document);
  ASSERT_TRUE(value) << to_text(value.error()[0]);
  EXPECT_EQ(write(*value), document);
}

TYPED_TEST(EveryDocument, HasAnExampleWithEveryField) {
  for (const std::string& pointer : find_rules(TypeParam::type)->pointers()) {
    EXPECT_TRUE(example(TypeParam::type).contains(Pointer(pointer))) << pointer;
  }
}

TYPED_TEST(EveryDocument, LeavesNothingOutButAbsentOptionals) {
  const Json written = write(TypeParam{});
  for (const std::string& pointer : find_rules(TypeParam::type)->pointers()) {
    const bool keyed = pointer.starts_with("/sections/");
    const Json value = example(TypeParam::type).at(Pointer(pointer));
    const bool optional_date = value.is_string() && parse_date(value.template get<std::string>()) &&
                               !find_rules(TypeParam::type)->field_at(pointer)->required;
    EXPECT_EQ(written.contains(Pointer(pointer)), !keyed && !optional_date) << pointer;
  }
}

TYPED_TEST(EveryDocument, RefusesAWrongKindOfValueInEachFieldAtItsPlace) {
  const DocumentRules& rules = *find_rules(TypeParam::type);
  for (const std::string& pointer : rules.pointers()) {
    for (const Json& wrong : {Json(Json::array()), Json(Json::object()), Json(nullptr), Json(0.5)}) {
      if (wrong.is_array() && example(TypeParam::type).at(Pointer(pointer)).is_array()) continue;
      const Problems problems = rules.check(with(example(TypeParam::type), pointer, wrong));
      ASSERT_EQ(problems.size(), 1U) << pointer << " " << wrong;
      EXPECT_EQ(problems[0].pointer, pointer);
    }
  }
}

TYPED_TEST(EveryDocument, MissesRequiredFieldsAndNoOthers) {
  const DocumentRules& rules = *find_rules(TypeParam::type);
  for (const std::string& pointer : rules.pointers()) {
    const Problems problems = rules.check(without(example(TypeParam::type), pointer));
    const bool required = rules.field_at(pointer)->required;
    ASSERT_EQ(problems.size(), required ? 1U : 0U) << pointer;
    if (required) {
      EXPECT_EQ(problems[0].pointer, pointer);
      EXPECT_TRUE(problems[0].reason.starts_with("is missing; must be ")) << problems[0].reason;
    }
  }
}

TYPED_TEST(EveryDocument, KeepsFieldsThatItDoesNotKnowOutOfTheWay) {
  const Json document = with(example(TypeParam::type), "/colour_of_the_future", "teal");
  EXPECT_EQ(problems_of(TypeParam::type, document), Problems{});
  EXPECT_EQ(write(*read<TypeParam>(document)), example(TypeParam::type));
}

TYPED_TEST(EveryDocument, IsAnObject) {
  for (const Json& wrong : {Json(nullptr), Json("text"), Json(Json::array()), Json(7)}) {
    EXPECT_EQ(problems_of(TypeParam::type, wrong), only("", "must be an object"));
  }
}

// ---- What is wrong and what would be right ----------------------------------------------------------------------

TEST(Text, IsLimitedInCharactersAndNotInBytes) {
  EXPECT_EQ(problems_of("view", with(example("view"), "/words", std::string(4000, 'a'))), Problems{});
  EXPECT_EQ(problems_of("view", with(example("view"), "/words", std::string(4001, 'a'))),
            only("/words", "is longer than 4,000 characters", ProblemCause::too_long));
  std::string smileys;
  for (int i = 0; i < 4000; ++i) smileys += "🙂";
  EXPECT_EQ(problems_of("view", with(example("view"), "/words", smileys)), Problems{});
}

TEST(Text, MayBeEmptyUnlessSomeoneMustBeNamed) {
  EXPECT_EQ(problems_of("view", with(example("view"), "/words", "")), Problems{});
  EXPECT_EQ(problems_of("step", with(example("step"), "/title", "")), only("/title", "must not be empty", ProblemCause::missing));
}

TEST(Text, HasLineBreaksAndTabsAndNoOtherControlCharacters) {
  EXPECT_EQ(problems_of("view", with(example("view"), "/words", "one\ntwo\tthree")), Problems{});
  for (const std::string_view control : {"\r", "\x1B", "\x7F", "\xC2\x85", "\x01"}) {
    EXPECT_EQ(problems_of("view", with(example("view"), "/words", "a" + std::string(control))),
              only("/words", "has a control character; only line breaks and tabs are allowed"));
  }
  EXPECT_EQ(problems_of("view", with(example("view"), "/words", std::string("\0", 1))).size(), 1U);
}

TEST(Text, IsUtf8) {
  EXPECT_EQ(problems_of("view", with(example("view"), "/words", "\xC3\x28")), only("/words", "must be text in UTF-8"));
}

TEST(Dates, Exist) {
  for (const std::string_view wrong : {"2026-02-29", "22-11-2026", "2026-11-22T10:00", ""}) {
    EXPECT_EQ(problems_of("person", with(example("person"), "/born", wrong)),
              only("/born", "must be a date like 2026-11-22, of a day that exists"));
  }
}

TEST(Numbers, AreWholeAndInRange) {
  const auto problems = [](const Json& value) {
    return problems_of("person", with(example("person"), "/care/weeks_since_14", value));
  };
  EXPECT_EQ(problems(0), Problems{});
  EXPECT_EQ(problems(209), Problems{});
  const Problems out_of_range = only("/care/weeks_since_14", "must be from 0 to 209");
  EXPECT_EQ(problems(-1), out_of_range);
  EXPECT_EQ(problems(210), out_of_range);
  EXPECT_EQ(problems(std::numeric_limits<std::uint64_t>::max()), out_of_range);
  EXPECT_EQ(problems(std::numeric_limits<std::int64_t>::min()), out_of_range);
  EXPECT_EQ(problems(13.0), only("/care/weeks_since_14", "must be a whole number"));
  EXPECT_EQ(problems("13"), only("/care/weeks_since_14", "must be a whole number"));
}

TEST(Choices, AreNamedInTheReason) {
  EXPECT_EQ(problems_of("appointment", with(example("appointment"), "/state", "done")),
            only("/state", "is not one of: planned, held, cancelled", ProblemCause::not_known));
}

TEST(Flags, AreTrueOrFalse) {
  EXPECT_EQ(problems_of("step", with(example("step"), "/done", 1)), only("/done", "must be true or false"));
}

TEST(Formats, TellWhatWouldBeRight) {
  const auto reason = [](std::string_view type, std::string_view pointer, std::string_view value) {
    const Problems problems = problems_of(type, with(example(type), pointer, value));
    return problems.empty() ? "" : problems[0].reason;
  };
  for (const std::string_view right : {"", "999", "+44 7700 900123", "(023) 8000-0000"}) {
    EXPECT_EQ(reason("contact", "/phone", right), "") << right;
  }
  for (const std::string_view wrong : {"call me", "12", "+-()", "0800 SAM"}) {
    EXPECT_EQ(reason("contact", "/phone", wrong), "must be a phone number as dialled, like 023 8000 0000") << wrong;
  }
  for (const std::string_view right : {"", "a@b", "first.last+tag@example.org", "grüße@beispiel.de"}) {
    EXPECT_EQ(reason("contact", "/email", right), "") << right;
  }
  for (const std::string_view wrong : {"sam", "@example.org", "sam@", "a@b@c", "a b@c"}) {
    EXPECT_EQ(reason("contact", "/email", wrong), "must be an email address like name@example.org") << wrong;
  }
  for (const std::string_view right : {"", "00:00", "09:05", "23:59"}) {
    EXPECT_EQ(reason("appointment", "/at", right), "") << right;
  }
  for (const std::string_view wrong : {"24:00", "9:05", "12:60", "2 pm", "12.30", "1a:00"}) {
    EXPECT_EQ(reason("appointment", "/at", wrong), "must be a time like 14:30") << wrong;
  }
  for (const std::string_view right : {"en", "ckb", "zh-Hant", "de-1996"}) {
    EXPECT_EQ(reason("person", "/language", right), "") << right;
  }
  for (const std::string_view wrong : {"en_GB", "1a", "en-", "-en", "abcdefghi", "en--GB"}) {
    EXPECT_EQ(reason("person", "/language", wrong), "must be a language tag like en or ar") << wrong;
  }
}

TEST(Headings, OfAPlanAreTheTenOfTheLaw) {
  EXPECT_EQ(problems_of("plan", with(example("plan"), "/sections/a~1b~0", Json::object())),
            only("/sections/a~1b~0",
                 "is not one of: support, education, work, contingency, home, people, skills, "
                 "money, health, identity",
                 ProblemCause::not_known));
}

TEST(ProblemList, EndsAfterTwenty) {
  Json plan = Json::object();
  for (const Heading heading : all_headings) {
    plan["sections"][std::string(name_of(heading))] = {{"now", 1}, {"suggestion", 2}, {"suggested_by", 3}};
  }
  EXPECT_EQ(problems_of("plan", plan).size(), limits::problems_max);
}

TEST(ProblemText, NamesThePlace) {
  EXPECT_EQ(to_text(Problem{"/born", "must be a date"}), "/born: must be a date");
  EXPECT_EQ(to_text(Problem{"", "must be an object"}), "must be an object");
}

// ---- Fields by pointer -------------------------------------------------------------------------------------------

TEST(FieldAt, KnowsLeavesAndNothingElse) {
  const DocumentRules& plan = *find_rules("plan");
  EXPECT_EQ(plan.field_at("/sections/home/now")->name, "now");
  for (const std::string_view pointer : {"", "/", "sections", "/sections", "/sections/home", "/sections/nowhere/now",
                                         "/sections/home/now/0", "/last_reviewed_on/x", "/Sections/home/now"}) {
    EXPECT_FALSE(plan.field_at(pointer)) << pointer;
  }
  EXPECT_FALSE(find_rules("person")->field_at("/care"));
  EXPECT_EQ(find_rules("person")->field_at("/care/after_16")->name, "after_16");
}

TEST(FieldAt, ChecksAValueForTheField) {
  const FieldRules due = *find_rules("step")->field_at("/due");
  EXPECT_EQ(due.check("2026-11-22"), Problems{});
  EXPECT_EQ(due.check("tomorrow"), only("", "must be a date like 2026-11-22, of a day that exists"));
}

TEST(FieldAt, LetsAFieldBeRemovedUnlessItIsRequired) {
  EXPECT_EQ(find_rules("step")->field_at("/due")->check(nullptr), Problems{});
  EXPECT_EQ(find_rules("step")->field_at("/title")->check(nullptr), only("", "cannot be removed", ProblemCause::missing));
}

TEST(FieldAt, KnowsTheNeutralValueOfAField) {
  EXPECT_TRUE(find_rules("person")->field_at("/lives_in_area")->is_neutral(true));
  EXPECT_FALSE(find_rules("person")->field_at("/lives_in_area")->is_neutral(false));
  EXPECT_TRUE(find_rules("plan")->field_at("/sections/home/suggestion")->is_neutral(""));
  EXPECT_FALSE(find_rules("plan")->field_at("/sections/home/suggestion")->is_neutral("I want"));
  EXPECT_TRUE(find_rules("step")->field_at("/due")->is_neutral(nullptr));
  EXPECT_FALSE(find_rules("step")->field_at("/due")->is_neutral("2026-11-22"));
}

// ---- Who writes what ---------------------------------------------------------------------------------------------

// The pointers that a role may write on an existing document, with values other than the neutral one.
std::vector<std::string> writable(std::string_view type, Role role) {
  std::vector<std::string> pointers;
  for (const std::string& pointer : find_rules(type)->pointers()) {
    if (pointer.starts_with("/sections/") && !pointer.starts_with("/sections/home/")) continue;  // all ten alike
    const Json value = example(type).at(Pointer(pointer));
    if (find_rules(type)->field_at(pointer)->may_write(role, value)) pointers.push_back(pointer);
  }
  return pointers;
}

using Pointers = std::vector<std::string>;

TEST(YoungPerson, WritesTheirOwnWordsAndNotWhatStaffRecord) {
  EXPECT_EQ(writable("person", Role::young_person), (Pointers{"/called", "/language"}));
  EXPECT_EQ(writable("plan", Role::young_person), Pointers{});
  EXPECT_EQ(writable("view", Role::young_person), Pointers{"/words"});
  EXPECT_EQ(writable("appointment", Role::young_person), Pointers{});
  EXPECT_EQ(writable("pledge_response", Role::young_person), (Pointers{"/feeling", "/text", "/on"}));
}

TEST(Adviser, NeverWritesTheYoungPersonsWords) {
  EXPECT_EQ(writable("view", Role::adviser), Pointers{});
  EXPECT_EQ(writable("pledge_response", Role::adviser), (Pointers{"/reply", "/reply_by", "/replied_on"}));
  for (const std::string_view pointer : {"/called", "/language"}) {
    EXPECT_FALSE(find_rules("person")->field_at(pointer)->writers.adviser) << pointer;
  }
}

TEST(Adviser, WritesThePlanAndTheFactsOfCare) {
  EXPECT_EQ(writable("plan", Role::adviser),
            (Pointers{"/sections/home/now", "/sections/home/suggestion", "/sections/home/suggested_by",
                      "/last_reviewed_on", "/last_visited_on"}));
  EXPECT_TRUE(find_rules("person")->field_at("/care/weeks_since_14")->may_write(Role::adviser, 20));
}

TEST(YoungPerson, PutsASuggestionAsideAndDoesNotWriteOne) {
  const FieldRules suggestion = *find_rules("plan")->field_at("/sections/home/suggestion");
  EXPECT_TRUE(suggestion.may_write(Role::young_person, ""));
  EXPECT_TRUE(suggestion.may_write(Role::young_person, nullptr));
  EXPECT_FALSE(suggestion.may_write(Role::young_person, "I want a dog."));
  EXPECT_TRUE(suggestion.may_write(Role::adviser, "I want a dog."));
}

TEST(Both, WriteStepsAndContacts) {
  for (const Role role : {Role::young_person, Role::adviser}) {
    EXPECT_EQ(writable("step", role), find_rules("step")->pointers());
    EXPECT_EQ(writable("contact", role), find_rules("contact")->pointers());
  }
}

TEST(AppendOnlyDocuments, AreNeverChangedOrRemoved) {
  for (const std::string_view type : {"message", "agreement"}) {
    const DocumentRules& rules = *find_rules(type);
    EXPECT_TRUE(rules.append_only);
    EXPECT_FALSE(rules.removers.young_person || rules.removers.adviser);
    for (const Role role : {Role::young_person, Role::adviser}) EXPECT_EQ(writable(type, role), Pointers{});
  }
}

TEST(Owner, IsTheYoungPersonOfTheirOwnWordsAndOfHowTheyAreCalled) {
  EXPECT_EQ(find_rules("view")->field_at("/words")->owner, Role::young_person);
  EXPECT_EQ(find_rules("person")->field_at("/called")->owner, Role::young_person);
  EXPECT_FALSE(find_rules("step")->field_at("/title")->owner);
}

TEST(Everything, IsReadByBoth) {
  for (const DocumentRules* rules : all_rules()) {
    for (const std::string& pointer : rules->pointers()) {
      const Roles readers = rules->field_at(pointer)->readers;
      EXPECT_TRUE(readers.young_person && readers.adviser) << rules->type << pointer;
    }
  }
}

TEST(DocumentTypes, AreFoundByNameAndEachOnce) {
  EXPECT_EQ(all_rules().size(), std::variant_size_v<AnyDocument>);
  for (const DocumentRules* rules : all_rules()) EXPECT_EQ(find_rules(rules->type), rules);
  EXPECT_EQ(find_rules("private_note"), nullptr);
  EXPECT_EQ(find_rules(""), nullptr);
}

TEST(DocumentTypes, SayWhichStandOnceInACase) {
  for (const DocumentRules* rules : all_rules()) {
    EXPECT_EQ(rules->one_per_case, rules->type == "person" || rules->type == "plan") << rules->type;
  }
  EXPECT_EQ(find_rules("view")->one_per, "heading");
  EXPECT_EQ(find_rules("read_receipt")->one_per, "by");
}

TEST(Removing, IsNobodysForPersonPlanViewAgreementMessageAndReceipt) {
  for (const std::string_view type : {"person", "plan", "view", "agreement", "message", "read_receipt"}) {
    EXPECT_FALSE(find_rules(type)->removers.young_person || find_rules(type)->removers.adviser) << type;
  }
  EXPECT_TRUE(find_rules("step")->removers.young_person && find_rules("step")->removers.adviser);
  EXPECT_FALSE(find_rules("appointment")->removers.young_person);
}

// ---- Creating ----------------------------------------------------------------------------------------------------

Problems refused(std::string pointer, std::string reason) {
  return only(std::move(pointer), std::move(reason), ProblemCause::not_allowed);
}

Problems created_by(Role role, std::string_view type, const Json& document) {
  return find_rules(type)->check_created_by(role, document);
}

TEST(Creating, IsForThoseWhoKeepTheDocument) {
  for (const std::string_view type : {"person", "plan", "appointment", "agreement"}) {
    EXPECT_EQ(created_by(Role::young_person, type, example(type)), refused("", "cannot be created by young_person"))
        << type;
  }
  for (const std::string_view type : {"plan", "appointment", "agreement"}) {
    EXPECT_EQ(created_by(Role::adviser, type, example(type)), Problems{}) << type;
  }
  EXPECT_EQ(created_by(Role::adviser, "view", example("view")), refused("", "cannot be created by adviser"));
  EXPECT_EQ(created_by(Role::adviser, "pledge_response", example("pledge_response")),
            refused("", "cannot be created by adviser"));
}

TEST(Creating, LeavesFieldsOfOthersNeutral) {
  Json response = example("pledge_response");
  EXPECT_EQ(created_by(Role::young_person, "pledge_response", response),
            (Problems{{"/reply", "cannot be written by young_person", ProblemCause::not_allowed},
                      {"/reply_by", "cannot be written by young_person", ProblemCause::not_allowed},
                      {"/replied_on", "cannot be written by young_person", ProblemCause::not_allowed}}));
  const PledgeResponse fresh{.pledge = "setting-up-money", .text = "Still waiting.", .on = {2026, 11, 22}};
  EXPECT_EQ(created_by(Role::young_person, "pledge_response", write(fresh)), Problems{});
}

TEST(Creating, NamesTheAuthorsOwnRole) {
  EXPECT_EQ(created_by(Role::young_person, "message", example("message")), Problems{});
  EXPECT_EQ(created_by(Role::adviser, "message", example("message")), refused("/from", "must be adviser"));
  EXPECT_EQ(created_by(Role::adviser, "message", without(example("message"), "/from")),
            refused("/from", "must be adviser"));
}

TEST(Creating, OfAContactByAYoungPersonIsSomeoneImportantToThem) {
  Json contact = example("contact");
  EXPECT_EQ(created_by(Role::young_person, "contact", contact), Problems{});
  contact["kind"] = "adviser";
  EXPECT_EQ(created_by(Role::young_person, "contact", contact), refused("/kind", "must be important"));
  EXPECT_EQ(created_by(Role::adviser, "contact", contact), Problems{});
}

TEST(Creating, SurvivesWhatIsNoDocument) {
  for (const Json& wrong : {Json(nullptr), Json("text"), Json(Json::array()), Json(7)}) {
    for (const DocumentRules* rules : all_rules()) {
      const bool nothing_against_it = rules->creators.adviser && rules->author_field.empty();
      EXPECT_EQ(rules->check_created_by(Role::adviser, wrong).empty(), nothing_against_it) << rules->type;
      const bool open = rules->young_person_kind.empty() && rules->author_field.empty();
      EXPECT_EQ(rules->open_to(Role::young_person, wrong), open) << rules->type;
    }
  }
}

TEST(ContactsOfStaff, AreClosedToTheYoungPerson) {
  const DocumentRules& contact = *find_rules("contact");
  EXPECT_TRUE(contact.open_to(Role::young_person, example("contact")));
  EXPECT_FALSE(contact.open_to(Role::young_person, with(example("contact"), "/kind", "advocate")));
  EXPECT_TRUE(contact.open_to(Role::adviser, with(example("contact"), "/kind", "advocate")));
}

TEST(ReadReceipts, AreWrittenInTheNameOfOnesOwnRole) {
  const DocumentRules& receipt = *find_rules("read_receipt");
  EXPECT_EQ(created_by(Role::young_person, "read_receipt", example("read_receipt")), Problems{});
  EXPECT_EQ(created_by(Role::adviser, "read_receipt", example("read_receipt")), refused("/by", "must be adviser"));
  EXPECT_TRUE(receipt.open_to(Role::young_person, example("read_receipt")));
  EXPECT_FALSE(receipt.open_to(Role::adviser, example("read_receipt")));
  EXPECT_TRUE(receipt.field_at("/up_to")->grows);
  EXPECT_TRUE(receipt.field_at("/by")->fixed);
}

// ---- Names -------------------------------------------------------------------------------------------------------

TEST(Names, AreReadAsTheyAreWritten) {
  for (const Heading heading : all_headings) EXPECT_EQ(parse_name<Heading>(name_of(heading)), heading);
  EXPECT_EQ(name_of(Status::former_relevant), "former_relevant");
  EXPECT_EQ(parse_name<LineKind>("out_of_hours"), LineKind::out_of_hours);
  EXPECT_FALSE(parse_name<Feeling>("Good"));
  EXPECT_FALSE(parse_name<Feeling>(""));
  EXPECT_EQ(name_of(static_cast<Feeling>(9)), "");
}

TEST(Names, OfHeadingsInTheLawAreDifferentFromEachOther) {
  std::vector<std::string_view> names;
  for (const Heading heading : all_headings) names.push_back(legal_name(heading));
  std::ranges::sort(names);
  EXPECT_EQ(std::ranges::adjacent_find(names), names.end());
  EXPECT_FALSE(names.front().empty());
}

}  // namespace
}  // namespace waymark
