#include "server/staff/remembered.h"

#include <openssl/evp.h>

#include <array>
#include <memory>

#include "server/identity/secret.h"

namespace waymark::server::staff {
namespace {

constexpr std::size_t state_bytes = 16, nonce_bytes = 16, verifier_bytes = 32, until_bytes = 8;
constexpr std::size_t plain_bytes = state_bytes + nonce_bytes + verifier_bytes + until_bytes;
constexpr std::size_t iv_bytes = 12;
constexpr std::size_t tag_bytes = 16;

struct Freed {
  void operator()(EVP_CIPHER_CTX* value) const { EVP_CIPHER_CTX_free(value); }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, Freed>;

const unsigned char* octets(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }
unsigned char* octets(std::string& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

std::string associated(std::string_view context) {
  return "waymark staff sign-in 1" + std::string(1, '\0') + std::string(context);
}

std::string in_bytes(std::int64_t number) {
  std::string bytes;
  for (int shift = 56; shift >= 0; shift -= 8) bytes += static_cast<char>(static_cast<std::uint64_t>(number) >> shift);
  return bytes;
}

std::int64_t number_in(std::string_view bytes) {
  std::uint64_t number = 0;
  for (const char c : bytes) number = (number << 8U) | static_cast<unsigned char>(c);
  return static_cast<std::int64_t>(number);
}

}  // namespace

Remembered Remembered::make(std::int64_t now_utc_ms) {
  return {.state = base64url(random_bytes(state_bytes)),
          .nonce = base64url(random_bytes(nonce_bytes)),
          .verifier = base64url(random_bytes(verifier_bytes)),
          .until_utc_ms = now_utc_ms + ms_max};
}

std::string Remembered::challenge() const { return base64url(view(sha256(verifier))); }

std::string seal(const Remembered& one, std::string_view key, std::string_view context) {
  const std::string plain = from_base64url(one.state).value_or("") + from_base64url(one.nonce).value_or("") +
                            from_base64url(one.verifier).value_or("") + in_bytes(one.until_utc_ms);
  const std::string iv = random_bytes(iv_bytes);
  const std::string also = associated(context);
  std::string box(plain.size(), '\0'), tag(tag_bytes, '\0');
  const Context cipher(EVP_CIPHER_CTX_new());
  int size = 0, rest = 0;
  const bool done =
      EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, octets(key), octets(iv)) == 1 &&
      EVP_EncryptUpdate(cipher.get(), nullptr, &size, octets(also), static_cast<int>(also.size())) == 1 &&
      EVP_EncryptUpdate(cipher.get(), octets(box), &size, octets(plain), static_cast<int>(plain.size())) == 1 &&
      EVP_EncryptFinal_ex(cipher.get(), octets(box) + size, &rest) == 1 &&
      EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, static_cast<int>(tag.size()), tag.data()) == 1;
  return done ? base64url(iv + box + tag) : std::string();
}

std::optional<Remembered> unseal(std::string_view cookie, std::string_view key, std::string_view context,
                                 std::int64_t now_utc_ms) {
  const auto bytes = from_base64url(cookie);
  if (!bytes || bytes->size() != iv_bytes + plain_bytes + tag_bytes) return std::nullopt;
  const std::string iv = bytes->substr(0, iv_bytes), box = bytes->substr(iv_bytes, plain_bytes);
  std::string tag = bytes->substr(iv_bytes + plain_bytes), plain(plain_bytes, '\0');
  const std::string also = associated(context);
  const Context cipher(EVP_CIPHER_CTX_new());
  int size = 0, rest = 0;
  const bool done =
      EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, octets(key), octets(iv)) == 1 &&
      EVP_DecryptUpdate(cipher.get(), nullptr, &size, octets(also), static_cast<int>(also.size())) == 1 &&
      EVP_DecryptUpdate(cipher.get(), octets(plain), &size, octets(box), static_cast<int>(box.size())) == 1 &&
      EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, static_cast<int>(tag.size()), tag.data()) == 1 &&
      EVP_DecryptFinal_ex(cipher.get(), octets(plain) + size, &rest) == 1;
  if (!done) return std::nullopt;
  const std::string_view all = plain;
  Remembered one{.state = base64url(all.substr(0, state_bytes)),
                 .nonce = base64url(all.substr(state_bytes, nonce_bytes)),
                 .verifier = base64url(all.substr(state_bytes + nonce_bytes, verifier_bytes)),
                 .until_utc_ms = number_in(all.substr(plain_bytes - until_bytes))};
  return now_utc_ms <= one.until_utc_ms ? std::optional(std::move(one)) : std::nullopt;
}

}  // namespace waymark::server::staff
