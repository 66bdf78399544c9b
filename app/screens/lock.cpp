#include "app/screens/lock.h"

#include "app/screens/form.h"
#include "app/screens/language_sheet.h"
#include "app/screens/words.h"

namespace waymark::screens {

using vault::Trouble;

namespace {

/// From here on it is said what happens when there are no more tries.
constexpr int tries_warned_of = 5;

std::string unsent_words(const Scene& scene) {
  return tr("Not yet sent: {n}", {{"n", scene.platform.format_number(scene.lock.unsent, text::language())}});
}

std::string last_tries(const Scene& scene) {
  std::string text =
      tr("After that, everything goes from this phone. What the council has comes back with a new link.");
  if (scene.lock.unsent > 0) text += ' ' + unsent_words(scene);
  return text;
}

}  // namespace

std::string pin_error(const Scene& scene) {
  switch (scene.lock.trouble) {
    case Trouble::too_short:
      return tr("Use six numbers or more, or eight letters or more.");
    case Trouble::too_easy:
      return tr("Others would guess this one first. Choose another.");
    case Trouble::wrong:
      return tr("That is not it. Try again.");
    case Trouble::not_kept:
      return tr("This phone could not keep it. Make some space and try again.");
    case Trouble::no_memory:
      return tr("This phone has too little memory free. Close other apps and try again.");
    case Trouble::none:
    case Trouble::cannot_open:
    case Trouble::removed:
      break;
  }
  return {};
}

// ---- A new one -----------------------------------------------------------------------------------------------------

NewPin& NewPin::operator=(NewPin&& other) noexcept {
  forget();
  pin_ = std::move(other.pin_);
  again_ = std::move(other.again_);
  words_ = other.words_;
  different_ = other.different_;
  return *this;
}

void NewPin::forget() {
  vault::wipe(pin_);
  vault::wipe(again_);
}

bool NewPin::draw(Scene& scene) {
  const ui::InputKind kind = words_ ? ui::InputKind::new_passphrase : ui::InputKind::new_pin;
  const std::string before = pin_ + again_;
  edit_field(scene,
             {.key = words_ ? "new-words" : "new-pin",
              .label = words_ ? tr("New words") : tr("New PIN"),
              .value = {},
              .help = words_ ? tr("Eight letters or more. Three or four words are good.")
                             : tr("Six numbers or more. Not a birthday."),
              .error = scene.lock.trouble == Trouble::wrong ? std::string() : pin_error(scene),
              .kind = kind,
              .required = true,
              .characters_max = 100},
             pin_);
  const std::string label = words_ ? tr("The same words again") : tr("The same PIN again");
  const std::string error = different_ ? tr("These two are not the same.") : std::string();
  const ui::FieldResult again = scene.ui.field({.key = words_ ? "words-again" : "pin-again",
                                                .label = label,
                                                .value = again_,
                                                .error = error,
                                                .kind = kind,
                                                .required = true,
                                                .characters_max = 100});
  if (again.changed) again_ = again.text;
  if (pin_ + again_ != before) different_ = false;
  const std::string other = words_ ? tr("Use numbers instead") : tr("Use words instead of numbers");
  if (scene.ui.button({.label = other, .kind = ButtonKind::text, .key = "kind"})) {
    forget();
    words_ = !words_;
    different_ = false;
  }
  return again.submitted;
}

std::string NewPin::take(Scene& scene) {
  different_ = pin_ != again_;
  if (!different_) return pin_;
  vault::wipe(again_);
  scene.ui.focus(words_ ? "words-again" : "pin-again");
  return {};
}

// ---- The screen ----------------------------------------------------------------------------------------------------

void LockScreen::draw(Scene& scene) {
  const bool choosing = scene.lock.phase == vault::Phase::choosing;
  const std::string title = choosing ? tr("Choose a PIN") : scene.lock.has_letters ? tr("Your words") : tr("Your PIN");
  if (scene.ui.top_bar({.title = title}, tr("Help now")) == ui::Ui::TopBarAction::help) scene.act.help();
  if (auto page = scene.ui.page(choosing ? "choose-pin" : "locked")) {
    if (choosing)
      draw_choosing(scene);
    else
      draw_locked(scene);
    auto card = scene.ui.card("language");
    if (language_row(scene)) language_open = true;
  }
  if (forgotten_open) draw_forgotten(scene);
  if (!language_open) return;
  bool help = false;
  auto sheet = scene.ui.sheet("language", tr("Language"), &language_open, tr("Close"), tr("Help now"), &help);
  if (help) scene.act.help();
  if (sheet) choose_language(scene);
}

void LockScreen::draw_choosing(Scene& scene) {
  auto card = scene.ui.card("pin");
  scene.ui.image_icon(Icon::lock, Tone::primary, 48);
  scene.ui.text(tr("It keeps what is here yours. You need it each time you open the app."));
  if (scene.lock.trouble == Trouble::cannot_open) {
    scene.ui.notice({.key = "cannot",
                     .icon = Icon::triangle_alert,
                     .tone = Tone::broken,
                     .title = tr("This browser cannot keep a key"),
                     .text = tr("A private window does that. Open the app in a normal window.")});
  }
  const bool entered = new_pin_.draw(scene);
  const std::string label = scene.lock.working ? tr("One moment…") : tr("Keep it and go on");
  const bool pressed =
      scene.ui.button({.label = label, .kind = ButtonKind::filled, .disabled = scene.lock.working, .key = "keep"});
  if ((pressed || entered) && !scene.lock.working) {
    std::string pin = new_pin_.take(scene);
    if (!pin.empty()) scene.act.send(vault::ChoosePin{std::move(pin)});
  }
  scene.ui.text(tr("Nobody can tell it to you again. If you forget it, your adviser can give you a new link."),
                {.type = Type::secondary, .muted = true});
}

void LockScreen::draw_locked(Scene& scene) {
  const vault::Lock& lock = scene.lock;
  if (was_working_ && !lock.working && lock.trouble != Trouble::none) {  // what was tried is not it
    vault::wipe(pin_);
    failed_ = true;
    scene.ui.focus("pin");
  }
  was_working_ = lock.working;
  auto card = scene.ui.card("pin");
  scene.ui.image_icon(Icon::lock, Tone::primary, 48);
  if (lock.trouble == Trouble::cannot_open) {
    scene.ui.notice({.key = "cannot",
                     .icon = Icon::triangle_alert,
                     .tone = Tone::broken,
                     .title = tr("This phone cannot open it any more"),
                     .text = tr("Its part of the key is gone. You can begin again with a new link.")});
  }
  const bool waits = lock.wait_until_utc_ms > scene.platform.now().utc_ms;
  if (waits) {
    scene.ui.notice({.key = "wait",
                     .icon = Icon::hourglass,
                     .tone = Tone::accent,
                     .title = tr("You can try again at {time}",
                                 {{"time", scene.platform.format_time(lock.wait_until_utc_ms, scene.state.language)}}),
                     .text = tr("That is so that nobody can go on guessing.")});
  }
  const ui::FieldResult typed =
      scene.ui.field({.key = "pin",
                      .label = lock.has_letters ? tr("Your words") : tr("Your PIN"),
                      .value = pin_,
                      .error = failed_ ? pin_error(scene) : std::string(),
                      .kind = lock.has_letters ? ui::InputKind::passphrase : ui::InputKind::pin,
                      .required = true,
                      .disabled = waits,
                      .characters_max = 100});
  if (typed.changed) {
    pin_ = typed.text;
    failed_ = false;
  }
  if (lock.tries_left <= tries_warned_of) {
    scene.ui.notice({.key = "last",
                     .icon = Icon::triangle_alert,
                     .tone = Tone::broken,
                     .title = trn("{n} more try", "{n} more tries", lock.tries_left),
                     .text = last_tries(scene)});
  }
  const bool idle = !lock.working && !waits;
  const std::string label = lock.working ? tr("One moment…") : tr("Open");
  const bool pressed = scene.ui.button({.label = label, .kind = ButtonKind::filled, .disabled = !idle, .key = "open"});
  if ((pressed || typed.submitted) && idle && !pin_.empty()) scene.act.send(vault::Unlock{pin_});
  if (scene.ui.button({.label = tr("I do not know it…"), .kind = ButtonKind::text, .key = "forgotten"}))
    forgotten_open = true;
}

void LockScreen::draw_forgotten(Scene& scene) {
  bool help = false;
  auto sheet = scene.ui.sheet("forgotten", tr("Without the PIN"), &forgotten_open, tr("Close"), tr("Help now"), &help);
  if (help) scene.act.help();
  if (!sheet) return;
  scene.ui.text(
      tr("Nobody can open what is here without it. You can remove it from this phone. What the council has comes back "
         "with a new link."));
  if (scene.lock.unsent > 0) {
    scene.ui.notice({.key = "unsent",
                     .icon = Icon::triangle_alert,
                     .tone = Tone::broken,
                     .title = unsent_words(scene),
                     .text = tr("This phone sends it sealed when there is signal. Wait for signal if you can.")});
  }
  if (scene.ui.button({.label = tr("Remove everything"), .icon = Icon::trash_2, .kind = ButtonKind::danger})) {
    scene.act.send(vault::BeginAgain{});
    forgotten_open = false;
  }
}

}  // namespace waymark::screens
