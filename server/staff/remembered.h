// What has to be remembered between the way to the identity provider and the way back, in a cookie of the browser that
// went: sealed, so that any endpoint on the database can take it up again and nobody else can read or make one.
//
//   Remembered one = Remembered::make(now_ms);
//   std::string cookie = seal(one, key, context);             // 32 bytes of key, a secret of the database
//   auto back = unseal(cookie, key, context, now_ms);         // none: forged, of another provider, or too old
//
// AES-256-GCM with a random nonce; the context (issuer and client) is authenticated with it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace waymark::server::staff {

struct Remembered {
  static constexpr std::int64_t ms_max = 600'000;  // ten minutes to sign in

  std::string state;     // RFC 6749 §10.12: that this browser began
  std::string nonce;     // OpenID Connect Core §3.1.2.1: that the token is for this sign-in
  std::string verifier;  // RFC 7636: that the code is for whoever began
  std::int64_t until_utc_ms = 0;

  static Remembered make(std::int64_t now_utc_ms);
  /// What the provider is told of the verifier (S256).
  [[nodiscard]] std::string challenge() const;
};

std::string seal(const Remembered& one, std::string_view key, std::string_view context);
std::optional<Remembered> unseal(std::string_view cookie, std::string_view key, std::string_view context,
                                 std::int64_t now_utc_ms);

}  // namespace waymark::server::staff
