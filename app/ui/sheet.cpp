// A sheet from below: a dialog that is closed by its button, the dimmed page behind it, Escape, or a pull.
#include <algorithm>
#include <cmath>

#include "app/ui/help_pill.h"
#include "app/ui/state.h"

namespace waymark::ui {
namespace {

constexpr float width_most = 640, radius = 28, share_most = 0.92F;
constexpr double open_ms = 250, close_ms = 200, back_ms = 200;
constexpr float close_speed = 0.6F;        // px/ms: a flick
constexpr float close_share = 0.35F;       // of its height: a long pull
constexpr float title_share_least = 0.4F;  // of the head's width: with less the title stands under the buttons

struct SheetLayout {
  Box panel, header, view, title, help, close;
  float view_most = 0;  // height of the view when there is more content than it can show
};

/// What stands above the content: title, "Help now", and the way out.
struct Head {
  HelpPill help;  // without words: there is none
  const text::Layout* title = nullptr;
  float close_size = 0;
  bool title_below = false;  // a line of its own under the buttons: beside them there is no room for it
};

Head lay_head(const Ui::State& s, const SheetState& sheet) {
  Head out;
  if (!sheet.help.empty()) out.help = lay_help_pill(s, sheet.help);
  out.close_size = std::max(Space::target, s.icon_px(24) + 20);
  const float room = std::min(s.around.width_px, width_most) - 2 * Space::margin;
  const float beside = room - out.close_size - (sheet.help.empty() ? 8 : out.help.width + 20);
  out.title_below = beside < room * title_share_least;
  out.title = &s.lay(sheet.title, Type::section, out.title_below ? room : beside);
  return out;
}

/// `shown`: how much of it has come up, 0–1.
SheetLayout lay_sheet(const Ui::State& s, const SheetState& sheet, const Head& head, float shown) {
  SheetLayout out;
  const Surroundings& a = s.around;
  const float close = head.close_size, title_height = head.title->height;
  const float buttons = std::max(close, head.help.height);
  const float header = 20 + (head.title_below ? buttons + 8 + title_height : std::max(buttons, title_height + 12)) + 4;
  const float floor = a.height_px - a.keyboard_inset_px;
  const float most = std::floor((floor - a.inset_top_px) * share_most);
  const float height = std::min(most, header + sheet.content_height);
  const float below = sheet.drag + height * (1 - shown);
  const float width = std::min(a.width_px, width_most);
  const float x = std::floor((a.width_px - width) / 2);
  out.panel = {x, std::round(floor - height + below), width, height};
  out.header = {x, out.panel.y, width, header};
  out.view = {x, out.panel.y + header, width, std::max(1.F, height - header)};
  out.view_most = std::max(1.F, most - header);
  out.close = {out.panel.right() - 12 - close, out.panel.y + 18, close, close};
  out.help = {out.close.x - 8 - head.help.width, std::round(out.close.middle_y() - head.help.height / 2),
              head.help.width, head.help.height};
  const float title_end = head.help.words == nullptr ? out.close.x : out.help.x;
  out.title = {x + Space::margin, std::round(out.close.middle_y() - title_height / 2),
               title_end - x - Space::margin - 8, title_height};
  out.title.y = std::max(out.title.y, out.panel.y + 26);
  if (head.title_below) {
    out.title.y = out.panel.y + 20 + buttons + 4;
    out.title.width = width - 2 * Space::margin;
  }
  return out;
}

void draw_panel(Ui::State& s, const SheetLayout& laid, float shown) {
  const Theme& theme = *s.theme;
  s.pen.fill({0, 0, s.around.width_px, s.around.height_px}, faded(theme.scrim, shown));
  Box panel = laid.panel;
  panel.height = s.around.height_px - panel.y + radius;  // no gap under it while it is pulled or the keyboard moves
  s.pen.fill_top_rounded(panel, theme.dark ? theme.surface : theme.paper, radius);
  const float grab = 36;
  s.pen.fill({std::floor(panel.middle_x() - grab / 2), laid.panel.y + 9, grab, 4},
             mix(theme.paper, theme.control_border, 0.7F), 2);
}

void close_sheet(Ui::State& s, Container& c) {
  SheetState& sheet = s.sheets[c.id];
  const float content = c.y + c.padding - c.top;
  if (sheet.content_height != content) s.motion.busy_until(s.now_ms + 1);
  sheet.content_height = content;
  sheet.measured = true;
  s.end_scrolling(Ui::State::hash(c.id, "content"), content);
  s.close_node(c.node, s.scrollings[Ui::State::hash(c.id, "content")].view);
  if (c.node != Ui::State::no_node) {  // the dialog, whose title and button stand between it and its content
    const auto dialog = std::find_if(s.tree.begin(), s.tree.end(), [&](const Node& n) { return n.id == c.id; });
    s.close_node(static_cast<std::size_t>(dialog - s.tree.begin()), c.box);
  }
  s.draw_rings();
  s.muted = false;
  s.layer = 0;
}

void draw_head(Ui::State& s, const SheetLayout& laid, const Head& head) {
  s.pen.text(*head.title, laid.title.x, laid.title.y, s.theme->ink);
  if (head.help.words != nullptr) paint_help_pill(s, laid.help, head.help);
  s.pen.fill(laid.close.centred(36), s.theme->surface2, 18);
  s.pen.icon(Icon::x, laid.close.centred(s.icon_px(20)), s.theme->ink);
}

/// What its screen no longer draws goes as it came; what stood in it is known to the screen only.
void slide_away(Ui::State& s, NodeId id, SheetState& sheet) {
  const float shown = s.motion.toward_from(Ui::State::motion_key(id, Moves::sheet), 0, 0, close_ms);
  sheet.leaving = shown > 0;
  if (!sheet.leaving) return;
  const Head head = lay_head(s, sheet);
  const SheetLayout laid = lay_sheet(s, sheet, head, shown);
  draw_panel(s, laid, shown);
  draw_head(s, laid, head);
}

/// A tap beside the panel.
bool tapped_beside(const Ui::State& s, const Box& panel) {
  const ImGuiIO& io = ImGui::GetIO();
  if (!io.MouseReleased[0] || s.gesture.dragging || s.gesture.swallowed || s.top_layer != 1) return false;
  return !panel.contains(s.pen.from_start(s.gesture.start.x), s.gesture.start.y) &&
         !panel.contains(s.pen.from_start(s.gesture.at.x), s.gesture.at.y);
}

}  // namespace

void Ui::State::drag_sheet(float speed_px_ms) {
  const auto found = sheets.find(gesture.sheet);
  if (found == sheets.end()) return;
  SheetState& sheet = found->second;
  if (speed_px_ms > close_speed || sheet.drag > sheet.height * close_share) sheet.closing = true;
}

void Ui::State::after_sheets() {
  if (const auto found = sheets.find(open_sheet); found == sheets.end() || found->second.seen_frame != frame)
    open_sheet = 0;
  for (auto& [id, sheet] : sheets) {
    if (sheet.seen_frame == frame) continue;
    sheet.leaving = false;
    if (open_sheet != 0) continue;  // it led to another one
    // A sheet that its screen no longer draws is closed as well: focus goes back to what opened it.
    if (!std::exchange(sheet.returned, true) && sheet.opener != 0) take_focus(sheet.opener);
    slide_away(*this, id, sheet);
  }
}

namespace {

/// What a sheet remembers, made when it opens: also anew while it still slides away.
SheetState& sheet_state(Ui::State& s, NodeId id, NodeId title, std::uint32_t times) {
  const auto found = s.sheets.try_emplace(id).first;
  SheetState& sheet = found->second;
  const bool is_new = sheet.leaving || (sheet.closing && sheet.times != times);
  if (sheet.seen_frame + 1 == s.frame && !is_new) {
    sheet.seen_frame = s.frame;
    return sheet;
  }
  sheet = {.seen_frame = s.frame, .times = times};
  const auto before = s.sheets.find(s.open_sheet);
  const bool follows = before != s.sheets.end() && before != found;  // a sheet that leads to another: back to the first
  sheet.opener = follows ? before->second.opener : s.focused;
  s.scrollings.erase(Ui::State::hash(id, "content"));
  s.want_focus(title);
  return sheet;
}

/// How much of the sheet has come up, 0–1; a finger that pulls it is followed at once.
float slide(Ui::State& s, NodeId id, SheetState& sheet) {
  const bool hidden = sheet.closing || !sheet.measured;  // until its height is known it stays below the edge
  if (!sheet.measured) s.motion.busy_until(s.now_ms + 1);
  const bool pulled = s.gesture.down && s.gesture.dragging && s.gesture.sheet == id;
  const std::uint32_t pull = Ui::State::motion_key(id, Moves::drag);
  if (pulled || sheet.closing)
    s.motion.jump(pull, sheet.drag);
  else
    sheet.drag = s.motion.toward(pull, 0, back_ms);
  return s.motion.toward_from(Ui::State::motion_key(id, Moves::sheet), 0, hidden ? 0.F : 1.F,
                              sheet.closing ? close_ms : open_ms);
}

enum class HeadAction : std::uint8_t { none, help, close };

HeadAction head_of(Ui::State& s, NodeId id, const SheetLayout& laid, const SheetState& sheet, const Head& head,
                   std::string_view close_label) {
  const NodeId close_id = Ui::State::hash(id, "close");
  s.describe(NodeRole::heading, Ui::State::hash(id, "title"), laid.title, sheet.title).level = 2;
  draw_head(s, laid, head);
  HeadAction action = HeadAction::none;
  if (head.help.words != nullptr && touch_help_pill(s, Ui::State::hash(id, "help"), laid.help, head.help))
    action = HeadAction::help;
  const Touched touched = s.touch(close_id, laid.close);
  const Box disc = laid.close.centred(36);
  s.press_tint(close_id, touched, disc, 18, s.theme->ink);
  s.focus_ring(close_id, disc, 18);
  s.describe(NodeRole::button, close_id, laid.close, close_label);
  return touched.activated ? HeadAction::close : action;
}

}  // namespace

Scope Ui::sheet(std::string_view key, std::string_view title, bool* open, std::string_view close_label,
                std::string_view help_label, bool* help, std::uint32_t times) {
  State& s = *state_;
  if (open != nullptr && !*open) return {};
  const NodeId id = s.id_of(key), content = State::hash(id, "content");
  SheetState& sheet = sheet_state(s, id, State::hash(id, "title"), times);
  const float shown = slide(s, id, sheet);
  if (sheet.closing && shown <= 0) {
    if (open != nullptr) *open = false;
    s.sheets.erase(id);
    s.open_sheet = 0;
    s.motion.busy_until(s.now_ms + 1);  // a frame in which the screen knows of it
    return {};
  }
  sheet.title = title;
  sheet.help = help_label;
  const Head head = lay_head(s, sheet);
  const SheetLayout laid = lay_sheet(s, sheet, head, shown);
  sheet.height = laid.panel.height;
  sheet.header = laid.header;
  s.layer = 1;
  s.open_sheet = id;
  s.muted = sheet.closing;  // from now on the page behind it is what there is
  if (!sheet.closing) s.top_layer_next = 1;
  if (sheet.closing && !std::exchange(sheet.returned, true) && sheet.opener != 0) s.take_focus(sheet.opener);

  draw_panel(s, laid, shown);
  const std::size_t dialog = s.open_node(NodeRole::dialog, id, title);
  const HeadAction action = head_of(s, id, laid, sheet, head, close_label);
  if (help != nullptr) *help = action == HeadAction::help;
  const bool closed = action == HeadAction::close || (s.escaped && s.top_layer == 1);
  // The tap that opened it from another sheet is not one beside it.
  if (!s.muted && (closed || (sheet.measured && tapped_beside(s, laid.panel)))) {
    sheet.closing = true;
    s.motion.busy_until(s.now_ms + 1);
  }
  Container c;
  c.placed = false;
  c.id = c.seed = id;
  c.node = dialog == State::no_node ? State::no_node : s.open_node(NodeRole::scroller, content, {});
  c.box = laid.panel;
  c.x = laid.view.x + Space::margin;
  c.width = laid.view.width - 2 * Space::margin;
  c.top = c.y = s.begin_scrolling(content, laid.view, laid.view_most);
  c.padding = 24 + (s.around.keyboard_inset_px > 0 ? 0 : s.around.inset_bottom_px);
  s.push(c, close_sheet);
  return s.scope();
}

}  // namespace waymark::ui
