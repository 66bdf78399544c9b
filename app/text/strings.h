// Words on the screen. English is the key (gettext): a missing translation falls back to it.
//
//   tr("Ask for a review")
//   tr("Your review is on {date} with {who}.", {{"date", date}, {"who", name}})
//   trn("{n} step", "{n} steps", count)                    // {n} is filled in; plural by the language's CLDR rule
//   trc("button", "Kept")                                  // context, where one English word has two meanings
//   spoken_language(tr("Today"))                           // "en" where the catalog has no "Today"
//
// Catalogs are compiled from assets/strings/<language>.po and loaded when the language is chosen.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace waymark::text {

struct Fill {
  std::string_view name;
  std::string_view value;
};

std::string tr(std::string_view english);
std::string tr(std::string_view english, std::initializer_list<Fill> fills);
std::string trn(std::string_view one, std::string_view many, std::int64_t n, std::initializer_list<Fill> fills = {});
std::string trc(std::string_view context, std::string_view english);

/// Replaces the catalog; an unreadable one changes nothing and returns false. Empty bytes: English.
bool use_catalog(std::string_view language, std::string_view bytes);
/// BCP 47 tag of the catalog in use, and whether it is written from right to left.
std::string_view language();
bool right_to_left();
/// In which language a screen reader is to say `words` that came from here: language(), or English for those that have
/// no translation. Words of people and of the council are not known here.
std::string_view spoken_language(std::string_view words);

}  // namespace waymark::text
