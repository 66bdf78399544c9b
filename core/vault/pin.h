// What a person opens their vault with: six digits or more, or a passphrase.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace waymark::vault {

inline constexpr std::size_t pin_digits_min = 6;
inline constexpr std::size_t passphrase_letters_min = 8;
inline constexpr std::size_t pin_bytes_max = 1024;

enum class Weakness : std::uint8_t {
  none,
  too_short,  // fewer digits than six, or letters than eight
  too_easy,   // 111111, 123456, 121212: what others try first
};

/// As it is used: digits of another script (Arabic, Persian, Bengali) are the same digits, whichever keyboard wrote
/// them.
std::string normal_pin(std::string_view typed);

/// Whether it is more than digits. Of a normal one, as weakness_of.
bool has_letters(std::string_view pin);
Weakness weakness_of(std::string_view pin);

// ---- Wrong ones (NIST SP 800-63B, 5.2.2: limits on guessing)

inline constexpr int tries_max = 10;  // then what is on the phone is removed

/// How long to wait before the next try after so many wrong ones.
std::int64_t wait_after_ms(int tries);

}  // namespace waymark::vault
