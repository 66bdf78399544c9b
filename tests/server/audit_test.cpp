// The log of who had which case before them: every entry counted and chained, on whichever database, and whatever is
// done to it behind the endpoint's back is noticed.
#include <gtest/gtest.h>

#include <thread>

#include "server/audit/chain.h"
#include "tests/server/any_store.h"

namespace waymark::server {
namespace {

using test::new_id;

AuditEntry entry_of(const std::string& account, std::string_view did = access::read, const std::string& one = "") {
  return {.server_utc_ms = 1'795'341'600'000,
          .account = PersonId(account),
          .device = "phone",
          .case_id = CaseId(one),
          .did = std::string(did),
          .count = 3};
}

class AuditTest : public testing::TestWithParam<test::StoreKind> {
 protected:
  void append(const std::string& council, std::vector<AuditEntry> entries) const {
    EXPECT_FALSE(store->write([&](Transaction& t) {
      t.append_audit(council, entries);
      return true;
    }));
  }

  [[nodiscard]] std::vector<AuditEntry> entries_of(const std::string& council) const {
    std::vector<AuditEntry> entries;
    EXPECT_TRUE(walk_audit(*store, council, [&](const AuditEntry& entry) { entries.push_back(entry); }));
    return entries;
  }

  [[nodiscard]] std::string breach(const std::string& council = "southampton") const {
    const auto walk = walk_audit(*store, council, [](const AuditEntry&) {});
    EXPECT_TRUE(walk) << walk.error().what;
    return walk->breach.value_or("");
  }

  /// What the owner of the database can do, and nobody else.
  void let_anything_happen() const {
    for (const std::string table : {"audit", "audit_heads"}) {
      if (GetParam() == test::StoreKind::postgresql) {
        database.run("ALTER TABLE " + table + " DISABLE TRIGGER USER");
      } else {
        for (const auto& row :
             database.run("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = '" + table + "'"))
          database.run("DROP TRIGGER " + row[0]);
      }
    }
  }

  void write_ten() const {
    for (int i = 0; i < 10; ++i) append("southampton", {entry_of("sam", access::read, new_id())});
    EXPECT_EQ(breach(), "");
    let_anything_happen();
  }

  test::AnyStore database{GetParam()};
  std::unique_ptr<Store> store = database.open();
};

INSTANTIATE_TEST_SUITE_P(On, AuditTest, test::every_store(), test::store_name);

// ---- As it is written --------------------------------------------------------------------------------------------

TEST(AuditEntry, HasTheHashThatAnybodyCanComputeFromWhatItSays) {
  AuditEntry entry = entry_of("jade", access::write, "01a1c0af-0000-7000-8000-000000000001");
  entry.number = 7;
  entry.before = sha256("the one before");
  EXPECT_EQ(hash_of("southampton", entry),
            sha256(R"({"account":"jade","before":")" + hex(view(entry.before)) +
                   R"(","case":"01a1c0af-0000-7000-8000-000000000001","council":"southampton","count":3,)"
                   R"("device":"phone","did":"write","number":7,"server_utc_ms":1795341600000})"));
}

TEST_P(AuditTest, CountsAndChainsTheEntriesOfEachCouncilByItself) {
  append("southampton", {entry_of("jade", access::sign_in)});
  append("southwark", {entry_of("mo", access::sign_in)});
  append("southampton", {entry_of("sam", access::read, new_id()), entry_of("sam", access::compare, new_id())});
  const auto entries = entries_of("southampton");
  ASSERT_EQ(entries.size(), 3U);
  Sha256 before{};
  for (std::size_t i = 0; i < entries.size(); ++i) {
    EXPECT_EQ(entries[i].number, static_cast<std::int64_t>(i + 1));
    EXPECT_EQ(entries[i].before, before);
    before = entries[i].sha256;
    EXPECT_EQ(before, hash_of("southampton", entries[i]));
  }
  EXPECT_EQ(entries[2].account.text, "sam");
  EXPECT_EQ(entries[2].device, "phone");
  EXPECT_EQ(entries[2].did, access::compare);
  EXPECT_EQ(entries[2].count, 3);
  EXPECT_EQ(entries[2].server_utc_ms, 1'795'341'600'000);
  EXPECT_EQ(entries_of("southwark").size(), 1U);
  EXPECT_EQ(breach(), "");
  EXPECT_EQ(breach("southwark"), "");
  EXPECT_EQ(breach("st-helens"), "") << "a log that has not begun";
  EXPECT_FALSE(store->read([&](Snapshot& v) {
    EXPECT_EQ(v.audited_councils(), (std::vector<std::string>{"southampton", "southwark"}));
    EXPECT_EQ(v.audit_head("southampton").value_or(AuditHead{}).sha256, before);
  }));
}

