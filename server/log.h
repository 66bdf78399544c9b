// The endpoint's log: one JSON object a line on standard error, for a collector to read.
//
//   log::write(log::Level::info, "ready", {{"port", 8080}});
//   {"time":"2026-11-22T09:30:00.123Z","level":"info","event":"ready","port":8080}
//
// What may be in it: counts, sizes, times, route templates, file names of council content, JSON pointers.
// What may not: names, ids of people, cases or documents, tokens, codes, bodies, raw paths or queries.
// Threads: may be called from any; each line is written whole.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace waymark::server::log {

enum class Level : std::uint8_t { info, warning, error };

/// Writes one line. `fields` is an object; its members come after time, level and event.
void write(Level level, std::string_view event,
           const nlohmann::ordered_json& fields = nlohmann::ordered_json::object());

/// "2026-11-22T09:30:00.123Z" (RFC 3339, UTC).
std::string instant_text(std::int64_t utc_ms);

/// The server's clock, milliseconds since 1970 in UTC. The only clock that orders anything.
std::int64_t now_utc_ms();

}  // namespace waymark::server::log
