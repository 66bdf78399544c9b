// The versions of every field that somebody said and nobody who knew of it has replaced, counted from the history.
// None of them may be missing at the council: it is shown, or it is kept beside what is shown.
//
//   Versions versions(council.history());
//   if (auto broken = versions.missing_from(council.tables())) …
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/sim/memory_store.h"

namespace waymark::sim {

class Versions {
 public:
  explicit Versions(const std::vector<server::HistoryEntry>& history);

  [[nodiscard]] std::optional<std::string> missing_from(const Tables& tables) const;

 private:
  using Value = nlohmann::json;
  struct Author {
    PersonId person;
    std::string device;
    bool operator==(const Author&) const = default;
  };
  struct Version {
    Value value;
    std::int64_t seq = 0;    // when it was first said
    Author author;
    std::int64_t again = 0;  // when it was last said again: whoever knows only the first time may not know that it stands
  };
  struct Removal {
    std::int64_t seq = 0;
    bool saw_everything = true;
    bool saw_choices = true;  // between versions that were there
  };
  struct Document {
    std::map<std::string, std::vector<Version>> live;  // by pointer
    std::map<std::string, std::vector<Version>> may_stand;  // replaced by somebody who did not know that it was said again
    std::map<std::string, std::set<Value>> said;       // every value that a field was ever given
    std::vector<Version> edits;                        // without values
    std::vector<Version> choices;                      // likewise: one of several versions was said again
    std::optional<Removal> removed;
    std::optional<Version> created;                    // without a value
    std::string story;  // what was done to it, for whoever looks into a broken promise
  };

  void take(const server::HistoryEntry& entry);
  /// False: somebody has said so already.
  static bool say(Document& document, const std::string& pointer, const Value& value, std::int64_t base, Version by);
  [[nodiscard]] static std::optional<std::string> missing(const Document& document, const sync::Record& record);

  std::map<std::string, Document> documents_;
};

}  // namespace waymark::sim
