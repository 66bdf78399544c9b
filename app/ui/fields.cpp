// Text and date fields. At rest they are drawn here; while someone writes, the page's own field stands at the same
// place (web/style.css has the same paddings), and only the box around it is ours.
#include <algorithm>
#include <cmath>

#include "app/platform/platform.h"
#include "app/text/strings.h"
#include "app/ui/state.h"

namespace waymark::ui {
namespace {

constexpr float radius = 12, padding_x = 14, padding_y = 10;
constexpr float lines_least = 3;

/// The first `most` code points.
std::string shortened(std::string_view text, int most) {
  int count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool begins = (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U;
    if (begins && ++count > most) return std::string(text.substr(0, i));
  }
  return std::string(text);
}

/// Label and help above a field.
void draw_label(Ui::State& s, std::string_view label, std::string_view help) {
  text::Style style = s.style(Type::secondary);
  style.semibold = true;
  const text::Layout& words = text::layout(label, style, std::floor(s.room()));
  Box box = s.place(words.height, {14, 6});
  s.pen.text(words, box.x, box.y, s.theme->ink);
  if (help.empty()) return;
  const text::Layout& more = s.lay(help, Type::secondary, s.room());
  box = s.place(more.height, {0, 6});
  s.pen.text(more, box.x, box.y, s.theme->ink2);
}

void draw_error(Ui::State& s, std::string_view error) {
  if (error.empty()) return;
  const float icon = s.icon_px(18), inset = icon + 8;
  const text::Layout& words = s.lay(error, Type::secondary, s.room() - inset);
  const Box box = s.place(words.height, {6, 10});
  s.pen.icon(Icon::triangle_alert, {box.x, box.y + std::round((words.style.line_height_px - icon) / 2), icon, icon},
             s.theme->broken);
  s.pen.text(words, box.x + inset, box.y, s.theme->broken);
}

void draw_box(Ui::State& s, NodeId id, const Touched& touched, const Box& box, bool edited, bool invalid,
              bool disabled) {
  const Theme& theme = *s.theme;
  s.pen.fill(box, disabled ? theme.surface2 : theme.surface, radius);
  const Colour border = invalid    ? theme.broken
                        : edited   ? theme.primary
                        : disabled ? theme.hairline
                                   : theme.control_border;
  s.pen.outline(box, border, radius, edited || invalid ? 2.F : 1.F);
  if (!edited) s.press_tint(id, touched, box, radius, theme.ink);
}

std::string joined(std::string_view a, std::string_view b) {
  std::string out(a);
  if (!a.empty() && !b.empty()) out += ' ';
  return out += b;
}

/// A longer text than can be seen scrolls within the page's field: one who writes sees what is written.
float height_while_edited(Ui::State& s, Editing& editing, float wanted, float least) {
  const float height = std::min(wanted, std::max(least, std::floor(s.height_seen_whole())));
  editing.resized = editing.height_px != 0 && editing.height_px != height;
  if (editing.resized) s.motion.busy_until(s.now_ms + 1);
  editing.height_px = height;
  return height;
}

/// Nobody writes into what someone is writing. But an owner that had taken it, and empties it, has sent it.
void follow_owner(Editing& editing, std::string_view value) {
  if (editing.taken && value.empty() && !editing.changed) editing.text.clear();
  editing.taken = !value.empty() && value == editing.text;
}

/// What the page's field told since the last frame.
FieldResult told(const Editing* editing) {
  FieldResult out;
  if (editing == nullptr) return out;
  out.changed = editing->changed;
  out.submitted = editing->submitted;
  if (out.changed) out.text = editing->text;
  return out;
}

bool is_secret(InputKind kind) { return kind >= InputKind::pin; }

/// A dot a letter: how many there are says little, and helps who types.
std::string dots(std::string_view text) {
  std::string drawn;
  for (const char c : text) {
    if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) drawn += "•";
  }
  return drawn;
}

NodeRole role_of(const FieldSpec& spec) {
  if (spec.multiline) return NodeRole::text_area;
  return spec.kind == InputKind::search ? NodeRole::search_field : NodeRole::text_field;
}

/// As the page's own field sets its words. Under 16 px iOS would zoom into it.
text::Style field_style(const Ui::State& s, Type type, int lines_max) {
  constexpr float least_px = 16;
  text::Style style = s.style(type, {.lines_max = lines_max});
  style.size_px = std::max(style.size_px, least_px);
  style.line_height_px = std::max(style.line_height_px, std::round(style.size_px * 1.2F));
  style.align = text::Align::own;  // as in the native field: words do not jump under who begins to write
  return style;
}

void describe_field(Ui::State& s, NodeId id, const Box& box, const FieldSpec& spec, const std::string& value,
                    const text::Style& style) {
  Node& node = s.describe(role_of(spec), id, box, spec.label);
  node.value = value;
  node.text_px = style.size_px;
  node.line_px = style.line_height_px;
  node.input = spec.kind;
  node.description = joined(spec.help, spec.error);
  node.state = static_cast<std::uint16_t>((spec.required ? state_required : 0) | (spec.disabled ? state_disabled : 0) |
                                          (spec.error.empty() ? 0 : state_invalid));
}

}  // namespace

