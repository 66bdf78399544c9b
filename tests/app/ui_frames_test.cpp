// Goal: no frame while nothing changes, no message to the page, no more vertices than are seen.
#include <gtest/gtest.h>

#include "tests/app/shown.h"

namespace waymark::test {
namespace {

using ui::NodeRole;
using Kind = ui::MirrorEvent::Kind;

constexpr Gallery::Page pages[] = {Gallery::Page::today, Gallery::Page::step, Gallery::Page::forms,
                                   Gallery::Page::pieces, Gallery::Page::panes};

TEST(Frames, NoneAtRest) {
  for (const Gallery::Page page : pages)
    for (const float width : {390.F, 1180.F}) {
      Shown shown(page, {.width_px = width});
      shown.stage.wait_ms(2000);
      EXPECT_EQ(shown.stage.wait_ms(20000), 0) << "page " << static_cast<int>(page);
    }
}

TEST(Frames, NothingIsSentWhenNothingChanged) {
  for (const Gallery::Page page : pages) {
    Shown shown(page);
    (void)shown.stage.take_changes();
    shown.stage.frame();
    shown.stage.frame();
    EXPECT_TRUE(shown.stage.take_changes().empty()) << "page " << static_cast<int>(page);
  }
}

TEST(Frames, AfterATapOnlyAsLongAsSomethingMoves) {
  Shown shown(Gallery::Page::forms);
  shown.stage.wait_ms(2000);
  const ui::Node* segment = shown.find(NodeRole::radio, "Mine");
  shown.ui.on({.kind = Kind::click, .id = segment->id});
  const int frames = shown.stage.wait_ms(5000);
  EXPECT_GE(frames, 10);
  EXPECT_LE(frames, 30) << "a quarter of a second and the frames that settle input";
}

TEST(Frames, TheScrollBarWaitsWithoutThemAndGoes) {
  Shown shown(Gallery::Page::today);
  shown.stage.wait_ms(2000);
  shown.stage.wheel(200, 500, 40);  // a touchpad's step: no glide
  shown.stage.wait_ms(300);  // it comes up
  EXPECT_EQ(shown.stage.wait_ms(400), 0);
  const int with_bar = shown.stage.vertices();
  EXPECT_GT(shown.stage.wait_ms(2000), 0);
  EXPECT_LT(shown.stage.vertices(), with_bar);
}

TEST(Frames, AMessageWaitsWithoutThem) {
  Shown shown(Gallery::Page::today);
  shown.gallery.snackbar = true;
  shown.stage.frame();
  shown.stage.wait_ms(1000);
  EXPECT_EQ(shown.stage.wait_ms(4000), 0);
  EXPECT_GT(shown.stage.wait_ms(2000), 0) << "to go away";
  EXPECT_EQ(shown.stage.wait_ms(10000), 0);
}

TEST(Frames, WithReducedMotionEverythingIsThereAtOnce) {
  Shown shown(Gallery::Page::forms, {.reduced_motion = true});
  shown.stage.wait_ms(2000);
  shown.ui.on({.kind = Kind::click, .id = shown.id(NodeRole::radio, "Mine")});
  EXPECT_LE(shown.stage.wait_ms(5000), 6);
  shown.gallery.page = Gallery::Page::today;
  shown.stage.frame();
  shown.stage.frame();
  const int vertices = shown.stage.vertices();
  const Picture at_once = shown.stage.picture();
  shown.stage.wait_ms(1000);
  shown.stage.frame();
  EXPECT_EQ(shown.stage.vertices(), vertices);
  EXPECT_EQ(shown.stage.picture().rgb, at_once.rgb);
}

TEST(Frames, APageComesInWithinAQuarterOfASecond) {
  Shown shown(Gallery::Page::today);
  shown.stage.wait_ms(2000);
  shown.gallery.page = Gallery::Page::step;
  shown.stage.frame();
  EXPECT_LE(shown.stage.wait_ms(5000), 20);
}

TEST(Frames, WhatIsNotSeenIsNotDrawn) {
  struct Rows {
    Stage stage;
    ui::Ui ui{stage.platform};
    int count = 0;
    explicit Rows(int rows) : count(rows) {
      stage.show([this] {
        ui.begin_frame(stage.around);
        ui.top_bar({.title = "Offer"}, "Help now");
        if (auto page = ui.page("offer"))
          for (int i = 0; i < count; ++i)
            if (auto card = ui.card("card " + std::to_string(i))) {
              ui.section("Service " + std::to_string(i));
              ui.text("Somebody helps you there, on weekdays.");
              ui.button({.label = "Call", .icon = ui::Icon::phone});
            }
        ui.end_frame();
      });
    }
  };
  int few = 0;
  {
    Rows rows(12);
    few = rows.stage.vertices();
  }
  Rows many(400);
  EXPECT_NEAR(many.stage.vertices(), few, 60);
  EXPECT_LT(many.stage.vertices(), 12000);
  many.stage.wheel(200, 400, 30000);
  many.stage.settle();
  EXPECT_LT(many.stage.vertices(), 12000) << "what was scrolled past is not drawn either";
  EXPECT_GT(many.ui.tree().size(), 1600U) << "and all of it is described";
  EXPECT_EQ(defects(many.ui.tree()), std::vector<std::string>{});
}

TEST(Frames, DarkAndLightDifferAndPaperIsPaper) {
  Shown light(Gallery::Page::today);
  EXPECT_EQ(light.stage.picture().at(3, 100), 0xFBF7F0U);
  light.stage.around.dark = true;
  light.stage.frame();
  EXPECT_EQ(light.stage.picture().at(3, 100), 0x121817U);
}

}  // namespace
}  // namespace waymark::test
