#include "tests/app/geometry.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace waymark::test {
namespace {

using ui::Node;
using ui::NodeRole;
using ui::Tree;

constexpr float rounding_px = 0.5F;

/// A leaf with the area around it that scrolls it; null: it stands still.
struct Leaf {
  const Node* node = nullptr;
  const Node* scroller = nullptr;
  const Node* window = nullptr;  // the dialog that it is in; null: the page
  const Node* set = nullptr;     // the outermost list, group of radios or navigation around it
  const Node* group = nullptr;   // of radios, that it is in
};

bool is_leaf(const Node& node) {
  if (node.state & ui::state_hidden_visually) return false;
  return is_control(node) || node.role == NodeRole::text || node.role == NodeRole::heading ||
         node.role == NodeRole::quote || node.role == NodeRole::progress;
}

bool is_set(NodeRole role) {
  return role == NodeRole::list || role == NodeRole::radio_group || role == NodeRole::navigation;
}

std::vector<Leaf> leaves_of(const Tree& tree) {
  std::unordered_map<ui::NodeId, const Node*> nodes;
  for (const Node& node : tree) nodes[node.id] = &node;
  std::vector<Leaf> out;
  for (const Node& node : tree) {
    if (!is_leaf(node)) continue;
    Leaf leaf{.node = &node};
    for (auto at = nodes.find(node.parent); at != nodes.end(); at = nodes.find(at->second->parent)) {
      if (leaf.scroller == nullptr && at->second->role == NodeRole::scroller) leaf.scroller = at->second;
      if (at->second->role == NodeRole::dialog) leaf.window = at->second;
      if (is_set(at->second->role)) leaf.set = at->second;
      if (at->second->role == NodeRole::radio_group) leaf.group = at->second;
    }
    out.push_back(leaf);
  }
  return out;
}

std::string told(const Node& node) {
  return '"' + node.name + "\" at " + std::to_string(std::lround(node.rect.x)) + ", " +
         std::to_string(std::lround(node.rect.y)) + ", " + std::to_string(std::lround(node.rect.width)) + " × " +
         std::to_string(std::lround(node.rect.height));
}

bool overlap(const ui::NodeRect& a, const ui::NodeRect& b) {
  return a.x + a.width > b.x + rounding_px && b.x + b.width > a.x + rounding_px && a.y + a.height > b.y + rounding_px &&
         b.y + b.height > a.y + rounding_px;
}

/// What an option says of itself lies on it: touching either chooses it.
bool is_detail(const Leaf& option, const Leaf& words) {
  return option.group != nullptr && option.group == words.group && option.node->role == NodeRole::radio &&
         words.node->role == NodeRole::text;
}

}  // namespace

bool is_control(const Node& node) {
  switch (node.role) {
    case NodeRole::button:
    case NodeRole::link:
    case NodeRole::checkbox:
    case NodeRole::radio:
    case NodeRole::text_field:
    case NodeRole::text_area:
    case NodeRole::search_field:
      return true;
    default:
      return false;
  }
}

std::vector<std::string> misfits(const Stage& stage, const Tree& tree) {
  std::vector<std::string> out;
  const std::vector<Leaf> leaves = leaves_of(tree);
  for (const Leaf& leaf : leaves) {
    const ui::NodeRect r = stage.on_screen(*leaf.node, tree);
    const bool beside = r.x < -rounding_px || r.x + r.width > stage.around.width_px + rounding_px;
    // What scrolls may be above or below.
    const bool beyond =
        leaf.scroller == nullptr && (r.y < -rounding_px || r.y + r.height > stage.around.height_px + rounding_px);
    if (beside || beyond) out.push_back("beyond the edge: " + told(*leaf.node));
  }
  for (std::size_t i = 0; i < leaves.size(); ++i)
    for (std::size_t k = i + 1; k < leaves.size(); ++k) {
      const Leaf &a = leaves[i], &b = leaves[k];
      if (a.scroller != b.scroller || a.window != b.window || !overlap(a.node->rect, b.node->rect)) continue;
      if (is_detail(a, b)) continue;
      out.push_back(told(*a.node) + " and " + told(*b.node));
    }
  return out;
}

namespace {

/// The middle of a control, as large as it has to be.
ui::NodeRect target_of(const Node& node) {
  constexpr float least = 44;
  const float x = std::max(0.F, node.rect.width - least) / 2, y = std::max(0.F, node.rect.height - least) / 2;
  const float aside = std::min(x, 4.F), above = std::min(y, 4.F);
  return {node.rect.x + aside, node.rect.y + above, node.rect.width - 2 * aside, node.rect.height - 2 * above};
}

float distance(const ui::NodeRect& a, const ui::NodeRect& b) {
  const float x = std::max(a.x - b.x - b.width, b.x - a.x - a.width);
  const float y = std::max(a.y - b.y - b.height, b.y - a.y - a.height);
  return std::max(x, y);
}

}  // namespace

std::vector<std::string> crowded(const Tree& tree) {
  constexpr float least_px = 8;
  std::vector<Leaf> controls = leaves_of(tree);
  std::erase_if(controls, [](const Leaf& leaf) { return !is_control(*leaf.node); });
  std::vector<std::string> out;
  for (std::size_t i = 0; i < controls.size(); ++i)
    for (std::size_t k = i + 1; k < controls.size(); ++k) {
      const Leaf &a = controls[i], &b = controls[k];
      if (a.scroller != b.scroller || a.window != b.window || (a.set != nullptr && a.set == b.set)) continue;
      if (distance(target_of(*a.node), target_of(*b.node)) < least_px - rounding_px)
        out.push_back(told(*a.node) + " and " + told(*b.node));
    }
  return out;
}

}  // namespace waymark::test
