#include "core/model/date.h"

#include <algorithm>

namespace waymark {
namespace {

constexpr int days_a_year = 365;
constexpr int days_an_era = 146'097;                // 400 years
constexpr int days_to_1970 = 719'468;               // from 0000-03-01
constexpr std::int32_t day_number_min = -719'162;   // 0001-01-01
constexpr std::int32_t day_number_max = 2'932'896;  // 9999-12-31

bool is_leap_year(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int days_in_month(int year, int month) {
  constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap_year(year) ? 29 : days[month - 1];
}

Date make_date(int year, int month, int day) {
  return {static_cast<std::int16_t>(year), static_cast<std::uint8_t>(month), static_cast<std::uint8_t>(day)};
}

// The number that `length` digits at `at` write; -1 if one is not a digit.
int parse_digits(std::string_view text, std::size_t at, std::size_t length) {
  int value = 0;
  for (const char c : text.substr(at, length)) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

void append_digits(std::string& text, int value, int divisor) {
  for (; divisor > 0; divisor /= 10) text += static_cast<char>('0' + value / divisor % 10);
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const int year = parse_digits(text, 0, 4);
  const int month = parse_digits(text, 5, 2);
  const int day = parse_digits(text, 8, 2);
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month)) return std::nullopt;
  return make_date(year, month, day);
}

std::string to_text(Date date) {
  std::string text;
  append_digits(text, date.year, 1000);
  text += '-';
  append_digits(text, date.month, 10);
  text += '-';
  append_digits(text, date.day, 10);
  return text;
}

// Years are counted from 1 March so that the leap day is the last of its year, and in eras of 400 years, after
// which the calendar repeats. Method: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
std::int32_t day_number(Date date) {
  const int year = date.year - (date.month <= 2 ? 1 : 0);  // never negative: the calendar starts in year 1
  const int era = year / 400;
  const int year_of_era = year % 400;
  const int month_from_march = (date.month + 9) % 12;
  const int day_of_year = (153 * month_from_march + 2) / 5 + date.day - 1;
  const int day_of_era = year_of_era * days_a_year + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * days_an_era + day_of_era - days_to_1970;
}

Date from_day_number(std::int32_t days) {
  const int shifted = std::clamp(days, day_number_min, day_number_max) + days_to_1970;
  const int era = shifted / days_an_era;
  const int day_of_era = shifted % days_an_era;
  const int year_of_era =
      (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / (days_an_era - 1)) / days_a_year;
  const int day_of_year = day_of_era - (days_a_year * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int month_from_march = (5 * day_of_year + 2) / 153;
  const int day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
  const int month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
  return make_date(era * 400 + year_of_era + (month <= 2 ? 1 : 0), month, day);
}

Date add_days(Date date, int days) {
  const std::int64_t sum = std::int64_t{day_number(date)} + days;
  return from_day_number(static_cast<std::int32_t>(std::clamp<std::int64_t>(sum, day_number_min, day_number_max)));
}

Date add_months(Date date, int months) {
  const std::int64_t month_count = std::int64_t{date.year} * 12 + (date.month - 1) + months;
  if (month_count < 12) return make_date(1, 1, 1);
  if (month_count > 9999 * 12 + 11) return make_date(9999, 12, 31);
  const int year = static_cast<int>(month_count / 12);
  const int month = static_cast<int>(month_count % 12) + 1;
  return make_date(year, month, std::min<int>(date.day, days_in_month(year, month)));
}

int days_between(Date from, Date to) { return day_number(to) - day_number(from); }

int age_on(Date born, Date today) {
  const bool before_birthday = today.month < born.month || (today.month == born.month && today.day < born.day);
  return today.year - born.year - (before_birthday ? 1 : 0);
}

Date birthday(Date born, int age) {
  const Date same_day = add_months(born, age * 12);
  return same_day.day == born.day ? same_day : add_days(same_day, 1);  // 29 February: 1 March
}

int weekday(Date date) {
  const int from_thursday = day_number(date) % 7;  // 1970-01-01 was a Thursday
  return (from_thursday + 7 + 3) % 7;
}

}  // namespace waymark
