// Lists: rows that open something, steps to tick, disclosures.
#include <algorithm>
#include <cmath>

#include "app/ui/state.h"

namespace waymark::ui {
namespace {

constexpr float disc_px = 40;  // behind a row's icon or initials
constexpr float tick_px = 28;
constexpr float row_padding = 12;  // above and below a row's words

/// Where a row lies and where its words may stand: list rows reach to the edges of the card around them.
struct RowPlace {
  Box box;      // all of it, to be touched
  float x = 0;  // of the content
  float width = 0;
};

void close_list(Ui::State& s, Container& c) {
  s.pen.stretch_to(c.ground, c.box.bottom());
  s.close_node(c.node, c.box);
}

/// A hairline between two rows, from where the words begin.
void row_line(Ui::State& s, bool first, float words_x, const RowPlace& row) {
  if (first || !s.top().list) return;
  s.pen.hairline(words_x, row.box.y, row.x + row.width - words_x + s.top().bleed,
                 mix(s.theme->surface, s.theme->hairline, 0.8F));
}

RowPlace place_row(Ui::State& s, float height) {
  const float bleed = s.top().bleed;
  const bool flush = s.top().list;
  const Box cell = s.place(height, flush ? Margins{0, 0} : Margins{4, 4});
  s.give_slack(flush ? 0 : 8);
  return {{cell.x - bleed, cell.y, cell.width + 2 * bleed, cell.height}, cell.x, cell.width};
}

}  // namespace

namespace {

void open_list(Ui::State& s, NodeId id, NodeRole role, std::string_view label) {
  const float around = s.top().bleed;  // within a card the rows reach to its edges, else the list is a card of its own
  const bool own_card = around == 0;
  Container c = s.begin_container(id, own_card ? Margins{Space::card_gap, Space::card_gap} : Margins{4, 4},
                                  own_card ? Space::card_padding : 0);
  if (own_card) {
    c.ground = s.pen.ground(c.box.x, c.box.y, c.box.width, Space::card_radius, s.theme->surface, s.theme->hairline);
    c.top = c.y = c.box.y + 4;
    c.padding = 4;
  }
  c.bleed = own_card ? Space::card_padding : around;
  c.list = true;
  c.leaves_slack = own_card ? 0 : 8;
  c.node = s.open_node(role, id, label);
  s.push(c, close_list);
}

}  // namespace

Scope Ui::list(std::string_view key, std::string_view label) {
  State& s = *state_;
  open_list(s, s.id_of(key), NodeRole::list, label);
  return s.scope();
}

namespace {

struct RowWords {
  const text::Layout* title = nullptr;
  const text::Layout* detail = nullptr;
  const text::Layout* trailing = nullptr;
  bool trailing_below = false;  // no room beside the title
  float height = 0;
};

RowWords lay_row(const Ui::State& s, const RowSpec& spec, float width) {
  RowWords out;
  out.title = &s.lay(spec.title, Type::body, width, {.lang = spec.lang});
  out.height = out.title->height;
  if (!spec.trailing.empty()) {
    const text::Layout& whole = s.lay(spec.trailing, Type::secondary, width);
    // Beside the title only where neither has to break for it.
    out.trailing_below =
        whole.lines.size() + out.title->lines.size() > 2 || out.title->width + 12 + whole.width > width;
    out.trailing = &s.lay(spec.trailing, Type::secondary, std::ceil(whole.width) + 1);
  }
  if (!spec.detail.empty()) {
    out.detail = &s.lay(spec.detail, Type::secondary, width, {.lang = spec.lang});
    out.height += out.detail->height;
  }
  if (out.trailing_below) out.height += out.trailing->height;
  return out;
}

void draw_disc(Ui::State& s, const RowSpec& spec, float x, float y, float size) {
  Tint colours = spec.initials.empty() ? tint(*s.theme, spec.tone) : tonal(*s.theme);
  if (spec.current) colours.ground = s.theme->surface;
  s.pen.disc(x + size / 2, y + size / 2, size / 2, colours.ground);
  if (spec.initials.empty()) {
    s.pen.icon(spec.icon, Box{x, y, size, size}.centred(s.icon_px(22)),
               spec.tone == Tone::neutral ? s.theme->primary : colours.ink);
    return;
  }
  text::Style style = s.style(Type::secondary);
  style.semibold = true;
  style.align = text::Align::centre;
  style.size_px = std::min(style.size_px, size * 0.4F);
  style.lines_max = 1;
  const text::Layout& letters = text::layout(spec.initials, style, size);
  s.pen.text(letters, x, std::round(y + (size - letters.height) / 2), colours.ink);
}

void draw_row(Ui::State& s, const RowSpec& spec, const RowPlace& row, const RowWords& words, float words_x,
              float width) {
  const bool disc = spec.icon != Icon::none || !spec.initials.empty();
  const float size = s.icon_px(disc_px), chevron = s.icon_px(20);
  const float y = std::round(row.box.middle_y() - words.height / 2);
  if (disc) draw_disc(s, spec, row.x, std::round(row.box.middle_y() - size / 2), size);
  s.pen.text(*words.title, words_x, y, s.theme->ink);
  float below = y + words.title->height;
  if (words.detail != nullptr) s.pen.text(*words.detail, words_x, below, s.theme->ink2);
  if (words.detail != nullptr) below += words.detail->height;
  const Colour trailing_ink = spec.tone == Tone::neutral ? s.theme->ink2 : ink_of(*s.theme, spec.tone);
  if (words.trailing_below)
    s.pen.text(*words.trailing, words_x, below, trailing_ink);
  else if (words.trailing != nullptr)
    s.pen.text(*words.trailing, words_x + width - words.trailing->room,
               y + text::baseline(words.title->style) - text::baseline(words.trailing->style),
               trailing_ink);
  if (spec.chevron)
    s.pen.icon(Icon::chevron_right,
               {row.x + row.width - chevron + 4, std::round(row.box.middle_y() - chevron / 2), chevron, chevron},
               s.theme->ink2);
}

}  // namespace

bool Ui::list_row(const RowSpec& spec) {
  State& s = *state_;
  const bool first = s.top().empty;
  const bool disc = spec.icon != Icon::none || !spec.initials.empty();
  const float inset = disc ? s.icon_px(disc_px) + 14 : 0, outset = spec.chevron ? s.icon_px(20) + 6 : 0;
  const float width = std::floor(s.room() - inset - outset);
  const RowWords words = lay_row(s, spec, width);
  const float least = disc ? s.icon_px(disc_px) + 2 * row_padding : Space::row_height;
  const RowPlace row = place_row(s, std::max({Space::row_height, least, words.height + 2 * row_padding}));
  const NodeId id = s.id_of(spec.key);
  const Touched touched = s.touch(id, row.box);
  if (s.pen.visible(row.box.inset(-2))) {
    if (spec.current)
      s.pen.fill(row.box.inset(4), tonal(*s.theme).ground, 12);
    else
      row_line(s, first, row.x + inset, row);
    s.press_tint(id, touched, row.box.inset(s.top().bleed > 0 ? 4 : 0), 12, s.theme->ink);
    draw_row(s, spec, row, words, row.x + inset, width);
    s.focus_ring(id, row.box.inset(6), 10);
  }
  std::string description(spec.detail);
  if (!spec.trailing.empty()) (description += description.empty() ? "" : ", ") += spec.trailing;
  Node& node = s.describe(NodeRole::button, id, row.box, spec.title);
  node.description = std::move(description);
  node.lang = spec.lang;
  if (spec.current) node.state |= state_current;
  return touched.activated;
}

namespace {

void draw_tick(Ui::State& s, NodeId id, const Box& target, bool checked) {
  const float size = s.icon_px(tick_px), x = target.middle_x(), y = target.middle_y();
  const float on = s.motion.toward(Ui::State::motion_key(id, Moves::on), checked ? 1.F : 0.F, checked ? 250 : 150);
  if (on < 1) s.pen.circle(x, y, size / 2 - 1, s.theme->control_border, 2);
  if (on <= 0) return;
  s.pen.disc(x, y, size / 2 * (0.55F + 0.45F * on), faded(s.theme->kept, on));
  s.pen.icon_growing(Icon::check, Box{x, y, 0, 0}.centred(size * 0.68F),
                     s.theme->dark ? s.theme->on_primary : s.theme->surface, on);
}

struct TickWords {
  const text::Layout* label = nullptr;
  const text::Layout* detail = nullptr;
  const text::Layout* quiet = nullptr;
  float height = 0;
};

TickWords lay_tick(const Ui::State& s, const TickSpec& spec, float width) {
  TickWords out;
  out.label = &s.lay(spec.label, Type::body, width, {.lang = spec.lang});
  out.height = out.label->height;
  if (!spec.detail.empty()) out.detail = &s.lay(spec.detail, Type::secondary, width);
  if (!spec.quiet.empty()) out.quiet = &s.lay(spec.quiet, Type::secondary, width);
  if (out.detail != nullptr) out.height += out.detail->height;
  if (out.quiet != nullptr) out.height += out.quiet->height;
  return out;
}

void draw_tick_words(Ui::State& s, const TickSpec& spec, const TickWords& words, float x, float y) {
  s.pen.text(*words.label, x, y, spec.checked ? s.theme->ink2 : s.theme->ink);
  y += words.label->height;
  if (words.detail != nullptr) s.pen.text(*words.detail, x, y, s.theme->ink2);
  if (words.detail != nullptr) y += words.detail->height;
  if (words.quiet != nullptr) s.pen.text(*words.quiet, x, y, s.theme->ink2);
}

std::string joined(std::string_view a, std::string_view b) {
  std::string out(a);
  if (!a.empty() && !b.empty()) out += ", ";
  return out += b;
}

}  // namespace

TickResult Ui::tick_row(const TickSpec& spec) {
  State& s = *state_;
  const bool first = s.top().empty;
  const float gap = 16, inset = s.icon_px(tick_px) + gap, outset = spec.opens ? s.icon_px(20) + 6 : 0;
  const float width = std::floor(s.room() - inset - outset);
  const TickWords words = lay_tick(s, spec, width);
  const RowPlace row = place_row(s, std::max(Space::row_height, words.height + 2 * row_padding));
  const NodeId id = s.id_of(spec.key), opener = State::hash(id, "open");
  Box tick = row.box;
  if (spec.opens) tick.width = row.x - row.box.x + inset - gap / 2;
  const Box open_box{tick.right(), row.box.y, row.box.right() - tick.right(), row.box.height};

  TickResult result;
  const Touched ticked = s.touch(id, tick);
  const Touched opened = spec.opens ? s.touch(opener, open_box) : Touched{};
  result.toggled = ticked.activated;
  result.opened = opened.activated;
  if (s.pen.visible(row.box.inset(-2))) {
    row_line(s, first, row.x + inset, row);
    s.press_tint(id, ticked, tick.inset(4), 12, s.theme->kept);
    if (spec.opens)
      s.press_tint(opener, opened, {open_box.x, open_box.y + 4, open_box.width - 4, open_box.height - 8}, 12,
                   s.theme->ink);
    draw_tick(s, id, {row.x, row.box.y, s.icon_px(tick_px), row.box.height}, spec.checked);
    draw_tick_words(s, spec, words, row.x + inset, std::round(row.box.middle_y() - words.height / 2));
    const float chevron = s.icon_px(20);
    if (spec.opens)
      s.pen.icon(Icon::chevron_right,
                 {row.x + row.width - chevron + 4, std::round(row.box.middle_y() - chevron / 2), chevron, chevron},
                 s.theme->ink2);
    s.focus_ring(id, tick.inset(6), 10);
    s.focus_ring(opener, open_box.inset(6), 10);
  }

  const std::size_t item =
      s.top().list ? s.open_node(NodeRole::list_item, State::hash(id, "step"), {}) : State::no_node;
  Node& box_node = s.describe(NodeRole::checkbox, id, tick, spec.label);
  box_node.state = static_cast<std::uint16_t>(state_checkable | (spec.checked ? state_checked : 0));
  box_node.lang = spec.lang;
  const std::string description = joined(spec.detail, spec.quiet);
  if (!spec.opens) box_node.description = description;
  if (spec.opens) {
    Node& open_node = s.describe(NodeRole::button, opener, open_box, spec.label);
    open_node.description = description;
    open_node.lang = spec.lang;
  }
  s.close_node(item, row.box);
  return result;
}

namespace {

struct SetPlace {
  int position = 0, size = 0;
};

void draw_radio(Ui::State& s, NodeId id, float x, float y, bool checked) {
  const float radius = s.icon_px(22) / 2;
  const float on = s.motion.toward(Ui::State::motion_key(id, Moves::on), checked ? 1.F : 0.F, 150);
  s.pen.circle(x, y, radius - 1, checked ? s.theme->primary : s.theme->control_border, 2);
  if (on > 0) s.pen.disc(x, y, radius * 0.5F * on, faded(s.theme->primary, on));
}

/// True: it was chosen. Its detail is a text of its own, or it would be said in the language of the label.
bool option_row(Ui::State& s, NodeId id, const OptionSpec& spec, bool checked, SetPlace place) {
  const bool first = s.top().empty;
  const float mark = s.icon_px(22), inset = mark + 16;
  const float width = std::floor(s.room() - inset);
  const text::Layout& label = s.lay(spec.label, Type::body, width, {.lang = spec.lang});
  const text::Layout* detail = spec.detail.empty() ? nullptr : &s.lay(spec.detail, Type::secondary, width);
  const float height = label.height + (detail ? detail->height : 0);
  const RowPlace row = place_row(s, std::max(Space::row_height, height + 2 * row_padding));
  const Touched touched = s.touch(id, row.box);
  const float y = std::round(row.box.middle_y() - height / 2);
  if (s.pen.visible(row.box.inset(-2))) {
    row_line(s, first, row.x + inset, row);
    s.press_tint(id, touched, row.box.inset(4), 12, s.theme->ink);
    draw_radio(s, id, row.x + mark / 2, row.box.middle_y(), checked);
    s.pen.text(label, row.x + inset, y, s.theme->ink);
    if (detail) s.pen.text(*detail, row.x + inset, y + label.height, s.theme->ink2);
    s.focus_ring(id, row.box.inset(6), 10);
  }
  Node& node = s.describe(NodeRole::radio, id, row.box, spec.label);
  node.state = static_cast<std::uint16_t>(state_checkable | (checked ? state_checked : 0));
  node.position = static_cast<std::uint16_t>(place.position);
  node.set_size = static_cast<std::uint16_t>(place.size);
  node.lang = spec.lang;
  const Box below{row.x + inset, y + label.height, width, detail ? detail->height : 0};
  if (detail) s.describe(NodeRole::text, Ui::State::hash(id, "detail"), below, spec.detail);
  return touched.activated && !checked;
}

}  // namespace

int Ui::options(std::string_view key, std::string_view label, const std::vector<OptionSpec>& options, int selected) {
  State& s = *state_;
  const NodeId id = s.id_of(key);
  open_list(s, id, NodeRole::radio_group, label);
  const Scope end = s.scope();
  int chosen = -1;
  for (std::size_t i = 0; i < options.size(); ++i) {
    const int index = static_cast<int>(i);
    const SetPlace place{index + 1, static_cast<int>(options.size())};
    if (option_row(s, State::hash(id, "option " + std::to_string(i)), options[i], index == selected, place))
      chosen = index;
  }
  return chosen;
}

Scope Ui::disclosure(std::string_view key, std::string_view label) {
  State& s = *state_;
  const NodeId id = s.id_of(key);
  bool& open = s.disclosures[id];
  const bool first = s.top().empty;
  const float chevron = s.icon_px(22), width = s.room() - chevron - 12;
  const text::Layout& words = s.lay(label, Type::strong, width);
  const RowPlace row = place_row(s, std::max(Space::row_height, words.height + 2 * row_padding));
  const Touched touched = s.touch(id, row.box);
  if (touched.activated) open = !open;
  const float turned = s.motion.toward(State::motion_key(id, Moves::open), open ? 1.F : 0.F, 200);
  if (s.pen.visible(row.box)) {
    row_line(s, first, row.x, row);
    s.press_tint(id, touched, row.box.inset(s.top().bleed > 0 ? 4 : 0), 12, s.theme->ink);
    s.pen.text(words, row.x, std::round(row.box.middle_y() - words.height / 2), s.theme->ink);
    s.pen.icon(Icon::chevron_down,
               {row.x + row.width - chevron, std::round(row.box.middle_y() - chevron / 2), chevron, chevron},
               s.theme->ink2, turned * 0.5F);
    s.focus_ring(id, row.box.inset(6), 10);
  }
  Node& node = s.describe(NodeRole::button, id, row.box, label);
  node.state = static_cast<std::uint16_t>(state_expandable | (open ? state_expanded : 0));
  if (!open) return {};
  const NodeId inside = State::hash(id, "inside");
  Container c = s.begin_container(inside, {2, 12}, 0);
  c.bleed = s.top().bleed;
  c.node = s.open_node(NodeRole::group, inside, {});
  s.push(c, [](State& state, Container& done) { state.close_node(done.node, done.box); });
  return s.scope();
}

}  // namespace waymark::ui
