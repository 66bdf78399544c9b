#include "core/vault/vault.h"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <iterator>
#include <tuple>
#include <utility>

#include "core/client/records.h"

namespace waymark::vault {

namespace {

constexpr std::string_view header_key = "vault";
constexpr std::size_t salt_size = 16;
constexpr std::int64_t minute_ms = 60'000;

Key::Bytes bytes_of(const std::array<std::uint64_t, 4>& seed) {
  Key::Bytes bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<unsigned char>(seed[i / 8] >> (8 * (i % 8)));
  return bytes;
}

std::array<std::uint64_t, 4> seed_from(Random& random) {
  const Key key = random.key();
  std::array<std::uint64_t, 4> seed{};
  for (std::size_t i = 0; i < Key::size; ++i) seed[i / 8] |= std::uint64_t{key.bytes()[i]} << (8 * (i % 8));
  return seed;
}

/// What everybody may see: it is public, or says no more than the phone itself.
bool is_public(const std::string& store, std::string_view key) {
  return store == client::stores::meta && (key == client::keys::content || key == client::keys::language);
}

bool is_header(const client::StoredRecord& record) {
  return record.store == client::stores::meta && record.key == header_key;
}

/// Of a store that was written before there was a vault.
bool is_plain(const client::StoredRecord& record) {
  return record.store == client::stores::meta && record.key == client::keys::session;
}

/// The key that opens the box of a header: of the stretched PIN and of the phone's own key, neither of which is enough.
std::optional<Key> wrapping_key(const PinStretched& event) {
  std::optional<Key> stretched = Key::from(event.stretched);
  if (!stretched || event.device.size() != Key::size) return std::nullopt;
  return stretched->derive("waymark vault 1\n" + event.device);
}

constexpr std::string_view box_place = "waymark vault 1";

}  // namespace

Vault::Vault(std::array<std::uint64_t, 4> seed)
    : random_(bytes_of(seed)), client_(std::make_unique<client::Client>(seed_from(random_))) {}

// ---- Every step ----------------------------------------------------------------------------------------------------

std::vector<Effect> Vault::step(const client::Event& event, const client::Moment& now) {
  now_ = now;
  if (const auto* opened_store = std::get_if<client::StoreOpened>(&event)) {
    opened(*opened_store);
  } else if (const auto* done = std::get_if<client::Committed>(&event)) {
    committed(*done);
  } else if (const auto* failed = std::get_if<client::CommitFailed>(&event)) {
    commit_failed(*failed);
  } else if (const auto* reply = std::get_if<client::Replied>(&event)) {
    replied(*reply);
  } else if (std::holds_alternative<client::Woken>(event)) {
    woken();
  } else if (std::holds_alternative<client::BecameVisible>(event)) {
    became_visible();
  } else {
    if (const auto* started = std::get_if<client::Started>(&event)) profile_ = started->profile;
    forward(event);
    if (std::holds_alternative<client::WentHidden>(event)) hidden_utc_ms_ = now_.utc_ms;
    if (std::holds_alternative<client::StoreFailed>(event)) lock_ = {};  // what it says is shown
  }
  touched_utc_ms_ = std::min(touched_utc_ms_, now_.utc_ms);  // a clock that was set back
  if (is_due()) close();
  set_wake();
  return std::exchange(effects_, {});
}

std::vector<Effect> Vault::step(const Event& event, const client::Moment& now) {
  now_ = now;
  handle(event);
  set_wake();
  return std::exchange(effects_, {});
}

void Vault::handle(const Event& event) {
  if (const auto* chosen = std::get_if<ChoosePin>(&event)) return choose(normal_pin(chosen->pin));
  if (const auto* tried = std::get_if<Unlock>(&event)) {
    if (lock_.phase == Phase::locked && held_) try_pin(normal_pin(tried->pin), Purpose::look);
  } else if (const auto* other = std::get_if<ChangePin>(&event)) {
    change(normal_pin(other->old_pin), normal_pin(other->new_pin));
  } else if (std::holds_alternative<LockNow>(event)) {
    close();
  } else if (std::holds_alternative<BeginAgain>(event)) {
    if (lock_.phase == Phase::locked || lock_.phase == Phase::choosing) begin_again(Trouble::none);
  } else if (std::holds_alternative<Touched>(event)) {
    if (lock_.phase == Phase::open) touched_utc_ms_ = now_.utc_ms;
  } else if (const auto* answer = std::get_if<PinStretched>(&event)) {
    stretched(*answer);
  }
}

void Vault::forward(const client::Event& event) {
  for (client::Effect& effect : client_->step(event, now_)) take(std::move(effect));
}

/// One effect of the client, on its way to the platform.
void Vault::take(client::Effect effect) {
  if (auto* commit = std::get_if<client::Commit>(&effect)) {
    client_batch_ = std::exchange(commit->batch, ++last_batch_);
    client_batch_there_ = commit->batch;
    for (client::StoredRecord& put : commit->puts) put = sealed(put);
    for (auto& [store, key] : commit->removes) std::tie(store, key) = place_of(store, key);
  } else if (auto* request = std::get_if<client::Send>(&effect)) {
    requests_[++last_request_] = request->request;
    request->request = last_request_;
  } else if (auto* wake = std::get_if<client::WakeAt>(&effect)) {
    client_wake_utc_ms_ = wake->utc_ms;
    return;  // set_wake tells the earliest of all
  } else if (const auto* open_store = std::get_if<client::OpenStore>(&effect)) {
    profile_ = open_store->profile;
    arriving_ = open_store->arriving;
  } else if (std::holds_alternative<client::EraseStore>(effect)) {
    keys_.reset();
    header_.reset();
    lock_ = {};
  }
  effects_.emplace_back(std::move(effect));
}

// ---- The store -----------------------------------------------------------------------------------------------------

void Vault::opened(client::StoreOpened event) {
  const auto found = std::ranges::find_if(event.records, is_header);
  const bool has_header = found != event.records.end();
  header_.reset();
  if (has_header) {
    if (const auto text = client::content_of(*found)) header_ = read_header(*text);
    event.records.erase(found);
  }
  const bool has_plain = !has_header && std::ranges::any_of(event.records, is_plain);
  if (!has_header && !has_plain && !arriving_) return forward(event);  // nobody's
  lock_ = {.phase = has_header ? Phase::locked : Phase::choosing, .trouble = lock_.trouble};
  if (header_) {
    lock_.tries_left = tries_max - header_->tries;
    lock_.has_letters = header_->has_letters;
    // no longer than the wait itself: the clock of the phone may have been wrong when it was set
    header_->wait_until_utc_ms = std::min(header_->wait_until_utc_ms, now_.utc_ms + wait_after_ms(header_->tries));
    lock_.wait_until_utc_ms = header_->wait_until_utc_ms;
  } else if (has_header) {
    lock_.trouble = Trouble::cannot_open;
  }
  lock_.unsent =
      static_cast<int>(std::ranges::count(event.records, client::stores::outbox, &client::StoredRecord::store));
  held_ = std::move(event);
  show_public();
}

/// Gives the client what everybody may see.
void Vault::show_public() {
  client::StoreLocked locked;
  std::ranges::copy_if(held_->records, std::back_inserter(locked.records),
                       [](const client::StoredRecord& one) { return is_public(one.store, one.key); });
  forward(locked);
}

void Vault::committed(const client::Committed& event) {
  if (event.batch == header_batch_) return header_kept(true);
  if (event.batch != client_batch_there_) return;
  client_batch_there_ = 0;
  forward(client::Committed{client_batch_});
  if (closing_ && client_batch_there_ == 0) restart();
}

void Vault::commit_failed(const client::CommitFailed& event) {
  if (event.batch == header_batch_) return header_kept(false);
  if (event.batch != client_batch_there_) return;
  client_batch_there_ = 0;
  forward(client::CommitFailed{client_batch_, event.full});
  if (closing_ && client_batch_there_ == 0) restart();
}

void Vault::replied(client::Replied event) {
  const auto asked = requests_.find(event.request);
  if (asked == requests_.end()) return;  // by a client that is gone
  event.request = asked->second;
  requests_.erase(asked);
  forward(event);
}

// ---- Sealing -------------------------------------------------------------------------------------------------------

/// Where a record lies in the store. A record that could not be opened goes by the name under which it lies.
std::pair<std::string, std::string> Vault::place_of(const std::string& store, const std::string& key) const {
  if (is_public(store, key) || !keys_) return {store, key};
  if (key.starts_with('?')) return {store, key.substr(1)};
  return {store, blind_name(keys_->names, store + "\n" + key)};
}

client::StoredRecord Vault::sealed(const client::StoredRecord& record) {
  if (is_public(record.store, record.key)) return record;
  assert(keys_);  // the client's store is open only after let_in
  auto [store, name] = place_of(record.store, record.key);
  std::string text = record.key + "\n" + record.bytes;
  std::string box = seal(keys_->records, store + "\n" + name, text, random_);
  wipe(text);
  return {std::move(store), std::move(name), std::move(box)};
}

/// One that does not open comes out with no content, so that the client puts it aside.
client::StoredRecord Vault::unsealed(const client::StoredRecord& record) const {
  if (is_public(record.store, record.key)) return record;
  const std::optional<std::string> text = open(keys_->records, record.store + "\n" + record.key, record.bytes);
  const std::size_t end = text ? text->find('\n') : std::string::npos;
  if (end == std::string::npos) return {record.store, "?" + record.key, record.bytes};
  return {record.store, text->substr(0, end), text->substr(end + 1)};
}

/// Commits a header, with what belongs to it; header_kept says what comes of it.
void Vault::commit_header(const Header& header, Awaited awaited, client::Commit with) {
  with.batch = header_batch_ = ++last_batch_;
  with.puts.push_back(client::record_of(client::stores::meta, header_key, write(header)));
  awaited_ = awaited;
  effects_.emplace_back(client::Effect(std::move(with)));
}

void Vault::header_kept(bool kept) {
  header_batch_ = 0;
  switch (std::exchange(awaited_, Awaited::nothing)) {
    case Awaited::nothing:
      return;
    case Awaited::try_counted:
      // Also when there is no room to count it: a full phone must not keep out whom it belongs to.
      return stretch(after_count_, *header_);
    case Awaited::first_pin:
      if (!kept) return give_up(Trouble::not_kept);
      header_ = std::exchange(next_, std::nullopt);
      return let_in();
    case Awaited::other_pin:
      if (!kept) return give_up(Trouble::not_kept);
      header_ = std::exchange(next_, std::nullopt);
      lock_.working = false;
      lock_.is_new = true;
      lock_.has_letters = header_->has_letters;
      return;
  }
}

// ---- A first PIN, another PIN --------------------------------------------------------------------------------------

/// Whether a PIN may be a new one; else it is said why not.
bool Vault::is_fit(std::string_view pin) {
  const Weakness weakness = weakness_of(pin);
  lock_.is_new = false;
  lock_.trouble = weakness == Weakness::too_short  ? Trouble::too_short
                  : weakness == Weakness::too_easy ? Trouble::too_easy
                                                   : Trouble::none;
  return weakness == Weakness::none;
}

void Vault::choose(std::string pin) {
  if (lock_.phase != Phase::choosing || lock_.working || !is_fit(pin)) return;
  pin_ = std::move(pin);
  begin_new();
}

void Vault::change(std::string old_pin, std::string new_pin) {
  if (lock_.phase != Phase::open || lock_.working || !is_fit(new_pin)) return;
  new_pin_ = std::move(new_pin);
  try_pin(std::move(old_pin), Purpose::look_before_change);
}

/// pin_ is to be the PIN from now on: first with the least cost, which shows how fast this phone is.
void Vault::begin_new() {
  next_ = Header{.salt = random_.bytes(salt_size), .cost = cost_min, .has_letters = has_letters(pin_)};
  stretch(Purpose::measure, *next_, lock_.phase == Phase::choosing);
}

void Vault::stretch(Purpose purpose, const Header& header, bool fresh) {
  purpose_ = purpose;
  lock_.working = true;
  effects_.emplace_back(StretchPin{.request = ++last_stretch_,
                                   .profile = profile_,
                                   .pin = pin_,
                                   .salt = header.salt,
                                   .cost = header.cost,
                                   .fresh = fresh});
}

void Vault::stretched(const PinStretched& event) {
  if (event.request != last_stretch_ || purpose_ == Purpose::none) return;
  const Purpose purpose = std::exchange(purpose_, Purpose::none);
  if (event.stretched.empty()) return give_up(Trouble::no_memory);
  const std::optional<Key> wrapping = wrapping_key(event);
  if (!wrapping) return give_up(Trouble::cannot_open);
  if (purpose == Purpose::look || purpose == Purpose::look_before_change) return look(*wrapping, purpose);
  const Cost cost = purpose == Purpose::measure ? cost_for(event.took_ms) : next_->cost;
  if (cost == next_->cost) return keep_new(*wrapping);
  next_->cost = cost;
  stretch(Purpose::settle, *next_);
}

/// The vault's key in a new box; the first time a new key, and whatever lay here unsealed is sealed with it.
void Vault::keep_new(const Key& wrapping) {
  wipe(pin_);
  const bool is_first = lock_.phase == Phase::choosing;
  client::Commit with;
  if (is_first) {
    use(random_.key());
    for (const client::StoredRecord& record : held_->records) {
      if (is_public(record.store, record.key)) continue;
      with.removes.emplace_back(record.store, record.key);
      with.puts.push_back(sealed(record));
    }
  }
  next_->box = seal(wrapping, box_place, keys_->vault.view(), random_);
  commit_header(*next_, is_first ? Awaited::first_pin : Awaited::other_pin, std::move(with));
}

// ---- A try ---------------------------------------------------------------------------------------------------------

/// Each try is counted in the store before it is looked at, so that ending the app gives none back.
void Vault::try_pin(std::string pin, Purpose purpose) {
  if (lock_.working || !header_ || now_.utc_ms < header_->wait_until_utc_ms) return;
  pin_ = std::move(pin);
  after_count_ = purpose;
  lock_.working = true;
  lock_.trouble = Trouble::none;
  ++header_->tries;
  header_->wait_until_utc_ms = now_.utc_ms + wait_after_ms(header_->tries);
  commit_header(*header_, Awaited::try_counted);
}

void Vault::look(const Key& wrapping, Purpose purpose) {
  wipe(pin_);
  std::optional<std::string> opened_box = open(wrapping, box_place, header_->box);
  std::optional<Key> key = opened_box ? Key::from(*opened_box) : std::nullopt;
  if (opened_box) wipe(*opened_box);
  if (!key) return wrong();
  header_->tries = 0;
  header_->wait_until_utc_ms = 0;
  lock_.tries_left = tries_max;
  lock_.wait_until_utc_ms = 0;
  if (purpose == Purpose::look_before_change) {
    pin_ = std::exchange(new_pin_, {});
    return begin_new();
  }
  commit_header(*header_, Awaited::nothing);
  use(std::move(*key));
  let_in();
}

void Vault::wrong() {
  if (header_->tries >= tries_max) return begin_again(Trouble::removed);
  lock_.tries_left = tries_max - header_->tries;
  // from now on: the looking took its time
  header_->wait_until_utc_ms = now_.utc_ms + wait_after_ms(header_->tries);
  lock_.wait_until_utc_ms = wait_after_ms(header_->tries) > 0 ? header_->wait_until_utc_ms : 0;
  give_up(Trouble::wrong);
  if (lock_.phase == Phase::open && lock_.wait_until_utc_ms > 0) close();  // whoever guesses here has found it open
}

void Vault::give_up(Trouble trouble) {
  wipe(pin_);
  wipe(new_pin_);
  if (lock_.phase == Phase::choosing) keys_.reset();
  next_.reset();
  lock_.working = false;
  lock_.trouble = trouble;
}

// ---- Open and locked -----------------------------------------------------------------------------------------------

void Vault::use(Key key) {
  Key records = key.derive("records");
  Key names = key.derive("names");
  keys_.emplace(Keys{std::move(key), std::move(records), std::move(names)});
}

void Vault::let_in() {
  client::StoreOpened store = std::move(*std::exchange(held_, std::nullopt));
  // What was sealed just now is as it was in memory; everything else comes out of its seal.
  if (lock_.phase == Phase::locked) {
    for (client::StoredRecord& record : store.records) record = unsealed(record);
  }
  lock_ = {.phase = Phase::open, .has_letters = header_->has_letters};
  touched_utc_ms_ = now_.utc_ms;
  // In the order in which they were told before there was a vault; sealed, they lie in no order.
  std::ranges::sort(store.records, {}, [](const client::StoredRecord& one) { return std::tie(one.store, one.key); });
  forward(store);
}

/// Locked at once for whoever looks; what the client has to write yet is written first.
void Vault::close() {
  if (lock_.phase != Phase::open) return;
  const Lock before = lock_;
  lock_ = {.phase = Phase::locked,
           .working = true,  // until the store is read again
           .trouble = before.trouble == Trouble::wrong ? Trouble::wrong : Trouble::none};
  closing_ = true;
  wipe(pin_);
  wipe(new_pin_);
  next_.reset();
  purpose_ = Purpose::none;
  if (client_batch_there_ == 0) restart();
}

/// A client that knows nothing takes the place of the one that knew everything.
void Vault::restart() {
  closing_ = false;
  keys_.reset();
  held_.reset();
  requests_.clear();
  client_batch_there_ = 0;
  client_wake_utc_ms_ = 0;
  const bool online = state().sync.online;
  client_ = std::make_unique<client::Client>(seed_from(random_));
  forward(client::Started{.link_code = {}, .link_device = {}, .profile = profile_, .online = online});
}

/// Nothing of what was here stays on this phone.
void Vault::begin_again(Trouble why) {
  effects_.emplace_back(client::Effect(client::EraseStore{.profile = profile_, .keep_left = true}));
  header_.reset();
  wipe(pin_);
  if (arriving_) {  // whom a new link has brought in goes on with an empty store
    held_.reset();
    effects_.emplace_back(client::Effect(client::OpenStore{.profile = profile_}));
  } else {
    profile_.clear();
    restart();
  }
  lock_ = {.trouble = why};
}

// ---- Time ----------------------------------------------------------------------------------------------------------

std::int64_t Vault::stays_open_ms() const {
  const auto set = state().marks.find(std::string(stays_open_mark));
  std::int64_t minutes = stays_open_minutes;
  if (set != state().marks.end()) {
    std::from_chars(set->second.data(), set->second.data() + set->second.size(), minutes);
  }
  return std::clamp<std::int64_t>(minutes, 0, stays_open_minutes_max) * minute_ms;
}

/// Whether nobody was here for as long as it stays open.
bool Vault::is_due() const {
  if (lock_.phase != Phase::open) return false;
  const std::int64_t ms = stays_open_ms();
  if (hidden_utc_ms_ != 0 && now_.utc_ms >= hidden_utc_ms_ + ms) return true;
  return ms > 0 && now_.utc_ms >= touched_utc_ms_ + ms;
}

void Vault::woken() {
  if (client_wake_utc_ms_ != 0 && now_.utc_ms >= client_wake_utc_ms_) {
    client_wake_utc_ms_ = 0;
    forward(client::Woken{});
  }
  lock_wake_utc_ms_ = 0;
  wake_utc_ms_ = 0;
}

void Vault::became_visible() {
  if (is_due()) close();
  hidden_utc_ms_ = 0;
  touched_utc_ms_ = now_.utc_ms;
  forward(client::BecameVisible{});
}

/// Tells the platform the earliest of all times. A touch moves the time of locking on: what was told before rings early
/// and is told anew then, not with every touch.
void Vault::set_wake() {
  if (lock_.phase != Phase::open) {
    lock_wake_utc_ms_ = 0;
  } else {
    const std::int64_t last_utc_ms = hidden_utc_ms_ != 0 ? hidden_utc_ms_ : touched_utc_ms_;
    const std::int64_t due_utc_ms = last_utc_ms + std::max(stays_open_ms(), minute_ms);
    if (lock_wake_utc_ms_ == 0 || due_utc_ms < lock_wake_utc_ms_) lock_wake_utc_ms_ = due_utc_ms;
  }
  std::int64_t wake_utc_ms = client_wake_utc_ms_;
  if (lock_wake_utc_ms_ != 0 && (wake_utc_ms == 0 || lock_wake_utc_ms_ < wake_utc_ms)) wake_utc_ms = lock_wake_utc_ms_;
  if (wake_utc_ms == wake_utc_ms_) return;
  wake_utc_ms_ = wake_utc_ms;
  effects_.emplace_back(client::Effect(client::WakeAt{wake_utc_ms}));
}

}  // namespace waymark::vault
