// The packed buffer between the semantic tree and the page. Nothing is sent when nothing changed.
//
// Little endian, records back to back. text = u32 length, then UTF-8 bytes.
//   1 add       u32 id, u32 parent, u32 before (sibling that follows; 0: last), fields
//   2 set       u32 id, fields
//   3 move      u32 id, u32 parent, u32 before
//   4 remove    u32 id                         (and all below it)
//   5 focus     u32 id                         move the page's focus there, without scrolling; 0: away from where it is
//   6 announce  u8 assertive, text, text lang  live region; lang when it differs from the page's
//   7 scroll    u32 id, f32 offset             a scroller's content moved; its children's rectangles stay
//   8 document  text title, text lang, u8 rtl
// fields: u8 role, u8 level, u16 state, u8 input, u16 position, u16 set_size, f32 x, y, width, height, text_px,
// line_px,
//         text name, value, description, lang, href
//
// The other way, the page calls App with MirrorEvent.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "app/ui/semantics.h"

namespace waymark::ui {

enum class MirrorOp : std::uint8_t { add = 1, set, move, remove, focus, announce, scroll, document };

/// What a person did with an element of the mirror (screen reader, keyboard), or with a native text field.
struct MirrorEvent {
  enum class Kind : std::uint8_t {
    click,    // activated
    focus,    // got the page's focus; `visible` when by keyboard
    blur,
    input,    // text changed: `text` is all of it
    submit,   // Enter in a one-line field
    escape,   // Escape, or the phone's back on a dialog
  } kind = Kind::click;
  NodeId id = 0;
  std::string text;
  bool visible = false;
};

/// Appends to `out` what turns `before` into `after`.
void diff(const Tree& before, const Tree& after, std::vector<std::byte>& out);

}  // namespace waymark::ui
