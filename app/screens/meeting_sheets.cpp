#include "app/screens/meeting_sheets.h"

#include <algorithm>
#include <array>

#include "app/screens/draft.h"
#include "app/screens/form.h"
#include "app/screens/words.h"
#include "core/model/limits.h"

namespace waymark::screens {
namespace {

constexpr std::string_view day_sheet = "set-a-day";
constexpr std::string_view happened_sheet = "what-happened";
constexpr std::array kinds{AppointmentKind::review, AppointmentKind::visit};

std::string words_of(AppointmentKind kind) {
  return kind == AppointmentKind::review ? tr("Review of the plan") : tr("Visit");
}

}  // namespace

void MeetingSheets::buttons(Scene& scene, Screen& screen) {
  const client::CaseState& one = *scene.whose;
  const bool awaited = one.review_requested && !one.review.planned;
  if (scene.ui.button({.label = tr("Set a day…"),
                       .icon = Icon::calendar_plus,
                       .kind = awaited ? ButtonKind::filled : ButtonKind::tonal})) {
    choose(scene, one.review.planned && !one.visit.planned ? AppointmentKind::visit : AppointmentKind::review);
    complained_ = false;
    screen.sheet = day_sheet;
  }
  if (scene.ui.button(
          {.label = tr("Write down what happened…"), .icon = Icon::calendar_check, .kind = ButtonKind::text})) {
    on_ = scene.state.today;
    complained_ = false;
    screen.sheet = happened_sheet;
  }
}

void MeetingSheets::draw(Scene& scene, Screen& screen) {
  const std::string name = called(scene.whose->person.value);
  sheet(scene, screen, day_sheet, tr("A day with {name}", {{"name", name}}), [&] { draw_setting(scene, screen); });
  sheet(scene, screen, happened_sheet, tr("What happened"), [&] { draw_happened(scene, screen); });
  versions_.draw(scene, screen);
}

// ---- A day to come

/// The one that has a day already, else a new one.
void MeetingSheets::choose(const Scene& scene, AppointmentKind kind) {
  const auto& all = scene.whose->appointments;  // by date
  const auto planned = std::ranges::find_if(all, [&](const auto& shown) {
    return shown.value.kind == kind && shown.value.state == AppointmentState::planned &&
           shown.value.on >= scene.state.today;
  });
  if (planned != all.end()) {
    meeting_ = planned->id;
    value_ = planned->value;
    on_ = value_.on;
    return;
  }
  meeting_ = {};
  value_ = {.kind = kind, .title = words_of(kind), .with = first_name(scene.state.account_name)};
  on_.reset();
}

void MeetingSheets::draw_setting(Scene& scene, Screen& screen) {
  const auto at = std::ranges::find(kinds, value_.kind);
  const int chosen = scene.ui.choice("kind", tr("What for"), {words_of(kinds[0]), words_of(kinds[1])},
                                     static_cast<int>(at - kinds.begin()));
  if (chosen >= 0) choose(scene, kinds[static_cast<std::size_t>(chosen)]);
  const auto& all = scene.whose->appointments;
  const auto planned = std::ranges::find(all, meeting_, &client::Shown<Appointment>::id);
  if (planned != all.end()) versions_.line(scene, screen, meeting_, planned->beside);
  scene.ui.date_field("on", tr("Day"), &on_);
  if (complained_ && (!on_ || *on_ < scene.state.today))
    scene.ui.quiet(tr("Choose a day, today or later."), Icon::info);
  place_fields(scene);
  scene.ui.quiet(
      tr("{name} sees this when their phone next has signal.", {{"name", called(scene.whose->person.value)}}),
      Icon::info);
  if (scene.ui.button({.label = tr("Save the day"), .icon = Icon::check, .kind = ButtonKind::filled}))
    set_day(scene, screen);
  if (!meeting_.empty() &&
      scene.ui.button({.label = tr("Call it off"), .icon = Icon::circle_x, .kind = ButtonKind::danger}))
    call_off(scene, screen);
}

void MeetingSheets::place_fields(Scene& scene) {
  const bool wrong = complained_ && is_wrong(value_, "/at");
  edit_field(scene,
             {.key = "at",
              .label = tr("Time"),
              .help = tr("Like 14:30. You can leave this empty."),
              .error = wrong ? tr("A time has four digits, like 09:15.") : std::string(),
              .characters_max = 5},
             value_.at);
  edit_field(scene, {.key = "place", .label = tr("Place"), .characters_max = limits::title_characters_max},
             value_.place);
  edit_field(scene,
             {.key = "with",
              .label = tr("With"),
              .help = tr("Names with a comma between them, like: Sam, Maureen"),
              .characters_max = limits::title_characters_max},
             value_.with);
}

void MeetingSheets::set_day(Scene& scene, Screen& screen) {
  for (std::string* text : {&value_.at, &value_.place, &value_.with}) *text = trimmed(*text);
  const bool no_day = !on_ || *on_ < scene.state.today;
  if (no_day || is_wrong(value_, "/at")) {
    complained_ = true;
    scene.ui.focus(no_day ? "on" : "at");
    return;
  }
  value_.on = *on_;
  scene.act.send(client::SaveMeeting{.case_id = scene.whose->id, .meeting = meeting_, .value = value_});
  scene.act.say(tr("The day is set: {date}", {{"date", day(scene, *on_)}}));
  screen.sheet.clear();
}

void MeetingSheets::call_off(Scene& scene, Screen& screen) {
  screen.sheet.clear();
  const auto found = std::ranges::find(scene.whose->appointments, meeting_, &client::Shown<Appointment>::id);
  if (found == scene.whose->appointments.end()) return;
  const client::SaveMeeting before{.case_id = scene.whose->id, .meeting = meeting_, .value = found->value};
  client::SaveMeeting after = before;
  after.value.state = AppointmentState::cancelled;
  scene.act.send(after);
  scene.act.say(
      tr("Called off: {what}, {date}", {{"what", words_of(after.value.kind)}, {"date", day(scene, after.value.on)}}),
      before);
}

// ---- A day that was

void MeetingSheets::draw_happened(Scene& scene, Screen& screen) {
  const int chosen = scene.ui.choice("what", tr("What happened"),
                                     {tr("The review was held"), tr("I visited"), tr("The plan was agreed")},
                                     static_cast<int>(happened_));
  if (chosen >= 0) happened_ = static_cast<Happened>(chosen);
  scene.ui.date_field("on", tr("Day"), &on_);
  if (complained_ && (!on_ || *on_ > scene.state.today))
    scene.ui.quiet(tr("Choose a day, today or earlier."), Icon::info);
  const std::string name = called(scene.whose->person.value);
  if (happened_ == Happened::agreement)
    scene.ui.quiet(tr("The plan is kept as it is now, and {name} sees that you agreed it together. This cannot be taken back.",
                      {{"name", name}}),
                   Icon::info);
  if (scene.ui.button({.label = tr("Save"), .icon = Icon::check, .kind = ButtonKind::filled}))
    write_down(scene, screen);
}

void MeetingSheets::write_down(Scene& scene, Screen& screen) {
  if (!on_ || *on_ > scene.state.today) {
    complained_ = true;
    scene.ui.focus("on");
    return;
  }
  screen.sheet.clear();
  const CaseId whose = scene.whose->id;
  const std::string said = tr("Written down: {date}", {{"date", day(scene, *on_)}});
  if (happened_ == Happened::agreement) {
    scene.act.send(client::RecordAgreement{.case_id = whose, .on = *on_});
    scene.act.say(said);
    return;
  }
  const bool review = happened_ == Happened::review;
  const AppointmentKind kind = review ? AppointmentKind::review : AppointmentKind::visit;
  const Plan& plan = scene.whose->plan.value;
  Actions::Said message{.text = said};
  message.undo.emplace_back(
      client::RecordHeld{.case_id = whose, .kind = kind, .on = review ? plan.last_reviewed_on : plan.last_visited_on});
  for (const auto& shown : scene.whose->appointments) {
    if (client::is_held_by(shown.value, kind, *on_))
      message.undo.emplace_back(client::SaveMeeting{.case_id = whose, .meeting = shown.id, .value = shown.value});
  }
  scene.act.send(client::RecordHeld{.case_id = whose, .kind = kind, .on = on_});
  scene.act.say(std::move(message));
}

}  // namespace waymark::screens
