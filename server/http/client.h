// Requests to a server that the council has named: over TLS with its certificate checked, bounded in time and size.
//
//   auto answer = fetch({.url = "https://login.example.gov.uk/keys", .bytes_max = 128 * 1024}, stop);
//   if (!answer) …                                          // one word about why, for the log
//
// Blocks: for threads of its own (http/errands.h), never for those of HTTP or of the database. Redirections are not
// followed: an address is the one that was named, or none. A proxy is used where the environment names one, as curl does
// (https_proxy, no_proxy).
//
// libcurl and not Drogon's client: that checks certificates too, but has no limit for the size of an answer and knows no
// proxy.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace waymark::server::http {

struct Outgoing {
  std::string url;        // https://…; or http://127.0.0.1…
  std::string form;       // a body, application/x-www-form-urlencoded: POST. Empty: GET
  std::string user;       // with Basic, as it is to be sent; empty: without
  std::string password;   // likewise
  std::size_t bytes_max = 64 * 1024;
  std::int64_t connect_ms_max = 5'000;
  std::int64_t ms_max = 10'000;  // all of it
  std::string authorities;       // a file of certificates to trust in the place of the system's; for tests
};

struct Incoming {
  int status = 0;
  std::string body;
};

/// Why there is no answer, for the log: "connect", "tls", "timeout", "too_large", "stopped", "protocol".
using FetchTrouble = std::string_view;

/// Ends early, with "stopped", when `stop` becomes true.
std::expected<Incoming, FetchTrouble> fetch(const Outgoing& request, const std::atomic<bool>& stop);

/// application/x-www-form-urlencoded, also good in a query: everything but letters, digits and "-._~" as %XX.
std::string form_encoded(std::string_view text);

}  // namespace waymark::server::http
