// A young person as their adviser sees them: what falls due, messages, the plan, the people in their life.
#include <algorithm>

#include "app/screens/contact_sheet.h"
#include "app/screens/due.h"
#include "app/screens/meeting_sheets.h"
#include "app/screens/plan_parts.h"
#include "app/screens/review.h"
#include "app/screens/screen.h"
#include "app/screens/versions.h"
#include "app/screens/words.h"

namespace waymark::screens {
namespace {

class YoungPerson final : public Screen {
 public:
  using Screen::Screen;

  std::string title(const Scene& scene) const override {
    return scene.whose == nullptr ? tr("Young person") : scene.whose->person.value.name;
  }

  void draw(Scene& scene) override {
    if (scene.whose == nullptr) {
      scene.ui.empty(Icon::user_round, tr("This young person is not in your caseload any more."));
      return;
    }
    draw_due(scene);
    versions_row(scene);
    draw_messages(scene);
    draw_promises(scene);
    draw_plan(scene);
    draw_people(scene);
  }

  void draw_sheet(Scene& scene) override {
    if (scene.whose == nullptr) return;
    contacts_.draw(scene, *this);
    meetings_.draw(scene, *this);
    versions_.draw(scene, *this);
  }

 private:
  void draw_due(Scene& scene) {
    const client::CaseState& one = *scene.whose;
    auto card = scene.ui.card("due");
    scene.ui.section(tr("What falls due"));
    {
      auto chips = scene.ui.flow("chips");
      for (const Duty duty : {Duty::review, Duty::visit}) {
        const Due due = due_of(one, duty);
        const std::string words = words_of(due);
        if (!words.empty()) scene.ui.chip({.text = words, .icon = Icon::calendar, .tone = tone_of(due)});
      }
    }
    const ReviewWords review = review_words(scene);
    scene.ui.text(review.sentence);
    if (!review.where.empty()) scene.ui.text(review.where, {.type = Type::secondary, .muted = true});
    draw_visit(scene);
    versions_.line(scene, *this, one.plan.id, one.plan.beside, "/last_");
    const std::optional<law::BirthdayChange> change = law::next_support_change(one.person.value, scene.state.today);
    if (change) {
      const std::string age = scene.platform.format_number(change->age, text::language());
      scene.ui.text(tr("Support changes at {age}, on {date}.", {{"age", age}, {"date", full_date(scene, change->on)}}),
                    {.type = Type::secondary, .muted = true});
    }
    meetings_.buttons(scene, *this);
  }

  static void draw_messages(Scene& scene) {
    const client::CaseState& one = *scene.whose;
    auto list = scene.ui.list("messages", tr("Messages"));
    std::string detail = tr("No messages yet");
    if (!one.messages.empty()) {
      const Message& last = one.messages.front().value;
      detail = last.text.empty() ? tr("Asked for a review") : last.text;
    }
    const std::string unanswered =
        one.unanswered > 0 ? trn("{n} to answer", "{n} to answer", one.unanswered) : std::string();
    if (scene.ui.list_row({.key = "messages",
                           .title = tr("Messages"),
                           .detail = detail,
                           .trailing = unanswered,
                           .icon = Icon::message_circle,
                           .tone = Tone::primary})) {
      scene.act.open({.page = Page::messages, .case_id = one.id});
    }
  }

  /// What they said of promises: what waits for an answer first.
  static void draw_promises(Scene& scene) {
    if (scene.whose->responses.empty()) return;
    const std::string title = tr("What {name} says of promises", {{"name", called(scene.whose->person.value)}});
    scene.ui.section(title);
    auto list = scene.ui.list("responses", title);
    for (const bool answered : {false, true}) {
      for (const auto& response : scene.whose->responses) {
        if (response.value.reply.empty() != answered) draw_response(scene, response);
      }
    }
  }

  static void draw_response(Scene& scene, const client::Shown<PledgeResponse>& shown) {
    const PledgeResponse& response = shown.value;
    const StateWords feeling = words_of(response.feeling);
    const auto& pledges = scene.state.council.pledges;
    const auto pledge = std::ranges::find(pledges, response.pledge, &Pledge::id);
    const std::string& words = response.text.empty() && pledge != pledges.end() ? pledge->text : response.text;
    const std::string trailing = response.reply.empty() ? tr("To answer") : std::string();
    if (scene.ui.list_row({.key = shown.id.text,
                           .title = feeling.word,
                           .detail = words,
                           .trailing = trailing,
                           .icon = feeling.icon,
                           .tone = feeling.tone})) {
      scene.act.open({.page = Page::promise, .case_id = scene.whose->id, .subject = response.pledge});
    }
  }

  static void draw_plan(Scene& scene) {
    scene.ui.section(tr("Plan"));
    {
      auto card = scene.ui.card("progress");
      const StepCount count = count_steps(*scene.whose);
      const std::string label = words_of(count);
      if (count.total > 0) scene.ui.ring({.done = count.done, .total = count.total, .label = label});
      agreed_line(scene);
    }
    heading_rows(scene);
  }

  void draw_people(Scene& scene) {
    const std::string title = tr("People in {name}’s life", {{"name", called(scene.whose->person.value)}});
    scene.ui.section(title);
    if (!scene.whose->contacts.empty()) {
      auto list = scene.ui.list("contacts", title);
      for (const auto& contact : scene.whose->contacts) {
        const std::string initials = initials_of(contact.value.name);
        if (scene.ui.list_row({.key = contact.id.text,
                               .title = contact.value.name,
                               .detail = contact.value.relation,
                               .initials = initials})) {
          contacts_.show(*this, contact);
        }
      }
    }
    if (scene.ui.button({.label = tr("Add someone…"), .icon = Icon::user_plus})) contacts_.add(scene, *this);
  }

  ContactSheet contacts_;
  MeetingSheets meetings_;
  VersionSheet versions_;
};

}  // namespace

std::unique_ptr<Screen> make_young_person(const Route& route) { return std::make_unique<YoungPerson>(route); }

}  // namespace waymark::screens
