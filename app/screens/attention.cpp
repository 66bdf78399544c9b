#include "app/screens/attention.h"

#include "app/screens/words.h"

namespace waymark::screens {
namespace {

/// Why, and what can be done about it, said to whoever wrote it.
std::string explained(const Scene& scene, ProblemCause cause) {
  const std::string who = scene.adviser() ? tr("your team") : adviser_name(scene);
  switch (cause) {
    case ProblemCause::not_allowed:
      return scene.adviser() ? tr("Only the young person can change this. You can ask them to.")
                             : tr("Only {who} can change this. You can write a message and ask for it.", {{"who", who}});
    case ProblemCause::fixed:
      return tr("This stays as it was first written. You can write something new.");
    case ProblemCause::gone:
      return tr("What this belongs to was removed meanwhile, or you can no longer see it. You can write it anew.");
    case ProblemCause::exists:
      return tr("There is one already. It was made before yours arrived. Open that one and change it.");
    case ProblemCause::missing:
      return tr("Some words are missing. Open it, fill in what is empty and save it again.");
    case ProblemCause::too_long:
      return tr("It is too long. Open it, make it shorter and save it again.");
    case ProblemCause::full:
      return tr("There is no room for more here. Ask {who} what can go.", {{"who", who}});
    case ProblemCause::not_known:
      return tr("Either this app or the council’s computer is too old. Close the app, open it again with signal, and "
                "save this again.");
    case ProblemCause::other:
      break;
  }
  return tr("Something in it could not be used. Open it, look it over and save it again. If that does not help, ask {who}.",
            {{"who", who}});
}

/// Where the words wait as a draft, or the thing can be done again.
Route place_of(const Scene& scene, const client::About& it) {
  const CaseId whose = scene.adviser() ? it.case_id : CaseId();
  if (it.heading) return {.page = Page::heading, .case_id = whose, .heading = *it.heading};
  if (it.type == Message::type) return {.page = Page::messages, .case_id = whose};
  if (it.type == PledgeResponse::type) return {.page = Page::promise, .case_id = whose, .subject = it.subject};
  if (scene.adviser()) return {.page = Page::young_person, .case_id = whose};
  return {.page = it.type == Contact::type ? Page::people : Page::plan};
}

/// For whoever looks after the software, in its words.
void draw_reason(Scene& scene, const std::string& reason) {
  if (reason.empty()) return;
  if (auto more = scene.ui.disclosure("reason", tr("What the council’s computer says")))
    scene.ui.text(reason, {.type = Type::secondary, .lang = language_of(reason)});
}

void draw_one(Scene& scene, const client::Attention& it) {
  auto card = scene.ui.card(it.id);
  const std::string words = words_of(it);
  scene.ui.subsection(words, language_of(words));
  const client::CaseState* one = scene.adviser() ? client::find_case(scene.state, it.case_id) : nullptr;
  if (one != nullptr) scene.ui.text(one->person.value.name, {.type = Type::secondary, .muted = true});
  scene.ui.quiet(tr("Not taken by the council. It needs a look."), Icon::triangle_alert);
  scene.ui.text(explained(scene, it.cause));
  draw_reason(scene, it.reason);
  if (scene.ui.button({.label = tr("Open it"), .icon = Icon::pencil, .description = words, .key = "open"}))
    open_thing(scene, it);
  if (scene.ui.button({.label = tr("Let it go"), .kind = ButtonKind::text, .description = words, .key = "let-go"})) {
    scene.act.send(client::LetGo{.id = it.id});
    scene.act.say(tr("Let go: {what}", {{"what", words}}));
  }
}

}  // namespace

void open_thing(Scene& scene, const client::About& it) {
  const Route route = place_of(scene, it);
  const bool first_of_a_place = route.page == Page::people || route.page == Page::plan;
  if (first_of_a_place)
    scene.act.go_to(route.page);
  else
    scene.act.open(route);
}

void draw_attention(Scene& scene) {
  if (scene.state.attention.empty()) return;
  scene.ui.section(tr("Needs a look"));
  scene.ui.text(
      tr("The council did not take this. What you wrote is kept where you wrote it, to change or to send again."),
      {.muted = true});
  for (const client::Attention& it : scene.state.attention) draw_one(scene, it);
}

}  // namespace waymark::screens
