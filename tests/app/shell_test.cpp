// Goal: what is around the screens does what a phone's own apps do.
#include "app/screens/shell.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/app/screens_stage.h"

namespace waymark::test {
namespace {

using ui::NodeRole;

/// Pulls what is under the finger down, far enough.
void pull(ScreensStage& phone) {
  phone.stage.drag(200, 200, 200, 420, 300);
  phone.settle();
}

TEST(Pulling, SaysThatAllIsUpToDateWhenTheRoundIsDone) {
  ScreensStage phone(sample_state(Role::young_person, "Jade Carter"));
  phone.state.sync.running = true;
  pull(phone);
  EXPECT_EQ(phone.sent<client::SyncNow>().size(), 1U);
  EXPECT_FALSE(phone.shows(NodeRole::text, "Up to date at")) << "it has not come back yet";
  phone.state.sync.running = false;
  phone.settle();
  EXPECT_TRUE(phone.shows(NodeRole::text, "Up to date at"));
}

TEST(Pulling, SaysThatThereIsNoSignal) {
  client::State state = sample_state(Role::young_person, "Jade Carter");
  state.sync.online = false;
  ScreensStage phone(state);
  phone.go_to("My plan");
  EXPECT_FALSE(phone.shows(NodeRole::text, "No signal."));
  pull(phone);
  EXPECT_TRUE(phone.shows(NodeRole::text, "No signal."));
}

TEST(Pulling, WorksInBothColumns) {
  for (const float x : {200.F, 800.F}) {
    ScreensStage tablet(sample_state(Role::adviser, "Sam Okoro"), tablet_around());
    tablet.press(NodeRole::button, "Jade Carter");
    tablet.stage.drag(x, 200, x, 420, 300);
    tablet.settle();
    EXPECT_EQ(tablet.sent<client::SyncNow>().size(), 1U) << x;
  }
}

/// Where the first words between the bars stand.
float first_words_y(const ScreensStage& phone) {
  const auto inside = std::ranges::find(phone.tree(), NodeRole::main, &ui::Node::role);
  const auto words = std::find_if(inside, phone.tree().end(), [](const ui::Node& node) {
    return node.role == NodeRole::text || node.role == NodeRole::search_field;
  });
  return words == phone.tree().end() ? 0 : phone.stage.on_screen(*words, phone.tree()).y;
}

TEST(OpeningAScreen, BeginsAtItsTopAndGoingBackReturnsWhereOneWas) {
  ScreensStage phone(sample_state(Role::young_person, "Jade Carter"));
  const auto scroll = [&phone] {
    phone.stage.wheel(200, 500, 300);
    phone.settle();
    return first_words_y(phone);
  };
  phone.go_to("My offer");
  const float list = scroll();
  phone.press(NodeRole::button, "Money to set up");
  const float top = first_words_y(phone);
  ASSERT_LT(scroll(), top - 50);
  phone.press(NodeRole::button, "Back to");
  EXPECT_FLOAT_EQ(first_words_y(phone), list);
  phone.press(NodeRole::button, "Money to set up");
  EXPECT_FLOAT_EQ(first_words_y(phone), top);
}

}  // namespace
}  // namespace waymark::test
