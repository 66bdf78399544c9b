// docs/openapi.yaml and the running endpoint say the same.
// Method: every operation is brought to every status that is documented for it; status, content type and body are held
// against the file. The examples of the file are what is sent, with live values in their places.
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <thread>

#include "server/content/json_schema.h"
#include "server/endpoint.h"
#include "server/staff/sign_in.h"
#include "server/store/sqlite.h"
#include "server/store/sqlite_statement.h"
#include "tests/server/identity_provider.h"
#include "tests/server/running_endpoint.h"
#include "tests/server/sealing.h"

namespace waymark::server::test {
namespace {

using nlohmann::json;

const std::filesystem::path file = std::filesystem::path(WAYMARK_SOURCE_DIR) / "docs/openapi.yaml";

json openapi() { return json::parse(file_text(file)); }

json resolved(const json& root, const json& value) {
  return value.contains("$ref") ? root.at(json::json_pointer(value["$ref"].get<std::string>().substr(1))) : value;
}

/// A JSON Schema of the file, usable by itself.
Problems check(const json& root, const json& schema, const json& value) {
  const auto usable = JsonSchema::make({{"allOf", json::array({schema})}, {"components", root["components"]}});
  EXPECT_TRUE(usable) << usable.error();
  return usable ? usable->check(value) : Problems{};
}

std::string upper(std::string text) {
  for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

TEST(OpenApi, HasEveryRouteAndNoOther) {
  std::set<std::string> documented;
  const json root = openapi();
  for (const auto& [path, operations] : root["paths"].items()) {
    for (const auto& [method, operation] : operations.items()) documented.insert(upper(method) + " " + path);
  }
  const TemporaryFolder folder;
  Executor executor(std::move(*SqliteStore::open(folder.path() / "waymark.db")));
  Library library(std::move(*JsonSchema::make(json::object())), {});
  const SignInLinks links;
  Endpoint endpoint({.writer = executor,
                     .reader = executor,
                     .library = library,
                     .links = links,
                     .cursor_key = "",
                     .sealing_key = SealingKey::make(),
                     .openapi = ""});
  http::Routes routes(nullptr);
  endpoint.add_routes(routes);
  staff::SignIn::add_routes(routes, nullptr);
  std::set<std::string> served;
  for (const auto& route : routes.names())
    served.insert(std::string(name_of(route.method)) + " " + route.path_template);
  EXPECT_EQ(served, documented);
}

TEST(OpenApi, ExamplesFitTheirSchemas) {
  const json root = openapi();
  int examples = 0;
  const auto check_content = [&](const json& holder, const std::string& where) {
    if (!holder.contains("content")) return;
    for (const auto& [type, content] : holder["content"].items()) {
      if (!content.contains("example")) continue;
      ++examples;
      for (const Problem& problem : check(root, content["schema"], content["example"])) {
        ADD_FAILURE() << where << " " << to_text(problem);
      }
    }
  };
  for (const auto& [path, operations] : root["paths"].items()) {
    for (const auto& [method, operation] : operations.items()) {
      if (operation.contains("requestBody")) check_content(operation["requestBody"], path);
      for (const auto& [status, response] : operation["responses"].items())
        check_content(resolved(root, response), path + " " + status);
    }
  }
  EXPECT_GT(examples, 5);
}

class OpenApiLive : public testing::Test {
 protected:
  OpenApiLive() {
    for (const json& one : json::parse(file_text(endpoint.folder() / "people.json"))["cases"]) {
      if (one["young_person"] == jade.account["account"]["id"]) case_id = one["id"].get<std::string>();
    }
    hash = exchange(endpoint.port(), "GET", "/v1/councils/southampton").json()["sha256"].get<std::string>();
  }

  [[nodiscard]] json example(const char* path) const {
    return root["paths"][path]["post"]["requestBody"]["content"]["application/json"]["example"];
  }

  /// The push of the file's example, as Jade's phone would send it.
  [[nodiscard]] json push_body() const {
    json body = example("/v1/sync");
    body["device"] = jade.device;
    for (json& op : body["ops"]) op["case"] = case_id;
    return body;
  }

  Answer send(const std::string& method, const std::string& target, const json& body, Headers headers = {}) {
    headers.emplace_back("Content-Type", "application/json");
    return exchange(endpoint.port(), method, target, headers, body.dump());
  }
  Answer push(const json& body) { return send("POST", "/v1/sync", body, bearer()); }
  Answer push_sealed(const json& content) {
    return send("POST", "/v1/sealed", seal(*from_base64url(jade.account["seal"].get<std::string>()), content));
  }
  Answer get(const std::string& target, const Headers& headers = {}) {
    return exchange(endpoint.port(), "GET", target, headers);
  }
  [[nodiscard]] Headers bearer() const { return {{"Authorization", "Bearer " + jade.token}}; }
  Answer get_again(const std::string& target, Headers headers = {}) {
    headers.emplace_back("If-None-Match", get(target, headers).header("etag"));
    return get(target, headers);
  }

  /// Every status of every operation.
  [[nodiscard]] std::set<std::string> documented() const {
    std::set<std::string> all;
    for (const auto& [path, operations] : root["paths"].items()) {
      for (const auto& [method, operation] : operations.items()) {
        for (const auto& [status, response] : operation["responses"].items()) {
          all.insert(upper(method) + " " + path + " " + status);
        }
      }
    }
    return all;
  }

  void bring_sealed(const json& gap) {
    const std::string sealed = "POST /v1/sealed";
    expect_documented(sealed, push_sealed(json::object()));
    expect_documented(sealed, push_sealed({{"token", "nobody's"}, {"push", push_body()}}));
    expect_documented(sealed, push_sealed({{"token", jade.token}, {"push", push_body()}}));
    expect_documented(sealed, push_sealed({{"token", jade.token}, {"push", gap}}));
  }

  /// An endpoint that answers every operation a second time with "too many".
  void bring_too_many() {
    const RunningEndpoint strict({"--rate-address", "1"});
    (void)exchange(strict.port(), "GET", "/");
    for (const std::string& one : documented()) {
      if (!one.ends_with(" 429")) continue;
      const std::string operation = one.substr(0, one.size() - 4);
      const std::size_t blank = operation.find(' ');
      expect_documented(operation, exchange(strict.port(), operation.substr(0, blank), operation.substr(blank + 1)));
    }
  }

  /// Holds an answer against what is documented for it.
  void expect_documented(const std::string& operation, const Answer& answer) {
    const std::size_t blank = operation.find(' ');
    std::string method = operation.substr(0, blank);
    for (char& c : method) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    const json& responses = root["paths"][operation.substr(blank + 1)][method]["responses"];
    const std::string status = std::to_string(answer.status);
    ASSERT_TRUE(responses.contains(status)) << operation << " answered " << status << ": " << answer.body;
    brought.insert(operation + " " + status);
    const json response = resolved(root, responses[status]);
    if (!response.contains("content")) {
      EXPECT_EQ(answer.body, "") << operation << " " << status;
      return;
    }
    const std::string type = answer.header("content-type");
    ASSERT_TRUE(response["content"].contains(type)) << operation << " " << status << ": " << type;
    const json body = type.starts_with("text/html") ? json(answer.body) : answer.json();
    for (const Problem& problem : check(root, response["content"][type]["schema"], body)) {
      ADD_FAILURE() << operation << " " << status << " " << to_text(problem) << "\n" << answer.body.substr(0, 500);
    }
    for (const auto& [name, header] : response.value("headers", json::object()).items()) {
      if (name == "Content-Encoding") continue;  // only when asked for
      std::string lower = name;
      for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
      EXPECT_NE(answer.header(lower), "") << operation << " " << status << " has no " << name;
    }
  }

  /// Staff sign in with a provider of their own endpoint, which is broken at the end.
  void bring_staff() {
    const std::string begin = "GET /v1/staff/sign-in", finish = "GET /v1/staff/callback";
    expect_documented(begin, get("/v1/staff/sign-in"));
    expect_documented(finish, get("/v1/staff/callback"));
    const std::uint16_t port = free_port(), provider_port = free_port();
    const std::string origin = "http://127.0.0.1:" + std::to_string(port);
    const TemporaryFolder folder;
    const std::filesystem::path settings = folder.path() / "oidc.json";
    write_file(folder.path() / "secret", "a secret+with/signs & blanks?");
    write_file(settings, json{{"issuer", "http://127.0.0.1:" + std::to_string(provider_port)},
                              {"client_id", "waymark"},
                              {"client_secret_file", "secret"},
                              {"origin", origin},
                              {"council", "southampton"},
                              {"groups", {{"claim", "groups"}, {"roles", {{"advisers", "adviser"}}}}},
                              {"scopes", {"groups"}}}
                             .dump());
    for (const char* name : {"oidc.json", "secret"})
      std::filesystem::permissions(folder.path() / name, std::filesystem::perms::owner_read);
    const RunningEndpoint with_staff({"--port", std::to_string(port), "--oidc", settings.string()});
    Browser browser;
    expect_documented(begin, browser.get(origin + "/v1/staff/sign-in"));  // nobody is there yet
    std::this_thread::sleep_for(std::chrono::seconds(5));                 // for so long the provider is left alone
    const IdentityProvider provider(provider_port, {origin + "/v1/staff/callback"});
    expect_documented(begin, browser.get(origin + "/v1/staff/sign-in"));
    expect_documented(finish, browser.get(origin + "/v1/staff/callback"));
    for (const json& groups : {json::array({"advisers"}), json::array()}) {
      provider.next({{"sub", "sam"}, {"name", "Sam"}, {"groups", groups}, {"amr", {"mfa"}}});
      expect_documented(finish, browser.follow(origin + "/v1/staff/sign-in"));
    }
    SqliteConnection database;
    ASSERT_TRUE(database.open((with_staff.data() / "waymark.db").string(), SQLITE_OPEN_READWRITE));
    ASSERT_TRUE(database.run("ALTER TABLE links RENAME TO lost_links"));
    provider.next({{"sub", "sam"}, {"name", "Sam"}, {"groups", {"advisers"}}, {"amr", {"mfa"}}});
    expect_documented(finish, browser.follow(origin + "/v1/staff/sign-in"));
  }

  /// From now on no statement finds its tables.
  void break_database() const {
    SqliteConnection database;
    ASSERT_TRUE(database.open((endpoint.data() / "waymark.db").string(), SQLITE_OPEN_READWRITE));
    ASSERT_TRUE(database.run("ALTER TABLE tokens RENAME TO lost_tokens; ALTER TABLE health RENAME TO lost_health"));
  }

  RunningEndpoint endpoint;
  json root = openapi();
  Phone jade = endpoint.pair("Jade Carter");
  std::string case_id;
  std::string hash;
  std::set<std::string> brought;
};

TEST_F(OpenApiLive, EveryOperationAnswersEveryStatusAsDocumented) {
  const std::string pair = "POST /v1/pair";
  json pair_body = example("/v1/pair");
  expect_documented(pair, send("POST", "/v1/pair", pair_body));  // the example's code is nobody's: 403
  pair_body["code"] = endpoint.code("Sam Okoro");
  expect_documented(pair, send("POST", "/v1/pair", pair_body));
  expect_documented(pair, send("POST", "/v1/pair", json::object()));
  const Headers json_type{{"Content-Type", "application/json"}};
  const std::string too_much(1'048'577, ' ');

  const std::string post = "POST /v1/sync";
  expect_documented(post, push(push_body()));
  expect_documented(post, send("POST", "/v1/sync", push_body()));
  json gap = push_body();
  gap["ops"] = json::array({gap["ops"][0]});
  gap["ops"][0]["op"] = new_id();
  gap["ops"][0]["n"] = 9;
  expect_documented(post, push(gap));
  json forged = push_body();
  forged["cursor"] = "AAAA";
  expect_documented(post, push(forged));
  expect_documented(post, push(json::object()));
  for (const char* route : {"/v1/pair", "/v1/sync", "/v1/sealed"}) {
    const std::string path(route);
    Headers headers = bearer();
    expect_documented("POST " + path, exchange(endpoint.port(), "POST", path, headers, "{}"));  // no content type
    headers.insert(headers.end(), json_type.begin(), json_type.end());
    expect_documented("POST " + path, exchange(endpoint.port(), "POST", path, headers, "{"));
    expect_documented("POST " + path, exchange(endpoint.port(), "POST", path, headers, too_much));
    headers.emplace_back("Transfer-Encoding", "chunked");
    expect_documented("POST " + path, exchange(endpoint.port(), "POST", path, headers));
  }

  bring_sealed(gap);

  const std::string pull = "GET /v1/sync";
  expect_documented(pull, get("/v1/sync?cursor=&limit=32768", bearer()));
  expect_documented(pull, get_again("/v1/sync", bearer()));
  expect_documented(pull, get("/v1/sync"));
  expect_documented(pull, get("/v1/sync?cursor=AAAA", bearer()));
  expect_documented(pull, get("/v1/sync?limit=many", bearer()));

  const std::string digest = "GET /v1/digest";
  expect_documented(digest, get("/v1/digest", bearer()));
  expect_documented(digest, get("/v1/digest"));

  expect_documented("GET /v1/councils/{id}", get("/v1/councils/southampton"));
  expect_documented("GET /v1/councils/{id}", get_again("/v1/councils/southampton"));
  expect_documented("GET /v1/councils/{id}", get("/v1/councils/nowhere"));
  expect_documented("GET /v1/content/{sha256}", get("/v1/content/" + hash));
  expect_documented("GET /v1/content/{sha256}", get_again("/v1/content/" + hash));
  expect_documented("GET /v1/content/{sha256}", get("/v1/content/" + std::string(64, '0')));
  expect_documented("GET /v1/openapi.yaml", get("/v1/openapi.yaml"));
  EXPECT_EQ(get("/v1/openapi.yaml").body, file_text(file));
  expect_documented("GET /healthz", get("/healthz"));

  bring_staff();
  bring_too_many();

  break_database();
  expect_documented(pair, send("POST", "/v1/pair", pair_body));
  expect_documented(post, push(push_body()));
  expect_documented("POST /v1/sealed", push_sealed({{"token", jade.token}, {"push", push_body()}}));
  expect_documented(pull, get("/v1/sync", bearer()));
  expect_documented(digest, get("/v1/digest", bearer()));
  expect_documented("GET /healthz", get("/healthz"));

  EXPECT_EQ(brought, documented());
}

}  // namespace
}  // namespace waymark::server::test
