#include "app/ui/semantics.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

namespace waymark::ui {
namespace {

struct RoleFacts {
  const char* name;
  bool needs_name;   // nothing without a name
  bool is_control;   // a person acts on it: at least 44 × 44 px (WCAG 2.2, 2.5.8 asks for 24; the phones for 44 and 48)
};

constexpr std::array<RoleFacts, 23> facts{{
    {"banner", false, false},  {"navigation", true, false}, {"main", false, false},      {"region", true, false},
    {"form", true, false},     {"dialog", true, false},     {"heading", true, false},    {"text", true, false},
    {"quote", true, false},    {"list", false, false},      {"list item", false, false}, {"group", false, false},
    {"button", true, true},    {"link", true, true},        {"checkbox", true, true},    {"radio group", true, false},
    {"radio", true, true},     {"text field", true, true},  {"text area", true, true},   {"search field", true, true},
    {"progress", true, false}, {"status", true, false},     {"scroller", false, false},
}};
constexpr float target_px = 44;

const RoleFacts& facts_of(NodeRole role) { return facts[static_cast<std::size_t>(role)]; }

struct StateName { NodeState bit; const char* name; };
constexpr std::array<StateName, 8> state_names{{{state_checked, "checked"},
                                                {state_expanded, "expanded"},
                                                {state_selected, "selected"},
                                                {state_disabled, "disabled"},
                                                {state_invalid, "invalid"},
                                                {state_busy, "busy"},
                                                {state_current, "current"},
                                                {state_required, "required"}}};

std::string one_line(const Node& node) {
  std::string out = facts_of(node.role).name;
  if (node.role == NodeRole::heading) out += ' ' + std::to_string(node.level);
  if (!node.name.empty()) out += " \"" + node.name + '"';
  if (!node.value.empty()) out += " = \"" + node.value + '"';
  if (!node.description.empty()) out += " (" + node.description + ')';
  if (!node.href.empty()) out += " -> " + node.href;
  if ((node.state & state_checkable) && !(node.state & state_checked)) out += ", not checked";
  if ((node.state & state_expandable) && !(node.state & state_expanded)) out += ", collapsed";
  for (const StateName& state : state_names)
    if (node.state & state.bit) (out += ", ") += state.name;
  if (node.set_size > 0) out += ", " + std::to_string(node.position) + " of " + std::to_string(node.set_size);
  if (!node.lang.empty()) out += " [" + node.lang + ']';
  return out;
}

void check_control(const Node& node, std::vector<std::string>& out) {
  if (!facts_of(node.role).is_control) return;
  // Half a pixel below 44 is rounding.
  if (node.rect.width < target_px - 0.5F || node.rect.height < target_px - 0.5F)
    out.push_back("smaller than 44 × 44 px: " + one_line(node) + " is " + std::to_string(static_cast<int>(node.rect.width)) +
                  " × " + std::to_string(static_cast<int>(node.rect.height)));
}

}  // namespace

std::string to_text(const Tree& tree) {
  std::unordered_map<NodeId, int> depth;
  std::string out;
  for (const Node& node : tree) {
    const auto parent = depth.find(node.parent);
    const int own = parent == depth.end() ? 0 : parent->second + 1;
    depth[node.id] = own;
    out.append(static_cast<std::size_t>(own) * 2, ' ');
    std::string line = one_line(node);
    std::replace(line.begin(), line.end(), '\n', ' ');
    out += line + '\n';
  }
  return out;
}

std::vector<std::string> defects(const Tree& tree) {
  std::vector<std::string> out;
  std::unordered_set<NodeId> seen;
  int level = 0, mains = 0, titles = 0;
  for (const Node& node : tree) {
    if (node.id == 0) out.push_back("no id: " + one_line(node));
    if (node.parent != 0 && !seen.contains(node.parent)) out.push_back("stands before its parent: " + one_line(node));
    if (!seen.insert(node.id).second) out.push_back("same id as another: " + one_line(node));
    if (facts_of(node.role).needs_name && node.name.empty()) out.push_back("no name: " + one_line(node));
    if (node.role == NodeRole::link && node.href.empty()) out.push_back("leads nowhere: " + one_line(node));
    check_control(node, out);
    mains += node.role == NodeRole::main;
    if (node.role != NodeRole::heading) continue;
    titles += node.level == 1;
    if (node.level > level + 1) out.push_back("skips a heading level: " + one_line(node));
    level = node.level;
  }
  if (mains > 1) out.emplace_back("more than one main");
  if (titles > 1) out.emplace_back("more than one heading of level 1");
  return out;
}

}  // namespace waymark::ui
