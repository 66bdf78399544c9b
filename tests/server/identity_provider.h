// A council's identity provider as a process (tests/server/oidc_provider.mjs), and the browser of somebody who signs in.
//
//   IdentityProvider provider(free_port(), {endpoint_origin + "/v1/staff/callback"});
//   provider.next({{"sub", "sam"}, {"name", "Sam Okoro"}, {"groups", {"advisers"}}, {"amr", {"mfa"}}});
//   Browser browser;
//   Answer answer = browser.follow(endpoint_origin + "/v1/staff/sign-in");      // to the last page that is no redirection
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/server/running_endpoint.h"

namespace waymark::server::test {

class IdentityProvider {
 public:
  IdentityProvider(std::uint16_t port, const std::vector<std::string>& callbacks);
  ~IdentityProvider();
  IdentityProvider(const IdentityProvider&) = delete;
  IdentityProvider& operator=(const IdentityProvider&) = delete;

  /// Who signs in from now on, and how.
  void next(const nlohmann::json& who) const;

 private:
  TemporaryFolder folder_;
  std::uint16_t port_;
  pid_t process_ = -1;
};

/// Follows addresses on this machine and keeps cookies, a jar for each port.
class Browser {
 public:
  Answer get(const std::string& url);
  /// Stops before the first address that begins with `before`; it is then the answer's location.
  Answer follow(std::string url, const std::string& before = "/#");

  std::map<std::uint16_t, std::map<std::string, std::string>> cookies;
};

/// What stands behind "name=" in a query, as it is.
std::string query_part(const std::string& url, const std::string& name);

}  // namespace waymark::server::test
