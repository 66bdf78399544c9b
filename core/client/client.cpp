#include "core/client/client.h"

#include <algorithm>
#include <utility>

#include "core/client/impl.h"

namespace waymark::client {

Client::Client(std::array<std::uint64_t, 4> seed) : impl_(std::make_unique<Impl>(seed)) {}
Client::~Client() = default;
Client::Client(Client&&) noexcept = default;
Client& Client::operator=(Client&&) noexcept = default;

const State& Client::state() const { return impl_->state; }

std::vector<Effect> Client::step(const Event& event, const Moment& now) {
  impl_->now = now;
  impl_->turn_day();
  impl_->effects.clear();
  impl_->handle(event);
  impl_->finish_step();
  return std::move(impl_->effects);
}

const CaseState* find_case(const State& state, const CaseId& id) {
  const auto found = std::ranges::find(state.cases, id, &CaseState::id);
  return found == state.cases.end() ? nullptr : &*found;
}

void Client::Impl::handle(const Event& event) {
  hold_writes = false;
  if (!std::holds_alternative<SaveDraft>(event)) given_back.clear();
  if (const auto* started = std::get_if<Started>(&event)) return start(*started);
  if (const auto* opened_store = std::get_if<StoreOpened>(&event)) return opened(*opened_store);
  if (const auto* locked = std::get_if<StoreLocked>(&event)) return store_locked(*locked);
  if (const auto* failed = std::get_if<StoreFailed>(&event)) return store_failed(*failed);
  if (const auto* done = std::get_if<Committed>(&event)) return committed(*done);
  if (const auto* failed = std::get_if<CommitFailed>(&event)) return commit_failed(*failed);
  if (const auto* reply = std::get_if<Replied>(&event)) return replied(*reply);
  if (const auto* network = std::get_if<WentOnline>(&event)) {
    changed |= state.sync.online != network->online;
    state.sync.online = network->online;
    if (network->online) want_sync();
    return;
  }
  if (std::holds_alternative<BecameVisible>(event) || std::holds_alternative<SyncNow>(event)) return want_sync();
  if (std::holds_alternative<WentHidden>(event)) return leave_to_send();
  if (std::holds_alternative<Woken>(event)) {
    wake_utc_ms = 0;  // tell it anew: an alarm that was set while this one rang would otherwise stay
    for (Backoff* backoff : {&sync_backoff, &pair_backoff, &content_backoff}) backoff->retry_utc_ms.reset();
    return;
  }
  if (std::holds_alternative<TakeOver>(event)) return take_over();
  if (std::holds_alternative<DismissNotice>(event)) return notice(Notice::none);
  if (const auto* leaving = std::get_if<SignOut>(&event)) return sign_out(*leaving);
  if (const auto* over = std::get_if<LetGo>(&event)) {
    return forget_refused([&](const Refused& old) { return old.op.id.text == over->id; });
  }
  if (const auto* draft = std::get_if<SaveDraft>(&event)) return save_draft(*draft);
  if (const auto* mark = std::get_if<KeepMark>(&event)) return keep_mark(*mark);
  if (const auto* kept = std::get_if<KeepPlace>(&event)) return keep_place(*kept);
  if (const auto* language = std::get_if<SetLanguage>(&event)) return set_language(*language);
  if (const auto* looked = std::get_if<ReadCase>(&event)) return read_case(*looked);
  edit(event);
}

void Client::Impl::replied(const Replied& reply) {
  if (reply.request == 0) return;
  if (reply.request == pair_request) return paired(reply);
  if (reply.request == sync_request) return sync_replied(reply);
  if (reply.request == digest_request) return compared(reply);
  if (reply.request == manifest_request || reply.request == pack_request) return content_replied(reply);
}

std::uint64_t Client::Impl::send(std::string method, std::string path, std::string token, std::string body) {
  effects.push_back(Send{++last_request, std::move(method), std::move(path), std::move(token), std::move(body)});
  return last_request;
}

void Client::Impl::finish_step() {
  ask_to_pair();
  if (is_open) {
    sync_if_due();
    compare_if_due();
    fetch_content_if_due();
    std::optional<Commit> commit = hold_writes ? std::nullopt : disk.next();
    if (commit) {
      for (Edit& edit : outbox.edits()) {
        if (edit.kept != Kept::stored) edit.batch = commit->batch;
      }
      effects.push_back(std::move(*commit));
    }
  }
  std::optional<std::int64_t> wake;
  for (const Backoff* backoff : {&sync_backoff, &pair_backoff, &content_backoff}) {
    if (state.sync.online && backoff->waits() && (!wake || *backoff->retry_utc_ms < *wake))
      wake = backoff->retry_utc_ms;
  }
  if (wake != wake_utc_ms) effects.push_back(WakeAt{wake.value_or(0)});
  wake_utc_ms = wake;
  show();
}

void Backoff::fail(IdSource& random, std::int64_t now_utc_ms, std::int64_t retry_after_s) {
  constexpr std::int64_t span_ms_min = 1000;
  constexpr std::int64_t span_ms_max = 5 * 60 * 1000;
  constexpr int doublings_max = 9;  // 1 s · 2^9 is above the most
  const std::int64_t span_ms = std::min(span_ms_max, span_ms_min << std::min(failures, doublings_max));
  ++failures;
  const auto jitter_ms = static_cast<std::int64_t>(random.random() % static_cast<std::uint64_t>(span_ms)) + 1;
  constexpr std::int64_t retry_after_s_max = 24 * 60 * 60;
  retry_utc_ms = now_utc_ms + std::clamp<std::int64_t>(retry_after_s, 0, retry_after_s_max) * 1000 + jitter_ms;
}

}  // namespace waymark::client
