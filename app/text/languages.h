// The languages of the app: every fact about them in one table.
//
//   for (const Language& one : languages) …               // in the order in which they are offered
//   if (const Language* fa = find_language("fa-AF")) …    // by the primary subtag, also of a person's own record
//
// A language more is a line here and its assets/strings/<tag>.po; tools/strings reads this table, and demands every
// string of a language that is `complete` here.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace waymark::text {

enum class Script : std::uint8_t { latin, arabic, ethiopic, cyrillic, bengali };

enum class Coverage : std::uint8_t {
  source,    // English: the words in the code
  complete,  // every string, by a machine
  partial,   // the screens that a newcomer meets first, by a machine; the rest stays English
};

struct Language {
  std::string_view tag;           // BCP 47, and the name of its catalog
  std::string_view own_name;      // as those who speak it call it
  std::string_view english_name;  // a string of the catalogs
  Script script = Script::latin;
  Coverage coverage = Coverage::partial;
};

/// A string that is written here and translated where it is shown: tr(language.english_name).
constexpr std::string_view translated_later(std::string_view english) { return english; }

// Dari is the Persian of Afghanistan: one written language, one catalog.
inline constexpr std::array languages{
    Language{"en", "English", translated_later("English"), Script::latin, Coverage::source},
    Language{"ar", "العربية", translated_later("Arabic"), Script::arabic, Coverage::complete},
    Language{"fa", "فارسی / دری", translated_later("Farsi and Dari"), Script::arabic, Coverage::partial},
    Language{"ps", "پښتو", translated_later("Pashto"), Script::arabic, Coverage::partial},
    Language{"ckb", "کوردیی ناوەندی", translated_later("Kurdish (Sorani)"), Script::arabic, Coverage::partial},
    Language{"ur", "اردو", translated_later("Urdu"), Script::arabic, Coverage::partial},
    Language{"ti", "ትግርኛ", translated_later("Tigrinya"), Script::ethiopic, Coverage::complete},
    Language{"am", "አማርኛ", translated_later("Amharic"), Script::ethiopic, Coverage::partial},
    Language{"vi", "Tiếng Việt", translated_later("Vietnamese"), Script::latin, Coverage::partial},
    Language{"sq", "Shqip", translated_later("Albanian"), Script::latin, Coverage::partial},
    Language{"uk", "Українська", translated_later("Ukrainian"), Script::cyrillic, Coverage::partial},
    Language{"bn", "বাংলা", translated_later("Bengali"), Script::bengali, Coverage::partial},
};

/// The language of a tag; null when the app has none of its words.
const Language* find_language(std::string_view tag);

constexpr bool right_to_left(Script script) { return script == Script::arabic; }

}  // namespace waymark::text
