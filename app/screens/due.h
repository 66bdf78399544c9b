// What falls due next for a young person, in an adviser's words.
#pragma once

#include <string>

#include "app/screens/screen.h"

namespace waymark::screens {

struct Due {
  law::ClockState state = law::ClockState::no_start;
  int days_left = 0;
  std::string words;  // "Review due in 12 days", "Visit 3 days late"; empty: no clock runs
  Tone tone = Tone::neutral;
};

/// The earlier of review and visit.
Due next_due(const client::CaseState& one);
/// Of one clock, worded by `in_days` (review_due, visit_due).
Due due_of(const law::DutyClock& clock, std::string (*in_days)(int));

}  // namespace waymark::screens
