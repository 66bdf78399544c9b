#include "app/screens/steps.h"

#include <algorithm>

#include "app/screens/words.h"
#include "core/model/limits.h"

namespace waymark::screens {
namespace {

constexpr std::string_view sheet_key = "step";

/// What brings a removed step back: setting its fields again beats the removal (core/sync/merge.h).
client::EditStep as_it_is(const client::Shown<Step>& step) {
  return {.step = step.id,
          .title = step.value.title,
          .owner = step.value.owner,
          .owner_name = step.value.owner_name,
          .due = step.value.due};
}

}  // namespace

std::string step_detail(const Scene& scene, const Step& step) {
  const std::string who = who_does(scene, step);
  if (step.done) return who;
  if (!step.due) return who;
  return tr("{who}, {when}", {{"who", who}, {"when", by_when(scene, *step.due)}});
}

bool step_row(Scene& scene, const client::Shown<Step>& step, bool opens) {
  const std::string detail = step_detail(scene, step.value);
  std::string quiet = words_of(step.delivery, false);
  if (quiet.empty() && !step.beside.empty()) quiet = two_versions();
  const ui::TickResult result = scene.ui.tick_row({.key = step.id.text,
                                                   .label = step.value.title,
                                                   .detail = detail,
                                                   .checked = step.value.done,
                                                   .opens = opens,
                                                   .quiet = quiet,
                                                   .lang = language_of(step.value.title)});
  if (result.toggled) {
    const bool done = !step.value.done;
    scene.act.send(client::TickStep{.step = step.id, .done = done});
    const std::string said = done ? tr("Done: {step}", {{"step", step.value.title}})
                                  : tr("Back on the list: {step}", {{"step", step.value.title}});
    scene.act.say(said, client::TickStep{.step = step.id, .done = !done});
  }
  return result.opened;
}

void StepSheet::add(Scene& scene, Screen& screen, Heading heading) {
  *this = {};
  before_.heading = heading;
  before_.owner = scene.adviser() ? StepOwner::adviser : StepOwner::young_person;
  begin(scene, screen);
}

void StepSheet::change(Scene& scene, Screen& screen, const client::Shown<Step>& step) {
  *this = {};
  step_ = step.id;
  before_ = step.value;
  begin(scene, screen);
}

/// With what an earlier time left in it.
void StepSheet::begin(Scene& scene, Screen& screen) {
  value_ = before_;
  const std::optional<std::string> kept = draft_.start(scene, edit(scene));
  const std::optional<Step> step = kept ? client::step_of_draft(*kept) : std::nullopt;
  if (step) {
    value_ = *step;
    value_.heading = before_.heading;
  }
  screen.sheet = sheet_key;
}

client::Event StepSheet::edit(const Scene& scene) const {
  const std::string name = value_.owner == StepOwner::other ? trimmed(value_.owner_name) : std::string();
  if (step_.empty()) {
    return client::AddStep{.case_id = scene.whose->id,
                           .heading = value_.heading,
                           .title = trimmed(value_.title),
                           .owner = value_.owner,
                           .owner_name = name,
                           .due = value_.due};
  }
  return client::EditStep{
      .step = step_, .title = trimmed(value_.title), .owner = value_.owner, .owner_name = name, .due = value_.due};
}

void StepSheet::draw(Scene& scene, Screen& screen) {
  const bool is_new = step_.empty();
  sheet(scene, screen, sheet_key, is_new ? tr("A new step") : tr("Change this step"), [&] {
    versions(scene, screen);
    fields(scene);
    if (scene.ui.button({.label = tr("Save the step"), .icon = Icon::check, .kind = ButtonKind::filled})) {
      save(scene, screen);
    }
    if (!is_new &&
        scene.ui.button({.label = tr("Remove this step"), .icon = Icon::trash_2, .kind = ButtonKind::danger})) {
      remove(scene, screen);
    }
  });
  versions_.draw(scene, screen);
}

/// Before the fields: what one of them is to say may have to be chosen first.
void StepSheet::versions(Scene& scene, Screen& screen) {
  const auto& steps = scene.whose->steps;
  const auto step = std::ranges::find(steps, step_, &client::Shown<Step>::id);
  if (step != steps.end()) versions_.line(scene, screen, step_, step->beside);
}

void StepSheet::fields(Scene& scene) {
  const std::string before = client::draft_text(edit(scene));
  const std::string missing =
      complained_ && trimmed(value_.title).empty() ? tr("Write in a few words what is to be done.") : std::string();
  ui::FieldResult title = scene.ui.field({.key = "title",
                                          .label = tr("What to do"),
                                          .value = value_.title,
                                          .help = tr("One thing, small enough to tick."),
                                          .error = missing,
                                          .required = true,
                                          .characters_max = limits::title_characters_max});
  if (title.changed) value_.title = std::move(title.text);
  owner_field(scene);
  scene.ui.date_field("due", tr("By when"), &value_.due);
  std::string after = client::draft_text(edit(scene));
  if (after != before) draft_.keep(scene, std::move(after));
  if (draft_.start_again(scene)) value_ = before_;
}

void StepSheet::owner_field(Scene& scene) {
  const std::string young = scene.adviser() ? called(scene.whose->person.value) : tr("You");
  const std::string adviser = scene.adviser() ? tr("You") : adviser_name(scene);
  const int chosen =
      scene.ui.choice("owner", tr("Who does it"), {young, adviser, tr("Someone else")}, static_cast<int>(value_.owner));
  if (chosen >= 0) value_.owner = static_cast<StepOwner>(chosen);
  if (value_.owner != StepOwner::other) return;
  ui::FieldResult name = scene.ui.field({.key = "owner-name",
                                         .label = tr("Who"),
                                         .value = value_.owner_name,
                                         .kind = ui::InputKind::name,
                                         .characters_max = limits::name_characters_max});
  if (name.changed) value_.owner_name = std::move(name.text);
}

void StepSheet::save(Scene& scene, Screen& screen) {
  if (trimmed(value_.title).empty()) {
    complained_ = true;
    scene.ui.focus("title");
    return;
  }
  scene.act.send(edit(scene));
  draft_.forget(scene);
  screen.sheet.clear();
}

void StepSheet::remove(Scene& scene, Screen& screen) {
  const auto found = std::ranges::find(scene.whose->steps, step_, &client::Shown<Step>::id);
  screen.sheet.clear();
  draft_.forget(scene);
  if (found == scene.whose->steps.end()) return;
  scene.act.send(client::RemoveStep{.step = step_});
  scene.act.say(tr("Removed: {step}", {{"step", found->value.title}}), as_it_is(*found));
}

}  // namespace waymark::screens
