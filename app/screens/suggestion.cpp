#include "app/screens/suggestion.h"

#include "app/screens/words.h"

namespace waymark::screens {
namespace {

/// Marks hold the words that they are about: other words are a new suggestion.
constexpr std::string_view aside = "aside", answered = "answered";

std::string key_of(std::string_view kind, const Scene& scene, Heading heading) {
  return std::string(kind) + "/" + scene.whose->id.text + "/" + std::to_string(static_cast<int>(heading));
}

const PlanSection* suggestion(const Scene& scene, Heading heading) {
  const auto& sections = scene.whose->plan.value.sections;
  const auto found = sections.find(heading);
  return found == sections.end() || found->second.suggestion.empty() ? nullptr : &found->second;
}

bool is_marked(std::string_view kind, const Scene& scene, Heading heading, const PlanSection& part) {
  const auto found = scene.state.marks.find(key_of(kind, scene, heading));
  return found != scene.state.marks.end() && found->second == part.suggestion;
}

client::AnswerSuggestion answer(const Scene& scene, Heading heading, const PlanSection& part) {
  return {.case_id = scene.whose->id, .heading = heading, .words = part.suggestion};
}

std::string own_words(const Scene& scene, Heading heading) {
  const auto found = scene.whose->views.find(heading);
  return found == scene.whose->views.end() ? std::string() : found->second.value.words;
}

client::WriteView write_view(const Scene& scene, Heading heading, std::string words) {
  return {.case_id = scene.whose->id, .heading = heading, .words = std::move(words)};
}

void use(Scene& scene, Heading heading, const PlanSection& part) {
  const std::string key = key_of(answered, scene, heading);
  scene.act.send(write_view(scene, heading, part.suggestion));
  scene.act.send(client::KeepMark{.key = key, .text = part.suggestion});
  scene.act.say(
      {.text = tr("These are now your words."),
       .undo = {write_view(scene, heading, own_words(scene, heading)), client::KeepMark{.key = key, .text = {}}},
       .later = answer(scene, heading, part)});
}

void refuse(Scene& scene, Heading heading, const PlanSection& part) {
  const std::string key = key_of(answered, scene, heading);
  scene.act.send(client::KeepMark{.key = key, .text = part.suggestion});
  scene.act.say({.text = tr("Not used. Your own words stay as they are."),
                 .undo = {client::KeepMark{.key = key, .text = {}}},
                 .later = answer(scene, heading, part)});
}

void put_aside(Scene& scene, Heading heading, const PlanSection& part) {
  const std::string key = key_of(aside, scene, heading);
  scene.act.send(client::KeepMark{.key = key, .text = part.suggestion});
  scene.act.say({.text = tr("Put aside. You find these words here when you want them."),
                 .undo = {client::KeepMark{.key = key, .text = {}}},
                 .later = {}});
}

void words_and_answers(Scene& scene, Heading heading, const PlanSection& part, bool is_aside) {
  scene.ui.text(part.suggestion, {.lang = language_of(part.suggestion)});
  scene.ui.text(tr("Use them if they are what you want. You can change them after."),
                {.type = Type::secondary, .muted = true});
  if (scene.ui.button({.label = tr("Use these words"),
                       .icon = Icon::check,
                       .kind = is_aside ? ButtonKind::tonal : ButtonKind::filled}))
    use(scene, heading, part);
  if (!is_aside && scene.ui.button({.label = tr("Not now"), .kind = ButtonKind::text})) put_aside(scene, heading, part);
  if (scene.ui.button({.label = tr("No thanks"), .kind = ButtonKind::text})) refuse(scene, heading, part);
}

}  // namespace

const PlanSection* waiting_suggestion(const Scene& scene, Heading heading) {
  const PlanSection* part = suggestion(scene, heading);
  if (part == nullptr || is_marked(aside, scene, heading, *part) || is_marked(answered, scene, heading, *part))
    return nullptr;
  return part;
}

void draw_suggestion(Scene& scene, Heading heading) {
  const PlanSection* part = suggestion(scene, heading);
  if (part == nullptr || is_marked(answered, scene, heading, *part)) return;
  const std::string title = tr("Words from {who}", {{"who", first_name(part->suggested_by)}});
  if (is_marked(aside, scene, heading, *part)) {
    if (auto more = scene.ui.disclosure("suggestion", title)) words_and_answers(scene, heading, *part, true);
    return;
  }
  auto card = scene.ui.card("suggestion");
  scene.ui.section(title, {}, Aloud::yes);
  words_and_answers(scene, heading, *part, false);
}

void finish_answers(Scene& scene) {
  if (scene.adviser() || scene.whose == nullptr) return;
  for (const Heading heading : all_headings) {
    const PlanSection* part = suggestion(scene, heading);
    if (part != nullptr && is_marked(answered, scene, heading, *part)) scene.act.send(answer(scene, heading, *part));
  }
}

}  // namespace waymark::screens
