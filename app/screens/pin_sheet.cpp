#include "app/screens/pin_sheet.h"

#include <algorithm>
#include <array>

namespace waymark::screens {
namespace {

// The longest is more than ten times what it is without a choice (WCAG 2.2.1).
constexpr std::array stays_open_minutes{0, 1, 5, 15, 60};

/// Which of the choices is in force.
int chosen_minutes(const Scene& scene) {
  const auto kept = scene.state.marks.find(std::string(vault::stays_open_mark));
  const std::string minutes =
      kept == scene.state.marks.end() ? std::to_string(vault::stays_open_minutes) : kept->second;
  const auto found = std::ranges::find(stays_open_minutes, minutes, [](int one) { return std::to_string(one); });
  return found == stays_open_minutes.end() ? -1 : static_cast<int>(found - stays_open_minutes.begin());
}

std::string words_of_minutes(int minutes) {
  return minutes == 0 ? tr("At once") : trn("{n} minute", "{n} minutes", minutes);
}

}  // namespace

bool draw_pin_card(Scene& scene) {
  auto card = scene.ui.card("pin");
  scene.ui.section(tr("PIN"));
  std::vector<std::string> options;
  for (const int minutes : stays_open_minutes) options.push_back(words_of_minutes(minutes));
  const std::string label = tr("Lock when I do something else for");
  scene.ui.text(label, {.type = Type::secondary, .muted = true});
  const int tapped = scene.ui.choice("stays-open", label, options, chosen_minutes(scene));
  if (tapped >= 0) {
    scene.act.send(client::KeepMark{std::string(vault::stays_open_mark),
                                    std::to_string(stays_open_minutes[static_cast<std::size_t>(tapped)])});
  }
  scene.ui.quiet(
      tr("“Leave quickly” at the top hides the app, locks it and opens a weather page. Pressing Shift three times "
         "does the same. What the browser remembers of your visits stays."),
      Icon::eye_off);
  if (scene.ui.button({.label = tr("Lock now"), .icon = Icon::lock})) scene.act.send(vault::LockNow{});
  return scene.ui.button({.label = tr("Change the PIN…"), .kind = ButtonKind::text});
}

void PinSheet::draw(Scene& scene, Screen& screen) {
  const vault::Lock& lock = scene.lock;
  const bool answered = was_working_ && !lock.working;
  was_working_ = lock.working;
  if (answered) {
    vault::wipe(old_);
    if (lock.is_new) {
      new_.forget();
      screen.sheet.clear();
      scene.act.say(tr("The PIN is changed."));
      return;
    }
  }
  const bool wrong = lock.trouble == vault::Trouble::wrong;
  const ui::FieldResult old = scene.ui.field({.key = "old-pin",
                                              .label = lock.has_letters ? tr("Your words now") : tr("Your PIN now"),
                                              .value = old_,
                                              .error = wrong ? pin_error(scene) : std::string(),
                                              .kind = lock.has_letters ? ui::InputKind::passphrase : ui::InputKind::pin,
                                              .required = true,
                                              .characters_max = 100});
  if (old.changed) old_ = old.text;
  const bool entered = new_.draw(scene);
  const std::string label = lock.working ? tr("One moment…") : tr("Change it");
  const bool pressed =
      scene.ui.button({.label = label, .kind = ButtonKind::filled, .disabled = lock.working, .key = "change"});
  if ((!pressed && !entered) || lock.working) return;
  if (old_.empty()) return scene.ui.focus("old-pin");
  std::string pin = new_.take(scene);
  if (pin.empty()) return;
  scene.act.send(vault::ChangePin{old_, std::move(pin)});
}

}  // namespace waymark::screens
