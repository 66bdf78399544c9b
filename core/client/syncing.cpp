// Sync: one request at a time, a push with the first page of what is new, then page by page (docs/protocol.md).
#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

#include "core/client/impl.h"
#include "core/client/versions.h"
#include "core/model/json.h"
#include "core/sync/merge.h"

namespace waymark::client {

namespace {

constexpr int idle_tries_max = 5;      // without edits that wait; then until something happens
constexpr int countings_anew_max = 3;  // in a row

/// For a query (RFC 3986 §2.3): all but unreserved characters.
std::string percent_encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                       c == '.' || c == '_' || c == '~';
    const auto byte = static_cast<unsigned char>(c);
    if (plain) {
      out += c;
    } else {
      out += {'%', "0123456789ABCDEF"[byte >> 4U], "0123456789ABCDEF"[byte & 15U]};
    }
  }
  return out;
}

}  // namespace

// ---- Asking ----------------------------------------------------------------------------------------------------

/// Someone looks, or there is signal again: whatever was in the way before is worth another try.
void Client::Impl::want_sync() {
  if (sync_request == 0) sync_wanted = true;  // else what is new comes with the reply
  is_halted = false;
  for (Backoff* backoff : {&sync_backoff, &content_backoff, &pair_backoff}) backoff->succeed();
}

void Client::Impl::sync_if_due() {
  if (signed_in() && state.sync.online && !is_halted && sync_request == 0 && !sync_backoff.waits()) {
    if (outbox.can_push() || (sync_wanted && !pages_left)) {
      send_push();
    } else if (pages_left) {
      send_page();
    }
  }
  changed |= std::exchange(state.sync.running, sync_request != 0) != (sync_request != 0);
}

void Client::Impl::send_push() {
  sync::SyncRequest request{session->device, reading.cursor, outbox.to_push(push_ops, sync::push_bytes_max),
                            page_bytes, sync::Reads::lines};
  pushed.clear();
  for (const sync::Op& op : request.ops) pushed.push_back(op.id);
  sync_wanted = false;
  sync_request = send("POST", "/v1/sync", session->token, json_text(sync::write(request)));
}

void Client::Impl::send_page() {
  pushed.clear();
  std::string path = "/v1/sync?cursor=" + percent_encoded(reading.cursor) + "&reads=2";
  if (page_bytes != 0) path += "&limit=" + std::to_string(page_bytes);
  sync_request = send("GET", std::move(path), session->token, "");
}

/// What waits goes out even if the app is closed now. It is sent again when it is opened: the endpoint does nothing twice.
void Client::Impl::leave_to_send() {
  if (!signed_in() || session->seal.empty() || outbox.unanswered() == 0 || !outbox.can_push()) return;
  const sync::SyncRequest request{session->device, "", outbox.to_push(push_ops, sync::push_bytes_max)};
  effects.push_back(
      LeaveToSend{session->seal, json_text({{"token", session->token}, {"push", sync::write(request)}})});
}

// ---- What came back --------------------------------------------------------------------------------------------

void Client::Impl::sync_replied(const Replied& reply) {
  sync_request = 0;
  if (!signed_in()) return;
  if (reply.status != 200) return sync_failed(reply);
  const Checked<std::vector<sync::SyncReply>> pages = sync::read_pages(reply.body);
  // A page that leads nowhere, like one that cannot be read (a hotel's login page), is asked for again, but later.
  const auto leads_nowhere = [&](const sync::SyncReply& page) { return page.more && page.cursor == reading.cursor; };
  if (!pages || std::ranges::any_of(*pages, leads_nowhere)) {
    ask_for_less();
    return back_off(reply);
  }
  Rejected rejected;
  const bool answered = took_results(pages->front().results, rejected);
  // What does not fit what is here is read anew.
  if (!std::ranges::all_of(*pages, [&](const sync::SyncReply& page) { return took_page(page); })) read_from_beginning();
  settle_rejected(std::move(rejected));
  if (!answered) return back_off(reply);
  sync_backoff.succeed();
  counted_anew = 0;
  push_ops = std::min(push_ops * 2, sync::push_ops_max);
  if (page_bytes != 0) {
    page_bytes *= 2;
    if (page_bytes >= static_cast<std::int64_t>(sync::page_bytes_default)) page_bytes = 0;
  }
  for (const Notice over : {Notice::sync_refused, Notice::update_needed, Notice::signed_out}) end_notice(over);
}

