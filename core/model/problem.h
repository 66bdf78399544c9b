// What is wrong with a piece of input: where (JSON pointer, RFC 6901), what, and the remedy.
// Errors are values; no exception crosses a module.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <vector>

namespace waymark {

/// Why an operation is rejected, for programs: by it the app tells a person in their language what they can do. The
/// reason is for whoever looks after the software. The names are part of the protocol (names.h).
enum class ProblemCause : std::uint8_t {
  other,        // or one that is not known here
  not_allowed,  // it is somebody else's to write
  fixed,        // it stays as it was first written
  gone,         // what it belongs to is not there, or not for this account
  exists,       // there is one already
  missing,      // something that must be there is not
  too_long,
  full,         // there is no room for one more
  not_known,    // one side is newer than the other and says what the other does not know
};

struct Problem {
  std::string pointer;  // "/steps/0/due"; "" is the whole input
  std::string reason;   // one plain sentence: what is wrong and what would be right
  ProblemCause cause = ProblemCause::other;
  bool operator==(const Problem&) const = default;
};

using Problems = std::vector<Problem>;  // in the order found; at most limits::problems_max are collected

template <class T>
using Checked = std::expected<T, Problems>;

/// "/born: is not a date like 2026-11-22" – one line, for logs without personal data and for tests.
std::string to_text(const Problem& problem);

}  // namespace waymark
