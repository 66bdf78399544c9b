// Parts of forms: a field that keeps its own text, and the rules of a document, as core/model declares them.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "app/screens/screen.h"
#include "core/model/schema.h"

namespace waymark::screens {

/// Whether one field of it is not as a document may be.
template <class T>
bool is_wrong(const T& value, std::string_view pointer) {
  const Checked<T> checked = read<T>(write(value));
  return !checked &&
         std::ranges::any_of(checked.error(), [&](const Problem& problem) { return problem.pointer == pointer; });
}

/// A field for `value`, which it changes. Fills in `spec.value`.
inline void edit_field(Scene& scene, ui::FieldSpec spec, std::string& value) {
  spec.value = value;
  ui::FieldResult result = scene.ui.field(spec);
  if (result.changed) value = std::move(result.text);
}

}  // namespace waymark::screens
