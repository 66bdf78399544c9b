// What only PostgreSQL's store does: councils kept apart by the database itself, endpoints side by side, connections
// that come and go, a schema that grows while others work on it.
#include "server/store/postgres.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <latch>
#include <map>
#include <thread>

#include "server/store/postgres_schema.h"
#include "server/sync/push.h"
#include "tests/server/any_store.h"

namespace waymark::server {
namespace {

using nlohmann::json;
using test::new_id;
using test::PostgresDatabase;

const Account jade{.council = "southampton", .id = PersonId("jade"), .name = "Jade", .role = Role::young_person};
const Account mo{.council = "southwark", .id = PersonId("mo"), .name = "Mo", .role = Role::young_person};

class PostgresStoreTest : public testing::Test {
 protected:
  PostgresStoreTest() : store(open()) {
    EXPECT_FALSE(store->write([&](Transaction& t) {
      for (const Account& one : {jade, mo}) {
        t.put_account(one);
        t.put_session(one, device, sha256(one.id.text), 1);
      }
      for (const CaseId& one : cases) {
        t.put_case(jade.council, one);
        t.grant(jade, one);
      }
      return true;
    }));
    EXPECT_TRUE(raw.open(database.address()));
  }

  std::unique_ptr<PostgresStore> open(const std::string& role = "waymark") const {
    auto opened = PostgresStore::open(database.address(role));
    EXPECT_TRUE(opened) << opened.error();
    return std::move(*opened);
  }

  std::int64_t count(const std::string& what) {
    PostgresStatement ask = raw.prepare("SELECT count(*) FROM " + what);
    EXPECT_TRUE(ask.step()) << raw.error_text();
    return ask.number(0);
  }

  /// The SQLSTATE of what the role is not let do.
  std::string refused(const std::string& sql) {
    EXPECT_FALSE(raw.run(sql)) << sql;
    const std::string code = raw.error_code();
    raw.clear_error();
    raw.run("ROLLBACK; BEGIN");
    return code;
  }

