// The file of `waymark-endpoint --oidc FILE`: how staff of a council sign in with the council's identity provider.
//
//   { "issuer": "https://login.example.gov.uk/tenant",
//     "client_id": "waymark",
//     "client_secret_file": "oidc-secret",            // beside this file; or WAYMARK_OIDC_SECRET in the environment
//     "origin": "https://waymark.example.gov.uk",     // where people open the app
//     "council": "southampton",
//     "groups": { "claim": "groups", "roles": { "personal-advisers": "adviser" } },
//     "mfa": { "claim": "acr", "any_of": ["phr"] },   // left out: "amr" has "mfa"; or "not-asked"
//     "scopes": ["groups"] }                          // besides openid and profile; may be left out
//
// Checked strictly: a member that is not known is an error, for it may be one that was meant to protect somebody and is
// spelt wrong. Neither file may be read by others.
#pragma once

#include <expected>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/documents.h"
#include "core/model/problem.h"

namespace waymark::server::staff {

/// How it is known that somebody has signed in with more than a password: a claim has one of these values.
struct SecondFactor {
  std::string claim = "amr";
  std::vector<std::string> any_of{"mfa"};
};

struct Settings {
  std::string issuer;
  std::string client_id;
  std::string client_secret_file;  // as it stands in the file; empty: the environment has it
  std::string client_secret;       // filled in by load_settings()
  std::string origin;              // "https://host" without a slash at the end
  std::string council;
  std::vector<std::string> scopes;                              // besides openid and profile
  std::optional<SecondFactor> second_factor = SecondFactor{};  // none: it was said that it is not asked for
  std::string groups_claim;
  std::map<std::string, Role, std::less<>> roles;  // by group

  /// Whether the app is on this machine, without TLS: tests.
  [[nodiscard]] bool is_plain() const { return origin.starts_with("http:"); }
};

/// All but the secret.
Checked<Settings> read_settings(const nlohmann::json& json);
/// The error is one sentence with the remedy.
std::expected<Settings, std::string> load_settings(const std::filesystem::path& file);

/// "https://host[:port][/path]", or "http://" for 127.0.0.1 alone, without a query and anything after it.
bool is_safe_address(std::string_view text);

}  // namespace waymark::server::staff
