// Dates and amounts that the page's Intl has written, by what they were written of: a screen shows some twenty of them
// in every frame, and each one asked for crosses into the page and back.
//
//   written.of({.kind = 'd', .value = 20261122, .style = 1, .language = "en"}, [] { return …; })
//
// What "today" is, is part of what is written: forget() when the day may have changed. Emptied when it is full: at rest
// a screen fills it again in one frame.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

namespace waymark::platform {

class Written {
 public:
  static constexpr std::size_t entries_max = 512;  // some 50 kB

  struct Key {
    char kind = 0;
    std::int64_t value = 0;
    int style = 0;
    std::string_view language;
  };

  template <class Write>
  const std::string& of(const Key& key, Write write) {
    const std::tuple<char, std::int64_t, int, std::string> own{key.kind, key.value, key.style, key.language};
    const auto found = texts_.find(own);
    if (found != texts_.end()) return found->second;
    if (texts_.size() >= entries_max) texts_.clear();
    return texts_.emplace(own, write()).first->second;
  }
  void forget() { texts_.clear(); }

 private:
  std::map<std::tuple<char, std::int64_t, int, std::string>, std::string> texts_;
};

}  // namespace waymark::platform
