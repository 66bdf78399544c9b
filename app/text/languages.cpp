#include "app/text/languages.h"

#include <algorithm>

namespace waymark::text {

const Language* find_language(std::string_view tag) {
  std::string_view primary = tag.substr(0, tag.find('-'));
  if (primary == "prs") primary = "fa";  // Dari
  const auto found = std::ranges::find(languages, primary, &Language::tag);
  return found == languages.end() ? nullptr : &*found;
}

}  // namespace waymark::text
