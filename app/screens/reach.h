// Ways to reach someone: call, text, e-mail, copy. Real links, so that the phone's own apps take over; no signal or
// sign-in is needed for them.
#pragma once

#include <vector>

#include "app/screens/screen.h"

namespace waymark::screens {

/// "Call" and "Text" side by side for a contact with a phone, "E-mail" for one with an address only.
void reach_buttons(Scene& scene, const Contact& contact, ButtonKind call_kind);
/// Who a contact is and all ways to reach them, with copying.
void contact_details(Scene& scene, const Contact& contact);
/// The same as a card, with their name.
void contact_card(Scene& scene, const client::Shown<Contact>& contact);
/// A council-wide or national line with everything known about it.
void line_card(Scene& scene, const Line& line);
/// A line as the help sheet shows it: name, when, and one tap.
void line_brief(Scene& scene, const Line& line, ButtonKind call_kind);

/// National lines for a phone that has no council's content yet, so that "Help now" is never empty.
std::vector<Line> national_lines();

}  // namespace waymark::screens
