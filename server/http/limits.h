// Every limit of the HTTP side, in one place.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/sync/wire.h"

namespace waymark::server::http {

// ---- What one request may be -----------------------------------------------------------------------------------

inline constexpr std::size_t head_bytes_max = 16 * 1024;             // request line and headers together
inline constexpr std::size_t headers_max = 64;                       // header lines
inline constexpr std::size_t target_bytes_max = 12 * 1024;           // path and query: a cursor of 500 cases has 4 kB
inline constexpr std::size_t body_bytes_max = sync::body_bytes_max;  // as sent, and again after decompression
inline constexpr std::size_t discard_bytes_max = 8 * 1024 * 1024;    // read and thrown away after a refusal

// ---- How long one may take -------------------------------------------------------------------------------------
// For phones with hardly any signal (GPRS carries 4 kB a second), and not for somebody who sends a byte a minute to
// hold a connection. A phone sends 64 kB at most in a body.

inline constexpr std::int64_t head_ms_max = 20'000;           // from the first byte of a head to its end
inline constexpr std::int64_t body_ms_base = 20'000;          // for a body, and then as its length has it
inline constexpr std::int64_t body_bytes_per_s_min = 2048;    // so 52 s for 64 kB
inline constexpr std::int64_t linger_ms_max = 10'000;         // after a refusal, for the client to read it
inline constexpr std::int64_t taking_ms = 30'000;             // how often it is looked whether replies are being taken
inline constexpr std::size_t taking_bytes_min = 30'000;       // that a client takes meanwhile of those that wait for it
inline constexpr std::size_t waiting_bytes_max = 16U << 20U;  // of replies that a connection does not take

inline constexpr std::size_t connections_max = 20'000;
inline constexpr std::size_t idle_seconds_max = 75;
inline constexpr std::size_t threads = 2;
inline constexpr std::size_t stop_seconds_max = 5;  // for running requests when told to stop

inline constexpr std::size_t site_bytes_max = 64U * 1024 * 1024;  // the app's files are kept in memory

// ---- How often and how many at once ----------------------------------------------------------------------------
// Whoever goes above one is told when to come again (429, Retry-After), and phones do. Where N are allowed a minute, N
// may come at once, and then N/60 a second.

/// What may be set with flags of the endpoint.
struct LimitOptions {
  /// Of one address (of IPv6: a /64). Thousands of phones share one of a mobile carrier, and a council's staff that of
  /// their office. The 80,000 care leavers of England and their advisers open the app 23 times a second in the busiest
  /// hour (docs/operating.md), if all of them had one council and a quarter one address: 6 a second, of two requests
  /// each where the app is kept. 200 advisers who open it for the first time on one morning send 22 each: 4,400. At 50
  /// a second they are all in within half a minute, and one that floods gets 2 % of what one core answers.
  std::uint32_t address_per_minute = 3000;
  /// Of one token. A caseload's first pull takes 7 requests, a push of 100 operations one; a phone sends one at a time.
  /// Months of edits without signal, 5,000, are 50 pushes.
  std::uint32_t device_per_minute = 120;
  /// Of one account: a phone and a computer, both busy.
  std::uint32_t account_per_minute = 240;
  /// Codes of links that were wrong, of one address. Links that have ended are opened by mistake, perhaps by thirty
  /// people in one training room. A code of 128 random bits needs no such limit; one that is short enough to be typed
  /// does.
  std::uint32_t guesses_per_hour = 60;
  /// Connections of one address, without a proxy: what the proxy allows is in docs/nginx.conf. A browser opens six.
  std::uint32_t address_connections = 512;
};

/// Requests of one address that are being answered at once. One takes 4 ms: with 50 a second it is hardly ever two,
/// unless the database is slow, and then this leaves the other addresses a place in its queue (Executor::waiting_max).
inline constexpr std::size_t running_of_address_max = 200;

/// Buckets of each kind. 64 more addresses than this within a minute, and buckets are shared (http/token_buckets.h). 1
/// MB.
inline constexpr std::size_t buckets_of_each = 65'536;

}  // namespace waymark::server::http
