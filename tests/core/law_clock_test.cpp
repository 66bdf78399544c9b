// Goal: duties fall due on the last day that the law or the council's own promise allows, not a day later.
// Method: days around each limit, month ends, and random clocks from a printed seed.
#include <gtest/gtest.h>

#include <random>

#include "core/law/law.h"
#include "tests/core/random_seed.h"

namespace waymark::law {
namespace {

constexpr Clocks clocks;
constexpr std::optional<Date> nothing;

Person person(std::optional<Date> home_from_council_since = {}) {
  Person person;
  person.born = {2007, 6, 1};
  person.care = {.weeks_since_14 = 100, .after_16 = true, .looked_after_until_18 = true};
  person.home_from_council_since = home_from_council_since;
  return person;
}

Plan reviewed_on(Date date) { return {.last_reviewed_on = date}; }
Plan visited_on(Date date) { return {.last_visited_on = date}; }

DutyClock review(const Plan& plan, std::optional<Date> start, const Person& who, Date today, const Clocks& by = clocks,
                 std::optional<Date> planned = {}) {
  return review_clock(plan, start, who, likely_status(who, today), by, planned, today);
}
DutyClock visit(const Plan& plan, std::optional<Date> start, const Person& who, Date today, const Clocks& by = clocks) {
  return visit_clock(plan, start, who, likely_status(who, today), by, nothing, today);
}
Date review_due(const Plan& plan, std::optional<Date> start, const Person& who) {
  return review(plan, start, who, {2026, 1, 1}).due;
}
Date visit_due(const Plan& plan, std::optional<Date> start, const Person& who) {
  return visit(plan, start, who, {2026, 1, 1}).due;
}

TEST(PlanReview, FallsDueSixMonthsAfterTheLastOne) {
  EXPECT_EQ(review_due(reviewed_on({2026, 1, 15}), nothing, person()), (Date{2026, 7, 15}));
}

TEST(PlanReview, FallsDueOnTheLastDayOfAShorterMonth) {
  EXPECT_EQ(review_due(reviewed_on({2026, 8, 31}), nothing, person()), (Date{2027, 2, 28}));
  EXPECT_EQ(review_due(reviewed_on({2027, 8, 29}), nothing, person()), (Date{2028, 2, 29}));
}

TEST(PlanReview, IsCountedFromTheAgreementWhenThereWasNone) {
  EXPECT_EQ(review_due({}, Date{2026, 1, 15}, person()), (Date{2026, 7, 15}));
  EXPECT_EQ(review_due(reviewed_on({2026, 3, 1}), Date{2026, 1, 15}, person()), (Date{2026, 9, 1}));
}

TEST(PlanReview, FallsDueAfter28DaysInAHomeFromTheCouncil) {
  const Person moved_in = person(Date{2026, 1, 15});
  EXPECT_EQ(review_due({}, Date{2025, 12, 1}, moved_in), (Date{2026, 2, 12}));
  EXPECT_EQ(review_due({}, nothing, moved_in), (Date{2026, 2, 12})) << "though there is no plan yet";
  EXPECT_EQ(review_due(reviewed_on({2025, 12, 20}), nothing, moved_in), (Date{2026, 2, 12})) << "not of this home";
  EXPECT_EQ(review_due(reviewed_on({2025, 8, 1}), nothing, moved_in), (Date{2026, 2, 1})) << "six months are sooner";
}

TEST(PlanReview, ThenEveryThreeMonthsInAHomeFromTheCouncil) {
  EXPECT_EQ(review_due(reviewed_on({2026, 1, 31}), nothing, person(Date{2026, 1, 3})), (Date{2026, 4, 30}));
}

TEST(PlanReview, FollowsTheCouncilsShorterTime) {
  const Clocks shorter{.review_months_max = 2};
  const auto due = [&](std::optional<Date> home) {
    return review(reviewed_on({2026, 1, 15}), nothing, person(home), {2026, 1, 16}, shorter).due;
  };
  EXPECT_EQ(due(nothing), (Date{2026, 3, 15}));
  EXPECT_EQ(due(Date{2026, 1, 1}), (Date{2026, 3, 15}));
}

TEST(AdviserVisit, FallsDueAfterTheWeeksThatTheCouncilPublishes) {
  EXPECT_EQ(visit_due(visited_on({2026, 1, 1}), nothing, person()), (Date{2026, 2, 26}));
  EXPECT_EQ(visit_due({}, Date{2026, 1, 1}, person()), (Date{2026, 2, 26}));
}

TEST(AdviserVisit, FallsDueWithinSevenDaysOfMovingIntoAHomeFromTheCouncil) {
  const Person moved_in = person(Date{2026, 1, 1});
  EXPECT_EQ(visit_due({}, nothing, moved_in), (Date{2026, 1, 8}));
  EXPECT_EQ(visit_due(visited_on({2025, 12, 20}), nothing, moved_in), (Date{2026, 1, 8})) << "not of this home";
  EXPECT_EQ(visit_due(visited_on({2026, 1, 1}), nothing, moved_in), (Date{2026, 2, 26})) << "on the day itself";
}

TEST(AdviserVisit, ThenEveryTwoMonthsInAHomeFromTheCouncil) {
  const Clocks twelve_weeks{.visit_weeks_max = 12};
  const DutyClock clock =
      visit(visited_on({2025, 12, 31}), nothing, person(Date{2025, 12, 24}), {2026, 1, 1}, twelve_weeks);
  EXPECT_EQ(clock.due, (Date{2026, 2, 28}));
}

TEST(AdviserVisit, FollowsThePublishedWeeksWhereTheyAreSooner) {
  // Eight weeks are 56 days; two months from July on are 62.
  EXPECT_EQ(visit_due(visited_on({2026, 7, 1}), nothing, person(Date{2026, 1, 1})), (Date{2026, 8, 26}));
}

TEST(DutyClock, DoesNotRunWithoutAStart) {
  EXPECT_EQ(review({}, nothing, person(), {2026, 1, 1}).state, ClockState::no_start);
  EXPECT_EQ(visit({}, nothing, person(), {2026, 1, 1}).state, ClockState::no_start);
}

bool runs(const Person& who, Date today) {
  const Plan plan{.last_reviewed_on = Date{2026, 1, 15}, .last_visited_on = Date{2026, 1, 15}};
  const bool reviews = review(plan, nothing, who, today).state != ClockState::no_start;
  EXPECT_EQ(visit(plan, nothing, who, today).state != ClockState::no_start, reviews);
  return reviews;
}

TEST(DutyClock, EndsWithTheTwentyFirstBirthdayUnlessThereIsEducationOrARequest) {
  Person who = person();
  EXPECT_TRUE(runs(who, {2028, 5, 31}));
  EXPECT_FALSE(runs(who, {2028, 6, 1}));
  who.in_education = true;
  EXPECT_TRUE(runs(who, {2032, 5, 31}));
  EXPECT_FALSE(runs(who, {2032, 6, 1})) << "25 years old";
  who.in_education = false;
  who.support_requested = true;
  EXPECT_TRUE(runs(who, {2032, 5, 31}));
  EXPECT_FALSE(runs(who, {2032, 6, 1}));
}

TEST(DutyClock, RunsOnlyForThoseToWhomTheDutyIsOwed) {
  Person who = person();
  who.care = {.weeks_since_14 = 20, .after_16 = true, .looked_after_now = true};
  EXPECT_TRUE(runs(who, {2024, 1, 1})) << "eligible";
  who.care.looked_after_now = false;
  EXPECT_TRUE(runs(who, {2024, 1, 1})) << "relevant";
  who.care = {.special_guardianship = true};
  EXPECT_FALSE(runs(who, {2026, 1, 20})) << "qualifying";
  who.care = {.weeks_since_14 = 5};
  EXPECT_FALSE(runs(who, {2026, 1, 20})) << "no status";
  who.care = {};
  EXPECT_TRUE(runs(who, {2026, 1, 20})) << "nobody has recorded the time in care yet";
}

// A review that is due on 15 July 2026.
DutyClock on_day(Date today, std::optional<Date> planned = {}) {
  return review(reviewed_on({2026, 1, 15}), nothing, person(), today, clocks, planned);
}

TEST(DutyClock, IsSoonFromFourteenDaysBefore) {
  EXPECT_EQ(on_day({2026, 6, 30}).state, ClockState::running);
  EXPECT_EQ(on_day({2026, 6, 30}).days_left, 15);
  EXPECT_EQ(on_day({2026, 7, 1}).state, ClockState::soon);
  EXPECT_EQ(on_day({2026, 7, 1}).days_left, 14);
}

TEST(DutyClock, IsMetOnTheDueDayAndLateTheDayAfter) {
  EXPECT_EQ(on_day({2026, 7, 15}).state, ClockState::soon);
  EXPECT_EQ(on_day({2026, 7, 15}).days_left, 0);
  EXPECT_EQ(on_day({2026, 7, 16}).state, ClockState::late);
  EXPECT_EQ(on_day({2026, 7, 16}).days_left, -1);
}

TEST(DutyClock, RunsWhileAnAppointmentWillMeetIt) {
  const DutyClock clock = on_day({2026, 7, 10}, Date{2026, 7, 15});
  EXPECT_EQ(clock.state, ClockState::running);
  EXPECT_EQ(clock.planned, (Date{2026, 7, 15}));
}

TEST(DutyClock, IsNotMetByAnAppointmentAfterTheDueDay) {
  const DutyClock clock = on_day({2026, 7, 10}, Date{2026, 7, 16});
  EXPECT_EQ(clock.state, ClockState::soon);
  EXPECT_EQ(clock.planned, (Date{2026, 7, 16}));  // shown all the same
}

TEST(DutyClock, IsNotMetByAnAppointmentThatHasPassed) {
  const DutyClock clock = on_day({2026, 7, 10}, Date{2026, 7, 9});
  EXPECT_EQ(clock.state, ClockState::soon);
  EXPECT_FALSE(clock.planned);
}

TEST(DutyClock, IsLateWhateverIsPlanned) {
  const DutyClock clock = on_day({2026, 7, 16}, Date{2026, 7, 20});
  EXPECT_EQ(clock.state, ClockState::late);
  EXPECT_EQ(clock.planned, (Date{2026, 7, 20}));
}

TEST(DutyClock, NeverGivesAHomeFromTheCouncilMoreTime) {
  std::mt19937_64 random(random_seed());
  const auto number = [&](int from, int to) { return std::uniform_int_distribution(from, to)(random); };
  for (int i = 0; i < 20'000; ++i) {
    const Clocks some{.review_months_max = number(1, 6),
                      .council_home_first_review_days = number(1, 28),
                      .council_home_review_months_max = number(1, 3),
                      .visit_weeks_max = number(1, 26),
                      .council_home_first_visit_days = number(1, 7),
                      .council_home_visit_months_max = number(1, 2)};
    const Date last = add_days({2024, 1, 1}, number(0, 1000));
    const Date today = add_days(last, number(0, 300));
    const Plan plan = number(0, 1) == 0 ? Plan{} : Plan{.last_reviewed_on = last, .last_visited_on = last};
    const Person elsewhere = person();
    const Person at_home = person(add_days(last, number(-60, 60)));
    const Date due = review(plan, last, at_home, today, some).due;
    ASSERT_LE(due, review(plan, last, elsewhere, today, some).due) << to_text(last);
    ASSERT_LE(visit(plan, last, at_home, today, some).due, visit(plan, last, elsewhere, today, some).due);
    ASSERT_EQ(add_days(today, review(plan, last, at_home, today, some).days_left), due) << to_text(last);
  }
}

}  // namespace
}  // namespace waymark::law
