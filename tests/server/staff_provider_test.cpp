// What is asked of an identity provider, how often, and what is believed of its answers.
// Method: a provider that is a function, and a clock that the test sets.
#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <future>
#include <map>
#include <string>

#include "server/identity/secret.h"
#include "server/log.h"
#include "server/staff/provider.h"
#include "server/staff/sign_in.h"
#include "server/store/sqlite.h"
#include "tests/server/running_endpoint.h"
#include "tests/server/signing.h"

namespace waymark::server::staff {
namespace {

using http::Incoming;
using http::Outgoing;
using nlohmann::json;
using test::Signer;

const std::string issuer = "https://login.example.gov.uk";

class ProviderTest : public testing::Test {
 protected:
  ProviderTest() {
    settings.issuer = issuer;
    settings.client_id = "way mark";
    settings.client_secret = "a+b/c";
    settings.origin = "https://waymark.example.gov.uk";
    settings.council = "southampton";
    publish({signer.jwk()});
    answers[issuer + "/token"] = {200, ""};
  }

  json metadata() const {
    return {{"issuer", issuer},
            {"authorization_endpoint", issuer + "/auth"},
            {"token_endpoint", issuer + "/token"},
            {"jwks_uri", issuer + "/keys"}};
  }
  void publish(const std::vector<json>& keys) {
    answers[issuer + "/.well-known/openid-configuration"] = {200, metadata().dump()};
    answers[issuer + "/keys"] = {200, json{{"keys", keys}}.dump()};
  }

  Provider make() {
    return Provider(
        settings,
        [this](const Outgoing& request) -> std::expected<Incoming, http::FetchTrouble> {
          asked.push_back(request);
          const auto found = answers.find(request.url);
          if (found == answers.end()) return std::unexpected(http::FetchTrouble("connect"));
          return found->second;
        },
        [this] { return now_ms; });
  }

  /// What the provider answers to the next code: a token of this signer, changed.
  void give(const Signer& by, const std::string& key_id, const json& change = json::object()) {
    json claims{{"iss", issuer},
                {"aud", settings.client_id},
                {"sub", "sam"},
                {"nonce", remembered.nonce},
                {"exp", now_ms / 1000 + 60},
                {"iat", now_ms / 1000}};
    claims.update(change);
    const std::string token = by.token({{"alg", "RS256"}, {"kid", key_id}}, claims);
    answers[issuer + "/token"] = {200, json{{"id_token", token}, {"token_type", "Bearer"}}.dump()};
  }

  std::string outcome(Provider& provider) {
    const auto claims = provider.claims_for("c0de", remembered);
    return claims ? (*claims)["sub"].get<std::string>() : std::string(claims.error().what);
  }

  [[nodiscard]] int times(const std::string& path) const {
    return static_cast<int>(
        std::count_if(asked.begin(), asked.end(), [&](const Outgoing& one) { return one.url == issuer + path; }));
  }

