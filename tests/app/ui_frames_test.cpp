// Goal: no frame while nothing changes, no message to the page, no more vertices than are seen.
#include <gtest/gtest.h>

#include <algorithm>

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

TEST(Frames, ASheetGoesAsItCameWhoeverClosesIt) {
  Shown shown(Gallery::Page::today);
  const auto ground = [&] { return shown.stage.picture().at(3, 100); };
  const auto paper = ground();
  shown.gallery.sheet = true;
  shown.stage.frame();
  shown.stage.settle();
  shown.stage.wait_ms(1000);
  const auto dimmed = ground();
  ASSERT_NE(dimmed, paper);
  shown.gallery.sheet = false;  // by its screen: saved, or the phone's back
  for (int i = 0; i < 4; ++i) shown.stage.frame();
  EXPECT_EQ(shown.find(NodeRole::dialog, "Ask for a review"), nullptr) << "gone at once for a screen reader";
  EXPECT_NE(ground(), paper);
  EXPECT_NE(ground(), dimmed);
  EXPECT_LE(shown.stage.wait_ms(2000), 20);
  EXPECT_EQ(ground(), paper);
}

TEST(Frames, ASheetThatIsOpenedAgainWhileItGoesComesBackUp) {
  Shown shown(Gallery::Page::today);
  const auto toggle = [&](bool open) {
    shown.gallery.sheet = open;
    for (int i = 0; i < 4; ++i) shown.stage.frame();
  };
  toggle(true);
  shown.stage.settle();
  toggle(false);
  (void)shown.stage.take_changes();
  toggle(true);
  shown.stage.settle();
  shown.stage.wait_ms(1000);
  const ui::Node* close = shown.find(NodeRole::button, "Close");
  ASSERT_NE(close, nullptr);
  EXPECT_LT(shown.stage.on_screen(*close, shown.ui.tree()).y, shown.stage.around.height_px - 100);
  const ui::NodeId title = shown.id(NodeRole::heading, "Ask for a review");
  EXPECT_TRUE(std::ranges::any_of(shown.stage.take_changes(), [title](const MirrorChange& change) {
    return change.op == ui::MirrorOp::focus && change.id == title;
  }));
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
