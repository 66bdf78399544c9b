// Goal: whoever wrote something learns that it was seen, never too early, and it costs nobody a thought.
#include <gtest/gtest.h>

#include "tests/core/client_world.h"

namespace waymark::client {
namespace {

struct Receipts : testing::Test {
  Receipts() {
    w.bring_in(phone, young_person);
    w.bring_in(tablet, adviser);
  }

  void both_sync() {
    for (Phone* device : {&phone, &tablet, &phone}) device->act(SyncNow{});
  }
  Delivery of_message(const Phone& device) { return device.only_case().messages.at(0).delivery; }

  World w;
  Phone phone{w.server, 41};   // Amira's
  Phone tablet{w.server, 42};  // Sam's
};

TEST_F(Receipts, SayThatItWasSeenWhenTheCaseIsOpened) {
  phone.act(SendMessage{amiras_case, "I have a viewing on Friday"});
  both_sync();
  EXPECT_EQ(of_message(phone), Delivery::sent) << "it is on Sam's tablet, and nobody has looked";
  EXPECT_TRUE(tablet.only_case().unread);
  tablet.act(ReadCase{amiras_case});
  EXPECT_FALSE(tablet.only_case().unread);
  both_sync();
  EXPECT_EQ(of_message(phone), Delivery::seen);
}

TEST_F(Receipts, AreNotOfWhatComesLater) {
  phone.act(SendMessage{amiras_case, "I have a viewing on Friday"});
  both_sync();
  tablet.act(ReadCase{amiras_case});
  phone.act(SendMessage{amiras_case, "And one on Monday"});
  both_sync();
  EXPECT_EQ(of_message(phone), Delivery::sent);
  EXPECT_EQ(phone.only_case().messages.at(1).delivery, Delivery::seen);
}

TEST_F(Receipts, AreNotOfAnEditWhoseDocumentIsStillOnAnotherPage) {
  tablet.act(ReadCase{amiras_case});
  both_sync();
  w.server.page_docs_max = 1;
  phone.act(WentOnline{phone.online = false});
  phone.act(SendMessage{amiras_case, "I have a viewing on Friday"});
  phone.act(TickStep{amiras_step, true});
  for (int i = 0; i < 3; ++i) {
    w.server.write(adviser, create_op(DocId(test_id(200 + i)), "appointment",
                                      {{"kind", "other"}, {"title", "Meet"}, {"on", "2026-12-01"}}));
  }
  phone.online = true;
  phone.step(WentOnline{true});
  while (phone.perform_one()) {
    EXPECT_NE(of_message(phone), Delivery::seen);
    EXPECT_NE(phone.only_case().steps.at(0).delivery, Delivery::seen);
  }
  EXPECT_EQ(of_message(phone), Delivery::sent);
}

TEST_F(Receipts, AreOneDocumentHoweverManyLookAtHoweverManyDevices) {
  Phone laptop{w.server, 43};
  w.bring_in(laptop, adviser);
  phone.act(SendMessage{amiras_case, "I have a viewing on Friday"});
  both_sync();
  laptop.act(SyncNow{});
  laptop.act(WentOnline{laptop.online = false});
  laptop.act(ReadCase{amiras_case});
  tablet.act(ReadCase{amiras_case});
  laptop.act(WentOnline{laptop.online = true});
  both_sync();
  laptop.act(SyncNow{});
  EXPECT_EQ(laptop.state().attention.size(), 0U);
  EXPECT_EQ(laptop.state().notice, Notice::none);
  EXPECT_TRUE(laptop.stored("outbox").empty());
  const auto receipts = std::ranges::count_if(
      w.server.records, [](const auto& one) { return one.second.type == "read_receipt" && one.second.seq > 0; });
  EXPECT_EQ(receipts, 1);
}

TEST_F(Receipts, AreNotMadeOfOnesOwnChanges) {
  phone.act(ReadCase{amiras_case});
  phone.act(SendMessage{amiras_case, "I have a viewing on Friday"});
  phone.act(SyncNow{});
  EXPECT_FALSE(phone.only_case().unread);
  const std::size_t before = phone.sent.size();
  phone.act(ReadCase{amiras_case});
  EXPECT_EQ(phone.sent.size(), before);
}

TEST_F(Receipts, WaitWithoutBeingCounted) {
  phone.act(WentOnline{phone.online = false});
  phone.act(ReadCase{amiras_case});
  EXPECT_EQ(phone.stored("outbox").size(), 1U);
  EXPECT_EQ(phone.state().sync.waiting, 0);
  EXPECT_TRUE(phone.state().unsent.empty());
  phone.act(SignOut{});
  EXPECT_EQ(phone.state().phase, Phase::no_link) << "nobody's words would be lost";
}

TEST_F(Receipts, ThatTheCouncilDoesNotTakeTroubleNobody) {
  w.server.answer_next("/v1/sync", 422,
                       R"({"type":"/problems/invalid-body","title":"no","errors":[{"pointer":"/ops/0/type","reason":"is not known"}]})");
  phone.act(ReadCase{amiras_case});
  EXPECT_EQ(phone.state().notice, Notice::none);
  EXPECT_TRUE(phone.state().attention.empty());
  EXPECT_TRUE(phone.stored("outbox").empty());
  const std::size_t before = phone.sent.size();
  phone.act(ReadCase{amiras_case});
  EXPECT_EQ(phone.sent.size(), before) << "not again until there is more";
}

TEST_F(Receipts, ThatFindNoRoomTroubleNobody) {
  phone.store_full = true;
  phone.act(ReadCase{amiras_case});
  EXPECT_EQ(phone.state().notice, Notice::none);
  EXPECT_FALSE(phone.only_case().unread) << "it is not tried with every frame";
  EXPECT_TRUE(phone.stored("outbox").empty());
  phone.store_full = false;
  tablet.act(SendMessage{amiras_case, "See you on Monday"});
  phone.act(SyncNow{});
  EXPECT_TRUE(phone.only_case().unread) << "when there is more, it is";
}

TEST_F(Receipts, AreRememberedAsNotNeededAfterAStart) {
  phone.act(ReadCase{amiras_case});
  phone.act(SendMessage{amiras_case, "I have a viewing on Friday"});
  phone.act(SyncNow{});
  phone.cut_power();
  phone.run();
  EXPECT_FALSE(phone.only_case().unread);
}

}  // namespace
}  // namespace waymark::client
