// Me and this phone: language, what is sent and what waits, removing everything, and what this is.
#include "app/screens/attention.h"
#include "app/screens/language_sheet.h"
#include "app/screens/pin_sheet.h"
#include "app/screens/screen.h"
#include "app/screens/unsent.h"
#include "app/screens/words.h"

namespace waymark::screens {
namespace {

constexpr std::string_view remove_sheet = "remove";
constexpr std::string_view language_sheet = "language";
constexpr std::string_view pin_sheet = "pin";

class Me final : public Screen {
 public:
  using Screen::Screen;

  std::string title(const Scene& /*scene*/) const override { return tr("Me and this phone"); }

  void draw(Scene& scene) override {
    scene.ui.text(tr("Signed in as {name}", {{"name", scene.state.account_name}}), {.muted = true});
    draw_attention(scene);
    draw_language(scene);
    if (draw_pin_card(scene)) sheet = pin_sheet;
    draw_unsent(scene);
    draw_status(scene);
    draw_about(scene);
    draw_remove(scene);
  }

  void draw_sheet(Scene& scene) override {
    waymark::screens::sheet(scene, *this, language_sheet, tr("Language"), [&] { choose_language(scene); });
    waymark::screens::sheet(scene, *this, pin_sheet, tr("Change the PIN"), [&] { pin_.draw(scene, *this); });
    waymark::screens::sheet(scene, *this, remove_sheet, tr("Remove from this phone"), [&] { draw_confirm(scene); });
  }

 private:
  void draw_language(Scene& scene) {
    auto card = scene.ui.card("language");
    if (language_row(scene)) sheet = language_sheet;
    translation_note(scene);
  }

  static void draw_status(Scene& scene) {
    if (scene.adviser() || scene.whose == nullptr) return;
    auto card = scene.ui.card("status");
    scene.ui.section(tr("What the law calls me"), {}, Aloud::yes);
    scene.ui.text(words_of(scene.whose->status.status));
    for (const law::Reason reason : scene.whose->status.reasons) scene.ui.quiet(words_of(reason), Icon::arrow_right);
    if (scene.whose->status.support_ends) {
      scene.ui.text(tr("This support likely goes on until {date}.",
                       {{"date", full_date(scene, *scene.whose->status.support_ends)}}));
    }
    scene.ui.text(tr("This is not a decision. Ask {who}.", {{"who", adviser_name(scene)}}),
                  {.type = Type::secondary, .muted = true});
  }

  static void draw_about(Scene& scene) {
    auto card = scene.ui.card("about");
    scene.ui.section(tr("About Waymark"), {}, Aloud::yes);
    scene.ui.text(tr("Your plan, your rights and your people in one place. It works without signal too."));
    scene.ui.text(
        tr("Nobody tracks what you do here. There are no adverts. What you write goes to your council and to nobody "
           "else."));
    scene.ui.quiet(tr("What is marked “Sample” is there to try the app. The council checks it before real use."),
                   Icon::flask_conical);
  }

  void draw_remove(Scene& scene) {
    if (scene.ui.button({.label = tr("Remove from this phone…"), .icon = Icon::log_out, .kind = ButtonKind::danger})) {
      sheet = remove_sheet;
    }
  }

  static void draw_confirm(Scene& scene) {
    scene.ui.read_aloud(tr("Remove from this phone"));
    const int waiting = scene.state.sync.waiting + scene.state.sync.needs_attention;
    scene.ui.text(
        tr("Everything of this app goes from this phone. What the council has stays there, and a new link brings it "
           "back."));
    if (waiting > 0) {
      scene.ui.notice({.key = "unsent",
                       .icon = Icon::triangle_alert,
                       .tone = Tone::broken,
                       .title = trn("{n} thing is not sent yet and would be lost",
                                    "{n} things are not sent yet and would be lost", waiting),
                       .text = tr("With signal they are sent in a moment. You can wait and come back.")});
    }
    const std::string label = waiting > 0 ? tr("Remove, and lose what is not sent") : tr("Remove everything");
    if (scene.ui.button({.label = label, .icon = Icon::trash_2, .kind = ButtonKind::danger})) {
      scene.act.send(client::SignOut{.even_unsent = waiting > 0});
    }
  }

  PinSheet pin_;
};

}  // namespace

std::unique_ptr<Screen> make_me(const Route& route) { return std::make_unique<Me>(route); }

}  // namespace waymark::screens
