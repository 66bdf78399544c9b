#include "tests/server/signing.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include "server/identity/secret.h"

namespace waymark::server::test {
namespace {

using nlohmann::json;

constexpr int half_bytes = 32;

std::string number_in(EVP_PKEY* key, const char* name, int bytes) {
  BIGNUM* number = nullptr;
  EVP_PKEY_get_bn_param(key, name, &number);
  std::string text(static_cast<std::size_t>(bytes == 0 ? BN_num_bytes(number) : bytes), '\0');
  BN_bn2binpad(number, reinterpret_cast<unsigned char*>(text.data()), static_cast<int>(text.size()));
  BN_free(number);
  return text;
}

std::string halves(const std::string& der) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(der.data());
  ECDSA_SIG* both = d2i_ECDSA_SIG(nullptr, &bytes, static_cast<long>(der.size()));
  std::string text(2 * half_bytes, '\0');
  auto* to = reinterpret_cast<unsigned char*>(text.data());
  BN_bn2binpad(ECDSA_SIG_get0_r(both), to, half_bytes);
  BN_bn2binpad(ECDSA_SIG_get0_s(both), to + half_bytes, half_bytes);
  ECDSA_SIG_free(both);
  return text;
}

}  // namespace

Signer::Signer(std::string id, evp_pkey_st* key) : id_(std::move(id)), key_(key, EVP_PKEY_free) {}
Signer Signer::rsa(std::string id, unsigned bits) { return {std::move(id), EVP_RSA_gen(bits)}; }
Signer Signer::p256(std::string id) { return {std::move(id), EVP_EC_gen("P-256")}; }

json Signer::jwk() const {
  json key{{"kid", id_}, {"use", "sig"}};
  if (EVP_PKEY_is_a(key_.get(), "RSA") == 1) {
    key["kty"] = "RSA";
    key["n"] = base64url(number_in(key_.get(), OSSL_PKEY_PARAM_RSA_N, 0));
    key["e"] = base64url(number_in(key_.get(), OSSL_PKEY_PARAM_RSA_E, 0));
    return key;
  }
  key["kty"] = "EC";
  key["crv"] = "P-256";
  key["x"] = base64url(number_in(key_.get(), OSSL_PKEY_PARAM_EC_PUB_X, half_bytes));
  key["y"] = base64url(number_in(key_.get(), OSSL_PKEY_PARAM_EC_PUB_Y, half_bytes));
  return key;
}

std::string Signer::signature(std::string_view algorithm, const std::string& message) const {
  if (algorithm == "HS256") return std::string(view(hmac_sha256(jwk().dump(), message)));
  if (algorithm != "RS256" && algorithm != "PS256" && algorithm != "ES256") return {};
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  EVP_PKEY_CTX* settings = nullptr;
  EVP_DigestSignInit(context, &settings, EVP_sha256(), nullptr, key_.get());
  if (algorithm == "PS256") {
    EVP_PKEY_CTX_set_rsa_padding(settings, RSA_PKCS1_PSS_PADDING);
    EVP_PKEY_CTX_set_rsa_pss_saltlen(settings, RSA_PSS_SALTLEN_DIGEST);
  }
  const auto* bytes = reinterpret_cast<const unsigned char*>(message.data());
  std::size_t size = 0;
  EVP_DigestSign(context, nullptr, &size, bytes, message.size());
  std::string made(size, '\0');
  EVP_DigestSign(context, reinterpret_cast<unsigned char*>(made.data()), &size, bytes, message.size());
  made.resize(size);
  EVP_MD_CTX_free(context);
  return algorithm == "ES256" ? halves(made) : made;
}

std::string Signer::token(const json& header, const json& claims) const {
  const std::string message = base64url(header.dump()) + "." + base64url(claims.dump());
  const json algorithm = header.value("alg", json());
  return message + "." + base64url(algorithm.is_string() ? signature(algorithm.get<std::string>(), message) : "");
}

}  // namespace waymark::server::test
