// Staff sign in with their council's identity provider, and nobody else does.
// Method: the real endpoint and a real, certified provider (oidc-provider) as processes, and a browser's steps by hand,
// so that each can be repeated, left out or taken by somebody else.
#include <gtest/gtest.h>

#include "server/audit/chain.h"
#include "server/staff/sign_in.h"
#include "server/store/sqlite.h"
#include "tests/server/any_store.h"
#include "tests/server/identity_provider.h"

namespace waymark::server::test {
namespace {

using nlohmann::json;

const json sam{
    {"sub", "sam-248289"}, {"name", "Samira Okonkwo"}, {"groups", {"everybody", "advisers"}}, {"amr", {"pwd", "mfa"}}};

json but(json who, const std::string& name, const json& value) {
  who[name] = value;
  return who;
}

class StaffSignIn : public testing::Test {
 protected:
  StaffSignIn() { EXPECT_TRUE(restart()) << endpoint->log(); }

  [[nodiscard]] std::string origin() const { return "http://127.0.0.1:" + std::to_string(port); }
  [[nodiscard]] std::string sign_in() const { return origin() + "/v1/staff/sign-in"; }
  [[nodiscard]] std::string callback() const { return origin() + "/v1/staff/callback"; }
  [[nodiscard]] std::string issuer() const { return "http://127.0.0.1:" + std::to_string(provider_port); }

