// One heading of the plan: how it is now, what the young person wants in their own words, and the steps.
// The young person writes what they want and answers suggested words; the adviser writes how it is and suggests.
#include "app/screens/draft.h"
#include "app/screens/screen.h"
#include "app/screens/steps.h"
#include "app/screens/suggestion.h"
#include "app/screens/versions.h"
#include "app/screens/words.h"
#include "core/model/schema.h"

namespace waymark::screens {
namespace {

constexpr std::string_view want_sheet = "what-i-want";
constexpr std::string_view now_sheet = "how-it-is";
constexpr std::string_view suggest_sheet = "suggest-words";

class HeadingScreen final : public Screen {
 public:
  using Screen::Screen;

  std::string title(const Scene& /*scene*/) const override { return words_of(route.heading).name; }

  void draw(Scene& scene) override {
    if (scene.whose == nullptr) {
      scene.ui.empty(Icon::user_round, tr("This plan is not on this phone any more."));
      return;
    }
    scene.ui.text(words_of(route.heading).about, {.muted = true});
    draw_now(scene);
    draw_want(scene);
    draw_suggested(scene);
    draw_steps(scene);
    draw_law(scene);
  }

  void draw_sheet(Scene& scene) override {
    if (scene.whose == nullptr) return;
    draw_want_sheet(scene);
    draw_now_sheet(scene);
    draw_suggest_sheet(scene);
    steps_.draw(scene, *this);
    versions_.draw(scene, *this);
  }

 private:
  const PlanSection& section(const Scene& scene) const {
    static const PlanSection nothing;
    const auto found = scene.whose->plan.value.sections.find(route.heading);
    return found == scene.whose->plan.value.sections.end() ? nothing : found->second;
  }
  const client::Shown<View>* view(const Scene& scene) const {
    const auto found = scene.whose->views.find(route.heading);
    return found == scene.whose->views.end() ? nullptr : &found->second;
  }
  std::string own_words(const Scene& scene) const {
    const auto* mine = view(scene);
    return mine == nullptr ? std::string() : mine->value.words;
  }
  void draw_now(Scene& scene) {
    auto card = scene.ui.card("now");
    scene.ui.section(tr("How it is now"), {}, Aloud::yes);
    const std::string& now = section(scene).now;
    if (now.empty()) {
      scene.ui.text(scene.adviser() ? tr("Nothing is written here yet.")
                                    : tr("Nothing is written here yet. This part is written by {who}, with you.",
                                         {{"who", adviser_name(scene)}}),
                    {.muted = true});
    } else {
      scene.ui.text(now, {.lang = language_of(now)});
    }
    plan_versions(scene, "now");
    if (!scene.adviser()) return;
    delivery_line(scene.ui, scene.whose->plan.delivery, false);
    const client::WriteNow edit{.case_id = scene.whose->id, .heading = route.heading};
    draft_line(scene, edit);
    if (scene.ui.button({.label = tr("Write how it is now…"), .icon = Icon::pencil})) {
      now_.start(scene, edit, now);
      sheet = now_sheet;
    }
  }

  void draw_want(Scene& scene) {
    auto card = scene.ui.card("want");
    const auto* mine = view(scene);
    const bool written = mine != nullptr && !mine->value.words.empty();
    const std::string name = called(scene.whose->person.value);
    scene.ui.section(scene.adviser() ? tr("What {name} wants", {{"name", name}}) : tr("What I want"), {}, Aloud::yes);
    if (written)
      scene.ui.quote(mine->value.words, scene.adviser() ? name : tr("My words"), language_of(mine->value.words));
    if (mine != nullptr) versions_.line(scene, *this, mine->id, mine->beside);
    if (scene.adviser()) {
      if (!written) scene.ui.text(tr("{name} has not written here yet.", {{"name", name}}), {.muted = true});
      scene.ui.quiet(tr("Only {name} can write this.", {{"name", name}}), Icon::lock);
      const client::SuggestWords edit{.case_id = scene.whose->id, .heading = route.heading};
      draft_line(scene, edit);
      if (scene.ui.button({.label = tr("Suggest words…"), .icon = Icon::lightbulb})) {
        suggest_.start(scene, edit, section(scene).suggestion);
        sheet = suggest_sheet;
      }
      return;
    }
    if (!written) scene.ui.text(tr("Say it in your own words. Nobody else can write or change this."), {.muted = true});
    if (mine != nullptr) delivery_line(scene.ui, mine->delivery, written);
    draft_line(scene, write_view(scene, {}));
    if (scene.ui.button(
            {.label = written ? tr("Change my words…") : tr("Write what I want…"),
             .icon = Icon::pencil,
             .kind = waiting_suggestion(scene, route.heading) == nullptr ? ButtonKind::filled : ButtonKind::tonal})) {
      want_.start(scene, write_view(scene, {}), own_words(scene));
      sheet = want_sheet;
    }
  }

