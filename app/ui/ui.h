// The widget layer: one call draws and describes. A control without a role, a name and a state cannot be built:
// every spec has a label, and there is no other way to put a pixel on the screen.
//
//   void today(Ui& ui, const State& state, Actions& act) {
//     ui.title(tr("Today"));                                        // h1, in the top bar
//     if (auto card = ui.card("next")) {
//       ui.section(tr("What happens next"));                        // h2
//       ui.chip({.text = tr("Review in {n} days", …), .icon = Icon::calendar, .tone = Tone::accent});
//       ui.text(tr("Your review is on {date} with {who}.", …));
//       if (ui.button({.label = tr("Call Sam"), .icon = Icon::phone, .kind = ButtonKind::filled})) act.call(…);
//     }
//     if (auto list = ui.list("steps", tr("Your next steps")))
//       for (const auto& step : steps) if (ui.tick_row({.key = step.id.text, .label = …, .checked = …}).toggled) …
//   }
//
// Layout: widgets stack from top to bottom at the full width of their container (card, row cell, sheet); heights follow
// from the text. Right-to-left mirrors everything here, never in screens. Sizes are CSS px at 100% text and scale with it.
// Every widget has a key: its own, or its label. Keys are unique within their container; a repeated one is a defect.
// Labels and texts are only read during the call. Off-screen widgets are described, not drawn.
// One Ui a program; single-threaded; draws with the current ImGui context.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/ui/mirror.h"
#include "app/ui/semantics.h"
#include "app/ui/theme.h"
#include "core/model/date.h"
#include "generated/icons.h"  // enum class Icon, made from app/ui/icons.txt

namespace waymark::platform {
class Platform;
}

namespace waymark::ui {

/// What the page tells about itself with each frame.
struct Surroundings {
  float width_px = 390, height_px = 844;   // CSS px
  float pixel_ratio = 1;                   // device pixels a CSS px
  float inset_top_px = 0, inset_bottom_px = 0, inset_left_px = 0, inset_right_px = 0;  // safe areas
  float keyboard_inset_px = 0;             // height that the on-screen keyboard covers
  float text_scale = 1;                    // 0.85–2
  bool dark = false;
  bool reduced_motion = false;
  bool high_contrast = false;              // asked of the system: forced colours, or more contrast
};

/// Whether a heading has a button that reads it aloud.
enum class Aloud : std::uint8_t { no, yes };

enum class ButtonKind : std::uint8_t { filled, tonal, text, danger };

struct ButtonSpec {
  std::string_view label;
  Icon icon = Icon::none;
  ButtonKind kind = ButtonKind::tonal;
  bool disabled = false;
  bool compact = false;                // as wide as its label instead of the full width
  std::string_view description = {};   // said after the label
  std::string_view key = {};
};

struct LinkSpec {                      // tel:, sms:, mailto:, https: — a real link
  std::string_view label;
  std::string_view href;
  Icon icon = Icon::none;
  ButtonKind kind = ButtonKind::tonal;
  bool compact = false;
  std::string_view description = {};
  std::string_view key = {};
};

struct RowSpec {                       // a list row that opens something
  std::string_view key;
  std::string_view title;
  std::string_view detail = {};        // one or two lines under it
  std::string_view trailing = {};      // short, at the end of the row
  Icon icon = Icon::none;
  std::string_view initials = {};      // instead of an icon: a person
  Tone tone = Tone::neutral;           // of icon and trailing text
  bool chevron = true;
  bool current = false;                // the open one (two columns)
  std::string_view lang = {};          // of title and detail
};

struct TickSpec {                      // a step: large tick target, words under it; the words open it
  std::string_view key;
  std::string_view label;              // what to do
  std::string_view detail = {};        // who and by when
  bool checked = false;
  bool opens = false;                  // the words are a button of their own
  std::string_view quiet = {};         // "Saved on this phone"
  std::string_view lang = {};          // of the label
};
struct TickResult { bool toggled = false; bool opened = false; };

struct ChipSpec {                      // not a control: icon and word on a tinted pill
  std::string_view text;
  Icon icon = Icon::none;
  Tone tone = Tone::neutral;
};

struct FieldSpec {
  std::string_view key;
  std::string_view label;              // always visible above the field
  std::string_view value;
  std::string_view help = {};          // under the label
  std::string_view error = {};         // under the field; marks it invalid
  InputKind kind = InputKind::text;
  bool multiline = false;              // grows with its text, at least 3 lines
  bool required = false;
  bool disabled = false;
  int characters_max = 4000;
  bool own_words = false;              // quotation style
};
struct FieldResult {
  bool changed = false;                // `text` is the new value
  bool submitted = false;              // Enter was pressed in a field of one line
  std::string text = {};
};

struct OptionSpec {                    // one of a list to choose from
  std::string_view label;
  std::string_view detail = {};        // under it, in the page's language
  std::string_view lang = {};          // of the label
};

struct TextSpec {
  Type type = Type::body;
  Tone tone = Tone::neutral;
  bool muted = false;                  // ink 2
  bool centred = false;
  std::string_view lang = {};          // when it is not the page's: council content, a person's words
  int lines_max = 0;
};

struct NoticeSpec {                    // a strip that says what happened and what to do
  std::string_view key;
  Icon icon = Icon::info;
  Tone tone = Tone::neutral;
  std::string_view title;
  std::string_view text = {};
  std::string_view action = {};        // label of its button
  bool urgent = false;                 // announced at once
};

struct RingSpec {                      // steps done: n of m, in words too
  int done = 0, total = 0;
  std::string_view label;              // "3 of 7 steps done"
};

/// Ends a container when it goes out of scope. False: closed or not shown; do not fill it.
class [[nodiscard]] Scope {
 public:
  Scope() = default;
  explicit Scope(void (*end)(void*), void* ui) : end_(end), ui_(ui) {}
  Scope(Scope&& other) noexcept : end_(other.end_), ui_(other.ui_) { other.end_ = nullptr; }
  Scope(const Scope&) = delete;
  Scope& operator=(const Scope&) = delete;
  Scope& operator=(Scope&&) = delete;
  ~Scope() { if (end_) end_(ui_); }
  explicit operator bool() const { return end_ != nullptr; }

