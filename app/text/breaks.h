// Where lines may break: a simplification of UAX #14 that holds for the scripts that put blanks between words.
// After blanks, hyphens, dashes, slashes, zero width spaces and the Ethiopic wordspace; before and after an emoji, but not
// between it and its punctuation; always after a newline; never at a no-break space. No word list for Thai, Khmer and
// their like.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace waymark::text {

/// A stretch that stays on one line, and the blanks behind it that vanish at the line's end.
struct Word {
  std::uint32_t begin = 0, end = 0;  // bytes, without the blanks
  std::uint32_t next = 0;            // where the next word begins: `end` plus the blanks
};

/// One code point of valid UTF-8; U+FFFD and one byte for anything else.
struct CodePoint {
  std::uint32_t value = 0;
  std::uint32_t bytes = 1;
};
CodePoint code_point_at(std::string_view text, std::size_t offset);

/// Bytes of the emoji that begins at `offset` with all that belongs to it (skin, joined ones, a flag's second letter, the
/// frame of a key); 0: none does. One that is a plain sign unless U+FE0F follows, as in "☎️", is one only with it.
std::uint32_t emoji_at(std::string_view text, std::size_t offset);
/// What is never taken apart, as far as it matters here: an emoji, or else a code point. Bytes of it.
std::uint32_t unit_at(std::string_view text, std::size_t offset);

/// Words of one paragraph (no newline inside), in logical order. `first` is added to all offsets.
std::vector<Word> words_of(std::string_view paragraph, std::uint32_t first);

}  // namespace waymark::text
