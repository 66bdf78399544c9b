// Goal: whatever keys a screen gives its widgets, they never meet the parts that widgets are made of.
#include <gtest/gtest.h>

#include "tests/app/shown.h"

namespace waymark::test {
namespace {

TEST(Keys, OfAScreenNeverMeetThePartsOfWidgets) {
  Stage stage;
  ui::Ui ui{stage.platform};
  bool open = true;
  stage.show([&] {
    ui.begin_frame(stage.around);
    ui.top_bar({.title = "My money", .back = "Back"}, "Help now");
    if (auto page = ui.page("page")) {
      for (const std::string_view part : {"banner", "back", "help", "title", "close", "list", "item", "tick", "words"})
        ui.button({.label = "A button", .key = part});
    }
    if (auto sheet = ui.sheet("sheet", "A new step", &open, "Close"))
      for (const std::string_view part : {"title", "close", "panel"}) ui.field({.key = part, .label = "What to do", .value = ""});
    ui.end_frame();
  });
  EXPECT_EQ(ui::defects(ui.tree()), std::vector<std::string>{});
}

}  // namespace
}  // namespace waymark::test
