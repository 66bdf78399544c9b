// Goal: of two versions of one thing a person chooses, knows what they choose between, and nothing is gone before that.
#include <gtest/gtest.h>

#include "core/model/json.h"
#include "tests/core/client_world.h"

namespace waymark::client {
namespace {

struct Versions : testing::Test {
  Versions() {
    w.bring_in(phone, young_person);
    w.bring_in(second, young_person);
    w.bring_in(tablet, adviser);
  }

  static void set_online(Phone& device, bool online) { device.act(WentOnline{device.online = online}); }
  void everybody_syncs() {
    for (int round = 0; round < 2; ++round) {
      for (Phone* device : {&phone, &second, &tablet}) {
        set_online(*device, true);
        device->act(SyncNow{});
      }
    }
  }
  void rename(Phone& device, const std::string& title) {
    device.act(EditStep{amiras_step, title, StepOwner::young_person, {}, {}});
  }
  /// Both rename the step without knowing of the other; Sam's comes first and is shown.
  void rename_apart() {
    set_online(phone, false);
    rename(phone, "See the flat on my own");
    rename(tablet, "See the flat with Sam");
    everybody_syncs();
  }
  const Shown<Step>& step(const Phone& device) { return device.only_case().steps.at(0); }

  World w;
  Phone phone{w.server, 31};   // Amira's
  Phone second{w.server, 32};  // her other one
  Phone tablet{w.server, 33};  // Sam's
};

TEST_F(Versions, AreToldWithWhatIsShownAndWhoMayChoose) {
  rename_apart();
  ASSERT_EQ(step(tablet).beside.size(), 1U);
  const Beside& other = step(tablet).beside[0];
  EXPECT_EQ(other.shown, "See the flat with Sam");
  EXPECT_EQ(other.value, "See the flat on my own");
  EXPECT_TRUE(other.may_choose);
  EXPECT_FALSE(other.is_long_text);
  ASSERT_EQ(tablet.only_case().to_choose.size(), 1U);
  EXPECT_EQ(tablet.only_case().to_choose[0].doc, amiras_step);
  EXPECT_EQ(tablet.only_case().to_choose[0].title, "See the flat with Sam");
}

TEST_F(Versions, AreSettledByTheOneThatIsChosen) {
  rename_apart();
  set_online(tablet, false);
  tablet.act(ChooseVersion{amiras_step, "/title", step(tablet).beside[0].op, {}});
  EXPECT_EQ(step(tablet).value.title, "See the flat on my own") << "at once";
  EXPECT_TRUE(step(tablet).beside.empty());
  EXPECT_TRUE(tablet.only_case().to_choose.empty());
  everybody_syncs();
  for (Phone* device : {&phone, &second, &tablet}) {
    EXPECT_EQ(step(*device).value.title, "See the flat on my own");
    EXPECT_TRUE(step(*device).beside.empty());
  }
}

TEST_F(Versions, AreSettledByKeepingWhatIsShown) {
  rename_apart();
  phone.act(ChooseVersion{amiras_step, "/title", {}, {}});
  everybody_syncs();
  EXPECT_EQ(step(tablet).value.title, "See the flat with Sam");
  EXPECT_TRUE(step(tablet).beside.empty());
  EXPECT_TRUE(w.server.find(amiras_step)->conflicts.empty());
}

TEST_F(Versions, AreSettledByWordsMadeOfBoth) {
  rename_apart();
  phone.act(ChooseVersion{amiras_step, "/title", {}, "See the flat, first alone and then with Sam"});
  everybody_syncs();
  EXPECT_EQ(step(tablet).value.title, "See the flat, first alone and then with Sam");
  EXPECT_TRUE(step(tablet).beside.empty());
}

TEST_F(Versions, ThatCameAfterTheChoiceStay) {
  rename_apart();
  set_online(phone, false);
  phone.act(ChooseVersion{amiras_step, "/title", {}, {}});
  rename(second, "See the flat at night");  // she has seen both
  everybody_syncs();
  EXPECT_EQ(step(phone).value.title, "See the flat at night");
  ASSERT_EQ(step(phone).beside.size(), 1U) << "the choice was made without knowing of this";
  EXPECT_EQ(step(phone).beside[0].value, "See the flat with Sam");
}

TEST_F(Versions, OfATickAreChosenWithItsDay) {
  const Moment monday{phone.now.utc_ms, {2026, 11, 23}};
  tablet.act(TickStep{amiras_step, true});
  everybody_syncs();
  set_online(phone, false);
  phone.now = monday;
  phone.act(TickStep{amiras_step, false});
  phone.act(TickStep{amiras_step, true});
  tablet.act(TickStep{amiras_step, false});
  everybody_syncs();
  ASSERT_EQ(step(tablet).beside.size(), 1U) << "the day comes with the tick";
  EXPECT_EQ(step(tablet).beside[0].pointer, "/done");
  tablet.act(ChooseVersion{amiras_step, "/done", step(tablet).beside[0].op, {}});
  everybody_syncs();
  EXPECT_TRUE(step(phone).value.done);
  EXPECT_EQ(step(phone).value.done_on, (Date{2026, 11, 23}));
  EXPECT_TRUE(step(phone).beside.empty());
}

TEST_F(Versions, OfARemovalAreKeepingAndRemoving) {
  for (const bool keep : {true, false}) {
    tablet.act(AddStep{amiras_case, Heading::home, "Ask about the garden", StepOwner::adviser, {}, {}});
    everybody_syncs();
    const DocId id = tablet.only_case().steps.back().id;
    set_online(phone, false);
    phone.act(RemoveStep{id});
    tablet.act(EditStep{id, "Ask about the big garden", StepOwner::adviser, {}, {}});
    everybody_syncs();
    const Shown<Step>& shown = tablet.only_case().steps.back();
    ASSERT_EQ(shown.id, id) << "an edit beats a removal";
    ASSERT_EQ(shown.beside.size(), 1U);
    EXPECT_EQ(shown.beside[0].pointer, "");
    EXPECT_EQ(shown.beside[0].author, "Amira Haddad");
    tablet.act(ChooseVersion{id, "", keep ? OpId() : shown.beside[0].op, {}});
    everybody_syncs();
    EXPECT_EQ(w.server.find(id)->deleted, !keep);
    EXPECT_TRUE(w.server.find(id)->conflicts.empty());
    EXPECT_TRUE(phone.only_case().to_choose.empty());
  }
}

TEST_F(Versions, OfHerOwnWordsAreHersToChoose) {
  phone.act(WriteView{amiras_case, Heading::home, "A flat."});
  everybody_syncs();
  set_online(second, false);
  second.act(WriteView{amiras_case, Heading::home, "A flat. With a garden."});
  phone.act(WriteView{amiras_case, Heading::home, "A flat. Near my sister."});
  everybody_syncs();
  const auto& hers = phone.only_case().views.at(Heading::home);
  const auto& seen = tablet.only_case().views.at(Heading::home);
  ASSERT_EQ(hers.beside.size(), 1U);
  EXPECT_TRUE(hers.beside[0].may_choose);
  EXPECT_TRUE(hers.beside[0].is_long_text);
  ASSERT_EQ(seen.beside.size(), 1U) << "Sam sees both";
  EXPECT_FALSE(seen.beside[0].may_choose);
  EXPECT_TRUE(tablet.only_case().to_choose.empty());
  tablet.act(ChooseVersion{seen.id, "/words", seen.beside[0].op, {}});
  EXPECT_EQ(tablet.state().notice, Notice::edit_refused);
}

TEST_F(Versions, OfTwoDevicesThatBeginOneThingAreKeptInOne) {
  set_online(second, false);
  second.act(WriteView{amiras_case, Heading::money, "A savings account."});
  phone.act(WriteView{amiras_case, Heading::money, "No debts."});
  everybody_syncs();
  for (Phone* device : {&phone, &second, &tablet}) {
    const auto& view = device->only_case().views.at(Heading::money);
    EXPECT_EQ(view.value.words, "No debts.");
    ASSERT_EQ(view.beside.size(), 1U);
    EXPECT_EQ(view.beside[0].value, "A savings account.");
    EXPECT_TRUE(device->state().attention.empty());
    EXPECT_TRUE(device->state().drafts.empty());
    EXPECT_EQ(device->state().notice, Notice::none);
  }
  second.act(
      ChooseVersion{second.only_case().views.at(Heading::money).id, "/words", {}, "No debts. A savings account."});
  everybody_syncs();
  EXPECT_EQ(phone.only_case().views.at(Heading::money).value.words, "No debts. A savings account.");
  EXPECT_TRUE(phone.only_case().views.at(Heading::money).beside.empty());
}

TEST_F(Versions, OfTwoDevicesKeepTheLastThatEachSaid) {
  set_online(second, false);
  second.act(WriteView{amiras_case, Heading::money, "First words."});
  second.act(WriteView{amiras_case, Heading::money, "Second words."});
  phone.act(WriteView{amiras_case, Heading::money, "No debts."});
  // The reply to her first push is lost, and she goes on writing.
  int pushes = 0;
  second.fault = [&](const Send& send) {
    return send.method == "POST" && pushes++ == 0 ? Phone::Fault::lost_reply : Phone::Fault::none;
  };
  set_online(second, true);
  second.act(WriteView{amiras_case, Heading::money, "Third words."});
  while (second.wake()) second.run();
  everybody_syncs();
  while (second.wake()) second.run();
  everybody_syncs();
  const auto& view = phone.only_case().views.at(Heading::money);
  EXPECT_EQ(view.value.words, "No debts.");
  ASSERT_EQ(view.beside.size(), 1U);
  EXPECT_EQ(view.beside[0].value, "Third words.");
  std::vector<std::string> told;  // the council's record has all of it, in the order in which it was written
  for (const Server::Taken& taken : w.server.log) {
    const auto words = taken.op.kind == sync::OpKind::set ? taken.op.set.front().value : sync::Json();
    if (words.is_string() && words.get<std::string>().ends_with(" words.")) told.push_back(words.get<std::string>());
  }
  EXPECT_EQ(std::vector(told.end() - 3, told.end()),
            (std::vector<std::string>{"First words.", "Second words.", "Third words."}));
  EXPECT_TRUE(second.state().attention.empty());
  EXPECT_EQ(second.state().sync.waiting, 0);
}

TEST_F(Versions, OfTwoDevicesStandWhereNothingStood) {
  phone.act(WriteView{amiras_case, Heading::money, "No debts."});
  phone.act(WriteView{amiras_case, Heading::money, ""});
  set_online(second, false);
  everybody_syncs();
  EXPECT_EQ(second.only_case().views.at(Heading::money).value.words, "");
  // as above, but the first words were taken back again
  set_online(second, false);
  second.act(WriteView{amiras_case, Heading::health, "Sleep better."});
  phone.act(WriteView{amiras_case, Heading::health, "A dentist."});
  phone.act(WriteView{amiras_case, Heading::health, ""});
  everybody_syncs();
  EXPECT_EQ(phone.only_case().views.at(Heading::health).value.words, "Sleep better.");
  EXPECT_TRUE(phone.only_case().views.at(Heading::health).beside.empty());
}

}  // namespace
}  // namespace waymark::client
