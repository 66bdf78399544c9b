// The seed of a random test: new each run, printed first, so that a failure or crash can be run again with
// WAYMARK_SEED=… in the environment.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <random>

namespace waymark {

inline std::uint64_t random_seed() {
  const char* given = std::getenv("WAYMARK_SEED");
  const std::uint64_t seed = given != nullptr ? std::strtoull(given, nullptr, 10) : std::random_device{}();
  std::cout << "[     SEED ] WAYMARK_SEED=" << seed << std::endl;
  return seed;
}

}  // namespace waymark
