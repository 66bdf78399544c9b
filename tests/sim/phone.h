// A phone in a simulated life: the real client, a store that survives its process, a network that loses things, a
// clock that is wrong. Everything takes time, and the phone can die between any two moments. With WAYMARK_DIARY in the
// environment each phone writes down what happens to it.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/client/client.h"
#include "tests/sim/agenda.h"
#include "tests/sim/council.h"
#include "tests/sim/dice.h"

namespace waymark::sim {

/// What goes wrong, each once in so many; 0: never.
struct Weather {
  int lost_request = 12;
  int lost_reply = 12;
  int cut_reply = 15;   // a part of it arrives
  int sent_twice = 15;  // the network repeats a request, perhaps much later
  int login_page = 60;  // a hotel answers
  int busy = 40;        // 503
  int power_cut = 150;  // between carrying out two effects
  int commit_fails = 60;

  static Weather calm() { return {0, 0, 0, 0, 0, 0, 0, 0}; }
};

/// A phone that does not keep what a browser promises, to see that the simulation notices.
enum class PhoneFlaw : std::uint8_t { none, says_kept_too_early, keeps_half_a_batch };

/// What a phone keeps, by profile, store and key.
using Storage = std::map<std::string, std::map<std::pair<std::string, std::string>, std::string>>;

class Phone {
 public:
  Phone(std::string name, server::Account owner, Agenda& agenda, Council& council, std::uint64_t seed);

  /// Opens the app, with the code of a link the first time.
  void open(const std::string& link = {});
  /// The process ends now; a commit on its way was kept or was not.
  void kill();
  /// Something happens, if the app is running.
  void act(const client::Event& event);

  [[nodiscard]] const client::State& state() const { return client_->state(); }
  [[nodiscard]] bool running() const { return client_ != nullptr; }
  /// The device's own clock.
  [[nodiscard]] client::Moment moment() const;
  /// Whether a record that the phone would find after a restart says these words.
  [[nodiscard]] bool keeps_words(const std::string& words) const;
  [[nodiscard]] std::map<std::string, std::string> stored(const std::string& store) const;

  /// One bit of one record turns over; what it said is no longer this phone's to keep.
  void rot(Dice& dice);
  [[nodiscard]] Storage backup() const { return storage_; }
  /// As if it were bought back then: what was kept since is forgotten, unless the council has it.
  void restore(Storage backup);

  const std::string name;
  const server::Account owner;
  Weather weather;
  PhoneFlaw flaw = PhoneFlaw::none;
  bool online = true;
  bool full = false;
  std::int64_t clock_error_ms = 0;
  /// What was said on this phone.
  std::set<std::string> own;
  /// Of these the words that the app showed as saved; and all that it showed as sent, and as seen.
  std::set<std::string> saved, sent, seen;
  /// Operations that the council acknowledged.
  std::set<std::string> acknowledged;
  std::vector<std::string> scandals;

 private:
  void carry_out(const client::Effect& effect);
  void open_store(const client::OpenStore& open);
  void commit(const client::Commit& batch);
  void keep(const client::Commit& batch);
  void send(const client::Send& request);
  void reply_later(client::Replied reply, std::int64_t after_ms);
  /// `what` happens to this run of the app; to a later one it does not.
  void later(std::int64_t ms, std::function<void()> what);
  void forget_what_is_gone();
  void note_what_came_back();
  void take_notes();
  void diary(const std::string& entry) const;
  void note_results(const client::Replied& reply);

  Agenda& agenda_;
  Council& council_;
  Dice dice_;
  std::unique_ptr<client::Client> client_;
  std::uint64_t run_ = 0;  // counts the times the app was opened
  std::uint64_t alarm_ = 0;
  Storage storage_;
  std::string profile_;
  std::optional<client::Commit> committing_;
  std::map<CaseId, std::string> heard_;  // what the council told since the case was last looked at
  std::set<std::string> gone_;  // words that were damaged before they were sent
};

/// What a person said, wherever the app shows it, with how far it has come. All sayings contain "<number>."
void each_saying(const client::State& state,
                 const std::function<void(const std::string& words, client::Delivery delivery)>& visitor);

}  // namespace waymark::sim
