// Goal: a link brings someone in once, a phone opens again with all it had, whatever happened to its store.
#include <gtest/gtest.h>

#include "core/client/records.h"
#include "tests/core/client_world.h"

namespace waymark::client {
namespace {

TEST(ClientLink, BringsAYoungPersonIn) {
  World world;
  Phone phone(world.server, 1);
  phone.start({.link_code = world.link(young_person), .profile = {}, .online = true});
  EXPECT_EQ(phone.state().phase, Phase::pairing);
  phone.run();
  EXPECT_EQ(phone.state().phase, Phase::ready);
  EXPECT_EQ(phone.state().role, Role::young_person);
  EXPECT_EQ(phone.state().account_name, "Amira Haddad");
  EXPECT_EQ(phone.state().language, "ar");
  EXPECT_EQ(phone.only_case().person.value.name, "Amira Haddad");
  EXPECT_EQ(phone.state().council.place, "Southampton");
  EXPECT_EQ(phone.last_profile, young_person);
}

TEST(ClientLink, NeedsFourRequestsForAll) {
  World world;
  Phone phone(world.server, 1);
  world.bring_in(phone, young_person);
  EXPECT_EQ(phone.sent.size(), 4U);  // pair, sync, manifest, content
  EXPECT_EQ(phone.wake_utc_ms, std::nullopt);
}

TEST(ClientLink, IsRefusedWhenItIsUsedUp) {
  World world;
  const std::string code = world.link(young_person);
  Phone first(world.server, 1);
  first.start({.link_code = code, .profile = {}, .online = true});
  first.run();
  Phone second(world.server, 2);
  second.start({.link_code = code, .profile = {}, .online = true});
  second.run();
  EXPECT_EQ(second.state().phase, Phase::link_refused);
}

TEST(ClientLink, IsForgottenOnceItIsRefused) {
  World world;
  Phone phone(world.server, 1);
  phone.start({.link_code = "unknown", .profile = {}, .online = true});
  EXPECT_FALSE(phone.link_forgotten);
  phone.run();
  EXPECT_TRUE(phone.link_forgotten);
}

TEST(ClientLink, IsForgottenOnlyWhenWhatItBroughtIsKept) {
  World world;
  Phone phone(world.server, 1);
  phone.store_fails = true;
  phone.start({.link_code = world.link(young_person), .profile = {}, .online = true});
  phone.run();
  EXPECT_EQ(phone.state().phase, Phase::ready);
  EXPECT_FALSE(phone.link_forgotten);
  phone.store_fails = false;
  phone.act(BecameVisible{});
  EXPECT_TRUE(phone.link_forgotten);
}

TEST(ClientLink, IsRedeemedAgainWhenThePageWentBeforeItWasKept) {
  World world;
  const Started started{
      .link_code = world.link(young_person), .link_device = test_id(900), .profile = {}, .online = true};
  Phone phone(world.server, 1);
  phone.start(started);
  EXPECT_TRUE(phone.perform_one()) << "redeemed, and that is all";
  EXPECT_EQ(phone.count_sent("/v1/pair"), 1);
  Phone again(world.server, 2);
  again.start(started);
  again.run();
  EXPECT_EQ(again.state().phase, Phase::ready);
}

TEST(ClientLink, OpenedAgainFromTheHistoryOpensWhatIsThere) {
  World world;
  Phone phone(world.server, 1);
  world.bring_in(phone, young_person);
  phone.start({.link_code = "code-1", .profile = phone.last_profile, .online = true});
  phone.run();
  EXPECT_EQ(phone.state().phase, Phase::ready);
  EXPECT_EQ(phone.state().cases.size(), 1U);
}

TEST(ClientLink, SurvivesALostReply) {
  World world;
  Phone phone(world.server, 1);
  phone.fault = [&](const Send& request) {
    return request.path == "/v1/pair" && phone.count_sent("/v1/pair") == 1 ? Phone::Fault::lost_reply
                                                                           : Phone::Fault::none;
  };
  phone.start({.link_code = world.link(young_person), .profile = {}, .online = true});
  phone.run();
  EXPECT_EQ(phone.state().phase, Phase::pairing);
  EXPECT_TRUE(phone.wake());
  EXPECT_EQ(phone.state().phase, Phase::ready);
}

TEST(ClientLink, WaitsForSignal) {
  World world;
  Phone phone(world.server, 1);
  phone.online = false;
  phone.start({.link_code = world.link(young_person), .profile = {}, .online = false});
  phone.run();
  EXPECT_EQ(phone.state().phase, Phase::pairing);
  EXPECT_EQ(phone.sent.size(), 0U);
  EXPECT_EQ(phone.wake_utc_ms, std::nullopt);
  phone.online = true;
  phone.act(WentOnline{true});
  EXPECT_EQ(phone.state().phase, Phase::ready);
}

TEST(ClientLink, AgainOnTheSamePhoneLosesNoEdits) {
  World world;
  Phone phone(world.server, 1);
  world.bring_in(phone, young_person);
  phone.act(WentOnline{phone.online = false});
  phone.act(SendMessage{amiras_case, "Hello"});
  EXPECT_EQ(phone.state().sync.waiting, 1);
  phone.online = true;
  phone.start({.link_code = world.link(young_person), .profile = {}, .online = true});
  phone.run();
  EXPECT_EQ(phone.state().sync.waiting, 0);
  EXPECT_EQ(world.server.records.size(), 5U);
  EXPECT_TRUE(phone.stored("outbox").empty());
}

TEST(ClientOpening, WithoutLinkAndStoreKnowsNobody) {
  World world;
  Phone phone(world.server, 1);
  phone.start({});
  phone.run();
  EXPECT_EQ(phone.state().phase, Phase::no_link);
  EXPECT_TRUE(phone.sent.empty());
}

TEST(ClientOpening, AnEmptiedStoreKnowsNobody) {
  World world;
  Phone phone(world.server, 1);
  phone.start({.link_code = {}, .profile = "gone", .online = true});
  phone.run();
  EXPECT_EQ(phone.state().phase, Phase::no_link);
}

TEST(ClientOpening, ShowsEverythingWithoutSignal) {
  World world;
  Phone phone(world.server, 1);
  world.bring_in(phone, young_person);
  phone.act(SaveDraft{"message/x", "Dear S"});
  phone.act(SetLanguage{"so"});
  phone.online = false;
  phone.cut_power();
  phone.run();
  EXPECT_EQ(phone.state().phase, Phase::ready);
  EXPECT_EQ(phone.only_case().steps.size(), 1U);
  EXPECT_TRUE(phone.state().has_council);
  EXPECT_EQ(phone.state().drafts.at("message/x"), "Dear S");
  EXPECT_EQ(phone.state().language, "so");
  EXPECT_GT(phone.state().sync.last_utc_ms, 0);
}

TEST(ClientOpening, KeepsTheLanguageThatWasChosenBeforeTheLink) {
  World world;
  Phone phone(world.server, 1);
  phone.start({.link_code = world.link(young_person), .profile = {}, .online = true});
  phone.step(SetLanguage{"ti"});
  phone.run();
  EXPECT_EQ(phone.state().language, "ti");
  phone.cut_power();
  phone.run();
  EXPECT_EQ(phone.state().language, "ti");
}

TEST(ClientOpening, GoesOnWhereOneWasForAnHour) {
  World world;
  Phone phone(world.server, 1);
  world.bring_in(phone, young_person);
  EXPECT_EQ(phone.state().place, "");
  phone.act(KeepPlace{"plan\nheading\n"});
  phone.now.utc_ms += 59 * 60 * 1000;
  phone.cut_power();
  phone.run();
  EXPECT_EQ(phone.state().place, "plan\nheading\n");
  phone.now.utc_ms += 2 * 60 * 1000;
  phone.cut_power();
  phone.run();
  EXPECT_EQ(phone.state().place, "");
}

TEST(ClientOpening, BeginsAnewAfterTheClockWasPutBackFar) {
  World world;
  Phone phone(world.server, 1);
  world.bring_in(phone, young_person);
  phone.act(KeepPlace{"plan\n"});
  phone.now.utc_ms -= 2 * 60 * 60 * 1000;
  phone.cut_power();
  phone.run();
  EXPECT_EQ(phone.state().place, "");
}

TEST(ClientOpening, SyncsOnceAndThenRests) {
  World world;
  Phone phone(world.server, 1);
  world.bring_in(phone, young_person);
  phone.cut_power();
  phone.sent.clear();
  phone.run();
  EXPECT_EQ(phone.count_sent("/v1/sync"), 1);
  EXPECT_EQ(phone.count_sent("/v1/councils"), 1);
  EXPECT_EQ(phone.count_sent("/v1/content"), 0) << "content that is here is not fetched again";
  EXPECT_EQ(phone.wake_utc_ms, std::nullopt);
}

TEST(ClientOpening, LeavesAStoreThatAnotherTabUses) {
  World world;
  Phone phone(world.server, 1);
  world.bring_in(phone, young_person);
  phone.store_taken = true;
  phone.cut_power();
  phone.run();
  EXPECT_EQ(phone.state().phase, Phase::other_tab);
  phone.act(TakeOver{});
  EXPECT_EQ(phone.state().phase, Phase::ready);
  EXPECT_EQ(phone.only_case().steps.size(), 1U);
}

TEST(ClientOpening, AsksAndWritesNothingMoreWhenAnotherTabTookOver) {
  World world;
  Phone phone(world.server, 1);
  world.bring_in(phone, young_person);
  phone.act(StoreFailed{"taken", true});
  EXPECT_EQ(phone.state().phase, Phase::other_tab);
  phone.sent.clear();
  phone.commits = 0;
  phone.act(SendMessage{amiras_case, "Hello"});
  phone.act(BecameVisible{});
  EXPECT_TRUE(phone.sent.empty());
  EXPECT_EQ(phone.commits, 0);
}

TEST(ClientOpening, KeepsAnEditThatAnotherTabInterrupted) {
  World world;
  Phone phone(world.server, 1);
  world.bring_in(phone, young_person);
  phone.step(SendMessage{amiras_case, "Hello"});  // its batch is not answered yet
  phone.step(StoreFailed{"taken", true});
  phone.act(TakeOver{});
  ASSERT_EQ(phone.only_case().messages.size(), 1U);
  EXPECT_EQ(phone.only_case().messages[0].delivery, Delivery::sent);
  EXPECT_EQ(world.server.ops_taken, 5);
}

TEST(ClientOpening, SaysWhenAStoreCannotBeUsed) {
  World world;
  Phone phone(world.server, 1);
  phone.start({.link_code = {}, .profile = young_person, .online = true});
  phone.step(StoreFailed{"private window", false});
  EXPECT_EQ(phone.state().phase, Phase::store_broken);
}

TEST(ClientOpening, AStoreThatCannotBeUsedCanBeRemovedToBeginAgain) {
  World world;
  Phone phone(world.server, 1);
  world.bring_in(phone, young_person);
  phone.step(Started{.link_code = {}, .profile = phone.last_profile, .online = true});
  phone.step(StoreFailed{"Internal error opening backing store", false});
  phone.act(SignOut{.even_unsent = true});
  EXPECT_EQ(phone.state().phase, Phase::no_link);
  EXPECT_TRUE(phone.last_profile.empty()) << "the store is erased";
}

TEST(ClientOpening, ALinkIsNotLostOnAStoreThatCannotBeUsed) {
  World world;
  Phone phone(world.server, 1);
  phone.start({.link_code = world.link(young_person), .profile = {}, .online = true});
  phone.store_broken = true;
  phone.run();
  EXPECT_EQ(phone.state().phase, Phase::store_broken);
  phone.store_broken = false;
  phone.act(SignOut{.even_unsent = true});
  EXPECT_EQ(phone.state().phase, Phase::ready);
}

// ---- Damage ----------------------------------------------------------------------------------------------------

TEST(ClientDamage, OfADocumentIsPutAsideAndHealed) {
  World world;
  Phone phone(world.server, 1);
  world.bring_in(phone, young_person);
  phone.corrupt("docs", amiras_step.text);
  const std::string damaged = phone.stored("docs").at(amiras_step.text);
  phone.cut_power();
  phone.run();
  EXPECT_EQ(phone.state().notice, Notice::store_recovered);
  ASSERT_EQ(phone.only_case().steps.size(), 1U) << "fetched again";
  EXPECT_EQ(phone.stored("aside").at("docs/" + amiras_step.text), damaged);
  phone.cut_power();
  phone.run();
  EXPECT_EQ(phone.state().notice, Notice::none);
}

TEST(ClientDamage, LeavesReadableEditsToBeSent) {
  World world;
  Phone phone(world.server, 1);
  world.bring_in(phone, young_person);
  phone.act(WentOnline{phone.online = false});
  phone.act(SendMessage{amiras_case, "One"});
  phone.act(SendMessage{amiras_case, "Two"});
  phone.act(SendMessage{amiras_case, "Three"});
  ASSERT_EQ(phone.stored("outbox").size(), 3U);
  phone.corrupt("outbox", outbox_key(2));
  phone.online = true;
  phone.cut_power();
  phone.run();
  EXPECT_EQ(phone.state().notice, Notice::store_recovered);
  EXPECT_EQ(phone.only_case().messages.size(), 2U);
  EXPECT_EQ(phone.state().sync.waiting, 0);
  EXPECT_EQ(world.server.ops_taken, 6);
  EXPECT_EQ(phone.stored("aside").size(), 1U);
}

TEST(ClientDamage, OfTheSessionKeepsEditsForTheNextLink) {
  World world;
  Phone phone(world.server, 1);
  world.bring_in(phone, young_person);
  phone.act(WentOnline{phone.online = false});
  phone.act(SendMessage{amiras_case, "Hello"});
  phone.corrupt("meta", "session");
  phone.online = true;
  phone.cut_power();
  phone.run();
  EXPECT_EQ(phone.state().phase, Phase::no_link);
  phone.start({.link_code = world.link(young_person), .profile = {}, .online = true});
  phone.run();
  EXPECT_EQ(phone.state().phase, Phase::ready);
  EXPECT_EQ(phone.only_case().messages.size(), 1U);
  EXPECT_EQ(world.server.ops_taken, 5);
}

TEST(ClientDamage, OfTheContentFetchesItAgain) {
  World world;
  Phone phone(world.server, 1);
  world.bring_in(phone, young_person);
  phone.corrupt("meta", "content");
  phone.cut_power();
  phone.run();
  EXPECT_TRUE(phone.state().has_council);
  EXPECT_EQ(phone.state().phase, Phase::ready);
}

TEST(ClientDamage, IsNoticedInEveryRecordAndEveryByte) {
  World world;
  Phone phone(world.server, 1);
  world.bring_in(phone, young_person);
  for (const char* store : {"docs", "meta"}) {
    for (const auto& [key, bytes] : phone.stored(store)) {
      for (std::size_t at = 0; at < bytes.size(); at += 7) {
        StoredRecord record{store, key, bytes};
        ASSERT_TRUE(content_of(record).has_value());
        record.bytes[at] = static_cast<char>(record.bytes[at] ^ 1);
        ASSERT_FALSE(content_of(record).has_value()) << store << "/" << key << " at " << at;
        record.bytes.resize(at);
        ASSERT_FALSE(content_of(record).has_value()) << "cut off at " << at;
      }
      StoredRecord elsewhere{store, key + "x", bytes};
      EXPECT_FALSE(content_of(elsewhere).has_value());
    }
  }
}

// ---- Leaving ---------------------------------------------------------------------------------------------------

TEST(ClientSignOut, ErasesThePhone) {
  World world;
  Phone phone(world.server, 1);
  world.bring_in(phone, young_person);
  phone.act(SignOut{});
  EXPECT_EQ(phone.state().phase, Phase::no_link);
  EXPECT_TRUE(phone.state().cases.empty());
  EXPECT_FALSE(phone.state().has_council);
  EXPECT_TRUE(phone.stored("docs").empty());
  EXPECT_TRUE(phone.stored("meta").empty());
}

TEST(ClientSignOut, IsRefusedWhileEditsWait) {
  World world;
  Phone phone(world.server, 1);
  world.bring_in(phone, young_person);
  phone.act(WentOnline{phone.online = false});
  phone.act(SendMessage{amiras_case, "Hello"});
  phone.act(SignOut{});
  EXPECT_EQ(phone.state().notice, Notice::edits_waiting);
  EXPECT_EQ(phone.state().phase, Phase::ready);
  phone.act(SignOut{.even_unsent = true});
  EXPECT_EQ(phone.state().phase, Phase::no_link);
}

TEST(ClientSignOut, LeavesNothingForALateReplyToShow) {
  World world;
  Phone phone(world.server, 1);
  world.bring_in(phone, young_person);
  phone.step(SyncNow{});
  phone.step(SignOut{});
  phone.run();  // the request's reply arrives now
  EXPECT_TRUE(phone.state().cases.empty());
  EXPECT_TRUE(phone.stored("docs").empty());
}

}  // namespace
}  // namespace waymark::client
