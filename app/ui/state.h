// The inside of Ui, shared by the files of this folder only. One frame: begin (input, gestures), the widgets (each
// takes a place, describes itself, answers to touches, draws), end (send what changed, ask for more frames).
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "app/text/text.h"
#include "app/ui/motion.h"
#include "app/ui/pen.h"
#include "app/ui/scroller.h"
#include "app/ui/ui.h"
#include "imgui.h"

namespace waymark::ui {

/// Space that a widget wants above and below itself; between two neighbours the larger one counts.
struct Margins {
  float above = 0, below = 0;
};

struct Container {
  enum class Kind : std::uint8_t { column, row, flow } kind = Kind::column;
  float x = 0, width = 0;  // room for content
  float top = 0;           // where content begins
  float y = 0;             // lower edge of what is placed
  float below = 0;         // margin wanted under it
  bool empty = true;
  int columns = 1, column = 0;          // row
  NodeId fit = 0;                       // row: what decides whether the words of its buttons fit beside each other
  float line_top = 0, line_bottom = 0;  // row, flow
  float line_x = 0;                     // flow
  float gap = 0;                        // row, flow: between neighbours
  Margins margins;                      // of the container within its parent
  float bleed = 0;                      // how far list rows may reach beyond the room on each side
  bool list = false;                    // its children are rows of one list, or of one group of radios
  NodeId seed = 0;                      // children's ids grow from it
  NodeId id = 0;
  std::size_t node = 0;       // its place in the tree; no_node: has none
  std::uint32_t unnamed = 0;  // children without a key so far
  Box box;                    // what it took of its parent, height unknown until the end
  Stretch ground;
  float padding = 0;       // below the content
  float slack = 0;         // air that the last widget has of its own, and the padding need not repeat
  float leaves_slack = 0;  // slack that this container leaves to its parent
  bool placed = true;      // takes room in its parent; pages and sheets do not
  float min_height = 0;
  float corner = 0, corner_bottom = 0;  // width at its end that is taken, down to there
  void (*close)(Ui::State&, Container&) = nullptr;
};

/// What a finger, a mouse or the mirror did to a widget.
struct Touched {
  bool activated = false;
  bool held = false;
  bool hovered = false;  // by a mouse
};

/// Shown distance from which letting go of a pulled page refreshes it.
constexpr float pull_px = 64;

/// One scrolling area, kept while its key is in use.
struct Scrolling {
  Scroller scroller;
  std::string key;    // of its page or column
  Box view;           // where it is on the page
  float room_px = 0;  // height that the view may have at most: a sheet grows with its content
  int layer = 0;
  std::uint64_t seen_frame = 0;
  double used_ms = 0;
  float sent_offset = 0;  // what the mirror knows
  bool sent = false;
  bool pulls = false;  // pull to refresh
  int mark = 0;        // where its drawing begins
  float fraction = 0;  // of a CSS px, by which all of it is moved at the end
};

struct SheetState {
  bool closing = false;
  bool measured = false;     // its content's height is known
  bool returned = false;     // the focus went back to the opener
  bool leaving = false;      // no longer drawn by its screen, and still sliding away
  float drag = 0;            // px that a finger has pulled it down
  float content_height = 0;  // of the last frame
  float height = 0;
  Box header;         // where it can be pulled
  NodeId opener = 0;  // what had the focus before
  std::string title, help;
  std::uint64_t seen_frame = 0;
  std::uint32_t times = 0;  // how often it was opened, as its screen counts
};

/// Something was undone from the snackbar: for a moment the focus looks for it.
struct Undone {
  double until_ms = 0;   // 0: nothing was
  NodeId opener = 0;     // what had the focus when it was done
  NodeId stands_in = 0;  // what has it meanwhile; when the person moves on, nothing is looked for
};

struct Gesture {
  bool down = false;
  bool by_touch = false;
  bool swallowed = false;  // it stopped a moving list: nothing else
  bool dragging = false;
  ImVec2 start, at, last;
  double start_ms = 0, at_ms = 0;
  NodeId scroller = 0;
  NodeId sheet = 0;
  float speed = 0;  // of a dragged sheet, px/ms
};

/// A text field that is being edited in the page.
struct Editing {
  NodeId id = 0;
  std::string text;
  bool changed = false, left = false, submitted = false;
  bool taken = false;   // its owner draws what was typed
  float height_px = 0;  // of its box, as last drawn; 0: not yet
  bool resized = false;
};

/// A part of the screen that can be read aloud.
struct Audible {
  NodeId button = 0;
  NodeId parent = 0;       // it ends where that one ends
  std::size_t from = 0;    // its first node in the tree
  std::uint8_t level = 0;  // it ends before the next heading of that level; 0: has no heading of its own
  std::string title{}, lang{};  // said first, where there is no heading
  int layer = 0;
};

struct PendingOp {
  MirrorOp op = MirrorOp::focus;
  NodeId id = 0;
  bool assertive = false;
  std::string text;
};

/// What of a widget a motion moves.
enum class Moves : std::uint32_t {
  press = 1,
  on,
  thumb,
  sheet,
  drag,
  snackbar,
  bar,
  page,
  indicator,
  ring,
  hover,
  open
};

struct Ui::State {
  static constexpr std::size_t no_node = static_cast<std::size_t>(-1);

