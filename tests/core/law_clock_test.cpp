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

Person person(bool home_from_council = false) {
  Person person;
  person.born = {2007, 6, 1};
  person.home_from_council = home_from_council;
  return person;
}

Plan reviewed_on(Date date) { return {.last_reviewed_on = date}; }
Plan visited_on(Date date) { return {.last_visited_on = date}; }

Date review_due(const Plan& plan, std::optional<Date> start, const Person& who) {
  return review_clock(plan, start, who, clocks, nothing, {2026, 1, 1}).due;
}
Date visit_due(const Plan& plan, std::optional<Date> start, const Person& who) {
  return visit_clock(plan, start, who, clocks, nothing, {2026, 1, 1}).due;
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

TEST(PlanReview, FallsDueAfter28DaysWhereTheCouncilProvidesTheHome) {
  EXPECT_EQ(review_due({}, Date{2026, 1, 15}, person(true)), (Date{2026, 2, 12}));
}

TEST(PlanReview, ThenEveryThreeMonthsWhereTheCouncilProvidesTheHome) {
  EXPECT_EQ(review_due(reviewed_on({2026, 1, 31}), nothing, person(true)), (Date{2026, 4, 30}));
}

TEST(PlanReview, FollowsTheCouncilsShorterTime) {
  const Clocks shorter{.review_months_max = 2};
  const auto due = [&](bool home) {
    return review_clock(reviewed_on({2026, 1, 15}), nothing, person(home), shorter, nothing, {2026, 1, 16}).due;
  };
  EXPECT_EQ(due(false), (Date{2026, 3, 15}));
  EXPECT_EQ(due(true), (Date{2026, 3, 15}));
}

TEST(AdviserVisit, FallsDueAfterTheWeeksThatTheCouncilPublishes) {
  EXPECT_EQ(visit_due(visited_on({2026, 1, 1}), nothing, person()), (Date{2026, 2, 26}));
  EXPECT_EQ(visit_due({}, Date{2026, 1, 1}, person()), (Date{2026, 2, 26}));
}

TEST(AdviserVisit, FallsDueWithinSevenDaysWhereTheCouncilProvidesTheHome) {
  EXPECT_EQ(visit_due({}, Date{2026, 1, 1}, person(true)), (Date{2026, 1, 8}));
}

TEST(AdviserVisit, ThenEveryTwoMonthsWhereTheCouncilProvidesTheHome) {
  const Clocks twelve_weeks{.visit_weeks_max = 12};
  const DutyClock clock =
      visit_clock(visited_on({2025, 12, 31}), nothing, person(true), twelve_weeks, nothing, {2026, 1, 1});
  EXPECT_EQ(clock.due, (Date{2026, 2, 28}));
}

TEST(AdviserVisit, FollowsThePublishedWeeksWhereTheyAreSooner) {
  // Eight weeks are 56 days; two months from July on are 62.
  EXPECT_EQ(visit_due(visited_on({2026, 7, 1}), nothing, person(true)), (Date{2026, 8, 26}));
}

TEST(DutyClock, DoesNotRunWithoutAStart) {
  EXPECT_EQ(review_clock({}, nothing, person(), clocks, nothing, {2026, 1, 1}).state, ClockState::no_start);
  EXPECT_EQ(visit_clock({}, nothing, person(), clocks, nothing, {2026, 1, 1}).state, ClockState::no_start);
}

TEST(DutyClock, EndsWithTheTwentyFifthBirthday) {
  const auto state = [](Date today) {
    return review_clock(reviewed_on({2026, 1, 15}), nothing, person(), clocks, nothing, today).state;
  };
  EXPECT_EQ(state({2032, 5, 31}), ClockState::late);
  EXPECT_EQ(state({2032, 6, 1}), ClockState::no_start);
}

// A review that is due on 15 July 2026.
DutyClock on_day(Date today, std::optional<Date> planned = {}) {
  return review_clock(reviewed_on({2026, 1, 15}), nothing, person(), clocks, planned, today);
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
    const Date last = add_days({2024, 1, 1}, number(0, 1500));
    const Date today = add_days(last, number(0, 300));
    const Plan plan = number(0, 1) == 0 ? Plan{} : Plan{.last_reviewed_on = last, .last_visited_on = last};
    const auto review = [&](bool home) { return review_clock(plan, last, person(home), some, nothing, today); };
    const auto visit = [&](bool home) { return visit_clock(plan, last, person(home), some, nothing, today); };
    ASSERT_LE(review(true).due, review(false).due) << to_text(last);
    ASSERT_LE(visit(true).due, visit(false).due) << to_text(last);
    ASSERT_EQ(add_days(today, review(true).days_left), review(true).due) << to_text(last);
  }
}

}  // namespace
}  // namespace waymark::law
