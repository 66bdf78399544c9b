// Many phones at once, as fast as the endpoint answers: what a sync costs. Driven by tests/bench/load.mjs.
//
//   bench_load PORT CODE SECONDS PHONES trivial|nothing|edits
//
// trivial: GET /v1/openapi.yaml, which no database sees. nothing: a sync with nothing new. edits: a push of ten new
// steps with the page that follows. Each phone has a connection, a device and a token of its own. Prints one line of
// JSON.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "core/model/ids.h"
#include "server/identity/secret.h"
#include "tests/server/http_exchange.h"

namespace waymark::bench {
namespace {

using nlohmann::json;
using server::test::Answer;
using server::test::Headers;
using std::chrono::steady_clock;

std::string new_id() {
  static std::mutex mutex;
  static IdSource ids = [] {
    std::array<std::uint64_t, 4> seed{};
    const std::string random = server::random_bytes(sizeof(seed));
    std::copy_n(random.data(), sizeof(seed), reinterpret_cast<char*>(seed.data()));
    return IdSource(seed);
  }();
  const std::lock_guard lock(mutex);
  return ids.next(
      std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
          .count());
}

class Phone {
 public:
  Phone(std::uint16_t port, const std::string& code)
      : connection_(std::make_unique<server::test::HttpConnection>(port)) {
    const json paired = ask("POST", "/v1/pair", {}, json{{"code", code}, {"device", device_}}).json();
    token_ = paired.at("token").get<std::string>();
    for (bool more = true; more;) {
      const Answer answer = sync(json::array());
      const json page = json::parse(server::test::decoded(answer));
      for (const json& change : page["changes"]) case_id_ = change["case"].get<std::string>();
      more = page["more"].get<bool>();
      cursor_ = page["cursor"].get<std::string>();
    }
  }

  int once(const std::string& what) {
    if (what == "trivial") return ask("GET", "/v1/openapi.yaml", {}, {}).status;
    json ops = json::array();
    for (int i = 0; what == "edits" && i < 10; ++i) {
      ops.push_back(
          {{"op", new_id()},
           {"n", ++n_},
           {"case", case_id_},
           {"doc", new_id()},
           {"at", 1'795'341'600'000},
           {"type", "step"},
           {"create", {{"heading", "home"}, {"owner", "adviser"}, {"title", "Ask the council about the deposit"}}}});
    }
    const Answer answer = sync(ops);
    if (answer.status == 200 && !ops.empty())
      cursor_ = json::parse(server::test::decoded(answer))["cursor"].get<std::string>();
    return answer.status;
  }

 private:
  Answer sync(const json& ops) {
    return ask("POST", "/v1/sync", {{"Authorization", "Bearer " + token_}},
               json{{"device", device_}, {"cursor", cursor_}, {"ops", ops}});
  }
  Answer ask(std::string_view method, std::string_view path, Headers headers, const json& body) {
    headers.emplace_back("Accept-Encoding", "br");
    std::string bytes;
    if (!body.is_null()) {
      headers.emplace_back("Content-Type", "application/json");
      headers.emplace_back("Content-Encoding", "gzip");
      bytes = server::test::gzip_of(body.dump());
    }
    connection_->send(server::test::request_text(method, path, headers, bytes));
    return connection_->receive();
  }

  std::unique_ptr<server::test::HttpConnection> connection_;
  std::string device_ = new_id();
  std::string token_, cursor_, case_id_;
  std::int64_t n_ = 0;
};

int run(const std::vector<std::string>& words) {
  const auto port = static_cast<std::uint16_t>(std::stoul(words[0]));
  const std::chrono::seconds duration(std::stoi(words[2]));
  std::vector<Phone> phones;
  phones.reserve(std::stoul(words[3]));
  for (std::size_t i = 0; i < phones.capacity(); ++i) phones.emplace_back(port, words[1]);
  std::mutex mutex;
  std::vector<double> all_ms;
  int failed = 0;
  const auto began = steady_clock::now();
  std::vector<std::thread> threads;
  for (Phone& phone : phones) {
    threads.emplace_back([&] {
      std::vector<double> own_ms;
      int own_failed = 0;
      for (auto now = steady_clock::now(); now - began < duration;) {
        if (phone.once(words[4]) != 200) ++own_failed;
        const auto then = std::exchange(now, steady_clock::now());
        own_ms.push_back(std::chrono::duration<double, std::milli>(now - then).count());
      }
      const std::lock_guard lock(mutex);
      all_ms.insert(all_ms.end(), own_ms.begin(), own_ms.end());
      failed += own_failed;
    });
  }
  for (std::thread& thread : threads) thread.join();
  const double seconds = std::chrono::duration<double>(steady_clock::now() - began).count();
  std::sort(all_ms.begin(), all_ms.end());
  const auto part = [&](double share) {
    return all_ms[static_cast<std::size_t>(share * static_cast<double>(all_ms.size() - 1))];
  };
  std::printf("%s\n", json{{"count", all_ms.size()},
                           {"failed", failed},
                           {"seconds", seconds},
                           {"p50_ms", part(0.5)},
                           {"p99_ms", part(0.99)}}
                          .dump()
                          .c_str());
  return 0;
}

}  // namespace
}  // namespace waymark::bench

int main(int count, char** values) {
  const std::vector<std::string> words(values + 1, values + count);
  return words.size() == 5 ? waymark::bench::run(words) : 2;
}
