// Colours, type and measures of the look, in one place. Colours carry their role's name; every pair that is used
// for text has at least 4.5:1, for controls and focus 3:1 (checked by a test). In high contrast it is 7:1 and 4.5:1.
#pragma once

#include <cstdint>

namespace waymark::ui {

using Colour = std::uint32_t;  // IM_COL32 order

/// What a coloured piece says. Always together with an icon and a word.
enum class Tone : std::uint8_t { neutral, primary, accent, kept, under_way, not_yet, broken };

struct Theme {
  bool dark = false, high_contrast = false;
  Colour paper, surface, surface2, ink, ink2, primary, on_primary, accent, on_accent;
  Colour kept, under_way, not_yet, broken, hairline, control_border, scrim, focus;
};
/// `high_contrast`: for whoever has asked the system for more (WCAG 1.4.6: text 7:1), with borders that are seen.
const Theme& theme_of(bool dark, bool high_contrast);

/// `share` of `b` over `a`, opaque.
Colour mix(Colour a, Colour b, float share);
/// The same colour with another opacity, 0–1.
Colour faded(Colour colour, float opacity);
/// Contrast of two opaque colours by WCAG 2.2 (relative luminance), 1–21.
float contrast(Colour a, Colour b);

/// A tinted ground and what may be written on it.
struct Tint {
  Colour ground, ink;
};
/// Of chips, notices and the discs behind icons.
Tint tint(const Theme& theme, Tone tone);
/// The tone as a colour for icons and words on paper or surface. The accent never is one there: it gives ink.
Colour ink_of(const Theme& theme, Tone tone);
/// Of the quiet (tonal) button.
Tint tonal(const Theme& theme);
/// Of the button that removes something.
Tint danger(const Theme& theme);

/// Text styles: size / line height in CSS px at 100% text.
enum class Type : std::uint8_t {
  title,      // 28/34 semibold
  section,    // 20/26 semibold
  body,       // 17/25
  strong,     // 17/25 semibold
  secondary,  // 15/22
  button,     // 17/22 semibold
  tab,        // 12.5/16
  quote,      // 20/29, the young person's own words
};

struct TypeMeasure {
  float size_px, line_height_px;
  bool semibold;
};
constexpr TypeMeasure measure_of(Type type) {
  switch (type) {
    case Type::title:
      return {28, 34, true};
    case Type::section:
      return {20, 26, true};
    case Type::body:
      return {17, 25, false};
    case Type::strong:
      return {17, 25, true};
    case Type::secondary:
      return {15, 22, false};
    case Type::button:
      return {17, 22, true};
    case Type::tab:
      return {12.5F, 16, true};
    case Type::quote:
      return {20, 29, false};
  }
  return {17, 25, false};
}

/// Measures in CSS px (4 px grid).
struct Space {
  static constexpr float margin = 20, card_padding = 16, card_gap = 12, card_radius = 16, button_height = 48,
                         button_radius = 24, row_height = 56, icon = 24, target = 44;
};

}  // namespace waymark::ui
