// Surfaces that hold things: cards, regions, notices, the empty state.
#include <algorithm>
#include <cmath>

#include "app/ui/state.h"

namespace waymark::ui {
namespace {

void close_card(Ui::State& s, Container& c) {
  s.pen.stretch_to(c.ground, c.box.bottom());
  s.close_node(c.node, c.box);
}

}  // namespace

Scope Ui::card(std::string_view key) {
  State& s = *state_;
  const NodeId id = s.id_of(key);
  Container c = s.begin_container(id, {Space::card_gap, Space::card_gap}, Space::card_padding);
  c.bleed = Space::card_padding;
  c.ground = s.pen.ground(c.box.x, c.box.y, c.box.width, Space::card_radius, s.theme->surface, s.theme->hairline);
  c.node = s.open_node(NodeRole::group, id, {});
  s.push(c, close_card);
  return s.scope();
}

Scope Ui::region(std::string_view key, std::string_view label) {
  State& s = *state_;
  const NodeId id = s.id_of(key);
  Container c = s.begin_container(id, {20, 12}, 0);
  c.bleed = s.top().bleed;
  c.node = s.open_node(NodeRole::region, id, label);
  s.push(c, [](State& state, Container& done) { state.close_node(done.node, done.box); });
  return s.scope();
}

bool Ui::notice(const NoticeSpec& spec) {
  State& s = *state_;
  const NodeId id = s.id_of(spec.key);
  const Tint colours = tint(*s.theme, spec.tone == Tone::accent ? Tone::not_yet : spec.tone);
  const std::string said =
      spec.text.empty() ? std::string(spec.title) : std::string(spec.title) + " " + std::string(spec.text);
  s.announced_next.insert(id);
  if (!s.announced.contains(id) && spec.urgent) s.announce(said, true);

  const float padding = Space::card_padding, icon = s.icon_px(24), inset = icon + 12;
  Container c = s.begin_container(id, {Space::card_gap, Space::card_gap}, padding);
  c.ground = s.pen.ground(c.box.x, c.box.y, c.box.width, Space::card_radius, colours.ground, 0);
  s.pen.icon(spec.icon, {c.x, c.y + std::max(0.F, (s.px(25) - icon) / 2), icon, icon}, colours.ink);
  c.x += inset;
  c.width -= inset;
  c.node = s.open_node(NodeRole::group, id, {});
  if (!spec.action.empty()) c.padding = 4;  // the button has room of its own
  s.push(c, close_card);
  const Scope end = s.scope();

  const text::Layout& title = s.lay(spec.title, Type::strong, c.width);
  Box box = s.place(title.height, {0, 2});
  s.describe(NodeRole::text, s.unnamed_id("title"), box, spec.title);
  s.pen.text(title, box.x, box.y, colours.ink);
  if (!spec.text.empty()) {
    const text::Layout& words = s.lay(spec.text, Type::secondary, c.width);
    box = s.place(words.height, {2, 4});
    s.describe(NodeRole::text, s.unnamed_id("text"), box, spec.text);
    s.pen.text(words, box.x, box.y, s.theme->ink);
  }
  if (spec.action.empty()) return false;
  s.top().x -= 16;  // its words stand under the words above
  s.top().width += 16;
  return s.press_button({spec.action, Icon::none, ButtonKind::text, false, true, {}, "action", {}});
}

bool Ui::empty(Icon icon, std::string_view sentence, std::string_view action) {
  State& s = *state_;
  const float disc = s.icon_px(76), size = s.icon_px(32);
  Box box = s.place(disc, {28, 14});
  s.pen.disc(box.middle_x(), box.middle_y(), disc / 2, s.theme->surface2);
  s.pen.icon(icon, box.centred(size), s.theme->primary);
  text(sentence, {.muted = true, .centred = true});
  if (action.empty()) return false;
  const float padding = 22;
  const text::Layout& words = s.lay(action, Type::button, s.room() - 2 * padding);
  const float width = std::min(s.room(), words.width + 2 * padding + 2);
  Container& c = s.top();
  const float x = c.x, whole = c.width;
  c.x += std::floor((whole - width) / 2);
  c.width = width;
  const bool pressed = button({.label = action, .kind = ButtonKind::tonal});
  s.top().x = x;
  s.top().width = whole;
  gap(16);
  return pressed;
}

}  // namespace waymark::ui
