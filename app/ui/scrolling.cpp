// Areas that scroll: where their content begins, what brings a thing into view, the thin bar that shows the place.
#include <algorithm>
#include <cmath>

#include "app/ui/state.h"

namespace waymark::ui {
namespace {

constexpr double indicator_ms = 700;
constexpr float show_margin_px = 16;  // kept free around what is brought into view

}  // namespace

void Ui::State::step_scrollers() {
  for (auto& [id, scrolling] : scrollings)
    if (scrolling.seen_frame + 1 == frame) scrolling.scroller.step(now_ms);
}

float Ui::State::begin_scrolling(NodeId id, const Box& view, float room_px) {
  Scrolling& scrolling = scrollings[id];
  scrolling.view = view;
  scrolling.room_px = room_px;
  scrolling.layer = layer;
  scrolling.seen_frame = frame;
  scrolling.used_ms = now_ms;
  // Text stands on whole CSS pixels, so things are placed on them; the rest of the way, in device pixels, everything
  // drawn is moved together at the end. Scrolling is as fine as the screen and nothing jitters against anything.
  const float offset = scrolling.scroller.offset(), whole = std::floor(offset);
  scrolling.fraction = std::round((offset - whole) * pen.pixel_ratio()) / pen.pixel_ratio();
  pen.push_clip(view);
  scrolling.mark = pen.mark();
  scroller_stack.push_back(id);
  const float top_y = view.y - whole;
  const ImVec4 r = pen.on_screen(view);
  origins.emplace_back(r.x, top_y);
  return top_y;
}

void Ui::State::end_scrolling(NodeId id, float content_height) {
  Scrolling& scrolling = scrollings[id];
  const bool grew =
      scrolling.scroller.content() != content_height || scrolling.scroller.view() != scrolling.view.height;
  scrolling.scroller.resize(scrolling.view.height, content_height);
  if (grew) motion.busy_until(now_ms + 1);
  draw_rings();
  pen.move_since(scrolling.mark, 0, -scrolling.fraction);
  draw_indicator(id);
  pen.pop_clip();
  origins.pop_back();
  scroller_stack.pop_back();
}

void Ui::State::show(const Box& box) {
  for (std::size_t i = scroller_stack.size(); i-- > 0;) {
    Scrolling& scrolling = scrollings[scroller_stack[i]];
    const float above = box.y - scrolling.view.y - show_margin_px;
    const float below = box.bottom() - scrolling.view.bottom() + show_margin_px;
    const float way = above < 0 ? above : below > 0 ? std::min(below, above) : 0;
    if (way != 0) scrolling.scroller.scroll_by(way, now_ms, !around.reduced_motion);
  }
}

float Ui::State::height_seen_whole() const {
  if (scroller_stack.empty()) return around.height_px;
  const float room = scrollings.at(scroller_stack.back()).room_px;
  return room - 2 * show_margin_px - Space::row_height;
}

void Ui::State::draw_indicator(NodeId id) {
  const Scrolling& scrolling = scrollings[id];
  const Scroller& scroller = scrolling.scroller;
  if (scroller.end() <= 0) return;
  const double idle_ms = now_ms - scroller.moved_ms();
  const bool shown = scroller.grabbed() || idle_ms < indicator_ms;
  if (shown && !scroller.grabbed()) motion.wake_at(scroller.moved_ms() + indicator_ms + 1);
  const float opacity = motion.toward(motion_key(id, Moves::indicator), shown ? 1.F : 0.F, 250);
  if (opacity <= 0.01F) return;
  constexpr float width = 3, inset = 3;
  const float room = scrolling.view.height - 2 * inset;
  const float length = std::max(36.F, room * scroller.view() / (scroller.content() + 1));
  const float place = std::clamp(scroller.offset() / scroller.end(), 0.F, 1.F) * (room - length);
  pen.fill({scrolling.view.right() - inset - width, scrolling.view.y + inset + place, width, length},
           faded(theme->ink2, 0.45F * opacity), width / 2);
}

void Ui::State::draw_pull(NodeId id, std::string_view label) {
  const Scrolling& scrolling = scrollings[id];
  const NodeId button = hash(id, "pull");
  const bool shown_by_focus = focused == button && focus_visible;
  const float pulled_px = scrolling.scroller.pull();
  const float share = shown_by_focus ? 1 : std::clamp(pulled_px / pull_px, 0.F, 1.F);
  if (share <= 0) return;
  const text::Layout& words = lay(label, Type::secondary, scrolling.view.width - 120, {.lines_max = 1});
  const float icon = icon_px(20), height = std::max(44.F, words.height + 16);
  const float width = 16 + icon + 8 + words.width + 18;
  const float y = scrolling.view.y + (shown_by_focus ? 8 : std::round(pulled_px / 2 - height / 2));
  const Box pill{std::round(scrolling.view.middle_x() - width / 2), y, width, height};
  const int from = pen.mark();
  pen.shadow(pill, height / 2, 10, theme->dark ? 0.4F : 0.14F);
  pen.fill(pill, share >= 1 ? theme->primary : theme->surface, height / 2);
  const Colour ink = share >= 1 ? theme->on_primary : theme->primary;
  pen.icon(Icon::refresh_cw, {pill.x + 16, std::round(pill.middle_y() - icon / 2), icon, icon}, ink, share * 0.5F);
  pen.text(words, pill.x + 16 + icon + 8, std::round(pill.middle_y() - words.height / 2), ink);
  pen.move_since(from, 0, 0, share);
  if (shown_by_focus) focus_ring(button, pill, height / 2);
}

}  // namespace waymark::ui
