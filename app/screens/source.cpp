#include "app/screens/source.h"

#include "app/screens/words.h"

namespace waymark::screens {

void sample_chip(Scene& scene, const Source& source) {
  if (source.sample) scene.ui.chip({.text = tr("Sample"), .icon = Icon::flask_conical, .tone = Tone::neutral});
}

void source_lines(Scene& scene, const Source& source) {
  auto more = scene.ui.disclosure("source", tr("Where this comes from"));
  if (!more) return;
  scene.ui.text(source.title, {.type = Type::secondary, .lang = language_of(source.title)});
  scene.ui.quiet(tr("Checked on {date}", {{"date", full_date(scene, source.checked_on)}}), Icon::calendar_check);
  if (source.sample) scene.ui.quiet(tr("Sample. The council checks this before real use."), Icon::flask_conical);
  if (source.url.empty()) return;
  scene.ui.link({.label = tr("Read it there"),
                 .href = source.url,
                 .icon = Icon::external_link,
                 .kind = ButtonKind::text,
                 .compact = true});
}

}  // namespace waymark::screens
