// Ids and the semantic tree: what each widget call appends.
#include "app/ui/state.h"

namespace waymark::ui {

NodeId Ui::State::hash(NodeId seed, std::string_view key) {
  NodeId h = seed == 0 ? 2166136261U : seed;  // FNV-1a
  h = (h ^ 0x1FU) * 16777619U;                // a separator, so that "ab" in "c" is not "b" in "ca"
  for (const char c : key) h = (h ^ static_cast<unsigned char>(c)) * 16777619U;
  h ^= h >> 15U;
  return h == 0 ? 1 : h;
}

/// Keys of the caller have a space of their own: a field with the key "title" is not its sheet's title.
NodeId Ui::State::id_of(std::string_view key) const { return hash(hash(containers.back().seed, "key"), key); }

NodeId Ui::State::unnamed_id(std::string_view kind) {
  Container& inside = containers.back();
  const std::uint32_t ordinal = ++inside.unnamed;
  return hash(inside.seed + ordinal * 7919U, kind);
}

NodeRect Ui::State::rect_of(const Box& box) const {
  const ImVec4 r = pen.on_screen(box);
  const ImVec2 origin = origins.empty() ? ImVec2(0, 0) : origins.back();
  return {r.x - origin.x, r.y - origin.y, box.width, box.height};
}

std::size_t Ui::State::open_node(NodeRole role, NodeId id, std::string_view name) {
  if (muted) return no_node;
  const Container& inside = containers.back();
  const bool item_missing = inside.list && inside.id == parents.back() && tree[inside.node].role == NodeRole::list;
  if (role != NodeRole::list_item && item_missing)
    open_node(NodeRole::list_item, hash(id, "item"), {});
  Node node;
  node.id = id;
  node.parent = parents.empty() ? 0 : parents.back();
  node.role = role;
  node.name = name;
  tree.push_back(std::move(node));
  parents.push_back(id);
  return tree.size() - 1;
}

void Ui::State::close_node(std::size_t node, const Box& box) {
  if (node == no_node) return;
  tree[node].rect = rect_of(box);
  parents.pop_back();
  // The list item that open_node put around it ends with it.
  const bool wrapped = node > 0 && tree[node].role != NodeRole::list_item && tree[node - 1].id == tree[node].parent &&
                       tree[node - 1].role == NodeRole::list_item && tree[node - 1].id == hash(tree[node].id, "item");
  if (!wrapped) return;
  tree[node - 1].rect = tree[node].rect;
  parents.pop_back();
}

Node& Ui::State::describe(NodeRole role, NodeId id, const Box& box, std::string_view name) {
  static Node nowhere;  // of a sheet that is going away: written to, never read
  if (muted) {
    nowhere = {};
    return nowhere;
  }
  const std::size_t node = open_node(role, id, name);
  close_node(node, box);
  if (id == reveal) {
    reveal = 0;
    show(box);
  }
  if (id == focus_wanted) take_focus(id);
  return tree[node];
}

void Ui::State::announce(std::string_view text, bool assertive) {
  if (text.empty()) return;
  ops.push_back({MirrorOp::announce, 0, assertive, std::string(text)});
}

}  // namespace waymark::ui
