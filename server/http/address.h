// Addresses on the network, and whose request one is when a reverse proxy stands in between.
//
//   Address client = client_of(peer, request.header("x-forwarded-for"), request.header("forwarded"), proxies);
//   limiter.admit(client, now);
//
// Whoever asks can write any X-Forwarded-For: it counts only when it comes from a proxy that was named with
// --behind-proxy, and only its last hop, which is the one that this proxy has added itself.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace waymark::server::http {

class Address {
 public:
  /// "192.0.2.1", "2001:db8::1" or "[2001:db8::1]"; none for a name, a port behind it or anything else.
  static std::optional<Address> parse(std::string_view text);

  /// What one customer of a provider has: an IPv4 address, or the first 64 bits of an IPv6 one. Who has a /64 can send
  /// from any of its 2^64 addresses.
  [[nodiscard]] std::string network() const;
  [[nodiscard]] bool is_loopback() const;
  bool operator==(const Address&) const = default;

 private:
  [[nodiscard]] bool is_v4() const;
  std::array<std::uint8_t, 16> bytes_{};  // IPv4 as ::ffff:192.0.2.1 (RFC 4291 §2.5.5.2)
};

/// Whose request it is. A proxy that says nothing, or nothing that can be read, counts as the client itself; so it does
/// when both headers are there: a proxy adds one of them, and the other came from who knows where.
Address client_of(const Address& peer, std::string_view x_forwarded_for, std::string_view forwarded,
                  const std::vector<Address>& proxies);

}  // namespace waymark::server::http
