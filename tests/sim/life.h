// A simulated life: two young people, two advisers, six devices, one council, some weeks; everything that can go wrong
// does. In the end all is well again, everybody is asked, and what was promised must have been kept.
//
//   if (auto broken = live(seed)) std::cout << seed << ": " << *broken << '\n';     // the same seed, the same life
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "tests/sim/memory_store.h"
#include "tests/sim/phone.h"

namespace waymark::sim {

/// What is deliberately broken, to see that it is noticed.
struct Flaws {
  std::unique_ptr<MemoryStore> store;  // null: a good one
  PhoneFlaw phones = PhoneFlaw::none;
};

/// The first promise that was broken in this life; none: it was a good one.
std::optional<std::string> live(std::uint64_t seed, Flaws flaws = {});

}  // namespace waymark::sim
