// The app's platform in a page: effects, words and formats are the page's, frames are asked of the loop.
#pragma once

#include "app/platform/platform.h"
#include "app/platform/web_loop.h"
#include "app/platform/web_words.h"
#include "app/platform/written.h"

namespace waymark::platform {

class WebPlatform final : public Platform {
 public:
  explicit WebPlatform(WebLoop& loop) : loop_(loop) {}

  void perform(client::Effect effect) override;
  void stretch_pin(vault::StretchPin wanted) override;
  void request_frame(double seconds) override { loop_.wake(seconds); }
  void request_frame_after(double seconds) override { loop_.wake_after(seconds); }
  void draw_unseen() override { loop_.draw_unseen(); }
  double animation_ms() override;
  client::Moment now() override;

  void open(std::string_view href) override;
  void leave() override;
  void copy(std::string_view text) override;
  void set_history_depth(int depth) override;
  void load_catalog(std::string_view language) override;
  void speak(std::uint32_t number, std::span<const Speech> parts) override;
  void stop_speaking() override;

  std::string format_date(Date date, DateStyle style, std::string_view language) override;
  std::string format_time(std::int64_t utc_ms, std::string_view language) override;
  std::string format_money(std::int64_t pence, std::string_view language) override;
  std::string format_number(std::int64_t value, std::string_view language) override;

  void send_mirror(std::span<const std::byte> changes) override;

  float measure_word(std::string_view word, const WordStyle& style) override;
  WordImage draw_word(std::string_view word, const WordStyle& style) override;
  std::uint32_t atlas_generation() override { return words_.generation(); }

  Words& words() { return words_; }
  /// Device pixels a CSS pixel, for words drawn from now on.
  void set_pixel_ratio(float ratio);
  /// The page was away: it may be another day, in another time zone.
  void forget_written() { written_.forget(); }

 private:
  WebLoop& loop_;
  Words words_;
  float pixel_ratio_ = 1;
  Written written_;
  int today_ = 0;  // as page_today() said it last
};

}  // namespace waymark::platform
