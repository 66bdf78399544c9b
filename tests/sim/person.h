// What people do on their phones in a simulated life. Everything that is said is said once: "<kind> <number>."
#pragma once

#include "tests/sim/dice.h"
#include "tests/sim/phone.h"

namespace waymark::sim {

/// One thing that the phone's owner may do now, chosen by chance. `said` counts what was said so far, by anybody.
void do_something(Phone& phone, Dice& dice, int& said);

}  // namespace waymark::sim
