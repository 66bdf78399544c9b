// The packed messages between the module and the page (web/wire.js is the other end). Little endian, back to back;
// text and bytes: u32 length, then the bytes. A message begins with its kind.
//
// Effects, to the page:
//   1 open_store   text profile, u8 take_over
//   2 commit       u64 batch, u32 n, n × {text store, text key, bytes}, u32 m, m × {text store, text key}
//   3 erase_store  text profile, u8 keep_left
//   4 send         u64 request, text method, text path, text token, bytes body
//   5 wake_at      u64 utc_ms (0: cancel)
//   6 forget_link
//   7 leave_to_send text key, text text
//   8 stretch_pin  u64 request, text profile, text pin, text salt (bytes), u32 memory_kib, u32 passes, u8 fresh
// Messages, from the page:
//   1 start        bytes regular font, bytes semibold font, 4 × u64 seed, text link_code, text link_device,
//                  text profile, u8 online
//   2 store_opened text profile, u32 n, n × {text store, text key, bytes}
//   3 store_failed u8 taken, text reason
//   4 committed    u64 batch
//   5 commit_failed u64 batch, u8 full
//   6 replied      u64 request, u32 status, u32 retry_after_s, bytes body
//   7 online       u8
//   8 visible
//   9 woken
//  10 mirror       u8 kind (MirrorEvent::Kind), u32 id, u8 visible, text
//  11 catalog      text language, bytes
//  12 went_back    u8 shown (the browser has moved the screens already)
//  13 copied       u8 done
//  14 voices       u32 n, n × text language
//  15 spoken       u32 number
//  16 pin_stretched u64 request, bytes stretched, bytes device (both empty: it could not), u32 took_ms
//  17 leave        (quickly: it was asked for outside of the canvas)
// To be said, to the page: u32 number, u32 n, n × {text language, text words}
#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace waymark::platform {

enum class ToPage : std::uint8_t {
  open_store = 1,
  commit,
  erase_store,
  send,
  wake_at,
  forget_link,
  leave_to_send,
  stretch_pin
};
enum class FromPage : std::uint8_t {
  start = 1,
  store_opened,
  store_failed,
  committed,
  commit_failed,
  replied,
  online,
  visible,
  woken,
  mirror,
  catalog,
  went_back,
  copied,
  voices,
  spoken,
  pin_stretched,
  leave,
};

class WireWriter {
 public:
  template <class Number>
  WireWriter& number(Number value) {
    append(&value, sizeof value);
    return *this;
  }
  WireWriter& text(std::string_view value) {
    number(static_cast<std::uint32_t>(value.size()));
    append(value.data(), value.size());
    return *this;
  }
  [[nodiscard]] std::span<const std::byte> bytes() const { return bytes_; }

 private:
  void append(const void* from, std::size_t size) {
    const auto* first = static_cast<const std::byte*>(from);
    bytes_.insert(bytes_.end(), first, first + size);
  }
  std::vector<std::byte> bytes_;
};

/// Reads what the page wrote. Past the end it gives zeros and empty text, and `ok` is false.
class WireReader {
 public:
  explicit WireReader(std::span<const std::byte> bytes) : rest_(bytes) {}

  template <class Number>
  Number number() {
    Number value{};
    const std::span<const std::byte> part = take(sizeof value);
    if (part.size() == sizeof value) std::memcpy(&value, part.data(), sizeof value);
    return value;
  }
  std::uint8_t byte() { return number<std::uint8_t>(); }
  /// A view into the message.
  std::string_view text() {
    const std::span<const std::byte> part = take(number<std::uint32_t>());
    return {reinterpret_cast<const char*>(part.data()), part.size()};
  }
  [[nodiscard]] bool ok() const { return ok_; }

 private:
  std::span<const std::byte> take(std::size_t size) {
    if (size > rest_.size()) {
      ok_ = false;
      rest_ = {};
      return {};
    }
    const std::span<const std::byte> part = rest_.first(size);
    rest_ = rest_.subspan(size);
    return part;
  }
  std::span<const std::byte> rest_;
  bool ok_ = true;
};

}  // namespace waymark::platform
