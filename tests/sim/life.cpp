#include "tests/sim/life.h"

#include <functional>
#include <utility>
#include <vector>

#include "tests/sim/person.h"
#include "tests/sim/promises.h"
#include "tests/sim/stranger.h"

namespace waymark::sim {
namespace {

constexpr std::int64_t week_ms = 604'800'000;
constexpr int happenings_max = 100'000;  // more, and the phones never come to rest

class Life {
 public:
  Life(std::uint64_t seed, Flaws flaws)
      : dice_(seed), council_(flaws.store ? std::move(flaws.store) : std::make_unique<MemoryStore>()) {
    const Cast& cast = Cast::get();
    const std::pair<const char*, const server::Account*> owners[] = {
        {"Amira's phone", &cast.amira}, {"Amira's old tablet", &cast.amira}, {"Ben's phone", &cast.ben},
        {"Sam's phone", &cast.sam},     {"Sam's laptop", &cast.sam},         {"Kim's phone", &cast.kim}};
    for (const auto& [name, owner] : owners) {
      phones_.push_back(std::make_unique<Phone>(name, *owner, agenda_, council_, dice_.seed()));
      phones_.back()->flaw = flaws.phones;
    }
  }

  std::optional<std::string> run() {
    sign_in();
    for (std::int64_t i = 0, moments = dice_.between(20, 200); i < moments; ++i)
      agenda_.after(dice_.below(week_ms), [this] { something_happens(); });
    if (!rest()) return "the phones never come to rest";
    for (int round = 0; round < 3; ++round) {
      all_is_well(round == 0);
      if (!rest()) return "the phones never come to rest in good weather";
    }
    return broken_promise(council_, phones_);
  }

 private:
  bool rest() {
    for (int count = 0; count < happenings_max; ++count) {
      if (!agenda_.happen()) return true;
    }
    return false;
  }

  /// In good weather: a lost reply would use the link up, which is a matter of pairing, not of sync.
  void sign_in() {
    for (const auto& phone : phones_) {
      phone->weather = Weather::calm();
      phone->open(council_.link(phone->owner.id));
    }
    rest();
    for (const auto& phone : phones_) phone->weather = Weather();
  }

  /// `open_again`: damage to what a phone keeps is found when the app is opened.
  void all_is_well(bool open_again) {
    for (const auto& phone : phones_) {
      phone->weather = Weather::calm();
      phone->online = true;
      phone->full = false;
      if (open_again) phone->open();
      phone->act(client::WentOnline{true});
      phone->act(client::SyncNow{});
    }
  }

  void something_happens() {
    Phone& phone = *dice_.any_of(phones_);
    switch (dice_.below(26)) {
      case 0:
        return phone.kill();
      case 1:
      case 2:
        return phone.open();
      case 3:
      case 4:
        return phone.act(client::WentOnline{phone.online = !dice_.one_in(3)});
      case 5:
        phone.full = dice_.one_in(3);
        return;
      case 6:
        phone.clock_error_ms = dice_.between(-2 * week_ms, 2 * week_ms);
        return;
      case 7:
        if (dice_.one_in(4)) phone.rot(dice_);
        return;
      case 8:
        return keep_or_restore(phone);
      case 9:
        return council_.crash();
      case 10:
        return stranger_.call(council_, dice_);
      case 11:
      case 12:
        return phone.act(client::BecameVisible{});
      default:
        return somebody_is_busy(phone);
    }
  }

  /// People do several things in a row, often on both of their devices at once.
  void somebody_is_busy(Phone& phone) {
    if (!phone.running() && dice_.one_in(2)) phone.open();
    for (std::int64_t i = 0, count = dice_.between(1, 4); i < count; ++i) {
      agenda_.after(dice_.below(20'000), [this, &phone] { do_something(phone, dice_, said_); });
    }
  }

  /// Somebody makes a backup of their phone, or a new phone is made from it.
  void keep_or_restore(Phone& phone) {
    if (backup_of_ != &phone) {
      backup_of_ = &phone;
      backup_ = phone.backup();
    } else if (dice_.one_in(3)) {
      phone.restore(backup_);
    }
  }

  Dice dice_;
  Agenda agenda_;
  Council council_;
  std::vector<std::unique_ptr<Phone>> phones_;
  Stranger stranger_;
  int said_ = 0;
  Phone* backup_of_ = nullptr;
  Storage backup_;
};

}  // namespace

std::optional<std::string> live(std::uint64_t seed, Flaws flaws) { return Life(seed, std::move(flaws)).run(); }

}  // namespace waymark::sim
