#include "app/ui/mirror.h"

#include <cstring>
#include <unordered_map>

namespace waymark::ui {
namespace {

class Writer {
 public:
  explicit Writer(std::vector<std::byte>& out) : out_(out) {}

  template <class Number>
  void number(Number value) {  // wasm and the test machines are little endian
    const std::size_t at = out_.size();
    out_.resize(at + sizeof value);
    std::memcpy(out_.data() + at, &value, sizeof value);
  }
  void op(MirrorOp op) { number(static_cast<std::uint8_t>(op)); }
  void text(const std::string& value) {
    number(static_cast<std::uint32_t>(value.size()));
    const std::size_t at = out_.size();
    out_.resize(at + value.size());
    std::memcpy(out_.data() + at, value.data(), value.size());
  }
  void fields(const Node& node) {
    number(static_cast<std::uint8_t>(node.role));
    number(node.level);
    number(node.state);
    number(static_cast<std::uint8_t>(node.input));
    number(node.position);
    number(node.set_size);
    for (const float v : {node.rect.x, node.rect.y, node.rect.width, node.rect.height, node.text_px, node.line_px})
      number(v);
    for (const std::string* s : {&node.name, &node.value, &node.description, &node.lang, &node.href}) text(*s);
  }

 private:
  std::vector<std::byte>& out_;
};

/// Order among siblings: which ones stay where they are, so that only the others move.
/// A longest increasing run of old places would move the fewest; screens append and remove, so keeping every sibling
/// that comes after all kept ones so far does nearly as well and takes one pass.
struct Siblings {
  std::unordered_map<NodeId, std::int64_t> last_kept_place;  // by parent

  bool stays(NodeId parent, std::int64_t old_place) {
    auto [it, first] = last_kept_place.try_emplace(parent, -1);
    if (old_place <= it->second) return false;
    it->second = old_place;
    return true;
  }
};

bool same_fields(const Node& a, const Node& b) {
  Node moved = b;
  moved.parent = a.parent;
  return a == moved;
}

}  // namespace

void diff(const Tree& before, const Tree& after, std::vector<std::byte>& out) {
  Writer write(out);
  std::unordered_map<NodeId, std::size_t> old_index, new_index;
  for (std::size_t i = 0; i < before.size(); ++i) old_index.emplace(before[i].id, i);
  for (std::size_t i = 0; i < after.size(); ++i) new_index.emplace(after[i].id, i);

  // Removing a parent removes what is below it in the page, so what moves away goes first; then what is gone:
  // a gone node whose parent is gone too went with it.
  Siblings siblings;
  std::vector<std::uint8_t> kept(after.size(), 0);
  for (std::size_t i = 0; i < after.size(); ++i) {
    const auto old = old_index.find(after[i].id);
    if (old == old_index.end()) continue;
    kept[i] = before[old->second].parent == after[i].parent && siblings.stays(after[i].parent, static_cast<std::int64_t>(old->second));
  }
  // The next kept sibling of each node is where it is put before; found by walking backwards.
  std::vector<NodeId> before_of(after.size(), 0);
  std::unordered_map<NodeId, NodeId> next_kept;  // by parent
  for (std::size_t i = after.size(); i-- > 0;) {
    if (const auto it = next_kept.find(after[i].parent); it != next_kept.end()) before_of[i] = it->second;
    if (kept[i]) next_kept[after[i].parent] = after[i].id;
  }
  for (std::size_t i = 0; i < after.size(); ++i) {
    const Node& node = after[i];
    const auto old = old_index.find(node.id);
    if (old == old_index.end()) {
      write.op(MirrorOp::add);
      write.number(node.id);
      write.number(node.parent);
      write.number(before_of[i]);
      write.fields(node);
      continue;
    }
    if (!kept[i]) {
      write.op(MirrorOp::move);
      write.number(node.id);
      write.number(node.parent);
      write.number(before_of[i]);
    }
    if (!same_fields(before[old->second], node)) {
      write.op(MirrorOp::set);
      write.number(node.id);
      write.fields(node);
    }
  }
  for (const Node& node : before) {
    if (new_index.contains(node.id)) continue;
    const bool parent_gone = old_index.contains(node.parent) && !new_index.contains(node.parent);
    if (parent_gone) continue;
    write.op(MirrorOp::remove);
    write.number(node.id);
  }
}

}  // namespace waymark::ui
