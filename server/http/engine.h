// Drogon as the HTTP engine: sockets, keep-alive, pipelining, threads. The only file that knows it.
//
//   auto trouble = run_engine({.host = "127.0.0.1", .port = 8080, .scratch = data / "http"}, answer, ready);
//   stop_engine();   // from another thread: no new connections, running requests finish, run_engine returns
//
// Its routing, static files, sessions, error pages and decompression are not used: every request that passed the
// gate (http/gate.h) goes to `answer`, and the reply goes back as it is.
// Limits: one engine a process (Drogon's framework is a singleton), run once.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "server/http/message.h"

namespace waymark::server::http {

struct EngineOptions {
  std::string host = "127.0.0.1";  // an address, not a name
  std::uint16_t port = 8080;       // 0: any free one
  std::filesystem::path scratch;   // Drogon makes its folders for uploads here; nothing is written into them
  std::vector<Address> proxies;    // who may say whose request it is; then none but they and this machine are let in
  std::size_t address_connections = 0;  // at once from one address that is no proxy; 0: as many as come
};

/// Serves until stop_engine(). `ready(port)` is called once, when connections are accepted. Returns one sentence when
/// the address cannot be listened on.
std::optional<std::string> run_engine(const EngineOptions& options, std::function<void(Request, Respond)> answer,
                                      std::function<void(std::uint16_t port)> ready);

/// Refuses new connections, waits up to stop_seconds_max for running requests and ends run_engine(). Blocks.
void stop_engine();

}  // namespace waymark::server::http
