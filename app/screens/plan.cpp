// My plan: how far it is, when it is looked at again, and its ten parts.
#include "app/screens/plan_parts.h"
#include "app/screens/review.h"
#include "app/screens/screen.h"
#include "app/screens/words.h"

namespace waymark::screens {
namespace {

class MyPlan final : public Screen {
 public:
  using Screen::Screen;

  std::string title(const Scene& /*scene*/) const override { return tr("My plan"); }

  void draw(Scene& scene) override {
    if (scene.whose == nullptr) return;
    {
      auto card = scene.ui.card("progress");
      scene.ui.read_aloud(tr("My plan"));
      const StepCount count = count_steps(*scene.whose);
      const std::string label = words_of(count);
      if (count.total > 0) scene.ui.ring({.done = count.done, .total = count.total, .label = label});
      agreed_line(scene);
    }
    {
      auto card = scene.ui.card("review");
      scene.ui.section(tr("My next review"), {}, Aloud::yes);
      draw_review(scene, review_words(scene));
      draw_latest_day(scene);
      if (!scene.whose->review_requested)
        review_.button(scene, *this, scene.whose->review.planned ? ButtonKind::tonal : ButtonKind::filled);
    }
    scene.ui.section(tr("The parts of my plan"), {}, Aloud::yes);
    heading_rows(scene);
  }
  void draw_sheet(Scene& scene) override {
    if (scene.whose != nullptr) review_.draw_sheet(scene, *this);
  }

 private:
  /// Of a review that has a day: until when it would still be in time.
  static void draw_latest_day(Scene& scene) {
    const law::DutyClock& clock = scene.whose->review;
    const bool runs = clock.state == law::ClockState::running || clock.state == law::ClockState::soon;
    if (!clock.planned || !runs) return;
    scene.ui.text(tr("The latest day for it is {date}.", {{"date", day(scene, clock.due)}}),
                  {.type = Type::secondary, .muted = true});
  }

  AskForReview review_;
};

}  // namespace

std::unique_ptr<Screen> make_plan(const Route& route) { return std::make_unique<MyPlan>(route); }

}  // namespace waymark::screens
