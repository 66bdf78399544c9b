#include "server/sync/cursor.h"

#include "server/identity/secret.h"

namespace waymark::server {
namespace {

constexpr char version = 1;
constexpr std::size_t signature_bytes = 16;

void put_varint(std::string& bytes, std::uint64_t value) {
  while (value >= 0x80) {
    bytes += static_cast<char>(value | 0x80);
    value >>= 7;
  }
  bytes += static_cast<char>(value);
}

std::optional<std::int64_t> take_varint(std::string_view& bytes) {
  std::uint64_t value = 0;
  for (int shift = 0; shift < 63 && !bytes.empty(); shift += 7) {
    const auto octet = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    value |= static_cast<std::uint64_t>(octet & 0x7f) << shift;
    if (octet < 0x80) return static_cast<std::int64_t>(value);
  }
  return std::nullopt;
}

std::string signature(std::string_view payload, std::string_view key, const Account& account) {
  std::string message = "waymark cursor";
  // The NULs keep council and id apart: neither can have one.
  message.append(1, '\0')
      .append(account.council)
      .append(1, '\0')
      .append(account.id.text)
      .append(1, '\0')
      .append(payload);
  return std::string(view(hmac_sha256(key, message)).substr(0, signature_bytes));
}

}  // namespace

std::string write_cursor(const Cursor& cursor, std::string_view key, const Account& account) {
  std::string payload(1, version);
  std::int64_t last = 0;
  for (const auto& [number, seq] : cursor.read) {
    put_varint(payload, static_cast<std::uint64_t>(number - last));  // sorted, so differences are small
    put_varint(payload, static_cast<std::uint64_t>(seq));
    last = number;
  }
  if (cursor.middle) {  // behind a difference of 0, which no case has
    put_varint(payload, 0);
    put_varint(payload, static_cast<std::uint64_t>(cursor.middle->number));
    put_varint(payload, static_cast<std::uint64_t>(cursor.middle->known));
  }
  return base64url(payload + signature(payload, key, account));
}

std::optional<Cursor> read_cursor(std::string_view text, std::string_view key, const Account& account) {
  if (text.empty()) return Cursor();
  const auto bytes = from_base64url(text);
  if (!bytes || bytes->size() < 1 + signature_bytes) return std::nullopt;
  std::string_view payload = std::string_view(*bytes).substr(0, bytes->size() - signature_bytes);
  const std::string_view signed_as = std::string_view(*bytes).substr(payload.size());
  if (!equal_in_constant_time(signed_as, signature(payload, key, account))) return std::nullopt;
  if (payload.front() != version) return std::nullopt;
  payload.remove_prefix(1);
  Cursor cursor;
  std::int64_t number = 0;
  while (!payload.empty()) {
    const auto difference = take_varint(payload);
    const auto next = take_varint(payload);
    if (!difference || !next) return std::nullopt;
    if (*difference == 0) {
      const auto known = take_varint(payload);
      if (!known || !payload.empty()) return std::nullopt;
      cursor.middle = Cursor::Middle{*next, *known};
      continue;
    }
    number += *difference;
    cursor.read[number] = *next;
  }
  return cursor;
}

}  // namespace waymark::server
