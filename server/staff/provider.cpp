#include "server/staff/provider.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/model/json.h"

namespace waymark::server::staff {
namespace {

using nlohmann::json;
using Kind = ProviderTrouble::Kind;

constexpr std::int64_t kept_ms = 3'600'000;
constexpr std::int64_t unknown_key_ms_min = 60'000;  // between two questions for keys because of one that is not known
constexpr std::int64_t after_failure_ms = 5'000;
constexpr std::size_t metadata_bytes_max = 64 * 1024;
constexpr std::size_t token_answer_bytes_max = 128 * 1024;
constexpr std::string_view discovery_path = "/.well-known/openid-configuration";
constexpr std::string_view callback_path = "/v1/staff/callback";

std::string text_of(const json& object, const char* name) {
  const auto member = object.find(name);
  const auto* text = member == object.end() ? nullptr : member->get_ptr<const std::string*>();
  return text == nullptr ? std::string() : *text;
}

/// One of RFC 6749 §5.2; a provider's own words are not for our log.
std::string_view known_error(std::string_view error) {
  constexpr std::array<std::string_view, 6> known{"invalid_request", "invalid_client",         "invalid_grant",
                                                  "invalid_scope",   "unsupported_grant_type", "unauthorized_client"};
  const auto* found = std::find(known.begin(), known.end(), error);
  return found == known.end() ? std::string_view("refused") : *found;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

/// What asks the provider for a second factor, where there is something to ask with.
std::string asking_for(const SecondFactor& factor) {
  if (factor.claim == "amr") return {};  // nothing of OpenID Connect asks for it: the provider is set up to require it
  if (factor.claim == "acr") return "&acr_values=" + http::form_encoded(joined(factor.any_of));
  json wanted{{"essential", true}};  // OpenID Connect Core §5.5; of Entra ID, authentication contexts ("acrs")
  if (factor.any_of.size() == 1) {
    wanted["value"] = factor.any_of.front();
  } else {
    wanted["values"] = factor.any_of;
  }
  return "&claims=" + http::form_encoded(json{{"id_token", {{factor.claim, wanted}}}}.dump());
}

}  // namespace

Checked<Metadata> read_metadata(std::string_view text, const Settings& settings) {
  const auto read = parse_json(text, json_depth_max, Fractions::allowed);
  if (!read) return std::unexpected(read.error());
  if (!read->is_object()) return std::unexpected(Problems{{"", "must be an object"}});
  // Discovery §4.3: one provider cannot speak for another.
  if (text_of(*read, "issuer") != settings.issuer) return std::unexpected(Problems{{"/issuer", "is another"}});
  Metadata metadata{.authorization_endpoint = text_of(*read, "authorization_endpoint"),
                    .token_endpoint = text_of(*read, "token_endpoint"),
                    .jwks_uri = text_of(*read, "jwks_uri")};
  const bool may_be_plain = settings.issuer.starts_with("http:");
  for (const auto& [name, address] :
       {std::pair("/authorization_endpoint", &metadata.authorization_endpoint),
        std::pair("/token_endpoint", &metadata.token_endpoint), std::pair("/jwks_uri", &metadata.jwks_uri)}) {
    // A query may be part of one (RFC 6749 §3.1).
    const bool is_good = is_safe_address(address->substr(0, address->find('?'))) &&
                         (may_be_plain || address->starts_with("https:")) &&
                         std::all_of(address->begin(), address->end(), [](char c) { return c > ' ' && c < '\x7f'; });
    if (!is_good) return std::unexpected(Problems{{name, "is no address that is safe"}});
  }
  const auto methods = texts_of(*read, "token_endpoint_auth_methods_supported");
  const auto has = [&](std::string_view one) {
    return std::find(methods.begin(), methods.end(), one) != methods.end();
  };
  metadata.sends_secret_in_form = has("client_secret_post") && !has("client_secret_basic");
  const auto names = read->find("authorization_response_iss_parameter_supported");
  metadata.names_issuer = names != read->end() && *names == true;
  return metadata;
}

Provider::Provider(Settings settings, Fetch fetch, Now now)
    : settings_(std::move(settings)), fetch_(std::move(fetch)), now_(std::move(now)) {}

template <class Value, class Read>
std::expected<std::shared_ptr<const Value>, ProviderTrouble> Provider::get(Kept<Value>& kept, std::int64_t age_ms_max,
                                                                           const std::string& url,
                                                                           std::size_t bytes_max, const Read& read) {
  const std::lock_guard lock(kept.mutex);
  const std::int64_t now = now_();
  const auto old_or =
      [&](const ProviderTrouble& trouble) -> std::expected<std::shared_ptr<const Value>, ProviderTrouble> {
    if (kept.value != nullptr) return kept.value;
    return std::unexpected(trouble);
  };
  if (kept.value != nullptr && now - kept.asked_ms < age_ms_max) return kept.value;
  if (now - kept.failed_ms < after_failure_ms) return old_or({Kind::away, "left_alone"});
  const auto answer = fetch_({.url = url, .bytes_max = bytes_max});
  kept.failed_ms = now;
  if (!answer) return old_or({Kind::away, answer.error()});
  if (answer->status != 200) return old_or({Kind::away, "status", answer->status});
  auto value = read(answer->body);
  if (!value) return old_or({Kind::away, "not_understood", answer->status});
  kept.value = std::make_shared<const Value>(std::move(*value));
  kept.asked_ms = now;
  kept.failed_ms = INT64_MIN / 2;
  return kept.value;
}

std::expected<std::shared_ptr<const Metadata>, ProviderTrouble> Provider::metadata() {
  std::string url = settings_.issuer;
  if (url.ends_with('/')) url.pop_back();
  return get(metadata_, kept_ms, url.append(discovery_path), metadata_bytes_max,
             [this](std::string_view text) { return read_metadata(text, settings_); });
}

std::expected<std::shared_ptr<const KeySet>, ProviderTrouble> Provider::keys(const std::string& url,
                                                                             std::int64_t age_ms_max) {
  return get(keys_, age_ms_max, url, KeySet::bytes_max, KeySet::parse);
}

std::expected<std::string, ProviderTrouble> Provider::authorization_url(const Remembered& one) {
  const auto about = metadata();
  if (!about) return std::unexpected(about.error());
  std::string url = (*about)->authorization_endpoint;
  url += url.find('?') == std::string::npos ? '?' : '&';
  url += "response_type=code&client_id=" + http::form_encoded(settings_.client_id);
  url += "&redirect_uri=" + http::form_encoded(settings_.origin + std::string(callback_path));
  const std::string scopes = "openid profile" + (settings_.scopes.empty() ? "" : " " + joined(settings_.scopes));
  url += "&scope=" + http::form_encoded(scopes);
  url += "&state=" + one.state + "&nonce=" + one.nonce;
  url += "&code_challenge=" + one.challenge() + "&code_challenge_method=S256";
  if (settings_.second_factor) url += asking_for(*settings_.second_factor);
  return url;
}

std::expected<bool, ProviderTrouble> Provider::is_from_here(std::string_view issuer) {
  const auto about = metadata();
  if (!about) return std::unexpected(about.error());
  return issuer.empty() ? !(*about)->names_issuer : issuer == settings_.issuer;
}

std::expected<IdToken, ProviderTrouble> Provider::exchange(const Metadata& about, std::string_view code,
                                                           const Remembered& one) {
  http::Outgoing request{.url = about.token_endpoint, .bytes_max = token_answer_bytes_max};
  request.form = "grant_type=authorization_code&code=" + http::form_encoded(code) +
                 "&redirect_uri=" + http::form_encoded(settings_.origin + std::string(callback_path)) +
                 "&code_verifier=" + one.verifier;
  const std::string client = http::form_encoded(settings_.client_id);
  const std::string secret = http::form_encoded(settings_.client_secret);
  if (about.sends_secret_in_form) {
    request.form += "&client_id=" + client + "&client_secret=" + secret;
  } else {  // form-encoded before it is made Basic (RFC 6749 §2.3.1)
    request.user = client;
    request.password = secret;
  }
  const auto answer = fetch_(request);
  if (!answer) return std::unexpected(ProviderTrouble{Kind::away, answer.error()});
  const auto body = parse_json(answer->body, json_depth_max, Fractions::allowed);
  if (!body || !body->is_object()) {
    return std::unexpected(ProviderTrouble{Kind::away, "not_understood", answer->status});
  }
  if (answer->status != 200) {
    const std::string_view error = known_error(text_of(*body, "error"));
    return std::unexpected(ProviderTrouble{error == "invalid_grant" ? Kind::used : Kind::away, error, answer->status});
  }
  auto token = read_id_token(text_of(*body, "id_token"));
  if (!token) return std::unexpected(ProviderTrouble{Kind::doubtful, name_of(token.error())});
  return std::move(*token);
}

std::expected<json, ProviderTrouble> Provider::claims_for(std::string_view code, const Remembered& one) {
  const auto about = metadata();
  if (!about) return std::unexpected(about.error());
  auto token = exchange(**about, code, one);
  if (!token) return std::unexpected(token.error());
  std::optional<TokenFault> fault = TokenFault::key;
  // A key that is not known may be new: asked for again, but not each time that somebody makes one up.
  for (const std::int64_t age_ms_max : {kept_ms, unknown_key_ms_min}) {
    if (fault != TokenFault::key) break;
    const auto known = keys((*about)->jwks_uri, age_ms_max);
    if (!known) return std::unexpected(known.error());
    fault = fault_of(
        *token, **known,
        {.issuer = settings_.issuer, .client_id = settings_.client_id, .nonce = one.nonce, .now_s = now_() / 1000});
  }
  if (fault) return std::unexpected(ProviderTrouble{Kind::doubtful, name_of(*fault)});
  return std::move(token->claims);
}

}  // namespace waymark::server::staff
