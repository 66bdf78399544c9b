#include "app/ui/help_pill.h"

#include <algorithm>
#include <cmath>

namespace waymark::ui {
namespace {

constexpr float start_px = 13, gap_px = 8, end_px = 16;

}  // namespace

HelpPill lay_help_pill(const Ui::State& s, std::string_view label) {
  text::Style style = s.style(Type::secondary);
  style.semibold = true;
  style.lines_max = 1;
  const text::Layout& words = text::layout(label, style, std::floor(s.around.width_px * 0.5F));
  return {.label = label,
          .words = &words,
          .width = start_px + s.icon_px(20) + gap_px + std::ceil(words.width) + end_px,
          .height = std::max(40.F, words.height + 14)};
}

void paint_help_pill(Ui::State& s, const Box& box, const HelpPill& pill) {
  const float icon = s.icon_px(20);
  s.pen.fill(box, s.theme->surface2, box.height / 2);
  s.pen.icon(Icon::life_buoy, {box.x + start_px, std::round(box.middle_y() - icon / 2), icon, icon}, s.theme->ink);
  s.pen.text(*pill.words, box.x + start_px + icon + gap_px, std::round(box.middle_y() - pill.words->height / 2),
             s.theme->ink);
}

bool touch_help_pill(Ui::State& s, NodeId id, const Box& box, const HelpPill& pill) {
  const Box target = box.inset(std::min(0.F, (box.height - Space::target) / 2));
  const Touched touched = s.touch(id, target);
  s.press_tint(id, touched, box, box.height / 2, s.theme->ink);
  s.focus_ring(id, box, box.height / 2);
  s.describe(NodeRole::button, id, target, pill.label);
  return touched.activated;
}

}  // namespace waymark::ui
