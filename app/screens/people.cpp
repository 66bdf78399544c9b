// People: my adviser, the council's lines, an advocate, complaints, and who is important to me.
// On an adviser's device: the lines alone, to hand on.
#include <algorithm>

#include "app/screens/contact_sheet.h"
#include "app/screens/reach.h"
#include "app/screens/screen.h"
#include "app/screens/words.h"

namespace waymark::screens {
namespace {

class People final : public Screen {
 public:
  using Screen::Screen;

  std::string title(const Scene& scene) const override { return scene.adviser() ? tr("Lines to call") : tr("People"); }

  void draw(Scene& scene) override {
    if (scene.whose != nullptr && !scene.adviser()) {
      draw_adviser(scene);
      draw_important(scene);
    }
    draw_lines(scene, tr("When the office is open"), LineKind::duty);
    draw_lines(scene, tr("At night and at weekends"), LineKind::out_of_hours);
    draw_advocates(scene);
    draw_lines(scene, tr("If something is wrong"), LineKind::complaint);
    draw_lines(scene, tr("Having a say"), LineKind::voice);
    draw_lines(scene, tr("Other people who help"), LineKind::helpline);
  }

  void draw_sheet(Scene& scene) override {
    if (scene.whose != nullptr) contacts_.draw(scene, *this);
  }

 private:
  static void draw_adviser(Scene& scene) {
    const auto* adviser = adviser_of(*scene.whose);
    if (adviser == nullptr) return;
    scene.ui.section(tr("My adviser"));
    contact_card(scene, *adviser);
    auto list = scene.ui.list("messages", tr("Messages"));
    if (scene.ui.list_row({.key = "write",
                           .title = tr("Write to {who}", {{"who", first_name(adviser->value.name)}}),
                           .icon = Icon::message_circle,
                           .tone = Tone::primary})) {
      scene.act.open({.page = Page::messages});
    }
  }

  void draw_important(Scene& scene) {
    scene.ui.section(tr("People important to me"));
    bool any = false;
    {
      auto list = scene.ui.list("important", tr("People important to me"));
      for (const auto& contact : scene.whose->contacts) {
        if (contact.value.kind != ContactKind::important) continue;
        any = true;
        draw_person(scene, contact);
      }
    }
    if (!any) scene.ui.text(tr("Nobody here yet. Add whoever you want to find quickly."), {.muted = true});
    if (scene.ui.button({.label = tr("Add someone…"), .icon = Icon::user_plus})) contacts_.add(scene, *this);
  }

  void draw_person(Scene& scene, const client::Shown<Contact>& contact) {
    const std::string initials = initials_of(contact.value.name);
    if (scene.ui.list_row({.key = contact.id.text,
                           .title = contact.value.name,
                           .detail = contact.value.relation,
                           .initials = initials})) {
      contacts_.show(*this, contact);
    }
  }

  static void draw_advocates(Scene& scene) {
    const bool any_contact = scene.whose != nullptr && !scene.adviser() &&
                             std::ranges::any_of(scene.whose->contacts, [](const auto& contact) {
                               return contact.value.kind == ContactKind::advocate;
                             });
    if (!any_contact) {
      draw_lines(scene, tr("Someone on my side"), LineKind::advocate);
      return;
    }
    scene.ui.section(tr("Someone on my side"));
    for (const auto& contact : scene.whose->contacts) {
      if (contact.value.kind == ContactKind::advocate) contact_card(scene, contact);
    }
    draw_cards(scene, LineKind::advocate);
  }

  static void draw_lines(Scene& scene, const std::string& title, LineKind kind) {
    if (std::ranges::find(scene.state.council.lines, kind, &Line::kind) == scene.state.council.lines.end()) return;
    scene.ui.section(title);
    draw_cards(scene, kind);
  }
  static void draw_cards(Scene& scene, LineKind kind) {
    for (const Line& line : scene.state.council.lines) {
      if (line.kind == kind) line_card(scene, line);
    }
  }

  ContactSheet contacts_;
};

}  // namespace

std::unique_ptr<Screen> make_people(const Route& route) { return std::make_unique<People>(route); }

}  // namespace waymark::screens
