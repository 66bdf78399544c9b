#include "app/screens/reach.h"

#include "app/screens/words.h"

namespace waymark::screens {
namespace {

void copy_button(Scene& scene, std::string_view key, std::string label, std::string_view value) {
  if (!scene.ui.button({.label = label,
                        .icon = Icon::copy,
                        .kind = ButtonKind::text,
                        .compact = true,
                        .description = value,
                        .key = key}))
    return;
  scene.act.copy(value);  // the app says whether it worked
}

void copy_buttons(Scene& scene, std::string_view phone, std::string_view email) {
  if (!phone.empty()) copy_button(scene, "copy-phone", tr("Copy number"), phone);
  if (!email.empty()) copy_button(scene, "copy-email", tr("Copy e-mail address"), email);
}

void sample_mark(Scene& scene, const Source& source) {
  if (source.sample) scene.ui.quiet(tr("Sample. The council checks this before real use."), Icon::flask_conical);
}

}  // namespace

void reach_buttons(Scene& scene, const Contact& contact, ButtonKind call_kind) {
  const std::string who = first_name(contact.name);
  if (!contact.phone.empty()) {
    auto row = scene.ui.row("reach", 2);
    scene.ui.link({.label = tr("Call {who}", {{"who", who}}),
                   .href = tel(contact.phone),
                   .icon = Icon::phone,
                   .kind = call_kind,
                   .description = contact.phone,
                   .key = "call"});
    scene.ui.link({.label = tr("Text {who}", {{"who", who}}),
                   .href = sms(contact.phone),
                   .icon = Icon::message_square,
                   .kind = ButtonKind::tonal,
                   .description = contact.phone,
                   .key = "text"});
  } else if (!contact.email.empty()) {
    scene.ui.link({.label = tr("E-mail {who}", {{"who", who}}),
                   .href = mailto(contact.email),
                   .icon = Icon::mail,
                   .kind = call_kind,
                   .key = "email"});
  }
}

void contact_details(Scene& scene, const Contact& contact) {
  if (!contact.relation.empty())
    scene.ui.text(contact.relation, {.type = Type::secondary, .muted = true, .lang = language_of(contact.relation)});
  if (!contact.note.empty()) scene.ui.text(contact.note, {.lang = language_of(contact.note)});
  if (!contact.phone.empty()) scene.ui.quiet(contact.phone, Icon::phone);
  if (!contact.email.empty()) scene.ui.quiet(contact.email, Icon::mail);
  reach_buttons(scene, contact, ButtonKind::filled);
  auto flow = scene.ui.flow("more");
  if (!contact.email.empty() && !contact.phone.empty()) {
    scene.ui.link({.label = tr("E-mail {who}", {{"who", first_name(contact.name)}}),
                   .href = mailto(contact.email),
                   .icon = Icon::mail,
                   .kind = ButtonKind::text,
                   .compact = true,
                   .key = "email"});
  }
  copy_buttons(scene, contact.phone, contact.email);
}

void contact_card(Scene& scene, const client::Shown<Contact>& shown) {
  auto card = scene.ui.card(shown.id.text);
  scene.ui.subsection(shown.value.name);
  contact_details(scene, shown.value);
}

namespace {

void note_and_hours(Scene& scene, const Line& line, Type type) {
  const auto [note, note_lang] = published(line.note);
  const auto [hours, hours_lang] = published(line.hours);
  if (!note.empty()) scene.ui.text(note, {.type = type, .lang = note_lang});
  if (!hours.empty()) scene.ui.quiet(hours, Icon::clock, hours_lang);
}

void line_links(Scene& scene, const Line& line, std::string_view name, ButtonKind call_kind) {
  if (!line.phone.empty()) {
    scene.ui.link({.label = tr("Call {number}", {{"number", line.phone}}),
                   .href = tel(line.phone),
                   .icon = Icon::phone,
                   .kind = call_kind,
                   .description = name,
                   .key = "call"});
  }
  if (!line.text.empty()) {
    scene.ui.link({.label = tr("Text {number}", {{"number", line.text}}),
                   .href = sms(line.text),
                   .icon = Icon::message_square,
                   .kind = line.phone.empty() ? call_kind : ButtonKind::tonal,
                   .description = name,
                   .key = "text"});
  }
}

}  // namespace

void line_card(Scene& scene, const Line& line) {
  auto card = scene.ui.card(line.id);
  const auto [name, name_lang] = published(line.name);
  scene.ui.subsection(name, name_lang, Aloud::yes);
  note_and_hours(scene, line, Type::body);
  line_links(scene, line, name, ButtonKind::tonal);
  {
    auto flow = scene.ui.flow("more");
    if (!line.email.empty()) {
      scene.ui.link({.label = tr("E-mail"),
                     .href = mailto(line.email),
                     .icon = Icon::mail,
                     .kind = ButtonKind::text,
                     .compact = true,
                     .description = name,
                     .key = "email"});
    }
    if (!line.web.empty()) {
      scene.ui.link({.label = tr("Website"),
                     .href = line.web,
                     .icon = Icon::external_link,
                     .kind = ButtonKind::text,
                     .compact = true,
                     .description = name,
                     .key = "web"});
    }
    copy_buttons(scene, line.phone, line.email);
  }
  sample_mark(scene, line.source);
}

void line_brief(Scene& scene, const Line& line, ButtonKind call_kind) {
  const auto [name, name_lang] = published(line.name);
  auto region = scene.ui.region(line.id, name);
  scene.ui.section(name, name_lang, Aloud::yes);
  note_and_hours(scene, line, Type::secondary);
  line_links(scene, line, name, call_kind);
  sample_mark(scene, line.source);
}

std::vector<Line> national_lines() {
  // The first three were read at their sources, Samaritans' number was not (domain, part 5): a council's own pack,
  // which names sources and dates, takes their place as soon as it is here.
  const std::string always = tr("Day and night");
  return {
      {.id = "999",
       .kind = LineKind::emergency,
       .name = tr("Emergency"),
       .phone = "999",
       .hours = always,
       .note = tr("Police, ambulance, fire. When someone is in danger now.")},
      {.id = "nhs-111",
       .kind = LineKind::crisis,
       .name = tr("NHS 111, then press 2"),
       .phone = "111",
       .hours = always,
       .note = tr("When you cannot cope, or are scared of what you might do.")},
      {.id = "childline",
       .kind = LineKind::crisis,
       .name = "Childline",
       .phone = "0800 1111",
       .hours = always,
       .note = tr("Someone to talk to, if you are under 19.")},
      {.id = "samaritans",
       .kind = LineKind::crisis,
       .name = "Samaritans",
       .phone = "116 123",
       .hours = always,
       .note = tr("Someone to talk to, about anything.")},
  };
}

}  // namespace waymark::screens
