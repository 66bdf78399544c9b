#include "server/http/encoding.h"

#include <brotli/encode.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <optional>

#include "server/http/message.h"

namespace waymark::server::http {
namespace {

constexpr int gzip_window_bits = 15 + 16;  // zlib: 16 asks for the gzip frame

bool same_word(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return (x | 0x20) == (y | 0x20); });
}

/// q=0, q=0.0 … : "not this one".
bool is_refused(std::string_view parameters) {
  const std::size_t q = parameters.find("q=");
  if (q == std::string_view::npos) return false;
  return trimmed(parameters.substr(q + 2)).find_first_not_of("0.") == std::string_view::npos;
}

std::string gzip(std::string_view bytes, int level) {
  z_stream stream{};
  if (deflateInit2(&stream, level, Z_DEFLATED, gzip_window_bits, 8, Z_DEFAULT_STRATEGY) != Z_OK) return {};
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);  // deflateBound makes room for all of it
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string brotli(std::string_view bytes, int quality) {
  std::size_t size = BrotliEncoderMaxCompressedSize(bytes.size());
  std::string out(size, '\0');
  BrotliEncoderCompress(quality, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, bytes.size(),
                        reinterpret_cast<const std::uint8_t*>(bytes.data()), &size,
                        reinterpret_cast<std::uint8_t*>(out.data()));
  out.resize(size);
  return out;
}

}  // namespace

std::string_view name_of(Coding coding) {
  switch (coding) {
    case Coding::identity:
      return "";
    case Coding::gzip:
      return "gzip";
    case Coding::brotli:
      return "br";
  }
  return "";
}

bool accepts(std::string_view accept_encoding, Coding coding) {
  if (coding == Coding::identity) return true;
  std::optional<bool> named;
  std::optional<bool> any;
  while (!accept_encoding.empty()) {
    const std::size_t end = std::min(accept_encoding.find(','), accept_encoding.size());
    const std::string_view item = accept_encoding.substr(0, end);
    accept_encoding.remove_prefix(std::min(end + 1, accept_encoding.size()));
    const std::size_t semicolon = std::min(item.find(';'), item.size());
    const std::string_view word = trimmed(item.substr(0, semicolon));
    const bool wanted = !is_refused(item.substr(semicolon));
    if (same_word(word, name_of(coding))) named = wanted;
    if (word == "*") any = wanted;
  }
  return named.value_or(any.value_or(false));
}

Coding best_coding(std::string_view accept_encoding) {
  if (accepts(accept_encoding, Coding::brotli)) return Coding::brotli;
  if (accepts(accept_encoding, Coding::gzip)) return Coding::gzip;
  return Coding::identity;
}

std::string compress(std::string_view bytes, Coding coding, int brotli_quality) {
  switch (coding) {
    case Coding::identity:
      break;
    case Coding::gzip:
      return gzip(bytes, brotli_quality >= brotli_quality_stored ? 9 : 6);
    case Coding::brotli:
      return brotli(bytes, brotli_quality);
  }
  return std::string(bytes);
}

std::expected<std::string, GunzipError> gunzip(std::string_view bytes, std::size_t bytes_max) {
  z_stream stream{};
  if (inflateInit2(&stream, gzip_window_bits) != Z_OK) return std::unexpected(GunzipError::damaged);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  std::string out;
  std::array<char, 32 * 1024> piece{};
  int status = Z_OK;
  do {
    stream.next_out = reinterpret_cast<Bytef*>(piece.data());
    stream.avail_out = static_cast<uInt>(piece.size());
    status = inflate(&stream, Z_NO_FLUSH);
    out.append(piece.data(), piece.size() - stream.avail_out);
    if (out.size() > bytes_max) break;
    if (status == Z_STREAM_END && stream.avail_in > 0) status = inflateReset(&stream);
  } while (status == Z_OK);
  inflateEnd(&stream);
  if (out.size() > bytes_max) return std::unexpected(GunzipError::too_large);
  if (status != Z_STREAM_END) return std::unexpected(GunzipError::damaged);
  return out;
}

}  // namespace waymark::server::http
