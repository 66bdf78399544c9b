#include "core/model/both_texts.h"

#include <algorithm>
#include <cstdint>

#include "core/model/utf8.h"

namespace waymark {
namespace {

constexpr bool is_blank(char32_t c) { return c == U' ' || c == U'\t' || c == U'\n'; }

/// Latin and CJK marks, Arabic question mark and full stop, the danda, Ethiopic full stop and question mark.
constexpr bool ends_sentence(char32_t c) {
  constexpr std::u32string_view marks = U".!?\u2026\u3002\uFF01\uFF1F\u061F\u06D4\u0964\u1362\u1367";
  return marks.find(c) != std::u32string_view::npos;
}

/// What may stand between the mark and the blank: closing quotation marks and brackets.
constexpr bool closes(char32_t c) {
  constexpr std::u32string_view marks = U"\"')]\u2019\u201D\u00BB";
  return marks.find(c) != std::u32string_view::npos;
}

/// Without the blanks behind it: two sentences say the same whatever stands between them and the next.
std::string_view words_of(std::string_view sentence) {
  const std::size_t end = sentence.find_last_not_of(" \t\n");
  return end == std::string_view::npos ? std::string_view() : sentence.substr(0, end + 1);
}

using Sentences = std::vector<std::string_view>;

/// How long the longest common subsequence of the sentences from i and from j on is.
std::vector<std::vector<std::uint16_t>> common_from(const Sentences& a, const Sentences& b) {
  std::vector<std::vector<std::uint16_t>> length(a.size() + 1, std::vector<std::uint16_t>(b.size() + 1));
  for (std::size_t i = a.size(); i-- > 0;) {
    for (std::size_t j = b.size(); j-- > 0;) {
      length[i][j] = words_of(a[i]) == words_of(b[j]) ? static_cast<std::uint16_t>(length[i + 1][j + 1] + 1)
                                                      : std::max(length[i + 1][j], length[i][j + 1]);
    }
  }
  return length;
}

bool has_end(std::string_view words) {
  bool ended = false;
  for (std::size_t at = 0; at < words.size();) {
    const char32_t c = next_code_point(words, at);
    ended = ends_sentence(c) || (ended && closes(c));
  }
  return ended;
}

/// Words without a mark at their end, like a line of a list, would run on into what follows: that begins a line.
void add(std::string& text, std::string_view sentence) {
  const std::string_view before = words_of(text);
  if (!before.empty()) {
    if (words_of(sentence).empty()) return;
    const bool has_line = text.find('\n', before.size()) != std::string::npos;
    if (!has_line && !has_end(before)) {
      text.resize(before.size());
      text += '\n';
    } else if (before.size() == text.size()) {
      text += ' ';
    }
  }
  text += sentence;
}

}  // namespace

std::vector<std::string_view> sentences_of(std::string_view text) {
  Sentences sentences;
  std::size_t begin = 0;
  bool ended = false, behind = false;  // the words have ended; blanks have begun
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t here = at;
    const char32_t c = next_code_point(text, at);
    if (is_blank(c)) {
      behind = behind || ended || c == U'\n';
      continue;
    }
    if (behind) {
      sentences.push_back(text.substr(begin, here - begin));
      begin = here;
      ended = behind = false;
    }
    ended = ends_sentence(c) || (ended && closes(c));
  }
  if (begin < text.size()) sentences.push_back(text.substr(begin));
  return sentences;
}

std::string put_together(std::string_view first, std::string_view second) {
  const Sentences a = sentences_of(first), b = sentences_of(second);
  const auto common = common_from(a, b);
  std::string text;
  std::size_t i = 0, j = 0;
  while (i < a.size() || j < b.size()) {
    const bool both = i < a.size() && j < b.size();
    if (both && words_of(a[i]) == words_of(b[j])) {
      add(text, a[i].size() < b[j].size() ? b[j] : a[i]);  // with the line break behind it, if either has one
      ++i;
      ++j;
    } else if (i < a.size() && (j == b.size() || common[i + 1][j] == common[i][j])) {
      add(text, a[i++]);
    } else {
      add(text, b[j++]);
    }
  }
  return std::string(words_of(text));
}

}  // namespace waymark
