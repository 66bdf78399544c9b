// Everything that is drawn goes through here, in CSS px and from the page's start: x grows from the left edge in
// left-to-right pages and from the right edge in others, so that no widget thinks about direction.
//
//   pen.fill({20, 100, 350, 48}, theme.primary, 24);
//   pen.text(layout, 36, 113, theme.on_primary);
//   pen.icon(Icon::phone, {36, 112, 24, 24}, theme.on_primary);
//
// What lies outside the clip is not drawn. Vertices can be moved after the fact: a card's ground is drawn before its
// content and stretched when the height is known; a page is shifted by parts of a pixel or slid in as a whole.
#pragma once

#include <vector>

#include "app/text/text.h"
#include "app/ui/theme.h"
#include "generated/icons.h"
#include "imgui.h"

namespace waymark::ui {

/// CSS px; x from the page's start.
struct Box {
  float x = 0, y = 0, width = 0, height = 0;
  [[nodiscard]] float right() const { return x + width; }
  [[nodiscard]] float bottom() const { return y + height; }
  [[nodiscard]] float middle_x() const { return x + width / 2; }
  [[nodiscard]] float middle_y() const { return y + height / 2; }
  [[nodiscard]] bool contains(float px, float py) const { return px >= x && px < right() && py >= y && py < bottom(); }
  [[nodiscard]] bool overlaps(const Box& o) const {
    return o.x < right() && o.right() > x && o.y < bottom() && o.bottom() > y;
  }
  /// Smaller by `by` on all sides; negative: larger.
  [[nodiscard]] Box inset(float by) const { return {x + by, y + by, width - 2 * by, height - 2 * by}; }
  /// A square of `size` in the middle.
  [[nodiscard]] Box centred(float size) const { return {middle_x() - size / 2, middle_y() - size / 2, size, size}; }
};

/// A shape whose lower edge is not known yet.
struct Stretch {
  int first = 0, last = 0;  // vertices
  int first_index = 0;
  float middle = 0, bottom = 0;
  bool drawn = false;
};

class Pen {
 public:
  void begin(ImDrawList& list, float page_width_px, float page_height_px, bool right_to_left, float pixel_ratio);

  [[nodiscard]] bool right_to_left() const { return rtl_; }
  [[nodiscard]] float pixel_ratio() const { return ratio_; }
  /// To the screen's own coordinates, x from the left.
  [[nodiscard]] ImVec2 at(float x, float y) const { return {rtl_ ? page_width_ - x : x, y}; }
  [[nodiscard]] ImVec4 on_screen(const Box& box) const;
  /// From the screen's coordinates.
  [[nodiscard]] float from_start(float screen_x) const { return rtl_ ? page_width_ - screen_x : screen_x; }

  [[nodiscard]] bool visible(const Box& box) const { return clip_.back().overlaps(box); }
  [[nodiscard]] const Box& clip() const { return clip_.back(); }
  void push_clip(const Box& box);
  void pop_clip();

  void fill(const Box& box, Colour colour, float radius = 0);
  void fill_top_rounded(const Box& box, Colour colour, float radius);
  void outline(const Box& box, Colour colour, float radius, float thickness_px = 1);
  void disc(float x, float y, float radius, Colour colour);
  void circle(float x, float y, float radius, Colour colour, float thickness_px);
  /// Clockwise from twelve o'clock; `from` and `to` in turns. Round ends.
  void arc(float x, float y, float radius, float from, float to, Colour colour, float thickness_px);
  /// A line through points, with round ends and joins.
  void stroke(const ImVec2* points, int count, Colour colour, float thickness_px);
  /// One CSS px thick, on whole device pixels: lines of one kind look alike wherever they lie.
  void hairline(float x, float y, float width, Colour colour);
  void hairline_down(float x, float y, float height, Colour colour);
  /// One soft shadow under what floats. `lift_px`: how far it seems to be above the page.
  void shadow(const Box& box, float radius, float lift_px, float strength);
  /// At the start edge of its room, which is what it was laid out in.
  void text(const text::Layout& layout, float x, float y, Colour colour);
  /// `turns`: of a full turn, clockwise. Icons that point along the line are mirrored in right-to-left pages.
  void icon(Icon icon, const Box& box, Colour colour, float turns = 0);
  /// An icon drawn so far only: 0 nothing, 1 all of it.
  void icon_growing(Icon icon, const Box& box, Colour colour, float share);

  /// A card's ground from its top edge on; stretch_to() gives it its height.
  Stretch ground(float x, float y, float width, float radius, Colour fill, Colour border);
  void stretch_to(const Stretch& stretch, float bottom);

  /// Where the next vertex goes; for move_since().
  [[nodiscard]] int mark() const { return list_->VtxBuffer.Size; }
  /// Moves what was drawn since, and fades it.
  void move_since(int mark, float x, float y, float opacity = 1);
  /// Draws what was drawn since smaller or larger about a point.
  void scale_since(int mark, float x, float y, float factor);

 private:
  ImDrawList* list_ = nullptr;
  float page_width_ = 0;
  float ratio_ = 1;
  bool rtl_ = false;
  std::vector<Box> clip_;
};

}  // namespace waymark::ui
