// The focus: who has it, and where it goes when what had it goes: near to where it was, never to nowhere (WCAG 2.4.3).
#include <algorithm>
#include <unordered_map>

#include "app/ui/state.h"

namespace waymark::ui {
namespace {

/// Headings and controls. Not fields: the phone's keyboard would come though nobody asked for it.
bool may_take_over(const Node& node) {
  if (node.state & state_hidden_visually) return false;
  switch (node.role) {
    case NodeRole::heading:
    case NodeRole::button:
    case NodeRole::link:
    case NodeRole::checkbox:
    case NodeRole::radio:
      return true;
    default:
      return false;
  }
}

std::unordered_map<NodeId, std::size_t> index_of(const Tree& tree) {
  std::unordered_map<NodeId, std::size_t> out;
  for (std::size_t i = 0; i < tree.size(); ++i) out.emplace(tree[i].id, i);
  return out;
}

/// From what had the focus outwards: first what followed it, then what stood before it.
class Heir {
 public:
  Heir(const Tree& before, const Tree& after)
      : before_(before), after_(after), was_(index_of(before)), is_(index_of(after)) {}

  /// Who takes the focus over from `gone`; 0: nobody near it.
  [[nodiscard]] NodeId of(NodeId gone) const {
    const auto found = was_.find(gone);
    if (found == was_.end()) return 0;
    for (auto scope = was_.find(before_[found->second].parent); scope != was_.end();
         scope = was_.find(before_[scope->second].parent)) {
      const Node& around = before_[scope->second];
      const NodeId near = is_.contains(around.id) ? within(scope->second, found->second) : in_place_of(around);
      if (near != 0) return near;
    }
    return 0;
  }

 private:
  [[nodiscard]] bool stays(std::size_t i) const { return is_.contains(before_[i].id) && may_take_over(before_[i]); }

  /// In reading order everything inside of a node follows it, up to the first whose parent stands before it.
  [[nodiscard]] NodeId within(std::size_t scope, std::size_t gone) const {
    for (std::size_t i = gone + 1; i < before_.size(); ++i) {
      const auto parent = was_.find(before_[i].parent);
      if (parent == was_.end() || parent->second < scope) break;
      if (stays(i)) return before_[i].id;
    }
    for (std::size_t i = gone; i-- > scope + 1;)
      if (stays(i)) return before_[i].id;
    return 0;
  }

  /// A column shows something else now: the first thing there.
  [[nodiscard]] NodeId in_place_of(const Node& gone) const {
    if (gone.role != NodeRole::scroller) return 0;
    const auto column = std::ranges::find_if(after_, [&](const Node& node) {
      return node.role == NodeRole::scroller && node.parent == gone.parent && !was_.contains(node.id);
    });
    const auto first = std::find_if(column, after_.end(), may_take_over);
    return first == after_.end() ? 0 : first->id;
  }

  const Tree& before_;
  const Tree& after_;
  std::unordered_map<NodeId, std::size_t> was_, is_;
};

NodeId title_of(const Tree& tree) {
  const auto title =
      std::ranges::find_if(tree, [](const Node& node) { return node.role == NodeRole::heading && node.level == 1; });
  return title == tree.end() ? 0 : title->id;
}

}  // namespace

void Ui::State::take_focus(NodeId id) {
  focus_wanted = 0;
  focused = id;  // the page does not tell us of what we told it
  ops.push_back({MirrorOp::focus, id, false, {}});
}

void Ui::State::want_focus(NodeId id) {
  focus_wanted = id;
  focus_wanted_frame = frame;
}

bool Ui::State::focus_undone() {
  if (focused != undone.stands_in || now_ms > undone.until_ms) return undone = {}, false;
  const auto before = index_of(sent_tree);
  const auto back = std::ranges::find_if(
      tree, [&](const Node& node) { return may_take_over(node) && !before.contains(node.id); });
  if (back != tree.end()) {
    undone = {};
    if (back->id == title_of(tree)) return false;  // another page, which says itself where its focus is
    take_focus(back->id);
    return true;
  }
  const auto here = index_of(tree);
  if (here.contains(focused) || !here.contains(undone.opener)) return false;
  take_focus(undone.opener);
  undone.stands_in = undone.opener;
  return true;
}

void Ui::State::keep_focus() {
  if (undone.until_ms > 0 && focus_undone()) return;
  const auto has_focus = [this](const Node& node) { return node.id == focused; };
  if (focused == 0 || std::ranges::any_of(tree, has_focus)) return;
  const bool told =
      std::erase_if(ops, [this](const PendingOp& op) { return op.op == MirrorOp::focus && op.id == focused; }) > 0;
  const bool was_there = std::ranges::any_of(sent_tree, has_focus);
  NodeId heir = was_there ? Heir(sent_tree, tree).of(focused) : 0;
  if (heir == 0 && (was_there || told)) heir = title_of(tree);
  focused = 0;
  if (heir != 0) take_focus(heir);
  if (undone.until_ms > 0) undone.stands_in = focused;
}

}  // namespace waymark::ui
