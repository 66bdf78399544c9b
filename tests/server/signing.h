// What an identity provider has for itself: keys made in the test, and tokens signed with them, also wrong ones.
//
//   const Signer signer = Signer::rsa("one");
//   std::string token = signer.token(json{{"alg", "RS256"}, {"kid", "one"}}, claims);
//   std::string keys = json{{"keys", {signer.jwk()}}}.dump();
#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

struct evp_pkey_st;  // OpenSSL's EVP_PKEY

namespace waymark::server::test {

class Signer {
 public:
  static Signer rsa(std::string id, unsigned bits = 2048);
  static Signer p256(std::string id);

  /// The public half (RFC 7517), with its kid and "use": "sig".
  [[nodiscard]] nlohmann::json jwk() const;
  /// Signed as the header's `alg` says: RS256, PS256, ES256; HS256 with the text of jwk() as the secret; else not at all.
  [[nodiscard]] std::string token(const nlohmann::json& header, const nlohmann::json& claims) const;

 private:
  Signer(std::string id, evp_pkey_st* key);
  [[nodiscard]] std::string signature(std::string_view algorithm, const std::string& message) const;

  std::string id_;
  std::shared_ptr<evp_pkey_st> key_;
};

}  // namespace waymark::server::test