/// False if an edit that was sent has no answer: then sending it again at once would lead nowhere.
bool Client::Impl::took_results(const std::vector<sync::OpResult>& results, Rejected& rejected) {
  for (const sync::OpResult& result : results) {
    Edit* edit = outbox.find(result.id);
    if (edit == nullptr || edit->answered) continue;
    touch(edit->op.case_id);
    if (result.status == sync::OpStatus::rejected) {
      rejected.emplace_back(outbox.take(result.id), result.problem.value_or(Problem{}));
    } else {
      edit->answered = result.seq;
    }
  }
  const auto unanswered = [&](const OpId& id) {
    const Edit* edit = outbox.find(id);
    return edit != nullptr && !edit->answered;
  };
  return std::ranges::none_of(std::exchange(pushed, {}), unanswered);
}

/// There may be only one such document, and another device made it first: what was written here becomes an edit of that
/// one, kept beside what stands there until a person chooses. Everything else needs attention.
void Client::Impl::settle_rejected(Rejected rejected) {
  std::map<DocId, DocId> other_of;  // what was created here -> what is there
  for (auto& [edit, problem] : rejected) {
    std::optional<sync::Op> anew;
    if (edit.op.kind == sync::OpKind::create && problem.cause == ProblemCause::exists) {
      anew = edit_of_the_other(edit.op, replica);
      if (anew) other_of[edit.op.doc] = anew->doc;
    } else if (const auto other = other_of.find(edit.op.doc); other != other_of.end()) {
      anew = edit.op;
      anew->doc = other->second;
      anew->base = 0;
    }
    if (!anew) {
      refuse(std::move(edit), std::move(problem));
      continue;
    }
    disk.remove(stores::outbox, outbox_key(edit.op.n));
    touch(edit.op.case_id);
    if (anew->set.empty()) continue;  // it said nothing that the other does not
    anew->id = OpId(ids.next(now.utc_ms));
    outbox.add_before(edit.op.doc, std::move(*anew), std::move(edit.typed));
  }
  for (const auto& [mine, other] : other_of) {
    for (Edit& edit : outbox.edits()) {
      if (edit.op.doc == mine) {
        edit.op.doc = other;
        edit.op.base = 0;
        edit.op.id = OpId(ids.next(now.utc_ms));  // the old one may have been sent with other content
      }
      if (edit.op.doc == other && !edit.answered) put_edit(edit);
    }
  }
  if (!other_of.empty()) put_session();
}

/// All of it is one batch for the store: documents, cursor, and the edits that are now among the documents.
/// False if it does not fit what is here.
bool Client::Impl::took_page(const sync::SyncReply& page) {
  if (!std::ranges::all_of(page.changes, [&](const sync::Change& change) { return put_change(change); })) return false;
  for (const CaseId& id : page.gone) {
    touch(id);
    for (const DocId& doc : replica.remove_case(id)) disk.remove(stores::docs, doc.text);
  }
  reading.cursor = page.cursor;
  pages_left = page.more;
  drop_answered(!page.more);
  if (!page.more) finish_reading();
  disk.put(stores::meta, keys::cursor, json_text(write(reading)));
  return true;
}

/// False if it says only what changed in a document that is not here.
bool Client::Impl::put_change(const sync::Change& change) {
  BaseDoc doc{change.case_id, change.type,     change.seq,       reading.generation,
              change.deleted, change.document, change.conflicts, change.created_utc_ms};
  const BaseDoc* before = replica.find(change.doc);
  if (change.partial && before == nullptr) return false;
  if (change.deleted || change.partial) {  // one that is removed keeps what it said, so that this can be undone
    doc.document = before == nullptr ? sync::Json::object() : before->document;
    doc.created_utc_ms = before == nullptr ? 0 : before->created_utc_ms;
    sync::put_fields(doc.document, change.set);
  }
  doc.is_own_change = std::ranges::any_of(outbox.edits(), [&](const Edit& edit) {
    return edit.op.doc == change.doc && edit.answered == change.seq;
  });
  disk.put(stores::docs, change.doc.text, json_text(write(doc)));
  replica.put(change.doc, std::move(doc));
  touch(change.case_id);
  return true;
}

/// An edit leaves when the document that it changed is here as it is after it; until then it is still laid over.
void Client::Impl::drop_answered(bool complete) {
  std::vector<OpId> done;
  for (const Edit& edit : outbox.edits()) {
    if (!edit.answered) continue;
    const BaseDoc* base = replica.find(edit.op.doc);
    if (complete || (base != nullptr && base->seq >= *edit.answered)) done.push_back(edit.op.id);
  }
  for (const OpId& id : done) {
    const Edit edit = outbox.take(id);
    if (edit.op.n > 0) disk.remove(stores::outbox, outbox_key(edit.op.n));
    touch(edit.op.case_id);
  }
}

