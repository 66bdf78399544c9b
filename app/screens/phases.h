// What is shown while there is no plan to show: starting, no link, pairing, another tab, broken storage.
#pragma once

#include "app/screens/screen.h"

namespace waymark::screens {

/// The sheets that are open, one above the other.
struct PhaseSheets {
  bool begin_again = false;  // asks before a broken store is erased
  bool language = false;
};

/// Top bar and page of a phase other than ready. Help now and the choice of a language work in each.
void draw_phase(Scene& scene, PhaseSheets& sheets);

}  // namespace waymark::screens
