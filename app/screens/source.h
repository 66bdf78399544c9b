// Where something that the council publishes comes from, and whether it is only a sample.
#pragma once

#include "app/screens/screen.h"

namespace waymark::screens {

/// Nothing for what the council has checked.
void sample_chip(Scene& scene, const Source& source);
/// Opens to title, day of checking and link.
void source_lines(Scene& scene, const Source& source);

}  // namespace waymark::screens
