// Asked through HTTP: who has a case before them is in the log by then, and what cannot be logged is not given.
#include <gtest/gtest.h>
#include <signal.h>

#include <string>

#include "server/audit/chain.h"
#include "tests/server/any_store.h"
#include "tests/server/running_endpoint.h"
#include "tests/server/sealing.h"

namespace waymark::server::test {
namespace {

using nlohmann::json;

/// Jade and Noah each have a case of their own; Sam is the adviser of both.
class AccessLog : public testing::TestWithParam<StoreKind> {
 protected:
  AccessLog() {
    const json people = json::parse(file_text(endpoint.folder() / "people.json"));
    for (const json& person : people["people"]) {
      const auto id = person["id"].get<std::string>(), name = person["name"].get<std::string>();
      for (const json& one : people["cases"]) {
        if (one["young_person"] != id) continue;
        (name == "Jade Carter" ? jade_case : other_case) = one["id"].get<std::string>();
        if (name != "Jade Carter") other_name = name;
      }
    }
  }

  static std::string id_of(const Phone& phone) { return phone.account["account"]["id"].get<std::string>(); }

  json step_in(Phone& phone, const std::string& case_id) {
    return phone.create(case_id, "step",
                        {{"heading", "home"}, {"owner", "young_person"}, {"title", "Call the landlord"}});
  }

  static Answer digest(const Phone& phone) {
    return exchange(phone.port, "GET", "/v1/digest", {{"Authorization", "Bearer " + phone.token}});
  }

  /// What is in the log since it was asked last, each as "did case count" with letters for who and what is known here.
  std::vector<std::string> logged(const Phone& by) {
    std::vector<std::string> lines;
    const auto store = database.open();
    const auto walk = walk_audit(*store, "southampton", [&](const AuditEntry& entry) {
      if (entry.number <= told) return;
      told = entry.number;
      EXPECT_EQ(entry.account.text, id_of(by));
      EXPECT_EQ(entry.device, by.device);
      const std::string one = entry.case_id.text == jade_case    ? "jade's"
                              : entry.case_id.text == other_case ? "the other"
                              : entry.case_id.empty()            ? "none"
                                                                 : "unknown";
      lines.push_back(entry.did + " " + one + " " + std::to_string(entry.count));
    });
    EXPECT_TRUE(walk) << walk.error().what;
    EXPECT_EQ(walk->breach.value_or(""), "");
    return lines;
  }

  void refuse_entries() const {
    if (GetParam() == StoreKind::sqlite) {
      database.run("CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'full'); END");
    } else {
      database.run(
          "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''full''; END'");
      database.run("CREATE TRIGGER full_disk BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION full_disk()");
    }
  }
  void take_entries_again() const {
    database.run(GetParam() == StoreKind::sqlite ? "DROP TRIGGER full" : "DROP TRIGGER full_disk ON audit");
  }

  using Lines = std::vector<std::string>;

