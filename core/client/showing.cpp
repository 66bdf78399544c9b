// The state that screens draw, made anew where something changed.
#include <algorithm>
#include <utility>

#include "core/client/case_view.h"
#include "core/client/impl.h"
#include "core/client/receipts.h"
#include "core/model/schema.h"

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

About Client::Impl::about(const sync::Op& op) const {
  const std::optional<ShownDoc> shown = shown_doc(op.doc, {replica, outbox, refused});
  const sync::Json& document = op.document.is_object() ? op.document : shown ? shown->document() : op.document;
  About out = client::about(op.case_id, shown ? shown->type : op.type, document);
  out.doc = op.doc;
  for (const sync::FieldSet& field : op.set) {
    if (!out.heading) out.heading = heading_in(field.pointer);
  }
  return out;
}

void Client::Impl::show_attention() {
  state.attention.clear();
  for (const Refused& edit : refused) {
    state.attention.push_back({about(edit.op), edit.op.id.text, edit.problem.cause, edit.problem.reason});
  }
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
      const std::vector<ShownDoc> docs = shown_docs(id, {replica, outbox, refused});
      CaseState one = view_of(id, docs, state.council.clocks, now.today, state.role);
      const auto receipt = receipted.find(id);  // that this phone has no room for, or the server does not take: enough
      if (receipt != receipted.end() && receipt->second == receipts_of(docs, state.role).newest) one.unread = false;
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

  SyncStatus sync = state.sync;
  sync.waiting = outbox.unanswered();
  sync.needs_attention = static_cast<int>(refused.size());
  sync.retry_utc_ms = sync_backoff.retry_utc_ms.value_or(0);
  changed |= sync != state.sync;
  if (changed) show_unsent();
  if (changed || state.attention.size() != refused.size()) show_attention();
  state.sync = sync;
  if (std::exchange(changed, false)) ++state.revision;
}

}  // namespace waymark::client
