// Calendar dates without a zone, and instants in UTC milliseconds. A date is not an instant.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace waymark {

/// A day of the proleptic Gregorian calendar, 0001-01-01 to 9999-12-31.
struct Date {
  std::int16_t year = 1970;
  std::uint8_t month = 1;  // 1–12
  std::uint8_t day = 1;    // 1–31, valid for the month
  auto operator<=>(const Date&) const = default;
};

/// "2026-11-22" and nothing else; no value for a day that does not exist.
std::optional<Date> parse_date(std::string_view text);
std::string to_text(Date date);  // "2026-11-22"

/// Days since 1970-01-01; negative before.
std::int32_t day_number(Date date);
/// Out of the calendar, here and below: its first or last day.
Date from_day_number(std::int32_t days);
Date add_days(Date date, int days);
/// Adds calendar months; 31 January + 1 month is the last day of February.
Date add_months(Date date, int months);
/// Whole days from `from` to `to`; negative when `to` is earlier.
int days_between(Date from, Date to);
/// Completed years of life on `today`. Someone born on 29 February comes of age on 1 March.
int age_on(Date born, Date today);
/// The first day of that age: the day on which age_on becomes `age`.
Date birthday(Date born, int age);
/// 0 = Monday … 6 = Sunday.
int weekday(Date date);

/// Milliseconds since 1970-01-01T00:00Z. Only the server's instants order anything.
struct Instant {
  std::int64_t utc_ms = 0;
  auto operator<=>(const Instant&) const = default;
};

}  // namespace waymark
