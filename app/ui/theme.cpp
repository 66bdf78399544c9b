#include "app/ui/theme.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace waymark::ui {
namespace {

/// 0xRRGGBB, as the look's table has it, in the order of IM_COL32.
constexpr Colour rgb(std::uint32_t value) {
  return 0xFF000000U | (value & 0xFFU) << 16U | (value & 0xFF00U) | (value >> 16U & 0xFFU);
}

constexpr Colour faded_rgb(std::uint32_t value, std::uint32_t alpha) { return (rgb(value) & 0xFFFFFFU) | alpha << 24U; }

constexpr Theme light{
    .dark = false,
    .paper = rgb(0xFBF7F0),
    .surface = rgb(0xFFFFFF),
    .surface2 = rgb(0xF3ECE0),
    .ink = rgb(0x1E2A2B),
    .ink2 = rgb(0x4A5A5B),
    .primary = rgb(0x0F5C55),
    .on_primary = rgb(0xFFFFFF),
    .accent = rgb(0xF2A93B),
    .on_accent = rgb(0x1E2A2B),
    .kept = rgb(0x1E7A46),
    .under_way = rgb(0x2456A6),
    .not_yet = rgb(0x8A5200),
    .broken = rgb(0xB3261E),
    .hairline = rgb(0xD9CFBF),
    .control_border = rgb(0x8C8271),
    .scrim = faded_rgb(0x1A1410, 0x73),
    .focus = rgb(0x0F5C55),
};

constexpr Theme dark{
    .dark = true,
    .paper = rgb(0x121817),
    .surface = rgb(0x1B2322),
    .surface2 = rgb(0x243030),
    .ink = rgb(0xEEF2EF),
    .ink2 = rgb(0xB6C2BE),
    .primary = rgb(0x6FD3C4),
    .on_primary = rgb(0x0B2522),
    .accent = rgb(0xF6BE62),
    .on_accent = rgb(0x0B2522),
    .kept = rgb(0x7FD99F),
    .under_way = rgb(0xA9C7FF),
    .not_yet = rgb(0xF6BE62),
    .broken = rgb(0xFFB4AB),
    .hairline = rgb(0x3A4745),
    .control_border = rgb(0x7C8B87),
    .scrim = faded_rgb(0x000000, 0x99),
    .focus = rgb(0x6FD3C4),
};

constexpr Theme light_high_contrast{
    .dark = false,
    .high_contrast = true,
    .paper = rgb(0xFFFFFF),
    .surface = rgb(0xFFFFFF),
    .surface2 = rgb(0xF0F0F0),
    .ink = rgb(0x000000),
    .ink2 = rgb(0x262626),
    .primary = rgb(0x003F39),
    .on_primary = rgb(0xFFFFFF),
    .accent = rgb(0xFFC65C),
    .on_accent = rgb(0x000000),
    .kept = rgb(0x004A22),
    .under_way = rgb(0x0B2F6B),
    .not_yet = rgb(0x502F00),
    .broken = rgb(0x7A0C08),
    .hairline = rgb(0x555555),
    .control_border = rgb(0x000000),
    .scrim = faded_rgb(0x000000, 0x99),
    .focus = rgb(0x000000),
};

constexpr Theme dark_high_contrast{
    .dark = true,
    .high_contrast = true,
    .paper = rgb(0x000000),
    .surface = rgb(0x000000),
    .surface2 = rgb(0x1C1C1C),
    .ink = rgb(0xFFFFFF),
    .ink2 = rgb(0xE8E8E8),
    .primary = rgb(0x8CF0E0),
    .on_primary = rgb(0x000000),
    .accent = rgb(0xFFD27A),
    .on_accent = rgb(0x000000),
    .kept = rgb(0x9DF2BA),
    .under_way = rgb(0xC8DBFF),
    .not_yet = rgb(0xFFD27A),
    .broken = rgb(0xFFCBC4),
    .hairline = rgb(0x9A9A9A),
    .control_border = rgb(0xFFFFFF),
    .scrim = faded_rgb(0x000000, 0xB3),
    .focus = rgb(0xFFFFFF),
};

float channel(Colour colour, unsigned shift) { return static_cast<float>(colour >> shift & 0xFFU); }

float luminance(Colour colour) {
  constexpr std::array<float, 3> weights{0.2126F, 0.7152F, 0.0722F};
  float sum = 0;
  for (unsigned i = 0; i < 3; ++i) {
    const float c = channel(colour, i * 8) / 255;
    sum += weights[i] * (c <= 0.04045F ? c / 12.92F : std::pow((c + 0.055F) / 1.055F, 2.4F));
  }
  return sum;
}

/// How much of a tone its ground takes: enough to be seen, so little that the tone stays readable on it.
constexpr float tint_light = 0.09F, tint_dark = 0.16F;

}  // namespace

const Theme& theme_of(bool is_dark, bool high_contrast) {
  if (high_contrast) return is_dark ? dark_high_contrast : light_high_contrast;
  return is_dark ? dark : light;
}

Colour mix(Colour a, Colour b, float share) {
  Colour out = 0xFF000000U;
  for (unsigned shift = 0; shift < 24; shift += 8) {
    const float value = channel(a, shift) + (channel(b, shift) - channel(a, shift)) * share;
    out |= static_cast<Colour>(std::lround(value)) << shift;
  }
  return out;
}

Colour faded(Colour colour, float opacity) {
  const float alpha = channel(colour, 24) * std::clamp(opacity, 0.F, 1.F);
  return (colour & 0x00FFFFFFU) | static_cast<Colour>(std::lround(alpha)) << 24U;
}

float contrast(Colour a, Colour b) {
  const float one = luminance(a), other = luminance(b);
  return (std::max(one, other) + 0.05F) / (std::min(one, other) + 0.05F);
}

Colour ink_of(const Theme& theme, Tone tone) {
  switch (tone) {
    case Tone::primary:
      return theme.primary;
    case Tone::kept:
      return theme.kept;
    case Tone::under_way:
      return theme.under_way;
    case Tone::not_yet:
      return theme.not_yet;
    case Tone::broken:
      return theme.broken;
    case Tone::neutral:
    case Tone::accent:
      break;
  }
  return theme.ink;
}

Tint tint(const Theme& theme, Tone tone) {
  if (tone == Tone::accent) return {theme.accent, theme.on_accent};
  if (tone == Tone::neutral) return {theme.surface2, theme.ink};
  const Colour ink = ink_of(theme, tone);
  return {mix(theme.surface, ink, theme.dark ? tint_dark : tint_light), ink};
}

Tint tonal(const Theme& theme) {
  return {mix(theme.surface, theme.primary, theme.dark ? 0.18F : 0.12F), theme.primary};
}

Tint danger(const Theme& theme) { return tint(theme, Tone::broken); }

}  // namespace waymark::ui
