// councilctl on databases: a backup while the endpoint runs, and the move from SQLite to PostgreSQL without a loss.
#include <gtest/gtest.h>
#include <signal.h>

#include <string>
#include <vector>

#include "server/audit/chain.h"
#include "server/store/postgres.h"
#include "server/store/postgres_statement.h"
#include "server/store/sqlite.h"
#include "tests/server/any_store.h"
#include "tests/server/running_endpoint.h"

namespace waymark::server::test {
namespace {

using nlohmann::json;

Ended councilctl(const std::vector<std::string>& arguments) { return run(WAYMARK_BUILD_DIR "/councilctl", arguments); }

TEST(Backup, IsWholeWhileTheEndpointGoesOn) {
  RunningEndpoint endpoint;
  Phone jade = endpoint.pair("Jade Carter");
  const auto before = jade.everything();
  const std::string case_id = before.begin()->second["case"].get<std::string>();
  const std::string copy = (endpoint.folder() / "copy.db").string();
  const Ended done = councilctl({"backup", "--data", endpoint.data().string(), copy});
  ASSERT_EQ(done.code, 0) << done.error;
  const json later = jade.create(case_id, "step", {{"heading", "home"}, {"owner", "young_person"}, {"title", "Later"}});
  EXPECT_EQ(jade.sync({later}).status, 200);

  const auto store = SqliteStore::open(copy);
  ASSERT_TRUE(store) << store.error();
  std::size_t documents = 0;
  EXPECT_FALSE((*store)->read([&](Snapshot& snapshot) {
    snapshot.each_change("southampton", CaseId(case_id), 0, [&](const sync::Record& record) {
      EXPECT_TRUE(before.contains(record.doc.text));
      ++documents;
      return true;
    });
  }));
  EXPECT_EQ(documents, before.size());

  const Ended again = councilctl({"backup", "--data", endpoint.data().string(), copy});
  EXPECT_EQ(again.code, 1);
  EXPECT_NE(again.error.find("name another"), std::string::npos) << again.error;
  EXPECT_EQ(councilctl({"backup", "--data", "/nowhere", copy + "2"}).code, 1);
  EXPECT_EQ(councilctl({"backup", copy}).code, 2);
}

/// All that is in the log of accesses, which is whole.
std::vector<AuditEntry> log_in(Store& store) {
  std::vector<AuditEntry> entries;
  const auto walk = walk_audit(store, "southampton", [&](const AuditEntry& entry) { entries.push_back(entry); });
  EXPECT_TRUE(walk && !walk->breach) << (walk ? walk->breach.value_or("") : walk.error().what);
  return entries;
}

class MoveTest : public testing::Test {
 protected:
  Ended move() {
    return councilctl(
        {"move-store", "--data", endpoint.data().string(), "--store", database.address(), "--own-partitions"});
  }

  void stop() {
    endpoint.signal(SIGTERM);
    ASSERT_EQ(endpoint.wait(), 0) << endpoint.log();
  }

