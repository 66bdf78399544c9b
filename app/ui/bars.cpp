// The top bar with the title that shrinks, and the five places at the bottom (at the side on wide screens).
#include <algorithm>
#include <cmath>

#include "app/text/strings.h"
#include "app/ui/help_pill.h"
#include "app/ui/state.h"

namespace waymark::ui {
namespace {

constexpr float bar_px = 60;
constexpr float rail_least = 96, rail_padding = 12;

struct TopLayout {
  float height = bar_px;  // of the part that stays
  Box help, back;
  float title_x = 0, title_room = 0;  // beside the buttons
  bool beside = true;                 // the large title fits there
};

TopLayout lay_top(const Ui::State& s, const Ui::TopBar& bar, const HelpPill& pill) {
  TopLayout out;
  const Surroundings& a = s.around;
  out.height = std::max(bar_px, pill.height + 12);
  const float start = a.inset_left_px + s.rail_px, end = a.width_px - a.inset_right_px - Space::margin;
  const Box column = s.page_column();
  const float middle = a.inset_top_px + out.height / 2;
  out.help = {end - pill.width, std::round(middle - pill.height / 2), pill.width, pill.height};
  out.title_x = column.x;
  if (!bar.back.empty()) {
    const float size = std::max(Space::target, s.icon_px(24) + 20);
    out.back = {std::max(start + 8, column.x - size - 8), std::round(middle - size / 2), size, size};
    out.title_x = std::max(column.x, out.back.right() + 2);
  }
  out.title_room = std::max(0.F, out.help.x - 12 - out.title_x);
  const text::Layout& line = s.lay(bar.title, Type::title, 1e6F);
  out.beside = bar.back.empty() && line.width <= out.title_room;
  return out;
}

bool back_button(Ui::State& s, NodeId id, const Box& box) {
  const Touched touched = s.touch(id, box);
  s.press_tint(id, touched, box, box.width / 2, s.theme->ink);
  s.pen.icon(Icon::chevron_left, box.centred(s.icon_px(26)), s.theme->ink);
  s.focus_ring(id, box.inset(2), box.width / 2);
  return touched.activated;
}

}  // namespace

Ui::TopBarAction Ui::top_bar(const TopBar& bar, std::string_view help) {
  State& s = *state_;
  const NodeId banner = s.id_of("banner"), back = State::hash(banner, "back"), help_id = State::hash(banner, "help");
  const HelpPill pill = lay_help_pill(s, help);
  const TopLayout laid = lay_top(s, bar, pill);
  s.page_title = bar.title;
  s.page_back = bar.back;
  s.has_top_bar = true;
  s.top_bar_px = s.around.inset_top_px + laid.height;
  const Box column = s.page_column();
  const text::Layout& large = s.lay(bar.title, Type::title, column.width);
  s.title_zone_px = laid.beside ? 0 : large.height + 10;

  const float start = s.around.inset_left_px + s.rail_px;
  const std::size_t node = s.open_node(NodeRole::banner, banner, {});
  TopBarAction action = TopBarAction::none;
  if (!bar.back.empty()) {
    if (back_button(s, back, laid.back)) action = TopBarAction::back;
    s.describe(NodeRole::button, back, laid.back, bar.back);
  }
  const auto page = s.scrollings.find(s.page_id);
  const bool shrunk = page != s.scrollings.end() && page->second.scroller.offset() > s.title_zone_px * 0.7F;
  const Box beside{laid.title_x, s.around.inset_top_px, std::max(1.F, laid.title_room), laid.height};
  const Box below{column.x, s.top_bar_px, column.width, large.height};
  s.title_node = s.tree.size();
  s.describe(NodeRole::heading, State::hash(banner, "title"), laid.beside || shrunk ? beside : below, bar.title).level =
      1;
  if (s.muted) s.title_node = State::no_node;
  s.title_box = beside;
  paint_help_pill(s, laid.help, pill);
  if (touch_help_pill(s, help_id, laid.help, pill)) action = TopBarAction::help;
  s.close_node(node, {start, 0, s.around.width_px - start, s.top_bar_px});
  s.draw_rings();
  if (!bar.back.empty() && s.escaped && s.top_layer == 0) action = TopBarAction::back;
  if (action == TopBarAction::back) went_back(false);
  return action;
}

void Ui::State::draw_title(float offset) {
  if (!has_top_bar) return;
  const float start = around.inset_left_px + rail_px;
  const Box column = page_column();
  const bool beside = title_zone_px == 0;
  const float way = beside ? 28 : title_zone_px;
  const float gone = std::clamp(offset / way, 0.F, 1.F);
  const float line = motion.toward(motion_key(page_id, Moves::bar), gone >= 1 ? 1.F : 0.F, 150);
  if (line > 0) pen.hairline(start, top_bar_px - 1, around.width_px - start, faded(theme->hairline, line));

  const int mark = pen.mark();
  const text::Layout& small = lay(page_title, Type::section, title_box.width, {.lines_max = 1});
  if (beside) {
    // One title that grows smaller where it stands.
    const text::Layout& large = lay(page_title, Type::title, title_box.width + 1);
    const float factor = 1 - gone * (1 - small.style.size_px / large.style.size_px);
    const text::Layout& drawn = gone >= 1 ? small : large;
    pen.text(drawn, title_box.x, std::round(title_box.middle_y() - drawn.height / 2), theme->ink);
    if (gone > 0 && gone < 1) pen.scale_since(mark, title_box.x, title_box.middle_y(), factor);
    return;
  }
  // The large one goes up with the page; when it has left, its words stand in the bar.
  const text::Layout& large = lay(page_title, Type::title, column.width);
  pen.push_clip({start, top_bar_px, around.width_px - start, std::max(0.F, around.height_px - top_bar_px)});
  const float y = std::round((top_bar_px - offset) * pen.pixel_ratio()) / pen.pixel_ratio();
  const int from = pen.mark();
  pen.text(large, column.x, std::floor(y), theme->ink);
  pen.move_since(from, 0, y - std::floor(y), 1 - 0.8F * gone);
  pen.pop_clip();
  if (title_box.width < 60) return;
  const float shown = motion.toward(motion_key(page_id, Moves::page), gone > 0.7F ? 1.F : 0.F, 160);
  if (shown <= 0) return;
  const int title = pen.mark();
  pen.text(small, title_box.x, std::round(title_box.middle_y() - small.height / 2), theme->ink);
  pen.move_since(title, 0, 6 * (1 - shown), shown);
}

namespace {

/// Where the places of a bottom bar stand, and how their labels are set so that none is cut off.
struct PlacesLayout {
  std::vector<float> widths;
  std::vector<const text::Layout*> labels;
  float height = 0;
};

text::Style label_style(const Ui::State& s, float scale_most) {
  text::Style style = s.style(Type::tab);
  const float scale = std::clamp(s.around.text_scale, 1.F, scale_most);
  style.size_px = measure_of(Type::tab).size_px * scale;
  style.line_height_px = std::round(measure_of(Type::tab).line_height_px * scale);
  style.align = text::Align::centre;
  return style;
}

/// Tries equal shares first, then shares by the words' lengths, then two lines, then a smaller scale.
PlacesLayout lay_places(const Ui::State& s, const std::vector<Ui::Place>& places, float width, bool equal) {
  constexpr float air = 8;
  PlacesLayout out;
  const auto count = static_cast<float>(places.size());
  for (const float scale : {1.5F, 1.25F, 1.F}) {
    const text::Style style = label_style(s, scale);
    float widest = 0, sum = 0;
    std::vector<float> wanted;
    for (const Ui::Place& place : places) {
      const float longest = std::ceil(text::layout(place.label, style, 1e6F).width) + air;
      wanted.push_back(std::max(longest, s.icon_px(24) + 24));
      widest = std::max(widest, wanted.back());
      sum += wanted.back();
    }
    const bool fits_equal = equal || widest <= width / count, fits = sum <= width;
    if (!fits_equal && !fits && scale > 1.F) continue;
    out.widths.clear();
    out.labels.clear();
    for (const float own : wanted) {
      const float share = fits_equal ? width / count : fits ? own + (width - sum) / count : own * width / sum;
      out.widths.push_back(share);
    }
    break;
  }
  const text::Style style = label_style(s, 1.5F);
  for (const float scale : {1.5F, 1.25F, 1.F}) {
    text::Style own = style;
    own.size_px = label_style(s, scale).size_px;
    own.line_height_px = label_style(s, scale).line_height_px;
    out.labels.clear();
    std::size_t lines = 1;
    for (std::size_t i = 0; i < places.size(); ++i) {
      out.labels.push_back(&text::layout(places[i].label, own, std::floor(out.widths[i] - 2)));
      lines = std::max(lines, out.labels.back()->lines.size());
    }
    out.height = static_cast<float>(lines) * own.line_height_px;
    if (lines == 1) break;
  }
  return out;
}

float place_height(const Ui::State& s, const PlacesLayout& laid) {
  return std::max(Space::row_height, s.icon_px(24) + 8 + 4 + laid.height + 14);
}

struct RailLayout {
  PlacesLayout places;
  float width = 0, height = 0;
};

RailLayout lay_rail(const Ui::State& s, const std::vector<Ui::Place>& places) {
  const Surroundings& a = s.around;
  const auto count = static_cast<float>(places.size());
  RailLayout out;
  out.width = rail_least * std::min(a.text_scale, 1.4F);
  out.places = lay_places(s, places, (out.width - 8) * count, true);
  out.height = a.inset_top_px + 2 * rail_padding + count * (place_height(s, out.places) + 8) + a.inset_bottom_px;
  return out;
}

bool draw_place(Ui::State& s, NodeId id, const Ui::Place& place, const Box& box, const text::Layout& label,
                bool current) {
  const float icon = s.icon_px(24), pill_width = std::min(icon + 36, box.width - 4), pill_height = icon + 8;
  const Touched touched = s.touch(id, box);
  const float content = pill_height + 4 + label.height, y = std::round(box.middle_y() - content / 2);
  const Box pill{std::round(box.middle_x() - pill_width / 2), y, pill_width, pill_height};
  const float on = s.motion.toward(Ui::State::motion_key(id, Moves::on), current ? 1.F : 0.F, 200);
  const Tint colours = tonal(*s.theme);
  if (on > 0) {
    const float width = pill_width * (0.4F + 0.6F * on);
    s.pen.fill({pill.middle_x() - width / 2, pill.y, width, pill.height}, faded(colours.ground, on), pill_height / 2);
  }
  s.press_tint(id, touched, pill, pill_height / 2, s.theme->ink);
  s.pen.icon(place.icon, pill.centred(icon), current ? s.theme->primary : s.theme->ink2);
  s.pen.text(label, std::floor(box.middle_x() - label.room / 2), pill.bottom() + 4,
             current ? s.theme->ink : s.theme->ink2);
  if (place.news) {
    const float x = pill.middle_x() + icon / 2 + 1, top = pill.y + 6;
    s.pen.disc(x, top, 6, current ? colours.ground : s.theme->surface);
    s.pen.disc(x, top, 4, s.theme->broken);
  }
  s.focus_ring(id, box.inset(5), 14);
  return touched.activated;
}

void describe_place(Ui::State& s, NodeId id, const Ui::Place& place, const Box& box, bool current) {
  Node& node = s.describe(NodeRole::button, id, box, place.label);
  if (current) node.state |= state_current;
  if (place.news) node.description = text::tr("New");
}

}  // namespace

int Ui::bottom_bar(std::string_view label, const std::vector<Place>& places, int current) {
  State& s = *state_;
  const Surroundings& a = s.around;
  const NodeId id = s.id_of("places");
  const RailLayout side = wide() ? lay_rail(s, places) : RailLayout{};
  // A phone on its side is as wide as a small tablet, but not as high.
  const bool rail = wide() && side.height <= a.height_px;
  const float room = rail ? side.width : a.width_px - a.inset_left_px - a.inset_right_px - 8;
  const PlacesLayout laid = rail ? side.places : lay_places(s, places, room, false);
  const float item = place_height(s, laid);
  Box bar{0, a.height_px - item - a.inset_bottom_px, a.width_px, item + a.inset_bottom_px};
  if (rail) bar = {0, 0, room + a.inset_left_px, a.height_px};
  s.rail_next_px = rail ? room : 0;
  s.bottom_bar_next_px = rail ? 0 : bar.height;

  if (rail) {
    s.pen.fill(bar, s.theme->surface);
    s.pen.hairline_down(bar.right() - 1, 0, bar.height, s.theme->hairline);
  } else {
    s.pen.shadow(bar, 0, 14, s.theme->dark ? 0.35F : 0.07F);
    s.pen.fill(bar, s.theme->surface);
    if (s.theme->dark) s.pen.hairline(0, bar.y, bar.width, s.theme->hairline);
  }
  int chosen = -1;
  const std::size_t node = s.open_node(NodeRole::navigation, id, label);
  float x = a.inset_left_px + 4, y = a.inset_top_px + rail_padding;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const Box box = rail ? Box{x, y, room - 8, item + 8} : Box{x, bar.y, laid.widths[i], item};
    const NodeId place = State::hash(id, places[i].key);
    const bool is_current = static_cast<int>(i) == current;
    if (draw_place(s, place, places[i], box, *laid.labels[i], is_current)) chosen = static_cast<int>(i);
    describe_place(s, place, places[i], box, is_current);
    if (rail)
      y += box.height;
    else
      x += box.width;
  }
  s.close_node(node, bar);
  s.draw_rings();
  return chosen;
}

}  // namespace waymark::ui
