// Words as they are compared in search: small letters, no accents, no signs.
//
//   split("Can't pay: Café-Bar") -> {"cant", "pay", "cafe", "bar"}
//
// Any bytes may come in; what is not UTF-8 separates words. Latin and Cyrillic letters lose their case, Latin ones also
// their accents, Arabic words their article, vowel signs and hamza on alef; letters of other scripts stay as they are.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace waymark::search {

/// Longest word that is kept, in letters; the rest of a longer one is cut off.
inline constexpr std::size_t word_letters_max = 32;

/// The words of a text, folded, in its order.
std::vector<std::string> split(std::string_view text);

/// The word without the ending of a plural: "bursaries" -> "bursary", "flats" -> "flat"; "bus" and "address" stay.
std::string singular(std::string word);

/// Words that say nothing about what is looked for: "the", "my", "how".
bool is_function_word(std::string_view word);
/// Words that ask: "help", "need". Beside other words they say nothing; alone they are looked for.
bool is_asking_word(std::string_view word);

}  // namespace waymark::search
