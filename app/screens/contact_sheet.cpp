#include "app/screens/contact_sheet.h"

#include <algorithm>
#include <array>

#include "app/screens/draft.h"
#include "app/screens/words.h"
#include "core/model/limits.h"
#include "core/model/schema.h"

namespace waymark::screens {
namespace {

constexpr std::string_view sheet_key = "contact";
constexpr std::array kinds{ContactKind::important, ContactKind::adviser, ContactKind::advocate};

/// What is wrong with one field, by the one declaration of its rules (core/model/document_schema.cpp).
bool is_wrong(const Contact& contact, std::string_view pointer) {
  const Checked<Contact> checked = read<Contact>(write(contact));
  return !checked &&
         std::ranges::any_of(checked.error(), [&](const Problem& problem) { return problem.pointer == pointer; });
}

void edit(Scene& scene, ui::FieldSpec spec, std::string& value) {
  spec.value = value;
  ui::FieldResult result = scene.ui.field(spec);
  if (result.changed) value = std::move(result.text);
}

}  // namespace

void ContactSheet::add(Screen& screen) {
  *this = {};
  screen.sheet = sheet_key;
}

void ContactSheet::change(Screen& screen, const client::Shown<Contact>& contact) {
  *this = {};
  contact_ = contact.id;
  value_ = contact.value;
  screen.sheet = sheet_key;
}

void ContactSheet::draw(Scene& scene, Screen& screen) {
  const bool is_new = contact_.empty();
  sheet(scene, screen, sheet_key, is_new ? tr("Someone important") : tr("Change this person"), [&] {
    fields(scene);
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
  edit(scene,
       {.key = "name",
        .label = tr("Name"),
        .error = error("/name", tr("Write a name.")),
        .kind = ui::InputKind::name,
        .required = true,
        .characters_max = limits::name_characters_max},
       value_.name);
  edit(scene,
       {.key = "relation",
        .label = tr("Who they are"),
        .help = tr("Like: my sister, my old foster mum"),
        .characters_max = limits::label_characters_max},
       value_.relation);
  edit(scene,
       {.key = "phone",
        .label = tr("Phone"),
        .error = error("/phone", tr("A phone number is digits and spaces, like 07700 900123.")),
        .kind = ui::InputKind::phone,
        .characters_max = limits::phone_characters_max},
       value_.phone);
  edit(scene,
       {.key = "email",
        .label = tr("E-mail"),
        .error = error("/email", tr("An address has an @ in it, like name@example.org.")),
        .kind = ui::InputKind::email,
        .characters_max = limits::email_characters_max},
       value_.email);
  edit(scene, {.key = "note", .label = tr("Anything to remember"), .multiline = true}, value_.note);
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
  scene.act.send(client::SaveContact{.case_id = scene.whose->id, .contact = contact_, .value = value_});
  screen.sheet.clear();
}

void ContactSheet::remove(Scene& scene, Screen& screen) {
  const auto found = std::ranges::find(scene.whose->contacts, contact_, &client::Shown<Contact>::id);
  screen.sheet.clear();
  if (found == scene.whose->contacts.end()) return;
  scene.act.send(client::RemoveContact{.contact = contact_});
  // Saving under the same id beats the removal (core/sync/merge.h).
  scene.act.say(tr("Removed: {who}", {{"who", found->value.name}}),
                client::SaveContact{.case_id = scene.whose->id, .contact = contact_, .value = found->value});
}

}  // namespace waymark::screens
