// Words that the adviser suggested for "what I want", as the young person meets them: to use, to leave for later, to
// refuse. What is chosen can be taken back until the message about it is gone; only then does the council hear of it.
#pragma once

#include "app/screens/screen.h"

namespace waymark::screens {

/// The suggested words of a part that wait for the young person; null: there are none, or they are answered or put
/// aside on this phone.
const PlanSection* waiting_suggestion(const Scene& scene, Heading heading);

/// The card with the words, or a line that opens them when they are put aside.
void draw_suggestion(Scene& scene, Heading heading);

/// Tells the council what was chosen before the phone closed the app. To be called once when the app opens.
void finish_answers(Scene& scene);

}  // namespace waymark::screens
