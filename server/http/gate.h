// The gate between the socket and Drogon: strict HTTP/1.1 framing (RFC 9112), as a pure state machine.
//
//   Gate gate;                                   // one a connection
//   Gate::Passed passed = gate.take(bytes, now); // whatever the socket had
//   drogon(passed.requests);                     // whole, rewritten requests; may be several, may be none
//
// Why it is there. Drogon 1.9.13 reads a chunk length with strtol and ends the whole process on a second chunk of
// length "-2" (mended upstream after that release, drogon pull request 2485); it answers 400, 405 and 413 of its
// parser without a body; and it takes any number of header lines. Here a request is let through only when it is
// complete, well-formed and within http/limits.h, and only with the headers that the endpoint reads: Upgrade,
// Cookie, Range and Transfer-Encoding never reach Drogon. Of cookies, those of ours are handed on, each as a header of its
// own that no client can send (`cookie-` and its name): a page of another program on the same host may have any. A body needs a Content-Length: browsers and the reverse
// proxies in front of us send one, and without chunks there is nothing to smuggle.
//
// A refused request is turned into a well-formed one for `/.refused/<status>`, so that its problem details are
// written in their turn after the replies to earlier requests of the connection. Nothing after it is read.
//
// Time is handed in. A request that has begun has until due() to be whole, however its bytes trickle: then expire()
// refuses it. A refused connection has until due() to go.
//
// Ownership: holds at most one unfinished request. Threads: one connection, one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace waymark::server::http {

/// Path of the request that stands for a refused one; the status follows.
inline constexpr std::string_view refused_prefix = "/.refused/";

class Gate {
 public:
  struct Passed {
    std::string requests;       // for Drogon: zero or more complete requests
    bool say_continue = false;  // the client waits for "100 Continue" before it sends the body
    bool drop = false;          // too much sent or too long there after a refusal: cut the connection
  };

  Passed take(std::string_view bytes, std::int64_t now_ms);

  /// When patience ends with what has begun; none while nothing has.
  [[nodiscard]] std::optional<std::int64_t> due_ms() const { return due_ms_; }
  /// To be called when due_ms() is over.
  Passed expire(std::int64_t now_ms);

 private:
  enum class State { head, body, refused };

  bool take_head(Passed& passed, std::int64_t now_ms);  // false: more bytes are needed
  bool take_body(Passed& passed);
  void refuse(int status, Passed& passed, std::int64_t now_ms);

  State state_ = State::head;
  std::string buffer_;  // unread bytes of the request at hand
  std::string head_;    // the rewritten head, while its body arrives
  std::size_t body_left_ = 0;
  std::size_t discarded_ = 0;
  std::optional<std::int64_t> due_ms_;
};

}  // namespace waymark::server::http
