// The plan as it was agreed on one day, and the other days on which it was. Nothing here can be changed.
#include <algorithm>

#include "app/screens/plan_parts.h"
#include "app/screens/screen.h"
#include "app/screens/words.h"

namespace waymark::screens {
namespace {

class Agreed final : public Screen {
 public:
  using Screen::Screen;

  std::string title(const Scene& /*scene*/) const override { return tr("The plan as it was agreed"); }

  void draw(Scene& scene) override {
    const client::Shown<Agreement>* shown = find(scene);
    if (shown == nullptr) {
      scene.ui.empty(Icon::history, tr("This plan is not on this phone any more."));
      return;
    }
    const Agreement& agreement = shown->value;
    {
      auto card = scene.ui.card("agreed");
      scene.ui.read_aloud(tr("The plan as it was agreed"));
      scene.ui.text(tr("{young_person} and {adviser} agreed it on {date}.",
                       {{"young_person", agreement.young_person},
                        {"adviser", agreement.adviser},
                        {"date", full_date(scene, agreement.on)}}));
      scene.ui.quiet(tr("It stays as it was on that day. What changed since is in the plan."), Icon::lock);
    }
    for (const Heading heading : all_headings) draw_part(scene, agreement, heading);
    draw_others(scene, shown->id);
  }

 private:
  const client::Shown<Agreement>* find(const Scene& scene) const {
    if (scene.whose == nullptr) return nullptr;
    const auto& all = scene.whose->agreements;
    const auto found = std::ranges::find(all, DocId(route.subject), &client::Shown<Agreement>::id);
    return found == all.end() ? nullptr : &*found;
  }

  static void draw_part(Scene& scene, const Agreement& agreement, Heading heading) {
    const auto found = agreement.sections.find(heading);
    const AgreedSection section = found == agreement.sections.end() ? AgreedSection() : found->second;
    const auto is_here = [&](const Step& step) { return step.heading == heading; };
    if (section.now.empty() && section.wants.empty() && std::ranges::none_of(agreement.steps, is_here)) return;
    auto card = scene.ui.card("part-" + std::to_string(static_cast<int>(heading)));
    scene.ui.section(words_of(heading).name, {}, Aloud::yes);
    if (!section.now.empty())
      scene.ui.labelled(tr("How it was"), section.now, Icon::none, language_of(section.now));
    if (!section.wants.empty())
      scene.ui.quote(section.wants, first_name(agreement.young_person), language_of(section.wants));
    for (const Step& step : agreement.steps) {
      if (is_here(step)) draw_step(scene, agreement, step);
    }
  }

  /// Its day stands as a day: whether that is long ago is nothing of what was agreed. Nor is who is the adviser today.
  static void draw_step(Scene& scene, const Agreement& agreement, const Step& step) {
    const std::string who =
        step.owner == StepOwner::adviser ? first_name(agreement.adviser) : who_does(scene, step);
    scene.ui.text(step.title, {.lang = language_of(step.title)});
    scene.ui.quiet(step.due ? tr("{who}, {when}", {{"who", who}, {"when", full_date(scene, *step.due)}}) : who,
                   Icon::arrow_right);
  }

  static void draw_others(Scene& scene, const DocId& shown) {
    const auto is_other = [&](const client::Shown<Agreement>& one) { return one.id != shown && has_plan(one.value); };
    if (std::ranges::none_of(scene.whose->agreements, is_other)) return;
    scene.ui.section(tr("Agreed on other days"));
    auto list = scene.ui.list("others", tr("Agreed on other days"));
    for (const auto& one : scene.whose->agreements) {
      if (!is_other(one)) continue;
      if (scene.ui.list_row({.key = one.id.text, .title = full_date(scene, one.value.on), .icon = Icon::history}))
        open_agreed(scene, one.id);
    }
  }
};

}  // namespace

std::unique_ptr<Screen> make_agreed(const Route& route) { return std::make_unique<Agreed>(route); }

}  // namespace waymark::screens
