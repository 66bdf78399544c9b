#include "server/http/engine.h"

#include <arpa/inet.h>
#include <drogon/drogon.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <future>
#include <memory>
#include <thread>

#include "server/http/gate.h"
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
  static trantor::RecvMessageCallback trantor::TcpConnection::* place() { return &Received::recvMsgCallback_; }
};

void put_gate_before_drogon(const trantor::TcpConnectionPtr& connection) {
  if (!connection->connected()) return;
  if (stopping) {
    connection->forceClose();
    return;
  }
  struct Passage {
    Gate gate;
    trantor::MsgBuffer requests;
    trantor::RecvMessageCallback drogon;
  };
  auto passage = std::make_shared<Passage>();
  passage->drogon = (*connection).*Received::place();
  connection->setRecvMsgCallback([passage](const trantor::TcpConnectionPtr& from, trantor::MsgBuffer* buffer) {
    Gate::Passed passed = passage->gate.take({buffer->peek(), buffer->readableBytes()});
    buffer->retrieveAll();
    if (passed.say_continue) from->send("HTTP/1.1 100 Continue\r\n\r\n");
    if (!passed.requests.empty()) {
      passage->requests.append(passed.requests);
      passage->drogon(from, &passage->requests);
      passage->requests.retrieveAll();  // Drogon leaves bytes only when it has given the connection up
    }
    if (passed.drop) from->forceClose();
  });
}

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

Request request_of(const drogon::HttpRequest& from) {
  Request request;
  request.method = method_of(from).value_or(Method::options);
  // An address that cannot be decoded stays as it is: no route has it, so it is not found.
  if (!percent_decode(from.getOriginalPath(), request.path)) request.path = from.getOriginalPath();
  request.query = from.query();
  for (const auto& [name, value] : from.headers()) request.headers.emplace(name, value);
  request.body.assign(from.bodyData(), from.bodyLength());
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
      .setConnectionCallback(put_gate_before_drogon)
      .addListener(options.host, options.port);
}

void answer_everything_with(std::function<void(Request, Respond)> answer) {
  drogon::app().registerPreRoutingAdvice([answer = std::move(answer)](const drogon::HttpRequestPtr& request,
                                                                      drogon::AdviceCallback&& done,
                                                                      drogon::AdviceChainCallback&&) {
    ++running;
    auto answered = std::make_shared<std::atomic<bool>>(false);
    answer(request_of(*request), [done = std::move(done), answered](const Reply& reply) {
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
  answer_everything_with(std::move(answer));
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
