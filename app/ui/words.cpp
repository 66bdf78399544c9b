// Headings, texts, quotes and the small pieces that only say something.
#include <algorithm>
#include <cmath>

#include "app/ui/state.h"

namespace waymark::ui {
namespace {

constexpr float line_length_em = 34;  // about 70 characters
constexpr float below_reader_px = 14;  // what is touched next stays 8 px away from the button

Margins margins_of(Type type) {
  switch (type) {
    case Type::title:
      return {8, 8};
    case Type::section:
      return {28, 8};
    case Type::strong:
      return {10, 2};
    case Type::secondary:
      return {4, 8};
    case Type::quote:
      return {12, 12};
    default:
      return {6, 10};
  }
}

}  // namespace

text::Style Ui::State::style(Type type, const TextSpec& spec) const {
  const TypeMeasure m = measure_of(type);
  // No text under 12.5 px, whatever the scale.
  const float size = std::max(px(m.size_px), 12.5F);
  return {.size_px = size,
          .line_height_px = std::round(std::max(px(m.line_height_px), size * 1.2F)),
          .semibold = m.semibold,
          .lang = spec.lang,
          .align = spec.centred ? text::Align::centre : text::Align::start,
          .lines_max = spec.lines_max};
}

const text::Layout& Ui::State::lay(std::string_view text, Type type, float width_px, const TextSpec& spec) const {
  return text::layout(text, style(type, spec), std::floor(width_px));
}

void Ui::text(std::string_view text, const TextSpec& spec) {
  State& s = *state_;
  const text::Style style = s.style(spec.type, spec);
  const float width = std::min(s.room(), std::floor(style.size_px * line_length_em));
  const bool in_flow = s.top().kind == Container::Kind::flow;
  const text::Layout* found = &text::layout(text, style, spec.centred ? s.room() : width);
  if (in_flow) found = &text::layout(text, style, std::ceil(found->width) + 1);  // no wider than its words
  const text::Layout& laid = *found;
  const Box box = s.place(laid.height, margins_of(spec.type), in_flow ? laid.room : -1);
  const Colour ink = spec.tone != Tone::neutral ? ink_of(*s.theme, spec.tone)
                     : spec.muted               ? s.theme->ink2
                                                : s.theme->ink;
  Node& node = s.describe(NodeRole::text, s.unnamed_id("text"), {box.x, box.y, laid.room, laid.height}, text);
  node.lang = spec.lang;
  s.pen.text(laid, box.x, box.y, ink);
}

namespace {

void heading(Ui::State& s, std::string_view words, Type type, std::uint8_t level, Margins margins,
             std::string_view lang, Aloud aloud) {
  const NodeId id = s.unnamed_id("heading"), reader = Ui::State::hash(id, "read aloud");
  const bool heard = aloud == Aloud::yes && s.can_read(reader);
  const float width = s.room() - (heard ? s.reader_room() : 0);
  const text::Layout& laid = s.lay(words, type, width, {.lang = lang});
  // Also before its voice is known: nothing shall move when the button comes.
  if (aloud == Aloud::yes) margins.below = below_reader_px;
  const Box box = s.place(laid.height, margins);
  const std::size_t at = s.tree.size();
  Node& node = s.describe(NodeRole::heading, id, {box.x, box.y, width, box.height}, words);
  node.level = level;
  node.lang = lang;
  s.pen.text(laid, box.x, box.y, s.theme->ink);
  if (aloud == Aloud::yes)
    s.reader_button({.button = reader, .parent = s.parents.back(), .from = at, .level = level, .layer = s.layer}, words,
                    box.y, laid.style.line_height_px);
}

}  // namespace

void Ui::section(std::string_view text, std::string_view lang, Aloud aloud) {
  heading(*state_, text, Type::section, 2, {28, 8}, lang, aloud);
}

void Ui::subsection(std::string_view text, std::string_view lang, Aloud aloud) {
  heading(*state_, text, Type::strong, 3, {16, 4}, lang, aloud);
}

void Ui::quote(std::string_view words, std::string_view by, std::string_view lang) {
  State& s = *state_;
  constexpr float inset = 18, bar = 4;
  const float width = std::min(s.room() - inset, s.px(20) * line_length_em);
  const text::Layout* whose = by.empty() ? nullptr : &s.lay(by, Type::secondary, width);
  text::Style style = s.style(Type::quote, {.lang = lang});
  style.align = text::Align::own;
  const text::Layout& laid = text::layout(words, style, std::floor(width));
  const float above = whose ? whose->height + 2 : 0;
  const Box box = s.place(above + laid.height, {14, 14});
  s.pen.fill({box.x, box.y, bar, box.height}, s.theme->accent, bar / 2);
  if (whose) {
    s.describe(NodeRole::text, s.unnamed_id("by"), {box.x + inset, box.y, width, whose->height}, by);
    s.pen.text(*whose, box.x + inset, box.y, s.theme->ink2);
  }
  Node& node =
      s.describe(NodeRole::quote, s.unnamed_id("quote"), {box.x + inset, box.y + above, width, laid.height}, words);
  node.lang = lang;
  s.pen.text(laid, box.x + inset, box.y + above, s.theme->ink);
}

void Ui::labelled(std::string_view label, std::string_view value, Icon icon, std::string_view lang) {
  State& s = *state_;
  const float size = s.icon_px(22), inset = icon == Icon::none ? 0 : size + 14;
  const float width = s.room() - inset;
  const text::Layout& name = s.lay(label, Type::secondary, width);
  const text::Layout& laid = s.lay(value, Type::body, std::min(width, s.px(17) * line_length_em), {.lang = lang});
  const Box box = s.place(name.height + laid.height, {8, 8});
  if (icon != Icon::none)
    s.pen.icon(icon, {box.x, box.y + (name.height + laid.style.line_height_px - size) / 2, size, size}, s.theme->ink2);
  const float x = box.x + inset;
  const std::size_t item =
      s.top().list ? s.open_node(NodeRole::list_item, s.unnamed_id("labelled"), {}) : State::no_node;
  s.describe(NodeRole::text, s.unnamed_id("label"), {x, box.y, width, name.height}, label);
  s.pen.text(name, x, box.y, s.theme->ink2);
  Node& node = s.describe(NodeRole::text, s.unnamed_id("value"), {x, box.y + name.height, width, laid.height}, value);
  node.lang = lang;
  s.close_node(item, box);
  s.pen.text(laid, x, box.y + name.height, s.theme->ink);
}

void Ui::quiet(std::string_view text, Icon icon, std::string_view lang) {
  State& s = *state_;
  const float size = s.icon_px(16), inset = icon == Icon::none ? 0 : size + 8;
  const text::Layout& laid = s.lay(text, Type::secondary, s.room() - inset, {.lang = lang});
  const Box box = s.place(laid.height, {4, 4}, s.top().kind == Container::Kind::flow ? laid.width + inset : -1);
  if (icon != Icon::none)
    s.pen.icon(icon, {box.x, box.y + (laid.style.line_height_px - size) / 2, size, size}, s.theme->ink2);
  s.describe(NodeRole::text, s.unnamed_id("quiet"), {box.x, box.y, box.width, laid.height}, text).lang = lang;
  s.pen.text(laid, box.x + inset, box.y, s.theme->ink2);
}

void Ui::chip(const ChipSpec& spec) {
  State& s = *state_;
  const float size = s.icon_px(18), inset = spec.icon == Icon::none ? 14 : 12 + size + 7;
  text::Style style = s.style(Type::secondary);
  style.semibold = true;
  const text::Layout* laid = &text::layout(spec.text, style, std::floor(s.room() - inset - 14));
  laid = &text::layout(spec.text, style, std::ceil(laid->width) + 1);  // no wider than its words
  const float height = std::max(s.px(32), laid->height + 10);
  const Box box = s.place(height, {8, 8}, inset + laid->room + 14);
  const Tint colours = tint(*s.theme, spec.tone);
  s.pen.fill(box, colours.ground, std::min(box.height / 2, s.px(16)));
  if (spec.icon != Icon::none)
    s.pen.icon(spec.icon, {box.x + 12, std::round(box.middle_y() - size / 2), size, size}, colours.ink);
  s.describe(NodeRole::text, s.unnamed_id("chip"), box, spec.text);
  s.pen.text(*laid, box.x + inset, std::round(box.middle_y() - laid->height / 2), colours.ink);
}

void Ui::ring(const RingSpec& spec) {
  State& s = *state_;
  const float size = s.icon_px(64), stroke = s.icon_px(7), inset = size + 16;
  const text::Layout& label = s.lay(spec.label, Type::strong, s.room() - inset);
  const Box box = s.place(std::max(size, label.height), {8, 10});
  const NodeId id = s.unnamed_id("ring");
  const float share =
      spec.total > 0 ? std::clamp(static_cast<float>(spec.done) / static_cast<float>(spec.total), 0.F, 1.F) : 0;
  const float shown = s.motion.toward(State::motion_key(id, Moves::ring), share, 250);
  const float x = box.x + size / 2, y = box.middle_y(), radius = (size - stroke) / 2;
  s.pen.circle(x, y, radius, mix(s.theme->surface2, s.theme->hairline, 0.5F), stroke);
  s.pen.arc(x, y, radius, 0, shown, s.theme->primary, stroke);
  if (spec.total > 0 && spec.done >= spec.total) {
    s.pen.icon(Icon::check, Box{x - size / 2, y - size / 2, size, size}.centred(s.icon_px(26)), s.theme->primary);
  } else {
    const std::string count = std::to_string(spec.done) + "/" + std::to_string(spec.total);
    text::Style style = s.style(Type::secondary);
    style.semibold = true;
    style.align = text::Align::centre;
    style.lines_max = 1;
    style.size_px = std::min(style.size_px, size * 0.25F);
    style.direction = text::Direction::ltr;
    const text::Layout& inside = text::layout(count, style, size);
    s.pen.text(inside, box.x, std::round(y - inside.height / 2), s.theme->ink);
  }
  Node& node = s.describe(NodeRole::progress, id, box, spec.label);
  node.value = std::to_string(std::lround(share * 100));
  s.pen.text(label, box.x + inset, std::round(y - label.height / 2), s.theme->ink);
}

void Ui::image_icon(Icon icon, Tone tone, float size_px) {
  State& s = *state_;
  const float size = s.icon_px(size_px);
  const Box box = s.place(size, {8, 8}, size);
  s.pen.icon(icon, {box.x, box.y, size, size}, ink_of(*s.theme, tone));
}

}  // namespace waymark::ui
