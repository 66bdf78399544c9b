// The sheet in which one chooses the language of the app: from "Me and this phone", and before anyone has signed in, for
// a newcomer may not read English.
#pragma once

#include "app/screens/screen.h"

namespace waymark::screens {

/// What fills the sheet.
void choose_language(Scene& scene);
/// A row that opens it, with the language in its own words; true when tapped.
bool language_row(Scene& scene);
/// How far the words of the chosen language are translated, and by whom; nothing for English.
void translation_note(Scene& scene);

}  // namespace waymark::screens
