// Versions that are kept beside what is shown: what a person may choose between, and the operation that chooses.
//
//   std::vector<Beside> beside = beside_of(doc, session.role);
//   std::vector<sync::FieldSet> fields = chosen_fields(doc, event, session.name);
//
// Some fields go with another: the day with the tick, the name with the words it signs. They are chosen with it and not
// shown by themselves.
#pragma once

#include <string>
#include <vector>

#include "core/client/case_view.h"

namespace waymark::client {

/// Of one document, by field in the order of declaration, oldest first. What this phone has chosen already is left out.
std::vector<Beside> beside_of(const ShownDoc& doc, Role reader);

/// What a choice sets; nothing if there is no such version any more. Whoever chooses signed words signs them.
std::vector<sync::FieldSet> chosen_fields(const ShownDoc& doc, const ChooseVersion& choice, const std::string& chooser);

/// Sets a field to what it is: enough to say that a document is to be kept that somebody wanted removed.
std::vector<sync::FieldSet> fields_to_keep(const ShownDoc& doc, Role role);

/// A creation that met a document which there may be only one of, as an edit of that one: what was written is kept
/// beside it, or stands in it where nothing stood. None if that document is not on this phone.
std::optional<sync::Op> edit_of_the_other(const sync::Op& create, const Replica& replica);

/// The parts of a document's case that have something to choose, for `one.to_choose`.
void add_what_to_choose(CaseState& one, const ShownDoc& doc, const std::vector<Beside>& beside);

}  // namespace waymark::client
