#include "app/screens/phases.h"

#include "app/screens/language_sheet.h"
#include "app/screens/notices.h"

namespace waymark::screens {
namespace {

// One page from the link to the plan: what it says changes, and nothing moves.
constexpr std::string_view arriving = "arriving";

struct Words {
  std::string_view key;
  std::string title;
  std::string text;
  Icon icon = Icon::none;
};

Words words_of(client::Phase phase) {
  switch (phase) {
    case client::Phase::starting:
      return {arriving, tr("Welcome"), tr("Opening what is on this phone."), Icon::door_open};
    case client::Phase::no_link:
      return {"no-link", tr("Good to see you"),
              tr("Your plan, your rights and your people are here. It all works without signal too. To begin, open the "
                 "link from your personal adviser."),
              Icon::door_open};
    case client::Phase::pairing:
      return {arriving, tr("Welcome"), tr("Your link is being checked. This takes a moment."), Icon::door_open};
    case client::Phase::link_refused:
      return {
          "link-refused", tr("This link does not work"),
          tr("It may be used already, or too old. Your personal adviser can give you a new one. It is not your fault."),
          Icon::door_open};
    case client::Phase::first_sync:
      return {arriving, tr("Welcome"),
              tr("Your plan is on its way to this phone. After that it also opens without signal."), Icon::door_open};
    case client::Phase::other_tab:
      return {"other-tab", tr("Open in another window"),
              tr("Only one window can write at a time, so that nothing gets lost."), Icon::copy};
    case client::Phase::store_broken:
      return {"store-broken", tr("This phone cannot keep anything"),
              tr("The browser does not let this app keep things. A private window does that. Open the app in a normal "
                 "window, or make some space on the phone."),
              Icon::triangle_alert};
    case client::Phase::ready:
      break;
  }
  return {};
}

void draw_begin_again(Scene& scene, bool& open) {
  bool help = false;
  auto sheet = scene.ui.sheet("begin-again", tr("Begin again"), &open, tr("Close"), tr("Help now"), &help);
  if (help) scene.act.help();
  if (!sheet) return;
  scene.ui.text(
      tr("If it stays like this, you can remove what is on this phone and begin again. What the council has comes back "
         "with a new link from your adviser. What was not sent yet would be lost."));
  if (scene.ui.button({.label = tr("Remove everything"), .icon = Icon::trash_2, .kind = ButtonKind::danger})) {
    scene.act.send(client::SignOut{.even_unsent = true});
  }
}

void draw_language(Scene& scene, bool& open) {
  bool help = false;
  auto sheet = scene.ui.sheet("language", tr("Language"), &open, tr("Close"), tr("Help now"), &help);
  if (help) scene.act.help();
  if (sheet) choose_language(scene);
}

void draw_card(Scene& scene, const Words& words, PhaseSheets& sheets) {
  auto card = scene.ui.card("phase");
  scene.ui.image_icon(words.icon, Tone::primary, 48);
  if (scene.lock.trouble == vault::Trouble::removed) {
    scene.ui.notice({.key = "removed",
                     .icon = Icon::triangle_alert,
                     .tone = Tone::broken,
                     .title = tr("Too many wrong tries: everything is gone from this phone"),
                     .text = tr("What the council has comes back with a new link.")});
  }
  scene.ui.text(words.text);
  if (scene.state.phase == client::Phase::first_sync && !scene.state.sync.online) {
    scene.ui.quiet(tr("No signal just now. It goes on by itself when there is some."), Icon::cloud_off);
  }
  if (scene.state.phase == client::Phase::other_tab &&
      scene.ui.button({.label = tr("Use it here"), .kind = ButtonKind::filled})) {
    scene.act.send(client::TakeOver{});
  }
  if (scene.state.phase == client::Phase::store_broken &&
      scene.ui.button({.label = tr("Begin again…"), .kind = ButtonKind::text})) {
    sheets.begin_again = true;
  }
  if (scene.state.phase == client::Phase::no_link || scene.state.phase == client::Phase::link_refused) {
    scene.ui.text(tr("“Help now” at the top works without a link."), {.type = Type::secondary, .muted = true});
  }
}

/// For whoever does not read what the card says.
void draw_language_card(Scene& scene, PhaseSheets& sheets) {
  auto card = scene.ui.card("language");
  if (language_row(scene)) sheets.language = true;
}

}  // namespace

void draw_phase(Scene& scene, PhaseSheets& sheets) {
  const Words words = words_of(scene.state.phase);
  if (scene.ui.top_bar({.title = words.title}, tr("Help now")) == ui::Ui::TopBarAction::help) scene.act.help();
  if (auto page = scene.ui.page(words.key)) {
    draw_notices(scene);
    draw_card(scene, words, sheets);
    draw_language_card(scene, sheets);
  }
  if (sheets.begin_again) draw_begin_again(scene, sheets.begin_again);
  if (sheets.language) draw_language(scene, sheets.language);
}

}  // namespace waymark::screens
