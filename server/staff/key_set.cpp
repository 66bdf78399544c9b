#include "server/staff/key_set.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>

#include <algorithm>

#include "core/model/json.h"
#include "server/identity/secret.h"

namespace waymark::server::staff {
namespace {

using nlohmann::json;

constexpr std::size_t id_bytes_max = 256;
constexpr std::size_t exponent_bytes_max = 4;
constexpr std::size_t coordinate_bytes = 32;  // P-256; also of each half of a signature (RFC 7518 §3.4)

template <class T, void (*free)(T*)>
struct Freed {
  void operator()(T* value) const { free(value); }
};
using Pkey = std::shared_ptr<EVP_PKEY>;
using PkeyContext = std::unique_ptr<EVP_PKEY_CTX, Freed<EVP_PKEY_CTX, EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX, EVP_MD_CTX_free>>;
using Number = std::unique_ptr<BIGNUM, Freed<BIGNUM, BN_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, Freed<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, Freed<OSSL_PARAM, OSSL_PARAM_free>>;
using Signature = std::unique_ptr<ECDSA_SIG, Freed<ECDSA_SIG, ECDSA_SIG_free>>;

const unsigned char* octets(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }

std::string text_of(const json& object, const char* name) {
  const auto member = object.find(name);
  const auto* text = member == object.end() ? nullptr : member->get_ptr<const std::string*>();
  return text == nullptr ? std::string() : *text;
}

Number number_of(std::string_view bytes) {
  return Number(BN_bin2bn(octets(bytes), static_cast<int>(bytes.size()), nullptr));
}

/// A public key of this type from its numbers; null when they make none.
Pkey key_of(const char* type, OSSL_PARAM_BLD* builder) {
  const Parameters parameters(OSSL_PARAM_BLD_to_param(builder));
  const PkeyContext making(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
  EVP_PKEY* made = nullptr;
  if (parameters == nullptr || EVP_PKEY_fromdata_init(making.get()) != 1 ||
      EVP_PKEY_fromdata(making.get(), &made, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1)
    return nullptr;
  Pkey key(made, EVP_PKEY_free);
  const PkeyContext checking(EVP_PKEY_CTX_new_from_pkey(nullptr, made, nullptr));
  return EVP_PKEY_public_check(checking.get()) == 1 ? key : nullptr;
}

Pkey rsa_key(const json& from) {
  const auto modulus = from_base64url(text_of(from, "n"));
  const auto exponent = from_base64url(text_of(from, "e"));
  if (!modulus || !exponent || modulus->size() > KeySet::modulus_bits_max / 8 || exponent->size() > exponent_bytes_max)
    return nullptr;
  const Number n = number_of(*modulus), e = number_of(*exponent);
  if (BN_num_bits(n.get()) < static_cast<int>(KeySet::modulus_bits_min) || BN_is_odd(n.get()) == 0 ||
      BN_is_odd(e.get()) == 0 || BN_is_one(e.get()) == 1)
    return nullptr;
  const Builder builder(OSSL_PARAM_BLD_new());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get());
  return key_of("RSA", builder.get());
}

Pkey p256_key(const json& from) {
  const auto x = from_base64url(text_of(from, "x"));
  const auto y = from_base64url(text_of(from, "y"));
  if (text_of(from, "crv") != "P-256" || !x || !y || x->size() != coordinate_bytes || y->size() != coordinate_bytes)
    return nullptr;
  const std::string point = '\x04' + *x + *y;
  const Builder builder(OSSL_PARAM_BLD_new());
  OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0);
  OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size());
  return key_of("EC", builder.get());
}

bool is_for_signatures(const json& from) {
  if (const auto use = from.find("use"); use != from.end() && *use != "sig") return false;
  const auto operations = from.find("key_ops");
  return operations == from.end() ||
         (operations->is_array() && std::find(operations->begin(), operations->end(), "verify") != operations->end());
}

/// Two numbers side by side (RFC 7518 §3.4) as OpenSSL reads them.
std::optional<std::string> in_der(std::string_view signature) {
  if (signature.size() != 2 * coordinate_bytes) return std::nullopt;
  const Signature both(ECDSA_SIG_new());
  Number r = number_of(signature.substr(0, coordinate_bytes)), s = number_of(signature.substr(coordinate_bytes));
  if (ECDSA_SIG_set0(both.get(), r.get(), s.get()) != 1) return std::nullopt;
  (void)r.release(), (void)s.release();  // theirs now
  unsigned char* der = nullptr;
  const int size = i2d_ECDSA_SIG(both.get(), &der);
  if (size <= 0) return std::nullopt;
  std::string bytes(reinterpret_cast<const char*>(der), static_cast<std::size_t>(size));
  OPENSSL_free(der);
  return bytes;
}

bool made(EVP_PKEY* key, Algorithm algorithm, std::string_view message, std::string_view signature) {
  const DigestContext context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* settings = nullptr;  // the context's own
  if (EVP_DigestVerifyInit(context.get(), &settings, EVP_sha256(), nullptr, key) != 1) return false;
  if (algorithm == Algorithm::ps256 && (EVP_PKEY_CTX_set_rsa_padding(settings, RSA_PKCS1_PSS_PADDING) != 1 ||
                                        EVP_PKEY_CTX_set_rsa_pss_saltlen(settings, RSA_PSS_SALTLEN_DIGEST) != 1))
    return false;
  std::optional<std::string> der;
  if (algorithm == Algorithm::es256) {
    der = in_der(signature);
    if (!der) return false;
    signature = *der;
  }
  return EVP_DigestVerify(context.get(), octets(signature), signature.size(), octets(message), message.size()) == 1;
}

}  // namespace