  const std::string device = "0198c0de-0000-7000-8000-000000000001";
  const std::vector<CaseId> cases{CaseId(new_id()), CaseId(new_id())};
  PostgresDatabase database;
  std::unique_ptr<PostgresStore> store;
  PostgresConnection raw;  // of the role that owns the tables
};

// ---- Councils apart ----------------------------------------------------------------------------------------------

TEST_F(PostgresStoreTest, ShowsNoRowToAConnectionThatEnteredNoCouncil) {
  ASSERT_FALSE(store->write([&](Transaction& t) {
    t.append_audit(jade.council, {{.account = jade.id, .did = std::string(access::sign_in)}});
    return true;
  }));
  for (const char* table :
       {"accounts", "cases", "access", "documents", "devices", "tokens", "ops", "history", "audit", "audit_heads"})
    EXPECT_EQ(count(table), 0) << table;
}

TEST_F(PostgresStoreTest, ShowsTheRowsOfTheCouncilThatWasEnteredOnlyAndUntilTheTransactionEnds) {
  raw.run("BEGIN");
  raw.enter_council("southampton");
  EXPECT_EQ(count("accounts"), 1);
  EXPECT_EQ(count("accounts WHERE id = 'mo'"), 0);
  EXPECT_EQ(count("tokens"), 1);
  raw.run("COMMIT");
  EXPECT_EQ(count("accounts"), 0);
}

TEST_F(PostgresStoreTest, TakesNoRowOfAnotherCouncil) {
  raw.run("BEGIN");
  raw.enter_council("southampton");
  EXPECT_EQ(refused("INSERT INTO accounts VALUES ('southwark', 'x', 'X', 'adviser', 'en')"), "42501");
}

TEST_F(PostgresStoreTest, TellsWhoseATokenIsToWhoeverHasItAndNothingElse) {
  raw.run("BEGIN");
  raw.enter_session(sha256("mo"));
  EXPECT_EQ(count("tokens"), 1);
  EXPECT_EQ(count("tokens WHERE council = 'southwark'"), 1);
  EXPECT_EQ(count("accounts"), 0);
  raw.run("ROLLBACK");
  ASSERT_FALSE(store->read([&](Snapshot& v) {
    EXPECT_EQ(v.find_session(sha256("mo"))->council, "southwark");
    EXPECT_FALSE(v.find_session(sha256("somebody else's")));
  }));
}

TEST_F(PostgresStoreTest, TellsWhoChecksTheLogsWhichThereAreAndNothingElse) {
  ASSERT_FALSE(store->write([&](Transaction& t) {
    for (const Account& one : {jade, mo})
      t.append_audit(one.council, {{.account = one.id, .did = std::string(access::sign_in)}});
    return true;
  }));
  raw.run("BEGIN");
  raw.enter_heads();
  EXPECT_EQ(count("audit_heads"), 2);
  EXPECT_EQ(count("audit"), 0);
  EXPECT_TRUE(raw.run("UPDATE audit_heads SET number = 9"));
  EXPECT_EQ(count("audit_heads WHERE number = 9"), 0) << "to be looked at only";
  raw.enter_council("southwark");
  EXPECT_EQ(count("audit"), 1);
}

TEST_F(PostgresStoreTest, GivesACouncilPartitionsOfItsOwnWhileItHasNoRows) {
  EXPECT_FALSE(store->give_partitions("st-helens"));
  EXPECT_FALSE(store->give_partitions("st-helens")) << "again is no error";
  const CaseId one(new_id());
  ASSERT_FALSE(store->write([&](Transaction& t) {
    t.put_case("st-helens", one);
    t.append_history("st-helens", {.case_id = one, .seq = 1, .op = "{}", .author = jade.id, .device = device});
    t.append_history("southampton", {.case_id = cases[0], .seq = 1, .op = "{}", .author = jade.id, .device = device});
    return true;
  }));
  raw.run("BEGIN");
  raw.enter_council("st-helens");
  EXPECT_EQ(count("history"), 1);
  EXPECT_EQ(count("\"history_st-helens\""), 1);
  raw.run("ROLLBACK");
  EXPECT_TRUE(store->give_partitions("southampton")) << "its history is in the rest";
  EXPECT_FALSE(store->check()) << "and the store goes on";
}

// ---- The record --------------------------------------------------------------------------------------------------

TEST_F(PostgresStoreTest, NeverChangesOrDeletesHistory) {
  ASSERT_FALSE(store->write([&](Transaction& t) {
    t.append_history("southampton", {.case_id = cases[0], .seq = 1, .op = "{}", .author = jade.id, .device = device});
    return true;
  }));
  raw.run("BEGIN");
  raw.enter_council("southampton");
  EXPECT_EQ(count("history"), 1);
  EXPECT_EQ(refused("UPDATE history SET op = '[]' WHERE council = 'southampton'"), "P0001");
  raw.forget_entered();
  raw.enter_council("southampton");
  EXPECT_EQ(refused("DELETE FROM history"), "P0001");
  EXPECT_EQ(refused("TRUNCATE history"), "P0001");
}

TEST_F(PostgresStoreTest, CommitsDurably) {
  const auto setting = [&](const char* name) {
    PostgresStatement ask = raw.prepare("SELECT current_setting('" + std::string(name) + "')");
    return ask.step() ? ask.text(0) : std::string();
  };
  EXPECT_EQ(setting("synchronous_commit"), "on");
  EXPECT_EQ(setting("statement_timeout"), "15s");
}

// ---- Endpoints side by side --------------------------------------------------------------------------------------

TEST_F(PostgresStoreTest, BeginsAgainAfterADeadlock) {
  std::latch both_hold_one(2);
  std::atomic<int> calls{0};
  const auto lock_both = [&](const CaseId& first, const CaseId& second) {
    const auto own = open();
    bool waited = false;
    EXPECT_FALSE(own->write([&](Transaction& t) {
      ++calls;
      t.set_case_seq(jade.council, first, t.lock_case(jade.council, first) + 1);
      if (!waited) both_hold_one.arrive_and_wait();
      waited = true;
      t.set_case_seq(jade.council, second, t.lock_case(jade.council, second) + 1);
      return true;
    }));
  };
  std::thread other([&] { lock_both(cases[1], cases[0]); });
  lock_both(cases[0], cases[1]);
  other.join();
  EXPECT_EQ(calls, 3) << "one of the two began again";
  ASSERT_FALSE(store->read([&](Snapshot& v) {
    for (const VisibleCase& one : v.visible_cases(jade)) EXPECT_EQ(one.seq, 2);
  }));
}

TEST_F(PostgresStoreTest, CarriesOutOnceWhatCameToTwoEndpointsAtOnce) {
  const json step{{"heading", "home"}, {"owner", "young_person"}, {"title", "Call the landlord"}};
  for (int round = 1; round <= 10; ++round) {
    const json ops = json::array({{{"op", new_id()},
                                   {"n", round},
                                   {"case", cases[0].text},
                                   {"doc", new_id()},
                                   {"at", 1},
                                   {"type", "step"},
                                   {"create", step}}});
    const auto read = sync::read_request({{"device", device}, {"cursor", ""}, {"ops", ops}});
    std::latch ready(2);
    std::array<std::vector<sync::OpResult>, 2> results;
    const auto send = [&](std::size_t endpoint) {
      const auto own = open();
      ready.arrive_and_wait();
      EXPECT_FALSE(own->write([&](Transaction& t) {
        results[endpoint] = push(t, jade, {*read, ops}, 1).value();
        return true;
      }));
    };
    std::thread other([&] { send(1); });
    send(0);
    other.join();
    for (const auto& one : results) {
      ASSERT_EQ(one.size(), 1U);
      EXPECT_EQ(one[0].status, sync::OpStatus::applied);
      EXPECT_EQ(one[0].seq, round) << "both are told the same";
    }
  }
  raw.run("BEGIN");
  raw.enter_council("southampton");
  EXPECT_EQ(count("history"), 10);
}

TEST_F(PostgresStoreTest, GoesOnAfterItsConnectionWasLost) {
  const auto lose = [&] {
    database.run_as_superuser(  // in this database: other tests share the cluster
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE usename = 'waymark' AND datname = current_database()");
  };
  lose();
  EXPECT_FALSE(store->check()) << "between two transactions nobody notices";
  const auto trouble = store->write([&](Transaction& t) {
    t.set_case_seq(jade.council, cases[0], 1);
    lose();
    t.set_case_seq(jade.council, cases[0], 2);
    return true;
  });
  ASSERT_TRUE(trouble);
  EXPECT_EQ(trouble->kind, StoreTrouble::Kind::busy);
  ASSERT_FALSE(store->read([&](Snapshot& v) { EXPECT_EQ(v.visible_cases(jade).front().seq, 0); }));
}

TEST(SeveralEndpoints, ServeOnePhoneInTurn) {
  const PostgresDatabase database;
  test::RunningEndpoint first({"--store", database.address()});
  test::RunningEndpoint second({"--store", database.address()});
  test::Phone phone = first.pair("Jade Carter");
  const json page = phone.sync().json();
  const json change = page["changes"][0];
  const std::string case_id = change["case"].get<std::string>();
  for (int turn = 0; turn < 4; ++turn) {
    phone.port = turn % 2 == 0 ? second.port() : first.port();
    const json step = phone.create(case_id, "step",
                                   {{"heading", "home"}, {"owner", "young_person"}, {"title", std::to_string(turn)}});
    const json reply = phone.sync({step}).json();
    EXPECT_EQ(reply["results"][0]["status"], "applied") << reply;
    EXPECT_EQ(reply["changes"].size(), 1U) << "with the other's cursor, only what is new";
  }
}

// ---- The schema --------------------------------------------------------------------------------------------------

TEST(PostgresSchema, IsMadeOnceWhenManyEndpointsStartAtOnce) {
  const PostgresDatabase database;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      const auto store = PostgresStore::open(database.address());
      EXPECT_TRUE(store) << store.error();
    });
  }
  for (std::thread& thread : threads) thread.join();
}

