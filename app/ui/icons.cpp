// Strokes the icons: lines 2 units of a 24 unit grid wide, with round ends and joints.
#include "generated/icons.inc"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "app/ui/pen.h"

namespace waymark::ui {
namespace {

/// Joints sharper than this are drawn as two lines that meet in a round end.
constexpr float joint_cosine = 0.75F;

/// Icons that point along the line of reading.
bool points_along(Icon icon) {
  switch (icon) {
    case Icon::arrow_right:
    case Icon::chevron_left:
    case Icon::chevron_right:
    case Icon::external_link:
    case Icon::list:
    case Icon::log_out:
    case Icon::message_square:
    case Icon::send:
    case Icon::undo_2:
      return true;
    default:
      return false;
  }
}

bool is_sharp(const ImVec2& a, const ImVec2& b, const ImVec2& c) {
  const float ux = b.x - a.x, uy = b.y - a.y, vx = c.x - b.x, vy = c.y - b.y;
  const float lengths = std::sqrt((ux * ux + uy * uy) * (vx * vx + vy * vy));
  return lengths > 0 && (ux * vx + uy * vy) / lengths < joint_cosine;
}

float length_of(const std::vector<ImVec2>& points) {
  float sum = 0;
  for (std::size_t i = 1; i < points.size(); ++i)
    sum += std::hypot(points[i].x - points[i - 1].x, points[i].y - points[i - 1].y);
  return sum;
}

/// Keeps the first `length` of a line.
void cut(std::vector<ImVec2>& points, float length) {
  for (std::size_t i = 1; i < points.size(); ++i) {
    const float dx = points[i].x - points[i - 1].x, dy = points[i].y - points[i - 1].y, part = std::hypot(dx, dy);
    if (part >= length) {
      const float share = part > 0 ? length / part : 0;
      points[i] = {points[i - 1].x + dx * share, points[i - 1].y + dy * share};
      points.resize(i + 1);
      return;
    }
    length -= part;
  }
}

void stroke_line(Pen& pen, const std::vector<ImVec2>& points, Colour colour, float thickness) {
  std::size_t begin = 0;
  for (std::size_t i = 1; i + 1 < points.size(); ++i) {
    if (!is_sharp(points[i - 1], points[i], points[i + 1])) continue;
    pen.stroke(&points[begin], static_cast<int>(i - begin + 1), colour, thickness);
    begin = i;
  }
  pen.stroke(&points[begin], static_cast<int>(points.size() - begin), colour, thickness);
}

struct Placing {
  ImVec2 corner;
  float scale = 1;
  float cosine = 1, sine = 0;
  bool mirrored = false;

  [[nodiscard]] ImVec2 operator()(float x, float y) const {
    if (mirrored) x = 24 - x;
    const float dx = x - 12, dy = y - 12;
    return {corner.x + (12 + dx * cosine - dy * sine) * scale, corner.y + (12 + dx * sine + dy * cosine) * scale};
  }
};

void stroke_icon(Pen& pen, Icon icon, const Placing& placing, Colour colour, float share) {
  const IconShape& shape = icon_shapes[static_cast<std::size_t>(icon)];
  const float thickness = 2 * placing.scale;
  std::vector<ImVec2> points;
  for (int p = 0; p < shape.path_count; ++p) {
    const IconPath& path = shape.paths[p];
    points.clear();
    for (int i = 0; i < path.points; ++i)
      points.push_back(placing(static_cast<float>(path.xy[2 * i]) / icon_units,
                               static_cast<float>(path.xy[2 * i + 1]) / icon_units));
    if (path.closed) points.push_back(points.front());
    if (share < 1) cut(points, length_of(points) * share);
    stroke_line(pen, points, colour, thickness);
  }
}

}  // namespace

void Pen::icon(Icon icon, const Box& box, Colour colour, float turns) {
  if (icon == Icon::none || !visible(box)) return;
  const ImVec4 r = on_screen(box);
  Placing placing{{r.x, r.y}, box.width / 24};
  const float angle = turns * 2 * 3.14159265F;
  placing.cosine = std::cos(angle);
  placing.sine = std::sin(angle);
  placing.mirrored = rtl_ && points_along(icon);
  stroke_icon(*this, icon, placing, colour, 1);
}

void Pen::icon_growing(Icon icon, const Box& box, Colour colour, float share) {
  if (share <= 0 || icon == Icon::none || !visible(box)) return;
  const ImVec4 r = on_screen(box);
  stroke_icon(*this, icon, {{r.x, r.y}, box.width / 24}, colour, std::min(share, 1.F));
}

}  // namespace waymark::ui
