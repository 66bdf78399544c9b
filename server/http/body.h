// The JSON body of a request, or the reply that says why there is none.
#pragma once

#include <expected>
#include <nlohmann/json.hpp>

#include "server/http/message.h"

namespace waymark::server::http {

/// Checks content type and coding, decompresses within body_bytes_max, and parses strictly (core/model/json.h).
std::expected<nlohmann::json, Reply> read_json_body(const Request& request);

}  // namespace waymark::server::http
