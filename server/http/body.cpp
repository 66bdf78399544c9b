#include "server/http/body.h"

#include <algorithm>
#include <string>

#include "core/model/json.h"
#include "server/http/encoding.h"
#include "server/http/limits.h"
#include "server/http/problem.h"

namespace waymark::server::http {
namespace {

/// "application/json", also with parameters such as a charset (which RFC 8259 §11 gives no meaning).
bool is_json(std::string_view content_type) {
  return in_lower_case(trimmed(content_type.substr(0, content_type.find(';')))) == "application/json";
}

}  // namespace

std::expected<nlohmann::json, Reply> read_json_body(const Request& request) {
  if (!is_json(request.header("content-type"))) return std::unexpected(problem_reply(problems::unsupported_type));
  const std::string coding = in_lower_case(request.header("content-encoding"));
  std::string decompressed;
  std::string_view text = request.body;
  if (coding == "gzip" || coding == "x-gzip") {
    auto result = gunzip(request.body, body_bytes_max);
    if (!result && result.error() == GunzipError::too_large) {
      return std::unexpected(problem_reply(problems::too_large, {.extra = {{"max_bytes", body_bytes_max}}}));
    }
    if (!result) return std::unexpected(problem_reply(problems::bad_encoding));
    decompressed = std::move(*result);
    text = decompressed;
  } else if (!coding.empty() && coding != "identity") {
    return std::unexpected(problem_reply(problems::unsupported_encoding));
  }
  auto json = parse_json(text);
  if (!json) return std::unexpected(problem_reply(problems::not_json, {.errors = json.error()}));
  return std::move(*json);
}

}  // namespace waymark::server::http
