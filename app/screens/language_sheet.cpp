#include "app/screens/language_sheet.h"

#include "app/text/languages.h"

namespace waymark::screens {
namespace {

using text::Coverage;
using text::Language;

/// English for a language that the app has no words of.
const Language& language_of(const client::State& state) {
  const Language* known = text::find_language(state.language);
  return known == nullptr ? text::languages.front() : *known;
}

/// Its name in the app's language, and how far it is translated.
std::string extent(const Language& language) {
  const std::string name = tr(language.english_name);
  switch (language.coverage) {
    case Coverage::source:
      return name == language.own_name ? std::string() : name;
    case Coverage::complete:
      return tr("{language}. All of the app.", {{"language", name}});
    case Coverage::partial:
      return tr("{language}. The first screens, the rest in English.", {{"language", name}});
  }
  return name;
}

}  // namespace

void choose_language(Scene& scene) {
  const Language& chosen = language_of(scene.state);
  if (chosen.tag != text::language() && !scene.state.sync.online) {
    scene.ui.quiet(tr("The words of this language come with the next signal."), Icon::cloud_off);
  }
  std::vector<std::string> extents;
  std::vector<ui::OptionSpec> options;
  extents.reserve(text::languages.size());  // options point into it
  int selected = 0;
  for (const Language& language : text::languages) {
    if (&language == &chosen) selected = static_cast<int>(options.size());
    options.push_back(
        {.label = language.own_name, .detail = extents.emplace_back(extent(language)), .lang = language.tag});
  }
  const int tapped = scene.ui.options("languages", tr("Language"), options, selected);
  if (tapped >= 0) {
    scene.act.send(client::SetLanguage{std::string(text::languages[static_cast<std::size_t>(tapped)].tag)});
  }
  scene.ui.quiet(tr("All but English is a machine translation, to be checked by a person. What people wrote stays in "
                    "their own words."),
                 Icon::languages);
}

bool language_row(Scene& scene) {
  const Language& chosen = language_of(scene.state);
  return scene.ui.list_row({.key = "language",
                            .title = tr("Language"),
                            .detail = chosen.own_name,
                            .icon = Icon::languages,
                            .tone = Tone::primary});
}

void translation_note(Scene& scene) {
  const Language& chosen = language_of(scene.state);
  if (chosen.coverage == Coverage::source) return;
  if (chosen.coverage == Coverage::partial) {
    scene.ui.quiet(tr("Some of the app is not translated yet. That part is in English."), Icon::info);
  }
  scene.ui.quiet(tr("Machine translation, to be checked by a person. What people wrote stays in their own words."),
                 Icon::languages);
}

}  // namespace waymark::screens