  explicit State(platform::Platform& own_platform) : platform(own_platform) {}

  platform::Platform& platform;
  Surroundings around;
  const Theme* theme = &theme_of(false, false);
  bool rtl = false;
  Pen pen;
  Motion motion;
  double now_ms = 0;
  std::uint64_t frame = 0;

  // ---- the tree
  Tree tree, sent_tree;
  std::vector<NodeId> parents;
  std::vector<ImVec2> origins;  // of the scrollers around, in screen coordinates
  bool muted = false;           // draw, but neither describe nor answer (a sheet that is going away)

  // ---- layout
  std::vector<Container> containers;
  std::unordered_map<NodeId, float> row_heights, row_heights_next;  // of the last frame, to make neighbours equal
  std::unordered_set<NodeId> stacked;                               // `fit` of rows whose buttons need a whole line

  // ---- touch and focus
  Gesture gesture;
  int layer = 0, top_layer = 0, top_layer_next = 0;
  Box cover, cover_next;               // what floats above the page (snackbar)
  std::deque<MirrorEvent> inbox;       // from the mirror, in order
  std::unordered_set<NodeId> clicked;  // by the mirror, for this frame
  NodeId tapped = 0;
  double tapped_ms = -1e9;
  double held_since_ms = 0;
  NodeId focused = 0;  // where the person is: what was focused or activated last (Safari focuses no clicked button)
  bool focus_visible = false;
  NodeId reveal = 0;  // to be scrolled into view
  NodeId focus_wanted = 0;
  std::uint64_t focus_wanted_frame = 0;
  bool escaped = false;
  float keyboard_px = 0;                     // of the last frame
  std::vector<std::pair<Box, float>> rings;  // focus rings to draw over everything of their container

  // ---- scrolling
  std::unordered_map<NodeId, Scrolling> scrollings;
  std::vector<NodeId> scroller_stack;
  bool pulled_now = false;

  // ---- the screen's frame
  NodeId page_id = 0;
  std::string page_title, page_back, page_pull;
  std::string leave_label;  // empty: leaving is not offered
  bool leaving = false;     // it was asked for in this frame
  bool has_top_bar = false;
  std::size_t title_node = no_node;
  bool panes = false, panes_next = false;  // the page has columns
  Box title_box;                           // of the small title, beside the buttons
  float top_bar_px = 0, title_zone_px = 0, bottom_bar_px = 0, rail_px = 0;
  float bottom_bar_next_px = 0, rail_next_px = 0;
  double page_changed_ms = -1e9;
  float page_slide = 0;
  std::uint64_t back_frame = 0;  // in which it was asked for
  bool back_shown = false;       // by the browser, which moved the pages under a finger
  std::string start_key;    // of a page or column that begins further down
  float start_px = 0;
  bool pulled = false;
  Box page_view;
  int page_mark = 0;
  float page_fraction = 0;

  // ---- pieces with a memory
  Editing editing;
  std::unordered_map<NodeId, SheetState> sheets;
  NodeId open_sheet = 0;
  NodeId snackbar_id = 0;
  double snackbar_since_ms = 0;
  bool snackbar_answered = false;
  std::uint64_t snackbar_frame = 0;
  NodeId snackbar_opener = 0;  // what had the focus when it came
  Undone undone;
  std::unordered_map<NodeId, bool> disclosures;
  std::unordered_set<NodeId> announced, announced_next;

  // ---- reading aloud
  std::vector<std::string> voices;          // languages, without their regions
  bool voices_changed = false;
  std::vector<Audible> audible;             // of this frame
  std::unordered_set<NodeId> has_voices;    // buttons of parts that can be said in full
  NodeId read_pressed = 0;
  NodeId reading = 0;                       // the button of what is being read; 0: silence
  std::uint32_t reading_number = 0;         // as the platform knows it

  // ---- messages for the page
  std::vector<PendingOp> ops;
  std::string sent_title, sent_lang;
  bool sent_rtl = false;

