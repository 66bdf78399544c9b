// Fingers and mice: which widget a touch is for, and when it is a scroll instead.
#include <algorithm>
#include <cmath>

#include "app/platform/platform.h"
#include "app/ui/state.h"
#include "imgui_internal.h"

namespace waymark::ui {
namespace {

constexpr float slop_px = 10;              // a finger that moves less is a tap
constexpr float sweep_px = Space::target;  // one that goes further is on its way somewhere, and presses nothing
constexpr double highlight_after_ms = 60;  // a touch that becomes a scroll does not flash
constexpr float wheel_step_px = 100;       // one notch; the page sends CSS px divided by this

bool by_finger(ImGuiMouseSource source) {
  return source == ImGuiMouseSource_TouchScreen || source == ImGuiMouseSource_Pen;
}

/// The innermost scrolling area under a point.
NodeId scrolling_at(const Ui::State& s, float x, float y) {
  NodeId found = 0;
  float area = 0;
  for (const auto& [id, scrolling] : s.scrollings) {
    if (scrolling.seen_frame + 1 != s.frame || scrolling.layer != s.top_layer || !scrolling.view.contains(x, y))
      continue;
    const float own = scrolling.view.width * scrolling.view.height;
    if (found != 0 && own >= area) continue;
    found = id;
    area = own;
  }
  return found;
}

/// What a wheel turns: the area under it, else the largest there is. The keys that scroll come as a wheel, too.
NodeId scrolling_for_wheel(const Ui::State& s, const ImVec2& at) {
  NodeId found = scrolling_at(s, s.pen.from_start(at.x), at.y);
  if (found != 0) return found;
  float area = 0;
  for (const auto& [id, scrolling] : s.scrollings) {
    const float own = scrolling.view.width * scrolling.view.height;
    if (scrolling.seen_frame + 1 != s.frame || scrolling.layer != s.top_layer || own <= area) continue;
    found = id;
    area = own;
  }
  return found;
}

void begin_gesture(Ui::State& s, const ImGuiIO& io) {
  Gesture& g = s.gesture;
  g = {};
  g.down = true;
  g.by_touch = by_finger(io.MouseSource);
  g.start = g.at = g.last = io.MousePos;
  g.start_ms = g.at_ms = s.now_ms;
  const float x = s.pen.from_start(g.start.x);
  g.scroller = scrolling_at(s, x, g.start.y);
  if (const auto sheet = s.sheets.find(s.open_sheet);
      sheet != s.sheets.end() && sheet->second.header.contains(x, g.start.y))
    g.sheet = s.open_sheet;
  if (g.scroller != 0 && s.scrollings[g.scroller].scroller.press(s.now_ms)) g.swallowed = true;
}

void decide(Ui::State& s) {
  Gesture& g = s.gesture;
  const float dx = g.at.x - g.start.x, dy = g.at.y - g.start.y;
  if (!g.by_touch || std::fabs(dy) < slop_px || std::fabs(dy) < std::fabs(dx)) return;
  const auto found = s.scrollings.find(g.scroller);
  Scroller* scroller = found == s.scrollings.end() ? nullptr : &found->second.scroller;
  const bool sheet_content = scroller != nullptr && found->second.layer > 0 && s.open_sheet != 0;
  if (sheet_content && dy > 0 && scroller->offset() <= 0) g.sheet = s.open_sheet;
  if (g.sheet == 0 && (scroller == nullptr || (scroller->end() <= 0 && !found->second.pulls))) return;
  g.dragging = true;
  ImGui::ClearActiveID();
  if (g.sheet == 0) scroller->grab(g.at.y, s.now_ms);
  g.last = g.at;
}

/// A finger that swept along a row, or over a page that does not scroll, is no tap when it is lifted.
void notice_sweep(Gesture& g) {
  if (!g.by_touch || g.swallowed || std::hypot(g.at.x - g.start.x, g.at.y - g.start.y) < sweep_px) return;
  g.swallowed = true;
  ImGui::ClearActiveID();
}

void continue_gesture(Ui::State& s, const ImGuiIO& io) {
  Gesture& g = s.gesture;
  if (ImGui::IsMousePosValid(&io.MousePos)) g.at = io.MousePos;
  if (!g.dragging) decide(s);
  if (!g.dragging) return notice_sweep(g);
  if (g.sheet != 0) {
    const auto sheet = s.sheets.find(g.sheet);
    if (sheet == s.sheets.end()) return;
    sheet->second.drag = std::max(0.F, sheet->second.drag + g.at.y - g.last.y);
    const double time = s.now_ms - g.at_ms;
    if (time > 0) g.speed = 0.5F * g.speed + 0.5F * static_cast<float>((g.at.y - g.last.y) / time);
  } else {
    s.scrollings[g.scroller].scroller.move(g.at.y, s.now_ms);
  }
  g.last = g.at;
  g.at_ms = s.now_ms;
}

void finish_gesture(Ui::State& s) {
  Gesture& g = s.gesture;
  g.down = false;
  if (!g.dragging) return;
  if (g.sheet != 0) {
    s.drag_sheet(g.speed);
    return;
  }
  Scrolling& scrolling = s.scrollings[g.scroller];
  if (scrolling.pulls && scrolling.scroller.pull() >= pull_px) s.pulled_now = true;
  scrolling.scroller.release(s.now_ms);
}

}  // namespace

void Ui::State::read_gesture() {
  const ImGuiIO& io = ImGui::GetIO();
  if (io.MouseDown[0] && !gesture.down)
    begin_gesture(*this, io);
  else if (io.MouseDown[0])
    continue_gesture(*this, io);
  else if (gesture.down)
    finish_gesture(*this);
  else
    gesture.swallowed = gesture.dragging = false;
  if (io.MouseWheel != 0) {
    const NodeId id = scrolling_for_wheel(*this, io.MousePos);
    // Whole notches glide; the small steps of a touchpad are followed at once.
    const bool notches = std::fabs(io.MouseWheel) >= 0.9F && !around.reduced_motion;
    if (id != 0) scrollings[id].scroller.scroll_by(-io.MouseWheel * wheel_step_px, now_ms, notches);
  }
}

bool Ui::State::reachable(float screen_x, float screen_y) const {
  return layer == top_layer && !(layer == 0 && cover.contains(pen.from_start(screen_x), screen_y));
}

Touched Ui::State::touch(NodeId id, const Box& box, bool disabled) {
  Touched out;
  if (muted) return out;
  out.activated = !disabled && clicked.contains(id);
  const ImVec4 r = pen.on_screen(box);
  const ImRect bounds(r.x, r.y, r.z, r.w);
  if (!ImGui::ItemAdd(bounds, id, nullptr, ImGuiItemFlags_NoNav)) return out;
  const ImGuiIO& io = ImGui::GetIO();
  if (disabled || gesture.swallowed || gesture.dragging || !reachable(io.MousePos.x, io.MousePos.y)) return out;
  bool hovered = false, held = false;
  const bool pressed = ImGui::ButtonBehavior(bounds, id, &hovered, &held, ImGuiButtonFlags_MouseButtonLeft);
  out.held = held && hovered;
  out.hovered = hovered && !by_finger(io.MouseSource);
  if (out.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  if (!pressed) return out;
  out.activated = true;
  tapped = id;
  tapped_ms = now_ms;
  motion.jump(motion_key(id, Moves::press), 1);  // seen even when the touch was shorter than the highlight's delay
  if (focused != id) focus_visible = false;
  focused = id;
  return out;
}

void Ui::State::press_tint(NodeId id, const Touched& touched, const Box& box, float radius, Colour ink) {
  const double held_ms = now_ms - gesture.start_ms;
  const bool lit = touched.held && held_ms >= highlight_after_ms;
  if (touched.held && !lit) motion.busy_until(gesture.start_ms + highlight_after_ms + 1);
  const float press = motion.toward(motion_key(id, Moves::press), lit ? 1.F : 0.F, lit ? 120 : 220);
  const float hover = motion.toward(motion_key(id, Moves::hover), touched.hovered ? 1.F : 0.F, 150);
  const float strength = 0.10F * press + 0.04F * hover;
  if (strength > 0.002F) pen.fill(box, faded(ink, strength), radius);
}

void Ui::State::focus_ring(NodeId id, const Box& box, float radius) {
  if (id != focused || !focus_visible || muted) return;
  rings.emplace_back(box, radius);
}

void Ui::State::draw_rings() {
  constexpr float gap = 2, width = 2;
  for (const auto& [box, radius] : rings)
    pen.outline(box.inset(-gap - width), theme->focus, radius + gap + width, width);
  rings.clear();
}

void Ui::State::edit(NodeId id) {
  const auto node = std::find_if(sent_tree.begin(), sent_tree.end(), [id](const Node& n) { return n.id == id; });
  if (node == sent_tree.end()) return;
  if (node->role != NodeRole::text_field && node->role != NodeRole::text_area && node->role != NodeRole::search_field)
    return;
  if (editing.id == id && !editing.left) return;
  editing = {};
  editing.id = id;
  editing.text = node->value;
}

}  // namespace waymark::ui
