// What is going to happen, in simulated milliseconds: the only clock and the only scheduler of a simulated life.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <utility>

namespace waymark::sim {

class Agenda {
 public:
  [[nodiscard]] std::int64_t now_ms() const { return now_ms_; }

  void after(std::int64_t ms, std::function<void()> what) {
    things_.emplace(std::pair(now_ms_ + ms, next_++),
                    std::move(what));  // the same instant: in the order they were put in
  }

  /// The next thing happens; false when there is none.
  bool happen() {
    if (things_.empty()) return false;
    auto next = things_.extract(things_.begin());
    now_ms_ = next.key().first;
    next.mapped()();
    return true;
  }

 private:
  std::int64_t now_ms_ = 0;
  std::uint64_t next_ = 0;
  std::map<std::pair<std::int64_t, std::uint64_t>, std::function<void()>> things_;
};

}  // namespace waymark::sim
