// What must hold when a simulated life has come to rest (docs/protocol.md, "What it promises"). Written from the
// promises and not from core/sync: it counts versions of fields in the council's history, and looks where they are.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tests/sim/council.h"
#include "tests/sim/phone.h"

namespace waymark::sim {

/// The first promise that is broken, in words; none: all are kept.
std::optional<std::string> broken_promise(const Council& council, const std::vector<std::unique_ptr<Phone>>& phones);

}  // namespace waymark::sim
