// The endpoint's side of sync: a push as it comes from the network, and the first pull of a caseload.
#include <benchmark/benchmark.h>

#include <cstdlib>

#include "core/model/json.h"
#include "server/sync/pull.h"
#include "server/sync/push.h"
#include "tests/bench/sample.h"

namespace waymark::bench {
namespace {

using nlohmann::json;

/// Ids, different in each call.
std::string next_id() {
  static IdSource ids({1, 2, 3, 4});
  return ids.next(1'795'341'600'000);
}

/// Ticks 100 times: one step after the other, done and not done.
std::string push_of_100(const std::vector<sync::Change>& steps, std::int64_t& n, bool done) {
  json ops = json::array();
  for (std::size_t i = 0; i < sync::push_ops_max; ++i) {
    const sync::Change& step = steps[i % steps.size()];
    ops.push_back({{"op", next_id()},
                   {"n", ++n},
                   {"case", step.case_id.text},
                   {"doc", step.doc.text},
                   {"at", 1},
                   {"base", step.seq},
                   {"set", {{"/done", done == (i / steps.size() % 2 == 0)}}}});
  }
  return json_text({{"device", "0198c0de-0000-7000-8000-000000000001"}, {"cursor", ""}, {"ops", ops}});
}

/// From the bytes of the request to the durable commit.
void push_100_operations(benchmark::State& state) {
  const Sample sample;
  std::vector<sync::Change> steps;
  for (const sync::Change& change : sample.first_pull()) {
    if (change.type == "step") steps.push_back(change);
  }
  std::int64_t n = 0;
  bool done = true;
  for (auto _ : state) {
    state.PauseTiming();
    const std::string body = push_of_100(steps, n, done);
    done = !done;
    state.ResumeTiming();
    const auto read_json = parse_json(body);
    const auto read = sync::read_request(*read_json);
    const auto trouble = sample.store->write([&](server::Transaction& transaction) {
      const auto pushed = server::push(transaction, sample.sam, {*read, read_json->at("ops")}, 1);
      if (!pushed || pushed->front().status == sync::OpStatus::rejected) std::abort();
      return true;
    });
    if (trouble) std::abort();
  }
}
BENCHMARK(push_100_operations)->Unit(benchmark::kMillisecond)->UseRealTime();

/// From the database to the text of the pages, without compression.
void first_pull_of_a_caseload(benchmark::State& state) {
  const Sample sample;
  std::size_t bytes = 0;
  for (auto _ : state) {
    sync::SyncReply reply;
    reply.changes = sample.first_pull();
    bytes = json_text(sync::write(reply)).size();
    benchmark::DoNotOptimize(bytes);
  }
  state.counters["kB"] = static_cast<double>(bytes) / 1000;
}
BENCHMARK(first_pull_of_a_caseload)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace waymark::bench
