// An ID token of an identity provider: read strictly, and believed only when everything about it is as it must be
// (OpenID Connect Core 1.0 §3.1.3.7, RFC 7515, RFC 8725).
//
//   auto token = read_id_token(text);                                  // any bytes: form only
//   auto fault = fault_of(*token, keys, {.issuer = …, .nonce = …, .now_s = …});
//   if (!fault) … token->claims …
//
// What a token says by itself is never followed: not `jku`, `x5u`, `jwk` or `x5c`, and its `alg` only chooses among
// three (key_set.h). A token with `crit` is refused, for nothing that may stand there is known here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/staff/key_set.h"

namespace waymark::server::staff {

inline constexpr std::size_t id_token_bytes_max = 32 * 1024;  // 200 groups of Entra ID are 8 kB
inline constexpr std::int64_t clock_skew_s = 60;
inline constexpr std::int64_t id_token_age_s_max = 600;  // it was made for this very sign-in

struct IdToken {
  Algorithm algorithm = Algorithm::rs256;
  std::string key_id;     // empty: it names none
  std::string message;    // what was signed
  std::string signature;  // bytes
  nlohmann::json claims;  // an object; not to be believed before fault_of()
};

/// Why a token is not believed. The names are for the log.
enum class TokenFault : std::uint8_t {
  malformed,
  algorithm,
  key,  // signed with one that the provider does not have; perhaps one that it has since a moment ago
  signature,
  issuer,
  audience,
  expired,
  not_yet,
  too_old,
  nonce,
  subject,
};
std::string_view name_of(TokenFault fault);

std::expected<IdToken, TokenFault> read_id_token(std::string_view text);

/// What a token must say.
struct Expected {
  std::string_view issuer;
  std::string_view client_id;  // whom it is for
  std::string_view nonce;
  std::int64_t now_s = 0;
};

/// None: believe it.
std::optional<TokenFault> fault_of(const IdToken& token, const KeySet& keys, const Expected& expected);

/// A claim that is a text or a list of texts, as a list; anything else in it is passed over.
std::vector<std::string> texts_of(const nlohmann::json& claims, std::string_view name);

}  // namespace waymark::server::staff
