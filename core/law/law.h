// The law as pure functions, each with its source. Nothing here decides anything for a person: results are
// "likely", with reasons, and the screen says "ask your personal adviser".
//
//   StatusOpinion opinion = likely_status(person, today);
//   DutyClock review = review_clock(plan, agreed_on, person, opinion, clocks, planned_review, today);
//   EntitlementOpinion e = likely_entitlement(item, person, opinion, today);
#pragma once

#include <optional>
#include <vector>

#include "core/model/content.h"
#include "core/model/date.h"
#include "core/model/documents.h"

namespace waymark::law {

/// Why an opinion is what it is. The screens turn each into a sentence.
enum class Reason : std::uint8_t {
  under_16,
  over_25,
  still_looked_after,
  weeks_enough,
  weeks_too_few,
  after_16,
  not_after_16,
  was_in_care_until_18,
  left_care_before_18,
  detained_at_16,
  special_guardianship,
  age_fits,
  too_young,
  too_old,
  status_fits,
  status_does_not_fit,
  in_education,
  not_in_education,
  lives_in_area,
  lives_out_of_area,
  support_requested,
  can_request_support,
  education_help_only,  // qualifying from 21 on: nothing but help with learning (s24B)
  ask_about_condition,  // ask_…: a condition that the phone cannot know
  not_yet_in_force,
};

/// Children Act 1989 s23A, s23C, s24, Sch 2 para 19B; SI 2010/959 reg 40; SI 2010/2571 reg 3. A care history of which
/// nothing was recorded is not "never in care": status none, with the one reason ask_about_condition.
struct StatusOpinion {
  Status status = Status::none;
  std::vector<Reason> reasons;
  /// The birthday on which support under this status ends: relevant 18, former relevant 21 or 25, qualifying 21 or 25.
  /// For a former relevant child of 21 or more who has not asked for support: until when it can be asked for.
  std::optional<Date> support_ends;
};
StatusOpinion likely_status(const Person& person, Date today);

/// The next birthday after today that changes support: 18, 21 or 25 (Children Act 1989 s23C, s24B, s23CZB).
struct BirthdayChange {
  int age = 0;
  Date on;
};
std::optional<BirthdayChange> next_support_change(const Person& person, Date today);

constexpr int soon_days_max = 14;

/// soon: soon_days_max or fewer, and no appointment by then. late: after the due day, whatever is planned.
enum class ClockState : std::uint8_t { no_start, running, soon, late };

/// A duty that falls due.
struct DutyClock {
  ClockState state = ClockState::no_start;
  Date due;                     // last day on which the duty is met; meaningless for no_start
  int days_left = 0;            // negative: days late
  std::optional<Date> planned;  // the appointment for it, today or later; one after `due` comes too late
};

/// Plan review: at most every 6 months (SI 2010/2571 reg 7); where the council provides the home 28 days after moving
/// in, then every 3 months, unless the council's time for everyone is sooner; sooner on request. `start`: agreement
/// date when never reviewed. `status` is likely_status of the same person today. no_start also for someone to whom the
/// duty is not owed: qualifying (s24A), no status, and former relevant from 21 on without education or a request
/// (s23C(6)).
DutyClock review_clock(const Plan& plan, std::optional<Date> start, const Person& person, const StatusOpinion& status,
                       const Clocks& clocks, std::optional<Date> planned, Date today);

/// Visit by the personal adviser: the weeks the council publishes for everyone, and where it provides the home within
/// 7 days of moving in and then every 2 months (reg 8(2)), whichever is sooner. `start`, `status`, no_start as above.
DutyClock visit_clock(const Plan& plan, std::optional<Date> start, const Person& person, const StatusOpinion& status,
                      const Clocks& clocks, std::optional<Date> planned, Date today);

enum class Likelihood : std::uint8_t { likely, maybe, unlikely };

struct EntitlementOpinion {
  Likelihood likelihood = Likelihood::maybe;
  std::vector<Reason> reasons;
};
/// Whether an item of the offer has not started yet: its day has not come, or nobody has set one.
bool is_coming(const OfferItem& item, Date today);

/// What an item is worth today; null when it names no amount, or one whose time is over.
const Amount* amount_on(const OfferItem& item, Date today);

/// Whether an offer item is likely for this person. Unknown facts give `maybe`, never `unlikely`. An item that is not
/// yet in force is at most `maybe`, and judged for its first day if that is known. `status` is likely_status of the
/// same person today.
EntitlementOpinion likely_entitlement(const OfferItem& item, const Person& person, const StatusOpinion& status,
                                      Date today);

}  // namespace waymark::law
