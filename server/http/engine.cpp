#include "server/http/engine.h"

#include <arpa/inet.h>
#include <drogon/drogon.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <future>
#include <memory>
#include <thread>

#include "server/http/gate.h"
#include "server/http/limiter.h"
#include "server/http/limits.h"
#include "server/log.h"

namespace waymark::server::http {
namespace {

using namespace std::chrono_literals;

std::atomic<bool> stopping{false};
std::atomic<int> running{0};  // requests without a reply

/// The place where a connection keeps what shall be called with received bytes. Drogon's is set when the connection
/// callback comes; it is protected, so it is reached the way a derived class may.
struct Received : trantor::TcpConnection {
  static trantor::RecvMessageCallback trantor::TcpConnection::*place() { return &Received::recvMsgCallback_; }
};

std::int64_t now_ms() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

Address address_of(const trantor::InetAddress& address) { return Address::parse(address.toIp()).value_or(Address()); }

/// A connection with its gate, and what watches over its patience. Everything in the connection's own loop.
class Passage : public std::enable_shared_from_this<Passage> {
 public:
  Passage(const trantor::TcpConnectionPtr& connection, std::shared_ptr<void> place)
      : connection_(connection), place_(std::move(place)), drogon_((*connection).*Received::place()) {}

  void open() {
    const auto connection = connection_.lock();
    connection->setRecvMsgCallback(
        [self = shared_from_this()](const trantor::TcpConnectionPtr&, trantor::MsgBuffer* buffer) {
          const Gate::Passed passed = self->gate_.take({buffer->peek(), buffer->readableBytes()}, now_ms());
          buffer->retrieveAll();
          self->let_pass(passed);
        });
    // Called whenever the kernel has not taken all of a reply: `bytes` are left.
    connection->setHighWaterMarkCallback(
        [self = weak_from_this()](const trantor::TcpConnectionPtr& to, std::size_t bytes) {
          if (const auto passage = self.lock()) passage->replies_wait(*to, bytes);
        },
        0);
  }

 private:
  void let_pass(const Gate::Passed& passed) {
    const auto connection = connection_.lock();
    if (connection == nullptr) return;
    if (passed.say_continue) connection->send("HTTP/1.1 100 Continue\r\n\r\n");
    if (!passed.requests.empty()) {
      requests_.append(passed.requests);
      drogon_(connection, &requests_);
      requests_.retrieveAll();  // Drogon leaves bytes only when it has given the connection up
    }
    if (passed.drop) {
      connection->forceClose();
    } else if (gate_.due_ms() && !timing_) {
      come_back_in(*connection, *gate_.due_ms() - now_ms());
    }
  }

  /// One timer a connection, and none for a request that is whole when it is first read.
  void come_back_in(trantor::TcpConnection& connection, std::int64_t wait_ms) {
    timing_ = true;
    connection.getLoop()->runAfter(static_cast<double>(std::max<std::int64_t>(wait_ms, 1)) / 1000,
                                   [self = weak_from_this()] {
                                     if (const auto passage = self.lock()) passage->look_at_time();
                                   });
  }

  void look_at_time() {
    timing_ = false;
    const auto connection = connection_.lock();
    if (connection == nullptr || connection->disconnected() || !gate_.due_ms()) return;
    const std::int64_t left_ms = *gate_.due_ms() - now_ms();
    if (left_ms > 0) return come_back_in(*connection, left_ms);
    let_pass(gate_.expire(now_ms()));
  }

  void replies_wait(trantor::TcpConnection& connection, std::size_t bytes) {
    if (bytes > waiting_bytes_max) return connection.forceClose();
    sent_when_taken_ = connection.bytesSent() + bytes;
    if (!watching_) look_again_at(connection);
  }

  void look_again_at(trantor::TcpConnection& connection) {
    watching_ = true;
    connection.getLoop()->runAfter(static_cast<double>(taking_ms) / 1000,
                                   [self = weak_from_this(), before = connection.bytesSent()] {
                                     if (const auto passage = self.lock()) passage->look_at_taking(before);
                                   });
  }

  /// Somebody who takes a few bytes now and then would have replies kept in memory for as long as they please.
  void look_at_taking(std::size_t sent_before) {
    watching_ = false;
    const auto connection = connection_.lock();
    if (connection == nullptr || connection->disconnected()) return;
    const std::size_t sent = connection->bytesSent();
    if (sent >= sent_when_taken_) return;
    if (sent - sent_before < taking_bytes_min) return connection->forceClose();
    look_again_at(*connection);
  }

