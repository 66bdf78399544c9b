// What falls due next for a young person, in an adviser's words.
#pragma once

#include <string>

#include "app/screens/screen.h"

namespace waymark::screens {

struct Due {
  law::ClockState state = law::ClockState::no_start;
  int days_left = 0;
  std::string words;  // "Review in 12 days", "Visit 3 days late", "Review asked for"; empty: no clock runs
  Tone tone = Tone::neutral;
};

/// The earlier of review and visit. A review that was asked for and has no day goes first, whatever its clock says.
Due next_due(const client::CaseState& one);
/// Of one clock, worded by `in_days` (review_in, visit_in).
Due due_of(const law::DutyClock& clock, std::string (*in_days)(int));

}  // namespace waymark::screens
