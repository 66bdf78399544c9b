// The running endpoint with people who ask too often, pretend to be others, or take their time on purpose.
#include "server/http/limits.h"

#include <gtest/gtest.h>
#include <signal.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "server/identity/secret.h"
#include "tests/server/running_endpoint.h"
#include "tests/server/sealing.h"

namespace waymark::server::test {
namespace {

using nlohmann::json;
using namespace std::chrono_literals;

constexpr const char* too_many = "/problems/too-many-requests";

Answer guess(std::uint16_t port, const std::string& code, const Headers& more = {}, const char* from = "127.0.0.1") {
  Headers headers{{"Content-Type", "application/json"}};
  headers.insert(headers.end(), more.begin(), more.end());
  HttpConnection connection(port, from);
  connection.send(request_text("POST", "/v1/pair", headers, json{{"code", code}, {"device", new_id()}}.dump()));
  return connection.receive();
}

void expect_limited(const Answer& answer, const std::string& retry_after) {
  EXPECT_EQ(answer.status, 429) << answer.body;
  EXPECT_EQ(answer.problem(), too_many);
  EXPECT_EQ(answer.header("retry-after"), retry_after);
  EXPECT_EQ(answer.header("cache-control"), "no-store");
}

// ---- Rates -----------------------------------------------------------------------------------------------------

TEST(Limits, TellAnAddressWhenToComeAgain) {
  const RunningEndpoint endpoint({"--rate-address", "5"});
  for (int i = 0; i < 5; ++i) EXPECT_NE(exchange(endpoint.port(), "GET", "/v1/councils/southampton").status, 429);
  for (const char* path : {"/v1/councils/southampton", "/v1/sync", "/healthz", "/", "/nothing", "/v1/nothing"})
    expect_limited(exchange(endpoint.port(), "GET", path), "12");
  HttpConnection other(endpoint.port(), "127.0.0.2");
  other.send(request_text("GET", "/"));
  EXPECT_EQ(other.receive().status, 200) << "somebody else's address";
}

TEST(Limits, TellAPhoneWhenToComeAgainAndNoOther) {
  const RunningEndpoint endpoint({"--rate-device", "3"});
  Phone jade = endpoint.pair("Jade Carter");
  Phone again = endpoint.pair("Jade Carter");
  for (int i = 0; i < 3; ++i) EXPECT_EQ(jade.sync().status, 200);
  const Headers bearer{{"Authorization", "Bearer " + jade.token}};
  expect_limited(jade.sync(), "20");
  expect_limited(jade.get(""), "20");
  expect_limited(exchange(endpoint.port(), "GET", "/v1/digest", bearer), "20");
  const json sealed =
      seal(*from_base64url(jade.account["seal"].get<std::string>()),
           {{"token", jade.token}, {"push", {{"device", jade.device}, {"cursor", ""}, {"ops", json::array()}}}});
  expect_limited(exchange(endpoint.port(), "POST", "/v1/sealed", {{"Content-Type", "application/json"}}, sealed.dump()),
                 "20");
  EXPECT_EQ(again.sync().status, 200) << "another phone of the same person";
}

TEST(Limits, CountAllPhonesOfAnAccountTogether) {
  const RunningEndpoint endpoint({"--rate-account", "6"});  // of which two are for pairing
  Phone phone = endpoint.pair("Jade Carter");
  Phone computer = endpoint.pair("Jade Carter");
  EXPECT_EQ(phone.sync().status, 200);
  EXPECT_EQ(computer.get("").status, 200);
  EXPECT_EQ(exchange(endpoint.port(), "GET", "/v1/digest", {{"Authorization", "Bearer " + phone.token}}).status, 200);
  EXPECT_EQ(computer.sync().status, 200);
  for (Phone* one : {&phone, &computer}) {
    expect_limited(one->sync(), "10");
    expect_limited(one->get(""), "10");
  }
  expect_limited(guess(endpoint.port(), endpoint.code("Jade Carter")), "10");
  Phone sam = endpoint.pair("Sam Okoro");
  EXPECT_EQ(sam.sync().status, 200);
}

TEST(Limits, LoseNoEditThatWasRefusedForItsNumber) {
  const RunningEndpoint endpoint({"--rate-device", "60"});
  Phone jade = endpoint.pair("Jade Carter");
  const std::string case_id = jade.everything().begin()->second["case"].get<std::string>();
  const json step = jade.create(case_id, "step", {{"heading", "home"}, {"owner", "young_person"}, {"title", "Mine"}});
  Answer answer;
  while (jade.get("").status == 200) {
  }
  for (int tries = 0; tries < 20; ++tries) {
    answer = jade.sync({step});
    if (answer.status != 429) break;
    std::this_thread::sleep_for(std::chrono::seconds(std::stoi(answer.header("retry-after"))));
  }
  EXPECT_EQ(answer.json()["results"][0]["status"], "applied");
}

TEST(Limits, LetWrongCodesBeTriedAFewTimesAndRightOnesAsOftenAsNeeded) {
  const RunningEndpoint endpoint({"--rate-guesses", "3"});
  const std::string right = endpoint.code("Jade Carter");
  for (int i = 0; i < 10; ++i) EXPECT_EQ(guess(endpoint.port(), right).status, 200);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(guess(endpoint.port(), "wrong" + std::to_string(i)).status, 403);
  expect_limited(guess(endpoint.port(), "wrong"), "1200");
  expect_limited(guess(endpoint.port(), right), "1200");
  EXPECT_EQ(guess(endpoint.port(), right, {}, "127.0.0.2").status, 200) << "from elsewhere";
}

// ---- Whose request it is ---------------------------------------------------------------------------------------

TEST(Limits, BelieveNobodyWhoSaysTheyAreSomebodyElse) {
  const RunningEndpoint endpoint({"--rate-guesses", "3"});
  for (int i = 0; i < 3; ++i)
    EXPECT_EQ(guess(endpoint.port(), "wrong", {{"X-Forwarded-For", "192.0.2." + std::to_string(i)}}).status, 403);
  expect_limited(guess(endpoint.port(), "wrong", {{"X-Forwarded-For", "192.0.2.9"}}), "1200");
  expect_limited(guess(endpoint.port(), "wrong", {{"Forwarded", "for=192.0.2.9"}}), "1200");
}

TEST(Limits, CountTheClientsOfAProxyAndNotTheProxy) {
  RunningEndpoint endpoint;
  endpoint.signal(SIGTERM);
  ASSERT_EQ(endpoint.wait(), 0);
  ASSERT_TRUE(endpoint.start_without_people({"--rate-guesses", "1", "--behind-proxy", "127.0.0.1"})) << endpoint.log();
  const auto status = [&](const std::string& client, const char* from = "127.0.0.1") {
    return guess(endpoint.port(), "wrong", {{"X-Forwarded-For", client}}, from).status;
  };
  EXPECT_EQ(status("192.0.2.1"), 403);
  EXPECT_EQ(status("192.0.2.1"), 429);
  EXPECT_EQ(status("192.0.2.99, 192.0.2.1"), 429) << "what the client itself had written before the proxy";
  EXPECT_EQ(status("192.0.2.2"), 403);
  EXPECT_EQ(status("2001:db8::1"), 403);
  EXPECT_EQ(status("2001:db8::ffff"), 429) << "one customer's network";
  EXPECT_EQ(status("192.0.2.3", "127.0.0.2"), 403);
  EXPECT_EQ(status("192.0.2.4", "127.0.0.2"), 429) << "that is not the proxy";
}

// ---- Connections and slow clients ------------------------------------------------------------------------------

TEST(Limits, LetOneAddressHaveSoManyConnections) {
  const RunningEndpoint endpoint({"--connections-address", "3"});
  const auto answers = [&](HttpConnection& connection) {
    return connection.send(request_text("GET", "/main.mjs")) && connection.receive().status == 200;
  };
  auto first = std::make_unique<HttpConnection>(endpoint.port());
  HttpConnection second(endpoint.port());
  HttpConnection third(endpoint.port());
  EXPECT_TRUE(answers(*first) && answers(second) && answers(third));
  EXPECT_TRUE(HttpConnection(endpoint.port()).closes(5000));
  HttpConnection elsewhere(endpoint.port(), "127.0.0.2");
  EXPECT_TRUE(answers(elsewhere));
  first.reset();
  bool again = false;
  for (int tries = 0; tries < 500 && !again; ++tries) {
    HttpConnection next(endpoint.port());
    again = answers(next);
    std::this_thread::sleep_for(10ms);
  }
  EXPECT_TRUE(again) << "a place that was left is free";
}

// Each sends a byte a second: for a connection that is only watched for silence, that is alive.
TEST(SlowClients, AreRefusedWhenAHeadOrABodyTrickles) {
  const RunningEndpoint endpoint;
  HttpConnection head(endpoint.port());
  HttpConnection body(endpoint.port());
  head.send("GET / HTTP/1.1\r\nHost: h\r\nX: ");
  body.send("POST /v1/pair HTTP/1.1\r\nHost: h\r\nContent-Length: 40\r\n\r\n");
  std::atomic<bool> done{false};
  std::thread trickle([&] {
    while (!done) {
      head.send("x");
      body.send("x");
      std::this_thread::sleep_for(1s);
    }
  });
  for (HttpConnection* one : {&head, &body}) {
    const Answer answer = one->receive(false, http::head_ms_max + 10'000);
    EXPECT_EQ(answer.status, 408);
    EXPECT_EQ(answer.problem(), "/problems/too-slow");
  }
  for (HttpConnection* one : {&head, &body}) EXPECT_TRUE(one->closes(http::linger_ms_max + 5000));
  done = true;
  trickle.join();
}

class SlowReaders : public testing::Test {
 protected:
  SlowReaders() {
    write_file(endpoint.folder() / "site/large.bin", std::string(15'000'000, 'x'));
    endpoint.signal(SIGHUP);
    for (int tries = 0; tries < 2000; ++tries) {
      if (exchange(endpoint.port(), "HEAD", "/large.bin").status == 200) return;
      std::this_thread::sleep_for(10ms);
    }
    ADD_FAILURE() << "the app was not read again";
  }
  RunningEndpoint endpoint;
};

TEST_F(SlowReaders, AreLetGoWhenTheyTakeNothing) {
  HttpConnection connection(endpoint.port());
  connection.send(request_text("GET", "/large.bin"));
  std::this_thread::sleep_for(std::chrono::milliseconds(http::taking_ms + 3000));
  EXPECT_TRUE(connection.receive(false, 1000).cut);
}

TEST_F(SlowReaders, AreLetGoWhenTheyAskForMoreThanTheyTake) {
  HttpConnection connection(endpoint.port());
  for (int i = 0; i < 6; ++i) connection.send(request_text("GET", "/large.bin"));
  std::this_thread::sleep_for(2s);
  int whole = 0;
  while (connection.receive(false, 2000).status == 200) ++whole;
  EXPECT_LT(whole, 6);
}

TEST_F(SlowReaders, HaveAllTheTimeThatALinkNeeds) {
  HttpConnection connection(endpoint.port());
  connection.send(request_text("GET", "/large.bin"));
  EXPECT_EQ(connection.receive().body.size(), 15'000'000U);
}

}  // namespace
}  // namespace waymark::server::test
