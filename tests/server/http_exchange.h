// HTTP for tests, on a raw socket: what is sent is exactly what stands in the test, also when no library would send it.
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace waymark::server::test {

struct Answer {
  int status = 0;                              // 0: the connection ended without a whole answer
  std::map<std::string, std::string> headers;  // names in lower case
  std::vector<std::string> set_cookies;        // the one header that is not a list and still comes several times
  std::string body;                            // as sent
  bool cut = false;                            // it had begun when the connection ended: what came is here

  [[nodiscard]] std::string header(const std::string& name) const;
  /// The body as JSON; discarded (is_discarded()) when it is none.
  [[nodiscard]] nlohmann::json json() const;
  /// Type of problem details, "/problems/op-gap"; "" when the body has none.
  [[nodiscard]] std::string problem() const;
};

using Headers = std::vector<std::pair<std::string, std::string>>;

class HttpConnection {
 public:
  /// `from`: the address of this machine that it comes from.
  explicit HttpConnection(std::uint16_t port, const char* from = "127.0.0.1");
  ~HttpConnection();
  HttpConnection(const HttpConnection&) = delete;
  HttpConnection& operator=(const HttpConnection&) = delete;

  [[nodiscard]] bool is_open() const { return socket_ >= 0; }
  /// False when the other side has closed.
  bool send(std::string_view bytes);
  /// The next answer; to a HEAD request it has no body. Status 0 when none comes in time.
  Answer receive(bool to_head = false, int wait_ms = 20'000);
  /// True when the other side closes within `wait_ms`, with nothing more sent.
  bool closes(int wait_ms);

 private:
  int socket_ = -1;
  std::string unread_;
};

/// A request as text, with Host and, for a body, Content-Length.
std::string request_text(std::string_view method, std::string_view target, const Headers& headers = {},
                         std::string_view body = {});

/// One request on a connection of its own.
Answer exchange(std::uint16_t port, std::string_view method, std::string_view target, const Headers& headers = {},
                std::string_view body = {});

/// One that nobody listens on now.
std::uint16_t free_port();

/// Listens, and never says anything.
class Silent {
 public:
  explicit Silent(std::uint16_t port);
  ~Silent();
  Silent(const Silent&) = delete;
  Silent& operator=(const Silent&) = delete;

 private:
  int socket_ = -1;
};

std::string gzip_of(std::string_view bytes);
/// Undoes the content coding of an answer; of one that was cut off, as far as it came.
std::string decoded(const Answer& answer);

}  // namespace waymark::server::test
