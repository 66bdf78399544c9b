// Goal: the page shows exactly the tree that the screens described, whatever changed between two frames.
// Method: a model of the page applies the packed buffer; after each random change it must equal the new tree.
#include "app/ui/mirror.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <random>

namespace waymark::ui {
namespace {

/// Reads a buffer as the page does and keeps elements with their children in order.
class PageModel {
 public:
  void apply(const std::vector<std::byte>& buffer) {
    bytes_ = buffer.data();
    end_ = bytes_ + buffer.size();
    while (bytes_ < end_) one();
  }
  /// The elements in reading order.
  Tree tree() const {
    Tree out;
    collect(0, out);
    return out;
  }

 private:
  template <class T> T take() {
    T value;
    std::memcpy(&value, bytes_, sizeof value);
    bytes_ += sizeof value;
    return value;
  }
  std::string text() {
    const auto length = take<std::uint32_t>();
    std::string out(reinterpret_cast<const char*>(bytes_), length);
    bytes_ += length;
    return out;
  }
  void fields(Node& node) {
    node.role = static_cast<NodeRole>(take<std::uint8_t>());
    node.level = take<std::uint8_t>();
    node.state = take<std::uint16_t>();
    node.input = static_cast<InputKind>(take<std::uint8_t>());
    node.position = take<std::uint16_t>();
    node.set_size = take<std::uint16_t>();
    for (float* v : {&node.rect.x, &node.rect.y, &node.rect.width, &node.rect.height, &node.text_px, &node.line_px})
      *v = take<float>();
    for (std::string* s : {&node.name, &node.value, &node.description, &node.lang, &node.href}) *s = text();
  }
  void insert(NodeId id, NodeId parent, NodeId before) {
    auto& list = children_[parent];
    auto at = before == 0 ? list.end() : std::find(list.begin(), list.end(), before);
    ASSERT_TRUE(before == 0 || at != list.end()) << "put before an element that is not there";
    list.insert(at, id);
    nodes_[id].parent = parent;
  }
  void detach(NodeId id) {
    auto& list = children_[nodes_[id].parent];
    list.erase(std::find(list.begin(), list.end(), id));
  }
  void destroy(NodeId id) {
    for (const NodeId child : children_[id]) destroy(child);
    children_.erase(id);
    nodes_.erase(id);
  }
  void one() {
    const auto op = static_cast<MirrorOp>(take<std::uint8_t>());
    const auto id = take<NodeId>();
    if (op == MirrorOp::add || op == MirrorOp::move) {
      const auto parent = take<NodeId>();
      const auto before = take<NodeId>();
      ASSERT_TRUE(parent == 0 || nodes_.contains(parent));
      ASSERT_EQ(op == MirrorOp::move, nodes_.contains(id));
      if (op == MirrorOp::move) detach(id);
      nodes_[id].id = id;
      insert(id, parent, before);
      if (op == MirrorOp::add) fields(nodes_[id]);
    } else if (op == MirrorOp::set) {
      ASSERT_TRUE(nodes_.contains(id));
      fields(nodes_[id]);
    } else {
      ASSERT_EQ(op, MirrorOp::remove);
      ASSERT_TRUE(nodes_.contains(id)) << "removed twice";
      detach(id);
      destroy(id);
    }
  }
  void collect(NodeId parent, Tree& out) const {
    const auto it = children_.find(parent);
    if (it == children_.end()) return;
    for (const NodeId id : it->second) {
      out.push_back(nodes_.at(id));
      collect(id, out);
    }
  }

  const std::byte* bytes_ = nullptr;
  const std::byte* end_ = nullptr;
  std::map<NodeId, Node> nodes_;
  std::map<NodeId, std::vector<NodeId>> children_;
};

/// A random tree over a small set of ids, so that consecutive trees share many.
Tree random_tree(std::mt19937& random) {
  std::vector<NodeId> ids(12);
  for (NodeId i = 0; i < ids.size(); ++i) ids[i] = i + 1;
  std::shuffle(ids.begin(), ids.end(), random);
  ids.resize(random() % ids.size());
  std::map<NodeId, std::vector<NodeId>> children;
  std::vector<NodeId> placed{0};
  for (const NodeId id : ids) {
    children[placed[random() % placed.size()]].push_back(id);
    placed.push_back(id);
  }
  Tree tree;
  const auto walk = [&](const auto& self, NodeId parent) -> void {
    for (const NodeId id : children[parent]) {
      Node node{.id = id, .parent = parent, .role = random() % 2 ? NodeRole::button : NodeRole::heading};
      node.level = static_cast<std::uint8_t>(random() % 3);
      node.name = std::string(random() % 3, 'n');
      node.rect.y = static_cast<float>(random() % 2);
      tree.push_back(node);
      self(self, id);
    }
  };
  walk(walk, 0);
  return tree;
}

TEST(Mirror, SendsNothingWhenNothingChanged) {
  std::mt19937 random(7);
  const Tree tree = random_tree(random);
  std::vector<std::byte> buffer;
  diff(tree, tree, buffer);
  EXPECT_TRUE(buffer.empty());
}

TEST(Mirror, SendsOneSmallRecordForOneChangedName) {
  Tree before{{.id = 1, .role = NodeRole::main}, {.id = 2, .parent = 1, .role = NodeRole::text, .name = "Not yet sent: 3"}};
  Tree after = before;
  after[1].name = "Sent";
  std::vector<std::byte> buffer;
  diff(before, after, buffer);
  EXPECT_EQ(buffer.at(0), static_cast<std::byte>(MirrorOp::set));
  EXPECT_LT(buffer.size(), 64U);
}

TEST(Mirror, ShowsEveryRandomSequenceOfTrees) {
  const auto seed = std::random_device{}();
  RecordProperty("seed", std::to_string(seed));
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  PageModel page;
  Tree before;
  for (int i = 0; i < 3000; ++i) {
    const Tree after = random_tree(random);
    std::vector<std::byte> buffer;
    diff(before, after, buffer);
    page.apply(buffer);
    ASSERT_EQ(page.tree(), after) << "step " << i << "\n" << to_text(before) << "->\n" << to_text(after);
    before = after;
  }
}

TEST(Defects, NamesWhatABlindPersonWouldMiss) {
  const Tree tree{{.id = 1, .role = NodeRole::heading, .level = 2, .name = "Steps"},
                  {.id = 2, .role = NodeRole::button, .rect = {0, 0, 40, 48}, .name = "Add"},
                  {.id = 3, .role = NodeRole::link, .rect = {0, 0, 48, 48}, .name = "Call"},
                  {.id = 3, .role = NodeRole::status}};
  EXPECT_EQ(defects(tree),
            (std::vector<std::string>{
                "skips a heading level: heading 2 \"Steps\"", "smaller than 44 × 44 px: button \"Add\" is 40 × 48",
                "leads nowhere: link \"Call\"", "same id as another: status", "no name: status"}));
}

}  // namespace
}  // namespace waymark::ui