  const Signer signer = Signer::rsa("one");
  Settings settings;
  std::map<std::string, Incoming> answers;
  std::deque<Outgoing> asked;
  std::int64_t now_ms = 1'800'000'000'000;
  Remembered remembered = Remembered::make(now_ms);
};

TEST_F(ProviderTest, IsAskedWhenItIsFirstNeededAndThenOnceAnHour) {
  Provider provider = make();
  EXPECT_TRUE(asked.empty());
  give(signer, "one");
  EXPECT_EQ(outcome(provider), "sam");
  now_ms += 3'599'000;
  give(signer, "one");
  EXPECT_EQ(outcome(provider), "sam");
  EXPECT_EQ(times("/.well-known/openid-configuration"), 1);
  EXPECT_EQ(times("/keys"), 1);
  now_ms += 2'000;
  EXPECT_EQ(outcome(provider), "sam");
  EXPECT_EQ(times("/.well-known/openid-configuration"), 2);
  EXPECT_EQ(times("/keys"), 2);
}

TEST_F(ProviderTest, SendsABrowserWithStateNonceAndChallenge) {
  Provider provider = make();
  settings.scopes = {"groups"};
  const std::string url = *make().authorization_url(remembered);
  EXPECT_TRUE(url.starts_with(issuer +
                              "/auth?response_type=code&client_id=way%20mark&redirect_uri="
                              "https%3A%2F%2Fwaymark.example.gov.uk%2Fv1%2Fstaff%2Fcallback&"
                              "scope=openid%20profile%20groups&state=" +
                              remembered.state))
      << url;
  EXPECT_NE(url.find("&nonce=" + remembered.nonce), std::string::npos);
  EXPECT_NE(url.find("&code_challenge=" + base64url(view(sha256(remembered.verifier)))), std::string::npos);
  EXPECT_NE(url.find("&code_challenge_method=S256"), std::string::npos);
  EXPECT_EQ(url.find(remembered.verifier), std::string::npos);
  settings.second_factor = SecondFactor{.claim = "acr", .any_of = {"phr", "phrh"}};
  EXPECT_TRUE(make().authorization_url(remembered)->ends_with("&acr_values=phr%20phrh"));
  settings.second_factor = SecondFactor{.claim = "acrs", .any_of = {"c1"}};
  EXPECT_TRUE(
      make()
          .authorization_url(remembered)
          ->ends_with("&claims=" + http::form_encoded(R"({"id_token":{"acrs":{"essential":true,"value":"c1"}}})")));
}

TEST_F(ProviderTest, GetsItsCodeWithTheSecretAsTheProviderTakesIt) {
  Provider basic = make();
  give(signer, "one");
  EXPECT_EQ(outcome(basic), "sam");
  Outgoing request = *std::find_if(asked.begin(), asked.end(), [](const Outgoing& one) { return !one.form.empty(); });
  EXPECT_EQ(request.user, "way%20mark");
  EXPECT_EQ(request.password, "a%2Bb%2Fc");
  EXPECT_EQ(request.form.find("secret"), std::string::npos);
  EXPECT_NE(request.form.find("code=c0de&"), std::string::npos);
  EXPECT_NE(request.form.find("&code_verifier=" + remembered.verifier), std::string::npos);

  json only_post = metadata();
  only_post["token_endpoint_auth_methods_supported"] = {"client_secret_post", "private_key_jwt"};
  answers[issuer + "/.well-known/openid-configuration"].body = only_post.dump();
  asked.clear();
  Provider post = make();
  EXPECT_EQ(outcome(post), "sam");
  request = *std::find_if(asked.begin(), asked.end(), [](const Outgoing& one) { return !one.form.empty(); });
  EXPECT_EQ(request.user, "");
  EXPECT_TRUE(request.form.ends_with("&client_id=way%20mark&client_secret=a%2Bb%2Fc")) << request.form;
}

TEST_F(ProviderTest, LearnsANewKeyAtOnceButAsksOnlyOnceAMinuteForOneThatNobodyHas) {
  Provider provider = make();
  give(signer, "one");
  EXPECT_EQ(outcome(provider), "sam");
  const Signer next = Signer::rsa("two");
  publish({signer.jwk(), next.jwk()});
  give(next, "two");
  EXPECT_EQ(outcome(provider), "key") << "asked a moment ago";
  now_ms += 60'000;
  give(next, "two");
  EXPECT_EQ(outcome(provider), "sam");
  EXPECT_EQ(times("/keys"), 2);

  const Signer stranger = Signer::rsa("stranger");
  for (int i = 0; i < 10; ++i) {
    now_ms += 5'900;
    give(stranger, "stranger");
    EXPECT_EQ(outcome(provider), "key");
  }
  EXPECT_EQ(times("/keys"), 2);
  now_ms += 1'000;
  give(stranger, "stranger");
  EXPECT_EQ(outcome(provider), "key");
  EXPECT_EQ(times("/keys"), 3);
}

TEST_F(ProviderTest, ForgetsAKeyThatItNoLongerHas) {
  Provider provider = make();
  give(signer, "one");
  EXPECT_EQ(outcome(provider), "sam");
  publish({Signer::rsa("two").jwk()});
  now_ms += 3'600'000;
  give(signer, "one");
  EXPECT_EQ(outcome(provider), "key");
}

TEST_F(ProviderTest, IsLeftAloneForAWhileWhenItIsAway) {
  const auto all = std::exchange(answers, {});
  Provider provider = make();
  EXPECT_EQ(provider.authorization_url(remembered).error().what, "connect");
  for (int i = 0; i < 10; ++i) EXPECT_EQ(provider.authorization_url(remembered).error().what, "left_alone");
  EXPECT_EQ(asked.size(), 1U);
  answers = all;
  now_ms += 5'000;
  EXPECT_TRUE(provider.authorization_url(remembered));
  answers.clear();
  now_ms += 3'600'000;
  EXPECT_TRUE(provider.authorization_url(remembered)) << "what it said an hour ago is better than nothing";
}

TEST_F(ProviderTest, MayNotSpeakForAnotherOrSendAnybodyToAnUnsafePlace) {
  EXPECT_TRUE(read_metadata(metadata().dump(), settings));
  for (const auto& [name, value] :
       {std::pair("issuer", "https://other.example.gov.uk"), std::pair("issuer", "https://login.example.gov.uk/"),
        std::pair("authorization_endpoint", "http://login.example.gov.uk/auth"),
        std::pair("authorization_endpoint", "http://127.0.0.1/auth"),
        std::pair("authorization_endpoint", "javascript:x"),
        std::pair("authorization_endpoint", "https://login.example.gov.uk/auth\r\nset-cookie: a"),
        std::pair("token_endpoint", "//login.example.gov.uk"), std::pair("jwks_uri", "file:///etc/passwd")}) {
    json changed = metadata();
    changed[name] = value;
    EXPECT_FALSE(read_metadata(changed.dump(), settings)) << name << " " << value;
    changed.erase(name);
    EXPECT_FALSE(read_metadata(changed.dump(), settings)) << name;
  }
  json with_query = metadata();
  with_query["authorization_endpoint"] = issuer + "/auth?p=policy";
  answers[issuer + "/.well-known/openid-configuration"].body = with_query.dump();
  EXPECT_TRUE(make().authorization_url(remembered)->starts_with(issuer + "/auth?p=policy&response_type=code"));
}

TEST_F(ProviderTest, IsKnownByItsNameInAnAnswerWhereItGivesOne) {
  Provider silent = make();
  EXPECT_TRUE(*silent.is_from_here(""));
  EXPECT_TRUE(*silent.is_from_here(issuer));
  EXPECT_FALSE(*silent.is_from_here("https://evil.example"));
  json naming = metadata();
  naming["authorization_response_iss_parameter_supported"] = true;
  answers[issuer + "/.well-known/openid-configuration"].body = naming.dump();
  Provider named = make();
  EXPECT_FALSE(*named.is_from_here(""));
  EXPECT_TRUE(*named.is_from_here(issuer));
}

TEST_F(ProviderTest, IsNotBelievedWhenItsAnswerIsNotAsItMustBe) {
  Provider provider = make();
  const auto answered = [&](int status, const std::string& body) {
    answers[issuer + "/token"] = {status, body};
    return provider.claims_for("c0de", remembered).error();
  };
  EXPECT_EQ(answered(200, "<html>").what, "not_understood");
  EXPECT_EQ(answered(200, "{}").what, "malformed");
  EXPECT_EQ(answered(400, R"({"error":"invalid_grant"})").kind, ProviderTrouble::Kind::used);
  EXPECT_EQ(answered(401, R"({"error":"invalid_client"})").what, "invalid_client");
  EXPECT_EQ(answered(500, R"({"error":"Sam Okoro is not known"})").what, "refused") << "its words stay out of the log";
  give(signer, "one", {{"nonce", "of another sign-in"}});
  EXPECT_EQ(outcome(provider), "nonce");
  give(Signer::rsa("one"), "one");
  EXPECT_EQ(outcome(provider), "signature");
}

// ---- A provider that takes a code twice ------------------------------------------------------------------------

/// The ways of the sign-in without a network: the endpoint's part alone.
class SignInTest : public ProviderTest {
 protected:
  /// The reply to the way back, with what the browser was given on the way there.
  http::Reply finish(SignIn& staff, const std::string& cookie, const std::string& query) {
    http::Request request{.path = "/v1/staff/callback", .query = query};
    request.headers[std::string(http::cookie_header_prefix) + "__host-waymark-staff"] = cookie;
    std::promise<http::Reply> reply;
    staff.finish(request, [&](http::Reply one) { reply.set_value(std::move(one)); });
    return reply.get_future().get();
  }

