#include "tests/core/vault_phone.h"

#include <variant>

#include "core/model/sha256.h"

namespace waymark::vault {

std::string stand_in_key(const std::string& text) { return sha256_hex(text).substr(0, Key::size); }

VaultPhone::VaultPhone(client::Server& server, std::uint64_t seed) : server_(server), seed_(seed) {}

void VaultPhone::start(client::Started event) {
  effects.clear();
  vault = std::make_unique<Vault>(std::array<std::uint64_t, 4>{++seed_, 2, 3, 4});
  act(client::Event(std::move(event)));
}

void VaultPhone::open_again() {
  start({.link_code = {}, .link_device = {}, .profile = last_profile, .online = online});
}

void VaultPhone::run() {
  while (perform_one()) {
  }
}

bool VaultPhone::perform_one() {
  if (effects.empty()) return false;
  const Effect effect = std::move(effects.front());
  effects.pop_front();
  std::visit([this](const auto& one) { perform(one); }, effect);
  return true;
}

void VaultPhone::wait_minutes(int minutes) {
  for (int i = 0; i < minutes; ++i) {
    now.utc_ms += 60'000;
    if (wake_utc_ms == 0 || wake_utc_ms > now.utc_ms) continue;
    wake_utc_ms = 0;
    act(client::Event(client::Woken{}));
  }
}

std::string VaultPhone::all_that_is_kept() const {
  std::string all;
  for (const auto& [profile, records] : stores) {
    for (const auto& [place, bytes] : records) all += place.first + "/" + place.second + ": " + bytes + "\n";
  }
  return all;
}

void VaultPhone::perform(const client::Effect& effect) {
  if (const auto* open = std::get_if<client::OpenStore>(&effect)) {
    last_profile = open->profile;
    client::StoreOpened opened{open->profile, {}};
    for (const auto& [place, bytes] : stores[open->profile])
      opened.records.push_back({place.first, place.second, bytes});
    step(client::Event(opened));
  } else if (const auto* batch = std::get_if<client::Commit>(&effect)) {
    commit(*batch);
  } else if (const auto* request = std::get_if<client::Send>(&effect)) {
    client::Replied reply = online ? server_.handle(*request) : client::Replied();
    reply.request = request->request;
    step(client::Event(reply));
  } else if (const auto* erase = std::get_if<client::EraseStore>(&effect)) {
    stores.erase(erase->profile);
    if (last_profile == erase->profile) last_profile.clear();
    device_key.clear();
  } else if (const auto* wake = std::get_if<client::WakeAt>(&effect)) {
    wake_utc_ms = wake->utc_ms;
    ++wakes_told;
  }
}

void VaultPhone::commit(const client::Commit& commit) {
  if (store_full) return step(client::Event(client::CommitFailed{commit.batch, true}));
  Records& records = stores[last_profile];
  for (const auto& place : commit.removes) records.erase(place);
  for (const client::StoredRecord& put : commit.puts) records[{put.store, put.key}] = put.bytes;
  step(client::Event(client::Committed{commit.batch}));
}

void VaultPhone::perform(const StretchPin& stretch) {
  stretched.push_back(stretch);
  if (stretch.fresh) device_key = "of this phone";
  PinStretched answer{.request = stretch.request, .stretched = {}, .device = {}, .took_ms = least_took_ms};
  if (has_memory)
    answer.stretched = stand_in_key(stretch.pin + "/" + stretch.salt + "/" + std::to_string(stretch.cost.memory_kib) +
                                    "/" + std::to_string(stretch.cost.passes));
  if (!device_key.empty()) answer.device = stand_in_key(device_key + "/" + stretch.salt);
  step(Event(answer));
}

}  // namespace waymark::vault
