#include "app/screens/contact_sheet.h"

#include <algorithm>
#include <array>

#include "app/screens/form.h"
#include "app/screens/reach.h"
#include "app/screens/words.h"
#include "core/model/limits.h"

namespace waymark::screens {
namespace {

constexpr std::string_view person_key = "person";
constexpr std::string_view form_key = "contact";
constexpr std::array kinds{ContactKind::important, ContactKind::adviser, ContactKind::advocate};

}  // namespace

void ContactSheet::add(Scene& scene, Screen& screen) {
  *this = {};
  begin(scene, screen, {});
}

void ContactSheet::show(Screen& screen, const client::Shown<Contact>& contact) {
  *this = {};
  contact_ = contact.id;
  screen.sheet = person_key;
}

/// The form, with what an earlier time left in it.
void ContactSheet::begin(Scene& scene, Screen& screen, const Contact& as_it_is) {
  value_ = before_ = as_it_is;
  complained_ = false;
  const std::optional<std::string> kept = draft_.start(scene, edit(scene));
  if (kept) value_ = client::contact_of_draft(*kept).value_or(as_it_is);
  screen.sheet = form_key;
}

client::SaveContact ContactSheet::edit(const Scene& scene) const {
  return {.case_id = scene.whose->id, .contact = contact_, .value = value_};
}

const client::Shown<Contact>* ContactSheet::find(const Scene& scene) const {
  const auto found = std::ranges::find(scene.whose->contacts, contact_, &client::Shown<Contact>::id);
  return found == scene.whose->contacts.end() ? nullptr : &*found;
}

void ContactSheet::draw(Scene& scene, Screen& screen) {
  draw_person(scene, screen);
  draw_form(scene, screen);
  versions_.draw(scene, screen);
}

void ContactSheet::draw_person(Scene& scene, Screen& screen) {
  if (screen.sheet != person_key) return;
  const auto* person = find(scene);
  if (person == nullptr) {
    screen.sheet.clear();  // removed elsewhere
    return;
  }
  sheet(scene, screen, person_key, person->value.name, [&] {
    contact_details(scene, person->value);
    versions_.line(scene, screen, person->id, person->beside);
    delivery_line(scene.ui, person->delivery, false);
    if (has_draft(scene, edit(scene))) scene.ui.quiet(tr("You began to change this. It is kept here."), Icon::history);
    if (scene.ui.button({.label = tr("Change this person…"), .icon = Icon::pencil}))
      begin(scene, screen, person->value);
  });
}

void ContactSheet::draw_form(Scene& scene, Screen& screen) {
  const bool is_new = contact_.empty();
  sheet(scene, screen, form_key, is_new ? tr("Someone important") : tr("Change this person"), [&] {
    fields(scene);
    if (draft_.start_again(scene)) value_ = before_;
    if (scene.ui.button({.label = tr("Save this person"), .icon = Icon::check, .kind = ButtonKind::filled})) {
      save(scene, screen);
    }
    if (!is_new &&
        scene.ui.button({.label = tr("Remove this person"), .icon = Icon::trash_2, .kind = ButtonKind::danger})) {
      remove(scene, screen);
    }
  });
}

void ContactSheet::fields(Scene& scene) {
  const std::string before = client::draft_text(edit(scene));
  if (scene.adviser()) {
    const auto at = std::ranges::find(kinds, value_.kind);
    const int chosen =
        scene.ui.choice("kind", tr("Who this is"), {tr("Important to them"), tr("Personal adviser"), tr("Advocate")},
                        static_cast<int>(at - kinds.begin()));
    if (chosen >= 0) value_.kind = kinds[static_cast<std::size_t>(chosen)];
  }
  const auto error = [&](std::string_view pointer, std::string words) {
    return complained_ && is_wrong(value_, pointer) ? std::move(words) : std::string();
  };
  edit_field(scene,
             {.key = "name",
              .label = tr("Name"),
              .error = error("/name", tr("Write a name.")),
              .kind = ui::InputKind::name,
              .required = true,
              .characters_max = limits::name_characters_max},
             value_.name);
  edit_field(scene,
             {.key = "relation",
              .label = tr("Who they are"),
              .help = tr("Like: my sister, my old foster mum"),
              .characters_max = limits::label_characters_max},
             value_.relation);
  edit_field(scene,
             {.key = "phone",
              .label = tr("Phone"),
              .error = error("/phone", tr("A phone number is digits and spaces, like 07700 900123.")),
              .kind = ui::InputKind::phone,
              .characters_max = limits::phone_characters_max},
             value_.phone);
  edit_field(scene,
             {.key = "email",
              .label = tr("E-mail"),
              .error = error("/email", tr("An address has an @ in it, like name@example.org.")),
              .kind = ui::InputKind::email,
              .characters_max = limits::email_characters_max},
             value_.email);
  edit_field(scene, {.key = "note", .label = tr("Anything to remember"), .multiline = true}, value_.note);
  std::string after = client::draft_text(edit(scene));
  if (after != before) draft_.keep(scene, std::move(after));
}

void ContactSheet::save(Scene& scene, Screen& screen) {
  for (std::string* text : {&value_.name, &value_.relation, &value_.phone, &value_.email, &value_.note})
    *text = trimmed(*text);
  for (const std::string_view key : {"name", "phone", "email"}) {
    if (!is_wrong(value_, "/" + std::string(key))) continue;
    complained_ = true;
    scene.ui.focus(key);
    return;
  }
  scene.act.send(edit(scene));
  draft_.forget(scene);
  screen.sheet.clear();
}

void ContactSheet::remove(Scene& scene, Screen& screen) {
  const auto* found = find(scene);
  screen.sheet.clear();
  draft_.forget(scene);
  if (found == nullptr) return;
  scene.act.send(client::RemoveContact{.contact = contact_});
  // Saving under the same id beats the removal (core/sync/merge.h).
  scene.act.say(tr("Removed: {who}", {{"who", found->value.name}}),
                client::SaveContact{.case_id = scene.whose->id, .contact = contact_, .value = found->value});
}

}  // namespace waymark::screens
