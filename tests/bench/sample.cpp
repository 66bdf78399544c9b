#include "tests/bench/sample.h"

#include <cstdlib>
#include <utility>

#include "core/model/json.h"
#include "server/files.h"
#include "server/sample/people.h"
#include "server/sync/pull.h"

namespace waymark::bench {
namespace {

constexpr Date today{2026, 11, 22};

/// A benchmark of nothing is worse than none.
template <class T>
T must(T value) {
  if (!value) std::abort();
  return value;
}

}  // namespace

Sample::Sample() {
  std::string pattern = (std::filesystem::temp_directory_path() / "waymark-bench-XXXXXX").string();
  folder_ = mkdtemp(pattern.data());
  store = std::move(*must(server::SqliteStore::open(folder_ / "waymark.db")));
  must(server::load_people({.file = "assets/people/sample.json",
                            .schema = "assets/schema/people.schema.json",
                            .councils = {"portsmouth", "southampton", "southwark"},
                            .today = today,
                            .server_utc_ms = 1'795'341'600'000},
                           *store));
  const nlohmann::json people = nlohmann::json::parse(*must(server::read_file("assets/people/sample.json")));
  for (const nlohmann::json& person : people["people"]) {
    if (person["name"] != "Sam Okoro") continue;
    const PersonId id(person["id"].get<std::string>());
    must(!store->read([&](server::Snapshot& snapshot) { sam = *must(snapshot.find_account("southampton", id)); }));
  }
}

Sample::~Sample() {
  store.reset();
  std::filesystem::remove_all(folder_);
}

std::vector<sync::Change> Sample::first_pull() const {
  std::vector<sync::Change> changes;
  server::Cursor cursor;
  for (bool more = true; more;) {
    must(!store->read([&](server::Snapshot& snapshot) {
      const std::vector<server::VisibleCase> visible = snapshot.visible_cases(sam);
      auto page = must(server::pull(snapshot, {sam, visible}, cursor, {}));
      for (sync::Change& change : page->reply.changes) changes.push_back(std::move(change));
      cursor = std::move(page->cursor);
      more = page->reply.more;
    }));
  }
  return changes;
}

}  // namespace waymark::bench
