// Content codings: what a client takes, and turning bytes into it and back (RFC 9110 §8.4, §12.5.3).
//
//   Coding coding = best_coding(request.header("accept-encoding"));
//   std::string small = compress(text, coding, brotli_quality_reply);
//   auto body = gunzip(request.body, body_bytes_max);     // bounded: a bomb stops at the limit
//
// Threads: pure functions.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace waymark::server::http {

enum class Coding : std::uint8_t { identity, gzip, brotli };

std::string_view name_of(Coding coding);  // "br"; "" for identity

/// True if the Accept-Encoding header takes this coding (listed or "*", not with q=0).
bool accepts(std::string_view accept_encoding, Coding coding);
/// Brotli if accepted, else gzip, else identity.
Coding best_coding(std::string_view accept_encoding);

inline constexpr int brotli_quality_reply = 5;    // 1.8 ms for a page of 25 kB
inline constexpr int brotli_quality_stored = 11;  // once, for what is sent many times
/// Smaller bodies are sent as they are: the coding would cost more than it saves.
inline constexpr std::size_t compress_bytes_min = 256;

/// `brotli_quality` is for brotli only; gzip uses level 6 for replies and 9 from quality 11 on.
std::string compress(std::string_view bytes, Coding coding, int brotli_quality);

enum class GunzipError : std::uint8_t { damaged, too_large };
/// Members may follow one another; bytes after the last member, or a member cut short, are damage.
std::expected<std::string, GunzipError> gunzip(std::string_view bytes, std::size_t bytes_max);

}  // namespace waymark::server::http
