// What is at the end of the top bar and of the head of every sheet, the same in each: "Help now", and before it the button
// that leaves quickly, where that was offered (Ui::offer_leaving).
#pragma once

#include <string_view>

#include "app/ui/state.h"

namespace waymark::ui {

struct HelpPill {
  std::string_view label;
  const text::Layout* words = nullptr;  // null: there is none
  float leave_px = 0;                   // of the button that leaves, with the gap after it
  float width = 0, height = 0;          // of all
};

/// How large it is. Requires that `label` is not empty.
HelpPill lay_help_pill(const Ui::State& s, std::string_view label);
void paint_help_pill(Ui::State& s, const Box& box, const HelpPill& pill);
/// Describes what is painted there; true: help was pressed. Targets are at least Space::target high.
bool touch_help_pill(Ui::State& s, NodeId id, const Box& box, const HelpPill& pill);

}  // namespace waymark::ui
