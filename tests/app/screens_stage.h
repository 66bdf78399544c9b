// The screens on a stage: a shell that draws a state, someone who taps, and the events that this would send.
//
//   ScreensStage phone(sample_state(Role::young_person, "Jade Carter"));
//   phone.press(NodeRole::button, "My plan");                    // as a screen reader does
//   EXPECT_EQ(phone.h1(), "My plan");
//   EXPECT_EQ(phone.sent<client::TickStep>().size(), 1U);
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "app/screens/shell.h"
#include "tests/app/person.h"
#include "tests/app/sample.h"
#include "tests/app/stage.h"

namespace waymark::test {

/// A phone of 390 × 844 with the safe areas of one that has a notch.
ui::Surroundings phone_around();
/// A tablet on its side: two columns.
ui::Surroundings tablet_around();

class ScreensStage : public Person {
 public:
  explicit ScreensStage(client::State state, ui::Surroundings around = phone_around());

  /// Presses as press(), and does not wait until all is still.
  void press_and_go_on(ui::NodeRole role, std::string_view name);
  /// Draws until all is still; to be called after `state` was changed.
  void settle();
  /// The state takes the marks that were sent, as the client does; then settles.
  void keep_marks();
  /// Whether the place of the bottom bar has a dot.
  [[nodiscard]] bool is_new(std::string_view place) const;
  [[nodiscard]] const ui::Tree& tree() const override { return ui.tree(); }

  /// The events of that kind that were sent so far.
  template <class Event>
  [[nodiscard]] std::vector<Event> sent() const {
    std::vector<Event> found;
    for (const client::Event& event : events) {
      if (const auto* it = std::get_if<Event>(&event)) found.push_back(*it);
    }
    return found;
  }

  Stage stage;
  ui::Ui ui;
  screens::Shell shell;
  client::State state;
  vault::Lock lock{.phase = vault::Phase::open};
  std::vector<client::Event> events;
  std::vector<vault::Event> lock_events;
  std::vector<std::string> copied;

 protected:
  void act(const ui::MirrorEvent& event) override;
};

}  // namespace waymark::test
