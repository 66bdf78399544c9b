// councilctl audit: what a council reads of its log of accesses, and what it is told when somebody changed it.
#include <gtest/gtest.h>
#include <signal.h>

#include <algorithm>
#include <sstream>

#include "server/store/postgres.h"
#include "server/store/sqlite.h"
#include "tests/server/any_store.h"

namespace waymark::server::test {
namespace {

using nlohmann::json;

const std::string jade_case = "01a1c0af-0000-7000-8000-000000000001", kai_case = "01a1c0af-0000-7000-8000-000000000002";
constexpr std::int64_t day_ms = 86'400'000, first_utc_ms = 1'795'305'600'000;  // 22 November 2026

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

/// The last word that verify says of a council: its head.
std::string head_in(const Ended& ended) { return ended.out.substr(ended.out.find_last_of(' ') + 1, 64); }

/// Sam reads both cases on four days; Jade her own on the last.
class AuditCommand : public testing::TestWithParam<StoreKind> {
 protected:
  AuditCommand() {
    EXPECT_FALSE(store->write([&](Transaction& t) {
      t.put_account({.council = "southampton", .id = PersonId("sam"), .name = "Sam Okoro", .role = Role::adviser});
      return true;
    }));
    for (int day = 0; day < 4; ++day) append({entry("sam", day, jade_case), entry("sam", day, kai_case)});
    append({entry("jade", 3, jade_case)});
  }

  static AuditEntry entry(const std::string& account, int day, const std::string& case_id) {
    return {.server_utc_ms = first_utc_ms + day * day_ms,
            .account = PersonId(account),
            .device = "0198c0de-0000-7000-8000-000000000001",
            .case_id = CaseId(case_id),
            .did = std::string(access::read),
            .count = 12};
  }

  void append(const std::vector<AuditEntry>& entries, const std::string& council = "southampton") const {
    EXPECT_FALSE(store->write([&](Transaction& t) {
      t.append_audit(council, entries);
      return true;
    }));
  }

  [[nodiscard]] Ended audit(std::vector<std::string> arguments) const {
    const auto flags = database.flags();
    arguments.insert(arguments.begin(), "audit");
    arguments.insert(arguments.end(), flags.begin(), flags.end());
    return run(WAYMARK_BUILD_DIR "/councilctl", arguments);
  }

  void let_anything_happen() const {
    for (const std::string table : {"audit", "audit_heads"}) {
      if (GetParam() == StoreKind::postgresql) {
        database.run("ALTER TABLE " + table + " DISABLE TRIGGER USER");
        continue;
      }
      for (const auto& row :
           database.run("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = '" + table + "'"))
        database.run("DROP TRIGGER " + row[0]);
    }
  }

