// Randomness, hashes and comparison for identity: thin names over OpenSSL.
//
//   std::string token = base64url(random_bytes(32));   // to the phone, once
//   Sha256 kept = sha256(token);                       // to the database
//
// Threads: all functions may be called from any thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace waymark::server {

using Sha256 = std::array<std::uint8_t, 32>;

/// Bytes of the operating system's generator; ends the process if there are none (there is no safe way on).
std::string random_bytes(std::size_t count);
Sha256 sha256(std::string_view bytes);
/// RFC 2104 with SHA-256.
Sha256 hmac_sha256(std::string_view key, std::string_view message);
/// Takes as long for a wrong guess as for a right one. Different lengths are unequal.
bool equal_in_constant_time(std::string_view a, std::string_view b);

std::string_view view(const Sha256& hash);  // the 32 bytes
std::string hex(std::string_view bytes);    // lower case

/// RFC 4648 §5 without padding.
std::string base64url(std::string_view bytes);
/// None for any character outside the alphabet, a length that cannot be, or bits left over.
std::optional<std::string> from_base64url(std::string_view text);

}  // namespace waymark::server
