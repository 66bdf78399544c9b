// Goal: what waits when the app is put away is left to be sent, and is done once.
#include <gtest/gtest.h>

#include <algorithm>

#include "core/model/json.h"
#include "tests/core/client_world.h"

namespace waymark::client {
namespace {

using sync::Json;

struct Leaving : testing::Test {
  Leaving() {
    w.bring_in(phone, young_person);
    phone.sent.clear();
  }

  World w;
  Phone phone{w.server, 61};  // Amira's
};

TEST_F(Leaving, IsOfWhatWaitsWhenTheAppIsPutAway) {
  phone.act(WentOnline{phone.online = false});
  phone.act(WentHidden{});
  EXPECT_TRUE(phone.left.empty()) << "nothing waits";
  phone.act(SendMessage{amiras_case, "I need help"});
  phone.act(WentHidden{});
  ASSERT_EQ(phone.left.size(), 1U);
  EXPECT_EQ(phone.left[0].key, "a-public-key");
  const Json text = parse_json(phone.left[0].text).value();
  EXPECT_FALSE(text["token"].get<std::string>().empty());
  const auto push = sync::read_request(text["push"]);
  ASSERT_TRUE(push);
  EXPECT_EQ(push->request.ops.at(0).document["text"], "I need help");
}

TEST_F(Leaving, HasItDoneOnceWhenTheAppSendsItAgain) {
  phone.act(WentOnline{phone.online = false});
  phone.act(SendMessage{amiras_case, "I need help"});
  phone.act(WentHidden{});
  const Json text = parse_json(phone.left.at(0).text).value();
  w.server.handle({99, "POST", "/v1/sync", text["token"].get<std::string>(), json_text(text["push"])});
  phone.act(WentOnline{phone.online = true});
  EXPECT_EQ(phone.state().sync.waiting, 0);
  EXPECT_EQ(phone.only_case().messages.size(), 1U);
  EXPECT_EQ(std::ranges::count_if(w.server.records, [](const auto& one) { return one.second.type == "message"; }), 1);
}

TEST_F(Leaving, IsOfNothingThatIsNotSavedYet) {
  phone.store_fails = true;
  phone.act(WentOnline{phone.online = false});
  phone.step(SendMessage{amiras_case, "I need help"});
  phone.step(WentHidden{});
  phone.run();
  EXPECT_TRUE(phone.left.empty());
}

}  // namespace
}  // namespace waymark::client
