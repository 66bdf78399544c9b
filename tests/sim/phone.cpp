#include "tests/sim/phone.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iostream>
#include <utility>

#include "core/model/json.h"

namespace waymark::sim {

using client::Delivery;
using client::Effect;
using client::Replied;
using client::Send;

namespace {

constexpr std::int64_t day_ms = 86'400'000;
constexpr std::int64_t dawn_utc_ms = 1'795'341'600'000;  // 22 November 2026, 10:00

std::array<std::uint64_t, 4> seed_words(Dice& dice) { return {dice.seed(), dice.seed(), dice.seed(), dice.seed()}; }

bool happens(Dice& dice, int one_in) { return one_in != 0 && dice.one_in(one_in); }

}  // namespace

Phone::Phone(std::string name, server::Account owner, Agenda& agenda, Council& council, std::uint64_t seed)
    : name(std::move(name)), owner(std::move(owner)), agenda_(agenda), council_(council), dice_(seed) {}

client::Moment Phone::moment() const {
  const std::int64_t utc_ms = dawn_utc_ms + agenda_.now_ms() + clock_error_ms;
  return {utc_ms, from_day_number(static_cast<std::int32_t>(utc_ms / day_ms))};
}

void Phone::diary(const std::string& entry) const {
  static const bool wanted = std::getenv("WAYMARK_DIARY") != nullptr;
  if (wanted) std::cerr << agenda_.now_ms() << " " << name << ": " << entry << '\n';
}

void Phone::open(const std::string& link) {
  kill();
  diary("opened");
  client_ = std::make_unique<client::Client>(seed_words(dice_));
  act(client::Started{.link_code = link, .link_device = {}, .profile = profile_, .online = online});
}

void Phone::kill() {
  if (running()) diary("ends");
  ++run_;
  client_.reset();
  if (committing_ && dice_.one_in(2)) keep(*committing_);
  if (committing_ && flaw == PhoneFlaw::keeps_half_a_batch) {
    auto& puts = committing_->puts;
    puts.erase(puts.begin(), puts.begin() + static_cast<std::ptrdiff_t>(puts.size() / 2));
    keep(*committing_);
  }
  committing_.reset();
}

void Phone::act(const client::Event& event) {
  if (!running()) return;
  const auto* looked = std::get_if<client::ReadCase>(&event);
  if (looked != nullptr) council_.read_by[owner.role] += std::exchange(heard_[looked->case_id], {});
  const std::vector<Effect> effects = client_->step(event, moment());
  take_notes();
  for (const Effect& effect : effects) {
    if (happens(dice_, weather.power_cut)) return kill();
    carry_out(effect);
  }
}

void Phone::later(std::int64_t ms, std::function<void()> what) {
  agenda_.after(ms, [this, run = run_, what = std::move(what)] {
    if (run == run_) what();
  });
}

void Phone::carry_out(const Effect& effect) {
  if (const auto* open = std::get_if<client::OpenStore>(&effect)) return open_store(*open);
  if (const auto* batch = std::get_if<client::Commit>(&effect)) return commit(*batch);
  if (const auto* request = std::get_if<Send>(&effect)) return send(*request);
  if (const auto* left = std::get_if<client::LeaveToSend>(&effect)) {  // whether the phone lives or not
    const std::int64_t way_ms = dice_.between(1, 600'000);
    agenda_.after(way_ms, [this, text = left->text] { council_.take_left(text, dawn_utc_ms + agenda_.now_ms()); });
    return;
  }
  if (const auto* erase = std::get_if<client::EraseStore>(&effect)) {
    storage_.erase(erase->profile);
    profile_.clear();
  } else if (const auto* wake = std::get_if<client::WakeAt>(&effect)) {
    const std::uint64_t alarm = ++alarm_;
    if (wake->utc_ms == 0) return;
    later(std::max<std::int64_t>(1, wake->utc_ms - moment().utc_ms), [this, alarm] {
      if (alarm == alarm_) act(client::Woken{});
    });
  }
}

void Phone::open_store(const client::OpenStore& open) {
  later(dice_.between(1, 30), [this, profile = open.profile] {
    profile_ = profile;
    client::StoreOpened opened{profile, {}};
    for (const auto& [place, bytes] : storage_[profile]) opened.records.push_back({place.first, place.second, bytes});
    act(opened);
  });
}

// ---- The store -------------------------------------------------------------------------------------------------

void Phone::commit(const client::Commit& batch) {
  committing_ = batch;
  if (flaw == PhoneFlaw::says_kept_too_early) act(client::Committed{batch.batch});
  const std::int64_t writing_ms = dice_.between(1, 60);
  if (happens(dice_, weather.power_cut)) later(dice_.below(writing_ms), [this] { kill(); });
  later(writing_ms, [this, batch] {
    committing_.reset();
    const bool fails = full || happens(dice_, weather.commit_fails);
    diary("batch " + std::to_string(batch.batch) + (fails ? full ? " has no room" : " fails" : " is kept"));
    if (fails) return act(client::CommitFailed{batch.batch, full});
    keep(batch);
    if (flaw != PhoneFlaw::says_kept_too_early) act(client::Committed{batch.batch});
  });
}

void Phone::keep(const client::Commit& batch) {
  auto& store = storage_[profile_];
  for (const auto& place : batch.removes) store.erase(place);
  for (const client::StoredRecord& put : batch.puts) store[{put.store, put.key}] = put.bytes;
}

std::map<std::string, std::string> Phone::stored(const std::string& store) const {
  std::map<std::string, std::string> found;
  const auto profile = storage_.find(profile_);
  if (profile == storage_.end()) return found;
  for (const auto& [place, bytes] : profile->second) {
    if (place.first == store) found[place.second] = bytes;
  }
  return found;
}

bool Phone::keeps_words(const std::string& words) const {
  const auto profile = storage_.find(profile_);
  return profile != storage_.end() && std::ranges::any_of(profile->second, [&](const auto& one) {
           return one.first.first != "aside" && one.second.find(words) != std::string::npos;
         });
}

void Phone::rot(Dice& dice) {
  const auto profile = storage_.find(profile_);
  if (profile == storage_.end() || profile->second.empty()) return;
  auto victim = profile->second.begin();
  std::advance(victim, dice.below(static_cast<std::int64_t>(profile->second.size())));
  // Who is signed in here is the one record that nothing else can tell again: without it the phone is a new one.
  if (victim->first.first == "meta" && victim->first.second == "session") return;
  diary("damage to " + victim->first.first + " " + victim->first.second);
  std::string damaged = std::move(victim->second);
  victim->second.clear();
  forget_what_is_gone();
  const auto at = static_cast<std::size_t>(dice.below(static_cast<std::int64_t>(damaged.size())));
  damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
  victim->second = std::move(damaged);
}

void Phone::restore(Storage backup) {
  kill();
  diary("set back");
  storage_ = std::move(backup);
  forget_what_is_gone();
}

/// The app may go on showing it as saved until it is opened again: nobody can know yet.
void Phone::forget_what_is_gone() {
  for (const std::string& words : saved) {
    if (!keeps_words(words) && !council_.has_words(words)) gone_.insert(words);
  }
  std::erase_if(saved, [&](const std::string& words) { return gone_.contains(words); });
}

// ---- The network -----------------------------------------------------------------------------------------------

void Phone::reply_later(Replied reply, std::int64_t after_ms) {
  later(after_ms, [this, reply = std::move(reply)] {
    diary("hears " + std::to_string(reply.status) + " of request " + std::to_string(reply.request));
    note_results(reply);
    act(reply);
  });
}

void Phone::send(const Send& request) {
  diary("sends " + request.method + " " + request.path + " " + request.body);
  const std::int64_t way_ms = dice_.one_in(20) ? dice_.between(1'000, 90'000) : dice_.between(5, 1'500);
  if (!online || happens(dice_, weather.lost_request)) return reply_later({.request = request.request}, way_ms);
  if (happens(dice_, weather.login_page))
    return reply_later({.request = request.request, .status = 200, .body = "<html>Welcome to our hotel</html>"},
                       way_ms);
  if (happens(dice_, weather.busy))
    return reply_later({.request = request.request, .status = 503, .body = "{}", .retry_after_s = dice_.between(0, 20)},
                       way_ms);
  const auto reach = [this, request] { return council_.handle(request, dawn_utc_ms + agenda_.now_ms()); };
  const bool reply_is_lost = happens(dice_, weather.lost_reply);
  // The request is on its way whether or not the phone lives to hear of it.
  agenda_.after(way_ms, [this, reach, reply_is_lost, run = run_, number = request.request] {
    Replied reply = reach();
    if (run != run_) return;
    if (reply_is_lost) reply = {};
    if (reply.status == 200 && happens(dice_, weather.cut_reply))
      reply.body.resize(static_cast<std::size_t>(dice_.below(static_cast<std::int64_t>(reply.body.size()))));
    reply.request = number;
    reply_later(std::move(reply), dice_.between(5, 1'500));
  });
  if (happens(dice_, weather.sent_twice)) agenda_.after(way_ms + dice_.between(1, 600'000), [reach] { reach(); });
}

// ---- What the phone was seen to say --------------------------------------------------------------------------------

void Phone::note_results(const Replied& reply) {
  if (reply.status != 200) return;
  const auto pages = sync::read_pages(reply.body);
  if (!pages) return;
  for (const sync::OpResult& result : pages->front().results) {
    if (result.status != sync::OpStatus::rejected) acknowledged.insert(result.id.text);
  }
  for (const sync::SyncReply& page : *pages) {
    for (const sync::Change& change : page.changes)
      heard_[change.case_id] += json_text(sync::write(sync::SyncReply{{}, {change}, {}, "", false})) + "\n";
  }
}

/// What the council refused is the author's again, who may write something else in its place.
void Phone::note_what_came_back() {
  if (state().attention.empty()) return;
  std::string given_back;
  for (const client::Attention& one : state().attention) given_back += one.title + "\n";
  for (const auto& [key, draft] : state().drafts) given_back += draft + "\n";
  for (const auto& [key, record] : stored("attention")) given_back += record + "\n";
  std::erase_if(saved, [&](const std::string& words) {
    return given_back.find(words) != std::string::npos && !council_.has_words(words);
  });
}

void Phone::take_notes() {
  note_what_came_back();
  each_saying(state(), [&](const std::string& words, Delivery delivery) {
    // A plan says one thing for all its parts: beside a waiting edit there may be words that have just come from the
    // council.
    if (delivery == Delivery::saved_here && own.contains(words) && !gone_.contains(words) &&
        saved.insert(words).second && !keeps_words(words) && !council_.has_words(words))
      scandals.push_back(name + " shows \"" + words + "\" as saved, and it is not kept");
    const Role other = owner.role == Role::adviser ? Role::young_person : Role::adviser;
    if (delivery == Delivery::seen && seen.insert(words).second &&
        council_.read_by[other].find(words) == std::string::npos)
      scandals.push_back(name + " shows \"" + words + "\" as seen, and nobody has had it before their eyes");
    const bool is_sent = delivery == Delivery::sent || delivery == Delivery::seen;
    if (is_sent && sent.insert(words).second && !council_.has_words(words))
      scandals.push_back(name + " shows \"" + words + "\" as sent, and the council does not have it");
  });
}

void each_saying(const client::State& state, const std::function<void(const std::string&, Delivery)>& visitor) {
  const auto say = [&](const std::string& words, Delivery delivery) {
    if (words.ends_with('.')) visitor(words, delivery);
  };
  for (const client::CaseState& one : state.cases) {
    for (const auto& [heading, view] : one.views) say(view.value.words, view.delivery);
    for (const auto& step : one.steps) say(step.value.title, step.delivery);
    for (const auto& contact : one.contacts) say(contact.value.name, contact.delivery);
    for (const auto& message : one.messages) say(message.value.text, message.delivery);
    for (const auto& response : one.responses) say(response.value.text, response.delivery);
    for (const auto& [heading, section] : one.plan.value.sections) say(section.now, one.plan.delivery);
  }
}

}  // namespace waymark::sim
