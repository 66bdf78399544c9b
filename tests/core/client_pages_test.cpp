// Goal: a reply of several pages counts as far as it came, and what does not fit what is here is read anew.
#include <gtest/gtest.h>

#include <algorithm>

#include "core/model/json.h"
#include "tests/core/client_world.h"

namespace waymark::client {
namespace {

using sync::Json;

struct Pages : testing::Test {
  Pages() {
    w.bring_in(phone, young_person);
    phone.sent.clear();
  }

  World w;
  Phone phone{w.server, 62};  // Amira's
};

std::string page_that_renames(const std::string& title, const std::string& cursor, bool more) {
  sync::Change change{amiras_case, amiras_step, "step", 90, false, Json(), true, {{"/title", title}}, {}, 0};
  return json_text(sync::write(sync::SyncReply{{}, {change}, {}, cursor, more})) + "\n";
}

TEST_F(Pages, CountAsFarAsTheyArrived) {
  w.server.answer_next("/v1/sync", 200, page_that_renames("See the flat today", "half", true) + R"({"results":[],"cha)");
  phone.step(SyncNow{});
  while (phone.perform_one() && phone.only_case().steps.at(0).value.title != "See the flat today") {
  }
  EXPECT_EQ(phone.only_case().steps.at(0).value.title, "See the flat today");
  EXPECT_EQ(phone.only_case().steps.at(0).value.owner, StepOwner::young_person) << "the rest is as it was";
  phone.run();
  EXPECT_EQ(phone.sent.at(1).path, "/v1/sync?cursor=half&reads=2") << "goes on from there, at once";
}

TEST_F(Pages, AreReadAnewWhenOnlyAPartIsToldOfWhatIsNotHere) {
  sync::Change change{amiras_case, DocId(test_id(555)), "step", 90, false, Json(), true, {{"/title", "New"}}, {}, 0};
  w.server.answer_next("/v1/sync", 200,
                       json_text(sync::write(sync::SyncReply{{}, {change}, {}, "later", false})) + "\n" +
                           page_that_renames("See the flat today", "later still", false));
  phone.act(SyncNow{});
  EXPECT_EQ(parse_json(phone.sent.at(1).body).value()["cursor"], "");
  EXPECT_EQ(phone.only_case().steps.size(), 1U);
  EXPECT_EQ(phone.only_case().steps.at(0).value.title, "See the flat") << "as the council says";
}

}  // namespace
}  // namespace waymark::client
