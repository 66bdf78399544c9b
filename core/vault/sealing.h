// Sealing what the phone keeps: XChaCha20-Poly1305 of libsodium, with the record's place as associated data, so that
// one put in the place of another does not open.
//
//   Random random(seed);                                          // 32 random bytes of the platform
//   Key key = random.key();
//   std::string box = seal(key, "docs/" + name, text, random);
//   std::optional<std::string> text = open(key, "docs/" + name, box);   // none: damaged, moved, or of another key
//
// Keys are wiped when they go, and cannot be copied by accident.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace waymark::vault {

/// Overwrites text in a way that no compiler leaves out, and empties it.
void wipe(std::string& text);

class Key {
 public:
  static constexpr std::size_t size = 32;
  using Bytes = std::array<unsigned char, size>;

  explicit Key(const Bytes& bytes) : bytes_(bytes) {}
  /// None: not as long as a key is.
  static std::optional<Key> from(std::string_view bytes);
  ~Key();
  Key(Key&& other) noexcept;
  Key& operator=(Key&& other) noexcept;
  Key(const Key&) = delete;
  Key& operator=(const Key&) = delete;

  [[nodiscard]] const Bytes& bytes() const { return bytes_; }
  [[nodiscard]] std::string_view view() const { return {reinterpret_cast<const char*>(bytes_.data()), size}; }
  /// Another key for another purpose, from which this one cannot be found: BLAKE2b of `text`, keyed with this.
  [[nodiscard]] Key derive(std::string_view text) const;

 private:
  Bytes bytes_;
};

/// Random bytes from a seed of the platform's own: BLAKE2b keyed with it, over a counter. Fit for secrets when the seed
/// is.
class Random {
 public:
  explicit Random(const Key::Bytes& seed) : seed_(seed) {}
  [[nodiscard]] Key key();
  /// At most 32.
  [[nodiscard]] std::string bytes(std::size_t count);

 private:
  Key seed_;
  std::uint64_t count_ = 0;
};

/// Version, nonce and box, as bytes.
std::string seal(const Key& key, std::string_view place, std::string_view text, Random& random);
std::optional<std::string> open(const Key& key, std::string_view place, std::string_view box);

/// A name that says nothing of `text` without the key, the same each time: 32 hexadecimal digits.
std::string blind_name(const Key& key, std::string_view text);

}  // namespace waymark::vault
