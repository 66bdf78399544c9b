// When duties fall due.
#include <algorithm>

#include "core/law/law.h"

namespace waymark::law {
namespace {

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

constexpr int support_on_request_age = 21;  // Children Act 1989 s23C(6)

// To whom the council owes a plan that is reviewed, and visits. Someone whose time in care was not recorded counts: a
// duty that is shown in vain is the smaller harm.
bool duties_are_owed(const Person& person, const StatusOpinion& status, Date today) {
  switch (status.status) {
    case Status::eligible:
    case Status::relevant:
      return true;
    case Status::former_relevant:  // s23C(6) and (7), s23CA, s23CZB: from 21 on in agreed education or on request
      return age_on(person.born, today) < support_on_request_age || person.in_education || person.support_requested;
    case Status::qualifying:  // s24A: advice and help, no plan
      return false;
    case Status::none:
      return std::ranges::find(status.reasons, Reason::ask_about_condition) != status.reasons.end();
  }
  return false;
}

std::optional<Date> earlier(std::optional<Date> one, std::optional<Date> other) {
  return one && other ? std::min(*one, *other) : one ? one : other;
}

}  // namespace

DutyClock review_clock(const Plan& plan, std::optional<Date> start, const Person& person, const StatusOpinion& status,
                       const Clocks& clocks, std::optional<Date> planned, Date today) {
  if (!duties_are_owed(person, status, today)) return {};
  const std::optional<Date> reviewed = plan.last_reviewed_on;
  const std::optional<Date> last = reviewed ? reviewed : start;
  std::optional<Date> due;  // SI 2010/2571 reg 7: at most every 6 months
  if (last) due = add_months(*last, small(clocks.review_months_max));
  if (const std::optional<Date> since = person.home_from_council_since) {
    // reg 7: when they have lived there for 28 days, then every 3 months
    due = earlier(due, reviewed && *reviewed > *since
                           ? add_months(*reviewed, small(clocks.council_home_review_months_max))
                           : add_days(*since, small(clocks.council_home_first_review_days)));
  }
  return due ? clock_at(*due, planned, today) : DutyClock{};
}

DutyClock visit_clock(const Plan& plan, std::optional<Date> start, const Person& person, const StatusOpinion& status,
                      const Clocks& clocks, std::optional<Date> planned, Date today) {
  if (!duties_are_owed(person, status, today)) return {};
  const std::optional<Date> visited = plan.last_visited_on;
  const std::optional<Date> last = visited ? visited : start;
  std::optional<Date> due;  // what councils publish for everyone
  if (last) due = add_days(*last, 7 * small(clocks.visit_weeks_max));
  if (const std::optional<Date> since = person.home_from_council_since) {
    // reg 8(2): within 7 days, then every 2 months
    due = earlier(due, visited && *visited >= *since ? add_months(*visited, small(clocks.council_home_visit_months_max))
                                                     : add_days(*since, small(clocks.council_home_first_visit_days)));
  }
  return due ? clock_at(*due, planned, today) : DutyClock{};
}

}  // namespace waymark::law
