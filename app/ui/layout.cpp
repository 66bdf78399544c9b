// Containers and the places they give: from top to bottom, side by side in equal columns, or as many as fit.
#include <algorithm>
#include <cmath>
#include <string>

#include "app/text/strings.h"
#include "app/ui/state.h"

namespace waymark::ui {
namespace {

constexpr float column_least = 104;  // CSS px at 100% text: narrower columns are put below each other

/// Whole pixels, and the last column ends where the row does.
float column_start(const Container& c, int column) {
  return std::floor((c.width + c.gap) * static_cast<float>(column) / static_cast<float>(c.columns));
}

}  // namespace

float Ui::State::icon_px(float value) const {
  return std::round(value * (1 + (std::max(around.text_scale, 1.F) - 1) * 0.6F));
}

float Ui::State::room() const {
  const Container& c = containers.back();
  if (c.kind == Container::Kind::column && c.y < c.corner_bottom) return c.width - c.corner;
  if (c.kind != Container::Kind::row) return c.width;
  const int column = c.column == c.columns ? 0 : c.column;
  return column_start(c, column + 1) - column_start(c, column) - c.gap;
}

Box Ui::State::begin_cell(const Margins& margins, float width) {
  Container& c = top();
  c.slack = 0;
  const float wanted = width < 0 ? room() : std::min(std::ceil(width), room());
  if (c.kind == Container::Kind::column) {
    if (!c.empty) c.y += std::max(c.below, margins.above);
    c.empty = false;
    c.below = margins.below;
    return {c.x, c.y, wanted, 0};
  }
  const bool full =
      c.kind == Container::Kind::row ? c.column == c.columns : !c.empty && c.line_x + wanted > c.x + c.width + 0.5F;
  if (full) {
    c.line_top = c.line_bottom + c.gap;
    c.line_x = c.x;
    c.column = 0;
  }
  c.empty = false;
  if (c.kind == Container::Kind::flow) return {c.line_x, c.line_top, wanted, 0};
  return {c.x + column_start(c, c.column), c.line_top, room(), 0};
}

void Ui::State::end_cell(const Box& cell, float height) {
  Container& c = top();
  const float bottom = cell.y + std::ceil(height);
  if (c.kind == Container::Kind::column) {
    c.y = bottom;
    return;
  }
  c.line_bottom = std::max(c.line_bottom, bottom);
  c.y = c.line_bottom;
  c.line_x = cell.right() + c.gap;
  ++c.column;
}

float Ui::State::among_neighbours(float height) {
  const Container& c = top();
  if (c.kind != Container::Kind::row || c.columns < 2) return height;
  const NodeId line = hash(c.seed, "line") + static_cast<NodeId>(std::lround(c.line_top - c.top));
  float& next = row_heights_next[line];
  next = std::max(next, height);
  const auto last = row_heights.find(line);
  return last == row_heights.end() ? height : std::max(height, last->second);
}

Box Ui::State::place(float height, const Margins& margins, float width) {
  Box cell = begin_cell(margins, width);
  cell.height = among_neighbours(std::ceil(height));
  end_cell(cell, cell.height);
  return cell;
}

Container Ui::State::begin_container(NodeId id, const Margins& margins, float padding) {
  Container c;
  c.id = c.seed = id;
  c.node = no_node;
  c.margins = margins;
  c.box = begin_cell(margins);
  c.x = c.box.x + padding;
  c.width = c.box.width - 2 * padding;
  c.top = c.y = c.line_top = c.line_bottom = c.box.y + padding;
  c.line_x = c.x;
  c.padding = padding;
  return c;
}

void Ui::State::push(Container container, void (*close)(State&, Container&)) {
  container.close = close;
  containers.push_back(container);
}

void Ui::State::pop(void* state) {
  State& s = *static_cast<State*>(state);
  Container c = s.containers.back();
  s.containers.pop_back();
  c.box.height = std::max(std::ceil(c.y + std::max(0.F, c.padding - c.slack) - c.box.y), c.min_height);
  if (c.placed) c.box.height = s.among_neighbours(c.box.height);
  if (c.close != nullptr) c.close(s, c);
  if (!c.placed) return;
  s.end_cell(c.box, c.box.height);
  s.give_slack(c.leaves_slack);
}

Scope Ui::row(std::string_view key, int columns) {
  State& s = *state_;
  Container c = s.begin_container(s.id_of(key), {12, 12}, 0);
  c.kind = Container::Kind::row;
  c.gap = Space::card_gap;
  const auto fit = static_cast<int>((c.width + c.gap) / (s.px(column_least) + c.gap));
  c.columns = std::max(1, columns);
  if (fit < c.columns) c.columns = columns % 2 == 0 && fit >= columns / 2 ? columns / 2 : 1;
  c.fit = State::hash(State::hash(c.id, text::language()), std::to_string(std::lround(c.width / s.px(1))));
  if (s.stacked.contains(c.fit)) c.columns = 1;
  s.push(c, nullptr);
  return s.scope();
}

Scope Ui::flow(std::string_view key) {
  State& s = *state_;
  Container c = s.begin_container(s.id_of(key), {10, 10}, 0);
  c.kind = Container::Kind::flow;
  c.gap = 8;
  s.push(c, nullptr);
  return s.scope();
}

void Ui::gap(float css_px) { state_->place(css_px, {0, 0}); }

}  // namespace waymark::ui
