// The link that brings someone in, the store of their phone, and leaving.
#include <algorithm>
#include <cstdlib>
#include <utility>

#include "core/client/impl.h"
#include "core/model/json.h"

namespace waymark::client {

namespace {

// Phones close apps that are not looked at: who comes back soon goes on where they were, the next day begins anew.
constexpr std::int64_t place_kept_ms = 60 * 60 * 1000;

}  // namespace

void Client::Impl::start(const Started& event) {
  forget_everything();
  state.sync.online = event.online;
  profile_hint = event.profile;
  if (!event.link_code.empty()) {
    link_code = event.link_code;
    link_held = true;
    arriving_device = is_uuid(event.link_device) ? event.link_device : ids.next(now.utc_ms);
    return set_phase(Phase::pairing);
  }
  if (profile_hint.empty()) return set_phase(Phase::no_link);
  open(profile_hint, false);
}

// ---- The link --------------------------------------------------------------------------------------------------

void Client::Impl::ask_to_pair() {
  if (link_code.empty() || pair_request != 0 || pair_backoff.waits() || !state.sync.online) return;
  // The same device id with every try: a server whose reply was lost knows who asks again.
  const sync::Json body{{"code", link_code}, {"device", arriving_device}};
  pair_request = send("POST", "/v1/pair", "", json_text(body));
}

void Client::Impl::paired(const Replied& reply) {
  pair_request = 0;
  std::optional<Paired> read = reply.status == 200 ? read_paired(reply.body, arriving_device) : std::nullopt;
  if (may_pass(reply.status) || (reply.status == 200 && !read)) {
    return pair_backoff.fail(ids, now.utc_ms, reply.retry_after_s);
  }
  link_code.clear();
  pair_backoff.succeed();
  if (read) {
    std::string target = read->profile;
    // what comes before the store is open is in their language, too
    if (!has_language && !read->session.language.empty()) state.language = read->session.language;
    arrival = std::move(*read);
    return open(std::move(target), false);
  }
  forget_link();
  // An old link that is opened again, from the history or a message: whoever was signed in stays so.
  if (profile_hint.empty()) return set_phase(Phase::link_refused);
  open(profile_hint, false);
}

void Client::Impl::forget_link() {
  if (!link_held) return;
  link_held = false;
  effects.push_back(ForgetLink{});
}

// ---- The store -------------------------------------------------------------------------------------------------

void Client::Impl::open(std::string name, bool take_over) {
  profile = std::move(name);
  is_open = false;
  opening = true;
  set_phase(Phase::starting);
  effects.push_back(OpenStore{profile, take_over, arrival.has_value()});
}

/// The council's content and the language, for whoever has not opened the vault: it is no one's secret.
void Client::Impl::store_locked(const StoreLocked& event) {
  if (!opening) return;
  for (const StoredRecord& record : event.records) load(record);
  changed = true;
}

void Client::Impl::opened(const StoreOpened& event) {
  if (!opening || event.profile != profile) return;
  opening = false;
  is_open = true;
  std::vector<Edit> unsaved;  // another tab had taken the store over before they were kept
  for (const Edit& edit : outbox.edits()) {
    if (edit.kept != Kept::stored) unsaved.push_back(edit);
  }
  replica.clear();
  outbox.clear();
  refused.clear();
  disk.clear();
  session.reset();
  reading = {};
  state.drafts.clear();
  state.place.clear();
  damaged = lost_edit = false;
  for (const StoredRecord& record : event.records) load(record);

  if (damaged) {
    read_from_beginning();
    notice(Notice::store_recovered);
  }
  outbox.loaded(session ? session->n : 0);
  take_session();
  if (!session) {
    is_open = false;
    return set_phase(Phase::no_link);
  }
  for (Edit& edit : unsaved) {
    if (outbox.find(edit.op.id) == nullptr) put_edit(outbox.add(std::move(edit.op), std::move(edit.typed)));
  }
  if (!unsaved.empty()) put_session();
  state.role = session->role;
  state.account_name = session->name;
  if (has_language) {
    disk.put(stores::meta, keys::language, state.language);  // also when it was chosen before there was a store
  } else if (!session->language.empty()) {
    state.language = session->language;
  }
  state.sync.last_utc_ms = reading.last_utc_ms;
  set_phase(reading.last_utc_ms > 0 ? Phase::ready : Phase::first_sync);
  touch_all = content_look = true;
  want_sync();
}

/// Who this is from now on: someone whom a link has just brought in, else whoever the store knows.
void Client::Impl::take_session() {
  const bool counts_on = session.has_value() && !lost_edit;  // else there is a gap in the counters
  if (arrival) {
    Session arrived = std::move(arrival->session);
    if (session) arrived.device = session->device;
    session = std::move(arrived);
    arrival.reset();
    put_session();
  }
  if (session && !counts_on) count_anew(lost_edit ? ids.next(now.utc_ms) : session->device);
}

void Client::Impl::load(const StoredRecord& record) {
  if (record.store == stores::aside) return;
  const std::optional<std::string_view> content = content_of(record);
  const bool is_edit = record.store == stores::outbox;
  if (content &&
      (record.store == stores::meta ? load_setting(record.key, *content) : load_document(record, *content))) {
    return;
  }
  disk.put_aside(record);
  damaged = true;
  lost_edit |= is_edit;
}

bool Client::Impl::load_document(const StoredRecord& record, std::string_view content) {
  if (record.store == stores::docs) {
    std::optional<BaseDoc> doc = is_uuid(record.key) ? read_base_doc(content) : std::nullopt;
    if (doc) replica.put(DocId(record.key), std::move(*doc));
    return doc.has_value();
  }
  if (record.store == stores::outbox) {
    std::optional<Waiting> waiting = read_waiting(content);
    if (!waiting || outbox_key(waiting->op.n) != record.key) return false;
    outbox.load(std::move(*waiting));
    return true;
  }
  if (record.store == stores::attention) {
    std::optional<Refused> edit = read_refused(content);
    if (edit) refused.push_back(std::move(*edit));
    return edit.has_value();
  }
  return true;  // of a later version of this app
}

bool Client::Impl::load_setting(const std::string& key, std::string_view content) {
  if (key == keys::session) return (session = read_session(content)).has_value();
  if (key == keys::content) {
    load_content(content);
  } else if (key == keys::language) {
    state.language = std::string(content);
    has_language = true;
  } else if (key == keys::place) {
    const std::optional<KeptPlace> kept = read_kept_place(content);
    if (kept && std::abs(now.utc_ms - kept->utc_ms) < place_kept_ms) state.place = kept->place;
  } else if (key == keys::cursor) {
    const std::optional<Reading> read = read_reading(content);
    reading = read.value_or(Reading());
    return read.has_value();
  } else if (key.starts_with(keys::draft)) {
    state.drafts.insert_or_assign(key.substr(keys::draft.size()), std::string(content));
  } else if (key.starts_with(keys::mark)) {
    state.marks.insert_or_assign(key.substr(keys::mark.size()), std::string(content));
  }
  return true;
}

/// Takes a device id and counts the edits that wait from 1. Their ids stay, so the server takes none twice.
void Client::Impl::count_anew(std::string device) {
  session->device = std::move(device);
  count_from(1);
}

/// Counts the edits that wait anew, in the store too. What the server has answered already leaves the store.
void Client::Impl::count_from(std::int64_t n_first) {
  for (const Edit& edit : outbox.edits()) {
    if (edit.op.n > 0) disk.remove(stores::outbox, outbox_key(edit.op.n));
  }
  outbox.count_from(n_first);
  for (const Edit& edit : outbox.edits()) {
    if (!edit.answered) put_edit(edit);
  }
  put_session();
}

void Client::Impl::store_failed(const StoreFailed& event) {
  if (!is_open && !opening) return;
  is_open = opening = false;
  sync_request = digest_request = manifest_request = pack_request = 0;
  sync_backoff.succeed();
  content_backoff.succeed();
  set_phase(event.taken ? Phase::other_tab : Phase::store_broken);
}

void Client::Impl::take_over() {
  if (state.phase == Phase::other_tab) open(profile, true);
}

void Client::Impl::sign_out(const SignOut& event) {
  const bool broken = state.phase == Phase::store_broken;
  if (!is_open && !broken) return;
  if (outbox.unanswered() > 0 && !event.even_unsent) return notice(Notice::edits_waiting);
  effects.push_back(EraseStore{profile});
  if (broken && arrival) return open(profile, false);  // a link has just been redeemed for it
  forget_link();
  forget_everything();
  set_phase(Phase::no_link);
}

/// Everything but the source of ids, the counters of requests and batches, and what the surroundings are like.
void Client::Impl::forget_everything() {
  Impl fresh({});
  fresh.ids = ids;
  fresh.now = now;
  fresh.effects = std::move(effects);
  fresh.last_request = last_request;
  fresh.disk = std::move(disk);
  fresh.disk.clear();
  fresh.wake_utc_ms = wake_utc_ms;
  fresh.state.language = state.language;
  fresh.state.sync.online = state.sync.online;
  fresh.state.today = now.today;
  fresh.state.revision = state.revision;
  *this = std::move(fresh);
  changed = true;
}

}  // namespace waymark::client
