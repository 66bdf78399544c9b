// What the app asks of the machine it runs on. One implementation a platform: web (SDL2 + WebGL2 in a page),
// headless (tests). The platform decides nothing: it carries out and reports back.
//
// Ownership: the platform outlives the App. Everything is called on one thread. Text is UTF-8.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/client/client.h"
#include "core/model/date.h"
#include "core/vault/vault.h"

namespace waymark::platform {

enum class DateStyle : std::uint8_t {
  full,       // "Monday 3 March 2026"
  day,        // "Monday 3 March" (year added when it is not this year's)
  short_day,  // "3 Mar"
};

/// Words to be said by a voice of their language.
struct Speech {
  std::string text;
  std::string language;  // BCP 47
};

/// How a word looks, for words that the browser draws.
struct WordStyle {
  float size_px = 17;      // CSS px
  bool semibold = false;
  bool rtl = false;        // direction of the word's run
  std::string_view lang;   // BCP 47
};

/// A word drawn by the browser into one of our atlas textures, in device pixels; uv in 0…1.
struct WordImage {
  std::uint64_t texture = 0;  // ImTextureID; 0: nothing was drawn
  float u0 = 0, v0 = 0, u1 = 0, v1 = 0;
  float left_px = 0;          // CSS px from the pen position to the image's left edge
  float top_px = 0;           // CSS px from the baseline up to the image's top edge (positive is up)
  float width_px = 0, height_px = 0;
  bool coloured = false;      // emoji: draw untinted
};

class Platform {
 public:
  virtual ~Platform() = default;

  /// Carries out one effect of the client; its reply comes back as an event through App::on.
  virtual void perform(client::Effect effect) = 0;
  /// Does the work of a PIN, away from the thread that draws -> vault::PinStretched through App::on.
  virtual void stretch_pin(vault::StretchPin wanted) = 0;
  /// A frame is wanted now and until `seconds` from now (0: just the few frames that settle input).
  virtual void request_frame(double seconds) = 0;
  /// One frame is wanted in `seconds`, none until then: a message goes away, a held button answers. The earliest one
  /// asked for counts; asked again by each frame that still wants it. By default drawn through until then.
  virtual void request_frame_after(double seconds) { request_frame(seconds); }
  /// Draws once more if the page is not seen, where nothing is drawn otherwise: what was on the screen must not stay there.
  virtual void draw_unseen() = 0;
  /// Milliseconds that only grow, for animation. Not a wall clock.
  virtual double animation_ms() = 0;
  virtual client::Moment now() = 0;

  /// tel:, sms:, mailto: or https: link.
  virtual void open(std::string_view href) = 0;
  /// Shows nothing of the app from now on, and goes to somewhere that says nothing when what is being kept is kept.
  virtual void leave() = 0;
  virtual void copy(std::string_view text) = 0;  // -> App::copied
  /// Depth of the screen stack, so that the phone's back goes one screen back (App::went_back). No text enters history.
  virtual void set_history_depth(int depth) = 0;
  /// Asks for the catalog of a language -> App::catalog_arrived. English needs none.
  virtual void load_catalog(std::string_view language) = 0;
  /// Says the parts one after the other; what was being said ends. -> App::spoken(number) when all is said, or when it
  /// could not be. Which languages there are voices for: App::voices.
  virtual void speak(std::uint32_t number, std::span<const Speech> parts) = 0;
  virtual void stop_speaking() = 0;  // and no App::spoken

  virtual std::string format_date(Date date, DateStyle style, std::string_view language) = 0;
  virtual std::string format_time(std::int64_t utc_ms, std::string_view language) = 0;   // "14:30", today; else with the day
  virtual std::string format_money(std::int64_t pence, std::string_view language) = 0;   // "£3,000", pence only when there are any
  virtual std::string format_number(std::int64_t value, std::string_view language) = 0;

  /// Sends one packed buffer of changes to the page (format: app/ui/mirror.h).
  virtual void send_mirror(std::span<const std::byte> changes) = 0;

  /// Advance of a word in CSS px, by the browser's shaping.
  virtual float measure_word(std::string_view word, const WordStyle& style) = 0;
  /// Draws a word into the atlas at the device's pixel density. Images live until atlas_generation() changes.
  virtual WordImage draw_word(std::string_view word, const WordStyle& style) = 0;
  /// Grows when the atlas was emptied (full, context lost): cached images are void.
  virtual std::uint32_t atlas_generation() = 0;
};

}  // namespace waymark::platform
