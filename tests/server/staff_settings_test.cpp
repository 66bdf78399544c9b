// The file of --oidc is checked strictly: what is spelt wrong in it would let somebody in.
#include <gtest/gtest.h>

#include <cstdlib>
#include <functional>

#include "server/staff/settings.h"
#include "tests/server/running_endpoint.h"

namespace waymark::server::staff {
namespace {

using nlohmann::json;

json good() {
  return {{"issuer", "https://login.example.gov.uk/tenant"},
          {"client_id", "waymark"},
          {"client_secret_file", "secret"},
          {"origin", "https://waymark.example.gov.uk"},
          {"council", "southampton"},
          {"groups", {{"claim", "groups"}, {"roles", {{"advisers", "adviser"}}}}}};
}

/// The pointer of the first problem; "" when there is none.
std::string wrong_at(const std::function<void(json&)>& change) {
  json settings = good();
  change(settings);
  const auto read = read_settings(settings);
  return read ? "" : read.error().front().pointer;
}

TEST(StaffSettings, AskForASecondFactorUnlessTheySayThatTheyDoNot) {
  const auto plain = read_settings(good());
  ASSERT_TRUE(plain);
  EXPECT_EQ(plain->second_factor->claim, "amr");
  EXPECT_EQ(plain->second_factor->any_of, std::vector<std::string>{"mfa"});
  json other = good();
  other["mfa"] = {{"claim", "acr"}, {"any_of", {"phr", "phrh"}}};
  EXPECT_EQ(read_settings(other)->second_factor->any_of.size(), 2U);
  other["mfa"] = "not-asked";
  EXPECT_FALSE(read_settings(other)->second_factor);
  for (const json& wrong : {json("no"), json(false), json(), json::array(), json("")})
    EXPECT_EQ(wrong_at([&](json& s) { s["mfa"] = wrong; }), "/mfa") << wrong;
  EXPECT_EQ(wrong_at([](json& s) { s["mfa"] = {{"claim", "acr"}, {"any_of", json::array()}}; }), "/mfa/any_of");
}

TEST(StaffSettings, SayWhereTheyAreWrong) {
  EXPECT_EQ(wrong_at([](json&) {}), "");
  for (const char* name : {"issuer", "client_id", "origin", "council", "groups"}) {
    EXPECT_EQ(wrong_at([&](json& s) { s.erase(name); }), std::string("/") + name);
    EXPECT_EQ(wrong_at([&](json& s) { s[name] = 7; }), std::string("/") + name);
  }
  EXPECT_EQ(wrong_at([](json& s) { s["isuer"] = "x"; }), "/isuer");
  EXPECT_EQ(wrong_at([](json& s) { s["client_secret"] = "in the file itself"; }), "/client_secret");
  EXPECT_EQ(wrong_at([](json& s) { s["groups"]["roles"] = json::object(); }), "/groups/roles");
  EXPECT_EQ(wrong_at([](json& s) { s["groups"]["roles"] = {{"a/b", "young_person"}}; }), "/groups/roles/a~1b");
  EXPECT_EQ(wrong_at([](json& s) { s["groups"]["role"] = "x"; }), "/groups/role");
  EXPECT_EQ(wrong_at([](json& s) { s["scopes"] = json::array({"a b"}); }), "/scopes");
}

TEST(StaffSettings, KnowWhatAnAddressIs) {
  for (const char* text :
       {"https://a.gov.uk", "https://a.gov.uk:8443/x/v2.0", "http://127.0.0.1", "http://127.0.0.1:80/x"})
    EXPECT_TRUE(is_safe_address(text)) << text;
  for (const char* text : {"", "https://", "https:///x", "http://a.gov.uk", "http://localhost", "http://127.0.0.1.a.uk",
                           "http://127.0.0.1@a.uk", "https://a@b", "https://a/?x", "https://a/#x", "https://a b",
                           "ftp://a", "HTTPS://a", "https://a\\b"})
    EXPECT_FALSE(is_safe_address(text)) << text;
  EXPECT_EQ(wrong_at([](json& s) { s["issuer"] = "http://login.example.gov.uk"; }), "/issuer");
  EXPECT_EQ(wrong_at([](json& s) { s["origin"] = "https://waymark.example.gov.uk/"; }), "/origin");
}

class StaffSettingsFile : public testing::Test {
 protected:
  std::filesystem::path write(const char* name, const std::string& text) {
    const std::filesystem::path file = folder.path() / name;
    test::write_file(file, text);
    std::filesystem::permissions(file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    return file;
  }
  std::string error() {
    const auto settings = load_settings(folder.path() / "oidc.json");
    return settings ? "" : settings.error();
  }
  test::TemporaryFolder folder;
};

TEST_F(StaffSettingsFile, HasItsSecretInAFileOrInTheEnvironment) {
  const auto file = write("oidc.json", good().dump());
  EXPECT_NE(error().find("secret cannot be read"), std::string::npos) << error();
  write("secret", "s3cret\n");
  ASSERT_EQ(error(), "");
  EXPECT_EQ(load_settings(file)->client_secret, "s3cret");
  write("secret", "two\nlines\n");
  EXPECT_NE(error().find("on one line"), std::string::npos) << error();

  setenv("WAYMARK_OIDC_SECRET", "from outside", 1);
  EXPECT_NE(error().find("once"), std::string::npos) << error();
  json without = good();
  without.erase("client_secret_file");
  write("oidc.json", without.dump());
  EXPECT_EQ(load_settings(file)->client_secret, "from outside");
  unsetenv("WAYMARK_OIDC_SECRET");
  EXPECT_NE(error().find("once"), std::string::npos) << error();
}

TEST_F(StaffSettingsFile, MayNotBeReadByOthers) {
  write("secret", "s3cret");
  const auto file = write("oidc.json", good().dump());
  std::filesystem::permissions(file, std::filesystem::perms::others_read, std::filesystem::perm_options::add);
  EXPECT_NE(error().find("chmod"), std::string::npos) << error();
  write("oidc.json", good().dump());
  std::filesystem::permissions(folder.path() / "secret", std::filesystem::perms::others_read,
                               std::filesystem::perm_options::add);
  EXPECT_NE(error().find("chmod"), std::string::npos) << error();
}

TEST_F(StaffSettingsFile, NamesThePlaceOfAMistake) {
  json wrong = good();
  wrong["groups"]["roles"]["advisers"] = "manager";
  write("oidc.json", wrong.dump());
  EXPECT_NE(error().find("\"/groups/roles/advisers\": must be \"adviser\""), std::string::npos) << error();
  write("oidc.json", "{");
  EXPECT_NE(error().find("has an error"), std::string::npos) << error();
}

}  // namespace
}  // namespace waymark::server::staff
