// Routes and handlers without a network: what happens when storage or a handler fails.
#include "server/endpoint.h"

#include <gtest/gtest.h>

#include <future>
#include <stdexcept>

#include "server/http/problem.h"
#include "tests/server/running_endpoint.h"

namespace waymark::server {
namespace {

using http::Method;
using http::Reply;
using http::Request;
using nlohmann::json;

Reply answer(const http::Routes& routes, Request request) {
  std::promise<Reply> reply;
  routes.answer(std::move(request), [&](Reply given) { reply.set_value(std::move(given)); });
  return reply.get_future().get();
}

std::string problem_of(const Reply& reply) { return json::parse(reply.bytes()).value("type", ""); }

/// A database that is there but does not answer.
class SilentStore final : public Store {
 public:
  explicit SilentStore(bool throws) : throws_(throws) {}
  std::optional<StoreTrouble> read(const std::function<void(Snapshot&)>&) override { return trouble(); }
  std::optional<StoreTrouble> write(const std::function<bool(Transaction&)>&) override { return trouble(); }
  std::optional<StoreTrouble> check() override { return trouble(); }
  void settle() override {}

 private:
  [[nodiscard]] StoreTrouble trouble() const {
    if (throws_) throw std::runtime_error("thrown on purpose");
    return {StoreTrouble::Kind::busy, "database or disk is full"};
  }
  bool throws_;
};

struct Broken {
  explicit Broken(bool throws)
      : executor(std::make_unique<SilentStore>(throws)),
        endpoint({.writer = executor,
                  .reader = executor,
                  .library = library,
                  .links = links,
                  .cursor_key = "key",
                  .sealing_key = SealingKey::make(),
                  .openapi = ""}) {
    code = links.add("southampton", PersonId("jade"));
    endpoint.add_routes(routes);
  }
  std::vector<Request> requests() const {
    const std::string device = test::new_id();
    const json op{{"op", test::new_id()},    {"n", 1}, {"case", device}, {"doc", device}, {"at", 1}, {"base", 1},
                  {"set", {{"/done", true}}}};
    const std::map<std::string, std::string> headers{{"content-type", "application/json"},
                                                     {"authorization", "Bearer x"}};
    return {{.path = "/healthz"},
            {.path = "/v1/sync", .headers = headers},
            {.method = Method::post,
             .path = "/v1/pair",
             .headers = headers,
             .body = json{{"code", code}, {"device", device}}.dump()},
            {.method = Method::post,
             .path = "/v1/sync",
             .headers = headers,
             .body = json{{"device", device}, {"cursor", ""}, {"ops", json::array()}}.dump()},
            {.method = Method::post,
             .path = "/v1/sync",
             .headers = headers,
             .body = json{{"device", device}, {"cursor", ""}, {"ops", json::array({op})}}.dump()}};
  }
  Library library{std::move(*JsonSchema::make(json::object())), {}};
  SignInLinks links;
  std::string code;
  Executor executor;
  Endpoint endpoint;
  http::Routes routes{nullptr};
};

TEST(Endpoint, AsksToTryAgainWhenTheDatabaseDoesNotAnswer) {
  const Broken broken(false);
  for (const Request& request : broken.requests()) {
    const Reply reply = answer(broken.routes, request);
    EXPECT_EQ(reply.status, 503) << request.path;
    EXPECT_EQ(problem_of(reply), "/problems/unavailable");
    EXPECT_NE(
        std::find(reply.headers.begin(), reply.headers.end(), std::pair<std::string, std::string>("retry-after", "2")),
        reply.headers.end());
  }
}

TEST(Endpoint, AnswersWhenStorageThrows) {
  const Broken broken(true);
  for (const Request& request : broken.requests()) {
    const Reply reply = answer(broken.routes, request);
    EXPECT_EQ(reply.status, 500) << request.path;
    EXPECT_EQ(problem_of(reply), "/problems/internal");
    EXPECT_EQ(reply.bytes().find("on purpose"), std::string_view::npos);
  }
}

TEST(Routes, AnswerWhenAHandlerThrows) {
  http::Routes routes(nullptr);
  routes.add(Method::get, "/v1/bad/{x}", [](const Request&, std::string_view, const http::Respond&) {
    throw std::runtime_error("thrown on purpose");
  });
  EXPECT_EQ(answer(routes, {.path = "/v1/bad/a"}).status, 500);
}

TEST(Routes, GiveTheValueOfATemplate) {
  http::Routes routes(nullptr);
  std::string seen;
  routes.add(Method::get, "/v1/things/{id}", [&](const Request&, std::string_view value, const http::Respond& respond) {
    seen = value;
    respond({});
  });
  EXPECT_EQ(answer(routes, {.method = Method::head, .path = "/v1/things/a-b"}).status, 200);
  EXPECT_EQ(seen, "a-b");
  EXPECT_EQ(answer(routes, {.path = "/v1/things/"}).status, 404);
  EXPECT_EQ(answer(routes, {.path = "/v1/things/a/b"}).status, 404);
  const Reply wrong = answer(routes, {.method = Method::post, .path = "/v1/things/a"});
  EXPECT_EQ(wrong.status, 405);
  EXPECT_EQ(wrong.headers[1], (std::pair<std::string, std::string>("allow", "GET, HEAD")));
}

}  // namespace
}  // namespace waymark::server
