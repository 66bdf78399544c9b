// Goal: dates are days of the calendar, and arithmetic on them never leaves it.
// Method: known days, and properties over random days from a printed seed.
#include <gtest/gtest.h>

#include <limits>
#include <random>

#include "core/model/date.h"
#include "tests/core/random_seed.h"

namespace waymark {
namespace {

Date date(std::string_view text) {
  const std::optional<Date> parsed = parse_date(text);
  EXPECT_TRUE(parsed) << text;
  return parsed.value_or(Date{});
}

// Random days of the whole calendar.
class DateProperties : public testing::Test {
 protected:
  static constexpr int rounds = 20'000;

  int number(int from, int to) { return std::uniform_int_distribution(from, to)(random_); }
  Date day() { return from_day_number(number(day_number({1, 1, 1}), day_number({9999, 12, 31}))); }

 private:
  std::mt19937_64 random_{random_seed()};
};

TEST(Date, ReadsIsoDatesOnly) {
  EXPECT_EQ(parse_date("2026-11-22"), (Date{2026, 11, 22}));
  for (const std::string_view text : {"", "2026-11-2", "2026-1-022", "2026/11/22", "22-11-2026", " 2026-11-22",
                                      "2026-11-22 ", "2026-11-2x", "+026-11-22", "2026-11-22T", "-026-11-22"}) {
    EXPECT_FALSE(parse_date(text)) << text;
  }
}

TEST(Date, RefusesDaysThatDoNotExist) {
  for (const std::string_view text : {"2026-02-29", "1900-02-29", "2026-04-31", "2026-00-10", "2026-13-01",
                                      "2026-06-00", "2026-01-32", "0000-01-01"}) {
    EXPECT_FALSE(parse_date(text)) << text;
  }
  for (const std::string_view text : {"2028-02-29", "2000-02-29", "2026-12-31", "0001-01-01", "9999-12-31"}) {
    EXPECT_TRUE(parse_date(text)) << text;
  }
}

TEST(Date, CountsDaysFrom1970) {
  EXPECT_EQ(day_number({1970, 1, 1}), 0);
  EXPECT_EQ(day_number({1969, 12, 31}), -1);
  EXPECT_EQ(day_number({2000, 3, 1}), 11'017);
  EXPECT_EQ(day_number({1, 1, 1}), -719'162);
  EXPECT_EQ(day_number({9999, 12, 31}), 2'932'896);
}

TEST(Date, KnowsTheDayOfTheWeek) {
  EXPECT_EQ(weekday({1970, 1, 1}), 3);    // Thursday
  EXPECT_EQ(weekday({2026, 11, 22}), 6);  // Sunday
  EXPECT_EQ(weekday({2026, 11, 23}), 0);
  EXPECT_EQ(weekday({1, 1, 1}), 0);
}

TEST(Date, AddsMonthsToTheLastDayOfAShorterMonth) {
  EXPECT_EQ(add_months(date("2026-01-31"), 1), date("2026-02-28"));
  EXPECT_EQ(add_months(date("2028-01-31"), 1), date("2028-02-29"));
  EXPECT_EQ(add_months(date("2026-08-31"), 6), date("2027-02-28"));
  EXPECT_EQ(add_months(date("2026-10-31"), -1), date("2026-09-30"));
  EXPECT_EQ(add_months(date("2026-12-15"), 1), date("2027-01-15"));
  EXPECT_EQ(add_months(date("2026-01-15"), -1), date("2025-12-15"));
  EXPECT_EQ(add_months(date("2028-02-29"), 12), date("2029-02-28"));
}

TEST(Date, StopsAtTheEndsOfTheCalendar) {
  EXPECT_EQ(add_days(date("9999-12-30"), 5), date("9999-12-31"));
  EXPECT_EQ(add_days(date("0001-01-02"), -5), date("0001-01-01"));
  EXPECT_EQ(add_days(date("2026-11-22"), std::numeric_limits<int>::max()), date("9999-12-31"));
  EXPECT_EQ(add_months(date("9999-12-05"), 1), date("9999-12-31"));
  EXPECT_EQ(add_months(date("0001-01-05"), -1), date("0001-01-01"));
  EXPECT_EQ(add_months(date("2026-11-22"), std::numeric_limits<int>::min()), date("0001-01-01"));
}

TEST(Age, ChangesOnTheBirthday) {
  const Date born = date("2008-11-22");
  EXPECT_EQ(age_on(born, date("2026-11-21")), 17);
  EXPECT_EQ(age_on(born, date("2026-11-22")), 18);
  EXPECT_EQ(age_on(born, date("2026-12-01")), 18);
}

TEST(Age, OfSomeoneBornOn29FebruaryChangesOn1MarchInACommonYear) {
  const Date born = date("2008-02-29");
  EXPECT_EQ(age_on(born, date("2026-02-28")), 17);
  EXPECT_EQ(age_on(born, date("2026-03-01")), 18);
  EXPECT_EQ(age_on(born, date("2028-02-28")), 19);
  EXPECT_EQ(age_on(born, date("2028-02-29")), 20);
}

TEST(Birthday, IsTheFirstDayOfThatAge) {
  EXPECT_EQ(birthday(date("2008-11-22"), 18), date("2026-11-22"));
  EXPECT_EQ(birthday(date("2008-02-29"), 18), date("2026-03-01"));
  EXPECT_EQ(birthday(date("2008-02-29"), 20), date("2028-02-29"));
}

TEST_F(DateProperties, EveryDaySurvivesTextAndNumber) {
  for (int i = 0; i < rounds; ++i) {
    const Date any = day();
    ASSERT_EQ(parse_date(to_text(any)), any) << to_text(any);
    ASSERT_EQ(from_day_number(day_number(any)), any) << to_text(any);
  }
}

TEST_F(DateProperties, NumbersAreInTheOrderOfDays) {
  for (int i = 0; i < rounds; ++i) {
    const Date a = day();
    const Date b = day();
    ASSERT_EQ(a <=> b, day_number(a) <=> day_number(b)) << to_text(a) << " " << to_text(b);
    ASSERT_EQ(add_days(a, days_between(a, b)), b) << to_text(a) << " " << to_text(b);
  }
}

TEST_F(DateProperties, AddingMonthsKeepsTheOrderOfDaysAndOfMonths) {
  for (int i = 0; i < rounds; ++i) {
    const Date a = day();
    const Date later = add_days(a, number(0, 100));
    const int months = number(-400, 400);
    ASSERT_LE(add_months(a, months), add_months(later, months)) << to_text(a) << " " << to_text(later) << " " << months;
    ASSERT_LE(add_months(a, months), add_months(a, months + 1)) << to_text(a) << " " << months;
    ASSERT_TRUE(parse_date(to_text(add_months(a, months)))) << to_text(a) << " " << months;
  }
}

TEST_F(DateProperties, AgeGoesUpByOneOnEachBirthdayAndOnNoOtherDay) {
  for (int i = 0; i < rounds; ++i) {
    const Date born = from_day_number(number(day_number({1900, 1, 1}), day_number({2100, 12, 31})));
    const int age = number(0, 120);
    const Date first_day = birthday(born, age);
    ASSERT_EQ(age_on(born, first_day), age) << to_text(born);
    ASSERT_EQ(age_on(born, add_days(first_day, -1)), age - 1) << to_text(born);
  }
}

}  // namespace
}  // namespace waymark
