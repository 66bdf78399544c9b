#include "server/identity/sealing_key.h"

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <array>

#include "server/identity/secret.h"

namespace waymark::server {
namespace {

constexpr std::size_t point_bytes = 65;
constexpr std::size_t secret_bytes = 32;
constexpr std::size_t tag_bytes = 16;
constexpr std::size_t nonce_bytes = 12;
constexpr std::string_view info = "waymark sealed push 1";

template <class T, void (*free)(T*)>
struct Freed {
  void operator()(T* value) const { free(value); }
};
using Pkey = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY, EVP_PKEY_free>>;
using PkeyContext = std::unique_ptr<EVP_PKEY_CTX, Freed<EVP_PKEY_CTX, EVP_PKEY_CTX_free>>;
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, Freed<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free>>;

const unsigned char* octets(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }
unsigned char* octets(std::string& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

std::string point_of(EVP_PKEY* key) {
  unsigned char* point = nullptr;
  const std::size_t size = EVP_PKEY_get1_encoded_public_key(key, &point);
  std::string bytes(reinterpret_cast<const char*>(point), size);
  OPENSSL_free(point);
  return bytes;
}

/// What both sides know and nobody else; none for a point that is not on the curve.
std::optional<std::string> shared_secret(EVP_PKEY* own, std::string_view point) {
  const Pkey other(EVP_PKEY_new());
  if (EVP_PKEY_copy_parameters(other.get(), own) != 1 ||
      EVP_PKEY_set1_encoded_public_key(other.get(), octets(point), point.size()) != 1)
    return std::nullopt;
  const PkeyContext context(EVP_PKEY_CTX_new(own, nullptr));
  std::string secret(secret_bytes, '\0');
  std::size_t size = secret.size();
  const bool done = EVP_PKEY_derive_init(context.get()) == 1 &&
                    EVP_PKEY_derive_set_peer(context.get(), other.get()) == 1 &&
                    EVP_PKEY_derive(context.get(), octets(secret), &size) == 1 && size == secret.size();
  return done ? std::optional(secret) : std::nullopt;
}

/// RFC 5869, for one block of output.
Sha256 derived_key(std::string_view secret, std::string_view salt) {
  const Sha256 extracted = hmac_sha256(salt, secret);
  return hmac_sha256(view(extracted), std::string(info) + '\x01');
}

std::optional<std::string> decrypted(const Sha256& key, std::string_view box) {
  constexpr std::array<unsigned char, nonce_bytes> nonce{};
  std::string text(box.size() - tag_bytes, '\0');
  std::string tag(box.substr(text.size()));
  const CipherContext context(EVP_CIPHER_CTX_new());
  int size = 0, rest = 0;
  const bool done =
      EVP_DecryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, key.data(), nonce.data()) == 1 &&
      EVP_DecryptUpdate(context.get(), octets(text), &size, octets(box), static_cast<int>(text.size())) == 1 &&
      EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, static_cast<int>(tag.size()), tag.data()) == 1 &&
      EVP_DecryptFinal_ex(context.get(), octets(text) + size, &rest) == 1;
  return done ? std::optional(text) : std::nullopt;
}

}  // namespace

SealingKey SealingKey::make() { return SealingKey(Key(EVP_EC_gen("P-256"), EVP_PKEY_free)); }

std::optional<SealingKey> SealingKey::from(std::string_view bytes) {
  const unsigned char* der = octets(bytes);
  Key key(d2i_AutoPrivateKey(nullptr, &der, static_cast<long>(bytes.size())), EVP_PKEY_free);
  if (key == nullptr || point_of(key.get()).size() != point_bytes) return std::nullopt;
  return SealingKey(std::move(key));
}

std::string SealingKey::private_bytes() const {
  unsigned char* der = nullptr;
  const int size = i2d_PrivateKey(key_.get(), &der);
  std::string bytes(reinterpret_cast<const char*>(der), static_cast<std::size_t>(size));
  OPENSSL_clear_free(der, static_cast<std::size_t>(size));
  return bytes;
}

std::string SealingKey::public_point() const { return point_of(key_.get()); }

std::optional<std::string> SealingKey::open(const Sealed& sealed) const {
  if (sealed.point.size() != point_bytes || sealed.box.size() < tag_bytes) return std::nullopt;
  const std::optional<std::string> secret = shared_secret(key_.get(), sealed.point);
  if (!secret) return std::nullopt;
  return decrypted(derived_key(*secret, sealed.point + public_point()), sealed.box);
}

}  // namespace waymark::server
