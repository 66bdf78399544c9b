// A council gives cases to its advisers and takes them: councilctl, while an endpoint and phones go on.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "server/audit/chain.h"
#include "server/identity/secret.h"
#include "server/store/sqlite.h"
#include "tests/server/any_store.h"

namespace waymark::server::test {
namespace {

using nlohmann::json;

class AccountsTest : public testing::TestWithParam<StoreKind> {
 protected:
  AccountsTest() {
    case_id = jade.everything().begin()->second["case"].get<std::string>();
    newcomer.id = PersonId(new_id());
    EXPECT_FALSE(store->write([&](Transaction& t) {
      t.put_account(newcomer);
      return t.put_link(newcomer, {.code_hash = sha256("code"), .until_utc_ms = 4'000'000'000'000});
    }));
  }

  [[nodiscard]] Ended councilctl(const std::string& command, const std::vector<std::string>& more = {}) const {
    std::vector<std::string> words{command};
    for (const auto& part :
         {GetParam() == StoreKind::sqlite ? std::vector<std::string>{"--data", endpoint.data().string()}
                                          : database.flags(),
          more})
      words.insert(words.end(), part.begin(), part.end());
    return run(WAYMARK_BUILD_DIR "/councilctl", words);
  }
  [[nodiscard]] Ended change(const std::string& command, const std::string& account) const {
    return councilctl(command, {"--case", case_id, "--account", account});
  }
  [[nodiscard]] static std::string id_of(const Phone& phone) {
    return phone.account["account"]["id"].get<std::string>();
  }

  /// SQLite's database is the endpoint's own, so that the endpoint's folder is what councilctl is given.
  AnyStore database{GetParam()};
  RunningEndpoint endpoint{GetParam() == StoreKind::sqlite ? std::vector<std::string>{} : database.flags()};
  std::unique_ptr<Store> store =
      GetParam() == StoreKind::sqlite
          ? std::unique_ptr<Store>(std::move(*SqliteStore::open(endpoint.data() / "waymark.db")))
          : database.open();
  Phone jade = endpoint.pair("Jade Carter");
  Phone sam = endpoint.pair("Sam Okoro");
  Account newcomer{.council = "southampton", .name = "Samira Okonkwo", .role = Role::adviser};
  std::string case_id;
};

INSTANTIATE_TEST_SUITE_P(On, AccountsTest, every_store(), store_name);

TEST_P(AccountsTest, AreListedWithTheirCases) {
  const Ended all = councilctl("accounts");
  EXPECT_EQ(all.code, 0) << all.error;
  EXPECT_NE(all.out.find(newcomer.id.text + "  adviser  southampton  Samira Okonkwo\n"), std::string::npos) << all.out;
  EXPECT_NE(all.out.find(id_of(jade) + "  young_person  southampton  Jade Carter\n  case " + case_id + "\n"),
            std::string::npos)
      << all.out;
  const Ended few = councilctl("accounts", {"--case", case_id});
  EXPECT_NE(few.out.find("Sam Okoro"), std::string::npos) << few.out;
  EXPECT_EQ(few.out.find("Samira"), std::string::npos) << few.out;
  EXPECT_NE(councilctl("accounts", {"--council", "southwark"}).out.find("no such account"), std::string::npos);
}

TEST_P(AccountsTest, GetACaseAtOnceAndLoseItAtOnce) {
  Phone samira(endpoint.port(), "code");
  EXPECT_TRUE(samira.sync().json()["changes"].empty());
  EXPECT_FALSE(sam.sync().json()["changes"].empty());
  const Ended given = change("grant", newcomer.id.text);
  EXPECT_EQ(given.out, "Samira Okonkwo has the case " + case_id + " now.\n") << given.error;
  EXPECT_FALSE(samira.sync().json()["changes"].empty());

  EXPECT_EQ(change("revoke", id_of(sam)).code, 0);
  const json edit = jade.create(case_id, "step", {{"heading", "home"}, {"owner", "young_person"}, {"title", "Later"}});
  ASSERT_EQ(jade.sync({edit}).status, 200);
  const json told = sam.sync().json();
  EXPECT_EQ(told["gone"], json::array({case_id})) << told;
  for (const json& one : told["changes"]) EXPECT_NE(one["case"], case_id);
  for (const auto& [doc, one] : sam.everything()) EXPECT_NE(one["case"], case_id);
  const json late = sam.create(case_id, "step", {{"heading", "home"}, {"owner", "adviser"}, {"title", "Too late"}});
  const json refused = sam.sync({late}).json();
  EXPECT_EQ(refused["results"][0]["problem"]["cause"], "gone") << refused;
  EXPECT_TRUE(refused["gone"].empty()) << "told once";

  const json news = samira.sync().json();
  ASSERT_EQ(news["changes"].size(), 1U) << news;
  EXPECT_EQ(news["changes"][0]["full"]["title"], "Later");
}

TEST_P(AccountsTest, AreInTheLogWhenTheyGetOrLoseACase) {
  ASSERT_EQ(change("grant", newcomer.id.text).code, 0);
  ASSERT_EQ(change("revoke", newcomer.id.text).code, 0);
  std::vector<std::string> did;
  const auto walk = walk_audit(*store, "southampton", [&](const AuditEntry& entry) {
    if (entry.account == newcomer.id) did.push_back(entry.did + " " + entry.case_id.text);
  });
  ASSERT_TRUE(walk && !walk->breach);
  EXPECT_EQ(did, (std::vector<std::string>{"grant " + case_id, "revoke " + case_id}));
}

TEST_P(AccountsTest, AreNotChangedByWhatMakesNoSense) {
  const auto error = [&](const std::string& command, const std::string& account, const std::string& one) {
    const Ended ended = councilctl(command, {"--case", one, "--account", account});
    EXPECT_EQ(ended.code, 1) << ended.out;
    return ended.error;
  };
  EXPECT_NE(error("grant", new_id(), case_id).find("no account"), std::string::npos);
  EXPECT_NE(error("grant", newcomer.id.text, new_id()).find("no case"), std::string::npos);
  EXPECT_NE(error("grant", id_of(sam), case_id).find("has the case already"), std::string::npos);
  EXPECT_NE(error("revoke", newcomer.id.text, case_id).find("does not have the case"), std::string::npos);
  EXPECT_NE(error("grant", id_of(jade), case_id).find("young person's"), std::string::npos);
  EXPECT_NE(error("revoke", id_of(jade), case_id).find("young person's"), std::string::npos);
  EXPECT_EQ(councilctl("grant", {"--case", case_id}).code, 2);
  EXPECT_EQ(run(WAYMARK_BUILD_DIR "/councilctl", {"accounts"}).code, 2);
  const Ended nowhere =
      run(WAYMARK_BUILD_DIR "/councilctl", {"grant", "--data", "/nowhere", "--case", case_id, "--account", id_of(sam)});
  EXPECT_NE(nowhere.error.find("There is no database"), std::string::npos) << nowhere.error;
}

}  // namespace
}  // namespace waymark::server::test