 private:
  void (*end_)(void*) = nullptr;
  void* ui_ = nullptr;
};

class Ui {
 public:
  explicit Ui(platform::Platform& platform);
  ~Ui();
  Ui(const Ui&) = delete;
  Ui& operator=(const Ui&) = delete;

  // ---- One frame; called by App between ImGui::NewFrame and ImGui::Render
  void begin_frame(const Surroundings& surroundings);
  /// Ends the frame, diffs the tree and sends changes to the page; asks for more frames while something moves.
  void end_frame();
  void on(const MirrorEvent& event);
  [[nodiscard]] const Tree& tree() const;     // of the last frame
  [[nodiscard]] const Theme& theme() const;
  /// Languages that can be read aloud here (BCP 47). Without a voice for all of its words a thing has no button for it.
  void voices(std::vector<std::string> languages);
  /// What Platform::speak was given with this number is said.
  void spoken(std::uint32_t number);
  void stop_reading();
  [[nodiscard]] bool wide() const;            // 840 CSS px or more at 100% text: two columns
  [[nodiscard]] bool right_to_left() const;
  [[nodiscard]] bool reduced_motion() const;

  // ---- The frame of a screen. Order: top_bar, page (main), bottom_bar, then sheets and the snackbar.
  struct TopBar { std::string_view title; std::string_view back = {}; };  // back: label of the back button; empty: none
  enum class TopBarAction : std::uint8_t { none, back, help };
  /// Title (h1) that shrinks as the page scrolls, back at the start, "Help now" always at the end (`help` is its label).
  TopBarAction top_bar(const TopBar& bar, std::string_view help);
  /// Puts a button of this label beside each "Help now", from now on; `leaving`: it was pressed in this frame.
  void offer_leaving(std::string_view label);
  [[nodiscard]] bool leaving() const;
  /// The scrolling middle (landmark main). `key` names the screen: each keeps its own scroll place, a new one gets the
  /// focus on its h1. `pull`: label for pull-to-refresh, empty: none.
  Scope page(std::string_view key, std::string_view pull = {});
  [[nodiscard]] bool pulled() const;          // the page was pulled down and let go
  struct Place { std::string_view key; std::string_view label; Icon icon = Icon::none; bool news = false; };
  /// Five places, icon and word, at the side of a screen that is wide and high enough.
  /// Returns the tapped one's index or -1.
  int bottom_bar(std::string_view label, const std::vector<Place>& places, int current);
  /// Two independently scrolling columns from 840 px on: pane(0), pane(1). `share`: of the width, for the first. Each
  /// is pulled as its page is.
  Scope pane(std::string_view key, int index, float share);
  /// A sheet from below (dialog): `*open` becomes false when it is closed by its button, the scrim, Escape or a drag.
  /// `help_label`: of "Help now" in its head, empty: none; `*help` tells whether that was pressed. `times`: how often it
  /// was opened; another number while it slides away opens it again.
  Scope sheet(std::string_view key, std::string_view title, bool* open, std::string_view close_label,
              std::string_view help_label = {}, bool* help = nullptr, std::uint32_t times = 0);
  /// A message at the bottom for 6 s (longer while focused); true when its action was tapped. `*over`: it is gone.
  bool snackbar(std::string_view key, std::string_view text, std::string_view action = {}, bool* over = nullptr);
  /// Says something to a screen reader without drawing it.
  void announce(std::string_view text, bool assertive = false);
  /// Moves focus to the widget with this key in the current container at its next draw.
  void focus(std::string_view key);
  /// The next page is one that was there before: it comes from the other side. `shown`: the browser has moved it.
  void went_back(bool shown);
  /// How far the page or column of this key is scrolled, CSS px.
  [[nodiscard]] float scrolled(std::string_view key) const;
  /// Where it begins when it is next drawn for the first time.
  void start_at(std::string_view key, float offset_px);
  /// Scrolls the page to its top.
  void scroll_to_top();
  /// The page or column of this key, opened anew, begins at its top.
  void forget_place(std::string_view key);

