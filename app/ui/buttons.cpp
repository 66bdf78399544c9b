// Buttons and links: one filled one a screen, the rest tonal or text.
#include <algorithm>
#include <cmath>

#include "app/platform/platform.h"
#include "app/ui/state.h"

namespace waymark::ui {

namespace {

constexpr float width_most = 440;  // a button as wide as a tablet is no button any more

struct ButtonColours {
  Colour ground = 0;  // 0: none
  Colour ink = 0;
};

ButtonColours colours_of(const Theme& theme, ButtonKind kind, bool disabled) {
  if (disabled) return {kind == ButtonKind::text ? 0 : theme.surface2, mix(theme.surface2, theme.ink2, 0.75F)};
  switch (kind) {
    case ButtonKind::filled:
      return {theme.primary, theme.on_primary};
    case ButtonKind::text:
      return {0, theme.primary};
    case ButtonKind::danger:
      return {danger(theme).ground, danger(theme).ink};
    case ButtonKind::tonal:
      break;
  }
  return {tonal(theme).ground, tonal(theme).ink};
}

}  // namespace

bool Ui::State::press_button(const Face& face) {
  const bool bare = face.kind == ButtonKind::text;
  const float padding = bare ? 16 : 22;
  const float icon = icon_px(22), gap = 10, beside = face.icon == Icon::none ? 0 : icon + gap;
  const float whole = std::min(room(), px(width_most));
  const float width = whole - 2 * padding - beside;
  const bool in_flow = top().kind == Container::Kind::flow, compact = face.compact || in_flow;
  text::Style style = this->style(Type::button);
  const text::Layout* words = &text::layout(face.label, style, std::floor(width));
  const float natural = std::ceil(words->width) + 1;
  words = &text::layout(face.label, style, std::min(natural, std::floor(width)));
  if (Container& c = top(); c.kind == Container::Kind::row && c.columns > 1 && words->lines.size() > 1) {
    stacked.insert(c.fit);  // from the next frame on: words on one line are read sooner than buttons beside each other
    motion.busy_until(now_ms + 1);
  }
  const float height = std::max(Space::button_height, words->height + 22);
  const Box box =
      place(height, bare ? Margins{2, 4} : Margins{10, 10}, compact ? 2 * padding + beside + words->room : whole);
  if (bare) give_slack(10);
  const NodeId id = id_of(face.key.empty() ? face.label : face.key);
  const float radius = std::min(box.height / 2, px(Space::button_radius));

  const Touched touched = touch(id, box, face.disabled);
  if (pen.visible(box.inset(-6))) {
    const ButtonColours colours = colours_of(*theme, face.kind, face.disabled);
    if (colours.ground != 0) pen.fill(box, colours.ground, radius);
    press_tint(id, touched, box, radius, colours.ink);
    const float content = beside + words->room;
    const float x = std::round(box.middle_x() - content / 2);
    pen.icon(face.icon, {x, std::round(box.middle_y() - icon / 2), icon, icon}, colours.ink);
    pen.text(*words, x + beside, std::round(box.middle_y() - words->height / 2), colours.ink);
    focus_ring(id, box, radius);
  }
  Node& node = describe(face.href.empty() ? NodeRole::button : NodeRole::link, id, box, face.label);
  node.description = face.description;
  node.href = face.href;
  if (face.disabled) node.state |= state_disabled;
  return touched.activated;
}

bool Ui::button(const ButtonSpec& spec) {
  return state_->press_button(
      {spec.label, spec.icon, spec.kind, spec.disabled, spec.compact, spec.description, spec.key, {}});
}

bool Ui::link(const LinkSpec& spec) {
  State& s = *state_;
  const bool activated =
      s.press_button({spec.label, spec.icon, spec.kind, false, spec.compact, spec.description, spec.key, spec.href});
  if (activated) s.platform.open(spec.href);
  return activated;
}

}  // namespace waymark::ui
