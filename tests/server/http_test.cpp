// The endpoint as a web server: the app's files, headers, problems, starting and stopping.
#include <gtest/gtest.h>
#include <signal.h>

#include <atomic>
#include <chrono>
#include <sstream>
#include <string>
#include <thread>

#include "tests/core/random_seed.h"
#include "tests/server/running_endpoint.h"

namespace waymark::server::test {
namespace {

using nlohmann::json;

class HttpTest : public testing::Test {
 protected:
  [[nodiscard]] Answer get(std::string_view target, const Headers& headers = {}) const {
    return exchange(endpoint.port(), "GET", target, headers);
  }
  RunningEndpoint endpoint{unlimited()};
};

const Headers json_type{{"Content-Type", "application/json"}};

// ---- The app ---------------------------------------------------------------------------------------------------

TEST_F(HttpTest, ServesTheAppWithTheHeadersOfAPage) {
  const Answer page = get("/");
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.body, "<!doctype html><title>Waymark</title>");
  EXPECT_EQ(page.header("content-type"), "text/html; charset=utf-8");
  EXPECT_EQ(page.header("cache-control"), "no-cache");
  EXPECT_EQ(get("/index.html").body, page.body);
  for (const Answer& answer : {page, get("/main.mjs"), get("/nothing-here")}) {
    EXPECT_EQ(answer.header("content-security-policy"),
              "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob:; "
              "connect-src 'self'; worker-src 'self'; manifest-src 'self'; font-src 'self'; base-uri 'none'; "
              "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'");
    EXPECT_EQ(answer.header("cross-origin-opener-policy"), "same-origin");
    EXPECT_EQ(answer.header("cross-origin-resource-policy"), "same-origin");
    EXPECT_EQ(answer.header("x-content-type-options"), "nosniff");
    EXPECT_EQ(answer.header("referrer-policy"), "no-referrer");
    EXPECT_NE(answer.header("permissions-policy").find("geolocation=()"), std::string::npos);
    EXPECT_EQ(answer.header("server"), "");
  }
}

TEST_F(HttpTest, NamesTheTypesThatBrowsersInsistOn) {
  EXPECT_EQ(get("/waymark.0f3a9c21d4.wasm").header("content-type"), "application/wasm");
  EXPECT_EQ(get("/main.mjs").header("content-type"), "text/javascript; charset=utf-8");
  EXPECT_EQ(get("/app.webmanifest").header("content-type"), "application/manifest+json");
  EXPECT_EQ(get("/atkinson.ttf").header("content-type"), "font/ttf");
  EXPECT_EQ(get("/strings/ar.po.json").header("content-type"), "application/json");
}

TEST_F(HttpTest, SendsThePrecompressedFileThatTheBrowserTakes) {
  const auto wasm = [&](const char* accepted) {
    return get("/waymark.0f3a9c21d4.wasm", {{"Accept-Encoding", accepted}});
  };
  EXPECT_EQ(wasm("gzip, deflate, br").body, "as brotli");
  EXPECT_EQ(wasm("gzip, deflate, br").header("content-encoding"), "br");
  EXPECT_EQ(wasm("gzip").body, "as gzip");
  EXPECT_EQ(wasm("identity").body, std::string("\0asm plain", 10));
  EXPECT_EQ(wasm("br").header("vary"), "Accept-Encoding");
  EXPECT_EQ(wasm("br").header("cache-control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(get("/main.mjs", {{"Accept-Encoding", "br"}}).body, "export {}") << "has no precompressed form";
  EXPECT_EQ(get("/waymark.0f3a9c21d4.wasm.br").status, 404) << "has no address of its own";
}

TEST_F(HttpTest, SaysNotModifiedForAFileTheBrowserHas) {
  const std::string tag = get("/main.mjs").header("etag");
  const Answer again = get("/main.mjs", {{"If-None-Match", tag}});
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.body, "");
  EXPECT_EQ(again.header("etag"), tag);
  EXPECT_EQ(again.header("content-length"), "") << "would not be the length of the file";
  EXPECT_NE(again.header("date"), "");
}

TEST_F(HttpTest, AnswersHeadWithTheLengthAndNoBody) {
  HttpConnection connection(endpoint.port());
  connection.send(request_text("HEAD", "/main.mjs"));
  const Answer head = connection.receive(true);
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.header("content-length"), "9");
  connection.send(request_text("GET", "/main.mjs"));
  EXPECT_EQ(connection.receive().body, "export {}") << "nothing was left on the connection";
}

TEST_F(HttpTest, NoPathLeadsOutOfTheSite) {
  write_file(endpoint.folder() / "secret.txt", "secret");
  for (const char* path :
       {"/../secret.txt", "/..%2fsecret.txt", "/%2e%2e/secret.txt", "/strings/../../secret.txt", "//secret.txt",
        "/./../secret.txt", "/%2e%2e%2fsecret.txt", "/..;/secret.txt", "/strings/..%5c..%5csecret.txt",
        "/data/waymark.db", "/../data/secret", "/.refused/", "/.refused/200"}) {
    EXPECT_EQ(get(path).status, 404) << path;
  }
}

// ---- Problems in place of the engine's own pages ---------------------------------------------------------------

TEST_F(HttpTest, SaysWhatAnAddressDoesWhenAskedForSomethingElse) {
  const Answer answer = exchange(endpoint.port(), "DELETE", "/v1/sync");
  EXPECT_EQ(answer.status, 405);
  EXPECT_EQ(answer.problem(), "/problems/method-not-allowed");
  EXPECT_EQ(answer.header("allow"), "POST, GET, HEAD");
  EXPECT_EQ(exchange(endpoint.port(), "OPTIONS", "/v1/pair").header("allow"), "POST");
  EXPECT_EQ(exchange(endpoint.port(), "GET", "/v1/pair").status, 405);
  EXPECT_EQ(exchange(endpoint.port(), "POST", "/main.mjs", {}, "x").header("allow"), "GET, HEAD");
  EXPECT_EQ(exchange(endpoint.port(), "BREW", "/v1/pair").problem(), "/problems/method-not-allowed");
}

TEST_F(HttpTest, SaysNothingIsThere) {
  for (const char* path : {"/v1", "/v1/", "/v1/nothing", "/v1/councils/", "/v1/councils/nowhere", "/v1/content/0f3a",
                           "/v1/sync/", "/v1/councils/southampton/x", "/v1//sync", "/V1/sync"}) {
    const Answer answer = get(path);
    EXPECT_EQ(answer.status, 404) << path;
    EXPECT_EQ(answer.problem(), "/problems/not-found") << path;
  }
  EXPECT_EQ(get("/v1/nothing").header("cache-control"), "no-store");
  EXPECT_EQ(get("/v1/nothing").header("content-security-policy"), "") << "no page";
}

struct BadBody {
  const char* why;
  Headers headers;
  std::string body;
  int status;
  const char* problem;
  const char* pointer;  // null: none is said
};

std::string deep_json(int depth) {
  return std::string(static_cast<std::size_t>(depth), '[') + std::string(static_cast<std::size_t>(depth), ']');
}

std::vector<BadBody> bad_bodies() {
  const Headers plain{{"Content-Type", "text/plain"}};
  const Headers gzip{{"Content-Type", "application/json"}, {"Content-Encoding", "gzip"}};
  const Headers brotli{{"Content-Type", "application/json"}, {"Content-Encoding", "br"}};
  const std::string device = "0198c0de-0000-7000-8000-000000000001";
  return {
      {"nothing", json_type, "", 400, "not-json", ""},
      {"no JSON", json_type, "code=1", 400, "not-json", ""},
      {"half of it", json_type, "{\"code\":\"a\"", 400, "not-json", nullptr},
      {"two values", json_type, "{}{}", 400, "not-json", nullptr},
      {"a name twice", json_type, R"({"code":"a","code":"b"})", 400, "not-json", "/code"},
      {"too deep", json_type, deep_json(17), 400, "not-json", nullptr},
      {"far too deep", json_type, deep_json(100'000), 400, "not-json", nullptr},
      {"not UTF-8", json_type, "{\"code\":\"\xff\xfe\"}", 400, "not-json", "/code"},
      {"half a surrogate", json_type, R"({"code":"\ud800"})", 400, "not-json", nullptr},
      {"a fraction", json_type, R"({"code":1.5})", 400, "not-json", "/code"},
      {"no object", json_type, "[]", 422, "invalid-body", ""},
      {"no code", json_type, json{{"device", device}}.dump(), 422, "invalid-body", "/code"},
      {"a code of the wrong type", json_type, json{{"device", device}, {"code", 7}}.dump(), 422, "invalid-body",
       "/code"},
      {"an endless code", json_type, json{{"device", device}, {"code", std::string(1000, 'a')}}.dump(), 422,
       "invalid-body", "/code"},
      {"a device that is none", json_type, R"({"code":"a","device":"my phone"})", 422, "invalid-body", "/device"},
      {"no content type", {}, "{}", 415, "unsupported-media-type", nullptr},
      {"another content type", plain, "{}", 415, "unsupported-media-type", nullptr},
      {"a coding that we do not take", brotli, "{}", 415, "unsupported-encoding", nullptr},
      {"gzip that is none", gzip, "{}", 400, "bad-encoding", nullptr},
      {"gzip cut short", gzip, gzip_of("{}").substr(0, 15), 400, "bad-encoding", nullptr},
      {"a bomb", gzip, gzip_of(std::string(50'000'000, ' ')), 413, "too-large", nullptr},
      {"a mebibyte and one", json_type, std::string(1'048'577, ' '), 413, "too-large", nullptr},
      {"three mebibytes", json_type, std::string(3'145'728, ' '), 413, "too-large", nullptr},
  };
}

TEST_F(HttpTest, NamesWhatIsWrongWithABody) {
  for (const BadBody& bad : bad_bodies()) {
    const Answer answer = exchange(endpoint.port(), "POST", "/v1/pair", bad.headers, bad.body);
    EXPECT_EQ(answer.status, bad.status) << bad.why << ": " << answer.body;
    EXPECT_EQ(answer.problem(), "/problems/" + std::string(bad.problem)) << bad.why;
    const json body = answer.json();
    EXPECT_EQ(body.value("status", 0), bad.status) << bad.why;
    if (bad.pointer != nullptr && body.contains("errors")) {
      EXPECT_EQ(body["errors"][0]["pointer"], bad.pointer) << bad.why;
    } else {
      EXPECT_EQ(bad.pointer, nullptr) << bad.why << ": " << answer.body;
    }
    if (bad.status == 413) {
      EXPECT_EQ(body["max_bytes"], 1'048'576) << bad.why;
    }
  }
  EXPECT_EQ(get("/healthz").status, 200);
}

// The members of the two bodies differ; what is wrong with the others is the same.
TEST_F(HttpTest, NamesWhatIsWrongWithTheBodyOfASync) {
  const Phone jade = endpoint.pair("Jade Carter");
  std::vector<BadBody> bodies;
  for (BadBody& bad : bad_bodies()) {
    if (bad.status != 422) bodies.push_back(std::move(bad));
  }
  const std::string device = R"("device":"0198c0de-0000-7000-8000-000000000001")";
  bodies.push_back({"no object", json_type, "[]", 422, "invalid-body", ""});
  bodies.push_back({"no device", json_type, R"({"cursor":"","ops":[]})", 422, "invalid-body", "/device"});
  bodies.push_back({"no operations", json_type, "{" + device + R"(,"cursor":""})", 422, "invalid-body", "/ops"});
  bodies.push_back(
      {"operations that are none", json_type, "{" + device + R"(,"cursor":"","ops":{}})", 422, "invalid-body", "/ops"});
  bodies.push_back({"an operation without id", json_type, "{" + device + R"(,"cursor":"","ops":[{"n":1}]})", 422,
                    "invalid-body", "/ops/0/op"});
  for (BadBody& bad : bodies) {
    bad.headers.emplace_back("Authorization", "Bearer " + jade.token);
    const Answer answer = exchange(endpoint.port(), "POST", "/v1/sync", bad.headers, bad.body);
    EXPECT_EQ(answer.status, bad.status) << bad.why << ": " << answer.body;
    EXPECT_EQ(answer.problem(), "/problems/" + std::string(bad.problem)) << bad.why;
    const json body = answer.json();
    if (bad.pointer != nullptr && body.contains("errors")) {
      EXPECT_EQ(body["errors"][0]["pointer"], bad.pointer) << bad.why;
    }
  }
  EXPECT_EQ(get("/healthz").status, 200);
}

TEST_F(HttpTest, RefusesBrokenFramingWithProblemsToo) {
  for (const auto& [bytes, status] : std::vector<std::pair<std::string, int>>{
           {"GET /\r\n\r\n", 400},
           {"POST /v1/pair HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n-2\r\n", 411},
           {"POST /v1/pair HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n", 400},
           {"GET / HTTP/1.1\r\nHost: h\r\nX: " + std::string(20'000, 'x') + "\r\n\r\n", 431},
           {std::string(100'000, '\0'), 431}}) {
    HttpConnection connection(endpoint.port());
    connection.send(bytes);
    const Answer answer = connection.receive();
    EXPECT_EQ(answer.status, status) << bytes.substr(0, 60);
    EXPECT_EQ(answer.header("content-type"), "application/problem+json");
    EXPECT_TRUE(connection.closes(5000));
  }
}

TEST_F(HttpTest, AnswersRequestsOfOneConnectionInTheirOrder) {
  HttpConnection connection(endpoint.port());
  connection.send(request_text("GET", "/healthz") + request_text("GET", "/main.mjs") + "nonsense\r\n\r\n");
  EXPECT_EQ(connection.receive().json()["status"], "ok") << "though it waits for the database";
  EXPECT_EQ(connection.receive().body, "export {}");
  EXPECT_EQ(connection.receive().status, 400);
}

TEST_F(HttpTest, SaysContinueToAClientThatWaits) {
  HttpConnection connection(endpoint.port());
  connection.send(
      "POST /v1/pair HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: "
      "2\r\n\r\n");
  EXPECT_EQ(connection.receive().status, 100);
  connection.send("{}");
  EXPECT_EQ(connection.receive().status, 422);
}

// Whatever bytes arrive: the answer, if there is one, is no server error, and the next request is served.
TEST_F(HttpTest, SurvivesRandomBytes) {
  std::mt19937_64 random(random_seed());
  const json valid{{"device", new_id()},
                   {"cursor", ""},
                   {"ops", json::array({{{"op", new_id()},
                                         {"n", 1},
                                         {"case", new_id()},
                                         {"doc", new_id()},
                                         {"at", 1},
                                         {"base", 1},
                                         {"set", {{"/done", true}}}}})}};
  Phone jade = endpoint.pair("Jade Carter");
  const Headers headers{{"Content-Type", "application/json"}, {"Authorization", "Bearer " + jade.token}};
  for (int round = 0; round < 400; ++round) {
    std::string body = valid.dump();
    for (std::size_t changes = 1 + random() % 4; changes > 0; --changes)
      body[random() % body.size()] = static_cast<char>(random());
    std::string bytes = request_text("POST", random() % 2 == 0 ? "/v1/sync" : "/v1/pair", headers, body);
    const bool changed_head = random() % 4 == 0;
    if (changed_head) bytes[random() % 120] = static_cast<char>(random());
    HttpConnection connection(endpoint.port());
    connection.send(bytes);
    // A changed length may promise bytes that never come: then there is no answer, and none is waited for.
    const Answer answer = connection.receive(false, changed_head ? 200 : 20'000);
    EXPECT_TRUE(changed_head || answer.status != 0) << bytes;
    EXPECT_LT(answer.status, 500) << bytes;
  }
  EXPECT_EQ(get("/healthz").status, 200);
}

// ---- Content ---------------------------------------------------------------------------------------------------

TEST_F(HttpTest, PublishesCouncilsAsImmutableContent) {
  const Answer manifest = get("/v1/councils/southampton");
  EXPECT_EQ(manifest.status, 200);
  EXPECT_EQ(manifest.json()["name"], "Southampton City Council");
  const std::string hash = manifest.json()["sha256"].get<std::string>();
  EXPECT_EQ(get("/v1/councils/southampton", {{"If-None-Match", manifest.header("etag")}}).status, 304);

  const Answer plain = get("/v1/content/" + hash);
  EXPECT_EQ(plain.body.size(), manifest.json()["bytes"].get<std::size_t>());
  EXPECT_EQ(plain.header("cache-control"), "public, max-age=31536000, immutable");
  const Answer brotli = get("/v1/content/" + hash, {{"Accept-Encoding", "br"}});
  EXPECT_EQ(brotli.header("content-encoding"), "br");
  EXPECT_EQ(decoded(brotli), plain.body);
  EXPECT_EQ(get("/v1/content/" + hash, {{"If-None-Match", brotli.header("etag")}}).status, 304);
}

TEST_F(HttpTest, ReadsContentAgainAndKeepsTheOldWhenThereIsAnError) {
  const auto hash = [&] { return get("/v1/councils/southampton").json()["sha256"].get<std::string>(); };
  const std::string before = hash();
  const std::string lines = file_text(endpoint.councils() / "southampton/lines.json");
  write_file(endpoint.councils() / "southampton/lines.json", R"({"lines": []})");
  endpoint.signal(SIGHUP);
  ASSERT_TRUE(
      endpoint.logs("\"event\":\"content_refused\",\"file\":\"southampton/lines.json\",\"pointer\":\"/lines\""));
  EXPECT_EQ(hash(), before);

  write_file(endpoint.councils() / "southampton/lines.json", lines);
  json profile = json::parse(file_text(endpoint.councils() / "southampton/profile.json"));
  profile["motto"] = "kept though nobody knows it";
  write_file(endpoint.councils() / "southampton/profile.json", profile.dump());
  endpoint.signal(SIGHUP);
  ASSERT_TRUE(endpoint.logs("\"event\":\"content_read\",\"councils\":1,\"findings\":0", 2));
  const std::string after = hash();
  EXPECT_NE(after, before);
  EXPECT_EQ(get("/v1/content/" + after).json()["motto"], "kept though nobody knows it");
  EXPECT_EQ(get("/v1/content/" + before).status, 200) << "phones may still be fetching it";
}

// A mistake in a file must not take the endpoint from anybody: it starts with what was good before.
TEST_F(HttpTest, StartsWithTheContentFromBeforeWhenThePresentOneHasAnError) {
  const auto hash = [&] { return get("/v1/councils/southampton").json()["sha256"].get<std::string>(); };
  const std::string before = hash();
  endpoint.signal(SIGTERM);
  ASSERT_EQ(endpoint.wait(), 0);
  write_file(endpoint.councils() / "southampton/lines.json", R"({"lines": []})");
  ASSERT_TRUE(endpoint.start());
  ASSERT_TRUE(
      endpoint.logs("\"event\":\"content_refused\",\"file\":\"southampton/lines.json\",\"pointer\":\"/lines\""));
  EXPECT_EQ(hash(), before);
}

TEST_F(HttpTest, StartsWithTheCouncilsThatAreInOrder) {
  endpoint.signal(SIGTERM);
  ASSERT_EQ(endpoint.wait(), 0);
  const std::filesystem::path source = WAYMARK_SOURCE_DIR;
  copy_folder(source / "assets/councils/portsmouth", endpoint.councils() / "portsmouth");
  write_file(endpoint.councils() / "portsmouth/lines.json", R"({"lines": []})");
  ASSERT_TRUE(endpoint.start()) << endpoint.log();
  EXPECT_EQ(get("/v1/councils/southampton").status, 200);
  EXPECT_EQ(get("/v1/councils/portsmouth").status, 404);
}

// ---- Starting, stopping, logging -------------------------------------------------------------------------------

TEST_F(HttpTest, PrintsOneLinkForEachSamplePersonAndNewOnesAtEachStart) {
  const std::string said = endpoint.output();
  const std::string address = "http://127.0.0.1:" + std::to_string(endpoint.port()) + "/";
  EXPECT_TRUE(said.starts_with("Waymark is ready at " + address + "\n")) << said;
  const std::string code = endpoint.code("Jade Carter");
  EXPECT_NE(said.find(address + "#link=" + code + "\n"), std::string::npos);
  EXPECT_EQ(code.size(), 22U) << "128 bits";
  endpoint.signal(SIGTERM);
  ASSERT_EQ(endpoint.wait(), 0);
  ASSERT_TRUE(endpoint.start());
  EXPECT_NE(endpoint.code("Jade Carter"), code);
  Phone jade = endpoint.pair("Jade Carter");
  EXPECT_FALSE(jade.everything().empty());
}

TEST_F(HttpTest, LogsWhatHappenedAndNobodysData) {
  Phone jade = endpoint.pair("Jade Carter");
  jade.sync();
  ASSERT_TRUE(endpoint.logs("\"route\":\"/v1/sync\""));
  ASSERT_EQ(get("/somewhere-private?secret=1").status, 404);
  ASSERT_TRUE(endpoint.logs("\"route\":\"(site)\""));
  const std::string text = endpoint.log();
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const json entry = json::parse(line, nullptr, false);
    ASSERT_TRUE(entry.is_object()) << line;
    for (const char* field : {"time", "level", "event"}) EXPECT_TRUE(entry.contains(field)) << line;
    if (entry["event"] != "request") continue;
    for (const char* field : {"method", "route", "status", "ms", "bytes"}) EXPECT_TRUE(entry.contains(field)) << line;
  }
  for (const std::string& secret : {jade.token, jade.device, endpoint.code("Jade Carter"), std::string("Jade"),
                                    std::string("private"), jade.account["account"]["id"].get<std::string>()}) {
    EXPECT_EQ(text.find(secret), std::string::npos) << secret;
  }
}

TEST_F(HttpTest, StopsGracefully) {
  Phone jade = endpoint.pair("Jade Carter");
  HttpConnection idle(endpoint.port());
  endpoint.signal(SIGTERM);
  EXPECT_EQ(endpoint.wait(), 0);
  EXPECT_NE(endpoint.log().find("\"event\":\"stopped\""), std::string::npos);
  EXPECT_FALSE(std::filesystem::exists(endpoint.data() / "waymark.db-wal")) << "everything is in the main file";
  ASSERT_TRUE(endpoint.start());
}

// A reply that has begun arrives whole, and what was asked before the stop is answered.
TEST_F(HttpTest, FinishesRunningRequestsWhenToldToStop) {
  std::vector<std::thread> clients;
  std::atomic<int> whole{0};
  std::atomic<int> cut{0};
  for (int i = 0; i < 4; ++i) {
    clients.emplace_back([&, sam = endpoint.pair("Sam Okoro")] {
      while (true) {
        const Answer answer = sam.get("");
        if (answer.cut) ++cut;
        if (answer.status != 200) return;
        ++whole;
      }
    });
  }
  while (whole < 20) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  endpoint.signal(SIGTERM);
  EXPECT_EQ(endpoint.wait(), 0);
  for (std::thread& client : clients) client.join();
  EXPECT_EQ(cut, 0);
  ASSERT_TRUE(endpoint.start());
}

Ended start_with(const std::vector<std::string>& arguments) {
  return run(WAYMARK_BUILD_DIR "/waymark-endpoint", arguments);
}

TEST_F(HttpTest, SaysInOneSentenceWhyItCannotStart) {
  const std::filesystem::path source = WAYMARK_SOURCE_DIR;
  const std::string folder = endpoint.folder().string();
  const std::vector<std::string> good{"--port",     "0",
                                      "--data",     folder + "/other",
                                      "--site",     folder + "/site",
                                      "--councils", folder + "/councils",
                                      "--national", folder + "/national",
                                      "--people",   folder + "/people.json",
                                      "--schema",   (source / "assets/schema").string(),
                                      "--openapi",  (source / "docs/openapi.yaml").string()};
  write_file(folder + "/bad/southampton/profile.json", "{}");
  copy_folder(source / "assets/councils/southampton", folder + "/helpless/southampton");
  write_file(folder + "/helpless/southampton/lines.json", R"({"lines": []})");
  write_file(folder + "/people-bad.json", R"({"note":"n","people":[{"id":"x"}],"cases":[]})");
  write_file(folder + "/broken/waymark.db", "not a database");
  std::filesystem::create_directory(folder + "/open");
  for (const auto& [name, mode] : {std::pair{"/broken", 0700}, {"/open", 0755}})
    std::filesystem::permissions(folder + name, static_cast<std::filesystem::perms>(mode));
  const std::vector<std::pair<std::vector<std::string>, std::string>> cases{
      {{"--port", std::to_string(endpoint.port())}, "choose another port with --port N."},
      {{"--data", folder + "/data"}, "Another waymark-endpoint is using"},
      {{"--data", folder + "/people.json/x"}, "--data DIR."},
      {{"--data", folder + "/broken"}, "--reset"},
      {{"--site", folder + "/national"}, "--site DIR."},
      // nothing is kept there from before
      {{"--councils", folder + "/bad", "--data", folder + "/fresh"}, "--councils DIR."},
      {{"--councils", folder + "/helpless", "--data", folder + "/fresh"},
       "needs a line of kind emergency and one of kind out_of_hours"},
      {{"--councils", folder + "/nowhere", "--data", folder + "/fresh"}, "--councils DIR."},
      {{"--people", folder + "/people-bad.json"}, "\"/people/0"},
      {{"--schema", folder + "/nowhere"}, "--schema DIR."},
      {{"--openapi", folder + "/nowhere"}, "--openapi FILE."},
      {{"--host", "0.0.0.0"}, "served on this machine only"},
      {{"--behind-proxy", "127.0.0.1"}, "leave out --people, or --behind-proxy"},
      {{"--data", folder + "/open"}, "chmod 700"},
      {{"--host", "127.0.0.x"}, "is not an address"},
      {{"--verbose", "1"}, "There is no flag \"--verbose\""},
  };
  for (const auto& [flags, remedy] : cases) {
    std::vector<std::string> arguments = good;
    arguments.insert(arguments.end(), flags.begin(), flags.end());
    const Ended ended = start_with(arguments);
    EXPECT_GT(ended.code, 0) << flags[0];
    EXPECT_NE(ended.error.find(remedy), std::string::npos) << ended.error;
    EXPECT_EQ(ended.out, "");
  }
  EXPECT_EQ(file_text(folder + "/broken/waymark.db"), "not a database");
}

}  // namespace
}  // namespace waymark::server::test
