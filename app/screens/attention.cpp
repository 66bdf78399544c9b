#include "app/screens/attention.h"

#include "app/screens/words.h"

namespace waymark::screens {
namespace {

/// "Step: Register with a GP".
std::string what(const client::Attention& it) {
  if (it.type == Step::type) return tr("Step: {what}", {{"what", it.title}});
  if (it.type == Contact::type) return tr("Person: {what}", {{"what", it.title}});
  if (it.type == Message::type)
    return it.title.empty() ? tr("Asking for a review") : tr("Message: {what}", {{"what", it.title}});
  if (it.type == View::type && it.heading)
    return tr("What you want: {heading}", {{"heading", words_of(*it.heading).name}});
  if (it.type == Plan::type && it.heading) return tr("Plan: {heading}", {{"heading", words_of(*it.heading).name}});
  if (it.type == PledgeResponse::type) return tr("How a promise is going");
  return tr("A day or a meeting");
}

/// Where the words wait as a draft, or the thing can be done again.
Route place_of(const Scene& scene, const client::Attention& it) {
  const CaseId whose = scene.adviser() ? it.case_id : CaseId();
  if (it.heading) return {.page = Page::heading, .case_id = whose, .heading = *it.heading};
  if (it.type == Message::type) return {.page = Page::messages, .case_id = whose};
  if (it.type == PledgeResponse::type) return {.page = Page::promise, .case_id = whose, .subject = it.subject};
  if (scene.adviser()) return {.page = Page::young_person, .case_id = whose};
  return {.page = it.type == Contact::type ? Page::people : Page::plan};
}

void open(Scene& scene, const Route& route) {
  const bool first_of_a_place = route.page == Page::people || route.page == Page::plan;
  if (first_of_a_place)
    scene.act.go_to(route.page);
  else
    scene.act.open(route);
}

void draw_one(Scene& scene, const client::Attention& it) {
  auto card = scene.ui.card(it.id);
  const std::string words = what(it);
  scene.ui.subsection(words, language_of(words));
  const client::CaseState* one = scene.adviser() ? client::find_case(scene.state, it.case_id) : nullptr;
  if (one != nullptr) scene.ui.text(one->person.value.name, {.type = Type::secondary, .muted = true});
  scene.ui.quiet(tr("Not taken by the council. It needs a look."), Icon::triangle_alert);
  if (!it.reason.empty())
    scene.ui.labelled(tr("What the council’s computer says"), it.reason, Icon::info, language_of(it.reason));
  if (scene.ui.button({.label = tr("Open it"), .icon = Icon::pencil, .description = words, .key = "open"}))
    open(scene, place_of(scene, it));
  if (scene.ui.button({.label = tr("Let it go"), .kind = ButtonKind::text, .description = words, .key = "let-go"})) {
    scene.act.send(client::LetGo{.id = it.id});
    scene.act.say(tr("Let go: {what}", {{"what", words}}));
  }
}

}  // namespace

void draw_attention(Scene& scene) {
  if (scene.state.attention.empty()) return;
  scene.ui.section(tr("Needs a look"));
  scene.ui.text(
      tr("The council did not take this. What you wrote is kept where you wrote it, to change or to send again."),
      {.muted = true});
  for (const client::Attention& it : scene.state.attention) draw_one(scene, it);
}

}  // namespace waymark::screens
