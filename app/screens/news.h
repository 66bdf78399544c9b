// What is new in a place of the bottom bar: more than there was when the person last looked there on this phone.
//
//   places[i].news = has_news(state, Page::today);
//   if (auto mark = seen(state, Page::today)) act.send(*mark);      // while that place is shown
#pragma once

#include <optional>

#include "app/screens/screen.h"

namespace waymark::screens {

/// Never of a place where nothing comes from others.
bool has_news(const client::State& state, Page place);
/// What remembers that all of it was seen; nothing if that is remembered already.
std::optional<client::KeepMark> seen(const client::State& state, Page place);

}  // namespace waymark::screens
