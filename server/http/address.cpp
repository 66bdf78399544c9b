#include "server/http/address.h"

#include <arpa/inet.h>

#include <algorithm>

#include "server/http/message.h"

namespace waymark::server::http {
namespace {

constexpr std::array<std::uint8_t, 12> before_v4{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

/// What stands behind the last comma of a list.
std::string_view last_of(std::string_view list) {
  const std::size_t comma = list.rfind(',');
  return trimmed(comma == std::string_view::npos ? list : list.substr(comma + 1));
}

/// One hop, with or without a port: 192.0.2.1:4711, [2001:db8::1]:4711, 2001:db8::1.
std::optional<Address> hop(std::string_view text) {
  if (text.starts_with('[')) return Address::parse(text.substr(0, text.find(']') + 1));
  const std::size_t colon = text.find(':');
  const bool has_port = colon != std::string_view::npos && text.find(':', colon + 1) == std::string_view::npos;
  return Address::parse(has_port ? text.substr(0, colon) : text);
}

/// The value of `for` in an element of Forwarded (RFC 7239 §4), without quotes.
std::string_view forwarded_for(std::string_view element) {
  while (!element.empty()) {
    const std::size_t end = std::min(element.find(';'), element.size());
    const std::string_view pair = trimmed(element.substr(0, end));
    element.remove_prefix(std::min(end + 1, element.size()));
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos || in_lower_case(pair.substr(0, equals)) != "for") continue;
    std::string_view value = pair.substr(equals + 1);
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
    return value;
  }
  return {};
}

}  // namespace

std::optional<Address> Address::parse(std::string_view text) {
  if (text.starts_with('[') && text.ends_with(']')) text = text.substr(1, text.size() - 2);
  const std::string whole(text);
  Address address;
  if (inet_pton(AF_INET6, whole.c_str(), address.bytes_.data()) == 1) return address;
  std::copy(before_v4.begin(), before_v4.end(), address.bytes_.begin());
  if (inet_pton(AF_INET, whole.c_str(), address.bytes_.data() + before_v4.size()) == 1) return address;
  return std::nullopt;
}

bool Address::is_v4() const { return std::equal(before_v4.begin(), before_v4.end(), bytes_.begin()); }

std::string Address::network() const {
  return {reinterpret_cast<const char*>(bytes_.data()), is_v4() ? bytes_.size() : bytes_.size() / 2};
}

bool Address::is_loopback() const {
  if (is_v4()) return bytes_[before_v4.size()] == 127;
  return bytes_.back() == 1 && std::all_of(bytes_.begin(), bytes_.end() - 1, [](std::uint8_t one) { return one == 0; });
}

Address client_of(const Address& peer, std::string_view x_forwarded_for, std::string_view forwarded,
                  const std::vector<Address>& proxies) {
  if (std::find(proxies.begin(), proxies.end(), peer) == proxies.end()) return peer;
  if (x_forwarded_for.empty() == forwarded.empty()) return peer;
  const std::string_view last = forwarded.empty() ? last_of(x_forwarded_for) : forwarded_for(last_of(forwarded));
  return hop(last).value_or(peer);
}

}  // namespace waymark::server::http
