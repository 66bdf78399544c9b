// What a screen says to someone who does not see it. Every widget call appends one node or more, in reading order;
// the list of a frame is diffed with the last one and the changes go to the page (mirror.h), which keeps real elements.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace waymark::ui {

using NodeId = std::uint32_t;  // hash of the widget's key and its parents' keys; stable between frames; 0: none

enum class NodeRole : std::uint8_t {
  banner, navigation, main, region, form, dialog,         // landmarks and windows
  heading, text, quote, list, list_item, group,           // structure
  button, link, checkbox, radio_group, radio, text_field, text_area, search_field,  // controls
  progress, status,
  scroller,                                               // moves its children by its offset
};

/// Bits of `Node::state`.
enum NodeState : std::uint16_t {
  state_checked = 1 << 0,
  state_checkable = 1 << 1,
  state_expanded = 1 << 2,
  state_expandable = 1 << 3,
  state_selected = 1 << 4,
  state_disabled = 1 << 5,
  state_invalid = 1 << 6,
  state_busy = 1 << 7,
  state_current = 1 << 8,   // aria-current="page"
  state_required = 1 << 9,
  state_hidden_visually = 1 << 10,  // read, not drawn
};

enum class InputKind : std::uint8_t {
  none,
  text,
  name,
  phone,
  email,
  search,
  date,
  number,
  pin,         // digits, drawn as dots
  passphrase,  // likewise, with any letter
  new_pin,     // one that is being chosen: a password manager may offer one
  new_passphrase,
};

struct NodeRect {
  float x = 0, y = 0, width = 0, height = 0;  // CSS px; inside a scroller: from the start of its content
  bool operator==(const NodeRect&) const = default;
};

struct Node {
  NodeId id = 0;
  NodeId parent = 0;
  NodeRole role = NodeRole::text;
  std::uint8_t level = 0;        // headings: 1–3
  std::uint16_t state = 0;       // NodeState bits
  InputKind input = InputKind::none;
  std::uint16_t position = 0;    // in a set, from 1; 0: not in a set
  std::uint16_t set_size = 0;
  NodeRect rect;
  float text_px = 0, line_px = 0;  // fields: size and line height of their words, CSS px
  std::string name{};              // what it is called: the accessible name, or the text itself
  std::string value{};             // of fields and progress
  std::string description{};       // said after the name
  std::string lang{};              // when it differs from the page's
  std::string href{};              // links
  bool operator==(const Node&) const = default;
};

using Tree = std::vector<Node>;  // reading order; parents come before children

/// The tree as indented text, for snapshots and tests: `button "Ask for a review"`.
std::string to_text(const Tree& tree);

/// What is wrong with a tree: nodes without a name, two of one id, controls smaller than 44 × 44 px, skipped heading
/// levels, more than one h1 or main. Empty: nothing. Widget tests fail on any line.
std::vector<std::string> defects(const Tree& tree);

}  // namespace waymark::ui
