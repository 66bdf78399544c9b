// Sample people: loaded whole or not at all, with the dates of today, and never twice.
#include "server/sample/people.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "core/model/json.h"
#include "core/model/schema.h"
#include "server/store/sqlite.h"
#include "tests/server/running_endpoint.h"

namespace waymark::server {
namespace {

using nlohmann::json;
using test::file_text;
using test::TemporaryFolder;
using test::write_file;

const std::filesystem::path source = WAYMARK_SOURCE_DIR;

class PeopleTest : public testing::Test {
 protected:
  PeopleTest() : store(std::move(*SqliteStore::open(folder.path() / "waymark.db"))) {
    write_file(file, file_text(source / "assets/people/sample.json"));
  }

  std::expected<std::vector<LinkedPerson>, std::string> load() {
    return load_people({.file = file,
                        .schema = source / "assets/schema/people.schema.json",
                        .councils = councils,
                        .councils_refused = councils_refused,
                        .today = today,
                        .server_utc_ms = 1'795'000'000'000},
                       *store);
  }

  /// Loads a changed copy, which must be refused with this text in the sentence, and nothing written.
  void expect_refused(const std::function<void(json&)>& change, const std::string& text) {
    json people = json::parse(file_text(source / "assets/people/sample.json"));
    change(people);
    write_file(file, people.dump());
    const auto loaded = load();
    ASSERT_FALSE(loaded) << text;
    EXPECT_NE(loaded.error().find(file.string()), std::string::npos) << loaded.error();
    EXPECT_NE(loaded.error().find(text), std::string::npos) << loaded.error();
    EXPECT_EQ(documents().size(), 0U) << text;
  }

  std::vector<sync::Record> documents() {
    std::vector<sync::Record> all;
    const json people = json::parse(file_text(source / "assets/people/sample.json"));
    EXPECT_FALSE(store->read([&](Snapshot& snapshot) {
      for (const json& one : people["cases"]) {
        snapshot.each_change(one["council"].get<std::string>(), CaseId(one["id"].get<std::string>()), 0,
                             [&](const sync::Record& record) {
                               all.push_back(record);
                               return true;
                             });
      }
    }));
    return all;
  }

  TemporaryFolder folder;
  std::filesystem::path file = folder.path() / "people.json";
  std::unique_ptr<SqliteStore> store;
  std::vector<std::string> councils{"portsmouth", "southampton", "southwark"};
  std::vector<std::string> councils_refused;
  Date today{2026, 11, 22};
};

TEST_F(PeopleTest, ComeWithTheirCasesAndTheirLinks) {
  const auto linked = load();
  ASSERT_TRUE(linked) << linked.error();
  ASSERT_GE(linked->size(), 3U) << "two care leavers of different councils and an adviser";
  const Account adviser = [&] {
    Account found;
    EXPECT_FALSE(store->read([&](Snapshot& snapshot) {
      for (const LinkedPerson& person : *linked) {
        const auto account = snapshot.find_account(person.council, person.account);
        ASSERT_TRUE(account) << person.label;
        if (account->role == Role::adviser) found = *account;
      }
    }));
    return found;
  }();
  EXPECT_FALSE(store->read([&](Snapshot& snapshot) { EXPECT_EQ(snapshot.visible_cases(adviser).size(), 25U); }));
}

TEST_F(PeopleTest, HaveTheLanguageOfTheirPersonDocument) {
  ASSERT_TRUE(load());
  const auto documents_now = documents();
  for (const sync::Record& record : documents_now) {
    if (record.type == "person" && record.document["name"] == "Yusuf Haddad") {
      EXPECT_EQ(record.document["language"], "ar");
    }
  }
  const json people = json::parse(file_text(file));
  for (const json& person : people["people"]) {
    if (person["name"] != "Yusuf Haddad") continue;
    EXPECT_FALSE(store->read([&](Snapshot& snapshot) {
      EXPECT_EQ(snapshot.find_account("southwark", PersonId(person["id"].get<std::string>()))->language, "ar");
    }));
  }
}

TEST_F(PeopleTest, AreAsFreshAsTheDayTheyWereLoaded) {
  ASSERT_TRUE(load());
  for (const sync::Record& record : documents()) {
    EXPECT_TRUE(find_rules(record.type)->check(record.document).empty());
    EXPECT_EQ(json_text(record.document).find("\"@"), std::string::npos) << record.type;
  }
}

TEST_F(PeopleTest, AreLoadedOnceAndStayAsTheyWereEdited) {
  ASSERT_TRUE(load());
  std::vector<sync::Record> before = documents();
  ASSERT_FALSE(store->write([&](Transaction& transaction) {
    sync::Record edited = before[0];
    edited.seq = transaction.lock_case("southampton", edited.case_id) + 1;
    edited.document["note"] = "edited";
    transaction.put_record("southampton", edited);
    transaction.set_case_seq("southampton", edited.case_id, edited.seq);
    return true;
  }));
  today = {2027, 3, 1};
  ASSERT_TRUE(load());
  const auto after = documents();
  EXPECT_EQ(after.size(), before.size());
  int edits = 0;
  for (const sync::Record& record : after)
    edits += record.document.contains("note") && record.document["note"] == "edited";
  EXPECT_EQ(edits, 1);
}

TEST_F(PeopleTest, OfACouncilThatIsNotPublishedAreLeftOutUntilItIs) {
  councils = {"portsmouth", "southampton"};
  councils_refused = {"southwark"};
  const auto without = load();
  ASSERT_TRUE(without) << without.error();
  const std::size_t documents_without = documents().size();
  councils.emplace_back("southwark");
  councils_refused.clear();
  const auto with = load();
  ASSERT_TRUE(with) << with.error();
  EXPECT_EQ(with->size(), without->size() + 1);
  EXPECT_GT(documents().size(), documents_without);
}

TEST_F(PeopleTest, WithAnErrorAreRefusedWhole) {
  expect_refused([](json& people) { people["cases"][1]["documents"][0]["born"] = "2026-02-30"; },
                 "\"/cases/1/documents/0/born\"");
  expect_refused([](json& people) { people["cases"][0]["documents"][2].erase("heading"); }, "\"/cases/0/documents/2");
  expect_refused([](json& people) { people["cases"][0]["documents"][2]["type"] = "horoscope"; },
                 "\"/cases/0/documents/2/type\"");
  expect_refused([](json& people) { people["cases"][0]["adviser"] = people["cases"][0]["young_person"]; },
                 "\"/cases/0/adviser\"");
  expect_refused([](json& people) { people["people"][0]["council"] = "nowhere"; }, "\"/people/0/council\"");
  expect_refused([](json& people) { people["people"][1]["id"] = people["people"][0]["id"]; }, "\"/people/1/id\"");
  expect_refused([](json& people) { people["people"][0]["link"] = "yes"; }, "\"/people/0/link\"");
}

}  // namespace
}  // namespace waymark::server
