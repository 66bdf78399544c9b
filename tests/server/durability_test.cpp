// What was acknowledged is kept, whatever happens to the process.
// Method: a phone sends small pushes one after the other; the endpoint is killed with SIGKILL at a random moment,
// started again, and the phone goes on with the push whose answer it did not get, as phones do.
#include <gtest/gtest.h>
#include <signal.h>

#include <chrono>
#include <set>
#include <string>
#include <thread>

#include "tests/core/random_seed.h"
#include "tests/server/running_endpoint.h"

namespace waymark::server::test {
namespace {

using nlohmann::json;

struct Sent {
  std::vector<json> ops;  // the push on its way, or the last one
  bool answered = true;
  std::set<std::string> kept;  // documents of acknowledged pushes
};

/// Pushes until there is no answer any more.
void push_until_killed(Phone& phone, const std::string& case_id, Sent& sent) {
  while (true) {
    if (sent.answered) {
      sent.ops.clear();
      for (int i = 0; i < 3; ++i) {
        sent.ops.push_back(phone.create(
            case_id, "step",
            {{"heading", "home"}, {"owner", "young_person"}, {"title", "Step " + std::to_string(phone.n)}}));
      }
    }
    sent.answered = false;
    const Answer answer = phone.sync(sent.ops);
    if (answer.status != 200) return;
    sent.answered = true;
    for (const json& result : answer.json()["results"]) ASSERT_EQ(result["status"], "applied") << result;
    for (const json& op : sent.ops) sent.kept.insert(op["doc"].get<std::string>());
  }
}

TEST(Durability, KeepsEveryAcknowledgedOperationThroughKills) {
  std::mt19937_64 random(random_seed());
  RunningEndpoint endpoint;
  Phone jade = endpoint.pair("Jade Carter");
  const auto before = jade.everything();
  const std::string case_id = before.begin()->second["case"].get<std::string>();
  Sent sent;
  for (int kill = 0; kill < 6; ++kill) {
    std::thread phone([&] { push_until_killed(jade, case_id, sent); });
    std::this_thread::sleep_for(std::chrono::milliseconds(100 + random() % 500));
    endpoint.signal(SIGKILL);
    EXPECT_EQ(endpoint.wait(), -SIGKILL);
    phone.join();
    ASSERT_TRUE(endpoint.start()) << endpoint.log();
    jade.port = endpoint.port();
    const auto now = jade.everything();
    for (const std::string& doc : sent.kept) EXPECT_TRUE(now.contains(doc)) << "acknowledged and lost";
  }
  if (!sent.answered) {
    ASSERT_EQ(jade.sync(sent.ops).status, 200);
    for (const json& op : sent.ops) sent.kept.insert(op["doc"].get<std::string>());
  }
  EXPECT_EQ(jade.everything().size(), before.size() + sent.kept.size()) << "each once, and nothing else";
  EXPECT_GT(sent.kept.size(), 0U);
}

}  // namespace
}  // namespace waymark::server::test