  test::TemporaryFolder folder;
  Executor writer{std::move(*SqliteStore::open(folder.path() / "waymark.db"))};
  http::Errands errands;
  const std::string key = random_bytes(32);
};

TEST_F(SignInTest, IsOnceAlsoWhereTheProviderTakesACodeTwice) {
  settings.groups_claim = "groups";
  settings.roles["advisers"] = Role::adviser;
  Provider provider = make();
  SignIn staff({.provider = provider, .errands = errands, .writer = writer, .key = key});
  remembered = Remembered::make(log::now_utc_ms());
  const std::string cookie = seal(remembered, key, issuer + '\0' + settings.client_id + '\0' + settings.council);
  give(signer, "one", {{"name", "Sam"}, {"groups", {"advisers"}}, {"amr", {"mfa"}}});
  const std::string query = "code=c0de&state=" + remembered.state;
  EXPECT_EQ(finish(staff, cookie, query).status, 303);
  EXPECT_EQ(finish(staff, cookie, query).status, 400);
  EXPECT_EQ(times("/token"), 2) << "the provider had nothing against it";
  errands.finish();
  EXPECT_EQ(finish(staff, cookie, query).status, 503) << "everybody is answered";
}

// ---- What is remembered on the way -----------------------------------------------------------------------------

TEST(Remembered, ComesBackOnlyAsItWasSealedAndInTime) {
  const std::string key = random_bytes(32);
  const Remembered one = Remembered::make(1000);
  const std::string sealed = seal(one, key, "here");
  const auto back = unseal(sealed, key, "here", 1000 + Remembered::ms_max);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->state, one.state);
  EXPECT_EQ(back->nonce, one.nonce);
  EXPECT_EQ(back->verifier, one.verifier);
  EXPECT_GE(one.verifier.size(), 43U);  // RFC 7636 §4.1
  EXPECT_FALSE(unseal(sealed, key, "here", 1001 + Remembered::ms_max)) << "too late";
  EXPECT_FALSE(unseal(sealed, key, "elsewhere", 1000));
  EXPECT_FALSE(unseal(sealed, random_bytes(32), "here", 1000));
  EXPECT_FALSE(unseal("", key, "here", 1000));
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    std::string changed = sealed;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(unseal(changed, key, "here", 1000)) << i;
  }
  EXPECT_NE(seal(one, key, "here"), sealed) << "never the same twice";
}

