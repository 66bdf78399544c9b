// What a young person's plan and the adviser's view of it have in common.
#pragma once

#include <string>

#include "app/screens/screen.h"

namespace waymark::screens {

struct StepCount {
  int done = 0, total = 0;
};
StepCount count_steps(const client::CaseState& one);
StepCount count_steps(const client::CaseState& one, Heading heading);
/// "3 of 7 steps done", "7 steps to do".
std::string words_of(StepCount count);

/// When the plan was agreed, and with whom, and the way to what was agreed.
void agreed_line(Scene& scene);
/// Whether the plan itself is in the agreement; those of before it was kept there have only the day.
bool has_plan(const Agreement& agreement);
void open_agreed(Scene& scene, const DocId& agreement);
/// The ten headings, each a row that opens it. Needs `scene.whose`.
void heading_rows(Scene& scene);

}  // namespace waymark::screens
