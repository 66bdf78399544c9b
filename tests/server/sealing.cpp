#include "tests/server/sealing.h"

#include <gtest/gtest.h>
#include <openssl/ec.h>
#include <openssl/evp.h>

#include <array>
#include <memory>

#include "server/identity/secret.h"
#include "tests/server/http_exchange.h"

namespace waymark::server::test {
namespace {

using Pkey = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;

std::string point_of(EVP_PKEY* key) {
  unsigned char* point = nullptr;
  const std::size_t size = EVP_PKEY_get1_encoded_public_key(key, &point);
  std::string bytes(reinterpret_cast<const char*>(point), size);
  OPENSSL_free(point);
  return bytes;
}

std::string secret_between(EVP_PKEY* own, std::string_view point) {
  const Pkey peer(EVP_PKEY_new(), EVP_PKEY_free);
  EVP_PKEY_copy_parameters(peer.get(), own);
  EXPECT_EQ(
      EVP_PKEY_set1_encoded_public_key(peer.get(), reinterpret_cast<const unsigned char*>(point.data()), point.size()),
      1);
  const std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)> context(EVP_PKEY_CTX_new(own, nullptr),
                                                                            EVP_PKEY_CTX_free);
  std::string secret(32, '\0');
  std::size_t size = secret.size();
  EVP_PKEY_derive_init(context.get());
  EVP_PKEY_derive_set_peer(context.get(), peer.get());
  EXPECT_EQ(EVP_PKEY_derive(context.get(), reinterpret_cast<unsigned char*>(secret.data()), &size), 1);
  return secret;
}

}  // namespace

nlohmann::json seal(std::string_view public_point, const nlohmann::json& content) {
  const Pkey own(EVP_EC_gen("P-256"), EVP_PKEY_free);
  const std::string point = point_of(own.get());
  const Sha256 extracted = hmac_sha256(point + std::string(public_point), secret_between(own.get(), public_point));
  const Sha256 key = hmac_sha256(view(extracted), "waymark sealed push 1\x01");
  const std::string text = gzip_of(content.dump());
  const std::array<unsigned char, 12> nonce{};
  const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context(EVP_CIPHER_CTX_new(),
                                                                                EVP_CIPHER_CTX_free);
  std::string box(text.size() + 16, '\0');
  auto* out = reinterpret_cast<unsigned char*>(box.data());
  int size = 0;
  EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, key.data(), nonce.data());
  EVP_EncryptUpdate(context.get(), out, &size, reinterpret_cast<const unsigned char*>(text.data()),
                    static_cast<int>(text.size()));
  EVP_EncryptFinal_ex(context.get(), out + size, &size);
  EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, 16, out + text.size());
  return {{"point", base64url(point)}, {"box", base64url(box)}};
}

}  // namespace waymark::server::test
