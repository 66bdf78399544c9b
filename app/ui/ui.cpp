// A frame from its begin to its end, and what arrives between two frames.
#include "app/ui/ui.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "app/platform/platform.h"
#include "app/text/strings.h"
#include "app/ui/state.h"

namespace waymark::ui {
namespace {

constexpr double double_activation_ms = 400;  // a click after a tap on the same thing is the same wish (flutter#160560)
constexpr float wide_px = 840;
constexpr std::size_t scrollings_max = 64;

template <class Number>
void put(std::vector<std::byte>& out, Number value) {
  const std::size_t at = out.size();
  out.resize(at + sizeof value);
  std::memcpy(out.data() + at, &value, sizeof value);
}

void put(std::vector<std::byte>& out, const std::string& text) {
  put(out, static_cast<std::uint32_t>(text.size()));
  const std::size_t at = out.size();
  out.resize(at + text.size());
  std::memcpy(out.data() + at, text.data(), text.size());
}

/// The language of our own words when it is not the page's: they have no translation.
std::string_view foreign_language(std::string_view words) {
  const std::string_view spoken = text::spoken_language(words);
  return spoken == text::language() ? std::string_view() : spoken;
}

void put(std::vector<std::byte>& out, const PendingOp& op) {
  put(out, static_cast<std::uint8_t>(op.op));
  if (op.op == MirrorOp::focus) put(out, op.id);
  if (op.op == MirrorOp::announce) {
    put(out, static_cast<std::uint8_t>(op.assertive));
    put(out, op.text);
    put(out, std::string(foreign_language(op.text)));
  }
}

/// Whether the screen has still to see what came before `event`. What goes on in the same field may join it: letters
/// that come faster than frames. Anything else waits for a frame of its own, or the order of two wishes would be the
/// one in which the screen draws them, and the last letters before a Tab would be lost.
bool must_wait(const Ui::State& s, const MirrorEvent& event) {
  using Kind = MirrorEvent::Kind;
  const Editing& e = s.editing;
  if (!s.clicked.empty() || s.escaped || e.left) return true;
  const bool joins =
      event.id == e.id && (event.kind == Kind::input || event.kind == Kind::submit || event.kind == Kind::blur);
  return e.changed && !joins;
}

void take(Ui::State& s, const MirrorEvent& event) {
  using Kind = MirrorEvent::Kind;
  switch (event.kind) {
    case Kind::click:
      s.clicked.insert(event.id);
      s.focused = event.id;
      break;
    case Kind::focus:
      s.focused = event.id;
      s.focus_visible = event.visible;
      if (event.visible) s.reveal = event.id;
      s.edit(event.id);
      break;
    case Kind::blur:
      if (s.focused == event.id) s.focused = 0;
      if (s.editing.id == event.id) s.editing.left = true;
      break;
    case Kind::input:
      s.edit(event.id);
      if (s.editing.id != event.id) break;  // gone
      s.reveal = event.id;
      s.editing.text = event.text;
      s.editing.changed = true;
      break;
    case Kind::submit:
      if (s.editing.id == event.id) s.editing.submitted = true;
      // The phone's keyboard goes: what was looked for lies under it. Where there is none one stays in the field.
      if (s.editing.id == event.id && s.keyboard_px > 0) {
        s.editing.left = true;
        s.take_focus(0);
      }
      break;
    case Kind::escape:
      s.escaped = true;
      break;
  }
}

/// What a person did since the last frame, as much of it as one frame can show.
void read_inbox(Ui::State& s) {
  for (; !s.inbox.empty() && !must_wait(s, s.inbox.front()); s.inbox.pop_front()) take(s, s.inbox.front());
}

/// The one window: all of the screen, and nothing of Dear ImGui's own look.
void open_window(const Surroundings& around) {
  // From the next frame on: circles that stay round on dense screens.
  ImGui::GetStyle().CircleTessellationMaxError = 0.12F / std::max(around.pixel_ratio, 1.F);
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize({around.width_px, around.height_px});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0.F);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, ImVec2(1, 1));
  ImGui::Begin("waymark", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoScrollWithMouse |
                   ImGuiWindowFlags_NoBringToFrontOnFocus);
  ImGui::PopStyleVar(3);
}

}  // namespace

