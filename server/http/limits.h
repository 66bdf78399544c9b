// Every limit of the HTTP side, in one place.
#pragma once

#include <cstddef>

#include "core/sync/wire.h"

namespace waymark::server::http {

inline constexpr std::size_t head_bytes_max = 16 * 1024;             // request line and headers together
inline constexpr std::size_t headers_max = 64;                       // header lines
inline constexpr std::size_t target_bytes_max = 12 * 1024;           // path and query: a cursor of 500 cases has 4 kB
inline constexpr std::size_t body_bytes_max = sync::body_bytes_max;  // as sent, and again after decompression
inline constexpr std::size_t discard_bytes_max = 8 * 1024 * 1024;    // read and thrown away after a refusal

inline constexpr std::size_t connections_max = 20'000;
inline constexpr std::size_t idle_seconds_max = 75;
inline constexpr std::size_t threads = 2;
inline constexpr std::size_t stop_seconds_max = 5;  // for running requests when told to stop

inline constexpr std::size_t site_bytes_max = 64U * 1024 * 1024;  // the app's files are kept in memory

}  // namespace waymark::server::http
