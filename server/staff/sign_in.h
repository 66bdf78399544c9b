// Staff sign in with their council's identity provider: OpenID Connect, authorization code with PKCE. Two addresses for a
// browser, and then the app as it is.
//
//   SignIn staff({.provider = provider, .errands = errands, .writer = writer, .key = key});
//   SignIn::add_routes(routes, &staff);                      // null: it is not set up, and says so
//
//   GET /v1/staff/sign-in    302 to the provider, with a cookie of what has to be remembered (staff/remembered.h)
//   GET /v1/staff/callback   302 back from there; 303 to /#link=CODE, which the app redeems as any link
//
// An account is made when somebody first signs in; it has no case until `councilctl grant` gives it one. Each way back
// counts once: what stands in the database is the hash of its state. Whoever is refused is told in plain words what to
// do; the log has a word about why, and nobody's data.
// Ownership: borrows everything; the errands end before the executor does.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "server/http/errands.h"
#include "server/http/limiter.h"
#include "server/http/routes.h"
#include "server/staff/provider.h"
#include "server/store/executor.h"

namespace waymark::server::staff {

/// The cookie's name; with TLS no other host and no page without TLS can set it.
inline constexpr std::string_view cookie_name = "__Host-waymark-staff";
inline constexpr std::string_view plain_cookie_name = "waymark-staff";  // on 127.0.0.1 without TLS

class SignIn {
 public:
  struct Parts {
    Provider& provider;
    http::Errands& errands;
    Executor& writer;
    std::string key;                   // of the cookie: a secret of the database, 32 bytes
    http::Limiter* limiter = nullptr;  // of codes that were made up; null: nobody is limited
  };
  explicit SignIn(Parts parts) : parts_(std::move(parts)) {}

  static void add_routes(http::Routes& routes, SignIn* staff);

  void begin(const http::Respond& respond);
  void finish(const http::Request& request, const http::Respond& respond);

 private:
  struct Back;  // somebody on the way back
  /// Posts to the errands; says so when too many wait.
  void later(const http::Respond& respond, std::function<void()> work);
  /// Seconds, when too many codes of this network were not right; 0: go on.
  [[nodiscard]] int wait_before_next(const Back& back) const;
  /// It was right, or nobody knows: it does not count among those that were not.
  void no_guess(const Back& back) const;
  void take_code(const Back& back, const http::Respond& respond);
  void let_in(const Back& back, const nlohmann::json& claims, const http::Respond& respond);
  [[nodiscard]] std::string context() const;
  [[nodiscard]] std::string cookie(std::string_view value, std::int64_t seconds) const;

  Parts parts_;
};

/// The id of the account of whom a provider calls `subject`: the same each time, and another in another council, so that
/// councils cannot compare. A UUID of version 8 (RFC 9562 §5.8).
PersonId account_id(std::string_view council, std::string_view issuer, std::string_view subject);

/// As their documents show it; "" when the claims have no name that can be shown.
std::string name_in(const nlohmann::json& claims);

}  // namespace waymark::server::staff
