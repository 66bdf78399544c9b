// Goal: every pair of colours that the widgets put on each other can be read by someone with weak sight (WCAG 2.2:
// 1.4.3 text 4.5:1, 1.4.11 controls and focus 3:1; in high contrast 7:1 and 4.5:1), in every theme. The pairs are those
// of the drawing code.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "app/ui/theme.h"

namespace waymark::ui {
namespace {

struct Pair {
  std::string what;
  Colour ink, ground;
};

constexpr Tone tones[] = {Tone::neutral,   Tone::primary, Tone::accent, Tone::kept,
                          Tone::under_way, Tone::not_yet, Tone::broken};

std::vector<Pair> texts(const Theme& t) {
  std::vector<Pair> out{{"ink on paper", t.ink, t.paper},
                        {"ink on surface", t.ink, t.surface},
                        {"ink on surface 2", t.ink, t.surface2},
                        {"ink 2 on paper", t.ink2, t.paper},
                        {"ink 2 on surface", t.ink2, t.surface},
                        {"ink 2 on surface 2 (segments, disabled fields)", t.ink2, t.surface2},
                        {"filled button", t.on_primary, t.primary},
                        {"tonal button", tonal(t).ink, tonal(t).ground},
                        {"danger button", danger(t).ink, danger(t).ground},
                        {"text button on paper", t.primary, t.paper},
                        {"text button on surface", t.primary, t.surface},
                        {"error under a field", t.broken, t.paper},
                        {"error in a sheet", t.broken, t.surface},
                        {"current row's detail", t.ink2, tonal(t).ground},
                        {"chosen segment, dark", t.ink, mix(t.surface2, t.primary, t.dark ? 0.28F : 0)},
                        {"snackbar", t.paper, t.ink},
                        {"snackbar's action", theme_of(!t.dark, t.high_contrast).primary, t.ink}};
  for (const Tone tone : tones) {
    out.push_back({"chip of tone " + std::to_string(static_cast<int>(tone)), tint(t, tone).ink, tint(t, tone).ground});
    out.push_back({"text in a notice of that tone", t.ink, tone == Tone::accent ? t.surface : tint(t, tone).ground});
    out.push_back({"words of that tone on surface", ink_of(t, tone), t.surface});
    out.push_back({"words of that tone on paper", ink_of(t, tone), t.paper});
    out.push_back(
        {"text button in a notice of that tone", t.primary, tone == Tone::accent ? t.surface : tint(t, tone).ground});
  }
  return out;
}

std::vector<Pair> shapes(const Theme& t) {
  return {{"field border on paper", t.control_border, t.paper},
          {"field border on surface", t.control_border, t.surface},
          {"focus ring on paper", t.focus, t.paper},
          {"focus ring on surface", t.focus, t.surface},
          {"filled button on surface", t.primary, t.surface},
          {"tick on its disc", t.dark ? t.on_primary : t.surface, t.kept},
          {"tick's disc on surface", t.kept, t.surface},
          {"ring on surface", t.primary, t.surface},
          {"news dot on surface", t.broken, t.surface},
          {"chevron on surface", t.ink2, t.surface},
          {"current place's icon on its pill", t.primary, tonal(t).ground}};
}

/// Every theme, light and dark.
std::vector<const Theme*> themes() {
  std::vector<const Theme*> out;
  for (const bool dark : {false, true})
    for (const bool high_contrast : {false, true}) out.push_back(&theme_of(dark, high_contrast));
  return out;
}

std::string name_of(const Theme& theme) {
  return std::string(theme.dark ? ", dark" : ", light") + (theme.high_contrast ? ", high contrast" : "");
}

TEST(Theme, TextCanBeReadOnEveryGround) {
  for (const Theme* theme : themes())
    for (const Pair& pair : texts(*theme))
      EXPECT_GE(contrast(pair.ink, pair.ground), theme->high_contrast ? 7.F : 4.5F) << pair.what << name_of(*theme);
}

TEST(Theme, ControlsAndFocusStandOut) {
  for (const Theme* theme : themes())
    for (const Pair& pair : shapes(*theme))
      EXPECT_GE(contrast(pair.ink, pair.ground), theme->high_contrast ? 4.5F : 3.F) << pair.what << name_of(*theme);
}

TEST(Theme, CardsHaveAnEdgeInHighContrast) {
  for (const bool dark : {false, true}) {
    const Theme& theme = theme_of(dark, true);
    EXPECT_GE(contrast(theme.hairline, theme.paper), 3.F) << name_of(theme);
  }
}

TEST(Theme, ContrastIsThatOfTheStandard) {
  EXPECT_NEAR(contrast(0xFF000000U, 0xFFFFFFFFU), 21, 0.01);
  EXPECT_NEAR(contrast(0xFF777777U, 0xFFFFFFFFU), 4.48, 0.01);  // the well-known grey that just fails
  EXPECT_NEAR(contrast(0xFFFFFFFFU, 0xFFFFFFFFU), 1, 0.001);
}

TEST(Theme, MixingAndFadingKeepTheRest) {
  EXPECT_EQ(mix(0xFF000000U, 0xFFFFFFFFU, 0.5F), 0xFF808080U);
  EXPECT_EQ(faded(0xFF123456U, 0.5F), 0x80123456U);
  EXPECT_EQ(faded(0x80123456U, 0.5F), 0x40123456U);
}

}  // namespace
}  // namespace waymark::ui
