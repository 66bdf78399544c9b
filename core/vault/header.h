// What has to be known before the vault is open: one record of the store "meta" that is not sealed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace waymark::vault {

/// The work of finding a key from a PIN, for Argon2id (RFC 9106); one lane.
struct Cost {
  std::uint32_t memory_kib = 0;
  std::uint32_t passes = 0;
  bool operator==(const Cost&) const = default;
};

/// Never less, however slow a phone is (OWASP, Password Storage Cheat Sheet), and no more than that.
inline constexpr Cost cost_min{19 * 1024, 2};
inline constexpr Cost cost_max{64 * 1024, 3};
/// What trying a PIN shall take on this phone, as long as the cost stays between the two.
inline constexpr std::int64_t stretch_ms = 500;
/// The cost for a phone on which the least one took so long.
Cost cost_for(std::int64_t least_took_ms);

struct Header {
  std::string salt;  // 16 random bytes
  Cost cost;
  bool has_letters = false;  // the PIN is a passphrase: the lock screen asks for it with the keyboard that it needs
  std::string box;           // the vault's key, sealed with the one that comes of PIN and phone
  int tries = 0;             // wrong ones since it was opened last; each is counted before it is looked at
  std::int64_t wait_until_utc_ms = 0;
};

std::string write(const Header& header);
/// None: damaged. A cost that is not between the least and the most is damage, too.
std::optional<Header> read_header(std::string_view text);

}  // namespace waymark::vault
