// A phone with a vault for tests: what it keeps is what lies in `records`, its own key is a text, and stretching a PIN
// costs nothing. The endpoint is that of client_world.h.
//
//   World world;
//   VaultPhone phone(world.server);
//   phone.start({.link_code = world.link(young_person)});
//   phone.act(ChoosePin{"493817"});
//   EXPECT_EQ(phone.vault.lock().phase, Phase::open);
#pragma once

#include <deque>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/vault/vault.h"
#include "tests/core/client_world.h"

namespace waymark::vault {

/// 32 bytes that stand for a key made of these texts.
std::string stand_in_key(const std::string& text);

class VaultPhone {
 public:
  using Records = std::map<std::pair<std::string, std::string>, std::string>;

  explicit VaultPhone(client::Server& server, std::uint64_t seed = 7);

  void start(client::Started event);
  /// Ends the app in the middle of whatever it does, and opens it again.
  void open_again();
  template <class Any>
  void act(const Any& event) {
    step(event);
    run();
  }
  /// Without carrying out what comes of it.
  template <class Any>
  void step(const Any& event) {
    for (Effect& effect : vault->step(event, now)) effects.push_back(std::move(effect));
  }
  void run();
  bool perform_one();
  /// Minutes pass; alarms ring.
  void wait_minutes(int minutes);

  [[nodiscard]] const Lock& lock() const { return vault->lock(); }
  [[nodiscard]] const client::State& state() const { return vault->state(); }
  /// The bytes of everything that is kept, keys included.
  [[nodiscard]] std::string all_that_is_kept() const;

  std::unique_ptr<Vault> vault;
  std::map<std::string, Records> stores;
  std::string device_key = "of this phone";  // empty: it is gone
  bool store_full = false;
  bool has_memory = true;
  bool online = true;
  std::int64_t least_took_ms = stretch_ms;  // Argon2id at the least cost
  std::vector<StretchPin> stretched;
  client::Moment now{1'790'000'000'000, {2026, 11, 22}};
  std::string last_profile;
  std::deque<Effect> effects;
  std::int64_t wake_utc_ms = 0;
  int wakes_told = 0;

 private:
  void perform(const client::Effect& effect);
  void perform(const StretchPin& stretch);
  void commit(const client::Commit& commit);

  client::Server& server_;
  std::uint64_t seed_;
};

}  // namespace waymark::vault
