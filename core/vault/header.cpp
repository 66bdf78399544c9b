#include "core/vault/header.h"

#include <algorithm>

#include "core/model/json.h"
#include "core/sync/json_reader.h"
#include "core/vault/pin.h"

namespace waymark::vault {
namespace {

constexpr std::int64_t version = 1;
constexpr std::size_t hex_max = 1024;
constexpr std::string_view digits = "0123456789abcdef";

std::string to_hex(std::string_view bytes) {
  std::string text;
  for (const char byte : bytes) {
    text += digits[(static_cast<unsigned char>(byte) >> 4U) & 15U];
    text += digits[static_cast<unsigned char>(byte) & 15U];
  }
  return text;
}

/// Empty: it is none.
std::string from_hex(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
    const std::size_t high = digits.find(text[i]);
    const std::size_t low = digits.find(text[i + 1]);
    if (high == std::string_view::npos || low == std::string_view::npos) return {};
    bytes += static_cast<char>(high * 16 + low);
  }
  return bytes;
}

}  // namespace

Cost cost_for(std::int64_t least_took_ms) {
  const std::int64_t took_ms = std::max<std::int64_t>(least_took_ms, 1);
  const std::int64_t memory_kib = cost_min.memory_kib * stretch_ms / took_ms / 1024 * 1024;
  Cost cost = cost_min;
  cost.memory_kib =
      static_cast<std::uint32_t>(std::clamp<std::int64_t>(memory_kib, cost_min.memory_kib, cost_max.memory_kib));
  // work is memory times passes: where there is time for more than the most memory, it is gone over once more
  if (memory_kib * cost_min.passes >= std::int64_t{cost_max.memory_kib} * cost_max.passes)
    cost.passes = cost_max.passes;
  return cost;
}

std::string write(const Header& header) {
  return json_text({{"v", version},
                    {"salt", to_hex(header.salt)},
                    {"memory_kib", header.cost.memory_kib},
                    {"passes", header.cost.passes},
                    {"letters", header.has_letters},
                    {"box", to_hex(header.box)},
                    {"tries", header.tries},
                    {"wait_until", header.wait_until_utc_ms}});
}

std::optional<Header> read_header(std::string_view text) {
  const Checked<nlohmann::json> json = parse_json(text);
  if (!json) return std::nullopt;
  Problems problems;
  sync::ObjectReader reader(*json, "", problems);
  if (reader.number("v", 1) != version) reader.refuse("v", "is of a later version of this app");
  Header header;
  header.salt = from_hex(reader.text("salt", hex_max));
  header.cost = {static_cast<std::uint32_t>(reader.number("memory_kib", cost_min.memory_kib)),
                 static_cast<std::uint32_t>(reader.number("passes", cost_min.passes))};
  header.has_letters = reader.flag("letters");
  header.box = from_hex(reader.text("box", hex_max));
  header.tries = static_cast<int>(std::min<std::int64_t>(reader.number("tries", 0), tries_max));
  header.wait_until_utc_ms = reader.number("wait_until", 0);
  const bool too_dear = header.cost.memory_kib > cost_max.memory_kib || header.cost.passes > cost_max.passes;
  if (!problems.empty() || header.salt.empty() || header.box.empty() || too_dear) return std::nullopt;
  return header;
}

}  // namespace waymark::vault
