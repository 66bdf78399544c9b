// What a phone finds in its store and hears from the network. Goal: it never crashes, it puts aside what it cannot read,
// and what it keeps it can read at the next opening.
//
// An input is text. Each line up to "---" is a record: its store, its key and its content, which gets a right checksum
// unless the line begins with "!". What follows is the answer to every request.
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "core/client/client.h"
#include "core/client/records.h"
#include "tests/fuzz/must.h"

namespace waymark::client {
namespace {

constexpr int effects_max = 200;
constexpr Moment now{1'795'341'600'000, {2026, 11, 22}};

/// The part up to `mark`, which is taken off.
std::string_view cut(std::string_view& text, std::string_view mark) {
  const std::size_t end = text.find(mark);
  const std::string_view part = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + mark.size());
  return part;
}

class Phone {
 public:
  explicit Phone(std::string_view input) {
    std::string_view records = cut(input, "\n---\n");
    answer_ = input;
    while (!records.empty()) {
      std::string_view line = cut(records, "\n");
      const bool damaged = line.starts_with('!');
      if (damaged) line.remove_prefix(1);
      const std::string store(cut(line, " ")), key(cut(line, " "));
      store_[{store, key}] = damaged ? std::string(line) : record_of(store, key, line).bytes;
    }
  }

  /// Opens the app with what is stored and lets it work until it rests.
  Client open() {
    Client client({1, 2, 3, 4});
    std::deque<Effect> effects;
    const auto step = [&](const Event& event) {
      for (Effect& effect : client.step(event, now)) effects.push_back(std::move(effect));
    };
    step(Started{.link_code = {}, .link_device = {}, .profile = "fuzz", .online = true});
    for (int i = 0; i < effects_max && !effects.empty(); ++i) {
      const Effect effect = std::move(effects.front());
      effects.pop_front();
      if (const auto* open = std::get_if<OpenStore>(&effect)) step(StoreOpened{open->profile, records()});
      if (const auto* commit = std::get_if<Commit>(&effect)) step(committed(*commit));
      if (const auto* send = std::get_if<Send>(&effect)) step(Replied{send->request, 200, answer_, 0});
      if (std::holds_alternative<EraseStore>(effect)) store_.clear();
    }
    return client;
  }

 private:
  [[nodiscard]] std::vector<StoredRecord> records() const {
    std::vector<StoredRecord> records;
    for (const auto& [place, bytes] : store_) {
      if (place.first != stores::aside) records.push_back({place.first, place.second, bytes});
    }
    return records;
  }
  Event committed(const Commit& commit) {
    for (const auto& place : commit.removes) store_.erase(place);
    for (const StoredRecord& put : commit.puts) store_[{put.store, put.key}] = put.bytes;
    return Committed{commit.batch};
  }

  std::map<std::pair<std::string, std::string>, std::string> store_;
  std::string answer_;
};

}  // namespace
}  // namespace waymark::client

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace waymark::client;
  Phone phone({reinterpret_cast<const char*>(data), size});
  // A phone that knows nobody changes nothing: the next link opens its store again.
  if (phone.open().state().phase == Phase::no_link) return 0;
  waymark::must(phone.open().state().notice != Notice::store_recovered, "what the phone kept it cannot read");
  return 0;
}
