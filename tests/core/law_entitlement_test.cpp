// Goal: someone sees what is likely theirs and why, and never "unlikely" for want of a fact.
// Method: one item and one person, changed in one thing at a time.
#include <gtest/gtest.h>

#include <algorithm>

#include "core/law/law.h"

namespace waymark::law {
namespace {

constexpr Date today{2026, 11, 22};

// Nineteen, former relevant, lives in the area.
Person somebody() {
  Person person;
  person.born = {2007, 3, 3};
  person.care = {.weeks_since_14 = 100, .after_16 = true, .looked_after_until_18 = true};
  return person;
}

// For former relevant people of 18 to 24, everywhere.
OfferItem item() {
  OfferItem item;
  item.statuses = {Status::former_relevant};
  item.age_from = 18;
  item.age_to = 25;
  item.travels = Travels::yes;
  return item;
}

EntitlementOpinion judge(const OfferItem& item, const Person& person, Date day = today) {
  return likely_entitlement(item, person, likely_status(person, day), day);
}

bool has(const EntitlementOpinion& opinion, Reason reason) {
  return std::ranges::find(opinion.reasons, reason) != opinion.reasons.end();
}

TEST(Entitlement, IsLikelyWhenAgeAndStatusFit) {
  const EntitlementOpinion opinion = judge(item(), somebody());
  EXPECT_EQ(opinion.likelihood, Likelihood::likely);
  EXPECT_EQ(opinion.reasons, (std::vector{Reason::age_fits, Reason::status_fits}));
}

TEST(Entitlement, OfAnyStatusNeedsNoStatus) {
  OfferItem any = item();
  any.statuses.clear();
  EXPECT_EQ(judge(any, somebody()).reasons, std::vector{Reason::age_fits});
}

TEST(Entitlement, BeginsOnTheBirthday) {
  Person person = somebody();
  person.born = {2008, 11, 23};
  EXPECT_EQ(judge(item(), person).likelihood, Likelihood::unlikely);
  EXPECT_TRUE(has(judge(item(), person), Reason::too_young));
  EXPECT_EQ(judge(item(), person, {2026, 11, 23}).likelihood, Likelihood::likely);
}

TEST(Entitlement, EndsWithTheDayBeforeTheBirthday) {
  OfferItem any = item();
  any.statuses.clear();
  Person person = somebody();
  person.born = {2001, 11, 23};
  EXPECT_EQ(judge(any, person).likelihood, Likelihood::likely);
  EXPECT_EQ(judge(any, person, {2026, 11, 23}).likelihood, Likelihood::unlikely);
  EXPECT_TRUE(has(judge(any, person, {2026, 11, 23}), Reason::too_old));
}

TEST(Entitlement, IsUnlikelyForAnotherStatus) {
  OfferItem other = item();
  other.statuses = {Status::eligible, Status::relevant};
  EXPECT_EQ(judge(other, somebody()).likelihood, Likelihood::unlikely);
  EXPECT_TRUE(has(judge(other, somebody()), Reason::status_does_not_fit));
}

TEST(Entitlement, IsOnlyMaybeWhenNothingIsKnownOfTheTimeInCare) {
  Person person = somebody();
  person.care = {};
  const EntitlementOpinion opinion = judge(item(), person);
  EXPECT_EQ(opinion.likelihood, Likelihood::maybe);
  EXPECT_TRUE(has(opinion, Reason::ask_about_condition));
}

TEST(Entitlement, From21OnStartsWithAskingForSupport) {
  Person person = somebody();
  person.born = {2005, 11, 22};
  EXPECT_EQ(judge(item(), person).likelihood, Likelihood::maybe);
  EXPECT_TRUE(has(judge(item(), person), Reason::can_request_support));
  EXPECT_EQ(judge(item(), person, {2026, 11, 21}).likelihood, Likelihood::likely);

  Person asked = person;
  asked.support_requested = true;
  EXPECT_EQ(judge(item(), asked).likelihood, Likelihood::likely);
  EXPECT_TRUE(has(judge(item(), asked), Reason::support_requested));

  Person studying = person;
  studying.in_education = true;
  EXPECT_EQ(judge(item(), studying).likelihood, Likelihood::likely);
}

TEST(Entitlement, ForPeopleInEducationFollowsTheRecord) {
  OfferItem bursary = item();
  bursary.conditions = {Condition::in_education};
  Person person = somebody();
  EXPECT_EQ(judge(bursary, person).likelihood, Likelihood::unlikely);
  EXPECT_TRUE(has(judge(bursary, person), Reason::not_in_education));
  person.in_education = true;
  EXPECT_EQ(judge(bursary, person).likelihood, Likelihood::likely);
  EXPECT_TRUE(has(judge(bursary, person), Reason::in_education));
}

TEST(Entitlement, IsOnlyMaybeForWhatThePhoneCannotKnow) {
  for (const Condition condition : {Condition::higher_education, Condition::apprenticeship, Condition::ask}) {
    OfferItem bursary = item();
    bursary.conditions = {condition};
    EXPECT_EQ(judge(bursary, somebody()).likelihood, Likelihood::maybe);
    EXPECT_TRUE(has(judge(bursary, somebody()), Reason::ask_about_condition));
  }
}

TEST(Entitlement, ForThePlaceFollowsWhereTheyLive) {
  OfferItem inside = item();
  inside.conditions = {Condition::lives_in_area};
  OfferItem outside = item();
  outside.conditions = {Condition::lives_out_of_area};
  Person person = somebody();
  EXPECT_EQ(judge(inside, person).likelihood, Likelihood::likely);
  EXPECT_EQ(judge(outside, person).likelihood, Likelihood::unlikely);
  person.lives_in_area = false;
  EXPECT_EQ(judge(inside, person).likelihood, Likelihood::unlikely);
  EXPECT_EQ(judge(outside, person).likelihood, Likelihood::likely);
}

TEST(Entitlement, ThatDoesNotTravelStaysInTheArea) {
  Person away = somebody();
  away.lives_in_area = false;
  const auto likelihood = [&](Travels travels, const Person& person) {
    OfferItem local = item();
    local.travels = travels;
    return judge(local, person).likelihood;
  };
  EXPECT_EQ(likelihood(Travels::no, somebody()), Likelihood::likely);
  EXPECT_EQ(likelihood(Travels::no, away), Likelihood::unlikely);
  EXPECT_EQ(likelihood(Travels::ask, away), Likelihood::maybe);
  EXPECT_EQ(likelihood(Travels::yes, away), Likelihood::likely);
}

TEST(Entitlement, ThatIsNotYetInForceIsMaybeUntilItsFirstDay) {
  OfferItem coming = item();
  coming.from = add_days(today, 1);
  EXPECT_EQ(judge(coming, somebody()).likelihood, Likelihood::maybe);
  EXPECT_TRUE(has(judge(coming, somebody()), Reason::not_yet_in_force));
  EXPECT_EQ(judge(coming, somebody(), add_days(today, 1)).likelihood, Likelihood::likely);
}

TEST(Entitlement, ThatIsNotYetInForceIsJudgedForItsFirstDay) {
  OfferItem coming = item();
  coming.from = Date{2027, 6, 1};
  Person seventeen = somebody();
  seventeen.born = {2009, 6, 1};
  seventeen.care = {.weeks_since_14 = 100, .after_16 = true, .looked_after_now = true};
  EXPECT_EQ(judge(coming, seventeen).likelihood, Likelihood::maybe);  // eighteen and former relevant by then

  Person twenty_four = somebody();
  twenty_four.born = {2002, 6, 1};
  EXPECT_EQ(judge(coming, twenty_four).likelihood, Likelihood::unlikely);  // twenty-five by then
}

TEST(Entitlement, ThatHasNoDayYetIsOnlyMaybe) {
  OfferItem coming = item();
  coming.in_force = false;
  EXPECT_TRUE(is_coming(coming, today));
  EXPECT_EQ(judge(coming, somebody()).likelihood, Likelihood::maybe);
  EXPECT_TRUE(has(judge(coming, somebody()), Reason::not_yet_in_force));
  coming.from = add_days(today, -1);
  EXPECT_TRUE(is_coming(coming, today)) << "what is not in force is coming, whatever day was written down";
}

TEST(Entitlement, OfAQualifyingPersonFrom21OnIsMaybeForLearningAndNothingElse) {
  Person person = somebody();
  person.born = {2005, 11, 22};  // 21 today
  person.care = {.weeks_since_14 = 5, .after_16 = true};
  OfferItem course = item();
  course.statuses = {Status::former_relevant, Status::qualifying};
  course.area = OfferArea::education;
  OfferItem rent = course;
  rent.area = OfferArea::home;
  EXPECT_EQ(judge(course, person).likelihood, Likelihood::maybe);
  EXPECT_TRUE(has(judge(course, person), Reason::education_help_only));
  EXPECT_EQ(judge(rent, person).likelihood, Likelihood::unlikely);
  EXPECT_EQ(judge(rent, person, {2026, 11, 21}).likelihood, Likelihood::likely) << "20 years old";
  person.in_education = true;
  EXPECT_EQ(judge(course, person).likelihood, Likelihood::likely);
}

TEST(Amount, IsTheItemsUntilItsLastDay) {
  OfferItem benefit = item();
  EXPECT_EQ(amount_on(benefit, today), nullptr);
  benefit.amount = Amount{.pence = 33858, .per = Per::month, .until = today};
  ASSERT_NE(amount_on(benefit, today), nullptr);
  EXPECT_EQ(amount_on(benefit, today)->pence, 33858);
  EXPECT_EQ(amount_on(benefit, add_days(today, 1)), nullptr);
}

TEST(Entitlement, SaysEachReasonOnce) {
  OfferItem local = item();
  local.conditions = {Condition::lives_in_area, Condition::higher_education, Condition::apprenticeship};
  local.travels = Travels::no;
  Person away = somebody();
  away.lives_in_area = false;
  const EntitlementOpinion opinion = judge(local, away);
  EXPECT_EQ(std::ranges::count(opinion.reasons, Reason::lives_out_of_area), 1);
  EXPECT_EQ(std::ranges::count(opinion.reasons, Reason::ask_about_condition), 1);
  EXPECT_EQ(opinion.likelihood, Likelihood::unlikely);
}

}  // namespace
}  // namespace waymark::law
