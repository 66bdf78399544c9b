// Where things are on the screen: what every page must keep to, whatever it shows.
#pragma once

#include <string>
#include <vector>

#include "tests/app/stage.h"

namespace waymark::test {

/// Button, link, box, radio or field: a person acts on it.
bool is_control(const ui::Node& node);

/// What does not fit in the last frame: things beyond the edges of the screen, things that lie on each other. Empty:
/// nothing.
std::vector<std::string> misfits(const Stage& stage, const ui::Tree& tree);

/// Controls with less than 8 px between targets of 44: a finger meant for one may touch the other. Rows of one list,
/// choices of one group and the places of the bottom bar lie beside each other as on any phone.
std::vector<std::string> crowded(const ui::Tree& tree);

}  // namespace waymark::test
