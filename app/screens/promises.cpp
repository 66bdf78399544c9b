// Promises: what the council pledged, under its own priorities and in its own words, and how far each one is.
#include <algorithm>

#include "app/screens/screen.h"
#include "app/screens/words.h"

namespace waymark::screens {
namespace {

class Promises final : public Screen {
 public:
  using Screen::Screen;

  std::string title(const Scene& /*scene*/) const override { return tr("Promises"); }

  void draw(Scene& scene) override {
    const Council& council = scene.state.council;
    if (!scene.state.has_council || council.pledges.empty()) {
      scene.ui.empty(Icon::handshake, tr("The promises are on their way to this phone."));
      return;
    }
    scene.ui.text(tr("What {council} promised, in its own words.", {{"council", council.name}}), {.muted = true});
    draw_counts(scene);
    for (const Priority& priority : council.priorities) draw_priority(scene, priority);
  }

 private:
  /// "Under way, by Monday 1 March"; of what is kept the day says nothing more.
  static std::string state_and_day(const Scene& scene, const Pledge& pledge) {
    const std::string state = words_of(pledge.state).word;
    if (!pledge.due || pledge.state == PledgeState::kept) return state;
    return tr("{state}, {when}", {{"state", state}, {"when", by_when(scene, *pledge.due)}});
  }

  static void draw_counts(Scene& scene) {
    auto chips = scene.ui.flow("counts");
    for (const PledgeState state :
         {PledgeState::kept, PledgeState::under_way, PledgeState::not_yet, PledgeState::broken}) {
      const auto count = std::ranges::count(scene.state.council.pledges, state, &Pledge::state);
      if (count == 0) continue;
      const StateWords words = words_of(state);
      const std::string number = scene.platform.format_number(count, text::language());
      scene.ui.chip(
          {.text = tr("{state}: {n}", {{"state", words.word}, {"n", number}}), .icon = words.icon, .tone = words.tone});
    }
  }

  static void draw_priority(Scene& scene, const Priority& priority) {
    const auto& pledges = scene.state.council.pledges;
    const auto of_this = [&](const Pledge& pledge) { return pledge.priority == priority.id; };
    if (std::ranges::none_of(pledges, of_this)) return;
    scene.ui.section(priority.title, language_of(priority.title));
    if (!priority.summary.empty())
      scene.ui.text(priority.summary, {.type = Type::secondary, .muted = true, .lang = language_of(priority.summary)});
    auto list = scene.ui.list(priority.id, priority.title);
    for (const Pledge& pledge : pledges) {
      if (!of_this(pledge)) continue;
      const StateWords words = words_of(pledge.state);
      const std::string detail = state_and_day(scene, pledge);
      if (scene.ui.list_row({.key = pledge.id,
                             .title = pledge.text,
                             .detail = detail,
                             .icon = words.icon,
                             .tone = words.tone,
                             .lang = language_of(pledge.text)})) {
        scene.act.open({.page = Page::promise, .subject = pledge.id});
      }
    }
  }
};

}  // namespace

std::unique_ptr<Screen> make_promises(const Route& route) { return std::make_unique<Promises>(route); }

}  // namespace waymark::screens
