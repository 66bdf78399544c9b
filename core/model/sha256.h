// SHA-256 (FIPS 180-4), for the phone to know that a council's pack is the one it asked for. The endpoint uses OpenSSL.
#pragma once

#include <string>
#include <string_view>

namespace waymark {

/// In lower case: 64 hexadecimal digits.
std::string sha256_hex(std::string_view bytes);

}  // namespace waymark
