// A platform without a machine, for tests: it keeps what it was asked to do, and time moves when the test says so.
//
//   Headless platform;
//   App app(platform, seed);
//   platform.advance_ms(16);
//   for (client::Effect& effect : platform.take_effects()) …
//
// Words that the bundled font does not cover are as wide as their letters are many, and drawn as plain bars: enough
// for layout, and the same on every machine. Dates and amounts are in English.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/platform/platform.h"

namespace waymark::platform {

class Headless final : public Platform {
 public:
  static constexpr std::uint64_t bar_texture = 0xBA5;  // what draw_word gives: all white

  // ---- what the test says
  void advance_ms(double ms);
  void set_now(client::Moment now) { now_ = now; }

  // ---- what the app asked for
  [[nodiscard]] std::vector<client::Effect> take_effects() { return std::exchange(effects_, {}); }
  [[nodiscard]] std::vector<vault::StretchPin> take_pins() { return std::exchange(pins_, {}); }
  /// Packed changes of the mirror since the last call, one entry a frame that had any.
  [[nodiscard]] std::vector<std::vector<std::byte>> take_mirror() { return std::exchange(mirror_, {}); }
  [[nodiscard]] const std::vector<std::string>& opened() const { return opened_; }
  [[nodiscard]] const std::vector<std::string>& copied() const { return copied_; }
  [[nodiscard]] const std::vector<std::string>& catalogs() const { return catalogs_; }
  /// What was to be said, one entry a speak(): the parts, each as "[en] words".
  [[nodiscard]] const std::vector<std::vector<std::string>>& spoken() const { return spoken_; }
  /// The number of what is being said; 0: silence.
  [[nodiscard]] std::uint32_t speaking() const { return speaking_; }
  [[nodiscard]] int history_depth() const { return history_depth_; }
  /// The phone's back, as the page does it before it tells the app.
  void go_back() { --history_depth_; }
  /// Whether a frame is wanted at the present time. Asking counts: the few frames that settle input are used up.
  [[nodiscard]] bool take_frame();
  /// How often the app was left quickly.
  [[nodiscard]] int left() const { return left_; }
  [[nodiscard]] int drawn_unseen() const { return drawn_unseen_; }
  /// When the next single frame is wanted; negative: none.
  [[nodiscard]] double wake_at_ms() const { return wake_at_ms_; }

  // ---- Platform
  void perform(client::Effect effect) override { effects_.push_back(std::move(effect)); }
  void stretch_pin(vault::StretchPin wanted) override { pins_.push_back(std::move(wanted)); }
  void request_frame(double seconds) override;
  void request_frame_after(double seconds) override;
  void draw_unseen() override { ++drawn_unseen_; }
  double animation_ms() override { return clock_ms_; }
  client::Moment now() override { return now_; }
  void open(std::string_view href) override { opened_.emplace_back(href); }
  void leave() override { ++left_; }
  void copy(std::string_view text) override { copied_.emplace_back(text); }
  void set_history_depth(int depth) override { history_depth_ = depth; }
  void load_catalog(std::string_view language) override { catalogs_.emplace_back(language); }
  void speak(std::uint32_t number, std::span<const Speech> parts) override;
  void stop_speaking() override { speaking_ = 0; }
  std::string format_date(Date date, DateStyle style, std::string_view language) override;
  std::string format_time(std::int64_t utc_ms, std::string_view language) override;
  std::string format_money(std::int64_t pence, std::string_view language) override;
  std::string format_number(std::int64_t value, std::string_view language) override;
  void send_mirror(std::span<const std::byte> changes) override {
    mirror_.emplace_back(changes.begin(), changes.end());
  }
  float measure_word(std::string_view word, const WordStyle& style) override;
  WordImage draw_word(std::string_view word, const WordStyle& style) override;
  std::uint32_t atlas_generation() override { return 1; }

 private:
  double clock_ms_ = 1000;
  double frames_until_ms_ = 0;
  double wake_at_ms_ = -1;
  int frames_settling_ = 0;
  int drawn_unseen_ = 0;
  int left_ = 0;
  client::Moment now_{1795341600000, {2026, 11, 22}};  // 22 November 2026, 10:00 UTC
  std::vector<client::Effect> effects_;
  std::vector<vault::StretchPin> pins_;
  std::vector<std::vector<std::byte>> mirror_;
  std::vector<std::string> opened_, copied_, catalogs_;
  std::vector<std::vector<std::string>> spoken_;
  std::uint32_t speaking_ = 0;
  int history_depth_ = 0;
};

}  // namespace waymark::platform
