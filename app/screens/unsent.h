// What on this phone the council does not have yet. What it did not take: attention.h.
#pragma once

#include <string>
#include <vector>

#include "core/client/client.h"

namespace waymark::screens {

struct Unsent {
  std::string what;  // "Step: Register with a GP"
  client::Delivery delivery = client::Delivery::saved_here;
};
/// Of all cases, in the order of their documents.
std::vector<Unsent> unsent(const client::State& state);

}  // namespace waymark::screens
