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

}  // namespace waymark::test
