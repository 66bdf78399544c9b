#include "app/text/breaks.h"

namespace waymark::text {
namespace {

bool is_blank(std::uint32_t c) { return c == ' ' || c == '\t' || c == 0x200B || c == 0x3000; }

bool breaks_after(std::uint32_t c) {
  return c == '-' || c == '/' || c == 0x2010 || c == 0x2013 || c == 0x2014 || c == 0x1361;
}

bool is_digit(std::uint32_t c) { return c >= '0' && c <= '9'; }

}  // namespace

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
    while (i < size && open) {
      const CodePoint c = code_point_at(paragraph, i);
      if (is_blank(c.value)) break;
      i += c.bytes;
      end = i;
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