TEST(PostgresSchema, FromBeforeThereWasALogOfAccessesGetsOneWithThePartitionsThatCouncilsHave) {
  const PostgresDatabase database;
  PostgresConnection before;
  ASSERT_TRUE(before.open(database.address()));
  ASSERT_TRUE(before.run(postgres_migrations[0].sql));
  ASSERT_TRUE(
      before.run("CREATE TABLE waymark_schema (version bigint NOT NULL, compatible_with bigint NOT NULL);"
                 "INSERT INTO waymark_schema VALUES (1, 1);"
                 "CREATE TABLE \"history_st-helens\" PARTITION OF history FOR VALUES IN ('st-helens')"));
  const auto store = PostgresStore::open(database.address());
  ASSERT_TRUE(store) << store.error();
  ASSERT_FALSE((*store)->write([&](Transaction& t) {
    for (const char* council : {"st-helens", "southampton"})
      t.append_audit(council, {{.account = jade.id, .did = std::string(access::sign_in)}});
    return true;
  }));
  EXPECT_EQ(database.run_as_superuser("SELECT count(*) FROM \"audit_st-helens\"")[0][0], "1");
  EXPECT_EQ(database.run_as_superuser("SELECT count(*) FROM audit_rest")[0][0], "1");
}

TEST_F(PostgresStoreTest, WorksOnANewerSchemaThatSaysItMay) {
  const auto next = std::to_string(postgres_migrations.size() + 1);
  raw.run("UPDATE waymark_schema SET version = " + next);
  EXPECT_TRUE(PostgresStore::open(database.address())) << "an endpoint of before starts again during an upgrade";
  raw.run("UPDATE waymark_schema SET compatible_with = " + next);
  const auto refused = PostgresStore::open(database.address());
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().find("newer Waymark"), std::string::npos) << refused.error();
}

