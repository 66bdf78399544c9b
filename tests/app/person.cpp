#include "tests/app/person.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace waymark::test {

using ui::MirrorEvent;
using ui::Node;
using ui::NodeRole;

const Node* Person::find(NodeRole role, std::string_view name) const {
  const auto is_meant = [&](const Node& node) {
    return node.role == role && std::string_view(node.name).starts_with(name);
  };
  // While a dialog is open, the page lets nobody reach what is under it: there is nothing else to find first.
  const auto dialog = std::ranges::find(tree(), NodeRole::dialog, &Node::role);
  auto found = std::find_if(dialog, tree().end(), is_meant);
  if (found == tree().end()) found = std::ranges::find_if(tree(), is_meant);
  return found == tree().end() ? nullptr : &*found;
}

bool Person::says(std::string_view words) const {
  return std::ranges::any_of(tree(), [&](const Node& node) {
    return node.name.find(words) != std::string::npos || node.description.find(words) != std::string::npos ||
           node.value.find(words) != std::string::npos;
  });
}

std::string Person::h1() const {
  const auto found =
      std::ranges::find_if(tree(), [](const Node& node) { return node.role == NodeRole::heading && node.level == 1; });
  return found == tree().end() ? std::string() : found->name;
}

void Person::press(NodeRole role, std::string_view name) {
  const Node* node = find(role, name);
  ASSERT_NE(node, nullptr) << "nothing called " << name << " in:\n" << ui::to_text(tree());
  act({.kind = MirrorEvent::Kind::click, .id = node->id});
}

void Person::write(std::string_view label, std::string_view text) {
  for (const NodeRole role : {NodeRole::text_area, NodeRole::text_field, NodeRole::search_field}) {
    const Node* node = find(role, label);
    if (node == nullptr) continue;
    act({.kind = MirrorEvent::Kind::input, .id = node->id, .text = std::string(text)});
    return;
  }
  FAIL() << "no field called " << label << " in:\n" << ui::to_text(tree());
}

}  // namespace waymark::test
