// The scrolling middle of a screen, and its two columns on wide ones.
#include <algorithm>
#include <cmath>

#include "app/ui/state.h"

namespace waymark::ui {
namespace {

constexpr float column_most = 640;  // CSS px of one column at 100% text
constexpr double transition_ms = 220;
constexpr float slide_px = 24;

/// A new screen has come: it slides in from where it was opened, and its title gets the focus.
void change_page(Ui::State& s, NodeId id) {
  const bool first = s.page_id == 0;
  s.page_id = id;
  const bool back = s.back_frame != 0 && s.frame <= s.back_frame + 2;  // else it led to no other page
  s.page_changed_ms = first || (back && s.back_shown) ? -1e9 : s.now_ms;
  s.page_slide = back ? -slide_px : s.page_back.empty() ? 0 : slide_px;
  s.back_frame = 0;
  if (s.title_node != Ui::State::no_node && !first) s.take_focus(s.tree[s.title_node].id);
}

/// Slides and fades in what a new page has drawn.
void move_in(Ui::State& s, int mark) {
  if (s.motion.reduced()) return;
  const auto t = static_cast<float>((s.now_ms - s.page_changed_ms) / transition_ms);
  if (t >= 1) return;
  s.motion.busy_until(s.page_changed_ms + transition_ms + 1);
  const float there = ease_out(t);
  const float rise = s.page_slide == 0 ? 8 * (1 - there) : 0;
  s.pen.move_since(mark, s.page_slide * (1 - there), rise, there);
}

void close_page(Ui::State& s, Container& c) {
  const Box view = s.page_view;
  if (!s.page_pull.empty()) s.draw_pull(c.id, s.page_pull);
  s.end_scrolling(c.id, c.y + c.padding - c.top + s.title_zone_px);
  s.draw_title(s.scrollings[c.id].scroller.offset());
  move_in(s, s.page_mark);
  s.close_node(c.node, view);
  if (c.node != Ui::State::no_node) s.close_node(c.node - 1, view);  // main
}

void close_pane(Ui::State& s, Container& c) {
  if (!s.page_pull.empty()) s.draw_pull(c.id, s.page_pull);
  s.end_scrolling(c.id, c.y + c.padding - c.top);
  s.close_node(c.node, s.scrollings[c.id].view);
}

}  // namespace

Box Ui::State::page_column() const {
  const float start = around.inset_left_px + rail_px;
  const float room = around.width_px - start - around.inset_right_px - 2 * Space::margin;
  const float width = std::min(room, std::round(column_most * std::max(1.F, around.text_scale)));
  // Columns begin at the start edge, and so does what stands above them.
  if (panes) return {start + Space::margin, 0, room, 0};
  return {std::floor(start + Space::margin + (room - width) / 2), 0, width, 0};
}

Scope Ui::page(std::string_view key, std::string_view pull) {
  State& s = *state_;
  const NodeId id = State::hash(State::hash(s.top().seed, "page"), key);
  if (s.title_node != State::no_node) s.tree[s.title_node].id = State::hash(id, "title");
  if (id != s.page_id) change_page(s, id);
  s.start_page(id, key);

  const float side = s.around.inset_left_px + s.rail_px;
  const float top = s.top_bar_px;
  const float lower = std::max(s.bottom_bar_px, s.around.keyboard_inset_px);
  const Box view{side, top, s.around.width_px - side - s.around.inset_right_px,
                 std::max(1.F, s.around.height_px - lower - top)};
  s.page_view = view;
  s.page_mark = s.pen.mark();
  s.open_node(NodeRole::main, State::hash(id, "main"), {});

  Container c;
  c.placed = false;
  c.id = c.seed = id;
  c.node = s.open_node(NodeRole::scroller, id, {});
  const float content = s.begin_scrolling(id, view, view.height);
  s.scrollings[id].pulls = !pull.empty();
  s.page_pull = pull;
  if (!pull.empty()) {
    const NodeId button = State::hash(id, "pull");
    s.pulled = s.pulled_now || s.clicked.contains(button);
    Node& node = s.describe(NodeRole::button, button, {view.x, content, view.width, Space::target}, pull);
    node.state |= state_hidden_visually;
  }
  const Box column = s.page_column();
  c.x = column.x;
  c.width = column.width;
  c.top = c.y = content + s.title_zone_px + 4;
  c.box = {view.x, content, view.width, 0};
  c.padding = 28 + (s.bottom_bar_px > 0 ? 0 : s.around.inset_bottom_px);
  s.push(c, close_page);
  return s.scope();
}

Scope Ui::pane(std::string_view key, int index, float share) {
  State& s = *state_;
  const NodeId id = s.id_of(key);
  if (!wide()) {
    Container c = s.begin_container(id, {0, 0}, 0);
    s.push(c, nullptr);
    return s.scope();
  }
  const Box& page = s.page_view;
  s.panes_next = true;
  const float first = std::floor(page.width * share);
  Box view{page.x, s.top().y, first, 0};
  if (index > 0) view = {page.x + first, s.top().y, page.width - first, 0};
  view.height = std::max(1.F, page.bottom() - view.y);
  if (index > 0) s.pen.hairline_down(view.x, view.y, view.height, s.theme->hairline);
  Container c;
  c.placed = false;
  c.id = c.seed = id;
  c.node = s.open_node(NodeRole::scroller, id, {});
  s.start_page(id, key);
  c.top = c.y = s.begin_scrolling(id, view, view.height) + 4;
  s.scrollings[id].pulls = !s.page_pull.empty();
  const float width =
      std::min(view.width - 2 * Space::margin, std::round(column_most * std::max(1.F, s.around.text_scale)));
  // The first column is a list beside the start edge; the second one's content stands in its middle.
  c.x = std::floor(view.x + (index == 0 ? Space::margin : (view.width - width) / 2));
  c.width = width;
  c.padding = 28;
  s.push(c, close_pane);
  return s.scope();
}

void Ui::State::start_page(NodeId id, std::string_view key) {
  Scrolling& scrolling = scrollings[id];
  scrolling.key = key;
  if (start_key != key) return;
  start_key.clear();
  scrolling.scroller.start_at(start_px);
}

void Ui::start_at(std::string_view key, float offset_px) {
  state_->start_key = key;
  state_->start_px = offset_px;
}

float Ui::scrolled(std::string_view key) const {
  for (const auto& [id, scrolling] : state_->scrollings)
    if (scrolling.key == key) return scrolling.scroller.offset();
  return 0;
}

void Ui::went_back(bool shown) {
  state_->back_frame = state_->frame;
  state_->back_shown = shown;
}

void Ui::forget_place(std::string_view key) {
  State& s = *state_;
  for (auto& [id, scrolling] : s.scrollings)
    if (scrolling.key == key) scrolling.scroller.scroll_to(0, s.now_ms, false);
}

void Ui::scroll_to_top() {
  State& s = *state_;
  const auto found = s.scrollings.find(s.page_id);
  if (found != s.scrollings.end()) found->second.scroller.scroll_to(0, s.now_ms, !s.around.reduced_motion);
}

}  // namespace waymark::ui
