#include "server/staff/id_token.h"

#include <algorithm>
#include <array>

#include "core/model/json.h"
#include "server/identity/secret.h"

namespace waymark::server::staff {
namespace {

using nlohmann::json;

constexpr std::size_t subject_bytes_max = 255;  // OpenID Connect Core §2
constexpr std::size_t key_id_bytes_max = 256;

const std::string* text_in(const json& object, std::string_view name) {
  const auto member = object.find(name);
  return member == object.end() ? nullptr : member->get_ptr<const std::string*>();
}

bool says(const json& claims, std::string_view name, std::string_view text) {
  const std::string* said = text_in(claims, name);
  return said != nullptr && equal_in_constant_time(*said, text);
}

/// Seconds since 1970 (RFC 7519 §2, NumericDate); none if it is no number.
std::optional<double> instant_in(const json& claims, std::string_view name) {
  const auto member = claims.find(name);
  return member != claims.end() && member->is_number() ? std::optional(member->get<double>()) : std::nullopt;
}

std::optional<json> object_in(std::string_view part) {
  const auto bytes = from_base64url(part);
  if (!bytes) return std::nullopt;
  auto read = parse_json(*bytes, json_depth_max, Fractions::allowed);
  if (!read || !read->is_object()) return std::nullopt;
  return std::move(*read);
}

/// For us, and for nobody else besides: what another program was given for itself is no sign-in here.
bool is_for(const json& claims, std::string_view client_id) {
  const auto audience = claims.find("aud");
  if (audience == claims.end()) return false;
  const bool ours = audience->is_array() ? audience->size() == 1 && audience->front() == client_id
                                         : audience->is_string() && *audience == client_id;
  return ours && (!claims.contains("azp") || says(claims, "azp", client_id));
}

std::optional<TokenFault> fault_of_time(const json& claims, double now_s) {
  const auto expires = instant_in(claims, "exp");
  const auto issued = instant_in(claims, "iat");
  if (!expires || *expires + clock_skew_s <= now_s) return TokenFault::expired;
  if (!issued || *issued + id_token_age_s_max + clock_skew_s < now_s) return TokenFault::too_old;
  if (*issued > now_s + clock_skew_s) return TokenFault::not_yet;
  if (!claims.contains("nbf")) return std::nullopt;
  const auto begins = instant_in(claims, "nbf");
  return !begins || *begins > now_s + clock_skew_s ? std::optional(TokenFault::not_yet) : std::nullopt;
}

}  // namespace

std::string_view name_of(TokenFault fault) {
  constexpr std::array<std::string_view, 11> names{"malformed", "algorithm", "key",     "signature",
                                                   "issuer",    "audience",  "expired", "not_yet",
                                                   "too_old",   "nonce",     "subject"};
  return names[static_cast<std::size_t>(fault)];
}

std::expected<IdToken, TokenFault> read_id_token(std::string_view text) {
  const std::size_t first = text.find('.');
  const std::size_t last = text.rfind('.');
  const bool has_three_parts = first != std::string_view::npos && first < last && text.find('.', first + 1) == last;
  if (text.size() > id_token_bytes_max || !has_three_parts) return std::unexpected(TokenFault::malformed);
  const auto header = object_in(text.substr(0, first));
  auto claims = object_in(text.substr(first + 1, last - first - 1));
  auto signature = from_base64url(text.substr(last + 1));
  if (!header || !claims || !signature || header->contains("crit")) return std::unexpected(TokenFault::malformed);
  if (header->contains("typ") && !says(*header, "typ", "JWT")) return std::unexpected(TokenFault::malformed);
  const std::string* key_id = text_in(*header, "kid");
  if (header->contains("kid") && (key_id == nullptr || key_id->empty() || key_id->size() > key_id_bytes_max))
    return std::unexpected(TokenFault::malformed);
  const std::string* name = text_in(*header, "alg");
  const auto algorithm = name == nullptr ? std::nullopt : parse_algorithm(*name);
  if (!algorithm) return std::unexpected(TokenFault::algorithm);
  return IdToken{.algorithm = *algorithm,
                 .key_id = key_id == nullptr ? std::string() : *key_id,
                 .message = std::string(text.substr(0, last)),
                 .signature = std::move(*signature),
                 .claims = std::move(*claims)};
}

std::optional<TokenFault> fault_of(const IdToken& token, const KeySet& keys, const Expected& expected) {
  switch (keys.verifies(token.algorithm, token.key_id, token.message, token.signature)) {
    case KeySet::Answer::no_such_key:
      return TokenFault::key;
    case KeySet::Answer::bad:
      return TokenFault::signature;
    case KeySet::Answer::good:
      break;
  }
  if (!says(token.claims, "iss", expected.issuer)) return TokenFault::issuer;
  if (!is_for(token.claims, expected.client_id)) return TokenFault::audience;
  if (const auto fault = fault_of_time(token.claims, static_cast<double>(expected.now_s))) return fault;
  if (!says(token.claims, "nonce", expected.nonce)) return TokenFault::nonce;
  const std::string* subject = text_in(token.claims, "sub");
  if (subject == nullptr || subject->empty() || subject->size() > subject_bytes_max) return TokenFault::subject;
  return std::nullopt;
}

std::vector<std::string> texts_of(const json& claims, std::string_view name) {
  const auto member = claims.find(name);
  if (member == claims.end()) return {};
  if (const auto* text = member->get_ptr<const std::string*>()) return {*text};
  std::vector<std::string> texts;
  if (!member->is_array()) return texts;
  for (const json& one : *member) {
    if (const auto* text = one.get_ptr<const std::string*>()) texts.push_back(*text);
  }
  return texts;
}

}  // namespace waymark::server::staff