  AnyStore database{GetParam()};
  std::unique_ptr<Store> store = database.open();
};

INSTANTIATE_TEST_SUITE_P(On, AuditCommand, every_store(), store_name);

TEST_P(AuditCommand, SaysThatTheLogIsWholeAndWhereItEnds) {
  append({entry("mo", 9, "")}, "southwark");
  const Ended ended = audit({"verify"});
  EXPECT_EQ(ended.code, 0) << ended.error;
  const auto lines = lines_of(ended.out);
  ASSERT_EQ(lines.size(), 4U);
  EXPECT_EQ(lines[0], "southampton  9 entries  2026-11-22T00:00:00.000Z to 2026-11-25T00:00:00.000Z  whole");
  std::string head;
  EXPECT_FALSE(store->read([&](Snapshot& v) { head = hex(view(v.audit_head("southampton")->sha256)); }));
  EXPECT_EQ(lines[1], "southampton  head 9  " + head);
  EXPECT_EQ(lines[2], "southwark  1 entry  2026-12-01T00:00:00.000Z to 2026-12-01T00:00:00.000Z  whole");
  EXPECT_EQ(lines_of(audit({"verify", "--council", "southwark"}).out).size(), 2U);
  const Ended nobody = audit({"verify", "--council", "st-helens"});
  EXPECT_EQ(nobody.code, 1);
  EXPECT_NE(nobody.error.find("The log of st-helens has no entry"), std::string::npos) << nobody.error;
}

TEST_P(AuditCommand, FindsAHeadThatWasKeptInTheLogAsItGoesOn) {
  const std::string kept = head_in(audit({"verify"}));
  append({entry("sam", 5, jade_case)});
  const Ended ended = audit({"verify", "--expect", kept});
  EXPECT_EQ(ended.code, 0) << ended.error;
  EXPECT_EQ(lines_of(ended.out)[0], "southampton  " + kept + " is the hash of entry 9");
  EXPECT_NE(head_in(ended), kept);
}

TEST_P(AuditCommand, NamesTheFirstEntryThatDoesNotFit) {
  let_anything_happen();
  database.run("UPDATE audit SET account = 'kim' WHERE number IN (3, 7)");
  const Ended ended = audit({"verify"});
  EXPECT_EQ(ended.code, 1);
  EXPECT_EQ(ended.error,
            "councilctl: The log of southampton is not as it was written: entry 3 was changed: its hash is not that of "
            "what it says.\n");
  EXPECT_EQ(audit({"show", "--account", "jade"}).code, 1) << "nor shown as if it were whole";
}

TEST_P(AuditCommand, NoticesAnEndThatWasCutOffWithoutATraceByTheHeadThatWasKept) {
  const std::string kept = head_in(audit({"verify"}));
  const std::string shorter = [&] {
    std::string hash;
    EXPECT_FALSE(store->read([&](Snapshot& v) {
      v.each_audit_entry("southampton", 6, 1, [&](const AuditEntry& one) { hash = hex(view(one.sha256)); });
    }));
    return hash;
  }();
  let_anything_happen();
  database.run("DELETE FROM audit WHERE number > 7");
  EXPECT_EQ(audit({"verify"}).code, 1);
  const std::string literal = GetParam() == StoreKind::postgresql ? "'\\x" + shorter + "'" : "x'" + shorter + "'";
  database.run("UPDATE audit_heads SET number = 7, sha256 = " + literal);
  EXPECT_EQ(audit({"verify"}).code, 0) << "the log by itself cannot tell";
  const Ended ended = audit({"verify", "--expect", kept});
  EXPECT_EQ(ended.code, 1);
  EXPECT_NE(ended.error.find("No entry has the hash " + kept), std::string::npos) << ended.error;
}

TEST_P(AuditCommand, NoticesALogThatWasWrittenAnewByTheHeadThatWasKept) {
  const std::string kept = head_in(audit({"verify"}));
  let_anything_happen();
  database.run("DELETE FROM audit");
  database.run("DELETE FROM audit_heads");
  for (int number = 1; number <= 9; ++number) append({entry("jade", 0, jade_case)});
  EXPECT_EQ(audit({"verify"}).code, 0) << "the log by itself cannot tell";
  EXPECT_EQ(audit({"verify", "--expect", kept}).code, 1);
}

TEST_P(AuditCommand, ShowsWhoHadACaseBeforeThem) {
  const Ended ended = audit({"show", "--case", jade_case});
  EXPECT_EQ(ended.code, 0) << ended.error;
  const auto lines = lines_of(ended.out);
  ASSERT_EQ(lines.size(), 5U);
  EXPECT_EQ(lines[0], "2026-11-22T00:00:00.000Z  read 12  by Sam Okoro, adviser (sam)  case " + jade_case +
                          "  device 0198c0de-0000-7000-8000-000000000001");
  EXPECT_NE(lines[4].find("by no account of today (jade)"), std::string::npos) << lines[4];
  for (const std::string& line : lines) EXPECT_EQ(line.find(kai_case), std::string::npos);
}

TEST_P(AuditCommand, ShowsWhatAnAccountLookedAtSinceADayAsJson) {
  const Ended ended = audit({"show", "--account", "sam", "--since", "2026-11-24", "--json"});
  EXPECT_EQ(ended.code, 0) << ended.error;
  const auto lines = lines_of(ended.out);
  ASSERT_EQ(lines.size(), 4U);
  json first = json::parse(lines[0]);
  EXPECT_EQ(first["sha256"].get<std::string>().size(), 64U);
  first.erase("sha256");
  EXPECT_EQ(first, (json{{"at", "2026-11-24T00:00:00.000Z"},
                         {"council", "southampton"},
                         {"number", 5},
                         {"account", "sam"},
                         {"name", "Sam Okoro"},
                         {"role", "adviser"},
                         {"device", "0198c0de-0000-7000-8000-000000000001"},
                         {"case", jade_case},
                         {"did", "read"},
                         {"count", 12}}));
  EXPECT_EQ(lines_of(audit({"show", "--account", "sam", "--case", kai_case}).out).size(), 4U) << "both";
  EXPECT_EQ(audit({"show", "--account", "nobody"}).out, "The log has no such entry.\n");
  EXPECT_EQ(audit({"show", "--account", "nobody", "--json"}).out, "");
}

TEST_P(AuditCommand, TellsAWrongQuestionFromALogThatDoesNotFit) {
  for (const std::vector<std::string>& asked : {std::vector<std::string>{"verify", "--expect", "9f"},
                                                {"show"},
                                                {"show", "--case", jade_case, "--since", "today"},
                                                {"burn"},
                                                {"verify", "southampton"}}) {
    EXPECT_EQ(audit(asked).code, 2) << asked[0];
  }
  EXPECT_EQ(run(WAYMARK_BUILD_DIR "/councilctl", {"audit", "verify"}).code, 2) << "of no database";
  EXPECT_EQ(run(WAYMARK_BUILD_DIR "/councilctl", {"audit"}).code, 2);
}

TEST(AuditFile, IsLookedAtWhileTheEndpointRunsAndInABackup) {
  RunningEndpoint endpoint;
  Phone jade = endpoint.pair("Jade Carter");
  jade.sync();
  const auto councilctl = [](const std::vector<std::string>& arguments) {
    return run(WAYMARK_BUILD_DIR "/councilctl", arguments);
  };
  const Ended running = councilctl({"audit", "verify", "--data", endpoint.data().string()});
  EXPECT_EQ(running.code, 0) << running.error;
  EXPECT_EQ(running.out.substr(0, 23), "southampton  2 entries ");
  const std::string copy = (endpoint.folder() / "copy.db").string();
  ASSERT_EQ(councilctl({"backup", "--data", endpoint.data().string(), copy}).code, 0);
  const std::string bytes = file_text(copy);
  const Ended kept = councilctl({"audit", "verify", "--data", copy, "--expect", head_in(running)});
  EXPECT_EQ(kept.code, 0) << kept.error;
  EXPECT_EQ(file_text(copy), bytes) << "and stays as it is";
  EXPECT_EQ(councilctl({"audit", "verify", "--data", "/nowhere"}).code, 1);
  jade.sync();
  EXPECT_EQ(jade.everything().empty(), false) << "the endpoint goes on";
}

TEST(AuditFile, OfAnEarlierVersionIsLeftAsItIs) {
  const TemporaryFolder folder;
  const std::string file = (folder.path() / "waymark.db").string();
  {
    auto store = SqliteStore::open(file);
    ASSERT_TRUE(store);
    (*store)->settle();
  }
  {
    SqliteConnection before;
    ASSERT_TRUE(before.open(file, SQLITE_OPEN_READWRITE) && before.run("PRAGMA user_version = 4"));
  }
  const Ended ended = run(WAYMARK_BUILD_DIR "/councilctl", {"audit", "verify", "--data", file});
  EXPECT_EQ(ended.code, 1);
  EXPECT_NE(ended.error.find("is from before this version"), std::string::npos) << ended.error;
}

TEST(AuditDatabase, IsLookedAtByTheRoleThatServesIt) {
  const PostgresDatabase database;
  const Ended empty = run(WAYMARK_BUILD_DIR "/councilctl", {"audit", "verify", "--store", database.address()});
  EXPECT_EQ(empty.code, 1) << "and looking makes no tables";
  EXPECT_NE(empty.error.find("prepare-store"), std::string::npos) << empty.error;
  const std::string role = "serves_" + hex(random_bytes(4));
  database.run_as_superuser("CREATE ROLE " + role + " LOGIN");
  const auto councilctl = [&](const std::vector<std::string>& arguments) {
    return run(WAYMARK_BUILD_DIR "/councilctl", arguments);
  };
  ASSERT_EQ(councilctl({"prepare-store", "--store", database.address(), "--for", role}).code, 0);
  const Ended none = councilctl({"audit", "verify", "--store", database.address(role)});
  EXPECT_EQ(none.code, 0) << none.error;
  EXPECT_EQ(none.out, "No council has a log yet.\n");
  {
    RunningEndpoint endpoint({"--store", database.address(role)});
    const Phone jade = endpoint.pair("Jade Carter");
  }
  const Ended one = councilctl({"audit", "verify", "--store", database.address(role)});
  EXPECT_EQ(one.code, 0) << one.error;
  EXPECT_EQ(one.out.substr(0, 19), "southampton  1 entr");
  database.run_as_superuser("DROP OWNED BY " + role + "; DROP ROLE " + role);
}

}  // namespace
}  // namespace waymark::server::test
