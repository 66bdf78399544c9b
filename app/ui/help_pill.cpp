#include "app/ui/help_pill.h"

#include <algorithm>
#include <cmath>

namespace waymark::ui {
namespace {

constexpr float start_px = 13, gap_px = 8, end_px = 16, between_px = 10;

/// The pill itself, at the end of the box.
Box pill_of(const Box& box, const HelpPill& pill) {
  return {box.x + pill.leave_px, box.y, box.width - pill.leave_px, box.height};
}

Box leave_of(const Box& box, const HelpPill& pill) {
  const float size = pill.leave_px - between_px;
  return {box.x, std::round(box.middle_y() - size / 2), size, size};
}

}  // namespace

HelpPill lay_help_pill(const Ui::State& s, std::string_view label) {
  const float button = std::max(Space::target, s.icon_px(24) + 20);
  const float leave = s.leave_label.empty() ? 0 : button + between_px;
  const float around_words = leave + start_px + s.icon_px(20) + gap_px + end_px;
  // Beside it is a way back, or to close.
  const float room = s.around.width_px - s.around.inset_left_px - s.around.inset_right_px - s.rail_px - Space::margin -
                     2 * between_px - button;
  text::Style style;
  float wanted = 0;
  for (const float scale : {2.F, 1.5F, 1.25F, 1.F}) {  // the words grow with the others as long as there is room
    style = s.style(Type::secondary);
    const float smaller = std::min(1.F, scale / s.around.text_scale);
    style.size_px *= smaller;
    style.line_height_px = std::round(style.line_height_px * smaller);
    style.semibold = true;
    style.lines_max = 1;
    wanted = std::ceil(text::layout(label, style, 1e6F).width);
    if (around_words + wanted <= room) break;
  }
  const text::Layout& words =
      text::layout(label, style, std::min(wanted, std::max(1.F, std::floor(room - around_words))));
  return {.label = label,
          .words = &words,
          .leave_px = leave,
          .width = around_words + std::ceil(words.width),
          .height = std::max(40.F, words.height + 14)};
}

void paint_help_pill(Ui::State& s, const Box& whole, const HelpPill& pill) {
  if (pill.leave_px > 0) s.pen.icon(Icon::eye_off, leave_of(whole, pill).centred(s.icon_px(24)), s.theme->ink);
  const Box box = pill_of(whole, pill);
  const float icon = s.icon_px(20);
  s.pen.fill(box, s.theme->surface2, box.height / 2);
  s.pen.icon(Icon::life_buoy, {box.x + start_px, std::round(box.middle_y() - icon / 2), icon, icon}, s.theme->ink);
  s.pen.text(*pill.words, box.x + start_px + icon + gap_px, std::round(box.middle_y() - pill.words->height / 2),
             s.theme->ink);
}

bool touch_help_pill(Ui::State& s, NodeId id, const Box& whole, const HelpPill& pill) {
  if (pill.leave_px > 0) {
    const NodeId leave = Ui::State::hash(id, "leave");
    const Box round = leave_of(whole, pill);
    const Touched touched_leave = s.touch(leave, round);
    s.press_tint(leave, touched_leave, round, round.width / 2, s.theme->ink);
    s.focus_ring(leave, round.inset(2), round.width / 2);
    s.describe(NodeRole::button, leave, round, s.leave_label);
    s.leaving |= touched_leave.activated;
  }
  const Box box = pill_of(whole, pill);
  const Box target = box.inset(std::min(0.F, (box.height - Space::target) / 2));
  const Touched touched = s.touch(id, target);
  s.press_tint(id, touched, box, box.height / 2, s.theme->ink);
  s.focus_ring(id, box, box.height / 2);
  s.describe(NodeRole::button, id, target, pill.label);
  return touched.activated;
}

}  // namespace waymark::ui
