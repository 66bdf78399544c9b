// An adviser's phone on a measured link: the app's own state machine (core/client) with a file for a store and a socket
// for a network. Driven by tests/bench/caseload.mjs, which reads one line of JSON at its end.
//
//   bench_phone PORT STORE pull CODE      signs in and gets everything
//   bench_phone PORT STORE edit SEED      100 edits without signal, kept in the store
//   bench_phone PORT STORE sync           sends what waits and gets what is new
//   bench_phone PORT STORE remote SEED    100 edits, sent one push after the other
//
// As in the page: requests compressed with gzip, replies with brotli, connections kept open, a durable write before
// anything counts as kept.
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <fstream>
#include <future>
#include <iterator>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <thread>

#include "core/client/client.h"
#include "core/model/json.h"
#include "core/model/schema.h"
#include "tests/server/http_exchange.h"

namespace waymark::bench {
namespace {

using client::Effect;
using nlohmann::json;
using std::chrono::steady_clock;

constexpr int answer_wait_ms = 180'000;
constexpr Date today{2026, 11, 22};

/// Records as a phone keeps them; written whole and durably with every batch.
class StoreFile {
 public:
  explicit StoreFile(std::string path) : path_(std::move(path)) {
    std::ifstream file(path_, std::ios::binary);
    const std::string text(std::istreambuf_iterator<char>(file), {});
    if (text.empty()) return;
    const json kept = json::from_cbor(text);
    profile_ = kept["profile"].get<std::string>();
    for (const json& one : kept["records"])
      records_[{one[0].get<std::string>(), one[1].get<std::string>()}] = one[2].get<std::string>();
  }

  void commit(const client::Commit& batch) {
    for (const auto& [store, key] : batch.removes) records_.erase({store, key});
    for (const client::StoredRecord& put : batch.puts) records_[{put.store, put.key}] = put.bytes;
    json kept{{"profile", profile_}, {"records", json::array()}};
    for (const auto& [place, bytes] : records_) kept["records"].push_back({place.first, place.second, bytes});
    const std::vector<std::uint8_t> bytes = json::to_cbor(kept);
    const int file = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (::write(file, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()) || fsync(file) != 0)
      std::abort();
    ::close(file);
  }
  client::StoreOpened open(const std::string& profile) {
    profile_ = profile;
    client::StoreOpened opened{profile, {}};
    for (const auto& [place, bytes] : records_) opened.records.push_back({place.first, place.second, bytes});
    return opened;
  }

  [[nodiscard]] const std::string& profile() const { return profile_; }
  [[nodiscard]] std::size_t bytes() const {
    std::size_t sum = 0;
    for (const auto& [place, bytes] : records_) sum += place.first.size() + place.second.size() + bytes.size();
    return sum;
  }

 private:
  std::string path_, profile_;
  std::map<std::pair<std::string, std::string>, std::string> records_;
};

class Phone {
 public:
  Phone(std::uint16_t port, const std::string& store, std::uint64_t seed)
      : port_(port), store_(store), client_({seed, seed + 1, seed + 2, seed + 3}) {}

  void begin(const std::string& code, bool online) {
    online_ = online;
    act(client::Started{.link_code = code, .link_device = {}, .profile = store_.profile(), .online = online});
  }

  /// An event and all that follows from it, the network's slowness included.
  void act(const client::Event& event) {
    take(client_.step(event, now()));
    while (!effects_.empty() || !under_way_.empty() || wake_utc_ms_) {
      if (effects_.empty() && !under_way_.empty()) {
        take(client_.step(next_reply(), now()));
        continue;
      }
      if (effects_.empty()) {
        if (state().sync.waiting == 0 && state().phase == client::Phase::ready) break;
        std::this_thread::sleep_for(std::chrono::milliseconds(std::max<std::int64_t>(0, *wake_utc_ms_ - now().utc_ms)));
        wake_utc_ms_.reset();
        take(client_.step(client::Woken{}, now()));
        continue;
      }
      const Effect effect = std::move(effects_.front());
      effects_.pop_front();
      perform(effect);
    }
  }

  [[nodiscard]] const client::State& state() const { return client_.state(); }
  [[nodiscard]] std::size_t stored_bytes() const { return store_.bytes(); }
  [[nodiscard]] int tries_again() const { return failures_; }

 private:
  [[nodiscard]] client::Moment now() const {
    const auto utc = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::milliseconds>(utc).count(), today};
  }
  void take(std::vector<Effect> effects) {
    for (Effect& effect : effects) effects_.push_back(std::move(effect));
  }
  void perform(const Effect& effect) {
    if (const auto* open = std::get_if<client::OpenStore>(&effect))
      take(client_.step(store_.open(open->profile), now()));
    if (const auto* batch = std::get_if<client::Commit>(&effect)) {
      store_.commit(*batch);
      take(client_.step(client::Committed{batch->batch}, now()));
    }
    if (const auto* send = std::get_if<client::Send>(&effect)) {
      under_way_.push_back(std::async(std::launch::async, [this, request = *send] { return exchange(request); }));
    }
    if (const auto* wake = std::get_if<client::WakeAt>(&effect))
      wake_utc_ms_ = wake->utc_ms == 0 ? std::nullopt : std::optional(wake->utc_ms);
  }

  /// Requests run side by side, each on a connection of its own, as a browser does.
  client::Replied next_reply() {
    while (true) {
      const auto done = std::find_if(under_way_.begin(), under_way_.end(), [](const auto& one) {
        return one.wait_for(std::chrono::milliseconds(1)) == std::future_status::ready;
      });
      if (done == under_way_.end()) continue;
      client::Replied reply = done->get();
      under_way_.erase(done);
      return reply;
    }
  }