TEST_F(PostgresStoreTest, LetsARoleWorkThatMayNotChangeTheSchema) {
  const std::string role = "works_" + hex(random_bytes(4));
  database.run_as_superuser("CREATE ROLE " + role + " LOGIN");
  const auto drop = [&] { database.run_as_superuser("DROP OWNED BY " + role + "; DROP ROLE " + role); };
  EXPECT_TRUE(store->let_work("nobody-of-this-name"));
  ASSERT_FALSE(store->let_work(role));
  {
    const auto works = open(role);
    EXPECT_FALSE(works->check());
    EXPECT_FALSE(works->write([&](Transaction& t) {
      t.put_session(jade, new_id(), sha256("new phone"), 2);
      t.append_history("southampton", {.case_id = cases[0], .seq = 1, .op = "{}", .author = jade.id, .device = device});
      for (int time = 0; time < 2; ++time)
        t.append_audit("southampton", {{.account = jade.id, .did = std::string(access::sign_in)}});
      EXPECT_FALSE(t.shared_secret("cursor", "offered").empty());
      for (const char* code : {"one", "two"})
        t.put_link(jade, {.code_hash = sha256(code), .made_from = sha256(code), .until_utc_ms = 1000});
      EXPECT_TRUE(t.redeem_link(sha256("one"), device, 1000));
      EXPECT_FALSE(t.redeem_link(sha256("one"), "another", 1000));
      return t.find_session(sha256("new phone")).has_value();
    }));
    ASSERT_TRUE(raw.open(database.address(role)));
    for (const char* sql :
         {"DELETE FROM documents", "DELETE FROM access", "UPDATE history SET op = '{}'", "UPDATE audit SET count = 0",
          "DELETE FROM audit_heads", "DROP TABLE ops", "ALTER TABLE accounts DISABLE ROW LEVEL SECURITY",
          "CREATE TABLE mine (id int)", "SELECT * FROM documents_rest"}) {
      EXPECT_EQ(refused(sql), "42501") << sql;
    }
  }
  ASSERT_TRUE(raw.open(database.address()));
  drop();
}