  void draw_suggested(Scene& scene) {
    if (!scene.adviser()) return draw_suggestion(scene, route.heading);
    const std::string& words = section(scene).suggestion;
    if (words.empty()) return;
    auto card = scene.ui.card("suggestion");
    scene.ui.section(tr("Words you suggested"), {}, Aloud::yes);
    scene.ui.text(words, {.lang = language_of(words)});
    plan_versions(scene, "suggestion");
    scene.ui.quiet(tr("{name} chooses whether to use them.", {{"name", called(scene.whose->person.value)}}),
                   Icon::clock);
  }

  void draw_steps(Scene& scene) {
    auto card = scene.ui.card("steps");
    scene.ui.section(tr("Steps"), {}, Aloud::yes);
    bool any = false;
    {
      auto list = scene.ui.list("list", tr("Steps"));
      for (const auto& step : scene.whose->steps) {
        if (step.value.heading != route.heading) continue;
        any = true;
        if (step_row(scene, step, true)) steps_.change(scene, *this, step);
      }
    }
    if (!any) scene.ui.text(tr("No steps here yet. A step is one small thing that somebody does."), {.muted = true});
    if (scene.ui.button({.label = tr("Add a step…"), .icon = Icon::plus})) steps_.add(scene, *this, route.heading);
  }

  void draw_law(Scene& scene) {
    auto more = scene.ui.disclosure("law", tr("What the law calls this part"));
    if (!more) return;
    scene.ui.text(legal_name(route.heading), {.lang = language_of(legal_name(route.heading))});
    scene.ui.text(tr("Every pathway plan must have ten parts. This is one of them. (Care Leavers (England) Regulations "
                     "2010, Schedule 1.)"),
                  {.type = Type::secondary, .muted = true});
  }

  /// Of a field of this part of the plan.
  void plan_versions(Scene& scene, std::string_view field) {
    const auto& plan = scene.whose->plan;
    versions_.line(scene, *this, plan.id, plan.beside,
                   "/sections/" + std::string(waymark::name_of(route.heading)) + "/" + std::string(field));
  }

  client::WriteView write_view(const Scene& scene, std::string words) const {
    return {.case_id = scene.whose->id, .heading = route.heading, .words = std::move(words)};
  }

  void draw_want_sheet(Scene& scene) {
    waymark::screens::sheet(scene, *this, want_sheet, tr("What I want"), [&] {
      want_.field(scene, {.key = "words",
                          .label = tr("In my own words"),
                          .help = words_of(route.heading).about,
                          .multiline = true,
                          .own_words = true});
      scene.ui.quiet(tr("What you write stays on this phone while you write. After you save, {who} can read it.",
                        {{"who", adviser_name(scene)}}),
                     Icon::info);
      if (!scene.ui.button({.label = tr("Save my words"), .icon = Icon::check, .kind = ButtonKind::filled})) return;
      if (want_.text() != own_words(scene)) scene.act.send(write_view(scene, want_.text()));
      want_.finish(scene);
      sheet.clear();
    });
  }

  void draw_now_sheet(Scene& scene) {
    waymark::screens::sheet(scene, *this, now_sheet, tr("How it is now"), [&] {
      now_.field(scene,
                 {.key = "now",
                  .label = words_of(route.heading).name,
                  .help = tr("Facts, in words that {name} would use.", {{"name", called(scene.whose->person.value)}}),
                  .multiline = true});
      if (!scene.ui.button({.label = tr("Save how it is"), .icon = Icon::check, .kind = ButtonKind::filled})) return;
      if (now_.text() != section(scene).now) {
        scene.act.send(client::WriteNow{.case_id = scene.whose->id, .heading = route.heading, .text = now_.text()});
      }
      now_.finish(scene);
      sheet.clear();
    });
  }

  void draw_suggest_sheet(Scene& scene) {
    const std::string name = called(scene.whose->person.value);
    waymark::screens::sheet(scene, *this, suggest_sheet, tr("Suggest words"), [&] {
      scene.ui.text(
          tr("{name} sees your words beside their own and chooses. Nothing of theirs is changed.", {{"name", name}}));
      suggest_.field(scene,
                     {.key = "words", .label = tr("Words for what {name} wants", {{"name", name}}), .multiline = true});
      if (!scene.ui.button({.label = tr("Suggest these words"), .icon = Icon::send, .kind = ButtonKind::filled}))
        return;
      scene.act.send(
          client::SuggestWords{.case_id = scene.whose->id, .heading = route.heading, .words = suggest_.text()});
      suggest_.finish(scene);
      sheet.clear();
    });
  }

  StepSheet steps_;
  VersionSheet versions_;
  Draft want_, now_, suggest_;
};

}  // namespace

std::unique_ptr<Screen> make_heading(const Route& route) { return std::make_unique<HeadingScreen>(route); }

}  // namespace waymark::screens
