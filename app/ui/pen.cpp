#include "app/ui/pen.h"

#include <algorithm>
#include <cmath>

namespace waymark::ui {
namespace {

constexpr float pi = 3.14159265F;

}  // namespace

void Pen::begin(ImDrawList& list, float page_width_px, float page_height_px, bool right_to_left, float pixel_ratio) {
  list_ = &list;
  page_width_ = page_width_px;
  rtl_ = right_to_left;
  ratio_ = std::max(pixel_ratio, 0.5F);
  // Edges blend over one device pixel, not over one CSS pixel: sharp on dense screens.
  list._FringeScale = 1 / ratio_;
  clip_.assign(1, {0, 0, page_width_px, page_height_px});
}

ImVec4 Pen::on_screen(const Box& box) const {
  const float left = rtl_ ? page_width_ - box.right() : box.x;
  return {left, box.y, left + box.width, box.bottom()};
}

void Pen::push_clip(const Box& box) {
  const Box& outer = clip_.back();
  Box inner;
  inner.x = std::max(box.x, outer.x);
  inner.y = std::max(box.y, outer.y);
  inner.width = std::max(0.F, std::min(box.right(), outer.right()) - inner.x);
  inner.height = std::max(0.F, std::min(box.bottom(), outer.bottom()) - inner.y);
  clip_.push_back(inner);
  const ImVec4 r = on_screen(inner);
  ImGui::PushClipRect({r.x, r.y}, {r.z, r.w}, true);
}

void Pen::pop_clip() {
  ImGui::PopClipRect();
  clip_.pop_back();
}

void Pen::fill(const Box& box, Colour colour, float radius) {
  if (!visible(box)) return;
  const ImVec4 r = on_screen(box);
  list_->AddRectFilled({r.x, r.y}, {r.z, r.w}, colour, std::min({radius, box.width / 2, box.height / 2}));
}

void Pen::fill_top_rounded(const Box& box, Colour colour, float radius) {
  if (!visible(box)) return;
  const ImVec4 r = on_screen(box);
  list_->AddRectFilled({r.x, r.y}, {r.z, r.w}, colour, radius, ImDrawFlags_RoundCornersTop);
}

void Pen::outline(const Box& box, Colour colour, float radius, float thickness_px) {
  if (!visible(box.inset(-thickness_px))) return;
  const ImVec4 r = on_screen(box);
  // Inside the box, wherever ImGui puts the middle of its line.
  const float half = thickness_px / 2;
  list_->PathRect({r.x + half, r.y + half}, {r.z - half, r.w - half},
                  std::max(0.F, std::min({radius, box.width / 2, box.height / 2}) - half));
  list_->PathStroke(colour, ImDrawFlags_Closed, thickness_px);
}

void Pen::disc(float x, float y, float radius, Colour colour) {
  if (visible({x - radius, y - radius, 2 * radius, 2 * radius})) list_->AddCircleFilled(at(x, y), radius, colour);
}

void Pen::circle(float x, float y, float radius, Colour colour, float thickness_px) {
  if (visible(Box{x - radius, y - radius, 2 * radius, 2 * radius}.inset(-thickness_px)))
    list_->AddCircle(at(x, y), radius, colour, 0, thickness_px);
}

void Pen::arc(float x, float y, float radius, float from, float to, Colour colour, float thickness_px) {
  if (to <= from || !visible(Box{x - radius, y - radius, 2 * radius, 2 * radius}.inset(-thickness_px))) return;
  const ImVec2 centre = at(x, y);
  const int segments = std::max(8, static_cast<int>((to - from) * 96));
  std::vector<ImVec2> points;
  points.reserve(static_cast<std::size_t>(segments) + 1);
  for (int i = 0; i <= segments; ++i) {
    const float turn = from + (to - from) * static_cast<float>(i) / static_cast<float>(segments);
    const float angle = (turn - 0.25F) * 2 * pi;
    points.emplace_back(centre.x + (rtl_ ? -1.F : 1.F) * std::cos(angle) * radius, centre.y + std::sin(angle) * radius);
  }
  stroke(points.data(), static_cast<int>(points.size()), colour, thickness_px);
}

void Pen::stroke(const ImVec2* points, int count, Colour colour, float thickness_px) {
  if (count < 1) return;
  const float half = thickness_px / 2;
  if (count > 1) list_->AddPolyline(points, count, colour, ImDrawFlags_None, thickness_px);
  // Round ends. Opaque colours may lie twice; fading happens afterwards to all vertices.
  list_->AddCircleFilled(points[0], half, colour);
  const ImVec2& last = points[count - 1];
  if (last.x != points[0].x || last.y != points[0].y) list_->AddCircleFilled(last, half, colour);
}

void Pen::hairline(float x, float y, float width, Colour colour) {
  fill({x, std::round(y * ratio_) / ratio_, width, std::max(1.F, std::floor(ratio_)) / ratio_}, colour);
}

void Pen::hairline_down(float x, float y, float height, Colour colour) {
  fill({std::round(x * ratio_) / ratio_, y, std::max(1.F, std::floor(ratio_)) / ratio_, height}, colour);
}

void Pen::shadow(const Box& box, float radius, float lift_px, float strength) {
  // A few translucent rounded rectangles, each a little larger: as soft as the eye asks for, for some 200 vertices.
  constexpr int layers = 6;
  for (int i = layers; i >= 1; --i) {
    const float share = static_cast<float>(i) / layers;
    const float spread = lift_px * share;
    const auto alpha = static_cast<unsigned>(255 * strength / layers * (1.2F - share));
    Box layer = box.inset(-spread);
    layer.y += lift_px * 0.25F;
    fill(layer, alpha << 24U, radius + spread);
  }
}

void Pen::text(const text::Layout& layout, float x, float y, Colour colour) {
  const Box box{x, y, layout.room, layout.height};
  if (!visible(box)) return;
  const ImVec4 r = on_screen(box);
  text::draw(*list_, layout, {r.x, r.y}, colour);
}

Stretch Pen::ground(float x, float y, float width, float radius, Colour fill_colour, Colour border) {
  Stretch out;
  const Box box{x, y, width, 2 * radius + 8};
  out.first = out.last = mark();
  out.first_index = list_->IdxBuffer.Size;
  out.middle = box.middle_y();
  out.bottom = box.bottom();
  // What begins below the view is below it; what begins above it may reach into it.
  if (y > clip().bottom() || x > clip().right() || box.right() < clip().x) return out;
  clip_.push_back(box);  // draw it even where only its lower part will be seen
  fill(box, fill_colour, radius);
  if (border != 0) outline(box, border, radius);
  clip_.pop_back();
  out.last = mark();
  out.drawn = true;
  return out;
}

void Pen::stretch_to(const Stretch& stretch, float bottom) {
  if (!stretch.drawn) return;
  if (bottom < clip().y && stretch.last == list_->VtxBuffer.Size) {  // all of it is above the view: take it back
    const int indices = list_->IdxBuffer.Size - stretch.first_index;
    if (static_cast<int>(list_->CmdBuffer.back().ElemCount) < indices) return;
    const int vertices = stretch.last - stretch.first;
    list_->PrimUnreserve(indices, vertices);
    list_->_VtxWritePtr = list_->VtxBuffer.Data + list_->VtxBuffer.Size;
    list_->_IdxWritePtr = list_->IdxBuffer.Data + list_->IdxBuffer.Size;
    list_->_VtxCurrentIdx -= static_cast<unsigned>(vertices);
    return;
  }
  for (int i = stretch.first; i < stretch.last; ++i)
    if (list_->VtxBuffer[i].pos.y > stretch.middle) list_->VtxBuffer[i].pos.y += bottom - stretch.bottom;
}

void Pen::move_since(int mark, float x, float y, float opacity) {
  const float dx = rtl_ ? -x : x;
  for (int i = mark; i < list_->VtxBuffer.Size; ++i) {
    ImDrawVert& v = list_->VtxBuffer[i];
    v.pos.x += dx;
    v.pos.y += y;
    if (opacity < 1) v.col = faded(v.col, opacity);
  }
}

void Pen::scale_since(int mark, float x, float y, float factor) {
  const ImVec2 centre = at(x, y);
  for (int i = mark; i < list_->VtxBuffer.Size; ++i) {
    ImVec2& p = list_->VtxBuffer[i].pos;
    p.x = centre.x + (p.x - centre.x) * factor;
    p.y = centre.y + (p.y - centre.y) * factor;
  }
}

}  // namespace waymark::ui