  PostgresDatabase database;
  RunningEndpoint endpoint;
  Phone jade = endpoint.pair("Jade Carter");
};

TEST_F(MoveTest, LosesNothingAndNoPhoneNotices) {
  const std::string case_id = jade.everything().begin()->second["case"].get<std::string>();
  json edit = jade.create(case_id, "step",
                          {{"heading", "home"}, {"owner", "young_person"}, {"title", "Ask for a quote: “ünï” ✓"}});
  EXPECT_EQ(jade.sync({edit}).json()["results"][0]["status"], "applied");
  jade.sync();
  const auto before = jade.everything();
  stop();
  const std::vector<AuditEntry> log = log_in(*std::move(*SqliteStore::open(endpoint.data() / "waymark.db")));
  EXPECT_GE(log.size(), 5U) << "signed in, read, written, read again";
  const Ended moved = move();
  ASSERT_EQ(moved.code, 0) << moved.error;
  EXPECT_NE(moved.out.find("  documents\n"), std::string::npos) << moved.out;

  EXPECT_FALSE(endpoint.start()) << "not on the database that was left";
  EXPECT_TRUE(endpoint.logs("was moved to"));
  ASSERT_TRUE(endpoint.start_with({"--store", database.address()})) << endpoint.log();
  jade.port = endpoint.port();
  EXPECT_EQ(jade.everything(), before);
  const std::vector<AuditEntry> moved_log = log_in(*std::move(*PostgresStore::open(database.address())));
  ASSERT_GT(moved_log.size(), log.size()) << "and what was read since then follows";
  for (std::size_t i = 0; i < log.size(); ++i) EXPECT_EQ(moved_log[i].sha256, log[i].sha256);
  const json reply = jade.sync({edit}).json();
  EXPECT_EQ(reply["results"][0]["status"], "applied") << "told again, not done again";
  EXPECT_TRUE(reply["changes"].empty()) << "the cursor is still good";
  const json next =
      jade.create(case_id, "step", {{"heading", "home"}, {"owner", "young_person"}, {"title", "After it"}});
  EXPECT_EQ(jade.sync({next}).json()["results"][0]["status"], "applied");
  EXPECT_EQ(jade.everything().size(), before.size() + 1);
  EXPECT_EQ(database.run_as_superuser("SELECT count(*) FROM history_rest")[0][0], "0");
}

TEST_F(MoveTest, WaitsForNoRunningEndpointAndMixesNoTwoDatabases) {
  const Ended running = move();
  EXPECT_EQ(running.code, 1);
  EXPECT_NE(running.error.find("stop it"), std::string::npos) << running.error;
  stop();
  ASSERT_EQ(move().code, 0);
  const Ended again = move();
  EXPECT_EQ(again.code, 1);
  EXPECT_NE(again.error.find("already"), std::string::npos) << again.error;
  ASSERT_TRUE(endpoint.start_with({"--store", database.address()})) << endpoint.log();
}

TEST_F(MoveTest, MovesNothingWhenPostgresqlRefusesARow) {
  stop();
  {
    PostgresConnection owner;
    ASSERT_TRUE(owner.open(database.address()));
    ASSERT_EQ(councilctl({"prepare-store", "--store", database.address()}).code, 0);
    ASSERT_TRUE(owner.run("ALTER TABLE history ADD CHECK (seq < 3)"));
  }
  const Ended refused = move();
  EXPECT_EQ(refused.code, 1);
  EXPECT_NE(refused.error.find("nothing was moved"), std::string::npos) << refused.error;
  EXPECT_EQ(database.run_as_superuser("SELECT count(*) FROM accounts")[0][0], "0");
  ASSERT_TRUE(endpoint.start()) << "and the endpoint goes on with SQLite";
}

TEST(PrepareStore, LetsAnotherRoleServeTheDatabase) {
  const PostgresDatabase database;
  const std::string role = "serves_" + hex(random_bytes(4));
  const Ended nobody = councilctl({"prepare-store", "--store", database.address(), "--for", role});
  EXPECT_EQ(nobody.code, 1);
  EXPECT_NE(nobody.error.find("CREATE ROLE"), std::string::npos) << nobody.error;
  database.run_as_superuser("CREATE ROLE " + role + " LOGIN");
  const Ended prepared = councilctl({"prepare-store", "--store", database.address(), "--for", role, "southampton"});
  ASSERT_EQ(prepared.code, 0) << prepared.error;
  {
    RunningEndpoint endpoint({"--store", database.address(role)});
    Phone jade = endpoint.pair("Jade Carter");
    EXPECT_FALSE(jade.everything().empty());
  }
  EXPECT_EQ(database.run_as_superuser("SELECT count(*) > 0 FROM documents_southampton")[0][0], "t");
  database.run_as_superuser("DROP OWNED BY " + role + "; DROP ROLE " + role);
}

}  // namespace
}  // namespace waymark::server::test
