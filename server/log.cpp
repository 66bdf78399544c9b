#include "server/log.h"

#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <ctime>

namespace waymark::server::log {

std::int64_t now_utc_ms() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

std::string instant_text(std::int64_t utc_ms) {
  const std::time_t seconds = static_cast<std::time_t>(utc_ms / 1000);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::array<char, 40> text{};
  const std::size_t used = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &parts);
  std::snprintf(text.data() + used, text.size() - used, ".%03dZ", static_cast<int>(utc_ms % 1000));
  return text.data();
}

void write(Level level, std::string_view event, const nlohmann::ordered_json& fields) {
  nlohmann::ordered_json line;
  line["time"] = instant_text(now_utc_ms());
  line["level"] = level == Level::info ? "info" : level == Level::warning ? "warning" : "error";
  line["event"] = event;
  for (const auto& [name, value] : fields.items()) line[name] = value;
  const std::string text = line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + '\n';
  // One write(2) a line: lines of several threads do not mix, and nothing is left in a buffer when we are killed.
  std::size_t done = 0;
  while (done < text.size()) {
    const ssize_t n = ::write(STDERR_FILENO, text.data() + done, text.size() - done);
    if (n <= 0) return;  // nobody reads the log any more; the work goes on
    done += static_cast<std::size_t>(n);
  }
}

}  // namespace waymark::server::log