  // ---- Containers
  Scope card(std::string_view key);                       // surface with padding
  Scope list(std::string_view key, std::string_view label);  // ul; rows inside are its items
  Scope region(std::string_view key, std::string_view label);
  Scope row(std::string_view key, int columns);           // equal columns side by side; each next widget takes one
  Scope flow(std::string_view key);                       // as many as fit side by side, then wrap (chips, compact buttons)

  // ---- Words
  /// `aloud`: a small button at the end of the heading reads it aloud with what stands under it, up to the next heading
  /// of its level or the end of its card: the words that are described, never the names of buttons and fields.
  void section(std::string_view text, std::string_view lang = {}, Aloud aloud = Aloud::no);      // h2
  void subsection(std::string_view text, std::string_view lang = {}, Aloud aloud = Aloud::no);   // h3
  /// The same for a container without a heading, in its upper end corner: the first thing in it. `title`: what it is.
  void read_aloud(std::string_view title, std::string_view lang = {});
  void text(std::string_view text, const TextSpec& spec = {});
  /// The young person's own words, in quotation style. `by`: whose, read first.
  void quote(std::string_view words, std::string_view by, std::string_view lang = {});
  void labelled(std::string_view label, std::string_view value, Icon icon = Icon::none, std::string_view lang = {});  // "Who leads this" / "…"
  /// A quiet line of words with a small icon: "Saved on this phone".
  void quiet(std::string_view text, Icon icon = Icon::none, std::string_view lang = {});
  void chip(const ChipSpec& spec);
  void ring(const RingSpec& spec);
  void image_icon(Icon icon, Tone tone, float size_px);   // decoration: not described
  void gap(float css_px);
  /// One sentence and, if `action` is not empty, one button; true when tapped.
  bool empty(Icon icon, std::string_view sentence, std::string_view action = {});

  // ---- Controls; true (or an index, or a result) in the frame after the person acted
  bool button(const ButtonSpec& spec);
  bool link(const LinkSpec& spec);                        // also opens it
  bool list_row(const RowSpec& spec);
  TickResult tick_row(const TickSpec& spec);
  FieldResult field(const FieldSpec& spec);
  /// One of a few; returns the chosen index when it changes, else -1.
  int segmented(std::string_view key, std::string_view label, const std::vector<std::string>& options, int selected);
  /// One of several, as pills that wrap (filters, who, feelings); -1 when unchanged.
  int choice(std::string_view key, std::string_view label, const std::vector<std::string>& options, int selected);
  /// One of many, as rows with a round mark; -1 when unchanged.
  int options(std::string_view key, std::string_view label, const std::vector<OptionSpec>& options, int selected);
  /// A disclosure: the row opens and closes what is inside.
  Scope disclosure(std::string_view key, std::string_view label);
  bool notice(const NoticeSpec& spec);                    // true: its action was tapped
  /// A calendar day to choose (native date input on the page). Returns true when `*date` changed.
  bool date_field(std::string_view key, std::string_view label, std::optional<Date>* date);

  struct State;

 private:
  std::unique_ptr<State> state_;
};

}  // namespace waymark::ui
