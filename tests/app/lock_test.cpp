// Goal: the PIN is chosen, said and changed by anybody, and what stands before it tells nobody whose phone it is.
// Method: the lock screens on a stage; what the vault would say to them is set by hand (tests/core/vault_test.cpp has
// it).
#include "app/screens/lock.h"

#include <gtest/gtest.h>

#include "tests/app/geometry.h"
#include "tests/app/screens_stage.h"

namespace waymark::test {
namespace {

using ui::NodeRole;
using vault::Trouble;

constexpr NodeRole button = NodeRole::button;

struct LockedPhone : ScreensStage {
  explicit LockedPhone(vault::Lock now, client::State with = {}) : ScreensStage(std::move(with)) { say(now); }
  void say(vault::Lock now) {
    lock = now;
    settle();
  }
  template <class Event>
  [[nodiscard]] std::vector<Event> asked() const {
    std::vector<Event> found;
    for (const vault::Event& event : lock_events) {
      if (const auto* it = std::get_if<Event>(&event)) found.push_back(*it);
    }
    return found;
  }
};

LockedPhone choosing() { return LockedPhone({.phase = vault::Phase::choosing}); }
LockedPhone locked() { return LockedPhone({.phase = vault::Phase::locked}); }

TEST(ChoosingAPin, TakesOneThatWasTypedTwice) {
  LockedPhone phone = choosing();
  EXPECT_EQ(phone.h1(), "Choose a PIN");
  phone.write("New PIN", "493817");
  phone.write("The same PIN again", "493817");
  phone.press(button, "Keep it and go on");
  ASSERT_EQ(phone.asked<vault::ChoosePin>().size(), 1U);
  EXPECT_EQ(phone.asked<vault::ChoosePin>()[0].pin, "493817");
}

TEST(ChoosingAPin, SaysThatTheTwoAreNotTheSame) {
  LockedPhone phone = choosing();
  phone.write("New PIN", "493817");
  phone.write("The same PIN again", "493871");
  phone.press(button, "Keep it and go on");
  EXPECT_TRUE(phone.asked<vault::ChoosePin>().empty());
  EXPECT_EQ(phone.find(NodeRole::text_field, "The same PIN again")->description, "These two are not the same.");
}

TEST(ChoosingAPin, TakesWordsToo) {
  LockedPhone phone = choosing();
  phone.press(button, "Use words instead of numbers");
  EXPECT_EQ(phone.find(NodeRole::text_field, "New words")->input, ui::InputKind::new_passphrase);
  phone.write("New words", "my three cats");
  phone.write("The same words again", "my three cats");
  phone.press(button, "Keep it and go on");
  ASSERT_EQ(phone.asked<vault::ChoosePin>().size(), 1U);
}

TEST(ChoosingAPin, SaysWhatIsWrongWithIt) {
  LockedPhone phone = choosing();
  phone.say({.phase = vault::Phase::choosing, .trouble = Trouble::too_easy});
  const ui::Node* field = phone.find(NodeRole::text_field, "New PIN");
  EXPECT_TRUE(field->description.contains("Others would guess this one first."));
  EXPECT_TRUE((field->state & ui::state_invalid) != 0);
}

TEST(ChoosingAPin, IsAskedForOnceWhileItIsKept) {
  LockedPhone phone = choosing();
  phone.write("New PIN", "493817");
  phone.write("The same PIN again", "493817");
  phone.say({.phase = vault::Phase::choosing, .working = true});
  phone.press(button, "One moment…");
  EXPECT_TRUE(phone.asked<vault::ChoosePin>().empty());
}

TEST(LockScreen, OpensWithThePin) {
  LockedPhone phone = locked();
  EXPECT_EQ(phone.find(NodeRole::text_field, "Your PIN")->input, ui::InputKind::pin);
  phone.write("Your PIN", "493817");
  phone.press(button, "Open");
  ASSERT_EQ(phone.asked<vault::Unlock>().size(), 1U);
  EXPECT_EQ(phone.asked<vault::Unlock>()[0].pin, "493817");
}

TEST(LockScreen, OpensWithEnter) {
  LockedPhone phone = locked();
  phone.write("Your PIN", "493817");
  phone.ui.on({.kind = ui::MirrorEvent::Kind::submit, .id = phone.find(NodeRole::text_field, "Your PIN")->id});
  phone.settle();
  EXPECT_EQ(phone.asked<vault::Unlock>().size(), 1U);
}

TEST(LockScreen, EmptiesTheFieldAfterAWrongOneAndSaysSo) {
  LockedPhone phone = locked();
  phone.write("Your PIN", "111222");
  phone.press(button, "Open");
  phone.say({.phase = vault::Phase::locked, .working = true});
  phone.say({.phase = vault::Phase::locked, .trouble = Trouble::wrong, .tries_left = 9});
  const ui::Node* field = phone.find(NodeRole::text_field, "Your PIN");
  EXPECT_EQ(field->value, "");
  EXPECT_TRUE(field->description.contains("That is not it."));
  phone.write("Your PIN", "4");
  EXPECT_FALSE(phone.find(NodeRole::text_field, "Your PIN")->description.contains("That is not it."));
}

TEST(LockScreen, WarnsBeforeTheLastTriesAndOfWhatWasNotSent) {
  LockedPhone phone = locked();
  phone.say({.phase = vault::Phase::locked, .tries_left = 6});
  EXPECT_FALSE(phone.says("more tries"));
  phone.say({.phase = vault::Phase::locked, .tries_left = 3, .unsent = 2});
  EXPECT_TRUE(phone.says("3 more tries"));
  EXPECT_TRUE(phone.says("Not yet sent: 2"));
}

TEST(LockScreen, TakesNoTryWhileOneHasToWait) {
  LockedPhone phone = locked();
  phone.write("Your PIN", "493817");
  phone.say({.phase = vault::Phase::locked, .wait_until_utc_ms = phone.stage.platform.now().utc_ms + 60'000});
  EXPECT_TRUE(phone.says("You can try again at"));
  phone.press(button, "Open");
  EXPECT_TRUE(phone.asked<vault::Unlock>().empty());
}

TEST(LockScreen, RemovesEverythingForWhoHasForgottenIt) {
  LockedPhone phone = locked();
  phone.say({.phase = vault::Phase::locked, .unsent = 1});
  phone.press(button, "I do not know it");
  EXPECT_TRUE(phone.says("Not yet sent: 1"));
  EXPECT_TRUE(phone.asked<vault::BeginAgain>().empty());
  phone.press(button, "Remove everything");
  EXPECT_EQ(phone.asked<vault::BeginAgain>().size(), 1U);
}

TEST(LockScreen, SaysWhyEverythingIsGoneAfterTheLastTry) {
  client::State state;
  state.phase = client::Phase::no_link;
  LockedPhone phone({.trouble = Trouble::removed}, state);
  EXPECT_EQ(phone.h1(), "Good to see you");
  EXPECT_TRUE(phone.says("Too many wrong tries"));
}

TEST(LockScreen, SaysNothingOfWhoseItIs) {
  LockedPhone phone({.phase = vault::Phase::locked}, sample_state(Role::young_person, "Jade Carter"));
  for (const ui::Node& node : phone.tree()) {
    const std::string all = node.name + node.value + node.description;
    for (const char* telling : {"Jade", "Sam", "care", "council", "plan", "Southampton"})
      EXPECT_FALSE(all.contains(telling)) << all;
  }
}

TEST(LockScreen, HasHelpAndTheLanguage) {
  LockedPhone phone = locked();
  phone.press(button, "Help now");
  EXPECT_TRUE(phone.shows(NodeRole::dialog, "Help now"));
  phone.press(button, "Close");
  phone.press(button, "Language");
  EXPECT_TRUE(phone.shows(NodeRole::dialog, "Language"));
}

TEST(LockScreen, FitsOnEveryPhone) {
  const ui::Surroundings arounds[] = {phone_around(), {.width_px = 320, .height_px = 568, .text_scale = 2}};
  const vault::Lock locks[] = {
      {.phase = vault::Phase::choosing},
      {.phase = vault::Phase::choosing, .trouble = Trouble::too_short},
      {.phase = vault::Phase::choosing, .trouble = Trouble::cannot_open},
      {.phase = vault::Phase::locked},
      {.phase = vault::Phase::locked, .trouble = Trouble::cannot_open},
      {.phase = vault::Phase::locked, .tries_left = 1, .wait_until_utc_ms = 9'000'000'000'000, .unsent = 3}};
  for (const ui::Surroundings& around : arounds) {
    for (const vault::Lock& lock : locks) {
      ScreensStage phone({}, around);
      phone.lock = lock;
      phone.settle();
      EXPECT_EQ(misfits(phone.stage, phone.tree()), std::vector<std::string>{});
      EXPECT_TRUE(ui::defects(phone.tree()).empty());
    }
  }
}

// ---- In the settings

struct Settings : testing::Test {
  LockedPhone phone{{.phase = vault::Phase::open}, sample_state(Role::young_person, "Jade Carter")};
  void SetUp() override { phone.press(button, "Me and this phone"); }
  void fill(const char* old_pin, const char* new_pin) {
    phone.press(button, "Change the PIN");
    phone.write("Your PIN now", old_pin);
    phone.write("New PIN", new_pin);
    phone.write("The same PIN again", new_pin);
    phone.press(button, "Change it");
  }
};

TEST_F(Settings, LocksNow) {
  phone.press(button, "Lock now");
  EXPECT_EQ(phone.asked<vault::LockNow>().size(), 1U);
  phone.say({.phase = vault::Phase::locked});
  EXPECT_EQ(phone.h1(), "Your PIN");
}

TEST_F(Settings, ChoosesWhenItLocks) {
  EXPECT_TRUE((phone.find(NodeRole::radio, "5 minutes")->state & ui::state_checked) != 0);
  phone.press(NodeRole::radio, "At once");
  phone.keep_marks();
  EXPECT_EQ(phone.state.marks.at(std::string(vault::stays_open_mark)), "0");
  EXPECT_TRUE((phone.find(NodeRole::radio, "At once")->state & ui::state_checked) != 0);
}

TEST_F(Settings, ChangesThePin) {
  fill("493817", "275940");
  ASSERT_EQ(phone.asked<vault::ChangePin>().size(), 1U);
  EXPECT_EQ(phone.asked<vault::ChangePin>()[0].old_pin, "493817");
  EXPECT_EQ(phone.asked<vault::ChangePin>()[0].new_pin, "275940");
  phone.say({.phase = vault::Phase::open, .working = true});
  phone.say({.phase = vault::Phase::open, .is_new = true});
  EXPECT_FALSE(phone.shows(NodeRole::dialog, "Change the PIN"));
  EXPECT_TRUE(phone.says("The PIN is changed."));
}

TEST_F(Settings, SaysThatTheOldOneIsNotIt) {
  fill("111222", "275940");
  phone.say({.phase = vault::Phase::open, .working = true});
  phone.say({.phase = vault::Phase::open, .trouble = Trouble::wrong, .tries_left = 9});
  EXPECT_TRUE(phone.find(NodeRole::text_field, "Your PIN now")->description.contains("That is not it."));
}

}  // namespace
}  // namespace waymark::test
