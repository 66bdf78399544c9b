// Text of every script, laid out once and drawn many times.
//
//   const Layout& l = text::layout("Hello", {.size_px = 17}, 300);   // cached by all inputs
//   text::draw(draw_list, l, {x, y}, colour);
//
// Words that the bundled font covers come from ImGui's glyph atlas; all others are drawn by the browser, a word at a
// time, and placed as quads (design, part 5). Bidirectional order by SheenBidi (UAX #9). Lines break at spaces, after
// hyphens and slashes, and inside a word only when it is longer than the line.
// The cache keeps about a megabyte, and what a frame uses in any case; references live until the next begin_frame().
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "imgui.h"

namespace waymark::platform {
class Platform;
}

namespace waymark::text {

enum class Direction : std::uint8_t { automatic, ltr, rtl };  // automatic: by the first strong character, else the page's
// start: left in left-to-right pages, right in others. own: left or right as the paragraph itself reads, as dir="auto" in HTML.
enum class Align : std::uint8_t { start, centre, end, own };

struct Style {
  float size_px = 17;        // CSS px, text scale included
  float line_height_px = 25;
  bool semibold = false;
  std::string_view lang;     // empty: that of our own words (strings.h)
  Direction direction = Direction::automatic;
  Align align = Align::start;
  int lines_max = 0;         // 0: as many as needed; else the last one ends with an ellipsis
};

struct Run {
  float x = 0;                    // from the layout's left edge, CSS px
  std::uint32_t begin = 0, end = 0;  // bytes of the text
  bool by_browser = false;
  bool rtl = false;
};
struct Line {
  std::vector<Run> runs;          // in visual order
  float width = 0;
  bool rtl = false;               // its paragraph reads from right to left
};
struct Layout {
  std::string text;
  Style style;                    // `lang` points into `lang_storage`
  std::string lang_storage;
  std::vector<Line> lines;
  float width = 0;                // widest line
  float room = 0;                 // the width it was laid out in: lines are aligned within it
  float height = 0;               // lines × line height
  bool ellipsis = false;
};

/// Adds a face to the current Dear ImGui context from a TrueType file, whose bytes must stay; null: unreadable. Its sizes
/// are those of CSS, of the em: a word drawn by the browser at 17 px is as large as one from here.
ImFont* add_face(const void* bytes, std::size_t size);
/// Connects to the platform (words drawn by the browser) and the two faces of the bundled font.
void init(platform::Platform& platform, ImFont* regular, ImFont* semibold);
void begin_frame(bool page_is_rtl);
/// Between two frames: words of the browser measure differently from now on.
void forget_layouts();
/// What the cache of layouts takes; above a megabyte begin_frame() drops what is not in use.
std::size_t cached_bytes();
/// Lays out `text` within `width_px` (infinity: one line).
const Layout& layout(std::string_view text, const Style& style, float width_px);
/// How far below the top of a line its letters stand: what shares a line stands on one.
float baseline(const Style& style);
void draw(ImDrawList& list, const Layout& layout, ImVec2 position, ImU32 colour);

}  // namespace waymark::text
