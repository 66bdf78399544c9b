// One of a few, side by side; one of several, as pills.
#include <algorithm>
#include <cmath>

#include "app/ui/state.h"

namespace waymark::ui {
namespace {

Node& describe_radio(Ui::State& s, NodeId id, const Box& box, const std::string& name, bool chosen, std::size_t index,
                     std::size_t count) {
  Node& node = s.describe(NodeRole::radio, id, box, name);
  node.state = static_cast<std::uint16_t>(state_checkable | (chosen ? state_checked : 0));
  node.position = static_cast<std::uint16_t>(index + 1);
  node.set_size = static_cast<std::uint16_t>(count);
  return node;
}

NodeId option_id(NodeId group, std::size_t index) { return Ui::State::hash(group, "option " + std::to_string(index)); }

}  // namespace

int Ui::segmented(std::string_view key, std::string_view label, const std::vector<std::string>& options, int selected) {
  State& s = *state_;
  const auto count = static_cast<float>(options.size());
  constexpr float pad = 4;
  text::Style style = s.style(Type::secondary);
  style.semibold = true;
  style.align = text::Align::centre;
  float widest = 0;
  for (const std::string& option : options) widest = std::max(widest, text::layout(option, style, 1e6F).width);
  // Words that do not fit side by side stand below each other.
  const bool stacked = widest + 20 > (s.room() - 2 * pad) / count;
  const float cell = stacked ? s.room() - 2 * pad : std::floor((s.room() - 2 * pad) / count);
  float line = std::max(Space::target, style.line_height_px + 18);
  for (const std::string& option : options)
    line = std::max(line, text::layout(option, style, std::floor(cell - 12)).height + 18);
  const Box box = s.place(2 * pad + line * (stacked ? count : 1), {10, 12});
  const NodeId id = s.id_of(key);
  const float radius = stacked ? Space::button_radius : line / 2 + pad;
  s.pen.fill(box, s.theme->surface2, radius);

  const float at = s.motion.toward(State::motion_key(id, Moves::thumb), static_cast<float>(selected), 200);
  Box thumb{box.x + pad, box.y + pad, cell, line};
  if (stacked)
    thumb.y += std::round(at * line);
  else
    thumb.x += at * cell;
  if (selected >= 0) {
    s.pen.shadow(thumb, radius - pad, 4, s.theme->dark ? 0.3F : 0.10F);
    s.pen.fill(thumb, s.theme->dark ? mix(s.theme->surface2, s.theme->primary, 0.28F) : s.theme->surface, radius - pad);
  }
  int chosen = -1;
  const std::size_t group = s.open_node(NodeRole::radio_group, id, label);
  for (std::size_t i = 0; i < options.size(); ++i) {
    const auto index = static_cast<float>(i);
    const Box option{box.x + pad + (stacked ? 0 : index * cell), box.y + pad + (stacked ? index * line : 0), cell,
                     line};
    const NodeId own = option_id(id, i);
    const bool is_chosen = static_cast<int>(i) == selected;
    const Touched touched = s.touch(own, option);
    if (touched.activated && !is_chosen) chosen = static_cast<int>(i);
    const text::Layout& words = text::layout(options[i], style, std::floor(cell - 12));
    s.press_tint(own, touched, option, radius - pad, s.theme->ink);
    s.pen.text(words, option.x + 6, std::round(option.middle_y() - words.height / 2),
               is_chosen ? s.theme->ink : s.theme->ink2);
    s.focus_ring(own, option.inset(2), radius - pad);
    describe_radio(s, own, option, options[i], is_chosen, i, options.size());
  }
  s.close_node(group, box);
  return chosen;
}

int Ui::choice(std::string_view key, std::string_view label, const std::vector<std::string>& options, int selected) {
  State& s = *state_;
  const NodeId id = s.id_of(key);
  Container c = s.begin_container(id, {10, 10}, 0);
  c.kind = Container::Kind::flow;
  c.gap = 8;
  c.node = s.open_node(NodeRole::radio_group, id, label);
  s.push(c, [](State& state, Container& done) { state.close_node(done.node, done.box); });
  const Scope end = s.scope();

  text::Style style = s.style(Type::secondary);
  style.semibold = true;
  const float icon = s.icon_px(18);
  int chosen = -1;
  for (std::size_t i = 0; i < options.size(); ++i) {
    const bool is_chosen = static_cast<int>(i) == selected;
    const float padding = 16, beside = is_chosen ? icon + 6 : 0;
    const text::Layout* words = &text::layout(options[i], style, std::floor(s.room() - 2 * padding - beside));
    words = &text::layout(options[i], style, std::ceil(words->width) + 1);
    const Box box = s.place(std::max(Space::target, words->height + 18), {0, 0},
                            std::max(Space::target, 2 * padding + beside + words->room - (is_chosen ? 4 : 0)));
    const NodeId own = option_id(id, i);
    const Touched touched = s.touch(own, box);
    if (touched.activated && !is_chosen) chosen = static_cast<int>(i);
    if (s.pen.visible(box.inset(-6))) {
      const float radius = std::min(box.height / 2, s.px(Space::button_radius));
      const Tint on = tonal(*s.theme);
      s.pen.fill(box, is_chosen ? on.ground : s.theme->surface, radius);
      s.pen.outline(box, is_chosen ? s.theme->primary : s.theme->control_border, radius, is_chosen ? 2.F : 1.F);
      s.press_tint(own, touched, box, radius, s.theme->ink);
      const Colour ink = is_chosen ? on.ink : s.theme->ink;
      if (is_chosen)
        s.pen.icon(Icon::check, {box.x + padding - 4, std::round(box.middle_y() - icon / 2), icon, icon}, ink);
      s.pen.text(*words, std::round(box.x + padding + beside - (is_chosen ? 4 : 0)),
                 std::round(box.middle_y() - words->height / 2), ink);
      s.focus_ring(own, box, radius);
    }
    describe_radio(s, own, box, options[i], is_chosen, i, options.size());
  }
  return chosen;
}

}  // namespace waymark::ui
