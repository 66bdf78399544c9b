#include "server/http/gate.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>

#include "server/http/limits.h"
#include "server/http/message.h"

namespace waymark::server::http {
namespace {

constexpr std::array<std::string_view, 7> known_methods{"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"};

/// The headers that the endpoint reads. `list`: may come several times, joined by commas (RFC 9110 §5.3).
struct KnownHeader {
  std::string_view name;
  bool list = false;
};
constexpr std::array<KnownHeader, 10> known_headers{{{"host"},
                                                     {"authorization"},
                                                     {"content-type"},
                                                     {"content-encoding", true},
                                                     {"accept-encoding", true},
                                                     {"if-none-match", true},
                                                     {"connection", true},
                                                     {"expect"},
                                                     {"x-forwarded-for", true},
                                                     {"forwarded", true}}};

/// Those of staff/sign_in.h.
constexpr std::array<std::string_view, 2> known_cookies{"__Host-waymark-staff", "waymark-staff"};

bool is_token_char(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
         std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

bool is_token(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_token_char); }

/// True if a comma-separated list has this token, in any case.
bool lists(std::string_view value, std::string_view token) {
  while (!value.empty()) {
    const std::size_t end = std::min(value.find(','), value.size());
    if (in_lower_case(trimmed(value.substr(0, end))) == token) return true;
    value.remove_prefix(std::min(end + 1, value.size()));
  }
  return false;
}

/// Takes the text up to the next CRLF off `text`. No value: no CRLF, or a bare CR or LF before it.
std::optional<std::string_view> take_line(std::string_view& text) {
  const std::size_t end = text.find("\r\n");
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = text.substr(0, end);
  if (line.find_first_of("\r\n") != std::string_view::npos) return std::nullopt;
  text.remove_prefix(end + 2);
  return line;
}

/// What was understood of a head; `refused` is a status, or 0.
struct Head {
  std::string_view method;
  std::string_view target;
  bool is_1_1 = false;
  std::map<std::string, std::string> headers;  // known ones only
  std::optional<std::size_t> content_length;
  int refused = 0;
};

int read_request_line(std::string_view line, Head& head) {
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  if (first == std::string_view::npos || last <= first + 1) return 400;
  head.method = line.substr(0, first);
  head.target = line.substr(first + 1, last - first - 1);
  const std::string_view version = line.substr(last + 1);
  if (!is_token(head.method) || (version != "HTTP/1.1" && version != "HTTP/1.0")) return 400;
  head.is_1_1 = version == "HTTP/1.1";
  if (head.target.size() > target_bytes_max) return 414;
  // Only origin-form: we are no proxy, and "OPTIONS *" asks nothing of us.
  if (head.target.front() != '/') return 400;
  const bool printable = std::all_of(head.target.begin(), head.target.end(),
                                     [](char c) { return c > ' ' && c < '\x7f' && c != '#' && c != '\\'; });
  if (!printable) return 400;
  return std::find(known_methods.begin(), known_methods.end(), head.method) == known_methods.end() ? 405 : 0;
}

int read_content_length(std::string_view value, Head& head) {
  const bool digits =
      !value.empty() && std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!digits || head.content_length) return 400;  // two lengths are how requests are smuggled (RFC 9112 §6.3)
  if (value.size() > 9) return 413;
  std::size_t length = 0;
  for (const char c : value) length = length * 10 + static_cast<std::size_t>(c - '0');
  head.content_length = length;
  return length > body_bytes_max ? 413 : 0;
}

/// Cookies as browsers send them (RFC 6265 §5.4). The first of a name counts; what is none of ours is passed over.
void read_cookies(std::string_view value, Head& head) {
  while (!value.empty()) {
    const std::size_t end = std::min(value.find(';'), value.size());
    const std::string_view pair = trimmed(value.substr(0, end));
    value.remove_prefix(std::min(end + 1, value.size()));
    const std::size_t equals = std::min(pair.find('='), pair.size());
    const std::string_view name = pair.substr(0, equals);
    if (std::find(known_cookies.begin(), known_cookies.end(), name) == known_cookies.end()) continue;
    head.headers.try_emplace(std::string(cookie_header_prefix) + in_lower_case(name),
                             pair.substr(std::min(equals + 1, pair.size())));
  }
}

int read_header(std::string_view line, Head& head) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return 400;  // also refuses folded lines
  const std::string name = in_lower_case(line.substr(0, colon));
  const std::string_view value = trimmed(line.substr(colon + 1));
  const bool printable = std::all_of(value.begin(), value.end(), [](char c) {
    return c == '\t' || (static_cast<unsigned char>(c) >= 0x20 && c != '\x7f');
  });
  if (!printable) return 400;
  if (name == "transfer-encoding") return 411;
  if (name == "content-length") return read_content_length(value, head);
  if (name == "cookie") {
    read_cookies(value, head);
    return 0;
  }
  const auto* known = std::find_if(known_headers.begin(), known_headers.end(),
                                   [&](const KnownHeader& header) { return header.name == name; });
  if (known == known_headers.end()) return 0;
  auto [place, first] = head.headers.try_emplace(name, value);
  if (first) return 0;
  if (!known->list) return 400;
  place->second.append(", ").append(value);
  return 0;
}