FieldResult Ui::field(const FieldSpec& spec) {
  State& s = *state_;
  const NodeId id = s.id_of(spec.key);
  draw_label(s, spec.label, spec.help);
  Editing* editing = s.editing_of(id);
  if (editing != nullptr) {
    editing->text = shortened(editing->text, spec.characters_max);
    follow_owner(*editing, spec.value);
  }
  // What is being typed is shown even when the caller still draws an older value.
  const std::string value = editing != nullptr ? editing->text : std::string(spec.value);

  const Type type = spec.own_words ? Type::quote : Type::body;
  const float search = spec.kind == InputKind::search ? s.icon_px(20) + 10 : 0;
  const float bar = spec.own_words ? 8 : 0;
  const float across = s.px(padding_x), down = s.px(padding_y);
  const float width = s.room() - 2 * across - search - bar;
  const text::Layout& words = text::layout(is_secret(spec.kind) ? dots(value) : value,
                                           field_style(s, type, spec.multiline ? 0 : 1), std::floor(width));
  const float line = words.style.line_height_px;
  const float inner =
      spec.multiline ? std::max(lines_least * line, words.height + (editing != nullptr ? line : 0)) : line;
  float height = std::max(52.F, inner + 2 * down + 2);
  if (editing != nullptr) height = height_while_edited(s, *editing, height, line + 2 * down + 2);
  const Box box = s.place(height, {0, spec.error.empty() ? 12.F : 6.F});

  const Touched touched = s.touch(id, box, spec.disabled);
  if (touched.activated) s.take_focus(id);
  if (s.pen.visible(box.inset(-6))) {
    draw_box(s, id, touched, box, editing != nullptr, !spec.error.empty(), spec.disabled);
    const float y = spec.multiline ? box.y + down + 1 : std::round(box.middle_y() - line / 2);
    if (search > 0)
      s.pen.icon(Icon::search,
                 {box.x + across, std::round(box.middle_y() - s.icon_px(20) / 2), s.icon_px(20), s.icon_px(20)},
                 s.theme->ink2);
    if (spec.own_words) s.pen.fill({box.x + 7, box.y + 9, 4, box.height - 18}, s.theme->accent, 2);
    if (editing == nullptr)
      s.pen.text(words, box.x + across + search + bar, y, spec.disabled ? s.theme->ink2 : s.theme->ink);
    if (editing == nullptr) s.focus_ring(id, box, radius);
  }
  describe_field(s, id, {box.x + search + bar, box.y, box.width - search - bar, box.height}, spec, value, words.style);
  draw_error(s, spec.error);
  return told(editing);
}

bool Ui::date_field(std::string_view key, std::string_view label, std::optional<Date>* date) {
  State& s = *state_;
  const NodeId id = s.id_of(key);
  draw_label(s, label, {});
  Editing* editing = s.editing_of(id);
  bool changed = false;
  if (editing != nullptr && editing->changed) {
    const std::optional<Date> chosen = parse_date(editing->text);
    // A half-typed date has no value yet; an emptied field means none.
    if ((chosen.has_value() || editing->text.empty()) && chosen != *date) {
      *date = chosen;
      changed = true;
    }
  }
  const float icon = s.icon_px(22), across = s.px(padding_x);
  const std::string shown = date->has_value()
                                ? s.platform.format_date(**date, platform::DateStyle::full, text::language())
                                : text::tr("Choose a day");
  const text::Style style = field_style(s, Type::body, 0);
  const text::Layout& words = text::layout(shown, style, std::floor(s.room() - 2 * across - icon - 12));
  const Box box = s.place(std::max(52.F, words.height + 2 * s.px(padding_y) + 2), {0, 12});
  const Touched touched = s.touch(id, box);
  if (touched.activated) s.take_focus(id);
  if (s.pen.visible(box.inset(-6))) {
    draw_box(s, id, touched, box, editing != nullptr, false, false);
    if (editing == nullptr) {
      s.pen.text(words, box.x + across, std::round(box.middle_y() - words.height / 2),
                 date->has_value() ? s.theme->ink : s.theme->ink2);
      s.pen.icon(Icon::calendar, {box.right() - across - icon, std::round(box.middle_y() - icon / 2), icon, icon},
                 s.theme->ink2);
      s.focus_ring(id, box, radius);
    }
  }
  Node& node = s.describe(NodeRole::text_field, id, box, label);
  node.input = InputKind::date;
  node.text_px = style.size_px;
  node.line_px = style.line_height_px;
  node.value = editing != nullptr ? editing->text : date->has_value() ? to_text(**date) : std::string();
  return changed;
}

}  // namespace waymark::ui
