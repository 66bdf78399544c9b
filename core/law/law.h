// The law as pure functions, each with its source. Nothing here decides anything for a person: results are
// "likely", with reasons, and the screen says "ask your personal adviser".
//
//   StatusOpinion opinion = likely_status(person, today);
//   DutyClock review = review_clock(plan, person, clocks, planned_review, today);
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
  under_16, over_25, still_looked_after, weeks_enough, weeks_too_few, after_16, not_after_16, was_in_care_until_18,
  left_care_before_18, detained_at_16, special_guardianship, age_fits, too_young, too_old, status_fits,
  status_does_not_fit, in_education, not_in_education, lives_in_area, lives_out_of_area, support_requested,
  can_request_support, ask_about_condition,  // ask_…: a condition that the phone cannot know
  not_yet_in_force,
};

/// Children Act 1989 s23A, s23C, s24, Sch 2 para 19B; SI 2010/959 reg 40; SI 2010/2571 reg 3.
struct StatusOpinion {
  Status status = Status::none;
  std::vector<Reason> reasons;
  std::optional<Date> support_ends;  // the birthday on which support under this status ends
};
StatusOpinion likely_status(const Person& person, Date today);

/// The next change by birthday: 18, 21 or 25 (domain: support changes).
struct BirthdayChange {
  int age = 0;
  Date on;
};
std::optional<BirthdayChange> next_support_change(const Person& person, Date today);

enum class ClockState : std::uint8_t { no_start, running, soon, late };  // soon: 14 days or fewer

/// A duty that falls due.
struct DutyClock {
  ClockState state = ClockState::no_start;
  Date due;                     // last day on which the duty is met; meaningless for no_start
  int days_left = 0;            // negative: days late
  std::optional<Date> planned;  // an appointment that will meet it
};

/// Plan review: at most every 6 months (SI 2010/2571 reg 7(3)); where the council provides the home 28 days,
/// then every 3 months; sooner on request. `start`: agreement date when never reviewed.
DutyClock review_clock(const Plan& plan, std::optional<Date> start, const Person& person, const Clocks& clocks,
                       std::optional<Date> planned, Date today);

/// Visit by the personal adviser: reg 8(2), and the weeks the council publishes for everyone.
DutyClock visit_clock(const Plan& plan, std::optional<Date> start, const Person& person, const Clocks& clocks,
                      std::optional<Date> planned, Date today);

enum class Likelihood : std::uint8_t { likely, maybe, unlikely };

struct EntitlementOpinion {
  Likelihood likelihood = Likelihood::maybe;
  std::vector<Reason> reasons;
};
/// Whether an offer item is likely for this person. Unknown facts give `maybe`, never `unlikely`.
EntitlementOpinion likely_entitlement(const OfferItem& item, const Person& person, const StatusOpinion& status,
                                      Date today);

}  // namespace waymark::law
