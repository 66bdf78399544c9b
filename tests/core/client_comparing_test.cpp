// Goal: a phone that has something else than the council finds it out by itself, and heals.
#include <gtest/gtest.h>

#include <algorithm>

#include "core/model/json.h"
#include "core/sync/digest.h"
#include "tests/core/client_world.h"

namespace waymark::client {
namespace {

constexpr std::int64_t day_ms = 86'400'000;

struct Comparing : testing::Test {
  Comparing() {
    w.bring_in(phone, young_person);
    phone.sent.clear();
  }

  void pass(int days) { phone.now.utc_ms += days * day_ms; }
  /// What the council would answer, with another document than the phone has if `other`.
  void answer(bool other) {
    std::vector<sync::Change> changes;
    for (const auto& [id, record] : w.server.records) changes.push_back(sync::change_for(record, Role::young_person));
    std::ranges::sort(changes, {}, &sync::Change::seq);
    if (other) changes.front().document["name"] = "Somebody else";
    sync::CaseHash hash;
    for (const sync::Change& change : changes) hash.add(change);
    w.server.answer_next("/v1/digest", 200, json_text(sync::write({{amiras_case, changes.back().seq, hash.hex()}})));
  }
  [[nodiscard]] std::vector<std::string> paths() const {
    std::vector<std::string> all;
    for (const Send& request : phone.sent) {
      if (!request.path.starts_with("/v1/c")) all.push_back(request.path);
    }
    return all;
  }

  World w;
  Phone phone{w.server, 51};
};

using Paths = std::vector<std::string>;

TEST_F(Comparing, IsForOnceAWeekAfterASync) {
  pass(6);
  phone.act(SyncNow{});
  EXPECT_EQ(paths(), Paths{"/v1/sync"}) << "it has all been read six days ago";
  pass(1);
  answer(false);
  phone.act(SyncNow{});
  phone.act(SyncNow{});
  EXPECT_EQ(paths(), (Paths{"/v1/sync", "/v1/sync", "/v1/digest", "/v1/sync"}));
}

TEST_F(Comparing, IsRememberedOverAStart) {
  pass(7);
  answer(false);
  phone.act(SyncNow{});
  phone.cut_power();
  phone.run();
  EXPECT_EQ(std::ranges::count(paths(), "/v1/digest"), 1);
}

TEST_F(Comparing, LeadsToReadingAnewWhereSomethingDiffers) {
  pass(7);
  answer(true);
  phone.act(SyncNow{});
  ASSERT_EQ(paths(), (Paths{"/v1/sync", "/v1/digest", "/v1/sync"}));
  EXPECT_EQ((*parse_json(phone.sent.back().body))["cursor"], "");
}

TEST_F(Comparing, WaitsUntilEverythingIsSent) {
  pass(7);
  w.server.answer_next("/v1/sync", 503);
  phone.act(SendMessage{amiras_case, "Can we meet?"});
  EXPECT_EQ(std::ranges::count(paths(), "/v1/digest"), 0);
}

TEST_F(Comparing, AsksAgainAfterTheNextSyncWhenNobodyAnswers) {
  pass(7);
  w.server.answer_next("/v1/digest", 503);
  phone.act(SyncNow{});
  EXPECT_FALSE(phone.wake_utc_ms) << "nothing is awaited";
  phone.act(SyncNow{});
  EXPECT_EQ(std::ranges::count(paths(), "/v1/digest"), 2);
}

TEST_F(Comparing, LeavesAnEndpointAloneThatTellsNoHashes) {
  pass(7);
  phone.act(SyncNow{});  // this one answers 404
  phone.act(SyncNow{});
  EXPECT_EQ(std::ranges::count(paths(), "/v1/digest"), 1);
}

}  // namespace
}  // namespace waymark::client
