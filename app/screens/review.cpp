#include "app/screens/review.h"

#include <algorithm>

#include "app/screens/words.h"

namespace waymark::screens {
namespace {

constexpr std::string_view sheet_key = "ask-for-review";

const Appointment* planned(const client::CaseState& one, AppointmentKind kind, Date on) {
  const auto found = std::ranges::find_if(one.appointments, [kind, on](const auto& shown) {
    const Appointment& it = shown.value;
    return it.kind == kind && it.state == AppointmentState::planned && it.on == on;
  });
  return found == one.appointments.end() ? nullptr : &found->value;
}

std::string where_of(const Appointment& appointment) {
  if (appointment.at.empty())
    return appointment.place.empty() ? std::string() : tr("At {place}", {{"place", appointment.place}});
  if (appointment.place.empty()) return tr("At {time}", {{"time", appointment.at}});
  return tr("At {time}, {place}", {{"time", appointment.at}, {"place", appointment.place}});
}

std::string planned_sentence(const Scene& scene, Date on, const Appointment* appointment) {
  const std::string date = day(scene, on);
  if (scene.adviser()) {
    return tr("The review with {name} is on {date}.", {{"name", called(scene.whose->person.value)}, {"date", date}});
  }
  if (appointment == nullptr || appointment->with.empty()) return tr("Your review is on {date}.", {{"date", date}});
  return tr("Your review is on {date} with {who}.", {{"date", date}, {"who", joined(appointment->with)}});
}

std::string unplanned_sentence(const Scene& scene) {
  const law::DutyClock& clock = scene.whose->review;
  const std::string date = clock.state == law::ClockState::no_start ? std::string() : day(scene, clock.due);
  if (scene.whose->review_requested) {
    return scene.adviser()
               ? tr("{name} asked for a review. Set a day: {name} sees it here.",
                    {{"name", called(scene.whose->person.value)}})
               : tr("You asked for a review. You will hear from {who} about a day.", {{"who", adviser_name(scene)}});
  }
  switch (clock.state) {
    case law::ClockState::no_start:
      return scene.adviser() ? tr("No review has a date yet. It starts to count when the plan is agreed.")
                             : tr("No review has a date yet. You can ask for one at any time.");
    case law::ClockState::late:
      return scene.adviser() ? tr("The review was due on {date}. No day is set yet.", {{"date", date}})
                             : tr("The review was due on {date}. You can ask for it now.", {{"date", date}});
    case law::ClockState::running:
    case law::ClockState::soon:
      return tr("The next review is due by {date}. No day is set yet.", {{"date", date}});
  }
  return {};
}

}  // namespace

ReviewWords review_words(const Scene& scene) {
  const client::CaseState& one = *scene.whose;
  const law::DutyClock& clock = one.review;
  ReviewWords words;
  const bool late = clock.state == law::ClockState::late;
  if (clock.planned) {
    const int days = days_between(scene.state.today, *clock.planned);
    const Appointment* appointment = planned(one, AppointmentKind::review, *clock.planned);
    words.chip = review_in(days);
    words.tone = days <= law::soon_days_max ? Tone::accent : Tone::neutral;
    words.sentence = planned_sentence(scene, *clock.planned, appointment);
    if (appointment != nullptr) words.where = where_of(*appointment);
    return words;
  }
  if (clock.state != law::ClockState::no_start) {
    words.chip = review_due(clock.days_left);
    words.tone = late ? Tone::not_yet : clock.state == law::ClockState::soon ? Tone::accent : Tone::neutral;
  }
  words.sentence = unplanned_sentence(scene);
  words.ask_first = !one.review_requested && (late || clock.state == law::ClockState::no_start);
  return words;
}

void draw_visit(Scene& scene) {
  const std::optional<Date>& on = scene.whose->visit.planned;
  const Appointment* visit = on ? planned(*scene.whose, AppointmentKind::visit, *on) : nullptr;
  if (visit == nullptr) return;
  const std::string date = day(scene, *on);
  const std::string who = visit->with.empty() ? adviser_name(scene) : joined(visit->with);
  scene.ui.text(scene.adviser() ? tr("The next visit is on {date}.", {{"date", date}})
                                : tr("{who} visits you on {date}.", {{"who", who}, {"date", date}}));
  const std::string where = where_of(*visit);
  if (!where.empty()) scene.ui.text(where, {.type = Type::secondary, .muted = true});
}

void draw_review(Scene& scene, const ReviewWords& words) {
  if (!words.chip.empty()) scene.ui.chip({.text = words.chip, .icon = Icon::calendar, .tone = words.tone});
  scene.ui.text(words.sentence);
  if (!words.where.empty()) scene.ui.text(words.where, {.type = Type::secondary, .muted = true});
}

void AskForReview::button(Scene& scene, Screen& screen, ButtonKind kind) {
  if (!scene.ui.button({.label = tr("Ask for a review…"), .icon = Icon::calendar_plus, .kind = kind})) return;
  words_.start(scene, client::AskForReview{.case_id = scene.whose->id});
  screen.sheet = sheet_key;
}

void AskForReview::draw_sheet(Scene& scene, Screen& screen) {
  sheet(scene, screen, sheet_key, tr("Ask for a review"), [&] {
    scene.ui.read_aloud(tr("Ask for a review"));
    scene.ui.text(
        tr("A review is when you look at your plan together and change what does not fit. You can ask for one "
           "at any time, and you do not need a reason."));
    words_.field(scene, {.key = "words",
                         .label = tr("What you want to talk about"),
                         .help = tr("You can leave this empty."),
                         .multiline = true,
                         .own_words = true});
    scene.ui.quiet(tr("This goes to {who}. Nobody reads it straight away.", {{"who", adviser_name(scene)}}),
                   Icon::info);
    if (!scene.ui.button({.label = tr("Send my request"), .icon = Icon::send, .kind = ButtonKind::filled})) return;
    scene.act.send(client::AskForReview{.case_id = scene.whose->id, .text = words_.text()});
    scene.act.say(tr("Your request is saved on this phone and goes to {who}.", {{"who", adviser_name(scene)}}));
    words_.finish(scene);
    screen.sheet.clear();
  });
}

}  // namespace waymark::screens
