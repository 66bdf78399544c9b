// What only SQLite's store does: its one file, kept private, whole, and of one version.
#include "server/store/sqlite.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "server/data_folder.h"
#include "server/store/sqlite_schema.h"
#include "tests/server/running_endpoint.h"

namespace waymark::server {
namespace {

using test::file_text;
using test::new_id;
using test::TemporaryFolder;
using test::write_file;

const Account jade{.council = "southampton", .id = PersonId("jade"), .name = "Jade", .role = Role::young_person};

class SqliteStoreTest : public testing::Test {
 protected:
  SqliteStoreTest() : store(std::move(*SqliteStore::open(file))) {}

  TemporaryFolder folder;
  std::filesystem::path file = folder.path() / "waymark.db";
  std::unique_ptr<SqliteStore> store;
};

TEST_F(SqliteStoreTest, ShowsThatItIsWellByWritingOnceInAWhile) {
  ASSERT_FALSE(store->check());
  ASSERT_FALSE(store->check());
  SqliteConnection other;
  ASSERT_TRUE(other.open(file.string(), SQLITE_OPEN_READWRITE));
  {
    SqliteStatement ask = other.prepare("SELECT writes FROM health");
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

TEST_F(SqliteStoreTest, NeverChangesOrDeletesHistory) {
  const CaseId case_id(new_id());
  ASSERT_FALSE(store->write([&](Transaction& t) {
    t.put_case("southampton", case_id);
    t.append_history("southampton", {.case_id = case_id, .seq = 1, .op = "{}", .author = jade.id, .device = "d"});
    return true;
  }));
  SqliteConnection connection;
  ASSERT_TRUE(connection.open(file.string(), SQLITE_OPEN_READWRITE));
  EXPECT_FALSE(connection.run("UPDATE history SET op = '[]'"));
  connection.clear_error();
  EXPECT_FALSE(connection.run("DELETE FROM history"));
  connection.clear_error();
  SqliteStatement count = connection.prepare("SELECT count(*), max(op) FROM history");
  ASSERT_TRUE(count.step());
  EXPECT_EQ(count.number(0), 1);
  EXPECT_EQ(count.text(1), "{}");
}

TEST_F(SqliteStoreTest, CommitsDurably) {
  SqliteConnection connection;
  ASSERT_TRUE(connection.open(file.string(), SQLITE_OPEN_READWRITE));
  SqliteStatement mode = connection.prepare("PRAGMA journal_mode");
  ASSERT_TRUE(mode.step());
  EXPECT_EQ(mode.text(0), "wal");
}

TEST_F(SqliteStoreTest, TellsOfABusyDatabaseAndGoesOnAfterwards) {
  SqliteConnection other;
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
    SqliteConnection connection;
    ASSERT_TRUE(connection.open(file.string(), SQLITE_OPEN_READWRITE));
    ASSERT_TRUE(connection.run(sql));
  };
  change("PRAGMA user_version = " + std::to_string(sqlite_migrations.size() + 1));
  EXPECT_NE(SqliteStore::open(file).error().find("newer Waymark"), std::string::npos);
  change("PRAGMA application_id = 1");
  EXPECT_NE(SqliteStore::open(file).error().find("another program"), std::string::npos);
}

TEST(SqliteFile, FromBeforeThereWasALogOfAccessesBeginsOne) {
  const TemporaryFolder folder;
  const std::filesystem::path file = folder.path() / "waymark.db";
  {
    SqliteConnection before;
    ASSERT_TRUE(before.open(file.string(), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE));
    for (std::size_t version = 0; version < 4; ++version) ASSERT_TRUE(before.run(sqlite_migrations[version]));
    ASSERT_TRUE(
        before.run("PRAGMA user_version = 4; PRAGMA application_id = " + std::to_string(sqlite_application_id)));
  }
  const auto store = SqliteStore::open(file);
  ASSERT_TRUE(store) << store.error();
  ASSERT_FALSE((*store)->write([&](Transaction& t) {
    EXPECT_FALSE(t.audit_head("southampton"));
    t.append_audit("southampton", {{.account = jade.id, .did = std::string(access::sign_in)}});
    EXPECT_EQ(t.audit_head("southampton").value_or(AuditHead{}).number, 1);
    return true;
  }));
}

TEST(SqliteFile, FromBeforeThereWereCausesSaysOther) {
  const TemporaryFolder folder;
  const std::filesystem::path file = folder.path() / "waymark.db";
  const OpId id(new_id());
  {
    SqliteConnection before;
    ASSERT_TRUE(before.open(file.string(), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE));
    for (std::size_t version = 0; version < 2; ++version) ASSERT_TRUE(before.run(sqlite_migrations[version]));
    ASSERT_TRUE(before.run("PRAGMA user_version = 2; PRAGMA application_id = " + std::to_string(sqlite_application_id) +
                           "; INSERT INTO accounts VALUES ('southampton', 'jade', 'Jade', 'young_person', 'en')"
                           "; INSERT INTO ops VALUES ('southampton', 'jade', '" +
                           id.text + "', zeroblob(32), 'rejected', 0, '/type', 'is not a type of document')"));
  }
  const auto store = SqliteStore::open(file);
  ASSERT_TRUE(store) << store.error();
  ASSERT_FALSE((*store)->write([&](Transaction& t) {
    EXPECT_EQ(t.find_op(jade, id)->result.problem, (Problem{"/type", "is not a type of document"}));
    return false;
  }));
}

}  // namespace
}  // namespace waymark::server
