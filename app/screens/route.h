// The way to where a person is, as a text that the next start can follow: one line a screen, from the place's first, and
// how far the last one was scrolled.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/screens/screen.h"

namespace waymark::screens {

/// `scrolled_px`: how far down the last screen one has read.
std::string to_text(const std::vector<Route>& way, float scrolled_px = 0);
/// What cannot be read ends the way: a later version of the app may know other pages.
std::vector<Route> parse_way(std::string_view text);
/// 0 where nothing is said of it.
float parse_scrolled_px(std::string_view text);

}  // namespace waymark::screens
