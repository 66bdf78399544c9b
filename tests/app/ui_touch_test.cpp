// Goal: a finger that scrolls never presses, a finger that presses never scrolls, and nothing is done twice.
#include <gtest/gtest.h>

#include "tests/app/shown.h"

namespace waymark::test {
namespace {

using ui::MirrorEvent;
using ui::NodeRole;

struct Spot {
  float x = 0, y = 0;
};

Spot middle(const Shown& shown, NodeRole role, std::string_view name) {
  const ui::Node* node = shown.find(role, name);
  if (node == nullptr) return {};
  const ui::NodeRect r = shown.stage.on_screen(*node, shown.ui.tree());
  return {r.x + r.width / 2, r.y + r.height / 2};
}

TEST(Touch, AFingerThatMovesScrollsAndDoesNotPress) {
  Shown shown(Gallery::Page::today);
  const Spot call = middle(shown, NodeRole::button, "Call Sam");
  shown.stage.drag(call.x, call.y, call.x, call.y - 200, 300);
  EXPECT_GT(shown.offset(), 150);
  shown.stage.settle();
  EXPECT_EQ(shown.gallery.last, "");
}

TEST(Touch, AFingerThatTremblesPresses) {
  Shown shown(Gallery::Page::today);
  const Spot call = middle(shown, NodeRole::button, "Call Sam");
  shown.stage.press(call.x, call.y);
  shown.stage.move(call.x + 4, call.y - 7);
  shown.stage.release();
  EXPECT_EQ(shown.gallery.last, "call");
  EXPECT_EQ(shown.offset(), 0);
}

TEST(Touch, AFingerThatSlidesOffTheButtonDoesNothing) {
  Shown shown(Gallery::Page::today);
  const Spot call = middle(shown, NodeRole::button, "Call Sam");
  shown.stage.press(40, call.y);
  shown.stage.move(2, call.y);
  shown.stage.release();
  EXPECT_EQ(shown.gallery.last, "");
}

TEST(Touch, AFingerThatSweepsAlongARowDoesNotPressIt) {
  Shown shown(Gallery::Page::panes, {.height_px = 500});
  const Spot row = middle(shown, NodeRole::button, "Young person 3");
  shown.stage.drag(row.x - 60, row.y, row.x + 60, row.y, 200);
  shown.stage.settle();
  EXPECT_EQ(shown.gallery.open_row, 0);
  shown.stage.drag(row.x - 10, row.y, row.x + 20, row.y, 200);
  shown.stage.settle();
  EXPECT_EQ(shown.gallery.open_row, 2) << "a hand that is not steady presses";
}

TEST(Touch, AThrownPageFliesOnAndATouchStopsItWithoutPressing) {
  Shown shown(Gallery::Page::panes, {.height_px = 500});  // rows all over
  shown.stage.drag(200, 400, 200, 240, 100);
  const float thrown = shown.offset();
  for (int i = 0; i < 6; ++i) shown.stage.frame();
  EXPECT_GT(shown.offset(), thrown + 20);
  shown.stage.press(200, 300);
  const float stopped = shown.offset();
  shown.stage.release();
  shown.stage.settle();
  EXPECT_FLOAT_EQ(shown.offset(), stopped);
  EXPECT_EQ(shown.gallery.open_row, 0);
  shown.stage.tap(200, 300);
  EXPECT_NE(shown.gallery.open_row, 0) << "at rest the same touch opens the row under it";
}

TEST(Touch, AMouseDoesNotDragThePageButItsWheelScrolls) {
  Shown shown(Gallery::Page::today);
  shown.stage.mouse_drag(20, 500, 20, 300);
  EXPECT_FLOAT_EQ(shown.offset(), 0);
  shown.stage.wheel(200, 500, 300);
  shown.stage.settle();
  EXPECT_FLOAT_EQ(shown.offset(), 300);
  shown.stage.wheel(200, 500, -1e6F);
  shown.stage.settle();
  EXPECT_FLOAT_EQ(shown.offset(), 0);
}

TEST(Touch, PullingThePageDownAsksForNewsOnce) {
  Shown shown(Gallery::Page::today);
  shown.stage.drag(200, 200, 200, 260, 300);
  shown.stage.settle();
  EXPECT_EQ(shown.gallery.pulls, 0) << "not far enough";
  shown.stage.drag(200, 200, 200, 420, 300);
  shown.stage.settle();
  EXPECT_EQ(shown.gallery.pulls, 1);
  EXPECT_FLOAT_EQ(shown.offset(), 0);
}

TEST(Touch, WhoCannotPullHasAButton) {
  Shown shown(Gallery::Page::today);
  shown.click(NodeRole::button, "Look for news");
  EXPECT_EQ(shown.gallery.pulls, 1);
}

TEST(Touch, AClickRightAfterATapOnTheSameThingIsTheSameWish) {
  Shown shown(Gallery::Page::today);
  const char* step = "Open a bank account";
  shown.tap(NodeRole::checkbox, step);
  EXPECT_TRUE(shown.gallery.ticked[0]);
  shown.click(NodeRole::checkbox, step);
  EXPECT_TRUE(shown.gallery.ticked[0]) << "a screen reader's second activation";
  shown.stage.wait_ms(500);
  shown.click(NodeRole::checkbox, step);
  EXPECT_FALSE(shown.gallery.ticked[0]) << "half a second later it is a wish of its own";
}

TEST(Touch, NothingUnderASheetOrAMessageIsReached) {
  Shown shown(Gallery::Page::today);
  shown.gallery.sheet = true;
  shown.stage.frame();
  shown.stage.settle();
  const Spot help = middle(shown, NodeRole::button, "Help now");
  shown.stage.tap(help.x, help.y);
  EXPECT_EQ(shown.gallery.last, "");
  EXPECT_FALSE(shown.gallery.sheet) << "a tap beside the sheet closes it";

  shown.gallery.snackbar = true;
  shown.stage.frame();
  shown.stage.settle();
  const ui::Node* message = shown.find(NodeRole::text, "Step done. Sam can see it when it is sent.");
  ASSERT_NE(message, nullptr);
  const Gallery before = shown.gallery;
  shown.stage.tap(message->rect.x + 20, message->rect.y + 8);
  EXPECT_EQ(shown.gallery.page, before.page);
  EXPECT_EQ(shown.gallery.ticked, before.ticked);
}

TEST(Touch, ASheetIsPulledDownToClose) {
  Shown shown(Gallery::Page::today);
  shown.gallery.sheet = true;
  shown.stage.frame();
  shown.stage.settle();
  const ui::Node* sheet = shown.find(NodeRole::dialog, "Ask for a review");
  ASSERT_NE(sheet, nullptr);
  const float top = sheet->rect.y;
  shown.stage.drag(195, top + 20, 195, top + 50, 400);
  shown.stage.settle();
  EXPECT_TRUE(shown.gallery.sheet) << "a little pull: it comes back";
  EXPECT_FLOAT_EQ(shown.find(NodeRole::dialog, "Ask for a review")->rect.y, top);
  shown.stage.drag(195, top + 20, 195, top + 320, 400);
  shown.stage.settle();
  EXPECT_FALSE(shown.gallery.sheet);
  EXPECT_EQ(shown.find(NodeRole::dialog, "Ask for a review"), nullptr);
}

void show_message(Shown& shown) {
  shown.gallery.snackbar = true;
  shown.stage.frame();
  shown.stage.settle();
}

TEST(Touch, AMessageGoesAfterSixSeconds) {
  Shown shown(Gallery::Page::today);
  show_message(shown);
  shown.stage.wait_ms(5500);
  EXPECT_NE(shown.find(NodeRole::button, "Undo"), nullptr);
  shown.stage.wait_ms(1000);
  EXPECT_EQ(shown.find(NodeRole::button, "Undo"), nullptr);
}

TEST(Touch, AMessageGoesWhenItsActionIsDone) {
  Shown shown(Gallery::Page::today);
  show_message(shown);
  shown.tap(NodeRole::button, "Undo");
  EXPECT_EQ(shown.gallery.last, "undo");
  EXPECT_EQ(shown.find(NodeRole::button, "Undo"), nullptr);
}

TEST(Touch, AMessageStaysWhileItHasTheFocus) {
  Shown shown(Gallery::Page::today);
  show_message(shown);
  shown.hear({.kind = MirrorEvent::Kind::focus, .id = shown.id(NodeRole::button, "Undo"), .visible = true});
  shown.stage.wait_ms(20000);
  EXPECT_NE(shown.find(NodeRole::button, "Undo"), nullptr);
  shown.hear({.kind = MirrorEvent::Kind::blur, .id = shown.id(NodeRole::button, "Undo")});
  shown.stage.wait_ms(4000);
  EXPECT_EQ(shown.find(NodeRole::button, "Undo"), nullptr);
}

TEST(Touch, EachPageKeepsItsPlace) {
  Shown shown(Gallery::Page::today);
  shown.stage.wheel(200, 500, 300);
  shown.stage.settle();
  shown.gallery.page = Gallery::Page::step;
  shown.stage.frame();
  shown.stage.settle();
  EXPECT_FLOAT_EQ(shown.offset(), 0);
  shown.gallery.page = Gallery::Page::today;
  shown.stage.frame();
  shown.stage.settle();
  EXPECT_FLOAT_EQ(shown.offset(), 300);
}

TEST(Touch, ColumnsScrollOnTheirOwn) {
  Shown shown(Gallery::Page::panes, {.width_px = 1180, .height_px = 600});
  const ui::Node* row = shown.find(NodeRole::button, "Young person 1");
  const ui::Node* heading = shown.find(NodeRole::heading, "Plan of young person 1");
  ASSERT_TRUE(row != nullptr && heading != nullptr);
  const float row_y = shown.stage.on_screen(*row, shown.ui.tree()).y,
              heading_y = shown.stage.on_screen(*heading, shown.ui.tree()).y;
  shown.stage.wheel(300, 300, 200);
  shown.stage.settle();
  row = shown.find(NodeRole::button, "Young person 1");
  heading = shown.find(NodeRole::heading, "Plan of young person 1");
  EXPECT_FLOAT_EQ(shown.stage.on_screen(*row, shown.ui.tree()).y, row_y - 200);
  EXPECT_FLOAT_EQ(shown.stage.on_screen(*heading, shown.ui.tree()).y, heading_y);
}

}  // namespace
}  // namespace waymark::test
