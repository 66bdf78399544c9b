// Identifiers. A CaseId is not a PersonId: mixing them up does not compile.
//
//   CaseId id{"0198c0de-…"};      // from text that was validated at the edge
//   if (id == other) …            // comparable, orderable, hashable through .text
//
// Documents, cases and operations are UUIDv7 (RFC 9562 §5.7) in lower-case text form.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace waymark {

template <class Tag>
struct Id {
  std::string text;  // lower-case UUID, or empty: "none"

  Id() = default;
  explicit Id(std::string value) : text(std::move(value)) {}
  [[nodiscard]] bool empty() const { return text.empty(); }
  auto operator<=>(const Id&) const = default;
};

using PersonId = Id<struct PersonTag>;  // an account: a young person or a member of staff
using CaseId = Id<struct CaseTag>;      // one young person's set of documents
using DocId = Id<struct DocTag>;        // one document of a case
using OpId = Id<struct OpTag>;          // one mutation, for exactly-once delivery

/// True for a UUID of any version in lower-case text form (8-4-4-4-12).
bool is_uuid(std::string_view text);

/// Makes UUIDv7 values from the time it is told and random words it was seeded with.
/// Deterministic: same seed and times, same ids. Not a source of secrets.
class IdSource {
 public:
  explicit IdSource(std::array<std::uint64_t, 4> seed);
  /// A new id; `utc_ms` is the caller's clock (milliseconds since 1970, UTC). Each id is greater than the one before,
  /// within a millisecond and when the clock goes back: then the last time is kept (RFC 9562 §6.2).
  std::string next(std::int64_t utc_ms);
  /// One random word, for jitter.
  std::uint64_t random();

 private:
  std::array<std::uint64_t, 4> state_;
  std::int64_t last_utc_ms_ = -1;
  std::uint32_t counter_ = 0;  // 12 bits, fresh in each millisecond
};

}  // namespace waymark
