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
  if (quiet.empty() && step.conflicted) quiet = two_versions();
  const ui::TickResult result = scene.ui.tick_row({.key = step.id.text,
                                                   .label = step.value.title,
                                                   .detail = detail,
                                                   .checked = step.value.done,
                                                   .opens = opens,
                                                   .quiet = quiet});
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
  heading_ = heading;
  owner_ = scene.adviser() ? StepOwner::adviser : StepOwner::young_person;
  title_.start(scene, client::AddStep{.case_id = scene.whose->id, .heading = heading});
  screen.sheet = sheet_key;
}

void StepSheet::change(Scene& scene, Screen& screen, const client::Shown<Step>& step) {
  *this = {};
  step_ = step.id;
  heading_ = step.value.heading;
  owner_ = step.value.owner;
  owner_name_ = step.value.owner_name;
  due_ = step.value.due;
  title_.start(scene, client::EditStep{.step = step.id}, step.value.title);
  screen.sheet = sheet_key;
}

void StepSheet::draw(Scene& scene, Screen& screen) {
  const bool is_new = step_.empty();
  sheet(scene, screen, sheet_key, is_new ? tr("A new step") : tr("Change this step"), [&] {
    fields(scene);
    if (scene.ui.button({.label = tr("Save the step"), .icon = Icon::check, .kind = ButtonKind::filled})) {
      save(scene, screen);
    }
    if (!is_new &&
        scene.ui.button({.label = tr("Remove this step"), .icon = Icon::trash_2, .kind = ButtonKind::danger})) {
      remove(scene, screen);
    }
  });
}

void StepSheet::fields(Scene& scene) {
  const std::string missing =
      complained_ && title_.empty() ? tr("Write in a few words what is to be done.") : std::string();
  title_.field(scene, {.key = "title",
                       .label = tr("What to do"),
                       .help = tr("One thing, small enough to tick."),
                       .error = missing,
                       .required = true,
                       .characters_max = limits::title_characters_max});
  const std::string young = scene.adviser() ? called(scene.whose->person.value) : tr("You");
  const std::string adviser = scene.adviser() ? tr("You") : adviser_name(scene);
  const int chosen =
      scene.ui.choice("owner", tr("Who does it"), {young, adviser, tr("Someone else")}, static_cast<int>(owner_));
  if (chosen >= 0) owner_ = static_cast<StepOwner>(chosen);
  if (owner_ == StepOwner::other) {
    ui::FieldResult name = scene.ui.field({.key = "owner-name",
                                           .label = tr("Who"),
                                           .value = owner_name_,
                                           .kind = ui::InputKind::name,
                                           .characters_max = limits::name_characters_max});
    if (name.changed) owner_name_ = std::move(name.text);
  }
  scene.ui.date_field("due", tr("By when"), &due_);
}

void StepSheet::save(Scene& scene, Screen& screen) {
  if (title_.empty()) {
    complained_ = true;
    scene.ui.focus("title");
    return;
  }
  const std::string name = owner_ == StepOwner::other ? trimmed(owner_name_) : std::string();
  if (step_.empty()) {
    scene.act.send(client::AddStep{.case_id = scene.whose->id,
                                   .heading = heading_,
                                   .title = title_.text(),
                                   .owner = owner_,
                                   .owner_name = name,
                                   .due = due_});
  } else {
    scene.act.send(
        client::EditStep{.step = step_, .title = title_.text(), .owner = owner_, .owner_name = name, .due = due_});
  }
  title_.finish(scene);
  screen.sheet.clear();
}

void StepSheet::remove(Scene& scene, Screen& screen) {
  const auto found = std::ranges::find(scene.whose->steps, step_, &client::Shown<Step>::id);
  screen.sheet.clear();
  title_.finish(scene);
  if (found == scene.whose->steps.end()) return;
  scene.act.send(client::RemoveStep{.step = step_});
  scene.act.say(tr("Removed: {step}", {{"step", found->value.title}}), as_it_is(*found));
}

}  // namespace waymark::screens
