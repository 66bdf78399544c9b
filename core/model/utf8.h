// UTF-8 text, read safely whatever the bytes are.
//
//   for (std::size_t at = 0; at < text.size();) use(next_code_point(text, at));
//
// A character here is a code point: that is what limits such as "4,000 characters" count.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace waymark {

/// What stands for bytes that are not UTF-8 (U+FFFD).
inline constexpr char32_t replacement_character = 0xFFFD;

/// The code point at byte `at`, which is moved behind it. Bytes that are not UTF-8 (RFC 3629: also overlong forms,
/// surrogates and values above U+10FFFF) give `replacement_character` and move one byte. Requires at < text.size().
char32_t next_code_point(std::string_view text, std::size_t& at);

/// True if all of it is UTF-8 as RFC 3629 defines it.
bool is_utf8(std::string_view text);

/// Number of code points; each byte that is not UTF-8 counts as one.
std::size_t count_code_points(std::string_view text);

/// Appends one code point; a surrogate or a value above U+10FFFF becomes `replacement_character`.
void append_utf8(std::string& text, char32_t code_point);

}  // namespace waymark
