// The phone's side of server/identity/sealing_key.h, for tests.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace waymark::server::test {

/// The body of POST /v1/sealed: `content` for whoever has the private key of this public point.
nlohmann::json seal(std::string_view public_point, const nlohmann::json& content);

}  // namespace waymark::server::test
