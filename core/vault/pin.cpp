#include "core/vault/pin.h"

#include <algorithm>
#include <array>

#include "core/model/utf8.h"

namespace waymark::vault {
namespace {

constexpr std::array zeros{U'\u0660', U'\u06F0', U'\u09E6'};  // Arabic, Persian and Pashto, Bengali

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// 111111, 123123, 1212…: begins again after one, two or three digits.
bool repeats(std::string_view pin, std::size_t period) {
  for (std::size_t i = period; i < pin.size(); ++i) {
    if (pin[i] != pin[i - period]) return false;
  }
  return true;
}

/// 123456, 890123, 654321: each digit one further than the last.
bool counts(std::string_view pin, int step) {
  for (std::size_t i = 1; i < pin.size(); ++i) {
    if ((pin[i] - pin[i - 1] - step) % 10 != 0) return false;
  }
  return true;
}

}  // namespace

std::string normal_pin(std::string_view typed) {
  std::string pin;
  for (std::size_t at = 0; at < typed.size();) {
    char32_t letter = next_code_point(typed, at);
    for (const char32_t zero : zeros) {
      if (letter >= zero && letter <= zero + 9) letter = U'0' + (letter - zero);
    }
    append_utf8(pin, letter);
  }
  return pin;
}

bool has_letters(std::string_view pin) { return !std::ranges::all_of(pin, is_digit); }

Weakness weakness_of(std::string_view pin) {
  const bool all_digits = !has_letters(pin);
  if (count_code_points(pin) < (all_digits ? pin_digits_min : passphrase_letters_min)) return Weakness::too_short;
  const bool one_letter = repeats(pin, 1);
  const bool easy_digits = all_digits && (repeats(pin, 2) || repeats(pin, 3) || counts(pin, 1) || counts(pin, -1));
  return one_letter || easy_digits ? Weakness::too_easy : Weakness::none;
}

std::int64_t wait_after_ms(int tries) {
  constexpr std::int64_t minute_ms = 60'000;
  constexpr std::array<std::int64_t, 5> waits{1, 5, 15, 60, 60};
  constexpr int free_tries = 5;
  if (tries < free_tries) return 0;
  return waits[std::min<std::size_t>(static_cast<std::size_t>(tries - free_tries), waits.size() - 1)] * minute_ms;
}

}  // namespace waymark::vault
