// Goal: phone and council agree again after whatever the network and the server do, without a request too many.
#include <gtest/gtest.h>

#include <set>

#include "core/model/json.h"
#include "tests/core/client_world.h"

namespace waymark::client {
namespace {

using sync::Json;
using Fault = Phone::Fault;

struct Pair : World {
  Pair() : phone(server, 21), tablet(server, 22) {
    bring_in(phone, young_person);
    bring_in(tablet, adviser);
    phone.sent.clear();
    tablet.sent.clear();
  }
  Phone phone;   // Amira's
  Phone tablet;  // Sam's

  static void set_online(Phone& device, bool online) { device.act(WentOnline{device.online = online}); }
  /// Sends every edit; nothing in the way.
  static void settle(Phone& device) {
    device.fault = [](const Send&) { return Fault::none; };
    set_online(device, true);
    device.act(SyncNow{});
  }
};

Json body_of(const Send& request) { return parse_json(request.body).value_or(Json()); }

// ---- Two people ------------------------------------------------------------------------------------------------

TEST(ClientSync, BringsEachOthersEdits) {
  Pair w;
  w.phone.act(SendMessage{amiras_case, "Can we meet?"});
  w.tablet.act(BecameVisible{});
  EXPECT_EQ(w.tablet.only_case().messages.at(0).value.text, "Can we meet?");
  EXPECT_EQ(w.tablet.only_case().unanswered, 1);
  w.tablet.act(SendMessage{amiras_case, "Yes, on Monday"});
  w.phone.act(SyncNow{});
  EXPECT_EQ(w.phone.only_case().messages.at(0).value.text, "Yes, on Monday");
  EXPECT_EQ(w.phone.only_case().unanswered, 0);
}

TEST(ClientSync, MergesEditsOfDifferentFieldsMadeWithoutSignal) {
  Pair w;
  Pair::set_online(w.phone, false);
  Pair::set_online(w.tablet, false);
  w.phone.act(TickStep{amiras_step, true});
  w.tablet.act(EditStep{amiras_step, "See the flat with Sam", StepOwner::young_person, {}, {}});
  Pair::settle(w.tablet);
  Pair::settle(w.phone);
  Pair::settle(w.tablet);
  for (Phone* device : {&w.phone, &w.tablet}) {
    const Shown<Step>& step = device->only_case().steps.at(0);
    EXPECT_TRUE(step.value.done);
    EXPECT_EQ(step.value.title, "See the flat with Sam");
    EXPECT_TRUE(step.beside.empty());
  }
}

TEST(ClientSync, KeepsBothVersionsOfOneField) {
  Pair w;
  Pair::set_online(w.phone, false);
  w.phone.act(EditStep{amiras_step, "See the flat on my own", StepOwner::young_person, {}, {}});
  w.tablet.act(EditStep{amiras_step, "See the flat with Sam", StepOwner::young_person, {}, {}});
  Pair::settle(w.phone);
  const Shown<Step>& step = w.phone.only_case().steps.at(0);
  EXPECT_EQ(step.value.title, "See the flat with Sam");
  EXPECT_FALSE(step.beside.empty());
  EXPECT_EQ(step.delivery, Delivery::sent);
  EXPECT_EQ(w.server.find(amiras_step)->conflicts.at(0).value, "See the flat on my own");
  ASSERT_EQ(step.beside.size(), 1U);
  EXPECT_EQ(step.beside[0].pointer, "/title");
  EXPECT_EQ(step.beside[0].value, "See the flat on my own");
  EXPECT_EQ(step.beside[0].author, "Amira Haddad");
}

TEST(ClientSync, NeverSetsOnesOwnOfflineEditsAgainstEachOther) {
  Pair w;
  Pair::set_online(w.phone, false);
  w.phone.act(AddStep{amiras_case, Heading::money, "Open an account", StepOwner::young_person, {}, {}});
  const DocId step = w.phone.only_case().steps.at(1).id;
  w.phone.act(EditStep{step, "Open a bank account", StepOwner::young_person, {}, Date{2026, 12, 1}});
  w.phone.act(EditStep{step, "Open a savings account", StepOwner::young_person, {}, Date{2026, 12, 1}});
  w.phone.act(TickStep{step, true});
  Pair::settle(w.phone);
  EXPECT_EQ(w.server.find(step)->document["title"], "Open a savings account");
  EXPECT_EQ(w.server.find(step)->document["done"], true);
  EXPECT_TRUE(w.server.find(step)->conflicts.empty());
}

// ---- The way ---------------------------------------------------------------------------------------------------

TEST(ClientSync, TakesAnEditOnceWhateverIsLost) {
  for (const Fault lost : {Fault::lost_request, Fault::lost_reply}) {
    Pair w;
    w.phone.fault = [&](const Send&) { return w.phone.sent.size() < 4 ? lost : Fault::none; };
    w.phone.act(SendMessage{amiras_case, "Hello"});
    EXPECT_EQ(w.phone.only_case().messages.at(0).delivery, Delivery::saved_here);
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(w.phone.wake());
    EXPECT_EQ(w.phone.only_case().messages.at(0).delivery, Delivery::sent);
    EXPECT_EQ(w.server.ops_taken, 5);
    EXPECT_EQ(w.phone.wake_utc_ms, std::nullopt);
  }
}

TEST(ClientSync, TakesAnEditOnceWhateverMomentThePowerGoes) {
  // One power cut after each number of effects of: edit, commit, push, commit.
  for (int effects = 0; effects < 6; ++effects) {
    World world;
    Phone phone(world.server, 30 + static_cast<std::uint64_t>(effects));
    world.bring_in(phone, young_person);
    phone.step(SendMessage{amiras_case, "Hello"});
    for (int i = 0; i < effects; ++i) phone.perform_one();
    const bool was_saved = !phone.stored("outbox").empty() || world.server.ops_taken > 4;
    phone.cut_power();
    phone.run();
    EXPECT_EQ(world.server.ops_taken, was_saved ? 5 : 4) << "cut after " << effects;
    EXPECT_EQ(phone.only_case().messages.size(), was_saved ? 1U : 0U);
    EXPECT_TRUE(phone.stored("outbox").empty());
    EXPECT_EQ(phone.state().sync.waiting, 0);
  }
}

TEST(ClientSync, AsksForNothingWhileNothingHappens) {
  Pair w;
  EXPECT_EQ(w.phone.wake_utc_ms, std::nullopt);
  w.phone.act(Woken{});
  w.phone.act(SaveDraft{"message/x", "Hel"});
  EXPECT_TRUE(w.phone.sent.empty());
  EXPECT_EQ(w.phone.wake_utc_ms, std::nullopt);
}

TEST(ClientSync, SendsManyEditsInOnePush) {
  Pair w;
  Pair::set_online(w.phone, false);
  for (int i = 0; i < 100; ++i) w.phone.act(SendMessage{amiras_case, "Message " + std::to_string(i)});
  Pair::set_online(w.phone, true);
  EXPECT_EQ(w.phone.count_sent("/v1/sync"), 1);
  EXPECT_EQ(w.phone.state().sync.waiting, 0);
}

TEST(ClientSync, SplitsAPushByNumberAndSize) {
  Pair w;
  Pair::set_online(w.phone, false);
  for (int i = 0; i < 120; ++i) w.phone.act(TickStep{amiras_step, i % 2 == 0});
  for (int i = 0; i < 5; ++i)
    w.phone.act(SendMessage{amiras_case, std::string(30'000, 'a' + static_cast<char>(i)).substr(0, 4000)});
  for (int i = 0; i < 20; ++i) w.phone.act(SendMessage{amiras_case, std::string(4000, 'x')});
  Pair::set_online(w.phone, true);
  EXPECT_EQ(w.phone.state().sync.waiting, 0);
  for (const Send& request : w.phone.sent) {
    if (request.method != "POST") continue;
    EXPECT_LE(body_of(request)["ops"].size(), sync::push_ops_max);
    EXPECT_LE(request.body.size(), sync::push_bytes_max + 1024);
  }
  EXPECT_GE(w.phone.count_sent("/v1/sync"), 3);
}

TEST(ClientSync, ReadsPageByPage) {
  World world;
  world.server.page_docs_max = 2;
  Phone phone(world.server, 5);
  world.bring_in(phone, young_person);
  EXPECT_EQ(phone.only_case().steps.size(), 1U);
  EXPECT_EQ(phone.only_case().contacts.size(), 1U);
  EXPECT_EQ(phone.count_sent("/v1/sync"), 2);
  EXPECT_EQ(phone.sent.back().method, "GET");
}

TEST(ClientSync, GoesOnReadingWhereItWasCutOff) {
  World world;
  world.server.page_docs_max = 1;
  Phone phone(world.server, 5);
  int pages = 0;
  phone.fault = [&](const Send& request) {
    return request.path.starts_with("/v1/sync?") && ++pages == 2 ? Fault::lost_reply : Fault::none;
  };
  phone.start({.link_code = world.link(young_person), .profile = {}, .online = true});
  phone.run();
  EXPECT_EQ(phone.state().phase, Phase::first_sync);
  const std::string cut_off = phone.sent.back().path;
  EXPECT_TRUE(phone.wake());
  EXPECT_EQ(phone.state().phase, Phase::ready);
  EXPECT_EQ(phone.count_sent(cut_off.substr(0, cut_off.find('&'))), 2) << "the same page again, not all of it";
  EXPECT_NE(phone.sent[static_cast<std::size_t>(phone.sent.size() - 2)].path.find("limit="), std::string::npos)
      << "and a smaller one";
}

TEST(ClientSync, ShowsAnEditWithoutAGapWhileItsDocumentIsOnAnotherPage) {
  World world;
  Phone phone(world.server, 5);
  world.bring_in(phone, young_person);
  world.server.page_docs_max = 1;
  phone.online = false;
  phone.act(WentOnline{false});
  phone.act(TickStep{amiras_step, true});
  for (int i = 0; i < 3; ++i) {
    world.server.write(adviser, create_op(DocId(test_id(200 + i)), "appointment",
                                          {{"kind", "other"}, {"title", "Meet"}, {"on", "2026-12-01"}}));
  }
  phone.online = true;
  phone.step(WentOnline{true});
  while (phone.perform_one()) EXPECT_TRUE(phone.only_case().steps.at(0).value.done);
  EXPECT_EQ(phone.only_case().appointments.size(), 3U);
  EXPECT_TRUE(phone.stored("outbox").empty());
}

// Edits that the server has answered wait for their documents on later pages; meanwhile others are counted anew.
TEST(ClientSync, LosesNoEditThatIsCountedAnewWhileAnsweredOnesWait) {
  Pair w;
  w.server.page_docs_max = 1;
  Pair::set_online(w.phone, false);
  for (int i = 0; i < 20; ++i) w.phone.act(SendMessage{amiras_case, "short"});
  w.phone.online = true;
  w.phone.step(WentOnline{true});
  while (w.phone.state().sync.waiting > 0) ASSERT_TRUE(w.phone.perform_one());
  w.phone.online = false;
  w.phone.run();
  Pair::set_online(w.phone, false);
  constexpr int long_ones = 25;  // more than go into one push
  for (int i = 0; i < long_ones; ++i) w.phone.act(SendMessage{amiras_case, std::string(4000, 'x')});
  ASSERT_EQ(w.phone.state().sync.waiting, long_ones);

  w.server.forget_device_counters();
  w.server.page_docs_max = 100;
  w.phone.online = true;
  w.phone.step(WentOnline{true});
  while (w.phone.state().sync.waiting == long_ones) ASSERT_TRUE(w.phone.perform_one());
  const int waiting = w.phone.state().sync.waiting;
  ASSERT_GT(waiting, 0);
  w.phone.online = false;
  w.phone.run();
  w.phone.cut_power();
  w.phone.run();
  EXPECT_EQ(w.phone.state().sync.waiting, waiting);
  Pair::settle(w.phone);
  EXPECT_EQ(w.phone.only_case().messages.size(), 20U + long_ones);
}

// ---- Backing off -----------------------------------------------------------------------------------------------

TEST(ClientBackoff, GrowsFromOneSecondToFiveMinutesWithJitter) {
  Pair w;
  w.phone.fault = [](const Send&) { return Fault::lost_request; };
  w.phone.act(SendMessage{amiras_case, "Hello"});
  std::int64_t longest_ms = 0;
  std::set<std::int64_t> spans;
  std::int64_t span_ms = 1000;
  for (int i = 0; i < 40; ++i) {
    ASSERT_TRUE(w.phone.wake_utc_ms.has_value());
    const std::int64_t wait_ms = *w.phone.wake_utc_ms - w.phone.now.utc_ms;
    EXPECT_GT(wait_ms, 0);
    EXPECT_LE(wait_ms, span_ms);
    spans.insert(wait_ms);
    longest_ms = std::max(longest_ms, wait_ms);
    span_ms = std::min<std::int64_t>(span_ms * 2, 300'000);
    w.phone.wake();
  }
  EXPECT_GT(longest_ms, 100'000);
  EXPECT_GT(spans.size(), 30U);
}

TEST(ClientBackoff, ObeysRetryAfter) {
  Pair w;
  w.server.answer_next("/v1/sync", 503, {}, 120);
  w.phone.act(SendMessage{amiras_case, "Hello"});
  ASSERT_TRUE(w.phone.wake_utc_ms.has_value());
  EXPECT_GE(*w.phone.wake_utc_ms - w.phone.now.utc_ms, 120'000);
  EXPECT_EQ(w.phone.state().sync.retry_utc_ms, *w.phone.wake_utc_ms);
  EXPECT_TRUE(w.phone.wake());
  EXPECT_EQ(w.phone.state().sync.waiting, 0);
  EXPECT_EQ(w.phone.state().sync.retry_utc_ms, 0);
}

TEST(ClientBackoff, EndsWithSignal) {
  Pair w;
  w.phone.fault = [](const Send&) { return Fault::lost_request; };
  w.phone.act(SendMessage{amiras_case, "Hello"});
  Pair::set_online(w.phone, false);
  EXPECT_EQ(w.phone.wake_utc_ms, std::nullopt) << "no timer without signal";
  w.phone.fault = [](const Send&) { return Fault::none; };
  Pair::set_online(w.phone, true);
  EXPECT_EQ(w.phone.state().sync.waiting, 0);
}

TEST(ClientBackoff, GivesUpSoonWhenNothingWaits) {
  Pair w;
  w.phone.fault = [](const Send&) { return Fault::lost_request; };
  w.phone.act(SyncNow{});
  int tries = 0;
  while (w.phone.wake()) ASSERT_LT(++tries, 20);
  EXPECT_EQ(tries, 5);
  EXPECT_FALSE(w.phone.state().sync.running);
}

TEST(ClientBackoff, TakesALoginPageForNoAnswer) {
  Pair w;
  w.server.answer_next("/v1/sync", 200, "<html>Welcome to the hotel</html>");
  w.phone.act(SendMessage{amiras_case, "Hello"});
  EXPECT_EQ(w.phone.state().sync.waiting, 1);
  EXPECT_TRUE(w.phone.wake());
  EXPECT_EQ(w.phone.state().sync.waiting, 0);
}

TEST(ClientBackoff, DoesNotRunInCirclesWhenAServerNeverAnswersAnEdit) {
  Pair w;
  const std::string empty = R"({"results":[],"changes":[],"gone":[],"cursor":"0_","more":false})";
  for (int i = 0; i < 3; ++i) w.server.answer_next("/v1/sync", 200, empty);
  w.phone.act(SendMessage{amiras_case, "Hello"});
  EXPECT_EQ(w.phone.count_sent("/v1/sync"), 1);
  EXPECT_TRUE(w.phone.wake());
  EXPECT_TRUE(w.phone.wake());
  EXPECT_TRUE(w.phone.wake());
  EXPECT_EQ(w.phone.state().sync.waiting, 0);
}

TEST(ClientBackoff, DoesNotRunInCirclesOverAPageThatLeadsNowhere) {
  Pair w;
  const std::string stuck = R"({"results":[],"changes":[],"gone":[],"cursor":"same","more":true})";
  for (int i = 0; i < 50; ++i) w.server.answer_next("/v1/sync", 200, stuck);
  w.phone.act(SyncNow{});
  EXPECT_LE(w.phone.count_sent("/v1/sync"), 2);
  EXPECT_TRUE(w.phone.wake_utc_ms.has_value());
}

// ---- Refusals --------------------------------------------------------------------------------------------------

TEST(ClientRefusal, SignedOutKeepsEverythingAndStops) {
  Pair w;
  w.server.answer_next("/v1/sync", 401, "{}");
  w.phone.act(SendMessage{amiras_case, "Hello"});
  EXPECT_EQ(w.phone.state().notice, Notice::signed_out);
  EXPECT_EQ(w.phone.state().sync.waiting, 1);
  EXPECT_EQ(w.phone.count_sent("/v1/sync"), 1);
  EXPECT_EQ(w.phone.wake_utc_ms, std::nullopt);
  w.phone.act(SendMessage{amiras_case, "More"});
  EXPECT_EQ(w.phone.count_sent("/v1/sync"), 1);
  EXPECT_EQ(w.phone.only_case().messages.size(), 2U);
}

TEST(ClientRefusal, AnUpdateIsNeededAndEditsGoOnWaiting) {
  Pair w;
  w.server.answer_next("/v1/sync", 426, "{}");
  w.phone.act(SendMessage{amiras_case, "Hello"});
  EXPECT_EQ(w.phone.state().notice, Notice::update_needed);
  w.phone.act(SendMessage{amiras_case, "More"});
  EXPECT_EQ(w.phone.state().sync.waiting, 2);
  EXPECT_EQ(w.phone.count_sent("/v1/sync"), 1);
  w.phone.act(BecameVisible{});
  EXPECT_EQ(w.phone.state().sync.waiting, 0);
  EXPECT_EQ(w.phone.state().notice, Notice::none);
}

TEST(ClientRefusal, OfAnotherKindIsTriedAgainWhenSomeoneLooks) {
  Pair w;
  w.server.answer_next("/v1/sync", 400, R"({"type":"/problems/bad-request","title":"This cannot be understood."})");
  w.phone.act(SendMessage{amiras_case, "Hello"});
  EXPECT_EQ(w.phone.state().notice, Notice::sync_refused);
  EXPECT_EQ(w.phone.state().notice_detail, "This cannot be understood.");
  EXPECT_EQ(w.phone.wake_utc_ms, std::nullopt);
  w.phone.act(BecameVisible{});
  EXPECT_EQ(w.phone.state().sync.waiting, 0);
}

TEST(ClientRefusal, TakesANewDeviceIdWhenTheServerMissesEdits) {
  Pair w;
  w.phone.act(SendMessage{amiras_case, "One"});
  w.server.forget_device_counters();
  w.phone.act(SendMessage{amiras_case, "Two"});
  EXPECT_EQ(w.phone.state().sync.waiting, 0);
  EXPECT_EQ(w.server.ops_taken, 6);
  EXPECT_NE(body_of(w.phone.sent.front())["device"], body_of(w.phone.sent.back())["device"]);
}

TEST(ClientRefusal, TakesANewDeviceIdWhenThePhoneWasSetBack) {
  Pair w;
  Phone backup = w.phone.backup(77);
  w.phone.act(SendMessage{amiras_case, "One"});
  backup.open();
  backup.run();
  backup.act(SendMessage{amiras_case, "Two"});
  EXPECT_EQ(backup.state().sync.waiting, 0);
  EXPECT_EQ(backup.only_case().messages.size(), 2U);
  EXPECT_EQ(w.server.ops_taken, 6);
}

TEST(ClientRefusal, OfEveryDeviceIdEndsInANotice) {
  Pair w;
  for (int i = 0; i < 50; ++i) w.server.answer_next("/v1/sync", 409, "{}");
  w.phone.act(SendMessage{amiras_case, "One"});
  EXPECT_LE(w.phone.count_sent("/v1/sync"), 5);
  EXPECT_EQ(w.phone.state().notice, Notice::sync_refused);
  EXPECT_EQ(w.phone.state().sync.waiting, 1);
}

TEST(ClientRefusal, OfTheCursorReadsFromTheBeginning) {
  Pair w;
  w.server.expire_cursors();
  w.server.records.erase(sams_contact);  // the council's retention job was here
  Pair::set_online(w.phone, false);
  w.phone.act(SendMessage{amiras_case, "Hello"});
  Pair::set_online(w.phone, true);
  EXPECT_EQ(w.phone.state().sync.waiting, 0);
  EXPECT_EQ(w.phone.only_case().messages.size(), 1U);
  EXPECT_TRUE(w.phone.only_case().contacts.empty()) << "what is not told again is gone";
  EXPECT_EQ(w.phone.stored("docs").count(sams_contact.text), 0U);
}

TEST(ClientRefusal, OfEveryCursorEndsInANotice) {
  Pair w;
  for (int i = 0; i < 50; ++i) w.server.answer_next("/v1/sync", 410, "{}");
  w.phone.act(SyncNow{});
  EXPECT_LE(w.phone.count_sent("/v1/sync"), 3);
  EXPECT_EQ(w.phone.state().notice, Notice::sync_refused);
}

TEST(ClientRefusal, OfSizeSendsLess) {
  Pair w;
  Pair::set_online(w.phone, false);
  for (int i = 0; i < 8; ++i) w.phone.act(SendMessage{amiras_case, "Message"});
  w.server.answer_next("/v1/sync", 413, "{}");
  w.server.answer_next("/v1/sync", 413, "{}");
  Pair::set_online(w.phone, true);
  EXPECT_EQ(w.phone.state().sync.waiting, 0);
  EXPECT_EQ(body_of(w.phone.sent[1])["ops"].size(), 4U);
  EXPECT_EQ(body_of(w.phone.sent[2])["ops"].size(), 2U);
}

TEST(ClientRefusal, OfOneEditByItsPlaceLetsTheOthersGoOn) {
  Pair w;
  Pair::set_online(w.phone, false);
  for (const char* text : {"One", "Two", "Three"}) w.phone.act(SendMessage{amiras_case, text});
  w.server.answer_next("/v1/sync", 422,
                       R"({"type":"/problems/invalid-body","errors":[{"pointer":"/ops/1/at","reason":"is odd"}]})");
  Pair::set_online(w.phone, true);
  EXPECT_EQ(w.phone.state().sync.waiting, 0);
  EXPECT_EQ(w.phone.state().sync.needs_attention, 1);
  EXPECT_EQ(w.phone.state().notice, Notice::edit_refused);
  EXPECT_EQ(w.server.ops_taken, 6);
  w.phone.act(SendMessage{amiras_case, "Four"});
  EXPECT_EQ(w.phone.state().sync.waiting, 0) << "the counters have no gap";
}

TEST(ClientSync, ForgetsACaseThatOneMayNotSeeAnyMore) {
  Pair w;
  w.server.accounts.at(adviser).cases.clear();
  w.tablet.act(SyncNow{});
  EXPECT_TRUE(w.tablet.state().cases.empty());
  EXPECT_TRUE(w.tablet.stored("docs").empty());
}

// ---- Content ---------------------------------------------------------------------------------------------------

TEST(ClientContent, IsReplacedWhenTheCouncilPublishes) {
  Pair w;
  w.server.publish(sample_pack("A train pass"));
  w.phone.act(SyncNow{});
  EXPECT_EQ(w.phone.state().council.offer.at(0).title, "A bus pass") << "at most once an hour";
  w.phone.now.utc_ms += 61 * 60 * 1000;
  w.phone.act(SyncNow{});
  EXPECT_EQ(w.phone.state().council.offer.at(0).title, "A train pass");
  EXPECT_EQ(w.phone.state().offer_index.items, 1U);
}

TEST(ClientContent, WithAMistakeIsRefusedAndTheOldOneStays) {
  Pair w;
  w.server.publish(R"({"id":"southampton"})");
  w.phone.now.utc_ms += 61 * 60 * 1000;
  w.phone.act(SyncNow{});
  EXPECT_EQ(w.phone.state().notice, Notice::content_refused);
  EXPECT_EQ(w.phone.state().council.offer.size(), 1U);
  w.phone.now.utc_ms += 61 * 60 * 1000;
  w.phone.sent.clear();
  w.phone.act(SyncNow{});
  EXPECT_EQ(w.phone.count_sent("/v1/content"), 0) << "not fetched again and again";
}

TEST(ClientContent, IsFetchedAgainWhenItDidNotCome) {
  World world;
  Phone phone(world.server, 1);
  phone.fault = [&](const Send& request) {
    return request.path.starts_with("/v1/co") && phone.sent.size() < 5 ? Fault::lost_reply : Fault::none;
  };
  world.bring_in(phone, young_person);
  EXPECT_FALSE(phone.state().has_council);
  for (int tries = 0; phone.wake(); ++tries) ASSERT_LT(tries, 10);
  EXPECT_TRUE(phone.state().has_council);
}

TEST(ClientContent, ThatIsNotWhatWasAskedForIsFetchedAgain) {
  World world;
  Phone phone(world.server, 1);
  world.server.answer_next("/v1/content", 200, "<html>Welcome to the hotel</html>");
  world.server.answer_next("/v1/content", 200, sample_pack("A pack that somebody changed on the way"));
  world.server.answer_next("/v1/councils", 200, "<html>Welcome to the hotel</html>");
  world.bring_in(phone, young_person);
  EXPECT_FALSE(phone.state().has_council);
  for (int tries = 0; phone.wake(); ++tries) ASSERT_LT(tries, 10);
  ASSERT_TRUE(phone.state().has_council);
  EXPECT_EQ(phone.state().council.offer.at(0).title, "A bus pass");
  EXPECT_EQ(phone.state().notice, Notice::none);
}

TEST(ClientContent, ThatNeverComesIsNotAskedForWithoutEnd) {
  Pair w;
  w.server.publish(sample_pack("A train pass"));
  for (int i = 0; i < 50; ++i) w.server.answer_next("/v1/content", 200, "somebody else's");
  w.phone.now.utc_ms += 61 * 60 * 1000;
  w.phone.act(SyncNow{});
  for (int tries = 0; w.phone.wake(); ++tries) ASSERT_LT(tries, 10);
  EXPECT_EQ(w.phone.state().council.offer.at(0).title, "A bus pass");
  EXPECT_EQ(w.phone.state().notice, Notice::none);
}

TEST(ClientContent, ThatIsNotThereSetsNoTimer) {
  World world;
  Phone phone(world.server, 1);
  world.server.answer_next("/v1/councils", 404, "{}");
  world.bring_in(phone, young_person);
  EXPECT_EQ(phone.wake_utc_ms, std::nullopt);
  phone.act(BecameVisible{});
  EXPECT_TRUE(phone.state().has_council);
}

TEST(ClientContent, IsAskedForWithoutSayingWhoAsks) {
  World world;
  Phone phone(world.server, 1);
  world.bring_in(phone, young_person);
  for (const Send& request : phone.sent) {
    if (request.path.starts_with("/v1/co")) EXPECT_EQ(request.token, "");
    if (request.path.starts_with("/v1/sync")) EXPECT_NE(request.token, "");
  }
}

}  // namespace
}  // namespace waymark::client
