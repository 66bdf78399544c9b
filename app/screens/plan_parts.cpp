#include "app/screens/plan_parts.h"

#include "app/screens/suggestion.h"
#include "app/screens/words.h"

namespace waymark::screens {
namespace {

/// Words that wait for the young person, else how far the steps are, else that there is nothing yet.
std::string heading_detail(const Scene& scene, Heading heading) {
  if (const PlanSection* part = waiting_suggestion(scene, heading)) {
    return scene.adviser() ? tr("Your words wait for an answer")
                           : tr("Words from {who} to look at", {{"who", first_name(part->suggested_by)}});
  }
  const StepCount count = count_steps(*scene.whose, heading);
  if (count.total > 0) return words_of(count);
  return words_of(heading).about;
}

}  // namespace

StepCount count_steps(const client::CaseState& one) {
  StepCount count;
  for (const auto& step : one.steps) {
    ++count.total;
    if (step.value.done) ++count.done;
  }
  return count;
}

StepCount count_steps(const client::CaseState& one, Heading heading) {
  StepCount count;
  for (const auto& step : one.steps) {
    if (step.value.heading != heading) continue;
    ++count.total;
    if (step.value.done) ++count.done;
  }
  return count;
}

std::string words_of(StepCount count) {
  if (count.done == 0) return trn("{n} step to do", "{n} steps to do", count.total);
  const std::string done = std::to_string(count.done);
  return trn("{done} of {n} step done", "{done} of {n} steps done", count.total, {{"done", done}});
}

void agreed_line(Scene& scene) {
  const auto& agreements = scene.whose->agreements;  // newest first
  if (agreements.empty()) {
    scene.ui.text(tr("The plan is not agreed yet. That happens together, at a review."), {.muted = true});
    return;
  }
  const Agreement& last = agreements.front().value;
  const std::string date = full_date(scene, last.on);
  const std::string who = scene.adviser() ? last.young_person : last.adviser;
  scene.ui.text(tr("Agreed on {date} with {who}.", {{"date", date}, {"who", who}}), {.muted = true});
  if (!has_plan(last)) return;
  if (scene.ui.button({.label = tr("See what was agreed"), .icon = Icon::history, .kind = ButtonKind::text}))
    open_agreed(scene, agreements.front().id);
}

bool has_plan(const Agreement& agreement) { return !agreement.sections.empty() || !agreement.steps.empty(); }

void open_agreed(Scene& scene, const DocId& agreement) {
  const CaseId case_id = scene.adviser() ? scene.whose->id : CaseId();
  scene.act.open({.page = Page::agreed, .case_id = case_id, .subject = agreement.text});
}

void heading_rows(Scene& scene) {
  auto list = scene.ui.list("headings", scene.adviser() ? tr("The parts of the plan") : tr("The parts of my plan"));
  for (const Heading heading : all_headings) {
    const HeadingWords words = words_of(heading);
    const std::string detail = heading_detail(scene, heading);
    const std::string key = "heading-" + std::to_string(static_cast<int>(heading));
    if (scene.ui.list_row(
            {.key = key, .title = words.name, .detail = detail, .icon = words.icon, .tone = Tone::primary})) {
      const CaseId case_id = scene.adviser() ? scene.whose->id : CaseId();
      scene.act.open({.page = Page::heading, .case_id = case_id, .heading = heading});
    }
  }
}

}  // namespace waymark::screens
