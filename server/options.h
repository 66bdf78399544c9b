// The flags of waymark-endpoint.
#pragma once

#include <cstdint>
#include <expected>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/address.h"
#include "server/http/limits.h"

namespace waymark::server {

struct Options {
  std::uint16_t port = 8080;
  std::string host = "127.0.0.1";
  std::filesystem::path data = ".data";
  std::string store;  // a PostgreSQL address; empty: SQLite in `data`
  std::filesystem::path site = "build/web/site";
  std::filesystem::path councils = "assets/councils";
  std::filesystem::path national = "assets/national";
  std::filesystem::path people;  // empty: no sample people, no local sign-in
  std::filesystem::path oidc;    // empty: staff do not sign in with an identity provider
  std::filesystem::path schema = "assets/schema";
  std::filesystem::path openapi = "docs/openapi.yaml";
  std::vector<http::Address> proxies;  // whose X-Forwarded-For is believed
  http::LimitOptions limits;
  bool plain_http = false;  // beyond this machine without a proxy
  bool as_root = false;
  bool reset = false;
  bool help = false;
};

/// The error is one sentence with the remedy.
std::expected<Options, std::string> parse_options(const std::vector<std::string_view>& arguments);
/// What would endanger people's data if an endpoint were started like this, in one sentence with the remedy.
std::optional<std::string> unsafe_setting(const Options& options, bool is_root);
/// Text of --help.
std::string_view usage();

/// Whether an address is this machine only: 127.0.0.0/8 or ::1.
bool is_loopback(std::string_view host);

}  // namespace waymark::server