Head read_head(std::string_view text) {
  Head head;
  const auto request_line = take_line(text);
  head.refused = request_line ? read_request_line(*request_line, head) : 400;
  std::size_t count = 0;
  while (!text.empty()) {
    const auto line = take_line(text);
    if (line && line->empty()) break;
    // A wrong method or length is only told when the framing of the whole head is right: bad framing goes first.
    const int refused = !line ? 400 : ++count > headers_max ? 431 : read_header(*line, head);
    if (refused == 400 || head.refused == 0) head.refused = refused;
    if (head.refused == 400 || head.refused == 431) return head;
  }
  if (head.refused != 0) return head;
  if (head.is_1_1 && !head.headers.contains("host")) head.refused = 400;  // RFC 9112 §3.2
  const auto expect = head.headers.find("expect");
  if (expect != head.headers.end() && in_lower_case(expect->second) != "100-continue") head.refused = 417;
  return head;
}

std::string rewritten(const Head& head) {
  std::string text(head.method);
  text.append(" ").append(head.target).append(head.is_1_1 ? " HTTP/1.1\r\n" : " HTTP/1.0\r\n");
  for (const auto& [name, value] : head.headers) {
    if (name == "connection" || name == "expect") continue;
    text.append(name).append(": ").append(value).append("\r\n");
  }
  const auto connection = head.headers.find("connection");
  if (connection != head.headers.end()) {
    if (lists(connection->second, "close")) {
      text.append("connection: close\r\n");
    } else if (lists(connection->second, "keep-alive")) {
      text.append("connection: keep-alive\r\n");
    }
  }
  if (head.content_length) text.append("content-length: ").append(std::to_string(*head.content_length)).append("\r\n");
  return text.append("\r\n");
}

}  // namespace

Gate::Passed Gate::take(std::string_view bytes, std::int64_t now_ms) {
  Passed passed;
  buffer_.append(bytes);
  for (bool more = true; more;) {
    switch (state_) {
      case State::head:
        more = take_head(passed, now_ms);
        break;
      case State::body:
        more = take_body(passed);
        break;
      case State::refused:
        discarded_ += buffer_.size();
        buffer_.clear();
        passed.drop = discarded_ > discard_bytes_max;
        more = false;
        break;
    }
  }
  // A head's time runs from its first byte.
  if (state_ == State::head && !buffer_.empty() && !due_ms_) due_ms_ = now_ms + head_ms_max;
  return passed;
}

Gate::Passed Gate::expire(std::int64_t now_ms) {
  Passed passed;
  if (state_ == State::refused) {
    passed.drop = true;
  } else {
    refuse(408, passed, now_ms);
  }
  return passed;
}

bool Gate::take_head(Passed& passed, std::int64_t now_ms) {
  // A server should skip an empty line before a request (RFC 9112 §2.2).
  if (buffer_.starts_with("\r\n")) buffer_.erase(0, 2);
  const std::size_t end = buffer_.find("\r\n\r\n");
  if (end == std::string::npos || end + 4 > head_bytes_max) {
    if (buffer_.size() <= head_bytes_max && end == std::string::npos) return false;
    refuse(431, passed, now_ms);
    return true;
  }
  const Head head = read_head(std::string_view(buffer_).substr(0, end + 4));
  if (head.refused != 0) {
    refuse(head.refused, passed, now_ms);
    return true;
  }
  head_ = rewritten(head);
  body_left_ = head.content_length.value_or(0);
  passed.say_continue = body_left_ > 0 && head.is_1_1 && head.headers.contains("expect");
  buffer_.erase(0, end + 4);
  due_ms_ = now_ms + body_ms_base + static_cast<std::int64_t>(body_left_) * 1000 / body_bytes_per_s_min;
  state_ = State::body;
  return true;
}

bool Gate::take_body(Passed& passed) {
  if (buffer_.size() < body_left_) return false;
  passed.requests.append(head_).append(buffer_, 0, body_left_);
  buffer_.erase(0, body_left_);
  head_.clear();
  due_ms_.reset();
  state_ = State::head;
  return !buffer_.empty();
}

void Gate::refuse(int status, Passed& passed, std::int64_t now_ms) {
  passed.requests.append("GET ").append(refused_prefix).append(std::to_string(status));
  passed.requests.append(" HTTP/1.1\r\nhost: gate\r\nconnection: close\r\n\r\n");
  due_ms_ = now_ms + linger_ms_max;
  state_ = State::refused;
}

}  // namespace waymark::server::http
