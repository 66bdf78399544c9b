// Councils that break promises on purpose, each in one way: what the simulation is tested against.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "tests/sim/memory_store.h"

namespace waymark::sim {

struct FlawedStore {
  std::string_view name;
  std::unique_ptr<MemoryStore> (*make)();
};

const std::vector<FlawedStore>& flawed_stores();

}  // namespace waymark::sim
