// "Help now": one pill, the same in the top bar and in the head of every sheet.
#pragma once

#include <string_view>

#include "app/ui/state.h"

namespace waymark::ui {

struct HelpPill {
  std::string_view label;
  const text::Layout* words = nullptr;  // null: there is none
  float width = 0, height = 0;
};

/// How large it is. Requires that `label` is not empty.
HelpPill lay_help_pill(const Ui::State& s, std::string_view label);
void paint_help_pill(Ui::State& s, const Box& box, const HelpPill& pill);
/// Describes what is painted there; true: it was pressed. Its target is at least Space::target high.
bool touch_help_pill(Ui::State& s, NodeId id, const Box& box, const HelpPill& pill);

}  // namespace waymark::ui
