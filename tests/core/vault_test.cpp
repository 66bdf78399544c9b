// Goal: whoever has the phone and not the PIN learns nothing, and nobody loses anything by the lock. Method: the vault
// and the client as they are, on a phone whose whole store can be looked at.
#include "core/vault/vault.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>

#include "core/client/records.h"
#include "tests/core/vault_phone.h"

namespace waymark::vault {
namespace {

using client::amiras_case;
using client::World;
using client::young_person;
using testing::HasSubstr;
using testing::Not;

constexpr const char* pin = "493817";
constexpr const char* other_pin = "a long way home";

struct Vaulted : testing::Test {
  /// Signs in and chooses a PIN.
  void bring_in() {
    phone.start({.link_code = world.link(young_person)});
    phone.act(Event(ChoosePin{pin}));
  }
  void write(const std::string& words) {
    phone.act(client::Event(client::WriteView{amiras_case, Heading::home, words}));
  }
  void unlock(const std::string& typed = pin) { phone.act(Event(Unlock{typed})); }

  World world;
  VaultPhone phone{world.server};
};

// ---- Choosing

TEST_F(Vaulted, NothingOfAPersonIsKeptBeforeThereIsAPin) {
  phone.start({.link_code = world.link(young_person)});
  EXPECT_EQ(phone.lock().phase, Phase::choosing);
  EXPECT_EQ(phone.all_that_is_kept(), "");
  EXPECT_TRUE(phone.state().cases.empty());
}

TEST_F(Vaulted, OpensWhenAPinIsChosen) {
  bring_in();
  EXPECT_EQ(phone.lock().phase, Phase::open);
  EXPECT_EQ(phone.state().phase, client::Phase::ready);
  EXPECT_EQ(phone.state().cases.size(), 1U);
}

TEST_F(Vaulted, AsksNobodyForAPinWhoIsNotSignedIn) {
  phone.start({});
  EXPECT_EQ(phone.lock().phase, Phase::none);
  EXPECT_EQ(phone.state().phase, client::Phase::no_link);
}

TEST_F(Vaulted, TakesNoPinThatOthersTryFirst) {
  phone.start({.link_code = world.link(young_person)});
  phone.act(Event(ChoosePin{"48291"}));
  EXPECT_EQ(phone.lock().trouble, Trouble::too_short);
  phone.act(Event(ChoosePin{"123456"}));
  EXPECT_EQ(phone.lock().trouble, Trouble::too_easy);
  EXPECT_TRUE(phone.stretched.empty());
  phone.act(Event(ChoosePin{pin}));
  EXPECT_EQ(phone.lock().phase, Phase::open);
}

TEST_F(Vaulted, SaysThatThereIsNoRoomAndTakesThePinWhenThereIs) {
  phone.start({.link_code = world.link(young_person)});
  phone.store_full = true;
  phone.act(Event(ChoosePin{pin}));
  EXPECT_EQ(phone.lock().phase, Phase::choosing);
  EXPECT_EQ(phone.lock().trouble, Trouble::not_kept);
  phone.store_full = false;
  phone.act(Event(ChoosePin{pin}));
  EXPECT_EQ(phone.lock().phase, Phase::open);
}

TEST_F(Vaulted, CostsAsMuchAsThisPhoneDoesInHalfASecond) {
  phone.least_took_ms = stretch_ms / 2;
  bring_in();
  EXPECT_EQ(phone.stretched.back().cost, (Cost{cost_min.memory_kib * 2, cost_min.passes}));
  EXPECT_EQ(cost_for(20 * stretch_ms), cost_min) << "never less, on the slowest phone";
  EXPECT_EQ(cost_for(1), cost_max);
}

TEST_F(Vaulted, GoesOnWhereTheAppWasEndedWhileAPinWasChosen) {
  const std::string link = world.link(young_person);
  phone.start({.link_code = link, .link_device = client::test_id(77)});
  phone.step(Event(ChoosePin{pin}));
  phone.start({.link_code = link, .link_device = client::test_id(77)});
  EXPECT_EQ(phone.lock().phase, Phase::choosing);
  phone.act(Event(ChoosePin{pin}));
  EXPECT_EQ(phone.state().cases.size(), 1U);
}

// ---- Locked

TEST_F(Vaulted, AsksForThePinInTheirLanguage) {
  phone.start({.link_code = world.link(young_person)});
  EXPECT_EQ(phone.state().language, "ar");
}

TEST_F(Vaulted, KeepsNoWordThatCouldBeRead) {
  bring_in();
  write("I want a home of my own");
  phone.act(client::Event(client::SaveDraft{"view/home", "half a thought"}));
  phone.act(client::Event(client::KeepMark{"seen", "amira-was-here"}));
  int sealed = 0;
  for (const auto& [place, bytes] : phone.stores.begin()->second) {
    if (place.second == "content" || place.second == "language" || place.second == "vault") continue;
    EXPECT_TRUE(std::ranges::all_of(place.second, [](char c) { return std::isxdigit(c) != 0; })) << place.second;
    for (const char* personal : {"Amira", "home", "thought", "amira", "token", "view", "draft", "{\""})
      EXPECT_THAT(bytes, Not(HasSubstr(personal)));
    ++sealed;
  }
  EXPECT_GT(sealed, 5);
}

TEST_F(Vaulted, IsLockedWhenItIsOpenedAgainAndOpensWithThePin) {
  bring_in();
  write("I want a home of my own");
  phone.open_again();
  EXPECT_EQ(phone.lock().phase, Phase::locked);
  EXPECT_TRUE(phone.state().cases.empty());
  EXPECT_EQ(phone.state().account_name, "");
  unlock();
  EXPECT_EQ(phone.lock().phase, Phase::open);
  EXPECT_EQ(phone.state().cases.at(0).views.at(Heading::home).value.words, "I want a home of my own");
}

TEST_F(Vaulted, KnowsTheDigitsOfOtherScripts) {
  bring_in();
  phone.open_again();
  unlock("٤٩٣٨١٧");
  EXPECT_EQ(phone.lock().phase, Phase::open);
}

TEST_F(Vaulted, ShowsTheCouncilsHelpAndTheLanguageWhileItIsLocked) {
  bring_in();
  phone.act(client::Event(client::SetLanguage{"ar"}));
  phone.open_again();
  EXPECT_EQ(phone.lock().phase, Phase::locked);
  EXPECT_TRUE(phone.state().has_council);
  EXPECT_EQ(phone.state().language, "ar");
}

TEST_F(Vaulted, LetsNobodyInWithoutThePhonesOwnKey) {
  bring_in();
  phone.open_again();
  phone.device_key = "of another phone";
  unlock();
  EXPECT_EQ(phone.lock().trouble, Trouble::wrong);
  phone.device_key.clear();
  unlock();
  EXPECT_EQ(phone.lock().trouble, Trouble::cannot_open);
  EXPECT_EQ(phone.lock().phase, Phase::locked);
}

TEST_F(Vaulted, SaysWhenThePhoneCannotDoTheWork) {
  bring_in();
  phone.open_again();
  phone.has_memory = false;
  unlock();
  EXPECT_EQ(phone.lock().trouble, Trouble::no_memory);
  phone.has_memory = true;
  unlock();
  EXPECT_EQ(phone.lock().phase, Phase::open);
}

TEST_F(Vaulted, PutsARecordAsideThatDoesNotOpenAndFetchesItAgain) {
  bring_in();
  auto& records = phone.stores.begin()->second;
  int damaged = 0;
  for (auto& [place, bytes] : records) {
    if (place.first != client::stores::docs) continue;
    bytes.back() = static_cast<char>(bytes.back() ^ 1);
    ++damaged;
  }
  ASSERT_GT(damaged, 0);
  phone.open_again();
  unlock();
  EXPECT_EQ(phone.state().notice, client::Notice::store_recovered);
  EXPECT_EQ(phone.state().cases.size(), 1U);
  phone.open_again();
  unlock();
  EXPECT_EQ(phone.state().notice, client::Notice::none) << "what was damaged lies there no more";
}

TEST_F(Vaulted, TwoRecordsThatChangedPlacesDoNotOpen) {
  bring_in();
  auto& records = phone.stores.begin()->second;
  auto first = records.begin();
  while (first->first.first != client::stores::docs) ++first;
  std::swap(first->second, std::next(first)->second);
  phone.open_again();
  unlock();
  EXPECT_EQ(phone.state().notice, client::Notice::store_recovered);
}

TEST_F(Vaulted, SealsWhatWasKeptBeforeThereWasAVault) {
  bring_in();
  write("from before");
  VaultPhone old(world.server);
  auto& records = old.stores[phone.last_profile];
  {
    client::Phone plain(world.server, 3);
    plain.start({.link_code = world.link(young_person)});
    plain.run();
    for (const auto* store : {"docs", "outbox", "meta"}) {
      for (const auto& [key, bytes] : plain.stored(store)) records[{store, key}] = bytes;
    }
  }
  old.last_profile = phone.last_profile;
  old.open_again();
  EXPECT_EQ(old.lock().phase, Phase::choosing);
  old.act(Event(ChoosePin{pin}));
  EXPECT_EQ(old.state().cases.size(), 1U);
  EXPECT_FALSE(records.contains({"meta", "session"}));
  old.open_again();
  old.act(Event(Unlock{pin}));
  EXPECT_EQ(old.state().cases.at(0).views.at(Heading::home).value.words, "from before");
}

// ---- Wrong ones

TEST_F(Vaulted, CountsAWrongPinBeforeItIsLookedAt) {
  bring_in();
  phone.open_again();
  phone.step(Event(Unlock{"111222"}));
  phone.perform_one();  // the count is kept, and the app is ended
  phone.open_again();
  EXPECT_EQ(phone.lock().tries_left, tries_max - 1);
}

TEST_F(Vaulted, MakesOneWaitAfterFiveWrongOnes) {
  bring_in();
  phone.open_again();
  for (int i = 0; i < 4; ++i) {
    unlock("111222");
    EXPECT_EQ(phone.lock().wait_until_utc_ms, 0);
  }
  unlock("111222");
  EXPECT_EQ(phone.lock().wait_until_utc_ms, phone.now.utc_ms + 60'000);
  unlock();
  EXPECT_EQ(phone.lock().phase, Phase::locked) << "not before the minute is over";
  phone.open_again();
  unlock();
  EXPECT_EQ(phone.lock().phase, Phase::locked) << "also when the app was closed meanwhile";
  phone.now.utc_ms += 60'000;
  unlock();
  EXPECT_EQ(phone.lock().phase, Phase::open);
  phone.open_again();
  EXPECT_EQ(phone.lock().tries_left, tries_max);
}

TEST_F(Vaulted, WaitsNoLongerBecauseTheClockWasSetBack) {
  bring_in();
  phone.open_again();
  for (int i = 0; i < 5; ++i) unlock("111222");
  phone.now.utc_ms -= 365LL * 24 * 60 * 60'000;
  phone.open_again();
  EXPECT_LE(phone.lock().wait_until_utc_ms, phone.now.utc_ms + 60'000);
}

TEST_F(Vaulted, IsEmptyAfterTenWrongOnes) {
  bring_in();
  phone.open_again();
  for (int i = 0; i < tries_max; ++i) {
    phone.now.utc_ms += 60 * 60'000;
    unlock("111222");
  }
  EXPECT_EQ(phone.lock().trouble, Trouble::removed);
  EXPECT_EQ(phone.lock().phase, Phase::none);
  EXPECT_EQ(phone.state().phase, client::Phase::no_link);
  EXPECT_EQ(phone.all_that_is_kept(), "");
}

TEST_F(Vaulted, TellsHowMuchWasNotSentBeforeEverythingGoes) {
  bring_in();
  phone.online = false;
  phone.act(client::Event(client::WentOnline{false}));
  write("not sent");
  phone.open_again();
  EXPECT_EQ(phone.lock().unsent, 1);
  phone.act(Event(BeginAgain{}));
  EXPECT_EQ(phone.all_that_is_kept(), "");
  EXPECT_EQ(phone.state().phase, client::Phase::no_link);
}

TEST_F(Vaulted, ANewLinkBringsInWhoHasForgottenThePin) {
  bring_in();
  write("sent before");
  phone.start({.link_code = world.link(young_person), .link_device = {}, .profile = phone.last_profile});
  EXPECT_EQ(phone.lock().phase, Phase::locked);
  phone.act(Event(BeginAgain{}));
  EXPECT_EQ(phone.lock().phase, Phase::choosing);
  phone.act(Event(ChoosePin{other_pin}));
  EXPECT_EQ(phone.state().cases.at(0).views.at(Heading::home).value.words, "sent before");
}

// ---- Another PIN

TEST_F(Vaulted, ChangesThePin) {
  bring_in();
  phone.act(Event(ChangePin{pin, other_pin}));
  EXPECT_TRUE(phone.lock().is_new);
  EXPECT_FALSE(phone.lock().working);
  phone.open_again();
  unlock();
  EXPECT_EQ(phone.lock().trouble, Trouble::wrong);
  unlock(other_pin);
  EXPECT_EQ(phone.state().cases.size(), 1U);
}

TEST_F(Vaulted, KeepsTheOldPinWhenTheOldOneIsNotKnownOrTheNewOneIsNotKept) {
  bring_in();
  phone.act(Event(ChangePin{"111222", other_pin}));
  EXPECT_EQ(phone.lock().trouble, Trouble::wrong);
  EXPECT_EQ(phone.lock().phase, Phase::open);
  phone.store_full = true;
  phone.act(Event(ChangePin{pin, other_pin}));
  EXPECT_EQ(phone.lock().trouble, Trouble::not_kept);
  phone.store_full = false;
  phone.open_again();
  unlock();
  EXPECT_EQ(phone.lock().phase, Phase::open);
}

TEST_F(Vaulted, LocksWhoeverGuessesInTheSettings) {
  bring_in();
  for (int i = 0; i < 5; ++i) phone.act(Event(ChangePin{"111222", other_pin}));
  EXPECT_EQ(phone.lock().phase, Phase::locked);
  EXPECT_TRUE(phone.state().cases.empty());
}

// ---- Locking

TEST_F(Vaulted, ForgetsEverythingWhenItIsLocked) {
  bring_in();
  phone.act(Event(LockNow{}));
  EXPECT_EQ(phone.lock().phase, Phase::locked);
  EXPECT_TRUE(phone.state().cases.empty());
  EXPECT_TRUE(phone.state().drafts.empty());
  unlock();
  EXPECT_EQ(phone.state().cases.size(), 1U);
}

TEST_F(Vaulted, WritesWhatWasOnItsWayBeforeItForgets) {
  bring_in();
  phone.online = false;
  phone.act(client::Event(client::WentOnline{false}));
  phone.step(client::Event(client::WriteView{amiras_case, Heading::home, "one"}));
  phone.step(client::Event(client::SaveDraft{"a", "two"}));  // waits behind the batch that is under way
  phone.step(Event(LockNow{}));
  EXPECT_EQ(phone.lock().phase, Phase::locked);
  phone.run();
  unlock();
  EXPECT_EQ(phone.state().cases.at(0).views.at(Heading::home).value.words, "one");
  EXPECT_EQ(phone.state().drafts.at("a"), "two");
}

TEST_F(Vaulted, HearsNoAnswerToWhatItAskedBeforeItWasLocked) {
  bring_in();
  phone.step(client::Event(client::SyncNow{}));
  ASSERT_FALSE(phone.effects.empty());
  std::deque<Effect> late = std::exchange(phone.effects, {});
  phone.act(Event(LockNow{}));
  unlock();
  const auto before = phone.state().revision;
  phone.effects = std::move(late);
  phone.run();
  EXPECT_GE(phone.state().revision, before);
  EXPECT_EQ(phone.state().cases.size(), 1U);
}

TEST_F(Vaulted, LocksAfterFiveMinutesWithoutATouch) {
  bring_in();
  phone.wait_minutes(4);
  phone.act(Event(Touched{}));
  phone.wait_minutes(4);
  EXPECT_EQ(phone.lock().phase, Phase::open);
  phone.wait_minutes(2);
  EXPECT_EQ(phone.lock().phase, Phase::locked);
}

TEST_F(Vaulted, LocksAfterTheMinutesThatWereChosen) {
  bring_in();
  phone.act(client::Event(client::KeepMark{std::string(stays_open_mark), "15"}));
  phone.wait_minutes(10);
  EXPECT_EQ(phone.lock().phase, Phase::open);
  phone.wait_minutes(6);
  EXPECT_EQ(phone.lock().phase, Phase::locked);
}

TEST_F(Vaulted, LocksAtOnceOutOfSightIfThatWasChosen) {
  bring_in();
  phone.act(client::Event(client::KeepMark{std::string(stays_open_mark), "0"}));
  phone.act(client::Event(client::WentHidden{}));
  EXPECT_EQ(phone.lock().phase, Phase::locked);
}

TEST_F(Vaulted, StaysOpenForALookAtSomethingElse) {
  bring_in();
  phone.act(client::Event(client::WentHidden{}));
  phone.now.utc_ms += 60'000;
  phone.act(client::Event(client::BecameVisible{}));
  EXPECT_EQ(phone.lock().phase, Phase::open);
  phone.act(client::Event(client::WentHidden{}));
  phone.now.utc_ms += 6 * 60'000;  // no alarm rings in a page that is put away
  phone.act(client::Event(client::BecameVisible{}));
  EXPECT_EQ(phone.lock().phase, Phase::locked);
}

TEST_F(Vaulted, SetsNoAlarmWithEachTouch) {
  bring_in();
  const int told = phone.wakes_told;
  for (int i = 0; i < 50; ++i) {
    phone.now.utc_ms += 1000;
    phone.act(Event(Touched{}));
  }
  EXPECT_EQ(phone.wakes_told, told);
}

}  // namespace
}  // namespace waymark::vault
