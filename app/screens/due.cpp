#include "app/screens/due.h"

#include "app/screens/words.h"

namespace waymark::screens {

Due due_of(const law::DutyClock& clock, std::string (*in_days)(int)) {
  Due due{.state = clock.state, .days_left = clock.days_left};
  switch (clock.state) {
    case law::ClockState::no_start:
      return due;
    case law::ClockState::running:
      due.tone = Tone::neutral;
      break;
    case law::ClockState::soon:
      due.tone = Tone::accent;
      break;
    case law::ClockState::late:
      due.tone = Tone::broken;
      break;
  }
  due.words = in_days(clock.days_left);
  return due;
}

Due next_due(const client::CaseState& one) {
  const Due review = due_of(one.review, review_due);
  const Due visit = due_of(one.visit, visit_due);
  const bool visit_first = visit.state != law::ClockState::no_start &&
                           (review.state == law::ClockState::no_start || visit.days_left < review.days_left);
  return visit_first ? visit : review;
}

}  // namespace waymark::screens