Ui::Ui(platform::Platform& platform) : state_(std::make_unique<State>(platform)) {}
Ui::~Ui() = default;

const Tree& Ui::tree() const { return state_->sent_tree; }
const Theme& Ui::theme() const { return *state_->theme; }
bool Ui::wide() const {
  const Surroundings& a = state_->around;
  return a.width_px >= wide_px * std::max(1.F, a.text_scale);  // larger words need wider columns
}
bool Ui::right_to_left() const { return state_->rtl; }
bool Ui::reduced_motion() const { return state_->around.reduced_motion; }
bool Ui::pulled() const { return state_->pulled; }

void Ui::announce(std::string_view text, bool assertive) { state_->announce(text, assertive); }

void Ui::focus(std::string_view key) { state_->want_focus(state_->id_of(key)); }

void Ui::offer_leaving(std::string_view label) { state_->leave_label = label; }

bool Ui::leaving() const { return state_->leaving; }

void Ui::begin_frame(const Surroundings& surroundings) {
  State& s = *state_;
  s.around = surroundings;
  s.around.text_scale = std::clamp(surroundings.text_scale, 0.85F, 2.F);
  s.theme = &theme_of(surroundings.dark, surroundings.high_contrast);
  s.rtl = text::right_to_left();
  text::begin_frame(s.rtl);
  s.now_ms = s.platform.animation_ms();
  s.motion.begin_frame(s.now_ms, surroundings.reduced_motion);
  ++s.frame;

  s.tree.clear();
  s.parents.assign(1, 0);
  s.origins.clear();
  s.rings.clear();
  s.audible.clear();
  s.scroller_stack.clear();
  s.muted = false;
  s.layer = 0;
  s.top_layer = std::exchange(s.top_layer_next, 0);
  s.cover = std::exchange(s.cover_next, Box{});
  s.has_top_bar = false;
  s.leaving = false;
  s.title_node = State::no_node;
  s.pulled = s.pulled_now = false;
  s.bottom_bar_px = s.bottom_bar_next_px;
  s.rail_px = s.rail_next_px;
  s.bottom_bar_next_px = s.rail_next_px = 0;
  s.panes = std::exchange(s.panes_next, false);
  s.row_heights = std::exchange(s.row_heights_next, {});
  s.announced = std::exchange(s.announced_next, {});

  read_inbox(s);
  // The keyboard has come, or there are more lines: what is typed into shall stand above it.
  const bool moved = surroundings.keyboard_inset_px != s.keyboard_px || std::exchange(s.editing.resized, false);
  if (s.editing.id != 0 && moved) s.reveal = s.editing.id;
  s.keyboard_px = surroundings.keyboard_inset_px;

  open_window(s.around);
  s.pen.begin(*ImGui::GetWindowDrawList(), s.around.width_px, s.around.height_px, s.rtl, s.around.pixel_ratio);
  s.pen.fill({0, 0, s.around.width_px, s.around.height_px}, s.theme->paper);
  Container root;
  root.width = s.around.width_px;
  root.seed = 2166136261U;
  root.node = State::no_node;
  s.containers.assign(1, root);
  s.read_gesture();
  s.step_scrollers();
}

