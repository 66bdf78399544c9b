// What falls due for a young person, in an adviser's words.
#pragma once

#include <string>

#include "app/screens/screen.h"

namespace waymark::screens {

enum class Duty : std::uint8_t { review, visit };

struct Due {
  Duty duty = Duty::review;
  law::ClockState state = law::ClockState::no_start;
  int days_left = 0;
};

Due due_of(const client::CaseState& one, Duty duty);
/// The earlier of review and visit.
Due next_due(const client::CaseState& one);

/// "Review due in 12 days", "Visit 3 days late"; empty: no clock runs.
std::string words_of(const Due& due);
Tone tone_of(const Due& due);

}  // namespace waymark::screens