  std::weak_ptr<trantor::TcpConnection> connection_;
  std::shared_ptr<void> place_;  // among the connections of its address
  trantor::RecvMessageCallback drogon_;
  Gate gate_;
  trantor::MsgBuffer requests_;
  std::size_t sent_when_taken_ = 0;  // bytesSent() when no reply waits any more
  bool timing_ = false;
  bool watching_ = false;
};

/// Who may connect. Behind a proxy nobody else may: what they said would pass the network in the clear.
class Entrance {
 public:
  explicit Entrance(const EngineOptions& options) : proxies_(options.proxies), crowd_(options.address_connections) {}

  /// Called when a connection opens and when it closes.
  void operator()(const trantor::TcpConnectionPtr& connection) {
    if (!connection->connected()) return;
    const Address peer = address_of(connection->peerAddr());
    const bool is_proxy = std::find(proxies_.begin(), proxies_.end(), peer) != proxies_.end();
    const bool may_enter = !stopping && (proxies_.empty() || is_proxy || peer.is_loopback());
    auto place = is_proxy || !may_enter ? nullptr : crowd_.enter(peer);
    if (!may_enter || (!is_proxy && place == nullptr)) return connection->forceClose();
    std::make_shared<Passage>(connection, std::move(place))->open();
  }

 private:
  std::vector<Address> proxies_;
  Crowd crowd_;
};

std::optional<Method> method_of(const drogon::HttpRequest& request) {
  if (request.isHead()) return Method::head;
  switch (request.method()) {
    case drogon::Get:
      return Method::get;
    case drogon::Head:
      return Method::head;
    case drogon::Post:
      return Method::post;
    case drogon::Put:
      return Method::put;
    case drogon::Delete:
      return Method::remove;
    case drogon::Patch:
      return Method::patch;
    case drogon::Options:
      return Method::options;
    default:
      return std::nullopt;
  }
}

Request request_of(const drogon::HttpRequest& from, const std::vector<Address>& proxies) {
  Request request;
  request.method = method_of(from).value_or(Method::options);
  // An address that cannot be decoded stays as it is: no route has it, so it is not found.
  if (!percent_decode(from.getOriginalPath(), request.path)) request.path = from.getOriginalPath();
  request.query = from.query();
  for (const auto& [name, value] : from.headers()) request.headers.emplace(name, value);
  request.body.assign(from.bodyData(), from.bodyLength());
  request.address =
      client_of(address_of(from.peerAddr()), request.header("x-forwarded-for"), request.header("forwarded"), proxies);
  return request;
}

drogon::HttpResponsePtr response_of(const Reply& reply) {
  auto response = drogon::HttpResponse::newHttpResponse();
  response->setStatusCode(static_cast<drogon::HttpStatusCode>(reply.status));
  response->setContentTypeString(reply.content_type);
  for (const auto& [name, value] : reply.headers) response->addHeader(name, value);
  if (reply.status == 304) {
    // Drogon would say "content-length: 0", which is not the length of what was not sent (RFC 9110 §15.4.5).
    response->setPassThrough(true);
    response->addHeader("date", drogon::utils::getHttpFullDate());
  } else {
    response->setBody(std::string(reply.bytes()));
  }
  return response;
}

/// Whether somebody else has the port, asked before Drogon does: it ends the process when it cannot bind.
std::optional<std::string> trouble_with_address(const EngineOptions& options) {
  sockaddr_storage address{};
  socklen_t size = 0;
  auto* v4 = reinterpret_cast<sockaddr_in*>(&address);
  auto* v6 = reinterpret_cast<sockaddr_in6*>(&address);
  if (inet_pton(AF_INET, options.host.c_str(), &v4->sin_addr) == 1) {
    v4->sin_family = AF_INET;
    v4->sin_port = htons(options.port);
    size = sizeof(*v4);
  } else if (inet_pton(AF_INET6, options.host.c_str(), &v6->sin6_addr) == 1) {
    v6->sin6_family = AF_INET6;
    v6->sin6_port = htons(options.port);
    size = sizeof(*v6);
  } else {
    return "\"" + options.host + "\" is not an address to listen on: give one like 127.0.0.1 with --host.";
  }
  const int probe = socket(address.ss_family, SOCK_STREAM, 0);
  const int on = 1;
  setsockopt(probe, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
  const bool bound = bind(probe, reinterpret_cast<sockaddr*>(&address), size) == 0 && listen(probe, 1) == 0;
  const int error = errno;
  close(probe);
  if (bound) return std::nullopt;
  const std::string place = options.host + " port " + std::to_string(options.port);
  if (error == EADDRINUSE) {
    return "Something is already listening on " + place + ": stop it, or choose another port with --port N.";
  }
  return "It is not possible to listen on " + place + " (" + std::strerror(error) +
         "): choose another with --host and --port.";
}

/// Returns when a connection to the server is accepted; Drogon has no such event.
void wait_until_it_listens(const trantor::InetAddress& address) {
  for (int tries = 0; tries < 500; ++tries) {
    const int probe = socket(address.family(), SOCK_STREAM, 0);
    const socklen_t size = address.isIpV6() ? sizeof(sockaddr_in6) : sizeof(sockaddr_in);
    const bool connected = connect(probe, address.getSockAddr(), size) == 0;
    close(probe);
    if (connected) return;
    std::this_thread::sleep_for(10ms);
  }
}

/// Drogon's messages may quote requests: only the place in its sources is kept ("… - HttpServer.cc:123").
void log_place_only(const char* message, std::uint64_t length) {
  const std::string_view text(message, length);
  const std::size_t dash = text.rfind(" - ");
  std::string_view place = dash == std::string_view::npos ? "unknown" : text.substr(dash + 3);
  while (!place.empty() && place.back() == '\n') place.remove_suffix(1);
  log::write(log::Level::warning, "engine", {{"place", place}});
}

void configure(const EngineOptions& options) {
  trantor::Logger::setOutputFunction(log_place_only, [] {});
  drogon::app()
      .setLogLevel(trantor::Logger::kError)
      .disableSigtermHandling()
      .setUploadPath(options.scratch.string())
      .setThreadNum(threads)
      .setMaxConnectionNum(connections_max)
      .setIdleConnectionTimeout(idle_seconds_max)
      .setClientMaxBodySize(body_bytes_max)
      .setClientMaxMemoryBodySize(body_bytes_max)
      .setPipeliningRequestsNumber(64)
      .enableServerHeader(false)
      .enableGzip(false)
      .enableBrotli(false)
      .setConnectionCallback([entrance = std::make_shared<Entrance>(options)](
                                 const trantor::TcpConnectionPtr& connection) { (*entrance)(connection); })
      .addListener(options.host, options.port);
}

void answer_everything_with(std::function<void(Request, Respond)> answer, const std::vector<Address>& proxies) {
  drogon::app().registerPreRoutingAdvice([answer = std::move(answer), proxies](const drogon::HttpRequestPtr& request,
                                                                               drogon::AdviceCallback&& done,
                                                                               drogon::AdviceChainCallback&&) {
    ++running;
    auto answered = std::make_shared<std::atomic<bool>>(false);
    answer(request_of(*request, proxies), [done = std::move(done), answered](const Reply& reply) {
      if (answered->exchange(true)) return;  // a handler that failed after its answer
      done(response_of(reply));
      --running;
    });
  });
  drogon::app().registerPreSendingAdvice([](const drogon::HttpRequestPtr&, const drogon::HttpResponsePtr& response) {
    if (stopping) response->setCloseConnection(true);
  });
}

/// Replies are handed to the loops in order: when each has had a turn, it has given what it had to the kernel.
void wait_for_turn_of_loops() {
  for (std::size_t i = 0; i < threads; ++i) {
    auto turn = std::make_shared<std::promise<void>>();
    drogon::app().getIOLoop(i)->queueInLoop([turn] { turn->set_value(); });
    turn->get_future().wait_for(1s);
  }
}

}  // namespace

std::optional<std::string> run_engine(const EngineOptions& options, std::function<void(Request, Respond)> answer,
                                      std::function<void(std::uint16_t port)> ready) {
  if (auto trouble = trouble_with_address(options)) return trouble;
  configure(options);
  answer_everything_with(std::move(answer), options.proxies);
  std::thread watcher;
  drogon::app().registerBeginningAdvice([&watcher, ready = std::move(ready)] {
    watcher = std::thread([address = drogon::app().getListeners().front(), ready] {
      wait_until_it_listens(address);
      ready(address.toPort());
    });
  });
  drogon::app().run();
  if (watcher.joinable()) watcher.join();
  return std::nullopt;
}

void stop_engine() {
  stopping = true;
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(stop_seconds_max);
  while (running > 0 && std::chrono::steady_clock::now() < deadline) std::this_thread::sleep_for(5ms);
  wait_for_turn_of_loops();
  drogon::app().quit();
}

}  // namespace waymark::server::http