namespace {

/// The rest of a frame's message to the page: what the difference of two trees does not say.
void put_ops(Ui::State& s, std::vector<std::byte>& out) {
  for (auto& [id, scrolling] : s.scrollings) {
    if (scrolling.seen_frame != s.frame) {
      scrolling.sent = false;
      continue;
    }
    const float offset = std::round(scrolling.scroller.offset() * s.around.pixel_ratio) / s.around.pixel_ratio;
    if (scrolling.sent && scrolling.sent_offset == offset) continue;
    if (!scrolling.sent && offset == 0) {
      scrolling.sent = true;
      scrolling.sent_offset = 0;
      continue;
    }
    scrolling.sent = true;
    scrolling.sent_offset = offset;
    put(out, static_cast<std::uint8_t>(MirrorOp::scroll));
    put(out, id);
    put(out, offset);
  }
  for (const PendingOp& op : s.ops) put(out, op);
  s.ops.clear();
  const std::string language(text::language());
  if (s.page_title != s.sent_title || language != s.sent_lang || s.rtl != s.sent_rtl) {
    put(out, static_cast<std::uint8_t>(MirrorOp::document));
    put(out, s.page_title);
    put(out, language);
    put(out, static_cast<std::uint8_t>(s.rtl));
    s.sent_title = s.page_title;
    s.sent_lang = language;
    s.sent_rtl = s.rtl;
  }
}

/// Asks for as many frames as something moves, and not one more.
void ask_for_frames(Ui::State& s) {
  if (s.bottom_bar_px != s.bottom_bar_next_px || s.rail_px != s.rail_next_px) s.motion.busy_until(s.now_ms + 1);
  if (s.top_layer != s.top_layer_next || s.panes != s.panes_next || s.row_heights != s.row_heights_next)
    s.motion.busy_until(s.now_ms + 1);
  if (s.focus_wanted != 0 || s.reveal != 0 || !s.inbox.empty()) s.motion.busy_until(s.now_ms + 1);
  for (const auto& [id, scrolling] : s.scrollings)
    if (scrolling.seen_frame == s.frame) s.motion.busy_until(scrolling.scroller.rest_at_ms());
  if (s.motion.remaining_ms() > 0) s.platform.request_frame(s.motion.remaining_ms() / 1000);
  if (s.motion.wake_in_ms() >= 0) s.platform.request_frame_after(s.motion.wake_in_ms() / 1000);
}

/// A field that left the page took what was typed with it, and the page says nothing of that.
void forget_gone(Ui::State& s) {
  const auto is_edited = [&s](const Node& node) { return node.id == s.editing.id; };
  if (s.editing.id != 0 && std::ranges::none_of(s.sent_tree, is_edited)) s.editing = {};
}

void forget_unused(Ui::State& s) {
  std::erase_if(s.sheets, [&](const auto& item) { return item.second.seen_frame != s.frame && !item.second.leaving; });
  while (s.scrollings.size() > scrollings_max) {
    const auto oldest = std::min_element(s.scrollings.begin(), s.scrollings.end(), [](const auto& a, const auto& b) {
      return a.second.used_ms < b.second.used_ms;
    });
    s.scrollings.erase(oldest);
  }
  s.clicked.clear();
  s.editing.changed = s.editing.submitted = false;
  if (s.editing.left) s.editing = {};
  s.escaped = false;
  if (s.frame > s.focus_wanted_frame + 3) s.focus_wanted = 0;
  s.reveal = 0;
}

/// Says of words without a translation that they are English. A field is left alone: what is typed in it is not ours.
void name_languages(Tree& tree) {
  for (Node& node : tree)
    if (node.lang.empty() && !node.name.empty() && node.value.empty()) node.lang = foreign_language(node.name);
}

}  // namespace

void Ui::end_frame() {
  State& s = *state_;
  s.after_sheets();
  s.keep_focus();
  name_languages(s.tree);
  s.draw_rings();
  s.follow_reading();
  ImGui::End();
  std::vector<std::byte> out;
  if (s.tree != s.sent_tree) diff(s.sent_tree, s.tree, out);  // a list that only scrolls has the same tree
  put_ops(s, out);
  if (!out.empty()) s.platform.send_mirror(out);
  std::swap(s.sent_tree, s.tree);
  ask_for_frames(s);
  forget_gone(s);
  forget_unused(s);
  s.motion.end_frame();
}

void Ui::on(const MirrorEvent& event) {
  State& s = *state_;
  const bool again = event.kind == MirrorEvent::Kind::click && event.id == s.tapped &&
                     s.platform.animation_ms() - s.tapped_ms < double_activation_ms;
  if (!again) s.inbox.push_back(event);
  s.platform.request_frame(0);
}

}  // namespace waymark::ui
