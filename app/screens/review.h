// The clock of the plan review in words, and asking for a review: a right at any time (SI 2010/2571 reg 7).
#pragma once

#include <string>

#include "app/screens/draft.h"
#include "app/screens/screen.h"

namespace waymark::screens {

struct ReviewWords {
  std::string chip;  // "Review in 12 days", "Review due in 12 days"; empty: no clock runs
  Tone tone = Tone::neutral;
  std::string sentence;    // "Your review is on Monday 3 March with Sam."
  std::string where;       // "At 14:30, Sam’s office"; empty: not said
  bool ask_first = false;  // asking for a review is the thing to do: late, or no day is set
};
/// Said to the young person, or about them on the adviser's phone. Needs `scene.whose`.
ReviewWords review_words(const Scene& scene);

/// Draws chip and sentences.
void draw_review(Scene& scene, const ReviewWords& words);

/// The next visit that has a day; nothing when there is none.
void draw_visit(Scene& scene);

/// "Ask for a review": a button and its sheet. A screen that offers it has one.
class AskForReview {
 public:
  void button(Scene& scene, Screen& screen, ButtonKind kind);
  void draw_sheet(Scene& scene, Screen& screen);

 private:
  Draft words_;
};

}  // namespace waymark::screens
