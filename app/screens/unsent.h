// What on this phone the council does not have yet, or did not take.
#pragma once

#include <string>
#include <vector>

#include "core/client/client.h"

namespace waymark::screens {

struct Unsent {
  std::string what;  // "Step: Register with a GP"
  client::Delivery delivery = client::Delivery::saved_here;
};
/// Of all cases, in the order of their documents; saved items and ones that need attention.
std::vector<Unsent> unsent(const client::State& state);

}  // namespace waymark::screens
