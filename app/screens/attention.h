// Edits that the council did not take: what each was, why, where what was written waits, and letting it go.
#pragma once

#include <optional>
#include <string>

#include "app/screens/screen.h"

namespace waymark::screens {

/// Opens the screen on which a thing is.
void open_thing(Scene& scene, const client::About& it);

/// All of them, each with its ways on. Nothing when there are none.
void draw_attention(Scene& scene);

}  // namespace waymark::screens
