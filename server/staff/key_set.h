// The public keys that an identity provider signs with: a JSON Web Key Set (RFC 7517), as OpenSSL's keys.
//
//   auto keys = KeySet::parse(text);                       // any bytes
//   if (keys && keys->verifies(Algorithm::rs256, "kid", message, signature) == KeySet::Answer::good) …
//
// Three algorithms and no other: those of RFC 7518 that providers sign with and that need no secret in common. So a
// token cannot choose "none", nor HS256 with the public key as its secret. A key is used for its own type only, and not
// when it says that it is for something else. What cannot be used is passed over: one odd key of a provider's is no
// reason to let nobody in.
// Threads: verifies() from any.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/problem.h"

struct evp_pkey_st;  // OpenSSL's EVP_PKEY

namespace waymark::server::staff {

enum class Algorithm : std::uint8_t { rs256, ps256, es256 };

/// "RS256", "PS256", "ES256"; none for any other.
std::optional<Algorithm> parse_algorithm(std::string_view name);

class KeySet {
 public:
  static constexpr std::size_t bytes_max = 128 * 1024;  // a set of eight with certificates has 12 kB
  static constexpr std::size_t keys_max = 32;
  static constexpr std::size_t modulus_bits_min = 2048;  // RFC 7518 §3.3
  static constexpr std::size_t modulus_bits_max = 4096;

  static Checked<KeySet> parse(std::string_view text);

  enum class Answer : std::uint8_t { good, bad, no_such_key };

  /// Whether one of these keys made the signature. `id` empty: the token names none, which does when there is only one
  /// key that it can be.
  [[nodiscard]] Answer verifies(Algorithm algorithm, std::string_view id, std::string_view message,
                                std::string_view signature) const;

  [[nodiscard]] std::size_t size() const { return keys_.size(); }

 private:
  struct Key {
    std::string id;
    std::optional<Algorithm> only;  // what its `alg` restricts it to
    bool is_rsa = false;
    std::shared_ptr<evp_pkey_st> key;
  };
  [[nodiscard]] static bool fits(const Key& key, Algorithm algorithm);

  std::vector<Key> keys_;
};

}  // namespace waymark::server::staff
