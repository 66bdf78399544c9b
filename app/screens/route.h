// The way to where a person is, as a text that the next start can follow: one line a screen, from the place's first.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/screens/screen.h"

namespace waymark::screens {

std::string to_text(const std::vector<Route>& way);
/// What cannot be read ends the way: a later version of the app may know other pages.
std::vector<Route> parse_way(std::string_view text);

}  // namespace waymark::screens
