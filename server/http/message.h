// A request and a reply as the routes see them: plain values, no socket, no Drogon.
// Handlers are written against these, so tests call them without a network.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/http/address.h"

namespace waymark::server::http {

enum class Method : std::uint8_t { get, head, post, put, remove, patch, options };

std::string_view name_of(Method method);  // "GET"

/// In front of a cookie's name in lower case: the header that the gate makes of it.
inline constexpr std::string_view cookie_header_prefix = "cookie-";

struct Request {
  Method method = Method::get;
  std::string path;                            // "/v1/sync", percent-decoded once; always begins with '/'
  std::string query;                           // as sent, without '?'
  std::map<std::string, std::string> headers;  // names in lower case; only those that the gate lets through
  std::string body;                            // as sent, at most body_bytes_max
  Address address;                             // whose it is (http/address.h)

  /// The value of a header, or "".
  [[nodiscard]] std::string_view header(std::string_view name) const;
  /// The value of one of the cookies that the gate lets through (http/gate.h), or "".
  [[nodiscard]] std::string_view cookie(std::string_view name) const;
};

struct Reply {
  int status = 200;
  std::string content_type;                                  // empty: no body
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case, without content-type and length
  std::shared_ptr<const std::string> body;                   // shared: files and packs are sent without a copy

  void set(std::string name, std::string value) { headers.emplace_back(std::move(name), std::move(value)); }
  [[nodiscard]] std::string_view bytes() const { return body ? std::string_view(*body) : std::string_view(); }
};

/// Called exactly once, from any thread.
using Respond = std::function<void(Reply)>;

/// Percent-decoding (RFC 3986 §2.1). False for a '%' without two hex digits and for a decoded NUL.
bool percent_decode(std::string_view text, std::string& decoded);

/// Without spaces and tabs around it (RFC 9110 §5.6.3).
std::string_view trimmed(std::string_view text);
/// ASCII letters only: names and tokens of HTTP have no others.
std::string in_lower_case(std::string_view text);

/// The first value of a query parameter, decoded ('+' is itself: our clients send base64url). What cannot be decoded is
/// given as it is, for its reader to refuse. False: there is no such parameter.
bool query_value(std::string_view query, std::string_view name, std::string& value);

/// True if an If-None-Match header names this entity tag, or is "*". Weak comparison (RFC 9110 §13.1.2).
bool matches_entity_tag(std::string_view if_none_match, std::string_view tag);

}  // namespace waymark::server::http
