#include "core/model/ids.h"

#include <algorithm>
#include <bit>

namespace waymark {
namespace {

constexpr std::int64_t time_max_ms = (std::int64_t{1} << 48U) - 1;  // RFC 9562 §5.7: unix_ts_ms has 48 bits
constexpr std::uint32_t counter_max = 0xFFF;                        // rand_a has 12

bool is_hyphen_place(std::size_t at) { return at == 8 || at == 13 || at == 18 || at == 23; }

// 8-4-4-4-12 in lower case.
std::string format_uuid(std::uint64_t high, std::uint64_t low) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  text.reserve(36);
  for (unsigned nibble = 0; nibble < 32; ++nibble) {
    if (is_hyphen_place(text.size())) text += '-';
    const std::uint64_t word = nibble < 16 ? high : low;
    text += digits[(word >> (60U - 4U * (nibble % 16))) & 0xFU];
  }
  return text;
}

}  // namespace

bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    const bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    if (is_hyphen_place(at) ? c != '-' : !hex) return false;
  }
  return true;
}

// Mixed, so that seeds that differ in one bit (as tests have) give unrelated ids. SplitMix64's finaliser is a
// bijection, hence different seeds stay different.
IdSource::IdSource(std::array<std::uint64_t, 4> seed) : state_(seed) {
  std::uint64_t carried = 0x9E3779B97F4A7C15U;
  for (std::uint64_t& word : state_) {
    word += carried;
    word = (word ^ (word >> 30U)) * 0xBF58476D1CE4E5B9U;
    word = (word ^ (word >> 27U)) * 0x94D049BB133111EBU;
    word ^= word >> 31U;
    carried += word;
  }
  // xoshiro never leaves the state of all zeros.
  if (std::ranges::all_of(state_, [](std::uint64_t word) { return word == 0; })) state_[0] = 1;
  for (int i = 0; i < 8; ++i) random();
}

// xoshiro256**, David Blackman and Sebastiano Vigna, 2018.
std::uint64_t IdSource::random() {
  const std::uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
  const std::uint64_t shifted = state_[1] << 17U;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= shifted;
  state_[3] = std::rotl(state_[3], 45);
  return result;
}

// RFC 9562 §6.2 method 1: rand_a counts within a millisecond. It starts at random in its lower half, so that at least
// 2,048 ids fit; a full counter borrows the next millisecond.
std::string IdSource::next(std::int64_t utc_ms) {
  const std::int64_t now_ms = std::clamp<std::int64_t>(utc_ms, 0, time_max_ms);
  if (now_ms <= last_utc_ms_ && counter_ < counter_max) {
    ++counter_;
  } else {
    last_utc_ms_ = std::min(std::max(now_ms, last_utc_ms_ + 1), time_max_ms);
    counter_ = static_cast<std::uint32_t>(random() >> 53U);
  }
  constexpr std::uint64_t version_7 = std::uint64_t{7} << 12U;
  constexpr std::uint64_t variant_rfc = std::uint64_t{2} << 62U;
  const std::uint64_t high = static_cast<std::uint64_t>(last_utc_ms_) << 16U | version_7 | counter_;
  return format_uuid(high, variant_rfc | random() >> 2U);
}

}  // namespace waymark