TEST_P(AuditTest, UsesNoNumberForWhatWasNotDone) {
  append("southampton", {entry_of("jade")});
  EXPECT_FALSE(store->write([&](Transaction& t) {
    t.append_audit("southampton", {entry_of("sam")});
    return false;
  }));
  append("southampton", {entry_of("sam")});
  EXPECT_EQ(entries_of("southampton").back().number, 2);
  EXPECT_EQ(breach(), "");
}

TEST_P(AuditTest, StaysOneChainWhenManyEndpointsWrite) {
  constexpr int writers = 4, times = 25;
  std::vector<std::thread> threads;
  for (int i = 0; i < writers; ++i) {
    threads.emplace_back([&] {
      const auto own = database.open();
      for (int time = 0; time < times; ++time) {
        EXPECT_FALSE(own->write([&](Transaction& t) {
          t.append_audit("southampton", {entry_of("sam"), entry_of("jade")});
          return true;
        }));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(entries_of("southampton").size(), std::size_t{2 * writers * times});
  EXPECT_EQ(breach(), "");
}

TEST_P(AuditTest, IsReadInPiecesWhateverItsSize) {
  append("southampton", std::vector<AuditEntry>(2000, entry_of("sam")));
  EXPECT_EQ(entries_of("southampton").size(), 2000U) << "two whole pieces and an empty one";
  append("southampton", {entry_of("jade")});
  EXPECT_EQ(entries_of("southampton").back().account.text, "jade");
  EXPECT_EQ(breach(), "");
}

TEST_P(AuditTest, IsNeverChangedOrDeleted) {
  append("southampton", {entry_of("jade"), entry_of("sam")});
  for (const std::string statement :
       {"UPDATE audit SET account = 'nobody'", "DELETE FROM audit WHERE number = 2", "DELETE FROM audit_heads",
        "UPDATE audit_heads SET number = 1", "UPDATE audit_heads SET council = 'southwark'"}) {
    EXPECT_TRUE(database.refuses(statement)) << statement;
  }
  if (GetParam() == test::StoreKind::postgresql) {
    EXPECT_TRUE(database.refuses("TRUNCATE audit"));
    EXPECT_TRUE(database.refuses("TRUNCATE audit_heads"));
  }
  EXPECT_EQ(entries_of("southampton").size(), 2U);
  EXPECT_EQ(breach(), "");
}

// ---- As somebody left it -----------------------------------------------------------------------------------------

TEST_P(AuditTest, NoticesAnEntryThatWasChanged) {
  write_ten();
  database.run("CREATE TABLE kept AS SELECT * FROM audit WHERE number = 5");
  for (const std::string change : {"account = 'kim'", "device = ''", "case_id = ''", "did = 'compare'", "count = 0",
                                   "server_utc_ms = server_utc_ms + 1"}) {
    database.run("UPDATE audit SET " + change + " WHERE number = 5");
    EXPECT_EQ(breach(), "entry 5 was changed: its hash is not that of what it says") << change;
    database.run("DELETE FROM audit WHERE number = 5");
    database.run("INSERT INTO audit SELECT * FROM kept");
    EXPECT_EQ(breach(), "");
  }
}

TEST_P(AuditTest, NoticesAnEntryThatWasWrittenAnewWithAHashThatFits) {
  write_ten();
  AuditEntry entry = entries_of("southampton")[4];
  entry.account = PersonId("kim");
  const std::string hash = hex(view(hash_of("southampton", entry)));
  database.run("UPDATE audit SET account = 'kim', sha256 = " +
               (GetParam() == test::StoreKind::postgresql ? "'\\x" + hash + "'" : "x'" + hash + "'") +
               " WHERE number = 5");
  EXPECT_EQ(breach(), "entry 6 does not follow the one before it: the hash it names is another's");
}

TEST_P(AuditTest, NoticesThatAnEntryIsMissing) {
  write_ten();
  database.run("DELETE FROM audit WHERE number = 5");
  EXPECT_EQ(breach(), "entry 5 is missing: after entry 4 comes entry 6");
  database.run("DELETE FROM audit WHERE number < 4");
  EXPECT_EQ(breach(), "entry 1 is missing: the log begins with entry 4");
}

TEST_P(AuditTest, NoticesThatTheEndWasCutOff) {
  write_ten();
  database.run("DELETE FROM audit WHERE number > 8");
  EXPECT_EQ(breach(), "entry 9 is missing: the log was cut off, it went on to entry 10");
  database.run("DELETE FROM audit_heads");
  EXPECT_EQ(breach(), "where the log ends is not noted any more: it was removed beside entry 8");
}

TEST_P(AuditTest, NoticesTwoEntriesThatChangedPlaces) {
  write_ten();
  for (const std::string to :
       {"number = 99 WHERE number = 5", "number = 5 WHERE number = 6", "number = 6 WHERE number = 99"})
    database.run("UPDATE audit SET " + to);
  EXPECT_EQ(breach(), "entry 5 was changed: its hash is not that of what it says");
}

}  // namespace
}  // namespace waymark::server