  AnyStore database{GetParam()};
  RunningEndpoint endpoint{database.flags()};
  std::string jade_case, other_case, other_name;
  std::int64_t told = 0;  // entries that logged() has told
};

INSTANTIATE_TEST_SUITE_P(On, AccessLog, every_store(), store_name);

TEST_P(AccessLog, SaysWhichPhoneWasSignedIn) {
  const Phone jade = endpoint.pair("Jade Carter");
  EXPECT_EQ(logged(jade), (Lines{"sign_in none 0"}));
  const Answer refused = exchange(endpoint.port(), "POST", "/v1/pair", {{"Content-Type", "application/json"}},
                                  json{{"code", "nobody's"}, {"device", new_id()}}.dump());
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(logged(jade), Lines());
}

TEST_P(AccessLog, SaysWhoReadHowManyDocumentsAndNothingOfAPhoneThatIsToldNothing) {
  Phone jade = endpoint.pair("Jade Carter");
  const json first = jade.sync().json();
  EXPECT_EQ(logged(jade), (Lines{"sign_in none 0", "read jade's " + std::to_string(first["changes"].size())}));
  for (int time = 0; time < 3; ++time) EXPECT_EQ(jade.sync().json()["changes"].size(), 0U);
  EXPECT_EQ(jade.get("?reads=2&cursor=" + jade.cursor).status, 200);
  EXPECT_EQ(logged(jade), Lines());

  Phone sam = endpoint.pair("Sam Okoro");
  sam.sync({step_in(sam, jade_case)});
  logged(sam);
  EXPECT_EQ(jade.get("?reads=2&cursor=" + jade.cursor).status, 200);
  EXPECT_EQ(logged(jade), (Lines{"read jade's 1"})) << "a further page, and in lines";
  EXPECT_EQ(jade.sync().json()["changes"].size(), 1U);
  EXPECT_EQ(logged(jade), (Lines{"read jade's 1"}));
}

TEST_P(AccessLog, SaysOfEachCaseOfAnAdviserThatItWasRead) {
  Phone sam = endpoint.pair("Sam Okoro");
  std::map<std::string, int> documents;
  for (const auto& [doc, change] : sam.everything()) ++documents[change["case"].get<std::string>()];
  Lines expected{"sign_in none 0"};
  for (const auto& [one, count] : documents)
    expected.push_back("read " + std::string(one == jade_case ? "jade's " : "the other ") + std::to_string(count));
  EXPECT_EQ(logged(sam), expected);
  EXPECT_EQ(expected.size(), 3U);
}

TEST_P(AccessLog, SaysWhoWroteHowManyOperationsAndOfOneThatComesAgainThatItWasReadOnly) {
  Phone jade = endpoint.pair("Jade Carter");
  jade.sync();
  logged(jade);
  const std::vector<json> ops{step_in(jade, jade_case), step_in(jade, jade_case)};
  const std::string before = jade.cursor;
  jade.sync(ops);
  EXPECT_EQ(logged(jade), (Lines{"write jade's 2", "read jade's 2"})) << "and had them back";
  jade.sync(ops);
  EXPECT_EQ(logged(jade), Lines()) << "nothing done, nothing shown";
  jade.cursor = before;
  jade.sync(ops);
  EXPECT_EQ(logged(jade), (Lines{"read jade's 2"}));
}

TEST_P(AccessLog, SaysWhatAPhoneLeftToBeSent) {
  Phone jade = endpoint.pair("Jade Carter");
  logged(jade);
  const json left{
      {"token", jade.token},
      {"push", {{"device", jade.device}, {"cursor", ""}, {"ops", json::array({step_in(jade, jade_case)})}}}};
  const json body = seal(*from_base64url(jade.account["seal"].get<std::string>()), left);
  EXPECT_EQ(exchange(endpoint.port(), "POST", "/v1/sealed", {{"Content-Type", "application/json"}}, body.dump()).status,
            204);
  EXPECT_EQ(logged(jade), (Lines{"write jade's 1"}));
}

TEST_P(AccessLog, SaysWhoAskedForTheCaseOfAnotherAndWasRefused) {
  Phone stranger = endpoint.pair(other_name);
  stranger.sync();
  logged(stranger);
  const std::string nowhere = new_id();
  const std::vector<json> ops{step_in(stranger, jade_case), stranger.set(jade_case, new_id(), 1, "/done", true),
                              step_in(stranger, nowhere), step_in(stranger, other_case)};
  EXPECT_EQ(stranger.sync(ops).status, 200);
  Lines lines = logged(stranger);
  std::ranges::sort(lines);
  EXPECT_EQ(lines, (Lines{"read the other 1", "refused jade's 2", "refused unknown 1", "write the other 1"}));
}

TEST_P(AccessLog, SaysWhoCameWithTheCursorOfAnother) {
  Phone jade = endpoint.pair("Jade Carter");
  jade.sync();
  logged(jade);
  Phone stranger = endpoint.pair(other_name);
  stranger.sync();
  logged(stranger);
  stranger.cursor = jade.cursor;
  EXPECT_EQ(stranger.get("?cursor=" + stranger.cursor).status, 410);
  EXPECT_EQ(stranger.sync().status, 410);
  EXPECT_EQ(stranger.sync({step_in(stranger, other_case)}).status, 410);
  EXPECT_EQ(logged(stranger), Lines(3, "refused none 0"));
}

TEST_P(AccessLog, SaysWhoComparedWhatTheyHave) {
  const Phone sam = endpoint.pair("Sam Okoro");
  logged(sam);
  EXPECT_EQ(digest(sam).json()["cases"].size(), 2U);
  const Lines lines = logged(sam);
  ASSERT_EQ(lines.size(), 2U);
  for (const std::string& line : lines) EXPECT_TRUE(line.starts_with("compare ")) << line;
}

TEST_P(AccessLog, IsWrittenBeforeAnythingIsGiven) {
  Phone jade = endpoint.pair("Jade Carter");
  logged(jade);
  const auto read = jade.sync().json()["changes"].size();
  endpoint.signal(SIGKILL);
  EXPECT_EQ(endpoint.wait(), -SIGKILL);
  EXPECT_EQ(logged(jade), (Lines{"read jade's " + std::to_string(read)}));
  ASSERT_TRUE(endpoint.start());
}

TEST_P(AccessLog, LetsNothingOutThatItCannotTake) {
  Phone jade = endpoint.pair("Jade Carter");
  Phone sam = endpoint.pair("Sam Okoro");
  sam.sync();
  const auto documents = jade.everything();
  refuse_entries();
  for (const Answer& answer : {jade.get("?cursor="), jade.get("?reads=2&cursor="), jade.sync(), digest(jade),
                               jade.sync({step_in(jade, jade_case)})}) {
    EXPECT_EQ(answer.status, 503);
    EXPECT_EQ(answer.problem(), "/problems/unavailable");
    for (const auto& [doc, change] : documents) EXPECT_EQ(answer.body.find(doc), std::string::npos);
  }
  const Answer pairing = exchange(endpoint.port(), "POST", "/v1/pair", {{"Content-Type", "application/json"}},
                                  json{{"code", endpoint.code("Jade Carter")}, {"device", new_id()}}.dump());
  EXPECT_EQ(pairing.status, 503);
  EXPECT_EQ(sam.sync().status, 200) << "who is told nothing needs no entry";
  take_entries_again();
  EXPECT_EQ(jade.everything(), documents) << "nothing was written by the push, and all is given again";
  told = 1'000'000;
  logged(jade);
}

TEST_P(AccessLog, HasNoWordsOfAnybody) {
  Phone jade = endpoint.pair("Jade Carter");
  jade.sync({step_in(jade, jade_case)});
  for (const auto& row : database.run("SELECT account, device, case_id, did FROM audit")) {
    for (const std::string& cell : row) {
      const bool word = cell == "sign_in" || cell == "read" || cell == "write" || cell.empty();
      EXPECT_TRUE(word || is_uuid(cell)) << cell;
    }
  }
}

}  // namespace
}  // namespace waymark::server::test
