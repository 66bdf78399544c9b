// What was acknowledged is kept, whatever happens to the process.
// Method: a phone sends small pushes one after the other; the endpoint is killed with SIGKILL at a random moment,
// started again, and the phone goes on with the push whose answer it did not get, as phones do.
#include <gtest/gtest.h>
#include <signal.h>

#include <atomic>
#include <chrono>
#include <set>
#include <string>
#include <thread>

#include "tests/core/random_seed.h"
#include "tests/server/any_store.h"
#include "tests/server/running_endpoint.h"

namespace waymark::server::test {
namespace {

using nlohmann::json;

struct Sent {
  std::vector<json> ops;  // the push on its way, or the last one
  bool answered = true;
  std::set<std::string> kept;  // documents of acknowledged pushes
};

/// Pushes three new steps, or those that had no answer; the status.
int push_once(Phone& phone, const std::string& case_id, Sent& sent) {
  if (sent.answered) {
    sent.ops.clear();
    for (int i = 0; i < 3; ++i) {
      sent.ops.push_back(
          phone.create(case_id, "step",
                       {{"heading", "home"}, {"owner", "young_person"}, {"title", "Step " + std::to_string(phone.n)}}));
    }
  }
  sent.answered = false;
  const Answer answer = phone.sync(sent.ops);
  if (answer.status != 200) return answer.status;
  sent.answered = true;
  for (const json& result : answer.json()["results"]) EXPECT_EQ(result["status"], "applied") << result;
  for (const json& op : sent.ops) sent.kept.insert(op["doc"].get<std::string>());
  return answer.status;
}

/// Until there is no answer any more.
void push_until_killed(Phone& phone, const std::string& case_id, Sent& sent) {
  while (push_once(phone, case_id, sent) == 200) continue;
}

class Durability : public testing::TestWithParam<StoreKind> {};

INSTANTIATE_TEST_SUITE_P(On, Durability, every_store(), store_name);

TEST_P(Durability, KeepsEveryAcknowledgedOperationThroughKills) {
  std::mt19937_64 random(random_seed());
  const AnyStore database(GetParam());
  RunningEndpoint endpoint(unlimited(database.flags()));
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

/// PostgreSQL answers the death of one of its processes by ending all others and recovering from its log.
TEST(DurabilityOfPostgres, KeepsEveryAcknowledgedOperationThroughKillsOfTheDatabase) {
  std::mt19937_64 random(random_seed());
  const TemporaryFolder folder;
  const PostgresDatabase database(folder.path());
  RunningEndpoint endpoint(unlimited({"--store", database.address()}));
  Phone jade = endpoint.pair("Jade Carter");
  const auto before = jade.everything();
  const std::string case_id = before.begin()->second["case"].get<std::string>();
  Sent sent;
  std::atomic<bool> killing{true};
  int refused = 0;
  std::thread phone([&] {
    while (killing || !sent.answered) {
      const int status = push_once(jade, case_id, sent);
      if (status == 200) continue;
      EXPECT_EQ(status, 503);
      ++refused;
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
  });
  for (int kill = 0; kill < 4; ++kill) {
    std::this_thread::sleep_for(std::chrono::milliseconds(2000 + random() % 500));
    const auto processes = database.run_as_superuser("SELECT pid FROM pg_stat_activity WHERE usename = 'waymark'");
    for (const auto& process : processes) ::kill(static_cast<pid_t>(std::stol(process[0])), SIGKILL);
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(2000));
  killing = false;
  phone.join();
  const auto now = jade.everything();
  for (const std::string& doc : sent.kept) EXPECT_TRUE(now.contains(doc)) << "acknowledged and lost";
  EXPECT_EQ(now.size(), before.size() + sent.kept.size()) << "each once, and nothing else";
  EXPECT_GT(sent.kept.size(), 0U);
  EXPECT_GT(refused, 0) << "the phone noticed";
}

/// Two servers, as docs/operating.md asks for: the first is gone for good, and the replica takes over.
class Failover : public testing::Test {
 protected:
  Failover() { address_ = ask("start").out; }
  ~Failover() override { ask("stop"); }
  [[nodiscard]] std::string address() const { return address_.substr(0, address_.find('\n')); }
  Ended ask(const std::string& what) const {
    const Ended ended = run(WAYMARK_SOURCE_DIR "/tests/server/failover.sh", {what, folder_});
    EXPECT_EQ(ended.code, 0) << ended.error;
    return ended;
  }

 private:
  const std::string folder_ = "/tmp/waymark-failover-" + new_id();  // not TMPDIR: postgres has to get there, too
  std::string address_;
};

TEST_F(Failover, LosesNothingThatWasAcknowledged) {
  std::mt19937_64 random(random_seed());
  RunningEndpoint endpoint(unlimited({"--store", address()}));
  Phone jade = endpoint.pair("Jade Carter");
  const auto before = jade.everything();
  const std::string case_id = before.begin()->second["case"].get<std::string>();
  Sent sent;
  std::atomic<bool> failing{true};
  std::thread phone([&] {
    while (failing || !sent.answered) {
      if (push_once(jade, case_id, sent) != 200) std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(500 + random() % 500));
  const std::size_t kept_before = sent.kept.size();
  ask("fail");
  failing = false;
  phone.join();
  const auto now = jade.everything();
  for (const std::string& doc : sent.kept) EXPECT_TRUE(now.contains(doc)) << "acknowledged and lost";
  EXPECT_EQ(now.size(), before.size() + sent.kept.size()) << "each once, and nothing else";
  EXPECT_GT(kept_before, 0U);
  EXPECT_GT(sent.kept.size(), kept_before) << "it goes on without a restart";
}

}  // namespace
}  // namespace waymark::server::test
