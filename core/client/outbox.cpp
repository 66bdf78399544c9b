#include "core/client/outbox.h"

#include <algorithm>

#include "core/client/receipts.h"
#include "core/model/json.h"

namespace waymark::client {

Edit& Outbox::add(sync::Op op, Typed typed) {
  op.n = ++n_;
  return edits_.emplace_back(Edit{std::move(op), std::move(typed)});
}

void Outbox::add_before(const DocId& doc, sync::Op op, Typed typed) {
  // Not to be undone when there is no room for it: the store has it still as it was before, and it is sent at once.
  add(std::move(op), std::move(typed)).kept = Kept::memory;
  std::size_t earlier = edits_.size() - 1;
  for (std::size_t i = earlier; i-- > 0;) {
    if (edits_[i].op.doc != doc || edits_[i].answered) continue;
    std::swap(edits_[i].op, edits_[earlier].op);
    std::swap(edits_[i].typed, edits_[earlier].typed);
    std::swap(edits_[i].op.n, edits_[earlier].op.n);  // counters stay where they were
    earlier = i;
  }
}

void Outbox::load(Waiting waiting) {
  edits_.push_back({std::move(waiting.op), std::move(waiting.typed), Kept::stored});
}

void Outbox::loaded(std::int64_t n_last) {
  std::ranges::sort(edits_, {}, [](const Edit& edit) { return edit.op.n; });
  n_ = edits_.empty() ? n_last : std::max(n_last, edits_.back().op.n);
}

void Outbox::count_from(std::int64_t n_first) {
  n_ = n_first - 1;
  for (Edit& edit : edits_) edit.op.n = edit.answered ? 0 : ++n_;
}

std::vector<Edit> Outbox::undo_saving() {
  const auto first = std::ranges::find(edits_, Kept::saving, &Edit::kept);
  std::vector<Edit> undone(std::make_move_iterator(first), std::make_move_iterator(edits_.end()));
  edits_.erase(first, edits_.end());
  n_ -= static_cast<std::int64_t>(undone.size());
  return undone;
}

Edit Outbox::take(const OpId& id) {
  const auto found = std::ranges::find(edits_, id, [](const Edit& edit) { return edit.op.id; });
  Edit edit = std::move(*found);
  edits_.erase(found);
  return edit;
}

void Outbox::clear() { *this = {}; }

Edit* Outbox::find(const OpId& id) {
  const auto found = std::ranges::find(edits_, id, [](const Edit& edit) { return edit.op.id; });
  return found == edits_.end() ? nullptr : &*found;
}

int Outbox::unanswered() const {
  const auto waits = [](const Edit& edit) { return !edit.answered && !is_receipt(edit.op); };
  return static_cast<int>(std::ranges::count_if(edits_, waits));
}

bool Outbox::can_push() const {
  const auto first = std::ranges::find_if(edits_, [](const Edit& edit) { return !edit.answered; });
  return first != edits_.end() && first->kept != Kept::saving;
}

std::vector<sync::Op> Outbox::to_push(std::size_t ops_max, std::size_t bytes_max) const {
  std::vector<sync::Op> ops;
  std::size_t bytes = 0;
  for (const Edit& edit : edits_) {
    if (edit.answered) continue;
    bytes += json_text(sync::write(edit.op)).size();
    const bool fits = ops.size() < ops_max && bytes <= bytes_max;
    if (edit.kept == Kept::saving || (!fits && !ops.empty())) break;
    ops.push_back(edit.op);
  }
  return ops;
}

}  // namespace waymark::client
