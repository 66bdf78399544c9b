// Help now: two taps from everywhere, without signal and without a sign-in.
#pragma once

#include "app/screens/screen.h"

namespace waymark::screens {

/// What is in the sheet.
void help_now(Scene& scene);

}  // namespace waymark::screens
