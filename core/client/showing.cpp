// The state that screens draw, made anew where something changed.
#include <algorithm>
#include <utility>

#include "core/client/case_view.h"
#include "core/client/impl.h"

namespace waymark::client {

void Client::Impl::set_phase(Phase phase) {
  changed |= state.phase != phase;
  state.phase = phase;
}

void Client::Impl::notice(Notice shown, std::string detail) {
  changed |= state.notice != shown || state.notice_detail != detail;
  state.notice = shown;
  state.notice_detail = std::move(detail);
}

void Client::Impl::end_notice(Notice over) {
  if (state.notice == over) notice(Notice::none);
}

void Client::Impl::turn_day() {
  if (state.today == now.today) return;
  state.today = now.today;
  touch_all = changed = true;
}

/// Only cases that were touched are built again: a keystroke in a draft touches none, the turn of a day all.
void Client::Impl::show() {
  if (touch_all) {
    for (const CaseState& one : state.cases) touched.insert(one.id);
    for (const auto& [id, docs] : replica.cases()) touched.insert(id);
  }
  changed |= !touched.empty();
  for (const CaseId& id : touched) {
    const auto place = std::ranges::find(state.cases, id, &CaseState::id);
    const bool is_there = !replica.docs_of(id).empty();
    if (is_there) {
      CaseState one = view_of(id, shown_docs(id, {replica, outbox, refused}), state.council.clocks, now.today);
      if (place == state.cases.end()) {
        state.cases.push_back(std::move(one));
      } else {
        *place = std::move(one);
      }
    } else if (place != state.cases.end()) {
      state.cases.erase(place);
    }
  }
  if (!touched.empty()) sort_by_what_falls_due(state.cases);
  touched.clear();
  touch_all = false;

  const int waiting = outbox.unanswered();
  const int attention = static_cast<int>(refused.size());
  changed |= waiting != state.sync.waiting || attention != state.sync.needs_attention;
  state.sync.waiting = waiting;
  state.sync.needs_attention = attention;
  if (std::exchange(changed, false)) ++state.revision;
}

}  // namespace waymark::client