  [[nodiscard]] json settings() const {
    return {{"issuer", issuer()},
            {"client_id", "waymark"},
            {"client_secret_file", "secret"},
            {"origin", origin()},
            {"council", "southampton"},
            {"groups", {{"claim", "groups"}, {"roles", {{"advisers", "adviser"}}}}},
            {"scopes", {"groups"}}};
  }
  static void write_private(const std::filesystem::path& file, const std::string& text) {
    write_file(file, text);
    std::filesystem::permissions(file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  }
  /// The endpoint anew, with these settings.
  bool restart(const json& with = json(), const std::string& secret = "a secret+with/signs & blanks?",
               std::vector<std::string> more = {}) {
    endpoint.reset();
    write_private(folder.path() / "oidc.json", (with.is_null() ? settings() : with).dump());
    write_private(folder.path() / "secret", secret + "\n");
    more.insert(more.end(), {"--port", std::to_string(port), "--oidc", (folder.path() / "oidc.json").string()});
    endpoint = std::make_unique<RunningEndpoint>(more);
    return endpoint->port() == port;
  }

  /// Signs in to the end: the code of the link.
  std::string code_for(const json& who) {
    provider.next(who);
    Browser browser;
    const Answer answer = browser.follow(sign_in());
    EXPECT_EQ(answer.status, 303) << answer.body << endpoint->log();
    return code_in(answer);
  }
  static std::string code_in(const Answer& answer) {
    const std::string location = answer.header("location");
    EXPECT_TRUE(location.starts_with("/#link=")) << location;
    return location.substr(std::min(location.size(), std::size_t{7}));
  }
  /// The way back, not yet taken: the address of the callback with what the provider says.
  std::string way_back(Browser& browser, const json& who = sam) {
    provider.next(who);
    const Answer answer = browser.follow(sign_in(), callback());
    EXPECT_TRUE(answer.header("location").starts_with(callback())) << answer.body;
    return answer.header("location");
  }

  void expect_page(const Answer& answer, int status, const std::string& words) const {
    EXPECT_EQ(answer.status, status) << answer.body << endpoint->log();
    EXPECT_EQ(answer.header("content-type"), "text/html; charset=utf-8");
    EXPECT_NE(answer.body.find(words), std::string::npos) << answer.body;
    EXPECT_EQ(answer.header("cache-control"), "no-store");
    EXPECT_NE(answer.header("content-security-policy").find("default-src 'none'"), std::string::npos);
    EXPECT_EQ(answer.body.find(issuer()), std::string::npos) << "the provider's internals";
    EXPECT_EQ(answer.header("location"), "");
  }

  TemporaryFolder folder;
  std::uint16_t port = free_port();
  std::uint16_t provider_port = free_port();
  IdentityProvider provider{provider_port, {callback()}};
  std::unique_ptr<RunningEndpoint> endpoint;
};

TEST_F(StaffSignIn, BringsAnAdviserIntoTheAppWithAnAccountOfTheirOwn) {
  const Phone phone(port, code_for(sam));
  EXPECT_EQ(phone.account["account"]["name"], "Samira Okonkwo");
  EXPECT_EQ(phone.account["account"]["role"], "adviser");
  EXPECT_EQ(phone.account["council"], "southampton");
  EXPECT_EQ(phone.account["account"]["id"], staff::account_id("southampton", issuer(), "sam-248289").text);
  EXPECT_TRUE(phone.everything().empty()) << "nobody gave them a case yet";

  const Phone again(port, code_for(but(sam, "name", "Samira Okonkwo-Hill")));
  EXPECT_EQ(again.account["account"]["id"], phone.account["account"]["id"]);
  EXPECT_EQ(again.account["account"]["name"], "Samira Okonkwo-Hill");
  const Phone other(port, code_for(but(sam, "sub", "somebody else")));
  EXPECT_NE(other.account["account"]["id"], phone.account["account"]["id"]);
}

TEST_F(StaffSignIn, IsInTheLogOfAccessesAndNothingPersonalInTheOther) {
  const Phone phone(port, code_for(sam));
  provider.next(but(sam, "groups", json::array()));
  (void)Browser().follow(sign_in());
  const auto store = SqliteStore::open_to_read(endpoint->data() / "waymark.db");
  ASSERT_TRUE(store) << store.error();
  std::vector<AuditEntry> entries;
  ASSERT_TRUE(walk_audit(**store, "southampton", [&](const AuditEntry& one) { entries.push_back(one); }));
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].did, "sign_in");
  EXPECT_EQ(entries[0].account.text, phone.account["account"]["id"].get<std::string>());
  EXPECT_EQ(entries[0].device, phone.device);
  ASSERT_TRUE(endpoint->logs(R"("outcome":"no_role")"));
  for (const std::string& word : {std::string("Samira"), std::string("sam-248289"), std::string("advisers"),
                                  entries[0].account.text, std::string("code="), std::string("state=")})
    EXPECT_EQ(endpoint->log().find(word), std::string::npos) << word;
}

TEST_F(StaffSignIn, SendsTheBrowserWithPkceAndACookieThatOnlyTheServerReads) {
  Browser browser;
  const Answer answer = browser.get(sign_in());
  EXPECT_EQ(answer.status, 302);
  const std::string location = answer.header("location");
  EXPECT_TRUE(location.starts_with(issuer() + "/auth?")) << location;
  EXPECT_EQ(query_part(location, "code_challenge_method"), "S256");
  EXPECT_EQ(query_part(location, "state").size(), 22U);
  EXPECT_EQ(query_part(location, "nonce").size(), 22U);
  EXPECT_EQ(answer.header("cache-control"), "no-store");
  EXPECT_EQ(answer.header("referrer-policy"), "no-referrer");
  const std::string cookie = answer.set_cookies.at(0);
  EXPECT_TRUE(cookie.starts_with("waymark-staff=")) << cookie;
  EXPECT_TRUE(cookie.ends_with("; Path=/; Max-Age=600; HttpOnly; SameSite=Lax")) << cookie;
  EXPECT_EQ(cookie.find(query_part(location, "state")), std::string::npos) << "sealed";
}

TEST_F(StaffSignIn, KeepsItsCookieToItsHostAndToTlsWhereThereIsTls) {
  json secure = settings();
  secure["origin"] = "https://waymark.example.gov.uk";
  ASSERT_TRUE(restart(secure));
  const std::string cookie = Browser().get(sign_in()).set_cookies.at(0);
  EXPECT_TRUE(cookie.starts_with("__Host-waymark-staff=")) << cookie;
  EXPECT_TRUE(cookie.ends_with("; Path=/; Max-Age=600; HttpOnly; SameSite=Lax; Secure")) << cookie;
  Browser browser;
  browser.cookies[port]["waymark-staff"] = cookie.substr(21, cookie.find(';') - 21);
  expect_page(browser.get(callback() + "?code=a&state=b"), 400, "Please sign in again");
  ASSERT_TRUE(endpoint->logs(R"("why":"no_cookie")")) << "a cookie that any page could set does not count";
}

TEST_F(StaffSignIn, RefusesWhoeverIsInNoGroupThatMayUseIt) {
  for (const json& groups : {json::array(), json{"everybody"}, json("Advisers")}) {
    provider.next(but(sam, "groups", groups));
    Browser browser;
    expect_page(browser.follow(sign_in()), 403, "in none of the groups");
  }
}

TEST_F(StaffSignIn, RefusesWhoeverUsedNothingButAPassword) {
  for (const json& amr : {json{"pwd"}, json(), json::array()}) {
    provider.next(but(sam, "amr", amr));
    Browser browser;
    expect_page(browser.follow(sign_in()), 403, "A second step is needed");
  }
  json by_acr = settings();
  by_acr["mfa"] = {{"claim", "acr"}, {"any_of", {"phr"}}};
  ASSERT_TRUE(restart(by_acr));
  (void)code_for(but(sam, "acr", "phr"));
  provider.next(but(sam, "acr", "pwd"));
  Browser browser;
  expect_page(browser.follow(sign_in()), 403, "A second step is needed");

  json not_asked = settings();
  not_asked["mfa"] = "not-asked";
  ASSERT_TRUE(restart(not_asked));
  (void)code_for(but(sam, "amr", {"pwd"}));
}

TEST_F(StaffSignIn, RefusesWhoeverTheProviderRefusesOrDoesNotName) {
  provider.next({{"deny", true}});
  Browser stopped;
  expect_page(stopped.follow(sign_in()), 403, "You are not signed in");
  json nameless = sam;
  nameless["sub"] = "nameless";
  nameless.erase("name");
  provider.next(nameless);
  Browser browser;
  expect_page(browser.follow(sign_in()), 403, "Your name is missing");
}

TEST_F(StaffSignIn, CountsEachWayBackOnce) {
  Browser browser;
  const std::string back = way_back(browser);
  const auto cookies = browser.cookies;
  const Answer first = browser.get(back);
  EXPECT_EQ(first.status, 303);
  EXPECT_TRUE(browser.cookies[port].empty()) << "the cookie has done its work";
  expect_page(browser.get(back), 400, "Please sign in again");
  browser.cookies = cookies;  // somebody kept a copy
  expect_page(browser.get(back), 400, "Please sign in again");
  const Phone phone(port, code_in(first));
  EXPECT_FALSE(phone.token.empty()) << "and the first goes on";
}

TEST_F(StaffSignIn, GivesALinkThatOnePhoneRedeems) {
  const std::string code = code_for(sam);
  const Phone phone(port, code);
  const Phone asks_again(port, code, phone.device);  // its first answer was lost
  EXPECT_NE(asks_again.token, phone.token);
  const Answer other = exchange(port, "POST", "/v1/pair", {{"Content-Type", "application/json"}},
                                json{{"code", code}, {"device", new_id()}}.dump());
  EXPECT_EQ(other.problem(), "/problems/link-refused");
}

TEST_F(StaffSignIn, RefusesAWayBackThatSomebodyElseBegan) {
  Browser adviser, thief, tricked;
  const std::string back = way_back(adviser);
  expect_page(thief.get(back), 400, "started in another browser");
  (void)tricked.get(sign_in());  // has a cookie, of its own sign-in
  expect_page(tricked.get(back), 400, "Please sign in again");
  tricked.cookies[port]["waymark-staff"] = "AAAA";
  expect_page(tricked.get(back), 400, "Please sign in again");
  EXPECT_EQ(adviser.get(back).status, 303) << "whose it is gets on";
}

TEST_F(StaffSignIn, RefusesAnAnswerInTheNameOfAnotherProvider) {
  Browser browser;
  const std::string back = way_back(browser);
  const std::string named = back.substr(0, back.find("&iss="));
  expect_page(browser.get(named + "&iss=https%3A%2F%2Fevil.example"), 503, "does not work right now");
  expect_page(browser.get(named), 503, "does not work right now");
  ASSERT_TRUE(endpoint->logs(R"("why":"issuer_of_answer")", 2));
}

TEST_F(StaffSignIn, LeadsNobodyElsewhere) {
  Browser browser;
  for (const char* query : {"?redirect_uri=https://evil.example", "?next=//evil.example", "?state=mine&nonce=mine",
                            "?client_id=other&iss=https://evil.example"}) {
    const std::string location = browser.get(sign_in() + query).header("location");
    EXPECT_EQ(location.find("evil"), std::string::npos) << location;
    EXPECT_EQ(location.find("mine"), std::string::npos) << location;
    EXPECT_NE(location.find("client_id=waymark&"), std::string::npos) << location;
  }
  const std::string back = way_back(browser);
  const Answer answer = browser.get(back + "&redirect_uri=https://evil.example&next=//evil.example");
  EXPECT_TRUE(answer.header("location").starts_with("/#link=")) << answer.header("location");
}

TEST_F(StaffSignIn, TakesNoCodeThatTheProviderDidNotGiveForIt) {
  Browser browser, other;
  const std::string back = way_back(browser);
  const std::string others = way_back(other, but(sam, "sub", "other"));
  const std::string swapped = callback() + "?code=" + query_part(others, "code") +
                              "&state=" + query_part(back, "state") + "&iss=" + query_part(back, "iss");
  expect_page(browser.get(swapped), 400, "Please sign in again");  // the other's PKCE
  ASSERT_TRUE(endpoint->logs(R"("why":"invalid_grant")"));
  for (const std::string code : {"", "nonsense"})
    expect_page(browser.get(callback() + "?code=" + code + "&state=" + query_part(back, "state") +
                            "&iss=" + query_part(back, "iss")),
                400, "Please sign in again");
}

TEST_F(StaffSignIn, LetsCodesBeMadeUpAFewTimesAndRightOnesAsOftenAsNeeded) {
  ASSERT_TRUE(restart(json(), "a secret+with/signs & blanks?", {"--rate-guesses", "3"}));
  for (int i = 0; i < 4; ++i) {
    (void)code_for(sam);
    provider.next(but(sam, "groups", json::array()));
    Browser browser;
    expect_page(browser.follow(sign_in()), 403, "in none of the groups");
  }
  Browser browser;
  const std::string back = way_back(browser);
  const std::string made_up =
      callback() + "?code=made-up&state=" + query_part(back, "state") + "&iss=" + query_part(back, "iss");
  for (int i = 0; i < 3; ++i) expect_page(browser.get(made_up), 400, "Please sign in again");
  const Answer answer = browser.get(made_up);
  expect_page(answer, 429, "Wait some minutes");
  EXPECT_GT(std::stoi(answer.header("retry-after")), 60);
}

TEST_F(StaffSignIn, WorksWithEachAlgorithm) {
  for (const char* client : {"waymark-ps256", "waymark-es256"}) {
    json other = settings();
    other["client_id"] = client;
    ASSERT_TRUE(restart(other));
    EXPECT_FALSE(code_for(sam).empty()) << client;
  }
}

TEST_F(StaffSignIn, SaysThatTheProviderIsAwayAndStartsWithoutIt) {
  json nowhere = settings();
  nowhere["issuer"] = "http://127.0.0.1:" + std::to_string(free_port());
  ASSERT_TRUE(restart(nowhere));
  const Answer answer = Browser().get(sign_in());
  expect_page(answer, 503, "Wait a minute");
  EXPECT_EQ(answer.header("retry-after"), "30");
  ASSERT_TRUE(endpoint->logs(R"("why":"connect")"));

  ASSERT_TRUE(restart(json(), "another secret"));
  provider.next(sam);
  Browser browser;
  expect_page(browser.follow(sign_in()), 503, "does not work right now");
  ASSERT_TRUE(endpoint->logs(R"("why":"invalid_client")"));
}

TEST_F(StaffSignIn, StartsOnlyWithSettingsThatAreWhole) {
  const auto stopped = [&] {
    const std::string file = (folder.path() / "oidc.json").string();
    const Ended ended = run(
        WAYMARK_BUILD_DIR "/waymark-endpoint",
        {"--port", "0", "--data", (folder.path() / "data").string(), "--site", (endpoint->folder() / "site").string(),
         "--councils", endpoint->councils().string(), "--national", (endpoint->folder() / "national").string(),
         "--schema", WAYMARK_SOURCE_DIR "/assets/schema", "--openapi", WAYMARK_SOURCE_DIR "/docs/openapi.yaml",
         "--people", (endpoint->folder() / "people.json").string(), "--oidc", file});
    EXPECT_EQ(ended.code, 1);
    return ended.error;
  };
  json wrong = settings();
  wrong["groups"]["role"] = "adviser";
  write_private(folder.path() / "oidc.json", wrong.dump());
  EXPECT_NE(stopped().find("\"/groups/role\": is not known here"), std::string::npos) << stopped();
  wrong = settings();
  wrong["council"] = "southamton";
  write_private(folder.path() / "oidc.json", wrong.dump());
  EXPECT_NE(stopped().find("\"southamton\", which has no content here"), std::string::npos) << stopped();
}

TEST_F(StaffSignIn, IsTakenUpByAnyEndpointOnTheDatabase) {
  const AnyStore database(StoreKind::postgresql);
  ASSERT_TRUE(restart(json(), "a secret+with/signs & blanks?", database.flags()));
  std::vector<std::string> flags = database.flags();
  flags.insert(flags.end(), {"--oidc", (folder.path() / "oidc.json").string()});
  const RunningEndpoint second(flags);
  Browser browser;
  std::string back = way_back(browser);
  const std::string to_second = "http://127.0.0.1:" + std::to_string(second.port());
  browser.cookies[second.port()] = browser.cookies[port];
  const Answer answer = browser.get(to_second + back.substr(origin().size()));
  ASSERT_EQ(answer.status, 303) << answer.body << second.log();
  expect_page(browser.get(back), 400, "Please sign in again");
  const Phone phone(port, code_in(answer));
  EXPECT_EQ(phone.account["account"]["name"], "Samira Okonkwo");
  const Answer other = exchange(second.port(), "POST", "/v1/pair", {{"Content-Type", "application/json"}},
                                json{{"code", code_in(answer)}, {"device", new_id()}}.dump());
  EXPECT_EQ(other.problem(), "/problems/link-refused");
}

TEST(StaffSignInElsewhere, SaysThatItIsNotSetUp) {
  const RunningEndpoint endpoint;
  for (const char* path : {"/v1/staff/sign-in", "/v1/staff/callback?code=a&state=b"}) {
    const Answer answer = exchange(endpoint.port(), "GET", path);
    EXPECT_EQ(answer.status, 404);
    EXPECT_NE(answer.body.find("not set up here"), std::string::npos) << answer.body;
  }
}

}  // namespace
}  // namespace waymark::server::test
