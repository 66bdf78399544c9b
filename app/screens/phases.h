// What is shown while there is no plan to show: starting, no link, pairing, another tab, broken storage.
#pragma once

#include "app/screens/screen.h"

namespace waymark::screens {

/// Top bar and page of a phase other than ready. Help now works in each.
/// `begin_again`: whether the sheet is open that asks before a broken store is erased.
void draw_phase(Scene& scene, bool& begin_again);

}  // namespace waymark::screens
