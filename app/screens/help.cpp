#include "app/screens/help.h"

#include "app/screens/reach.h"
#include "app/screens/words.h"

namespace waymark::screens {
namespace {

/// Of one kind; the first emergency line is the filled button of the sheet.
void lines_of_kind(Scene& scene, const std::vector<Line>& lines, LineKind kind) {
  bool first = true;
  for (const Line& line : lines) {
    if (line.kind != kind) continue;
    const bool foremost = kind == LineKind::emergency && first;
    line_brief(scene, line, foremost ? ButtonKind::filled : ButtonKind::tonal);
    first = false;
  }
}

}  // namespace

void help_now(Scene& scene) {
  scene.ui.text(tr("Nobody reads this app live. To reach a person now, call."), {.type = Type::strong});
  const bool of_council = scene.state.has_council;
  const std::vector<Line> national = of_council ? std::vector<Line>() : national_lines();
  const std::vector<Line>& lines = of_council ? scene.state.council.lines : national;
  for (const LineKind kind :
       {LineKind::emergency, LineKind::out_of_hours, LineKind::crisis, LineKind::duty, LineKind::advocate}) {
    lines_of_kind(scene, lines, kind);
  }
  if (!of_council) {
    scene.ui.text(tr("When you are signed in, your council’s own numbers are here too."),
                  {.type = Type::secondary, .muted = true});
  }
}

}  // namespace waymark::screens
