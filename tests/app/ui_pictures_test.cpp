// Pictures of the gallery for people to look at, in the build folder; and what a picture must show at the least.
#include <gtest/gtest.h>

#include <filesystem>

#include "tests/app/gallery.h"
#include "tests/app/stage.h"

namespace waymark::test {
namespace {

struct Scene {
  const char* name;
  Gallery::Page page;
  ui::Surroundings around;
  float scroll_px = 0;
};

void draw(const Scene& scene) {
  Stage stage(scene.around);
  ui::Ui ui(stage.platform);
  Gallery gallery;
  gallery.page = scene.page;
  stage.show([&] {
    ui.begin_frame(stage.around);
    gallery.draw(ui);
    ui.end_frame();
  });
  if (scene.scroll_px > 0) stage.wheel(200, 400, scene.scroll_px);
  stage.settle();
  const std::filesystem::path folder = std::filesystem::path(WAYMARK_BUILD_DIR) / "pictures";
  std::filesystem::create_directories(folder);
  ASSERT_TRUE(write_png((folder / (std::string(scene.name) + ".png")).string(), stage.picture()));
}

TEST(Pictures, OfEveryPage) {
  ui::Surroundings phone;
  phone.pixel_ratio = 2;
  phone.inset_top_px = 24;
  phone.inset_bottom_px = 16;
  draw({"today", Gallery::Page::today, phone});
  draw({"today-2", Gallery::Page::today, phone, 620});
  draw({"step", Gallery::Page::step, phone});
  draw({"step-2", Gallery::Page::step, phone, 600});
  draw({"forms", Gallery::Page::forms, phone});
  draw({"forms-2", Gallery::Page::forms, phone, 600});
  draw({"pieces", Gallery::Page::pieces, phone});
  draw({"pieces-2", Gallery::Page::pieces, phone, 600});
}

}  // namespace
}  // namespace waymark::test
