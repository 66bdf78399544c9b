// The phone's side: finding while one types, and making anew what the screens draw.
#include <benchmark/benchmark.h>

#include <cstdlib>

#include "core/client/case_view.h"
#include "core/model/json.h"
#include "core/search/search.h"
#include "server/files.h"
#include "tests/bench/sample.h"

namespace waymark::bench {
namespace {

constexpr std::size_t services = 5000;

/// The national offer again and again, each time with another number in the title.
std::vector<OfferItem> large_offer() {
  const auto bytes = server::read_file("assets/national/national.json");
  if (!bytes) std::abort();
  const nlohmann::json national = nlohmann::json::parse(*bytes);
  std::vector<OfferItem> offer;
  for (std::size_t i = 0; i < services; ++i) {
    const nlohmann::json& from = national["offer"][i % national["offer"].size()];
    OfferItem item;
    item.title = from["title"].get<std::string>() + " " + std::to_string(i);
    item.summary = from["summary"].get<std::string>();
    item.keywords = from["keywords"].get<std::vector<std::string>>();
    offer.push_back(std::move(item));
  }
  return offer;
}

void find_in_5000_services(benchmark::State& state, const char* typed) {
  const search::Index index = search::build(large_offer());
  if (search::find(index, typed).empty()) std::abort();
  for (auto _ : state) benchmark::DoNotOptimize(search::find(index, typed));
}
BENCHMARK_CAPTURE(find_in_5000_services, a_word, "rent")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(find_in_5000_services, a_word_with_a_mistake, "universsity")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(find_in_5000_services, two_words, "college bursary")->Unit(benchmark::kMillisecond);

/// All 25 cases of an adviser, as after the turn of a day.
void show_a_caseload(benchmark::State& state) {
  client::Replica replica;
  for (sync::Change& change : Sample().first_pull()) {
    client::BaseDoc doc;
    doc.case_id = change.case_id;
    doc.type = change.type;
    doc.seq = change.seq;
    doc.document = std::move(change.document);
    replica.put(change.doc, std::move(doc));
  }
  const client::Outbox outbox;
  const std::vector<client::Refused> refused;
  for (auto _ : state) {
    std::vector<client::CaseState> cases;
    for (const auto& [id, docs] : replica.cases()) {
      cases.push_back(
          client::view_of(id, client::shown_docs(id, {replica, outbox, refused}), Clocks(), {2026, 11, 22}, Role::adviser));
    }
    client::sort_by_what_falls_due(cases);
    if (cases.size() != 25) std::abort();
    benchmark::DoNotOptimize(cases);
  }
}
BENCHMARK(show_a_caseload)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace waymark::bench
