#include "app/text/breaks.h"

#include <algorithm>
#include <array>

namespace waymark::text {
namespace {

bool is_blank(std::uint32_t c) { return c == ' ' || c == '\t' || c == 0x200B || c == 0x3000; }

bool breaks_after(std::uint32_t c) {
  return c == '-' || c == '/' || c == 0x2010 || c == 0x2013 || c == 0x2014 || c == 0x1361;
}

bool is_digit(std::uint32_t c) { return c >= '0' && c <= '9'; }

struct Range {
  std::uint32_t first, last;
};
// Drawn in colour by themselves (Emoji_Presentation of Unicode 16 in the first plane; whole blocks beyond it).
constexpr auto emoji_ranges = std::to_array<Range>(
    {{0x231A, 0x231B}, {0x23E9, 0x23EC}, {0x23F0, 0x23F0}, {0x23F3, 0x23F3}, {0x25FD, 0x25FE}, {0x2614, 0x2615},
     {0x2648, 0x2653}, {0x267F, 0x267F}, {0x2693, 0x2693}, {0x26A1, 0x26A1}, {0x26AA, 0x26AB}, {0x26BD, 0x26BE},
     {0x26C4, 0x26C5}, {0x26CE, 0x26CE}, {0x26D4, 0x26D4}, {0x26EA, 0x26EA}, {0x26F2, 0x26F3}, {0x26F5, 0x26F5},
     {0x26FA, 0x26FA}, {0x26FD, 0x26FD}, {0x2705, 0x2705}, {0x270A, 0x270B}, {0x2728, 0x2728}, {0x274C, 0x274C},
     {0x274E, 0x274E}, {0x2753, 0x2755}, {0x2757, 0x2757}, {0x2795, 0x2797}, {0x27B0, 0x27B0}, {0x27BF, 0x27BF},
     {0x2B1B, 0x2B1C}, {0x2B50, 0x2B50}, {0x2B55, 0x2B55}, {0x1F000, 0x1FAFF}});

constexpr std::uint32_t joiner = 0x200D, in_colour = 0xFE0F, key_frame = 0x20E3;

bool is_emoji(std::uint32_t c) {
  return c >= emoji_ranges.front().first && std::ranges::any_of(emoji_ranges, [c](const Range& range) { return c >= range.first && c <= range.last; });
}
bool is_flag_letter(std::uint32_t c) { return c >= 0x1F1E6 && c <= 0x1F1FF; }
/// Skin, colour, the frame of a key and the letters of a flag's name change the emoji before them.
bool changes_emoji(std::uint32_t c) {
  return c == in_colour || c == key_frame || (c >= 0x1F3FB && c <= 0x1F3FF) || (c >= 0xE0020 && c <= 0xE007F);
}

/// Opening brackets, quotation marks, currencies and spaces that do not break hold what follows them.
bool holds_next(std::uint32_t c) {
  constexpr std::u32string_view holding = U"([{\"'$£€«»‘’‚“”„\u00A0\u202F\u2060";
  return holding.contains(static_cast<char32_t>(c));
}
/// All punctuation but opening brackets holds on to an emoji before it.
bool holds_previous(std::uint32_t c) {
  constexpr std::u32string_view more = U"،؛؟۔।॥";
  const bool letter = (c | 0x20U) >= 'a' && (c | 0x20U) <= 'z';
  if (c < 0x80) return !letter && !is_digit(c) && c != '(' && c != '[' && c != '{';
  return c < 0xC0 || (c >= 0x2000 && c <= 0x206F) || (c >= 0x1361 && c <= 0x1368) || more.contains(static_cast<char32_t>(c));
}

}  // namespace

std::uint32_t emoji_at(std::string_view text, std::size_t offset) {
  const auto peek = [&](std::size_t i) { return i < text.size() ? code_point_at(text, i) : CodePoint{0, 0}; };
  const CodePoint first = peek(offset);
  std::size_t i = offset + first.bytes;
  const std::uint32_t next = peek(i).value;
  const bool framed = next == key_frame || (next == in_colour && peek(i + 3).value == key_frame);
  const bool keycap = (is_digit(first.value) || first.value == '#' || first.value == '*') && framed;
  if (!keycap && !is_emoji(first.value) && (next != in_colour || first.value < 0xA9)) return 0;
  if (is_flag_letter(first.value) && is_flag_letter(next)) i += 4;
  while (i < text.size()) {
    const CodePoint c = peek(i);
    if (c.value == joiner && i + c.bytes < text.size()) i += c.bytes + peek(i + c.bytes).bytes;
    else if (changes_emoji(c.value)) i += c.bytes;
    else break;
  }
  return static_cast<std::uint32_t>(i - offset);
}

std::uint32_t unit_at(std::string_view text, std::size_t offset) {
  const std::uint32_t emoji = emoji_at(text, offset);
  return emoji > 0 ? emoji : code_point_at(text, offset).bytes;
}

CodePoint code_point_at(std::string_view text, std::size_t offset) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i])); };
  const std::uint32_t lead = byte(offset);
  if (lead < 0x80) return {lead, 1};
  const std::uint32_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 1;
  if (length == 1 || offset + length > text.size()) return {0xFFFD, 1};
  std::uint32_t value = lead & (0x7FU >> length);
  for (std::uint32_t i = 1; i < length; ++i) {
    if ((byte(offset + i) & 0xC0) != 0x80) return {0xFFFD, 1};
    value = value << 6 | (byte(offset + i) & 0x3F);
  }
  return {value, length};
}

std::vector<Word> words_of(std::string_view paragraph, std::uint32_t first) {
  std::vector<Word> words;
  std::uint32_t i = 0;
  const auto size = static_cast<std::uint32_t>(paragraph.size());
  while (i < size) {
    const std::uint32_t begin = i;
    std::uint32_t end = i;
    bool open = true;  // still inside the word
    std::uint32_t previous = 0;
    while (i < size && open) {
      const CodePoint c = code_point_at(paragraph, i);
      if (is_blank(c.value)) break;
      if (const std::uint32_t emoji = emoji_at(paragraph, i); emoji > 0) {
        if (i > begin && !holds_next(previous)) break;
        end = i += emoji;
        previous = c.value;
        open = i < size && holds_previous(code_point_at(paragraph, i).value);
        continue;
      }
      i += c.bytes;
      end = i;
      previous = c.value;
      // "1-2", "24/7" and "-5" stay together; so does a dash before a blank, which ends the word anyway.
      const bool number_follows = i < size && is_digit(code_point_at(paragraph, i).value);
      open = !(breaks_after(c.value) && end - begin > c.bytes && !number_follows);
    }
    while (i < size && is_blank(code_point_at(paragraph, i).value)) i += code_point_at(paragraph, i).bytes;
    words.push_back({first + begin, first + end, first + i});
  }
  return words;
}

}  // namespace waymark::text