  client::Replied exchange(const client::Send& send) {
    client::Replied replied{.request = send.request, .status = 0, .body = {}, .retry_after_s = 0};
    if (!online_) return replied;
    server::test::Headers headers{{"Accept-Encoding", "br, gzip"}};
    if (!send.token.empty()) headers.emplace_back("Authorization", "Bearer " + send.token);
    std::string body = send.body;
    if (!body.empty()) {
      headers.emplace_back("Content-Type", "application/json");
      headers.emplace_back("Content-Encoding", "gzip");
      body = server::test::gzip_of(body);
    }
    auto connection = idle_connection();
    connection->send(server::test::request_text(send.method, send.path, headers, body));
    const server::test::Answer answer = connection->receive(false, answer_wait_ms);
    const std::lock_guard lock(mutex_);
    if (answer.status == 0) {
      ++failures_;
      if (answer.header("content-type") != "application/jsonl") return replied;
      replied.status = 200;  // as web/network.js: each line stands for itself
    } else {
      idle_.push_back(std::move(connection));
      replied.status = answer.status;
    }
    replied.body = server::test::decoded(answer);
    return replied;
  }
  std::unique_ptr<server::test::HttpConnection> idle_connection() {
    const std::lock_guard lock(mutex_);
    if (idle_.empty()) return std::make_unique<server::test::HttpConnection>(port_);
    auto connection = std::move(idle_.back());
    idle_.pop_back();
    return connection;
  }

  std::uint16_t port_;
  StoreFile store_;
  client::Client client_;
  std::deque<Effect> effects_;
  std::optional<std::int64_t> wake_utc_ms_;
  std::vector<std::future<client::Replied>> under_way_;
  std::mutex mutex_;  // of what follows
  std::vector<std::unique_ptr<server::test::HttpConnection>> idle_;
  bool online_ = true;
  int failures_ = 0;
};

std::string some_words(std::mt19937_64& random, std::size_t size) {
  constexpr std::string_view stock[] = {"ask",    "about", "the",  "deposit", "and",    "college", "before",
                                        "Friday", "with",  "a",    "letter",  "from",   "council", "that",
                                        "says",   "when",  "rent", "starts",  "because"};
  std::string text;
  while (text.size() < size)
    text += std::string(text.empty() ? "" : " ") + std::string(stock[random() % std::size(stock)]);
  return text;
}

/// The same kinds of edits as the peers' workload: 45 steps in two fields, 25 additions to long texts, 15 ticks, 10 new
/// steps, 5 telephone numbers.
void make_edits(Phone& phone, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  const auto one = [&]() -> const client::CaseState& {
    return phone.state().cases[random() % phone.state().cases.size()];
  };
  for (int i = 0; i < 45; ++i) {
    const auto& steps = one().steps;
    const auto& step = steps[random() % steps.size()];
    phone.act(
        client::EditStep{step.id, some_words(random, 150), step.value.owner, "", add_days({2026, 12, 1}, i % 28)});
  }
  for (int i = 0; i < 25; ++i) {
    const client::CaseState& whose = one();
    const auto section = std::next(whose.plan.value.sections.begin(),
                                   static_cast<std::ptrdiff_t>(random() % whose.plan.value.sections.size()));
    phone.act(client::WriteNow{whose.id, section->first, section->second.now + " " + some_words(random, 80)});
  }
  for (int i = 0; i < 15; ++i) {
    const auto& steps = one().steps;
    const auto& step = steps[random() % steps.size()];
    phone.act(client::TickStep{step.id, !step.value.done});
  }
  for (int i = 0; i < 10; ++i)
    phone.act(client::AddStep{one().id, Heading::home, some_words(random, 160), StepOwner::young_person, "", {}});
  for (int i = 0; i < 5; ++i) {
    const client::CaseState& whose = one();
    const auto& contact = whose.contacts[random() % whose.contacts.size()];
    Contact value = contact.value;
    value.phone = "07700 9" + std::to_string(10000 + random() % 90000);
    phone.act(client::SaveContact{whose.id, contact.id, value});
  }
}

int run(const std::vector<std::string>& words) {
  const std::string& task = words[2];
  const std::uint64_t seed = task == "edit" || task == "remote" ? std::stoull(words[3]) : 1;
  Phone phone(static_cast<std::uint16_t>(std::stoul(words[0])), words[1], std::random_device{}());
  const auto began = steady_clock::now();
  phone.begin(task == "pull" ? words[3] : "", task != "edit");
  if (task == "edit" || task == "remote") make_edits(phone, seed);
  const auto passed = std::chrono::duration_cast<std::chrono::milliseconds>(steady_clock::now() - began).count();
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::size_t documents = 0;
  for (const client::CaseState& one : phone.state().cases)
    documents += 2 + one.views.size() + one.steps.size() + one.contacts.size();
  std::printf("%s\n", json{{"task", task},
                           {"ms", passed},
                           {"cases", phone.state().cases.size()},
                           {"documents", documents},
                           {"waiting", phone.state().sync.waiting},
                           {"needs_attention", phone.state().sync.needs_attention},
                           {"cut_off", phone.tries_again()},
                           {"stored_kb", phone.stored_bytes() / 1024},
                           {"memory_mb", usage.ru_maxrss / 1024}}
                          .dump()
                          .c_str());
  const bool well = phone.state().phase == client::Phase::ready && phone.state().notice == client::Notice::none;
  if (!well) std::fprintf(stderr, "the phone is not well: %s\n", phone.state().notice_detail.c_str());
  return well ? 0 : 1;
}

}  // namespace
}  // namespace waymark::bench

int main(int count, char** values) {
  const std::vector<std::string> words(values + 1, values + count);
  if (words.size() < 3) return 2;
  return waymark::bench::run(words);
}
