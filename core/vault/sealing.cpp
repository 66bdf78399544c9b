#include "core/vault/sealing.h"

#include <sodium/crypto_aead_xchacha20poly1305.h>
#include <sodium/crypto_generichash.h>
#include <sodium/utils.h>

#include <algorithm>

namespace waymark::vault {

// sodium_init() is not called: it looks for faster code of this processor and for the system's random numbers. Here the
// portable code is all there is, and randomness is handed in.

namespace {

constexpr char version = 1;
constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t head_size = 1 + nonce_size;
static_assert(Key::size == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
static_assert(Key::size == crypto_generichash_BYTES);

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

std::string hash(const Key& key, std::string_view text, std::size_t size) {
  std::string sum(size, '\0');
  crypto_generichash(bytes_of(sum), size, bytes_of(text), text.size(), key.bytes().data(), Key::size);
  return sum;
}

}  // namespace

void wipe(std::string& text) {
  sodium_memzero(text.data(), text.size());
  text.clear();
}

std::optional<Key> Key::from(std::string_view bytes) {
  if (bytes.size() != size) return std::nullopt;
  Key key{Bytes{}};
  std::ranges::copy(bytes, key.bytes_.begin());
  return key;
}

Key::~Key() { sodium_memzero(bytes_.data(), size); }

Key::Key(Key&& other) noexcept : bytes_(other.bytes_) { sodium_memzero(other.bytes_.data(), size); }

Key& Key::operator=(Key&& other) noexcept {
  if (this == &other) return *this;
  bytes_ = other.bytes_;
  sodium_memzero(other.bytes_.data(), size);
  return *this;
}

Key Key::derive(std::string_view text) const {
  Bytes derived;
  crypto_generichash(derived.data(), size, bytes_of(text), text.size(), bytes_.data(), size);
  Key key(derived);
  sodium_memzero(derived.data(), size);
  return key;
}

std::string Random::bytes(std::size_t count) {
  std::string counted(sizeof count_, '\0');
  for (std::size_t i = 0; i < sizeof count_; ++i) counted[i] = static_cast<char>(count_ >> (8 * i));
  ++count_;
  return hash(seed_, counted, Key::size).substr(0, count);
}

Key Random::key() {
  std::string drawn = bytes(Key::size);
  std::optional<Key> key = Key::from(drawn);
  wipe(drawn);
  return std::move(*key);
}

std::string seal(const Key& key, std::string_view place, std::string_view text, Random& random) {
  const std::string nonce = random.bytes(nonce_size);
  std::string box(head_size + text.size() + tag_size, '\0');
  box[0] = version;
  std::ranges::copy(nonce, box.begin() + 1);
  crypto_aead_xchacha20poly1305_ietf_encrypt(bytes_of(box) + head_size, nullptr, bytes_of(text), text.size(),
                                             bytes_of(place), place.size(), nullptr, bytes_of(nonce),
                                             key.bytes().data());
  return box;
}

std::optional<std::string> open(const Key& key, std::string_view place, std::string_view box) {
  if (box.size() < head_size + tag_size || box[0] != version) return std::nullopt;
  const std::string_view sealed = box.substr(head_size);
  std::string text(sealed.size() - tag_size, '\0');
  const int failed =
      crypto_aead_xchacha20poly1305_ietf_decrypt(bytes_of(text), nullptr, nullptr, bytes_of(sealed), sealed.size(),
                                                 bytes_of(place), place.size(), bytes_of(box) + 1, key.bytes().data());
  if (failed != 0) return std::nullopt;
  return text;
}

std::string blind_name(const Key& key, std::string_view text) {
  constexpr std::size_t size = 16;
  std::string name;
  for (const char byte : hash(key, text, size)) {
    name += "0123456789abcdef"[(static_cast<unsigned char>(byte) >> 4U) & 15U];
    name += "0123456789abcdef"[static_cast<unsigned char>(byte) & 15U];
  }
  return name;
}

}  // namespace waymark::vault
