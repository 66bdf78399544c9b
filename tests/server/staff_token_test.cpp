// An ID token is believed only when everything about it is right.
// Method: keys and tokens are made in the test; each wrong one differs from a right one in a single thing.
#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "core/model/json.h"
#include "server/identity/secret.h"
#include "server/staff/id_token.h"
#include "server/staff/key_set.h"
#include "tests/server/signing.h"

namespace waymark::server::staff {
namespace {

using nlohmann::json;
using test::Signer;

constexpr std::int64_t now_s = 1'800'000'000;
const Signer rsa = Signer::rsa("rsa");
const Signer p256 = Signer::p256("p256");
const Expected expected{
    .issuer = "https://login.example.gov.uk", .client_id = "waymark", .nonce = "n0nce", .now_s = now_s};

json good_claims() {
  return {{"iss", expected.issuer}, {"aud", "waymark"},   {"sub", "248289761001"},
          {"nonce", "n0nce"},       {"exp", now_s + 300}, {"iat", now_s - 2}};
}

json header(const std::string& algorithm, const std::string& key) {
  return {{"alg", algorithm}, {"kid", key}, {"typ", "JWT"}};
}

KeySet keys_of(const std::vector<json>& list) {
  const auto keys = KeySet::parse(json{{"keys", list}}.dump());
  EXPECT_TRUE(keys) << to_text(keys.error().front());
  return keys.value_or(KeySet());
}

KeySet both() { return keys_of({rsa.jwk(), p256.jwk()}); }

/// "" when it is believed, else the fault's name.
std::string verdict(const std::string& text, const KeySet& keys = both()) {
  const auto token = read_id_token(text);
  if (!token) return std::string(name_of(token.error()));
  const auto fault = fault_of(*token, keys, expected);
  return fault ? std::string(name_of(*fault)) : "";
}

std::string verdict_on(const std::function<void(json&)>& change) {
  json claims = good_claims();
  change(claims);
  return verdict(rsa.token(header("RS256", "rsa"), claims));
}

TEST(IdToken, IsBelievedWithEachOfTheThreeAlgorithms) {
  EXPECT_EQ(verdict(rsa.token(header("RS256", "rsa"), good_claims())), "");
  EXPECT_EQ(verdict(rsa.token(header("PS256", "rsa"), good_claims())), "");
  EXPECT_EQ(verdict(p256.token(header("ES256", "p256"), good_claims())), "");
}

TEST(IdToken, IsNotBelievedWithAnotherAlgorithm) {
  EXPECT_EQ(verdict(rsa.token(header("none", "rsa"), good_claims())), "algorithm");
  EXPECT_EQ(verdict(rsa.token(header("None", "rsa"), good_claims())), "algorithm");
  EXPECT_EQ(verdict(rsa.token(header("HS256", "rsa"), good_claims())), "algorithm") << "with the public key as secret";
  EXPECT_EQ(verdict(rsa.token(header("RS512", "rsa"), good_claims())), "algorithm");
  EXPECT_EQ(verdict(rsa.token(json{{"kid", "rsa"}}, good_claims())), "algorithm");
  EXPECT_EQ(verdict(rsa.token(json{{"alg", json::array({"RS256"})}, {"kid", "rsa"}}, good_claims())), "algorithm");
}

TEST(IdToken, IsNotBelievedWhenSomebodyElseSignedIt) {
  const Signer stranger = Signer::rsa("rsa");
  EXPECT_EQ(verdict(stranger.token(header("RS256", "rsa"), good_claims())), "signature");
  EXPECT_EQ(verdict(Signer::p256("p256").token(header("ES256", "p256"), good_claims())), "signature");
  json with_key = header("RS256", "rsa");
  with_key["jwk"] = stranger.jwk();  // a key that the token brings along is none
  EXPECT_EQ(verdict(stranger.token(with_key, good_claims())), "signature");
}

TEST(IdToken, IsNotBelievedWhenAnythingInItWasChanged) {
  const std::string good = rsa.token(header("RS256", "rsa"), good_claims());
  const std::string other = rsa.token(header("RS256", "rsa"), json{{"sub", "somebody else"}});
  const std::size_t first = good.find('.'), last = good.rfind('.');
  EXPECT_EQ(verdict(good.substr(0, first) + other.substr(other.find('.'), other.rfind('.') - other.find('.')) +
                    good.substr(last)),
            "signature");
  EXPECT_EQ(verdict(good.substr(0, last + 1)), "signature");
  EXPECT_EQ(verdict(good.substr(0, last + 1) + base64url(std::string(64, '\0'))), "signature");
  EXPECT_EQ(verdict(p256.token(header("ES256", "p256"), good_claims()).substr(0, 200) + "AAAA"), "malformed");
}

TEST(IdToken, UsesAKeyForItsOwnTypeAndPurposeOnly) {
  EXPECT_EQ(verdict(rsa.token(header("RS256", "p256"), good_claims())), "key");
  json restricted = rsa.jwk();
  restricted["alg"] = "PS256";
  EXPECT_EQ(verdict(rsa.token(header("RS256", "rsa"), good_claims()), keys_of({restricted})), "key");
  EXPECT_EQ(verdict(rsa.token(header("PS256", "rsa"), good_claims()), keys_of({restricted})), "");
  json for_secrets = rsa.jwk();
  for_secrets["use"] = "enc";
  EXPECT_EQ(verdict(rsa.token(header("RS256", "rsa"), good_claims()), keys_of({for_secrets, p256.jwk()})), "key");
}

TEST(IdToken, NeedsNoKeyIdWhereThereIsOneKeyOnlyThatItCanBe) {
  const std::string nameless = rsa.token(json{{"alg", "RS256"}}, good_claims());
  EXPECT_EQ(verdict(nameless), "");
  EXPECT_EQ(verdict(nameless, keys_of({rsa.jwk(), Signer::rsa("other").jwk()})), "key");
}

TEST(IdToken, IsForThisClientAloneAndFromThisProvider) {
  EXPECT_EQ(verdict_on([](json& c) { c["iss"] = "https://login.example.gov.uk/"; }), "issuer");
  EXPECT_EQ(verdict_on([](json& c) { c.erase("iss"); }), "issuer");
  EXPECT_EQ(verdict_on([](json& c) { c["aud"] = "another"; }), "audience");
  EXPECT_EQ(verdict_on([](json& c) { c["aud"] = json::array({"waymark"}); }), "");
  EXPECT_EQ(verdict_on([](json& c) { c["aud"] = json::array({"waymark", "another"}); }), "audience");
  EXPECT_EQ(verdict_on([](json& c) { c["aud"] = json::array(); }), "audience");
  EXPECT_EQ(verdict_on([](json& c) { c["azp"] = "another"; }), "audience");
  EXPECT_EQ(verdict_on([](json& c) { c["azp"] = "waymark"; }), "");
  EXPECT_EQ(verdict_on([](json& c) { c.erase("aud"); }), "audience");
}

TEST(IdToken, IsForThisSignIn) {
  EXPECT_EQ(verdict_on([](json& c) { c["nonce"] = "another"; }), "nonce");
  EXPECT_EQ(verdict_on([](json& c) { c.erase("nonce"); }), "nonce");
  EXPECT_EQ(verdict_on([](json& c) { c.erase("sub"); }), "subject");
  EXPECT_EQ(verdict_on([](json& c) { c["sub"] = ""; }), "subject");
  EXPECT_EQ(verdict_on([](json& c) { c["sub"] = std::string(256, 's'); }), "subject");
}

TEST(IdToken, HasItsTimeWithAMinuteForClocksThatDiffer) {
  EXPECT_EQ(verdict_on([](json& c) { c["exp"] = now_s - 59; }), "");
  EXPECT_EQ(verdict_on([](json& c) { c["exp"] = now_s - 60; }), "expired");
  EXPECT_EQ(verdict_on([](json& c) { c.erase("exp"); }), "expired");
  EXPECT_EQ(verdict_on([](json& c) { c["exp"] = "tomorrow"; }), "expired");
  EXPECT_EQ(verdict_on([](json& c) { c["iat"] = now_s + 60; }), "");
  EXPECT_EQ(verdict_on([](json& c) { c["iat"] = now_s + 61; }), "not_yet");
  EXPECT_EQ(verdict_on([](json& c) { c["iat"] = now_s - 660; }), "");
  EXPECT_EQ(verdict_on([](json& c) { c["iat"] = now_s - 661; }), "too_old");
  EXPECT_EQ(verdict_on([](json& c) { c.erase("iat"); }), "too_old");
  EXPECT_EQ(verdict_on([](json& c) { c["nbf"] = now_s + 60; }), "");
  EXPECT_EQ(verdict_on([](json& c) { c["nbf"] = now_s + 61; }), "not_yet");
  EXPECT_EQ(verdict_on([](json& c) { c["nbf"] = json(); }), "not_yet");
}

TEST(IdToken, IsReadStrictly) {
  const std::string good = rsa.token(header("RS256", "rsa"), good_claims());
  for (const std::string& text :
       {std::string(), std::string("."), std::string(".."), std::string("a.b"), "." + good, good + ".", good + ".x",
        good + "=", " " + good, good.substr(0, good.find('.')), std::string("e30.e30.e30.e30"),
        std::string("bnVsbA.e30.AA"), std::string(id_token_bytes_max + 1, 'A')})
    EXPECT_EQ(verdict(text), "malformed") << text.substr(0, 60);
  json critical = header("RS256", "rsa");
  critical["crit"] = json::array({"exp"});
  EXPECT_EQ(verdict(rsa.token(critical, good_claims())), "malformed");
  json access = header("RS256", "rsa");
  access["typ"] = "at+jwt";  // a token for something else
  EXPECT_EQ(verdict(rsa.token(access, good_claims())), "malformed");
  json numbered = header("RS256", "rsa");
  numbered["kid"] = 7;
  EXPECT_EQ(verdict(rsa.token(numbered, good_claims())), "malformed");
  EXPECT_EQ(verdict(base64url(R"({"alg":"RS256"})") + "." + base64url(R"({"sub":"a","sub":"b"})") + ".AA"), "malformed")
      << "a name twice";
}

TEST(KeySet, RefusesKeysThatAreTooSmallOrNone) {
  json off_the_curve = p256.jwk();
  off_the_curve["y"] = off_the_curve["x"];
  json short_point = p256.jwk();
  short_point["x"] = "AA";
  json even = rsa.jwk();
  even["e"] = "Ag";
  json other_curve = p256.jwk();
  other_curve["crv"] = "P-384";
  json no_number = rsa.jwk();
  no_number["n"] = "not base64 url";
  for (const json& key : {Signer::rsa("small", 1024).jwk(), off_the_curve, short_point, even, other_curve, no_number,
                          json{{"kty", "oct"}, {"k", "AAAA"}}, json{{"kty", "RSA"}}, json("text"), json()}) {
    EXPECT_FALSE(KeySet::parse(json{{"keys", json::array({key})}}.dump())) << key;
    EXPECT_EQ(keys_of({key, p256.jwk()}).size(), 1U) << "one odd key keeps nobody out";
  }
}

TEST(KeySet, HasABound) {
  EXPECT_FALSE(KeySet::parse(json{{"keys", std::vector<json>(KeySet::keys_max + 1, p256.jwk())}}.dump()));
  EXPECT_FALSE(KeySet::parse(std::string(KeySet::bytes_max + 1, ' ')));
  for (const char* text : {"", "[]", "{}", R"({"keys":{}})", R"({"keys":[]})"})
    EXPECT_FALSE(KeySet::parse(text)) << text;
}

TEST(Claims, AreTextsOrListsOfTexts) {
  const json claims{{"one", "a"}, {"many", {"a", 1, "b", json::array()}}, {"number", 7}};
  EXPECT_EQ(texts_of(claims, "one"), std::vector<std::string>{"a"});
  EXPECT_EQ(texts_of(claims, "many"), (std::vector<std::string>{"a", "b"}));
  EXPECT_TRUE(texts_of(claims, "number").empty());
  EXPECT_TRUE(texts_of(claims, "none").empty());
}

}  // namespace
}  // namespace waymark::server::staff
