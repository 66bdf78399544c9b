// When duties fall due.
#include <algorithm>

#include "core/law/law.h"

namespace waymark::law {
namespace {

constexpr int duties_end_age = 25;  // Children Act 1989 s23C(6), s23CZB

// Clocks come from a checked pack; a screen may show others while they are edited.
int small(std::int64_t count) { return static_cast<int>(std::clamp<std::int64_t>(count, 0, 10'000)); }

DutyClock clock_at(Date due, std::optional<Date> planned, Date today) {
  DutyClock clock{.due = due, .days_left = days_between(today, due), .planned = {}};
  if (planned && *planned >= today) clock.planned = planned;  // an appointment that has passed was not held
  const bool met = clock.planned && *clock.planned <= due;
  if (today > due) {
    clock.state = ClockState::late;
  } else if (!met && clock.days_left <= soon_days_max) {
    clock.state = ClockState::soon;
  } else {
    clock.state = ClockState::running;
  }
  return clock;
}

bool duties_have_ended(const Person& person, Date today) { return age_on(person.born, today) >= duties_end_age; }

}  // namespace

DutyClock review_clock(const Plan& plan, std::optional<Date> start, const Person& person, const Clocks& clocks,
                       std::optional<Date> planned, Date today) {
  const std::optional<Date> last = plan.last_reviewed_on ? plan.last_reviewed_on : start;
  if (!last || duties_have_ended(person, today)) return {};
  Date due = add_months(*last, small(clocks.review_months_max));  // SI 2010/2571 reg 7: at most every 6 months
  if (person.home_from_council) {                                 // reg 7: after 28 days, then every 3 months
    due = std::min(due, plan.last_reviewed_on ? add_months(*last, small(clocks.council_home_review_months_max))
                                              : add_days(*last, small(clocks.council_home_first_review_days)));
  }
  return clock_at(due, planned, today);
}

DutyClock visit_clock(const Plan& plan, std::optional<Date> start, const Person& person, const Clocks& clocks,
                      std::optional<Date> planned, Date today) {
  const std::optional<Date> last = plan.last_visited_on ? plan.last_visited_on : start;
  if (!last || duties_have_ended(person, today)) return {};
  Date due = add_days(*last, 7 * small(clocks.visit_weeks_max));  // what councils publish for everyone
  if (person.home_from_council) {                                 // reg 8(2): within 7 days, then every 2 months
    due = std::min(due, plan.last_visited_on ? add_months(*last, small(clocks.council_home_visit_months_max))
                                             : add_days(*last, small(clocks.council_home_first_visit_days)));
  }
  return clock_at(due, planned, today);
}

}  // namespace waymark::law
