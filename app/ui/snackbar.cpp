// A message at the bottom that goes away by itself, with a way to undo what it tells of.
#include <algorithm>
#include <cmath>

#include "app/ui/state.h"

namespace waymark::ui {
namespace {

constexpr double shown_ms = 6000, slide_ms = 200;
constexpr double undoing_ms = 1000;  // within which the app shows again what was undone
constexpr float width_most = 560;

struct SnackbarLayout {
  Box box, action;
  const text::Layout* words = nullptr;
  const text::Layout* label = nullptr;
  bool below = false;  // the action has a line of its own
};

SnackbarLayout lay_snackbar(const Ui::State& s, std::string_view text, std::string_view action) {
  SnackbarLayout out;
  const Surroundings& a = s.around;
  const float start = a.inset_left_px + s.rail_next_px, room = a.width_px - start - a.inset_right_px;
  const float width = std::min(room - 2 * 12, width_most);
  constexpr float padding = 18;
  float beside = 0;
  if (!action.empty()) {
    text::Style style = s.style(Type::button);
    out.label = &text::layout(action, style, std::floor(width - 2 * padding));
    out.label = &text::layout(action, style, std::ceil(out.label->width) + 1);
    beside = std::max(Space::target, out.label->room + 24);
    out.below = beside > width * 0.45F;
  }
  const float words_room = width - 2 * padding - (out.below || beside == 0 ? 0 : beside - 6);
  out.words = &s.lay(text, Type::body, words_room);
  const float line = std::max(52.F, out.words->height + 26);
  const float height = out.below ? out.words->height + 18 + std::max(Space::target, out.label->height + 18) + 4 : line;
  const float floor =
      a.height_px - std::max(s.bottom_bar_next_px > 0 ? s.bottom_bar_next_px : a.inset_bottom_px, a.keyboard_inset_px) -
      12;
  out.box = {std::floor(start + (room - width) / 2), floor - height, width, height};
  if (out.label == nullptr) return out;
  const float action_height = std::max(Space::target, out.label->height + 18);
  out.action = {out.box.right() - beside - 6, std::round(out.box.middle_y() - action_height / 2), beside,
                action_height};
  if (out.below) out.action.y = out.box.bottom() - action_height - 4;
  return out;
}

}  // namespace

bool Ui::snackbar(std::string_view key, std::string_view text, std::string_view action, bool* over) {
  State& s = *state_;
  const NodeId id = s.id_of(key), action_id = State::hash(id, "action");
  if (s.snackbar_id != id || s.snackbar_frame + 1 < s.frame) {
    s.snackbar_id = id;
    s.snackbar_since_ms = s.now_ms;
    s.snackbar_answered = false;
    s.snackbar_opener = s.focused;
    s.announce(text, false);
  }
  s.snackbar_frame = s.frame;
  if (s.focused == action_id && !s.snackbar_answered)
    s.snackbar_since_ms = std::max(s.snackbar_since_ms, s.now_ms - shown_ms + 3000);
  const double left_ms = s.snackbar_since_ms + shown_ms - s.now_ms;
  const bool up = left_ms > 0;
  if (up) s.motion.wake_at(s.now_ms + left_ms + 1);
  const float there = s.motion.toward_from(State::motion_key(id, Moves::snackbar), 0, up ? 1.F : 0.F, slide_ms);
  if (over != nullptr) *over = !up && there <= 0;
  if (!up && there <= 0) return false;

  const SnackbarLayout laid = lay_snackbar(s, text, action);
  if (up) s.cover_next = laid.box;
  const Theme& theme = *s.theme;
  const Colour ground = theme.ink, words = theme.paper, ink = theme_of(!theme.dark, theme.high_contrast).primary;
  const int mark = s.pen.mark();
  s.pen.shadow(laid.box, 16, 12, theme.dark ? 0.4F : 0.16F);
  s.pen.fill(laid.box, ground, 16);
  const float y = laid.below ? laid.box.y + 14 : std::round(laid.box.middle_y() - laid.words->height / 2);
  const std::size_t node = up ? s.open_node(NodeRole::group, id, {}) : State::no_node;
  const Box words_box{laid.box.x + 18, y, laid.words->room, laid.words->height};
  if (up) s.describe(NodeRole::text, State::hash(id, "text"), words_box, text);
  s.pen.text(*laid.words, words_box.x, words_box.y, words);
  bool undone = false;
  if (laid.label != nullptr) {
    const int layer = std::exchange(s.layer, s.top_layer);
    const Box cover = std::exchange(s.cover, Box{});
    const Touched touched = up ? s.touch(action_id, laid.action) : Touched{};
    s.layer = layer;
    s.cover = cover;
    undone = touched.activated;
    s.press_tint(action_id, touched, laid.action.inset(3), 18, ink);
    s.pen.text(*laid.label, std::round(laid.action.middle_x() - laid.label->room / 2),
               std::round(laid.action.middle_y() - laid.label->height / 2), ink);
    s.focus_ring(action_id, laid.action.inset(6), 16);
    if (up) s.describe(NodeRole::button, action_id, laid.action, action);
  }
  s.close_node(node, laid.box);
  s.draw_rings();
  s.pen.move_since(mark, 0, 24 * (1 - there), there);
  if (undone) {
    s.snackbar_answered = true;
    s.snackbar_since_ms = s.now_ms - shown_ms;
    s.undone = {.until_ms = s.now_ms + undoing_ms, .opener = s.snackbar_opener, .stands_in = action_id};
  }
  return undone;
}

}  // namespace waymark::ui
