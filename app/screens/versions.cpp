#include "app/screens/versions.h"

#include <algorithm>

#include "app/screens/attention.h"
#include "app/screens/words.h"
#include "core/model/both_texts.h"
#include "core/model/schema.h"

namespace waymark::screens {
namespace {

std::string sheet_of(const DocId& doc, std::string_view fields) { return "versions-" + doc.text + std::string(fields); }

std::vector<client::Beside> of_fields(const std::vector<client::Beside>& beside, std::string_view fields) {
  std::vector<client::Beside> some;
  for (const client::Beside& one : beside) {
    if (one.pointer.starts_with(fields)) some.push_back(one);
  }
  return some;
}

/// What is beside a document of a case now; null if it is not there any more.
const std::vector<client::Beside>* beside_of(const client::CaseState& one, const DocId& doc) {
  const std::vector<client::Beside>* found = nullptr;
  const auto look = [&](const auto& shown) {
    if (shown.id == doc) found = &shown.beside;
  };
  look(one.plan);
  for (const auto& [heading, view] : one.views) look(view);
  std::ranges::for_each(one.steps, look);
  std::ranges::for_each(one.contacts, look);
  std::ranges::for_each(one.appointments, look);
  std::ranges::for_each(one.responses, look);
  return found;
}

/// What a field is called where it is typed.
std::string name_of_field(std::string_view pointer) {
  const std::string_view field = pointer.substr(pointer.rfind('/') + 1);
  if (field == "now") return tr("How it is now");
  if (field == "words") return tr("What I want");
  if (field == "suggestion") return tr("Words you suggested");
  if (field == "title") return tr("What to do");
  if (field == "owner") return tr("Who does it");
  if (field == "owner_name") return tr("Who");
  if (field == "due") return tr("By when");
  if (field == "done") return tr("Done or not");
  if (field == "on" || field == "done_on" || field == "replied_on") return tr("Day");
  if (field == "name") return tr("Name");
  if (field == "relation") return tr("Who they are");
  if (field == "phone") return tr("Phone");
  if (field == "email") return tr("E-mail");
  if (field == "note") return tr("Anything to remember");
  if (field == "at") return tr("Time");
  if (field == "place") return tr("Place");
  if (field == "with") return tr("With");
  if (field == "kind") return tr("What for");
  if (field == "last_reviewed_on") return tr("The last review");
  if (field == "last_visited_on") return tr("The last visit");
  if (field == "reply") return tr("Your answer");
  return tr("What it says");
}

std::string words_of_state(AppointmentState state) {
  switch (state) {
    case AppointmentState::planned:
      return tr("It is planned");
    case AppointmentState::held:
      return tr("It was held");
    case AppointmentState::cancelled:
      return tr("It is called off");
  }
  return {};
}

/// A value as documents hold it, as one says it.
std::string said(const Scene& scene, std::string_view pointer, const std::string& value) {
  const std::string_view field = pointer.substr(pointer.rfind('/') + 1);
  if (field == "done") return value == "true" ? tr("Done") : tr("Not done");
  if (value.empty()) return tr("Nothing");
  if (const std::optional<Date> date = parse_date(value)) return full_date(scene, *date);
  if (field == "owner") {
    if (const auto owner = parse_name<StepOwner>(value)) return who_does(scene, Step{.owner = *owner});
  }
  if (field == "state") {
    if (const auto state = parse_name<AppointmentState>(value)) return words_of_state(*state);
  }
  if (field == "feeling") {
    if (const auto feeling = parse_name<Feeling>(value)) return words_of(*feeling).word;
  }
  if (field == "heading") {
    if (const auto heading = parse_name<Heading>(value)) return words_of(*heading).name;
  }
  return value;
}

std::string by(const Scene& scene, const client::Beside& version) {
  return tr("{who}, {date}",
            {{"who", version.author}, {"date", scene.platform.format_time(version.server_utc_ms, text::language())}});
}

}  // namespace

void VersionSheet::line(Scene& scene, Screen& screen, const DocId& doc, const std::vector<client::Beside>& beside,
                        std::string_view fields) {
  const std::vector<client::Beside> meant = of_fields(beside, fields);
  if (meant.empty()) return;
  scene.ui.quiet(two_versions(), Icon::history);
  const std::string key = sheet_of(doc, fields);
  if (!scene.ui.button({.label = tr("Look at both…"), .icon = Icon::history, .key = key})) return;
  doc_ = doc;
  fields_ = fields;
  changed_ = false;
  open(scene, meant);
  screen.sheet = key;
}

void VersionSheet::open(const Scene& scene, const std::vector<client::Beside>& beside) {
  opened_with_ = beside;
  places_.clear();
  complained_ = false;
  for (const client::Beside& version : beside) {
    if (places_.empty() || places_.back().versions.front().pointer != version.pointer) places_.emplace_back();
    places_.back().versions.push_back(version);
  }
  for (Place& place : places_) {
    std::string both = place.versions.front().shown;
    for (const client::Beside& version : place.versions) both = put_together(both, version.value);
    place.both.start(scene, choice(place), both);
  }
}

/// A choice settles all that this phone knows of: so it is made among what is here now, not what was here before.
void VersionSheet::keep_up(Scene& scene, Screen& screen) {
  const std::vector<client::Beside>* all = beside_of(*scene.whose, doc_);
  const std::vector<client::Beside> now = all == nullptr ? std::vector<client::Beside>() : of_fields(*all, fields_);
  if (now == opened_with_) return;
  if (now.empty()) {
    screen.sheet.clear();
    scene.act.say(tr("Somebody has chosen meanwhile."));
    return;
  }
  changed_ = true;
  open(scene, now);
}

void VersionSheet::draw(Scene& scene, Screen& screen) {
  if (doc_.empty()) return;
  const std::string key = sheet_of(doc_, fields_);
  if (screen.sheet == key) keep_up(scene, screen);
  sheet(scene, screen, key, tr("Two versions"), [&] {
    if (changed_) scene.ui.quiet(tr("This changed meanwhile. Here is how it is now."), Icon::info);
    for (std::size_t i = 0; i < places_.size(); ++i) draw_place(scene, places_[i], i);
    const bool may_choose =
        std::ranges::any_of(places_, [](const Place& place) { return place.versions.front().may_choose; });
    if (!may_choose) return;
    scene.ui.quiet(tr("What is not chosen is no longer shown. It stays in the council’s record."), Icon::info);
    if (complained_) scene.ui.quiet(tr("Choose one, then save."), Icon::triangle_alert);
    if (scene.ui.button({.label = tr("Save the choice"), .icon = Icon::check, .kind = ButtonKind::filled}))
      save(scene, screen);
  });
}

void VersionSheet::draw_place(Scene& scene, Place& place, std::size_t index) {
  auto card = scene.ui.card("place-" + std::to_string(index));
  const client::Beside& first = place.versions.front();
  if (first.pointer.empty()) {
    scene.ui.subsection(tr("Keep it or remove it"));
    scene.ui.text(tr("{who} wanted to remove this while it was changed.", {{"who", first.author}}));
  } else {
    scene.ui.subsection(name_of_field(first.pointer));
    scene.ui.labelled(tr("Shown now"), said(scene, first.pointer, first.shown), Icon::none, language_of(first.shown));
    for (const client::Beside& version : place.versions)
      scene.ui.labelled(by(scene, version), said(scene, version.pointer, version.value), Icon::none,
                        language_of(version.value));
  }
  if (first.may_choose)
    draw_choice(scene, place);
  else
    scene.ui.quiet(scene.adviser() ? tr("Only {name} chooses here.", {{"name", called(scene.whose->person.value)}})
                                   : tr("Only {name} chooses here.", {{"name", adviser_name(scene)}}),
                   Icon::lock);
}

void VersionSheet::draw_choice(Scene& scene, Place& place) {
  const client::Beside& first = place.versions.front();
  std::vector<std::string> options;
  if (first.pointer.empty()) {
    options = {tr("Keep it"), tr("Remove it")};
  } else {
    options.push_back(tr("What is shown now"));
    for (const client::Beside& version : place.versions) options.push_back(by(scene, version));
    if (first.is_long_text) options.push_back(tr("Both together"));
  }
  const int chosen = scene.ui.choice("which", tr("Which one stays"), options, place.chosen);
  if (chosen >= 0) place.chosen = chosen;
  const bool both = first.is_long_text && place.chosen == static_cast<int>(place.versions.size()) + 1;
  if (!both) return;
  place.both.field(scene, {.key = "both",
                           .label = tr("Both together"),
                           .help = tr("Change the words until they are right."),
                           .multiline = true,
                           .own_words = first.pointer == "/words"});
}

client::ChooseVersion VersionSheet::choice(const Place& place) const {
  client::ChooseVersion choice{.doc = doc_, .pointer = place.versions.front().pointer, .version = {}, .words = {}};
  const auto versions = static_cast<int>(place.versions.size());
  if (place.chosen > versions) choice.words = place.both.text();
  if (place.chosen >= 1 && place.chosen <= versions)
    choice.version = place.versions[static_cast<std::size_t>(place.chosen - 1)].op;
  return choice;
}

/// Those that were marked; the others stay as they are.
void VersionSheet::save(Scene& scene, Screen& screen) {
  const auto is_marked = [](const Place& place) { return place.chosen >= 0; };
  if (std::ranges::none_of(places_, is_marked)) {
    complained_ = true;
    scene.ui.announce(tr("Choose one, then save."));
    return;
  }
  for (Place& place : places_) {
    if (!is_marked(place)) continue;
    scene.act.send(choice(place));
    place.both.finish(scene);
  }
  scene.act.say(tr("Your choice is saved."));
  screen.sheet.clear();
}

void versions_row(Scene& scene) {
  const auto& things = scene.whose->to_choose;
  if (things.empty()) return;
  const std::string title = tr("Two versions to choose from");
  auto list = scene.ui.list("to-choose", title);
  const std::string detail = words_of(things.front());
  if (scene.ui.list_row({.key = "choose",
                         .title = title,
                         .detail = detail,
                         .icon = Icon::history,
                         .tone = Tone::primary,
                         .lang = language_of(detail)}))
    open_thing(scene, things.front());
}

}  // namespace waymark::screens
