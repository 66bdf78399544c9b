#include "app/screens/due.h"

#include "app/screens/words.h"

namespace waymark::screens {

Due due_of(const client::CaseState& one, Duty duty) {
  const law::DutyClock& clock = duty == Duty::review ? one.review : one.visit;
  return {.duty = duty, .state = clock.state, .days_left = clock.days_left};
}

Due next_due(const client::CaseState& one) {
  const Due review = due_of(one, Duty::review);
  const Due visit = due_of(one, Duty::visit);
  const bool visit_first = visit.state != law::ClockState::no_start &&
                           (review.state == law::ClockState::no_start || visit.days_left < review.days_left);
  return visit_first ? visit : review;
}

std::string words_of(const Due& due) {
  if (due.state == law::ClockState::no_start) return {};
  return due.duty == Duty::review ? review_due(due.days_left) : visit_due(due.days_left);
}

Tone tone_of(const Due& due) {
  switch (due.state) {
    case law::ClockState::no_start:
    case law::ClockState::running:
      return Tone::neutral;
    case law::ClockState::soon:
      return Tone::accent;
    case law::ClockState::late:
      return Tone::broken;
  }
  return Tone::neutral;
}

}  // namespace waymark::screens