// ---- Who it is -------------------------------------------------------------------------------------------------

TEST(AccountId, IsTheSameForTheSamePersonAndAnotherForAnyOther) {
  const PersonId sam = account_id("southampton", issuer, "sam");
  EXPECT_TRUE(is_uuid(sam.text)) << sam.text;
  EXPECT_EQ(sam.text[14], '8');
  EXPECT_EQ(sam, account_id("southampton", issuer, "sam"));
  EXPECT_NE(sam, account_id("southwark", issuer, "sam"));
  EXPECT_NE(sam, account_id("southampton", issuer, "Sam"));
  EXPECT_NE(sam, account_id("southampton", issuer + "/", "sam"));
}

TEST(NameInClaims, CanBeShownOrIsNone) {
  EXPECT_EQ(name_in({{"name", " Sam Okoro "}}), "Sam Okoro");
  EXPECT_EQ(name_in({{"name", "Søren Ødegård"}}), "Søren Ødegård");
  for (const json& claims : {json::object(), json{{"name", ""}}, json{{"name", 7}}, json{{"name", {"a", "b"}}},
                             json{{"name", "a\nb"}}, json{{"name", std::string(201, 'a')}}})
    EXPECT_EQ(name_in(claims), "") << claims;
}

}  // namespace
}  // namespace waymark::server::staff