void Client::Impl::finish_reading() {
  if (reading.from_beginning) {  // what was not told again is not there any more
    for (const DocId& id : replica.remove_older_than(reading.generation)) disk.remove(stores::docs, id.text);
    touch_all = true;
    reading.from_beginning = false;
    reading.compared_utc_ms = std::max<std::int64_t>(1, now.utc_ms);
  }
  has_just_read = true;
  reading.last_utc_ms = std::max<std::int64_t>(1, now.utc_ms);
  state.sync.last_utc_ms = reading.last_utc_ms;
  changed = content_look = true;
  if (state.phase == Phase::first_sync) set_phase(Phase::ready);
}

void Client::Impl::read_from_beginning() {
  reading.cursor.clear();
  ++reading.generation;
  reading.from_beginning = true;
  pages_left = false;
  sync_wanted = true;
  disk.put(stores::meta, keys::cursor, json_text(write(reading)));
}

// ---- What went wrong -------------------------------------------------------------------------------------------

void Client::Impl::sync_failed(const Replied& reply) {
  if (may_pass(reply.status)) {
    if (reply.status == 0) ask_for_less();
    return back_off(reply);
  }
  switch (reply.status) {
    case 401:
    case 403:
      return halt_sync(Notice::signed_out);
    case 409:  // a gap, or a phone that was set back: another device id has no past
      if (++counted_anew > countings_anew_max) break;
      return count_anew(ids.next(now.utc_ms));
    case 410:
      if (reading.cursor.empty()) break;
      return read_from_beginning();
    case 426:
      return halt_sync(Notice::update_needed);
    default:
      break;
  }
  sync_refused(reply);
}

/// The server will not take this request, however often it comes.
void Client::Impl::sync_refused(const Replied& reply) {
  const std::optional<sync::ProblemDetails> details = sync::read_problem_details(reply.body);
  if (reply.status == 413 && pushed.size() > 1) {
    push_ops = pushed.size() / 2;
    return;
  }
  if (reply.status == 413 && pushed.size() == 1) {
    if (refuse_op_at({{"/ops/0", details ? details->title : "is too large for the server", ProblemCause::too_long}}))
      return;
  }
  if (details && refuse_op_at(details->errors)) return;
  halt_sync(Notice::sync_refused, details ? details->title : std::string());
}

/// If one edit is to blame, it goes to needs attention, and the others go on.
bool Client::Impl::refuse_op_at(const Problems& errors) {
  constexpr std::string_view prefix = "/ops/";
  for (const Problem& problem : errors) {
    if (!problem.pointer.starts_with(prefix)) continue;
    std::size_t index = 0;
    const char* digits = problem.pointer.data() + prefix.size();
    const char* end = problem.pointer.data() + problem.pointer.size();
    const auto [rest, error] = std::from_chars(digits, end, index);
    if (error != std::errc() || index >= pushed.size() || outbox.find(pushed[index]) == nullptr) continue;
    Edit edit = outbox.take(pushed[index]);
    const std::int64_t n_first = edit.op.n - static_cast<std::int64_t>(index);
    refuse(std::move(edit), {std::string(rest, end), problem.reason, problem.cause});
    // The server did not count it: those behind it move up.
    count_from(n_first);
    return true;
  }
  return false;
}

/// Asks no more until someone looks again. Edits wait.
void Client::Impl::halt_sync(Notice shown, std::string detail) {
  is_halted = true;
  notice(shown, std::move(detail));
}

/// Of a link that is cut again and again. Only an endpoint that answers with one page sends more than this by itself.
void Client::Impl::ask_for_less() {
  const std::int64_t asked = page_bytes == 0 ? sync::page_bytes_default : page_bytes;
  page_bytes = std::max<std::int64_t>(asked / 2, sync::page_bytes_min);
}

void Client::Impl::back_off(const Replied& reply) {
  const bool needed = (outbox.can_push() && outbox.unanswered() > 0) || state.phase == Phase::first_sync;
  if (!needed && sync_backoff.failures >= idle_tries_max) {
    sync_backoff.succeed();
    sync_wanted = pages_left = false;  // at the next opening, or when there is signal again
    return;
  }
  sync_wanted = !pages_left;
  sync_backoff.fail(ids, now.utc_ms, reply.retry_after_s);
}

}  // namespace waymark::client
