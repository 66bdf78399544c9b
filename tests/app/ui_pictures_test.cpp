// Goal: someone looks at the widgets after each change of them. Method: with WAYMARK_PICTURES=1 in the environment the
// gallery is drawn in every condition, into pictures/ of the build folder; what can be checked without eyes is checked
// by the other tests.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "app/text/strings.h"
#include "tests/app/gallery.h"
#include "tests/app/stage.h"

namespace waymark::test {
namespace {

struct Scene {
  const char* name;
  Gallery gallery;
  ui::Surroundings around;
  float scroll_px = 0;
  std::string_view pressed{};  // a finger rests on the button of this name
  std::string_view focused{};  // the keyboard is at the control of this name
};

Picture picture_of(Scene scene) {
  Stage stage(scene.around);
  ui::Ui ui(stage.platform);
  stage.show([&] {
    ui.begin_frame(stage.around);
    scene.gallery.draw(ui);
    ui.end_frame();
  });
  if (scene.scroll_px > 0) stage.wheel(200, 400, scene.scroll_px);
  stage.settle();
  for (const ui::Node& node : ui::Tree(ui.tree())) {
    if (node.role == ui::NodeRole::text || node.name.empty()) continue;
    const ui::NodeRect r = stage.on_screen(node, ui.tree());
    if (node.name == scene.pressed) stage.press(r.x + r.width / 2, r.y + r.height / 2), stage.wait_ms(300);
    if (node.name == scene.focused)
      ui.on({.kind = ui::MirrorEvent::Kind::focus, .id = node.id, .visible = true}), stage.settle();
  }
  return stage.picture();
}

void draw(const Scene& scene) {
  const std::filesystem::path folder = std::filesystem::path(WAYMARK_BUILD_DIR) / "pictures";
  std::filesystem::create_directories(folder);
  ASSERT_TRUE(write_png((folder / (std::string(scene.name) + ".png")).string(), picture_of(scene)));
}

ui::Surroundings phone() { return {.pixel_ratio = 2, .inset_top_px = 24, .inset_bottom_px = 16}; }

Gallery gallery(Gallery::Page page) {
  Gallery out;
  out.page = page;
  return out;
}

class Pictures : public testing::Test {
  void SetUp() override {
    if (std::getenv("WAYMARK_PICTURES") == nullptr) GTEST_SKIP() << "set WAYMARK_PICTURES=1 to draw them";
  }
};

TEST_F(Pictures, OfEveryPage) {
  for (const bool dark : {false, true}) {
    ui::Surroundings around = phone();
    around.dark = dark;
    const auto name = [dark](const char* light_name, const char* dark_name) { return dark ? dark_name : light_name; };
    draw({name("today", "today-dark"), gallery(Gallery::Page::today), around});
    draw({name("today-2", "today-2-dark"), gallery(Gallery::Page::today), around, 620});
    draw({name("step", "step-dark"), gallery(Gallery::Page::step), around});
    draw({name("step-2", "step-2-dark"), gallery(Gallery::Page::step), around, 600});
    draw({name("forms", "forms-dark"), gallery(Gallery::Page::forms), around});
    draw({name("forms-2", "forms-2-dark"), gallery(Gallery::Page::forms), around, 600});
    draw({name("pieces", "pieces-dark"), gallery(Gallery::Page::pieces), around});
    draw({name("pieces-2", "pieces-2-dark"), gallery(Gallery::Page::pieces), around, 600});
    Gallery open = gallery(Gallery::Page::today);
    open.sheet = true;
    draw({name("sheet", "sheet-dark"), open, around});
    Gallery done = gallery(Gallery::Page::today);
    done.ticked[0] = done.snackbar = true;
    draw({name("snackbar", "snackbar-dark"), done, around, 330});
  }
}

TEST_F(Pictures, OfLargeText) {
  ui::Surroundings around = phone();
  around.text_scale = 2;
  draw({"large-today", gallery(Gallery::Page::today), around});
  draw({"large-today-2", gallery(Gallery::Page::today), around, 700});
  draw({"large-step", gallery(Gallery::Page::step), around});
  draw({"large-forms", gallery(Gallery::Page::forms), around, 1500});
  draw({"large-pieces", gallery(Gallery::Page::pieces), around, 300});
  Gallery open = gallery(Gallery::Page::today);
  open.sheet = open.snackbar = true;
  draw({"large-sheet", open, around});
  open.sheet = false;
  draw({"large-snackbar", open, around});
  around.width_px = 320;
  around.height_px = 568;
  draw({"narrow-large", gallery(Gallery::Page::pieces), around});
  around.text_scale = 1;
  draw({"narrow", gallery(Gallery::Page::today), around});
  draw({"narrow-forms", gallery(Gallery::Page::forms), around, 700});
}

TEST_F(Pictures, OfWideScreens) {
  ui::Surroundings around{.width_px = 1180, .height_px = 760, .pixel_ratio = 1.5F};
  draw({"wide", gallery(Gallery::Page::panes), around});
  draw({"wide-step", gallery(Gallery::Page::step), around});
  Gallery open = gallery(Gallery::Page::today);
  open.sheet = true;
  draw({"wide-sheet", open, around});
  around.dark = true;
  draw({"wide-dark", gallery(Gallery::Page::panes), around});
}

TEST_F(Pictures, OfRightToLeftPages) {
  text::use_catalog("ar", {});  // its words are English here: what is looked at is the direction
  draw({"rtl-today", gallery(Gallery::Page::today), phone()});
  draw({"rtl-step", gallery(Gallery::Page::step), phone()});
  draw({"rtl-forms", gallery(Gallery::Page::forms), phone(), 600});
  draw({"rtl-wide", gallery(Gallery::Page::panes), {.width_px = 1180, .height_px = 760, .pixel_ratio = 1.5F}});
  text::use_catalog("en", {});
}

TEST_F(Pictures, OfTouchAndFocus) {
  draw({"pressed", gallery(Gallery::Page::today), phone(), 0, "Call Sam"});
  draw({"pressed-row", gallery(Gallery::Page::today), phone(), 620, "Out of hours"});
  draw({"focused", gallery(Gallery::Page::today), phone(), 0, {}, "Call Sam"});
  draw({"focused-row", gallery(Gallery::Page::today), phone(), 0, {}, "Out of hours"});
  draw({"focused-pull", gallery(Gallery::Page::today), phone(), 0, {}, "Look for news"});
}

}  // namespace
}  // namespace waymark::test
