// What every store promises, whichever database is behind it.
#include "server/store/store.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <thread>

#include "server/data_folder.h"
#include "server/store/executor.h"
#include "server/store/sqlite.h"
#include "server/store/sqlite_schema.h"
#include "tests/server/running_endpoint.h"

namespace waymark::server {
namespace {

using test::file_text;
using test::new_id;
using test::TemporaryFolder;
using test::write_file;

const Account jade{.council = "southampton", .id = PersonId("jade"), .name = "Jade", .role = Role::young_person};
const Account sam{.council = "southampton", .id = PersonId("sam"), .name = "Sam", .role = Role::adviser};

sync::Record step(const CaseId& case_id, std::int64_t seq) {
  sync::Record record{.case_id = case_id, .doc = DocId(new_id()), .type = "step", .seq = seq};
  record.document = {{"heading", "home"}, {"title", "Call the landlord"}};
  record.created = {.seq = seq, .author = "Sam", .device = new_id(), .role = Role::adviser, .op = OpId(new_id())};
  return record;
}

class SqliteStoreTest : public testing::Test {
 protected:
  SqliteStoreTest() : store(std::move(*SqliteStore::open(file))) {
    EXPECT_FALSE(store->write([&](Transaction& t) {
      t.put_account(jade);
      t.put_account(sam);
      t.put_case("southampton", case_id);
      t.grant(sam, case_id);
      return true;
    }));
  }

