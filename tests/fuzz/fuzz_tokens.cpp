// A token and a provider's keys are anybody's bytes until they are checked. Goal: no reader crashes, nothing is
// believed of somebody who has no key, and what is read keeps to its limits.
#include <cstdint>
#include <string_view>

#include "core/model/json.h"
#include "server/staff/id_token.h"
#include "server/staff/key_set.h"
#include "tests/fuzz/must.h"

namespace waymark::server::staff {
namespace {

/// Made for this; the other halves were thrown away.
constexpr std::string_view known_keys =
    R"({"keys":[{"kty":"EC","crv":"P-256","kid":"e","x":"ZUpMbszgmntz_iFS39LZy3O6e_uzWe2EUl3lKHWogf8",)"
    R"("y":"xmBM9-NSlTL9lpS6yD0FQlG98y-cHoS09JIup1_V0Jg"},)"
    R"({"kty":"RSA","kid":"r","e":"AQAB","n":")"
    "tbobhVZOhg91xdnlJcQsiCO6H1LOLQHow2f1J6mbjj3GJnJw0ouV2GkqtYnmZmsIfv9D82F8guu7P4CQ-tO4yt09eAjLfzA_iKJI"
    "yqmTucWA0C__bRGCOLCej3kI8YQgtt7syj7UEr3GFVI4ogdyPqDSO8q_9iygrCevXsV-2E17pYD4AbbJhH_ROwbgc5EtrwrI_UK-"
    "UaEpNpoo4bbEnoI4M2dgIzgDANCbZgSENg2Loomxp9ZLQYiOIreOm1Sv1EUxxH7W51B6MfAH56hL6sd9XB3te7A6y4jjtln5p1fp"
    "-6g-HaZcR-Jk9zH28IsYVwObyWQaWAx5dCErzrU8xQ"
    R"("}]})";

void take(std::string_view bytes) {
  const auto keys = KeySet::parse(bytes);
  must(keys ? keys->size() > 0 && keys->size() <= KeySet::keys_max : !keys.error().empty(),
       "neither keys nor a problem");
  const auto token = read_id_token(bytes);
  if (!token) return;
  must(token->claims.is_object(), "claims that are no object");
  must(token->message.size() < bytes.size() && bytes.size() <= id_token_bytes_max, "a message larger than its token");
  for (const auto& [name, value] : token->claims.items()) (void)texts_of(token->claims, name);
  static const KeySet known = KeySet::parse(known_keys).value();
  const auto fault = fault_of(*token, known, {.issuer = "i", .client_id = "c", .nonce = "n", .now_s = 1'800'000'000});
  must(fault.has_value(), "a token was believed");
}

}  // namespace
}  // namespace waymark::server::staff

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  waymark::server::staff::take({reinterpret_cast<const char*>(data), size});
  return 0;
}
