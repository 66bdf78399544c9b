// Reading aloud: what a part of the screen describes is what is said, so no screen collects its words a second time.
#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <utility>

#include "app/platform/platform.h"
#include "app/text/strings.h"
#include "app/ui/state.h"

namespace waymark::ui {
namespace {

constexpr float icon_at_100 = 22;
constexpr float clear_px = 14;
constexpr float lift_px = 3;  // of the target over its line: room for what is touched under it

float reader_size(const Ui::State& s) { return std::max(Space::target, s.icon_px(icon_at_100) + 22); }

std::string without_region(std::string_view tag) { return std::string(tag.substr(0, tag.find('-'))); }

using Parts = std::vector<platform::Speech>;

/// What is heard of a part of the tree, in reading order.
class Reader {
 public:
  Reader(const Tree& tree, const Audible& part) : tree_(tree) {
    say(part.title, part.lang);
    inside_.emplace(part.parent, NodeRole::group);
    for (std::size_t i = part.from; i < tree.size() && inside_.contains(tree[i].parent); ++i) {
      const Node& node = tree[i];
      if (i > part.from && node.role == NodeRole::heading && node.level <= part.level) break;
      inside_.emplace(node.id, node.role);
      if (!(node.state & state_hidden_visually)) hear(i);
    }
  }
  [[nodiscard]] Parts take() { return std::move(parts_); }

 private:
  void say(std::string_view words, std::string_view lang = {}) {
    if (!words.empty()) parts_.push_back({std::string(words), std::string(lang.empty() ? text::language() : lang)});
  }

  void hear(std::size_t i) {
    const Node& node = tree_[i];
    switch (node.role) {
      case NodeRole::heading:
      case NodeRole::text:
      case NodeRole::quote:
      case NodeRole::list_item:
      case NodeRole::progress:
      case NodeRole::status:
        say(node.name, node.lang);
        break;
      case NodeRole::checkbox:
        say(node.state & state_checked ? text::tr("Done: {step}", {{"step", node.name}}) : node.name, node.lang);
        say(node.description);
        break;
      case NodeRole::button:
        hear_row(i);
        break;
      default:
        break;
    }
  }

  /// A row of a list says what it holds; any other button only what it does. The words of a step are a button beside
  /// its box, of the same name.
  void hear_row(std::size_t i) {
    const Node& node = tree_[i];
    const auto around = inside_.find(node.parent);
    if (around == inside_.end() || around->second != NodeRole::list_item) return;
    const bool of_box = tree_[i - 1].role == NodeRole::checkbox && tree_[i - 1].parent == node.parent;
    if (!of_box) say(node.name, node.lang);
    say(node.description);
  }

  const Tree& tree_;
  std::unordered_map<NodeId, NodeRole> inside_;  // what of it may hold more
  Parts parts_;
};

}  // namespace

float Ui::State::reader_room() const {
  // Its icon ends with the line: the target reaches as far beyond it as it does before it.
  return (reader_size(*this) + icon_px(icon_at_100)) / 2 + 4;
}

void Ui::State::reader_button(Audible part, std::string_view title, float line_y, float line_height) {
  if (muted || voices.empty()) return;
  const NodeId button = part.button;
  audible.push_back(std::move(part));
  if (!can_read(button)) return;
  const float size = reader_size(*this), icon = icon_px(icon_at_100);
  const float middle = std::round(line_y + line_height / 2);
  const float end = top().x + top().width + (size - icon) / 2;
  const Box target{end - size, std::round(middle - size / 2 - lift_px), size, size};
  const Box disc = Box{target.x, middle - size / 2, size, size}.centred(icon + 14);
  const bool on = reading == button;
  const Touched touched = touch(button, target);
  if (touched.activated) read_pressed = button;
  if (pen.visible(target.inset(-4))) {
    const Tint colours = tonal(*theme);
    if (on) pen.fill(disc, colours.ground, disc.width / 2);
    press_tint(button, touched, disc, disc.width / 2, theme->ink);
    if (on)
      pen.fill(disc.centred(std::round(icon * 0.55F)), colours.ink, 2);  // filled: an outline would be a box to tick
    else
      pen.icon(Icon::volume_2, disc.centred(icon), theme->ink2);
    focus_ring(button, disc, disc.width / 2);
  }
  describe(NodeRole::button, button, target,
           on ? text::tr("Stop reading") : text::tr("Read aloud: {what}", {{"what", title}}));
}

void Ui::State::stop_reading() {
  if (std::exchange(reading, 0) == 0) return;
  platform.stop_speaking();
  platform.request_frame(0);
}

void Ui::State::follow_reading() {
  const NodeId pressed = std::exchange(read_pressed, 0);
  if (std::exchange(voices_changed, false) || tree != sent_tree) {
    std::unordered_set<NodeId> sayable;
    for (const Audible& part : audible) {
      const Parts parts = Reader(tree, part).take();
      const bool all = std::ranges::all_of(parts, [this](const platform::Speech& speech) {
        return std::ranges::find(voices, without_region(speech.language)) != voices.end();
      });
      if (all) sayable.insert(part.button);
    }
    if (sayable != has_voices) motion.busy_until(now_ms + 1);
    has_voices = std::move(sayable);
  }
  // What is read has to be in sight with the button that stops it.
  const auto heard = std::ranges::find(audible, reading, &Audible::button);
  if (reading != 0 && (heard == audible.end() || heard->layer < top_layer_next || !can_read(reading))) stop_reading();
  if (pressed == 0) return;
  const bool was_on = reading == pressed;
  stop_reading();
  const auto part = std::ranges::find(audible, pressed, &Audible::button);
  if (was_on || part == audible.end()) return;
  reading = pressed;
  platform.speak(++reading_number, Reader(tree, *part).take());
  motion.busy_until(now_ms + 1);  // its button is another one now
}

void Ui::read_aloud(std::string_view title, std::string_view lang) {
  State& s = *state_;
  Container& c = s.top();
  const NodeId button = s.unnamed_id("read aloud");
  const float line = s.px(measure_of(Type::section).line_height_px);
  const float drop = c.bleed > 0 ? 0 : clear_px;  // a card has room above, a sheet has its buttons there
  if (s.can_read(button)) {
    c.corner = s.reader_room();
    c.corner_bottom = c.top + drop + line;
  }
  s.reader_button({.button = button,
                   .parent = s.parents.back(),
                   .from = s.tree.size(),
                   .title = std::string(title),
                   .lang = std::string(lang),
                   .layer = s.layer},
                  title, c.top + drop, line);
}

void Ui::stop_reading() { state_->stop_reading(); }

void Ui::voices(std::vector<std::string> languages) {
  State& s = *state_;
  for (std::string& language : languages) language = without_region(language);
  s.voices = std::move(languages);
  s.voices_changed = true;
  s.platform.request_frame(0);
}

void Ui::spoken(std::uint32_t number) {
  State& s = *state_;
  if (s.reading == 0 || number != s.reading_number) return;
  s.reading = 0;
  s.platform.request_frame(0);
}

}  // namespace waymark::ui
