#include "tests/server/http_exchange.h"

#include <arpa/inet.h>
#include <brotli/decode.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "server/http/encoding.h"

namespace waymark::server::test {
namespace {

std::string in_lower_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

/// Appends what arrives; false when nothing does in time or the other side closed.
bool read_more(int socket, std::string& into, int wait_ms) {
  pollfd wait{.fd = socket, .events = POLLIN, .revents = 0};
  if (poll(&wait, 1, wait_ms) <= 0) return false;
  std::array<char, 16 * 1024> piece{};
  const ssize_t count = recv(socket, piece.data(), piece.size(), 0);
  if (count > 0) into.append(piece.data(), static_cast<std::size_t>(count));
  return count > 0;
}

void read_head(std::string_view head, Answer& answer) {
  const std::size_t line_end = head.find("\r\n");
  const std::string_view status_line = head.substr(0, line_end);
  if (status_line.size() >= 12) answer.status = std::atoi(std::string(status_line.substr(9, 3)).c_str());
  head.remove_prefix(std::min(line_end + 2, head.size()));
  while (!head.empty()) {
    const std::size_t end = std::min(head.find("\r\n"), head.size());
    const std::string_view line = head.substr(0, end);
    const std::size_t colon = line.find(": ");
    if (colon != std::string_view::npos) {
      const std::string name = in_lower_case(std::string(line.substr(0, colon)));
      answer.headers[name] = line.substr(colon + 2);
      if (name == "set-cookie") answer.set_cookies.emplace_back(line.substr(colon + 2));
    }
    head.remove_prefix(std::min(end + 2, head.size()));
  }
}

}  // namespace

std::string Answer::header(const std::string& name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? "" : found->second;
}

nlohmann::json Answer::json() const { return nlohmann::json::parse(decoded(*this), nullptr, false); }

std::string Answer::problem() const {
  if (header("content-type") != "application/problem+json") return "";
  const auto body_json = json();
  return body_json.is_object() ? body_json.value("type", "") : "";
}

HttpConnection::HttpConnection(std::uint16_t port, const char* from) : socket_(socket(AF_INET, SOCK_STREAM, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  inet_pton(AF_INET, from, &address.sin_addr);
  bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof(address));
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof(address)) != 0) {
    close(socket_);
    socket_ = -1;
  }
}

HttpConnection::~HttpConnection() {
  if (socket_ >= 0) close(socket_);
}

bool HttpConnection::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

Answer HttpConnection::receive(bool to_head, int wait_ms) {
  Answer answer;
  std::size_t head_end = 0;
  while ((head_end = unread_.find("\r\n\r\n")) == std::string::npos) {
    if (!read_more(socket_, unread_, wait_ms)) {
      answer.cut = !unread_.empty();
      return answer;
    }
  }
  read_head(std::string_view(unread_).substr(0, head_end), answer);
  unread_.erase(0, head_end + 4);
  const std::string length = answer.header("content-length");
  const std::size_t size = to_head || length.empty() ? 0 : std::stoul(length);
  while (unread_.size() < size) {
    if (!read_more(socket_, unread_, wait_ms)) {
      answer.status = 0;
      answer.cut = true;
      answer.body = std::exchange(unread_, {});
      return answer;
    }
  }
  answer.body = unread_.substr(0, size);
  unread_.erase(0, size);
  return answer;
}

bool HttpConnection::closes(int wait_ms) {
  pollfd wait{.fd = socket_, .events = POLLIN, .revents = 0};
  if (poll(&wait, 1, wait_ms) <= 0) return false;
  char one = 0;
  return recv(socket_, &one, 1, 0) <= 0;
}

std::string request_text(std::string_view method, std::string_view target, const Headers& headers,
                         std::string_view body) {
  std::string text;
  text.append(method).append(" ").append(target).append(" HTTP/1.1\r\nHost: localhost\r\n");
  for (const auto& [name, value] : headers) text.append(name).append(": ").append(value).append("\r\n");
  if (!body.empty()) text.append("Content-Length: ").append(std::to_string(body.size())).append("\r\n");
  return text.append("\r\n").append(body);
}

Answer exchange(std::uint16_t port, std::string_view method, std::string_view target, const Headers& headers,
                std::string_view body) {
  HttpConnection connection(port);
  connection.send(request_text(method, target, headers, body));
  return connection.receive(method == "HEAD");
}

namespace {

sockaddr_in on_this_machine(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

}  // namespace

std::uint16_t free_port() {
  const int probe = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address = on_this_machine(0);
  socklen_t size = sizeof(address);
  bind(probe, reinterpret_cast<sockaddr*>(&address), size);
  getsockname(probe, reinterpret_cast<sockaddr*>(&address), &size);
  close(probe);
  return ntohs(address.sin_port);
}

Silent::Silent(std::uint16_t port) : socket_(socket(AF_INET, SOCK_STREAM, 0)) {
  const sockaddr_in address = on_this_machine(port);
  bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof(address));
  listen(socket_, 8);
}

Silent::~Silent() { close(socket_); }

std::string gzip_of(std::string_view bytes) {
  return http::compress(bytes, http::Coding::gzip, http::brotli_quality_reply);
}

std::string decoded(const Answer& answer) {
  const std::string coding = answer.header("content-encoding");
  if (coding == "gzip") return http::gunzip(answer.body, 64U * 1024 * 1024).value_or("");
  if (coding != "br") return answer.body;
  const std::unique_ptr<BrotliDecoderState, void (*)(BrotliDecoderState*)> decoder(
      BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), BrotliDecoderDestroyInstance);
  std::size_t left = answer.body.size(), room = 0;
  const auto* next = reinterpret_cast<const std::uint8_t*>(answer.body.data());
  std::string out;
  do {
    (void)BrotliDecoderDecompressStream(decoder.get(), &left, &next, &room, nullptr, nullptr);
    std::size_t ready = 0;
    const std::uint8_t* bytes = BrotliDecoderTakeOutput(decoder.get(), &ready);
    out.append(reinterpret_cast<const char*>(bytes), ready);
  } while (BrotliDecoderHasMoreOutput(decoder.get()) != BROTLI_FALSE);
  return out;
}

}  // namespace waymark::server::test