// Also of tables that a later version makes: each is named in let_work(), and nothing more is given than it needs.
TEST_F(PostgresStoreTest, LetsThatRoleReadAndAddAndNothingBeyondWhatIsListed) {
  const std::string role = "works_" + hex(random_bytes(4));
  database.run_as_superuser("CREATE ROLE " + role + " LOGIN");
  ASSERT_FALSE(store->let_work(role));
  std::map<std::string, std::string> rights;
  for (const auto& row : database.run_as_superuser("SELECT table_name, privilege_type FROM "
                                                   "information_schema.role_table_grants WHERE grantee = '" +
                                                   role + "' ORDER BY 1, 2")) {
    rights[row[0]] += row[1] + " ";
  }
  for (const auto& row : database.run_as_superuser("SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND NOT "
                                                   "relispartition AND relnamespace = 'public'::regnamespace")) {
    EXPECT_TRUE(rights.contains(row[0])) << "an endpoint cannot use " << row[0] << ": name it in let_work()";
  }
  for (const auto& [table, given] : rights) {
    const bool is_kept =
        table == "history" || table == "audit" || table == "ops" || table == "secrets" || table == "waymark_schema";
    for (const char* never : {"DELETE", "TRUNCATE", "TRIGGER", "REFERENCES"}) {
      if (table == "links" && std::string_view(never) == "DELETE") continue;  // which have ended
      EXPECT_EQ(given.find(never), std::string::npos) << table;
    }
    if (is_kept) EXPECT_EQ(given.find("UPDATE"), std::string::npos) << table;
  }
  const auto may = database.run_as_superuser(
      "SELECT has_schema_privilege('" + role + "', 'public', 'CREATE'), has_database_privilege('" + role +
      "', current_database(), 'CREATE'), rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb FROM pg_roles WHERE "
      "rolname = '" +
      role + "'");
  EXPECT_EQ(may[0], (std::vector<std::string>{"f", "f", "f"}));
  database.run_as_superuser("DROP OWNED BY " + role + "; DROP ROLE " + role);
}

TEST(PostgresSchema, IsMadeByTheOwnerAndAnotherRoleSaysSo) {
  const PostgresDatabase database;
  const std::string role = "works_" + hex(random_bytes(4));
  database.run_as_superuser("CREATE ROLE " + role + " LOGIN");
  const auto refused = PostgresStore::open(database.address(role));
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().find("councilctl prepare-store"), std::string::npos) << refused.error();
  database.run_as_superuser("DROP ROLE " + role);
}

TEST(PostgresSchema, IsNotMadeAmongTheTablesOfAnotherProgram) {
  const PostgresDatabase database;
  PostgresConnection other;
  ASSERT_TRUE(other.open(database.address()) && other.run("CREATE TABLE accounts (id int)"));
  const auto refused = PostgresStore::open(database.address());
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().find("another program"), std::string::npos) << refused.error();
}

// As docs/waymark.service has it: systemd hands the file to the endpoint alone.
TEST(PostgresAddress, MayNameAServiceWhosePasswordStandsInAFile) {
  const PostgresDatabase database;
  const test::TemporaryFolder folder;
  const std::filesystem::path services = folder.path() / "postgresql";
  const std::string address = database.address();
  const std::size_t name = address.find('/', 13) + 1, host = address.find("host=") + 5;
  test::write_file(services, "[waymark]\nhost=" + address.substr(host, address.find('&') - host) + "\ndbname=" +
                                 address.substr(name, address.find('?') - name) + "\nuser=waymark\npassword=hunter2\n");
  ASSERT_EQ(chmod(services.c_str(), 0440), 0);
  setenv("PGSERVICEFILE", services.c_str(), 1);
  const auto store = PostgresStore::open("service=waymark");
  unsetenv("PGSERVICEFILE");
  ASSERT_TRUE(store) << store.error();
  EXPECT_FALSE((*store)->check());
}

TEST(PostgresAddress, IsRefusedWithTheReasonAndTheRemedy) {
  const auto refusal = [](const std::string& address) {
    const auto store = PostgresStore::open(address);
    EXPECT_FALSE(store) << address;
    return store ? std::string() : store.error();
  };
  EXPECT_NE(refusal("not an address").find("postgresql://ROLE@HOST/DATABASE"), std::string::npos);
  const std::string with_password = refusal("postgresql://waymark:hunter2@db/waymark");
  EXPECT_NE(with_password.find("PGPASSFILE"), std::string::npos) << with_password;
  EXPECT_EQ(with_password.find("hunter2"), std::string::npos);
  EXPECT_NE(refusal("postgresql:///waymark?host=/nowhere").find("does not answer"), std::string::npos);
}

}  // namespace
}  // namespace waymark::server
