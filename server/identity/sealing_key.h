// The endpoint's key for what phones leave with their service worker: sealed, so that nothing readable lies on the phone
// while the app is closed. Anyone can seal, only an endpoint on this database can open.
//
//   SealingKey key = SealingKey::make();
//   std::string to_phones = base64url(key.public_point());
//   std::optional<std::string> text = key.open({point, box});      // none: not sealed with it
//
// ECDH on P-256 with a key that is used once, HKDF-SHA256 (RFC 5869), AES-256-GCM: what WebCrypto has in every browser
// (web/later.js is the other side).
// The salt binds both public keys; as each key seals one text only, the nonce is zero.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct evp_pkey_st;  // OpenSSL's EVP_PKEY

namespace waymark::server {

struct Sealed {
  std::string point;  // the sealer's public key, uncompressed: 65 bytes
  std::string box;    // what was sealed, and the tag: 16 bytes
};

class SealingKey {
 public:
  static SealingKey make();
  /// From private_bytes(); none if they are something else.
  static std::optional<SealingKey> from(std::string_view bytes);

  [[nodiscard]] std::string private_bytes() const;  // DER, for the database only
  [[nodiscard]] std::string public_point() const;   // uncompressed: 65 bytes
  [[nodiscard]] std::optional<std::string> open(const Sealed& sealed) const;

 private:
  using Key = std::shared_ptr<evp_pkey_st>;
  explicit SealingKey(Key key) : key_(std::move(key)) {}

  Key key_;
};

}  // namespace waymark::server