  // ---- ids and the tree (nodes.cpp)
  static NodeId hash(NodeId seed, std::string_view key);
  [[nodiscard]] NodeId id_of(std::string_view key) const;
  NodeId unnamed_id(std::string_view kind);
  static std::uint32_t motion_key(NodeId id, Moves what) {
    return id * 2654435761U + static_cast<std::uint32_t>(what) * 40503U;
  }
  /// Appends a node without children; rows of lists get their list item around them.
  Node& describe(NodeRole role, NodeId id, const Box& box, std::string_view name);
  /// Appends a node that holds what follows until close_node.
  std::size_t open_node(NodeRole role, NodeId id, std::string_view name);
  void close_node(std::size_t node, const Box& box);
  [[nodiscard]] NodeRect rect_of(const Box& box) const;
  void announce(std::string_view text, bool assertive);

  // ---- layout (layout.cpp)
  [[nodiscard]] Container& top() { return containers.back(); }
  [[nodiscard]] float px(float value) const { return value * around.text_scale; }
  /// Icons grow with the text, less eagerly.
  [[nodiscard]] float icon_px(float value) const;
  /// Width that the next widget may fill.
  [[nodiscard]] float room() const;
  /// The last widget's lower edge is not seen: less padding under it.
  void give_slack(float px) { containers.back().slack = px; }
  /// Where the next widget or container begins. `width` < 0: all there is.
  Box begin_cell(const Margins& margins, float width = -1);
  void end_cell(const Box& cell, float height);
  Box place(float height, const Margins& margins, float width = -1);
  /// A container of `kind` in the next cell of the innermost one, its content `padding` inside.
  Container begin_container(NodeId id, const Margins& margins, float padding);
  void push(Container container, void (*close)(State&, Container&));
  /// Ends the innermost container; the function that scopes call.
  static void pop(void* state);
  Scope scope() { return Scope(&State::pop, this); }
  /// Height of a cell among its neighbours: cells of one line of a row are as high as the highest of the last frame.
  float among_neighbours(float height);

  /// The field that is edited, when it is this one.
  [[nodiscard]] Editing* editing_of(NodeId id) { return editing.id == id && !muted ? &editing : nullptr; }

  // ---- words (words.cpp)
  [[nodiscard]] text::Style style(Type type, const TextSpec& spec = {}) const;
  const text::Layout& lay(std::string_view text, Type type, float width_px, const TextSpec& spec = {}) const;

  // ---- touch (touch.cpp)
  void read_gesture();
  void drag_sheet(float speed_px_ms);
  Touched touch(NodeId id, const Box& box, bool disabled = false);
  /// Tint over a widget while it is pressed or under a mouse.
  void press_tint(NodeId id, const Touched& touched, const Box& box, float radius, Colour ink);
  void focus_ring(NodeId id, const Box& box, float radius);
  void draw_rings();
  /// Begins to edit a text field, if `id` is one.
  void edit(NodeId id);
  [[nodiscard]] bool reachable(float screen_x, float screen_y) const;

  // ---- focus (focus.cpp)
  void take_focus(NodeId id);
  /// The same, when the node is described, in this frame or the next.
  void want_focus(NodeId id);
  /// What had the focus is not in the new tree: it goes to what is near.
  void keep_focus();
  /// To what came back by undoing, or to where it was done; false: neither is there.
  bool focus_undone();

  // ---- scrolling (scrolling.cpp)
  /// From here on things scroll in `view`, which may grow to a height of `room_px`; content begins at the returned y.
  float begin_scrolling(NodeId id, const Box& view, float room_px);
  void end_scrolling(NodeId id, float content_height);
  /// A page or column of this key comes: it begins where start_at() said.
  void start_page(NodeId id, std::string_view key);
  void step_scrollers();
  void show(const Box& box);
  /// How high a thing here may be to be seen whole, with something beside it by which the rest can be pulled.
  [[nodiscard]] float height_seen_whole() const;
  void draw_indicator(NodeId id);
  void draw_pull(NodeId id, std::string_view label);

  // ---- reading aloud (aloud.cpp)
  /// Whether the part with this button can be said: then there is one.
  [[nodiscard]] bool can_read(NodeId button) const { return has_voices.contains(button) && !muted; }
  /// Width that the button takes of a line at whose end it stands.
  [[nodiscard]] float reader_room() const;
  /// At the end of a line; `title`: what it reads.
  void reader_button(Audible part, std::string_view title, float line_y, float line_height);
  void stop_reading();
  /// Begins and ends to read, and finds out what can be read, when all of the frame is described.
  void follow_reading();

  // ---- parts that several files draw
  /// What buttons and links have in common.
  struct Face {
    std::string_view label;
    Icon icon = Icon::none;
    ButtonKind kind = ButtonKind::tonal;
    bool disabled = false;
    bool compact = false;
    std::string_view description;
    std::string_view key;
    std::string_view href;  // a link
  };
  bool press_button(const Face& face);
  /// Where the page's column of content begins, and how wide it is.
  [[nodiscard]] Box page_column() const;
  void draw_title(float offset);
  void after_sheets();
};

}  // namespace waymark::ui
