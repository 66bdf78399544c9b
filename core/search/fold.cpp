#include "core/search/fold.h"

#include <algorithm>
#include <array>

#include "core/model/utf8.h"

namespace waymark::search {
namespace {

// Base letters of U+00C0 to U+017F in order; '*' marks letters that become two (two_letters), ' ' what is no letter.
constexpr std::string_view latin_1_and_extended_a =
    "aaaaaa*ceeeeiiiidnooooo ouuuuy**aaaaaa*ceeeeiiiidnooooo ouuuuy*y"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii**jjkkklllllll"
    "lllnnnnnnnnnoooooo**rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static_assert(latin_1_and_extended_a.size() == 0x180 - 0xC0);

// Base letters of U+1E00 to U+1EFF: among them all of Vietnamese.
constexpr std::string_view latin_extended_additional =
    "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrr"
    "ssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwyassssd"
    "aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyyllvvyy";
static_assert(latin_extended_additional.size() == 0x100);

std::string_view two_letters(char32_t c) {
  switch (c) {
    case 0xC6:
    case 0xE6:
      return "ae";
    case 0xDE:
    case 0xFE:
      return "th";
    case 0xDF:
      return "ss";
    case 0x132:
    case 0x133:
      return "ij";
    case 0x152:
    case 0x153:
      return "oe";
    default:
      return "";
  }
}

bool is_joined(char32_t c) {  // "don't" is one word, and accents may stand behind their letter
  const bool arabic_vowel_sign = c == 0x640 || (c >= 0x64B && c <= 0x65F) || c == 0x670;
  return c == '\'' || c == 0x2019 || c == 0x2BC || c == 0xAD || (c >= 0x300 && c <= 0x36F) || arabic_vowel_sign;
}

bool is_separator(char32_t c) {
  if (c < 0x80) return !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
  const bool latin_sign = c < 0xC0 || c == 0xD7 || c == 0xF7;
  const bool punctuation = (c >= 0x2000 && c <= 0x206F) || (c >= 0x20A0 && c <= 0x20CF) || (c >= 0x3000 && c <= 0x303F);
  const bool arabic_sign = c == 0x60C || c == 0x61B || c == 0x61F || c == 0x6D4 || (c >= 0x66A && c <= 0x66D);
  const bool ethiopic_sign = c >= 0x1360 && c <= 0x1368;
  return latin_sign || punctuation || arabic_sign || ethiopic_sign || c == replacement_character;
}

/// Letters of Arabic that many people write for each other: alef without its hamza, ya for alef maqsura, ha for ta marbuta.
char32_t plain_arabic(char32_t c) {
  switch (c) {
    case 0x622:
    case 0x623:
    case 0x625:
      return 0x627;
    case 0x629:
      return 0x647;
    case 0x649:
      return 0x64A;
    default:
      return c;
  }
}

/// Arabic writes "the", and a short "and", "with" or "for" before it, as one word with what follows.
void remove_arabic_article(std::string& word) {
  for (const std::string_view article : {"ال", "وال", "بال", "لل", "فال", "كال"}) {
    constexpr std::size_t stem_bytes_min = 2 * 3;  // three letters: what begins so by itself is seldom shorter
    if (!word.starts_with(article) || word.size() < article.size() + stem_bytes_min) continue;
    word.erase(0, article.size());
    return;
  }
}

void append_folded(std::string& word, char32_t c) {
  if (c >= 'A' && c <= 'Z') {
    word += static_cast<char>(c - 'A' + 'a');
  } else if (c < 0x80) {
    word += static_cast<char>(c);
  } else if (c >= 0xC0 && c < 0x180) {
    const char base = latin_1_and_extended_a[c - 0xC0];
    base == '*' ? word += two_letters(c) : word += base;
  } else if (c >= 0x1E00 && c < 0x1F00) {
    word += latin_extended_additional[c - 0x1E00];
  } else if (c == 0x1A0 || c == 0x1A1) {  // Vietnamese o and u with horn
    word += 'o';
  } else if (c == 0x1AF || c == 0x1B0) {
    word += 'u';
  } else if (c >= 0x400 && c < 0x410) {  // Cyrillic capitals
    append_utf8(word, c + 0x50);
  } else if (c >= 0x410 && c < 0x430) {
    append_utf8(word, c + 0x20);
  } else {
    append_utf8(word, plain_arabic(c));
  }
}

constexpr std::array function_words = std::to_array<std::string_view>({
    "a",    "about", "am",   "an",    "and",  "any",  "are",  "as",   "at",    "be",   "been", "but",
    "by",   "can",   "cant", "could", "did",  "do",   "does", "dont", "for",   "from", "had",  "has",
    "have", "how",   "i",    "if",    "im",   "in",   "into", "is",   "it",    "its",  "ive",  "may",
    "me",   "my",    "no",   "not",   "of",   "on",   "or",   "our",  "out",   "so",   "some", "than",
    "that", "the",   "them", "then",  "they", "this", "to",   "too",  "up",    "us",   "was",  "we",
    "were", "what",  "when", "where", "who",  "will", "with", "wont", "would", "you",  "your", "youre",
});
static_assert(std::ranges::is_sorted(function_words));

constexpr std::array asking_words = std::to_array<std::string_view>({
    "anyone",
    "find",
    "get",
    "getting",
    "give",
    "help",
    "know",
    "look",
    "looking",
    "more",
    "need",
    "please",
    "someone",
    "something",
    "stuff",
    "want",
});
static_assert(std::ranges::is_sorted(asking_words));

}  // namespace

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  std::size_t letters = 0;
  const auto finish = [&] {
    remove_arabic_article(word);
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
    letters = 0;
  };
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (is_joined(c)) continue;
    if (is_separator(c)) {
      finish();
    } else if (letters < word_letters_max) {
      append_folded(word, c);
      ++letters;
    }
  }
  finish();
  return words;
}

std::string singular(std::string word) {
  if (word.size() < 4 || !word.ends_with('s')) return word;
  const char before = word[word.size() - 2];
  if (word.ends_with("ies") && word.size() > 4) {
    word.replace(word.size() - 3, 3, "y");
  } else if (before != 's' && before != 'u' && before != 'i') {
    word.pop_back();
  }
  return word;
}

bool is_function_word(std::string_view word) { return std::ranges::binary_search(function_words, word); }

bool is_asking_word(std::string_view word) { return std::ranges::binary_search(asking_words, word); }

}  // namespace waymark::search
