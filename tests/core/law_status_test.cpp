// Goal: each status of the Children Act 1989 begins and ends on the right day and for the right reasons.
// Method: people around 16, 18, 21 and 25 and around 13 weeks, and random people from a printed seed.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "core/law/law.h"
#include "core/model/schema.h"
#include "tests/core/random_seed.h"

namespace waymark::law {
namespace {

constexpr Date born{2008, 11, 22};

Person with_care(CareHistory care) {
  Person person;
  person.name = "Sam Example";
  person.born = born;
  person.care = care;
  return person;
}

Person left_care_at_17() { return with_care({.weeks_since_14 = 60, .after_16 = true}); }
Person in_care() { return with_care({.weeks_since_14 = 60, .after_16 = true, .looked_after_now = true}); }
Person in_care_until_18() {
  return with_care({.weeks_since_14 = 100, .after_16 = true, .looked_after_until_18 = true});
}
Person short_care_after_16() { return with_care({.weeks_since_14 = 12, .after_16 = true}); }

// The day on which they are `years` old, and the day before.
Date turning(int years) { return birthday(born, years); }
Date day_before(int years) { return add_days(birthday(born, years), -1); }

bool has(const std::vector<Reason>& reasons, Reason reason) {
  return std::ranges::find(reasons, reason) != reasons.end();
}

TEST(EligibleChild, IsSixteenOrSeventeenAndStillLookedAfterWith13Weeks) {
  const StatusOpinion opinion = likely_status(in_care(), turning(16));
  EXPECT_EQ(opinion.status, Status::eligible);
  EXPECT_EQ(opinion.reasons, (std::vector{Reason::still_looked_after, Reason::weeks_enough, Reason::after_16}));
  EXPECT_FALSE(opinion.support_ends);  // becomes relevant or former relevant
  EXPECT_EQ(likely_status(in_care(), day_before(18)).status, Status::eligible);
}

TEST(EligibleChild, BeginsOnTheSixteenthBirthday) {
  const StatusOpinion opinion = likely_status(in_care(), day_before(16));
  EXPECT_EQ(opinion.status, Status::none);
  EXPECT_EQ(opinion.reasons, std::vector{Reason::under_16});
}

TEST(EligibleChild, NeedsThirteenWeeksAndNotTwelve) {
  Person person = in_care();
  person.care.weeks_since_14 = 13;
  EXPECT_EQ(likely_status(person, turning(17)).status, Status::eligible);
  person.care.weeks_since_14 = 12;
  const StatusOpinion opinion = likely_status(person, turning(17));
  EXPECT_EQ(opinion.status, Status::none);
  EXPECT_TRUE(has(opinion.reasons, Reason::weeks_too_few));
}

TEST(EligibleChild, WhoIsInCareAtSixteenHasBeenInCareAfterSixteen) {
  Person person = in_care();
  person.care.after_16 = false;  // not yet updated by staff
  EXPECT_EQ(likely_status(person, turning(16)).status, Status::eligible);
}

TEST(RelevantChild, LeftCareAfterSixteenWith13Weeks) {
  const StatusOpinion opinion = likely_status(left_care_at_17(), turning(17));
  EXPECT_EQ(opinion.status, Status::relevant);
  EXPECT_EQ(opinion.reasons, (std::vector{Reason::weeks_enough, Reason::after_16, Reason::left_care_before_18}));
  EXPECT_EQ(opinion.support_ends, turning(18));
}

TEST(RelevantChild, DidNotLeaveCareBeforeSixteen) {
  Person person = left_care_at_17();
  person.care.after_16 = false;
  const StatusOpinion opinion = likely_status(person, turning(17));
  EXPECT_EQ(opinion.status, Status::none);
  EXPECT_EQ(opinion.reasons, (std::vector{Reason::weeks_enough, Reason::not_after_16}));
}

TEST(RelevantChild, WasDetainedOrInHospitalAtSixteenAfter13Weeks) {
  Person person = with_care({.weeks_since_14 = 13, .detained_or_in_hospital_at_16 = true});
  const StatusOpinion opinion = likely_status(person, turning(16));
  EXPECT_EQ(opinion.status, Status::relevant);
  EXPECT_EQ(opinion.reasons, (std::vector{Reason::weeks_enough, Reason::detained_at_16}));
  person.care.weeks_since_14 = 12;
  EXPECT_EQ(likely_status(person, turning(16)).status, Status::none);
}

TEST(FormerRelevantChild, BeginsOnTheEighteenthBirthday) {
  EXPECT_EQ(likely_status(left_care_at_17(), day_before(18)).status, Status::relevant);
  EXPECT_EQ(likely_status(left_care_at_17(), turning(18)).status, Status::former_relevant);
  EXPECT_EQ(likely_status(in_care_until_18(), turning(18)).status, Status::former_relevant);
}

TEST(FormerRelevantChild, WhoWasInCareUntil18AlsoWhenTheRecordStillSaysNow) {
  const StatusOpinion opinion = likely_status(in_care(), turning(18));
  EXPECT_EQ(opinion.status, Status::former_relevant);
  EXPECT_TRUE(has(opinion.reasons, Reason::was_in_care_until_18));
  EXPECT_FALSE(has(opinion.reasons, Reason::left_care_before_18));
}

TEST(FormerRelevantChild, WasDetainedAtSixteen) {
  const Person person = with_care({.weeks_since_14 = 20, .detained_or_in_hospital_at_16 = true});
  EXPECT_EQ(likely_status(person, turning(19)).status, Status::former_relevant);
}

TEST(FormerRelevantChild, HasSupportUntil21AndCanAskForMore) {
  const StatusOpinion opinion = likely_status(in_care_until_18(), turning(20));
  EXPECT_EQ(opinion.support_ends, turning(21));
  EXPECT_TRUE(has(opinion.reasons, Reason::can_request_support));
}

TEST(FormerRelevantChild, HasSupportUntil25OnRequest) {
  Person person = in_care_until_18();
  person.support_requested = true;
  const StatusOpinion opinion = likely_status(person, turning(21));
  EXPECT_EQ(opinion.support_ends, turning(25));
  EXPECT_TRUE(has(opinion.reasons, Reason::support_requested));
  EXPECT_FALSE(has(opinion.reasons, Reason::can_request_support));
}

TEST(FormerRelevantChild, HasSupportUntil25InEducation) {
  Person person = in_care_until_18();
  person.in_education = true;
  const StatusOpinion opinion = likely_status(person, turning(19));
  EXPECT_EQ(opinion.support_ends, turning(25));
  EXPECT_TRUE(has(opinion.reasons, Reason::in_education));
}

TEST(FormerRelevantChild, CanAskForSupportFrom21UntilTheDayBefore25) {
  const StatusOpinion first = likely_status(in_care_until_18(), turning(21));
  EXPECT_EQ(first.status, Status::former_relevant);
  EXPECT_EQ(first.support_ends, turning(25));
  EXPECT_TRUE(has(first.reasons, Reason::can_request_support));
  EXPECT_EQ(likely_status(in_care_until_18(), day_before(25)).status, Status::former_relevant);
  EXPECT_EQ(likely_status(in_care_until_18(), turning(25)).reasons, std::vector{Reason::over_25});
}

TEST(QualifyingPerson, WasInCareAfterSixteenForLessThan13Weeks) {
  const StatusOpinion at_17 = likely_status(short_care_after_16(), turning(17));
  EXPECT_EQ(at_17.status, Status::qualifying);
  EXPECT_EQ(at_17.reasons, (std::vector{Reason::weeks_too_few, Reason::after_16}));
  EXPECT_EQ(at_17.support_ends, turning(21));
  EXPECT_EQ(likely_status(short_care_after_16(), day_before(21)).status, Status::qualifying);
}

TEST(QualifyingPerson, HasOnlyHelpWithLearningFrom21On) {
  Person person = short_care_after_16();
  const StatusOpinion learning_only = likely_status(person, turning(21));
  EXPECT_EQ(learning_only.status, Status::qualifying);
  EXPECT_TRUE(has(learning_only.reasons, Reason::education_help_only));
  EXPECT_EQ(learning_only.support_ends, turning(25));
  EXPECT_FALSE(has(likely_status(person, day_before(21)).reasons, Reason::education_help_only));
  EXPECT_EQ(likely_status(person, turning(25)).status, Status::none);
  person.in_education = true;
  const StatusOpinion opinion = likely_status(person, turning(21));
  EXPECT_EQ(opinion.status, Status::qualifying);
  EXPECT_EQ(opinion.support_ends, turning(25));
}

TEST(QualifyingPerson, HasASpecialGuardianAfterCare) {
  const Person person = with_care({.weeks_since_14 = 4, .special_guardianship = true});
  const StatusOpinion opinion = likely_status(person, turning(16));
  EXPECT_EQ(opinion.status, Status::qualifying);
  EXPECT_EQ(opinion.reasons, std::vector{Reason::special_guardianship});
}

TEST(Status, IsUnknownAndNotRefusedWhenNothingWasRecorded) {
  const StatusOpinion opinion = likely_status(with_care({}), turning(19));
  EXPECT_EQ(opinion.status, Status::none);
  EXPECT_EQ(opinion.reasons, std::vector{Reason::ask_about_condition});
}

TEST(Status, OfSomeoneBornOn29FebruaryChangesOn1MarchInACommonYear) {
  Person person = left_care_at_17();
  person.born = {2008, 2, 29};
  EXPECT_EQ(likely_status(person, {2026, 2, 28}).status, Status::relevant);
  EXPECT_EQ(likely_status(person, {2026, 2, 28}).support_ends, (Date{2026, 3, 1}));
  EXPECT_EQ(likely_status(person, {2026, 3, 1}).status, Status::former_relevant);
}

TEST(SupportChange, IsTheNextOfTheBirthdays18And21And25) {
  const Person person = in_care();
  const auto age_after = [&](Date today) { return next_support_change(person, today)->age; };
  EXPECT_EQ(age_after(turning(16)), 18);
  EXPECT_EQ(age_after(day_before(18)), 18);
  EXPECT_EQ(age_after(turning(18)), 21);
  EXPECT_EQ(age_after(turning(21)), 25);
  EXPECT_EQ(next_support_change(person, turning(20))->on, turning(21));
  EXPECT_FALSE(next_support_change(person, turning(25)));
}

// Properties that hold whatever the record says.
class StatusProperties : public testing::Test {
 protected:
  bool flip() { return random_() % 2 == 0; }
  Person anybody() {
    Person person = with_care({.weeks_since_14 = static_cast<std::int64_t>(random_() % 30),
                               .after_16 = flip(),
                               .looked_after_now = flip(),
                               .looked_after_until_18 = flip(),
                               .detained_or_in_hospital_at_16 = flip(),
                               .special_guardianship = flip()});
    person.in_education = flip();
    person.support_requested = flip();
    return person;
  }
  Date some_day() { return add_days(turning(14), static_cast<int>(random_() % (13 * 365))); }

