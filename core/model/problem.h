// What is wrong with a piece of input: where (JSON pointer, RFC 6901), what, and the remedy.
// Errors are values; no exception crosses a module.
#pragma once

#include <expected>
#include <string>
#include <vector>

namespace waymark {

struct Problem {
  std::string pointer;  // "/steps/0/due"; "" is the whole input
  std::string reason;   // one plain sentence: what is wrong and what would be right
  bool operator==(const Problem&) const = default;
};

using Problems = std::vector<Problem>;  // in the order found; at most limits::problems_max are collected

template <class T>
using Checked = std::expected<T, Problems>;

/// "/born: is not a date like 2026-11-22" – one line, for logs without personal data and for tests.
std::string to_text(const Problem& problem);

}  // namespace waymark
