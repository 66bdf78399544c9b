// What on this phone the council does not have yet. What it did not take: attention.h.
#pragma once

#include "app/screens/screen.h"

namespace waymark::screens {

/// A card: what waits, since when and why, and how to send it now or take it along.
void draw_unsent(Scene& scene);

}  // namespace waymark::screens
