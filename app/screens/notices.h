// What happened that the person should know, at the top of the page, with what happens next.
#pragma once

#include "app/screens/screen.h"

namespace waymark::screens {

void draw_notices(Scene& scene);

}  // namespace waymark::screens
