// JSON text, read strictly, and JSON pointers: for the wire of sync, for council packs, for stored documents.
//
//   Checked<nlohmann::json> json = parse_json(body);       // any bytes, never crashes
//   std::string text = json_text(*json);
#pragma once

#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/problem.h"

namespace waymark {

inline constexpr std::size_t json_depth_max = 16;                   // deeper text is refused while reading
inline constexpr std::int64_t whole_number_max = 9007199254740991;  // 2^53 − 1, RFC 7493 §2.2

/// Nothing of ours has fractions (money is pence); what others add to a council's pack may.
enum class Fractions : std::uint8_t { refused, allowed };

/// Parses JSON text with limits: UTF-8, depth, no duplicate keys, whole numbers within ±(2^53 − 1), nothing
/// behind the value. The problem's pointer says where it broke; a syntax error also says its line and byte.
Checked<nlohmann::json> parse_json(std::string_view text, std::size_t depth_max = json_depth_max,
                                   Fractions fractions = Fractions::refused);

/// The value as JSON text without blanks. Bytes that are not UTF-8 become U+FFFD; it never fails.
std::string json_text(const nlohmann::json& json);

/// One part of a JSON pointer, escaped: "a/b" -> "a~1b".
std::string escape_pointer_part(std::string_view part);
/// The parts of a JSON pointer, unescaped; none if it is not one (RFC 6901). "" has no parts.
std::optional<std::vector<std::string>> pointer_parts(std::string_view pointer);
/// What a value says at a place inside its objects; null if nothing, or if `pointer` is no JSON pointer.
const nlohmann::json* value_at(const nlohmann::json& json, const std::vector<std::string>& parts);
const nlohmann::json* value_at(const nlohmann::json& json, std::string_view pointer);

}  // namespace waymark