  TemporaryFolder folder;
  std::filesystem::path file = folder.path() / "waymark.db";
  std::unique_ptr<SqliteStore> store;
  CaseId case_id{new_id()};
};

TEST_F(SqliteStoreTest, ShowsThatItIsWellByWritingOnceInAWhile) {
  ASSERT_FALSE(store->check());
  ASSERT_FALSE(store->check());
  Connection other;
  ASSERT_TRUE(other.open(file.string(), SQLITE_OPEN_READWRITE));
  {
    Statement ask = other.prepare("SELECT writes FROM health");
    ASSERT_TRUE(ask.step());
    EXPECT_EQ(ask.number(0), 1) << "not at each question";
  }
  const auto fresh = std::move(*SqliteStore::open(file));
  ASSERT_TRUE(other.run("CREATE TRIGGER full BEFORE UPDATE ON health BEGIN SELECT RAISE(ABORT, 'full'); END"));
  EXPECT_TRUE(fresh->check()) << "reads go on when writes fail";
  EXPECT_TRUE(fresh->check()) << "and it asks again until one succeeds";
  ASSERT_TRUE(other.run("DROP TRIGGER full"));
  EXPECT_FALSE(fresh->check());
}

TEST_F(SqliteStoreTest, CountsTheDocumentsOfACase) {
  ASSERT_FALSE(store->write([&](Transaction& t) {
    EXPECT_EQ(t.count_documents("southampton", case_id), 0);
    for (const std::int64_t seq : {1, 2, 3}) t.put_record("southampton", step(case_id, seq));
    EXPECT_EQ(t.count_documents("southampton", case_id), 3);
    EXPECT_EQ(t.count_documents("southwark", case_id), 0) << "another council's rows";
    return true;
  }));
}

TEST_F(SqliteStoreTest, GivesBackWhatWasPut) {
  const sync::Record record = step(case_id, 1);
  ASSERT_FALSE(store->write([&](Transaction& t) {
    t.put_record("southampton", record);
    return true;
  }));
  ASSERT_FALSE(store->write([&](Transaction& t) {
    const auto found = t.find_record("southampton", case_id, record.doc);
    EXPECT_EQ(sync::write(*found), sync::write(record));
    EXPECT_FALSE(t.find_record("southwark", case_id, record.doc)) << "another council's row";
    return true;
  }));
}

TEST_F(SqliteStoreTest, KeepsNothingOfATransactionThatSaysNo) {
  ASSERT_FALSE(store->write([&](Transaction& t) {
    t.put_record("southampton", step(case_id, 1));
    t.set_case_seq("southampton", case_id, 1);
    return false;
  }));
  ASSERT_FALSE(store->read([&](Snapshot& v) { EXPECT_EQ(v.visible_cases(sam).front().seq, 0); }));
}

TEST_F(SqliteStoreTest, KeepsNothingOfATransactionThatFails) {
  const auto trouble = store->write([&](Transaction& t) {
    t.set_case_seq("southampton", case_id, 1);
    t.put_record("southampton", step(CaseId(new_id()), 1));  // of no case: the foreign key says no
    return true;
  });
  ASSERT_TRUE(trouble);
  EXPECT_FALSE(trouble->what.empty());
  ASSERT_FALSE(store->read([&](Snapshot& v) { EXPECT_EQ(v.visible_cases(sam).front().seq, 0); }));
}

TEST_F(SqliteStoreTest, KeepsNothingOfATransactionThatThrows) {
  EXPECT_THROW(static_cast<void>(store->write([&](Transaction& t) -> bool {
                 t.set_case_seq("southampton", case_id, 1);
                 throw std::runtime_error("thrown on purpose");
               })),
               std::runtime_error);
  ASSERT_FALSE(store->write([&](Transaction& t) {
    EXPECT_EQ(t.lock_case("southampton", case_id), 0);
    return true;
  }));
}

TEST_F(SqliteStoreTest, ShowsACaseOnlyToThoseItWasGranted) {
  ASSERT_FALSE(store->read([&](Snapshot& v) {
    EXPECT_TRUE(v.visible_cases(jade).empty());
    ASSERT_EQ(v.visible_cases(sam).size(), 1U);
    EXPECT_EQ(v.visible_cases(sam)[0].id, case_id);
    Account elsewhere = sam;
    elsewhere.council = "southwark";
    EXPECT_TRUE(v.visible_cases(elsewhere).empty());
  }));
}

TEST_F(SqliteStoreTest, ListsChangesInTheOrderOfTheirSequence) {
  ASSERT_FALSE(store->write([&](Transaction& t) {
    for (const std::int64_t seq : {3, 1, 2}) t.put_record("southampton", step(case_id, seq));
    return true;
  }));
  std::vector<std::int64_t> seqs;
  ASSERT_FALSE(store->read([&](Snapshot& v) {
    v.each_change("southampton", case_id, 1, [&](const sync::Record& record) {
      seqs.push_back(record.seq);
      return true;
    });
  }));
  EXPECT_EQ(seqs, (std::vector<std::int64_t>{2, 3}));
}

TEST_F(SqliteStoreTest, RemembersOperationsOfEachAccountApart) {
  KnownOp op{.fingerprint = sha256("said"), .result = {.id = OpId(new_id()), .status = sync::OpStatus::rejected}};
  op.result.problem = Problem{"/set/~1title", "is too long", ProblemCause::too_long};
  ASSERT_FALSE(store->write([&](Transaction& t) {
    t.put_op(jade, op);
    const auto known = t.find_op(jade, op.result.id);
    EXPECT_EQ(known->fingerprint, op.fingerprint);
    EXPECT_EQ(known->result.status, sync::OpStatus::rejected);
    EXPECT_EQ(known->result.problem, op.result.problem);
    EXPECT_FALSE(t.find_op(sam, op.result.id));
    return true;
  }));
}

TEST_F(SqliteStoreTest, EndsTheEarlierTokenOfADevice) {
  const std::string device = new_id();
  ASSERT_FALSE(store->write([&](Transaction& t) {
    t.put_session(jade, device, sha256("first"), 1);
    t.put_session(jade, new_id(), sha256("other phone"), 1);
    t.put_session(jade, device, sha256("second"), 2);
    return true;
  }));
  ASSERT_FALSE(store->read([&](Snapshot& v) {
    EXPECT_FALSE(v.find_session(sha256("first")));
    EXPECT_TRUE(v.find_session(sha256("other phone")));
    EXPECT_EQ(v.find_session(sha256("second"))->name, "Jade");
  }));
}

TEST_F(SqliteStoreTest, NeverChangesOrDeletesHistory) {
  ASSERT_FALSE(store->write([&](Transaction& t) {
    t.append_history("southampton", {.case_id = case_id, .seq = 1, .op = "{}", .author = jade.id, .device = "d"});
    return true;
  }));
  Connection connection;
  ASSERT_TRUE(connection.open(file.string(), SQLITE_OPEN_READWRITE));
  EXPECT_FALSE(connection.run("UPDATE history SET op = '[]'"));
  connection.clear_error();
  EXPECT_FALSE(connection.run("DELETE FROM history"));
  connection.clear_error();
  Statement count = connection.prepare("SELECT count(*), max(op) FROM history");
  ASSERT_TRUE(count.step());
  EXPECT_EQ(count.number(0), 1);
  EXPECT_EQ(count.text(1), "{}");
}

TEST_F(SqliteStoreTest, CommitsDurably) {
  Connection connection;
  ASSERT_TRUE(connection.open(file.string(), SQLITE_OPEN_READWRITE));
  Statement mode = connection.prepare("PRAGMA journal_mode");
  ASSERT_TRUE(mode.step());
  EXPECT_EQ(mode.text(0), "wal");
  ASSERT_FALSE(store->write([&](Transaction& t) {
    t.set_case_seq("southampton", case_id, 7);
    return true;
  }));
  const auto second = store->another();
  ASSERT_TRUE(second);
  ASSERT_FALSE((*second)->read([&](Snapshot& v) { EXPECT_EQ(v.visible_cases(sam).front().seq, 7); }));
}

TEST_F(SqliteStoreTest, TellsOfABusyDatabaseAndGoesOnAfterwards) {
  Connection other;
  ASSERT_TRUE(other.open(file.string(), SQLITE_OPEN_READWRITE));
  ASSERT_TRUE(other.run("BEGIN IMMEDIATE"));
  const auto nothing = [](Transaction&) { return true; };
  const auto trouble = store->write(nothing);  // after the busy timeout of 5 s
  ASSERT_TRUE(trouble);
  EXPECT_EQ(trouble->kind, StoreTrouble::Kind::busy);
  ASSERT_TRUE(other.run("COMMIT"));
  EXPECT_FALSE(store->write(nothing));
}

TEST(SqliteFile, IsForItsOwnerAlone) {
  const TemporaryFolder folder;
  const auto data = DataFolder::open(folder.path() / "deep" / "data", false);
  ASSERT_TRUE(data);
  const auto store = SqliteStore::open(data->database());
  ASSERT_TRUE(store);
  ASSERT_FALSE((*store)->write([](Transaction& t) {
    t.put_account(jade);
    return true;
  }));
  const auto mode = [](const std::filesystem::path& path) {
    struct stat status {};
    return stat(path.c_str(), &status) == 0 ? status.st_mode & 0777 : 0;
  };
  EXPECT_EQ(mode(folder.path() / "deep" / "data"), 0700U);
  for (const auto& file : sqlite_files(data->database())) EXPECT_EQ(mode(file), 0600U) << file;
  EXPECT_EQ(mode(folder.path() / "deep/data/secret"), 0600U);
}

TEST(SqliteFile, DamagedIsNamedAndLeftAsItIs) {
  const TemporaryFolder folder;
  const std::filesystem::path file = folder.path() / "waymark.db";
  {
    auto store = SqliteStore::open(file);
    ASSERT_TRUE(store);
    (*store)->settle();
  }
  std::string bytes = file_text(file);
  ASSERT_GT(bytes.size(), 8192U);
  for (std::size_t i = 4096; i < 8192; ++i) bytes[i] = static_cast<char>(i * 31);
  for (const std::string& damaged : {bytes, std::string("not a database at all"), bytes.substr(0, 5000)}) {
    write_file(file, damaged);
    const auto store = SqliteStore::open(file);
    ASSERT_FALSE(store);
    EXPECT_NE(store.error().find("--reset"), std::string::npos) << store.error();
    EXPECT_EQ(file_text(file), damaged);
  }
}

TEST(SqliteFile, OfAnotherProgramOrANewerWaymarkIsRefused) {
  const TemporaryFolder folder;
  const std::filesystem::path file = folder.path() / "waymark.db";
  ASSERT_TRUE(SqliteStore::open(file));
  const auto change = [&](const std::string& sql) {
    Connection connection;
    ASSERT_TRUE(connection.open(file.string(), SQLITE_OPEN_READWRITE));
    ASSERT_TRUE(connection.run(sql));
  };
  change("PRAGMA user_version = " + std::to_string(sqlite_migrations.size() + 1));
  EXPECT_NE(SqliteStore::open(file).error().find("newer Waymark"), std::string::npos);
  change("PRAGMA application_id = 1");
  EXPECT_NE(SqliteStore::open(file).error().find("another program"), std::string::npos);
}

TEST(SqliteFile, FromBeforeThereWereCausesSaysOther) {
  const TemporaryFolder folder;
  const std::filesystem::path file = folder.path() / "waymark.db";
  const OpId id(new_id());
  {
    Connection before;
    ASSERT_TRUE(before.open(file.string(), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE));
    for (std::size_t version = 0; version < 2; ++version) ASSERT_TRUE(before.run(sqlite_migrations[version]));
    ASSERT_TRUE(before.run("PRAGMA user_version = 2; PRAGMA application_id = " + std::to_string(sqlite_application_id) +
                           "; INSERT INTO accounts VALUES ('southampton', 'jade', 'Jade', 'young_person', 'en')"
                           "; INSERT INTO ops VALUES ('southampton', 'jade', '" +
                           id.text +
                           "', zeroblob(32), 'rejected', 0, '/type', 'is not a type of document')"));
  }
  const auto store = SqliteStore::open(file);
  ASSERT_TRUE(store) << store.error();
  ASSERT_FALSE((*store)->write([&](Transaction& t) {
    EXPECT_EQ(t.find_op(jade, id)->result.problem, (Problem{"/type", "is not a type of document"}));
    return false;
  }));
}

TEST(DataFolder, IsUsedByOneProcessOnly) {
  const TemporaryFolder folder;
  const auto first = DataFolder::open(folder.path(), false);
  ASSERT_TRUE(first);
  const auto second = DataFolder::open(folder.path(), false);
  ASSERT_FALSE(second);
  EXPECT_NE(second.error().find("Another waymark-endpoint"), std::string::npos);
}

TEST(DataFolder, ResetDeletesWhatIsOursAndNothingElse) {
  const TemporaryFolder folder;
  std::string key;
  {
    const auto data = DataFolder::open(folder.path(), false);
    ASSERT_TRUE(data && SqliteStore::open(data->database()));
    key = data->cursor_key();
  }
  EXPECT_EQ(DataFolder::open(folder.path(), false)->cursor_key(), key);
  write_file(folder.path() / "letter.txt", "mine");
  const auto data = DataFolder::open(folder.path(), true);
  ASSERT_TRUE(data);
  EXPECT_FALSE(std::filesystem::exists(data->database()));
  EXPECT_NE(data->cursor_key(), key);
  EXPECT_EQ(file_text(folder.path() / "letter.txt"), "mine");
}

TEST(DataFolder, ThatCannotBeWrittenIsNamed) {
  const TemporaryFolder folder;
  write_file(folder.path() / "file", "");
  const auto data = DataFolder::open(folder.path() / "file" / "data", false);
  ASSERT_FALSE(data);
  EXPECT_NE(data.error().find("--data DIR"), std::string::npos) << data.error();
}

TEST(Executor, FinishesWhatWasPostedInOrder) {
  const TemporaryFolder folder;
  std::vector<int> done;
  {
    Executor executor(std::move(*SqliteStore::open(folder.path() / "waymark.db")));
    for (int i = 0; i < 100; ++i) ASSERT_TRUE(executor.post([&done, i](Store&) { done.push_back(i); }));
  }
  ASSERT_EQ(done.size(), 100U);
  EXPECT_TRUE(std::is_sorted(done.begin(), done.end()));
}

TEST(Executor, TakesNothingMoreOnceItHasFinished) {
  const TemporaryFolder folder;
  Executor executor(std::move(*SqliteStore::open(folder.path() / "waymark.db")));
  executor.finish();
  EXPECT_FALSE(executor.post([](Store&) {}));
}

TEST(Executor, SaysNoWhenTooMuchWaits) {
  const TemporaryFolder folder;
  Executor executor(std::move(*SqliteStore::open(folder.path() / "waymark.db")));
  std::mutex gate;
  gate.lock();
  ASSERT_TRUE(executor.post([&](Store&) { const std::lock_guard wait(gate); }));
  std::size_t taken = 0;
  while (taken <= Executor::waiting_max && executor.post([](Store&) {})) ++taken;
  EXPECT_GE(taken, Executor::waiting_max - 1);
  EXPECT_LE(taken, Executor::waiting_max);
  gate.unlock();
}

}  // namespace
}  // namespace waymark::server