 private:
  std::mt19937_64 random_{random_seed()};
};

TEST_F(StatusProperties, AStatusAlwaysHasAReasonAndAnEndThatLiesAhead) {
  for (int i = 0; i < 20'000; ++i) {
    const Person person = anybody();
    const Date today = some_day();
    const StatusOpinion opinion = likely_status(person, today);
    ASSERT_FALSE(opinion.reasons.empty()) << write(person).dump() << to_text(today);
    if (opinion.support_ends) {
      ASSERT_GT(*opinion.support_ends, today) << write(person).dump() << to_text(today);
    }
  }
}

TEST_F(StatusProperties, ChildStatusesEndAt18AndAllEndAt25) {
  for (int i = 0; i < 20'000; ++i) {
    const Person person = anybody();
    const Date today = some_day();
    const int age = age_on(person.born, today);
    const Status status = likely_status(person, today).status;
    const bool child = status == Status::eligible || status == Status::relevant;
    ASSERT_TRUE(!child || (age >= 16 && age < 18)) << write(person).dump() << to_text(today);
    ASSERT_TRUE(status != Status::former_relevant || (age >= 18 && age < 25)) << write(person).dump() << to_text(today);
    ASSERT_TRUE(status == Status::none || (age >= 16 && age < 25)) << write(person).dump() << to_text(today);
  }
}

TEST_F(StatusProperties, NobodyLosesSupportByTurning18) {
  for (int i = 0; i < 20'000; ++i) {
    const Person person = anybody();
    const Status before = likely_status(person, day_before(18)).status;
    const Status after = likely_status(person, turning(18)).status;
    const bool was_owed = before == Status::eligible || before == Status::relevant;
    ASSERT_TRUE(!was_owed || after == Status::former_relevant) << write(person).dump();
    ASSERT_TRUE(before != Status::qualifying || after != Status::none) << write(person).dump();
  }
}

}  // namespace
}  // namespace waymark::law