std::optional<Algorithm> parse_algorithm(std::string_view name) {
  if (name == "RS256") return Algorithm::rs256;
  if (name == "PS256") return Algorithm::ps256;
  if (name == "ES256") return Algorithm::es256;
  return std::nullopt;
}

Checked<KeySet> KeySet::parse(std::string_view text) {
  if (text.size() > bytes_max) return std::unexpected(Problems{{"", "is too large"}});
  const auto read = parse_json(text, json_depth_max, Fractions::allowed);
  if (!read) return std::unexpected(read.error());
  const auto list = read->is_object() ? read->find("keys") : read->end();
  if (list == read->end() || !list->is_array() || list->size() > keys_max)
    return std::unexpected(Problems{{"/keys", "must be a list of at most " + std::to_string(keys_max) + " keys"}});
  KeySet set;
  for (const json& from : *list) {
    if (!from.is_object() || !is_for_signatures(from)) continue;
    Key key{.id = text_of(from, "kid"), .is_rsa = text_of(from, "kty") == "RSA"};
    if (key.id.size() > id_bytes_max) continue;
    if (from.contains("alg")) {
      key.only = parse_algorithm(text_of(from, "alg"));
      if (!key.only) continue;
    }
    key.key = key.is_rsa ? rsa_key(from) : text_of(from, "kty") == "EC" ? p256_key(from) : nullptr;
    if (key.key != nullptr) set.keys_.push_back(std::move(key));
  }
  if (set.keys_.empty()) return std::unexpected(Problems{{"/keys", "has no key that signatures can be checked with"}});
  return set;
}

bool KeySet::fits(const Key& key, Algorithm algorithm) {
  return key.is_rsa == (algorithm != Algorithm::es256) && key.only.value_or(algorithm) == algorithm;
}

KeySet::Answer KeySet::verifies(Algorithm algorithm, std::string_view id, std::string_view message,
                                std::string_view signature) const {
  const Key* found = nullptr;
  std::size_t count = 0;
  for (const Key& key : keys_) {
    if (!fits(key, algorithm) || (!id.empty() && key.id != id)) continue;
    if (++count == 1) found = &key;
  }
  if (count != 1) return Answer::no_such_key;
  return made(found->key.get(), algorithm, message, signature) ? Answer::good : Answer::bad;
}

}  // namespace waymark::server::staff
