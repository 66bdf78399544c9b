// Edits and drafts: shown at once, kept durably, given back when they fail.
#include <algorithm>
#include <utility>

#include "core/client/impl.h"
#include "core/client/receipts.h"
#include "core/model/json.h"
#include "core/sync/merge.h"

namespace waymark::client {

using sync::OpKind;

namespace {

/// Whether a refused edit needs no attention any more once `op` is made: it writes in the same place, or makes the
/// whole document anew. An edit without text, like a tick, is answered by any other of its document.
bool is_said_anew(const Refused& old, const sync::Op& op, const Typed& typed) {
  if (!old.typed.key.empty() && old.typed.key == typed.key) return true;
  return old.op.doc == op.doc && (old.typed.key.empty() || op.kind == OpKind::create);
}

}  // namespace

void Client::Impl::edit(const Event& event) {
  if (!signed_in()) return;
  Typed typed = typed_in(event);
  std::vector<sync::Op> ops;
  for (Wanted& wanted : wanted_edits(event, {state, *session, {replica, outbox, refused}})) {
    std::optional<sync::Op> op = op_of(std::move(wanted));
    if (!op) continue;
    if (std::optional<Problem> problem = check(*op)) {
      give_back(typed);
      return notice(Notice::edit_refused, to_text(*problem));
    }
    ops.push_back(std::move(*op));
  }
  if (ops.empty()) return;
  if (state.drafts.erase(typed.key) > 0) disk.remove(stores::meta, std::string(keys::draft) + typed.key);
  for (sync::Op& op : ops) {
    touch(op.case_id);
    forget_refused([&](const Refused& old) { return is_said_anew(old, op, typed); });
    put_edit(outbox.add(std::move(op), std::exchange(typed, {})));
  }
  put_session();
}

/// None if nothing is left to be sent: a document that only this phone has, and that was refused, is just let go.
std::optional<sync::Op> Client::Impl::op_of(Wanted wanted) {
  sync::Op op;
  op.id = OpId(ids.next(now.utc_ms));
  op.case_id = std::move(wanted.case_id);
  op.doc = wanted.doc.empty() ? DocId(ids.next(now.utc_ms)) : wanted.doc;
  op.kind = wanted.kind;
  op.at_utc_ms = now.utc_ms;
  op.set = std::move(wanted.set);
  if (op.kind == OpKind::create) {
    op.type = std::move(wanted.type);
    op.document = std::move(wanted.document);
  } else if (was_refused_whole(op.doc)) {
    std::optional<ShownDoc> shown = shown_doc(op.doc, {replica, outbox, refused});
    if (op.kind == OpKind::remove || !shown) {
      touch(op.case_id);
      forget_refused([&](const Refused& old) { return old.op.doc == op.doc; });
      return std::nullopt;
    }
    bool deleted = false;
    sync::overlay(*shown->own, deleted, op);
    op.kind = OpKind::create;
    op.type = shown->type;
    op.document = std::move(*shown->own);
    op.set.clear();
  } else if (const BaseDoc* base = replica.find(op.doc)) {
    op.base = base->seq;
  }
  return op;
}

/// What the server would refuse, by the server's own code: so that nothing is queued in vain.
std::optional<Problem> Client::Impl::check(const sync::Op& op) const {
  const sync::Author author{session->account, session->name, session->role, session->device, now.utc_ms};
  sync::Record record;
  if (op.kind != OpKind::create) {
    const std::optional<ShownDoc> shown = shown_doc(op.doc, {replica, outbox, refused});
    if (!shown) return Problem{"/doc", "is not there", ProblemCause::gone};
    record.case_id = op.case_id;
    record.doc = op.doc;
    record.type = shown->type;
    record.seq = record.created.seq = std::max<std::int64_t>(1, op.base);
    record.created.person = session->account;
    record.created.device = session->device;
    record.deleted = shown->deleted;
    record.document = shown->document();
  }
  return sync::merge(record, op, author, record.seq + 1).problem;
}

bool Client::Impl::was_refused_whole(const DocId& id) const {
  const auto creates = [&](const auto& edit) { return edit.op.doc == id && edit.op.kind == OpKind::create; };
  return replica.find(id) == nullptr && std::ranges::any_of(refused, creates) &&
         std::ranges::none_of(outbox.edits(), creates);
}

void Client::Impl::read_case(const ReadCase& event) {
  const CaseState* one = find_case(state, event.case_id);
  if (one == nullptr || !one->unread) return;
  receipted[one->id] = receipts_of(shown_docs(one->id, {replica, outbox, refused}), state.role).newest;
  touch(one->id);
  edit(event);
}

void Client::Impl::put_edit(const Edit& edit) {
  disk.put(stores::outbox, outbox_key(edit.op.n), json_text(write(Waiting{edit.op, edit.typed})));
}

void Client::Impl::put_session() {
  session->n = outbox.n();
  disk.put(stores::meta, keys::session, json_text(write(*session)));
}

// ---- What becomes of an edit -----------------------------------------------------------------------------------

void Client::Impl::committed(const Committed& event) {
  if (!disk.committed(event.batch)) return;
  for (Edit& edit : outbox.edits()) {
    if (edit.batch != event.batch || edit.kept == Kept::stored) continue;
    edit.kept = Kept::stored;
    touch(edit.op.case_id);
  }
  if (signed_in()) forget_link();
  end_notice(Notice::store_failing);
}

void Client::Impl::commit_failed(const CommitFailed& event) {
  if (!disk.failed(event.batch)) return;
  bool has_untried = false;
  bool has_tried = false;
  for (const Edit& edit : outbox.edits()) {
    if (edit.kept != Kept::saving) continue;
    (edit.batch == event.batch ? has_tried : has_untried) = true;
  }
  if (has_tried && event.full) {
    hold_writes = true;
    if (undo_what_is_not_stored()) notice(Notice::store_full);
    return;
  }
  for (Edit& edit : outbox.edits()) {
    if (edit.kept != Kept::saving || edit.batch != event.batch) continue;
    edit.kept = Kept::memory;
    touch(edit.op.case_id);
  }
  hold_writes = !has_untried;
  notice(Notice::store_failing);
}

/// Whether any of it was a person's.
bool Client::Impl::undo_what_is_not_stored() {
  const std::vector<Edit> undone = outbox.undo_saving();
  for (const Edit& edit : undone) {
    disk.remove(stores::outbox, outbox_key(edit.op.n));
    touch(edit.op.case_id);
    give_back(edit.typed);
  }
  put_session();
  return !std::ranges::all_of(undone, [](const Edit& edit) { return is_receipt(edit.op); });
}

/// The server did not take it: it is kept for a person to look at, and what was typed becomes a draft again.
void Client::Impl::refuse(Edit edit, Problem problem) {
  touch(edit.op.case_id);
  disk.remove(stores::outbox, outbox_key(edit.op.n));
  if (is_receipt(edit.op)) return;
  give_back(edit.typed);
  notice(Notice::edit_refused, to_text(problem));
  refused.push_back({std::move(edit.op), std::move(edit.typed), std::move(problem)});
  disk.put(stores::attention, refused.back().op.id.text, json_text(write(refused.back())));
}

void Client::Impl::forget_refused(const std::function<bool(const Refused&)>& is_over) {
  std::erase_if(refused, [&](const Refused& old) {
    if (!is_over(old)) return false;
    touch(old.op.case_id);
    disk.remove(stores::attention, old.op.id.text);
    return true;
  });
}

// ---- Drafts and settings ---------------------------------------------------------------------------------------

/// Of several texts in one place, which come in the order they were typed, the last one stays.
void Client::Impl::give_back(const Typed& typed) {
  if (typed.key.empty()) return;
  if (state.drafts.contains(typed.key) && !given_back.contains(typed.key)) return;  // something newer is being typed
  given_back.insert(typed.key);
  state.drafts[typed.key] = typed.text;
  disk.put(stores::meta, std::string(keys::draft) + typed.key, typed.text);
  changed = true;
}

void Client::Impl::save_draft(const SaveDraft& event) {
  const std::string record = std::string(keys::draft) + event.key;
  std::string text = clean(event.text);
  if (text.empty()) {
    // A screen tidies up behind the edit that it sent; if that very edit was refused, its text stays.
    if (given_back.erase(event.key) > 0 || state.drafts.erase(event.key) == 0) return;
    disk.remove(stores::meta, record);
  } else {
    std::string& draft = state.drafts[event.key];
    if (draft == text) return;
    draft = std::move(text);
    disk.put(stores::meta, record, draft);
  }
  changed = true;
}

void Client::Impl::keep_mark(const KeepMark& event) {
  if (!signed_in()) return;
  const std::string record = std::string(keys::mark) + event.key;
  if (event.text.empty()) {
    if (state.marks.erase(event.key) == 0) return;
    disk.remove(stores::meta, record);
  } else {
    std::string& mark = state.marks[event.key];
    if (mark == event.text) return;
    mark = event.text;
    disk.put(stores::meta, record, mark);
  }
  changed = true;
}

void Client::Impl::keep_place(const KeepPlace& event) {
  if (!signed_in()) return;
  disk.put(stores::meta, keys::place, write(KeptPlace{now.utc_ms, event.place}));
}

void Client::Impl::set_language(const SetLanguage& event) {
  if (event.language.empty() || (has_language && event.language == state.language)) return;
  state.language = event.language;
  has_language = true;
  disk.put(stores::meta, keys::language, state.language);
  changed = true;
}

}  // namespace waymark::client
