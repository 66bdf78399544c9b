// Goal: whoever walks by keyboard or screen reader is always somewhere, sees where, and is led to what is new.
#include <gtest/gtest.h>

#include <algorithm>

#include "app/text/strings.h"
#include "tests/app/sample.h"
#include "tests/app/shown.h"

namespace waymark::test {
namespace {

using ui::MirrorEvent;
using ui::MirrorOp;
using ui::NodeRole;
using Kind = ui::MirrorEvent::Kind;

/// The ids that the page was told to focus.
std::vector<ui::NodeId> focused(Stage& stage) {
  std::vector<ui::NodeId> out;
  for (const MirrorChange& change : stage.take_changes())
    if (change.op == MirrorOp::focus) out.push_back(change.id);
  return out;
}

void open_sheet(Shown& shown) {
  shown.gallery.sheet = true;
  shown.stage.frame();
  shown.stage.settle();
}

TEST(Focus, GoesToTheTitleOfANewPageAndOnlyOfANewOne) {
  Shown shown(Gallery::Page::today);
  shown.gallery.page = Gallery::Page::step;
  shown.stage.frame();
  shown.stage.settle();
  EXPECT_EQ(focused(shown.stage), std::vector<ui::NodeId>{shown.id(NodeRole::heading, "My home")});
  shown.gallery.ticked[0] = true;
  shown.stage.frame();
  shown.stage.settle();
  EXPECT_EQ(focused(shown.stage), std::vector<ui::NodeId>{});
}

TEST(Focus, StaysWhereTheBrowserPutItWhenTheAppOpens) {
  Stage stage;
  ui::Ui ui(stage.platform);
  Gallery gallery;
  stage.show([&] {
    ui.begin_frame(stage.around);
    gallery.draw(ui);
    ui.end_frame();
  });
  EXPECT_EQ(focused(stage), std::vector<ui::NodeId>{});
}

TEST(Focus, GoesIntoASheetAndBackToWhatOpenedIt) {
  Shown shown(Gallery::Page::today);
  const ui::NodeId opener = shown.id(NodeRole::button, "Ask for a review now");
  shown.hear({.kind = Kind::focus, .id = opener, .visible = true});
  shown.hear({.kind = Kind::click, .id = opener});
  ASSERT_TRUE(shown.gallery.sheet);
  EXPECT_EQ(focused(shown.stage), std::vector<ui::NodeId>{shown.id(NodeRole::heading, "Ask for a review")});
  shown.hear({.kind = Kind::escape, .id = shown.id(NodeRole::heading, "Ask for a review")});
  shown.stage.settle();
  EXPECT_FALSE(shown.gallery.sheet);
  EXPECT_EQ(focused(shown.stage), std::vector<ui::NodeId>{opener});
}

TEST(Focus, ComesBackToWhatWasActivatedThoughTheBrowserDidNotFocusIt) {
  for (const bool by_finger : {true, false}) {
    Shown shown(Gallery::Page::step);
    shown.gallery.page = Gallery::Page::today;
    shown.stage.frame();
    shown.stage.settle();  // the title has the focus
    const ui::NodeId opener = shown.id(NodeRole::button, "Ask for a review now");
    if (by_finger)
      shown.tap(NodeRole::button, "Ask for a review now");
    else
      shown.click(NodeRole::button, "Ask for a review now");
    ASSERT_TRUE(shown.gallery.sheet);
    (void)shown.stage.take_changes();
    shown.hear({.kind = Kind::escape, .id = shown.id(NodeRole::heading, "Ask for a review")});
    EXPECT_EQ(focused(shown.stage), std::vector<ui::NodeId>{opener}) << (by_finger ? "tapped" : "clicked");
  }
}

/// A page of steps that leave the list when they are ticked.
struct Steps {
  Stage stage;
  ui::Ui ui{stage.platform};
  std::vector<std::string> open{"Bank", "College", "Passport"};
  std::string column;  // not empty: in a column of that name
  std::string done;    // the last one that was ticked: a message tells of it and can undo it
  bool keeps = false;  // ticked steps stay in the list

  Steps() {
    stage.show([this] {
      ui.begin_frame(stage.around);
      ui.top_bar({.title = "Plan"}, "Help now");
      if (auto page = ui.page("plan")) {
        if (column.empty())
          draw();
        else if (auto pane = ui.pane(column, 0, 0.5F))
          draw();
      }
      ui.bottom_bar("Places", {{"plan", "My plan", ui::Icon::map}}, 0);
      if (!done.empty() && ui.snackbar("said", "Ticked", "Undo", nullptr)) undo();
      ui.end_frame();
    });
    (void)stage.take_changes();
  }
  void undo() {
    if (std::ranges::find(open, done) == open.end()) open.push_back(done);
    done.clear();
  }
  void draw() {
    ui.section("Steps");
    if (auto list = ui.list("open", "Open steps"))
      for (const std::string& step : open)
        if (ui.tick_row({.key = step, .label = step, .opens = true}).toggled) done = step;
    if (!keeps) std::erase(open, done);
    ui.field({.key = "new", .label = "A new step"});
  }
  [[nodiscard]] ui::NodeId id(NodeRole role, std::string_view name) const { return find(ui.tree(), role, name)->id; }
  std::vector<ui::NodeId> tick(std::string_view step) { return press(NodeRole::checkbox, step); }
  /// By keyboard; what had to be focused then.
  std::vector<ui::NodeId> press(NodeRole role, std::string_view name) {
    const ui::NodeId pressed = id(role, name);
    (void)stage.take_changes();
    ui.on({.kind = Kind::focus, .id = pressed, .visible = true});
    ui.on({.kind = Kind::click, .id = pressed});
    stage.settle();
    stage.frame();
    return focused(stage);
  }
};

TEST(Focus, GoesToTheNextStepWhenOneLeavesTheList) {
  Steps steps;
  const ui::NodeId passport = steps.id(NodeRole::checkbox, "Passport");
  EXPECT_EQ(steps.tick("College"), std::vector<ui::NodeId>{passport});
}

TEST(Focus, GoesToTheStepBeforeWhenTheLastOneLeavesTheList) {
  Steps steps;
  const ui::NodeId college = steps.id(NodeRole::button, "College");
  EXPECT_EQ(steps.tick("Passport"), std::vector<ui::NodeId>{college});
}

TEST(Focus, GoesToTheHeadingWhenTheListIsEmptyAndNotIntoAField) {
  Steps steps;
  steps.open = {"Bank"};
  steps.stage.frame();
  const ui::NodeId heading = steps.id(NodeRole::heading, "Steps");
  EXPECT_EQ(steps.tick("Bank"), std::vector<ui::NodeId>{heading});
}

TEST(Focus, GoesToWhatComesBackWhenItsRemovalIsUndone) {
  Steps steps;
  const ui::NodeId college = steps.id(NodeRole::checkbox, "College");
  (void)steps.tick("College");
  EXPECT_EQ(steps.press(NodeRole::button, "Undo"), std::vector<ui::NodeId>{college});
}

TEST(Focus, GoesBackToWhereItWasDoneWhenNothingComesBack) {
  Steps steps;
  steps.keeps = true;
  const ui::NodeId college = steps.id(NodeRole::checkbox, "College");
  (void)steps.tick("College");
  EXPECT_EQ(steps.press(NodeRole::button, "Undo"), std::vector<ui::NodeId>{college});
}

TEST(Focus, StaysWithWhoMovedOnAfterUndoing) {
  Steps steps;
  steps.keeps = true;
  (void)steps.tick("College");
  (void)steps.press(NodeRole::button, "Undo");
  steps.ui.on({.kind = Kind::focus, .id = steps.id(NodeRole::checkbox, "Bank"), .visible = true});
  steps.stage.settle();
  (void)steps.stage.take_changes();
  steps.open.emplace_back("Tenancy");
  steps.stage.frame();
  EXPECT_EQ(focused(steps.stage), std::vector<ui::NodeId>{});
}

TEST(Focus, GoesToTheTopOfAColumnThatShowsSomethingElse) {
  Steps steps;
  steps.stage.around = {.width_px = 1180, .height_px = 760};
  steps.column = "Amina";
  steps.stage.frame();
  steps.stage.settle();
  steps.ui.on({.kind = Kind::focus, .id = steps.id(NodeRole::button, "College"), .visible = true});
  steps.stage.settle();
  (void)steps.stage.take_changes();
  steps.column = "Jade";
  steps.stage.frame();
  EXPECT_EQ(focused(steps.stage), std::vector<ui::NodeId>{steps.id(NodeRole::heading, "Steps")});
}

TEST(Focus, GoesToTheTitleWhenWhatOpenedASheetIsGone) {
  Shown shown(Gallery::Page::step);
  const ui::NodeId opener = shown.id(NodeRole::button, "Look at both");
  shown.hear({.kind = Kind::focus, .id = opener, .visible = true});
  open_sheet(shown);
  (void)shown.stage.take_changes();
  shown.gallery.suggested = false;
  shown.stage.frame();
  shown.hear({.kind = Kind::escape, .id = shown.id(NodeRole::heading, "Ask for a review")});
  EXPECT_EQ(focused(shown.stage), std::vector<ui::NodeId>{shown.id(NodeRole::heading, "My home")});
}

TEST(Focus, ComesBackAlsoWhenTheScreenClosesItsSheet) {
  Shown shown(Gallery::Page::today);
  const ui::NodeId opener = shown.id(NodeRole::button, "Ask for a review now");
  shown.hear({.kind = Kind::focus, .id = opener, .visible = true});
  open_sheet(shown);
  (void)shown.stage.take_changes();
  shown.click(NodeRole::button, "Not now");
  EXPECT_FALSE(shown.gallery.sheet);
  EXPECT_EQ(focused(shown.stage), std::vector<ui::NodeId>{opener});
}

TEST(Focus, EscapeClosesTheSheetFirstAndThenGoesBack) {
  Shown shown(Gallery::Page::step);
  open_sheet(shown);
  shown.hear({.kind = Kind::escape, .id = shown.id(NodeRole::heading, "Ask for a review")});
  EXPECT_FALSE(shown.gallery.sheet);
  EXPECT_EQ(shown.gallery.page, Gallery::Page::step);
  shown.hear({.kind = Kind::escape, .id = shown.id(NodeRole::heading, "My home")});
  EXPECT_EQ(shown.gallery.page, Gallery::Page::today);
}

TEST(Focus, ASheetThatIsClosingIsGoneForTheScreenReaderAtOnce) {
  Shown shown(Gallery::Page::today);
  open_sheet(shown);
  shown.ui.on({.kind = Kind::escape, .id = shown.id(NodeRole::dialog, "Ask for a review")});
  shown.stage.frame();
  shown.stage.frame();
  EXPECT_TRUE(shown.gallery.sheet) << "still sliding away";
  EXPECT_EQ(shown.find(NodeRole::dialog, "Ask for a review"), nullptr);
}

TEST(Focus, OffTheScreenIsBroughtIntoView) {
  Shown shown(Gallery::Page::today);
  const ui::Node* last = shown.find(NodeRole::button, "Setting up home");
  ASSERT_GT(shown.stage.on_screen(*last, shown.ui.tree()).y, 700);
  shown.hear({.kind = Kind::focus, .id = last->id, .visible = true});
  last = shown.find(NodeRole::button, "Setting up home");
  const ui::NodeRect r = shown.stage.on_screen(*last, shown.ui.tree());
  const ui::Node* places = shown.find(NodeRole::navigation, "Places");
  EXPECT_LE(r.y + r.height, places->rect.y);
  const ui::Node* first = shown.find(NodeRole::button, "Call Sam");
  shown.hear({.kind = Kind::focus, .id = first->id, .visible = true});
  EXPECT_GE(shown.stage.on_screen(*shown.find(NodeRole::button, "Call Sam"), shown.ui.tree()).y, 60);
}

TEST(Focus, ByTouchDoesNotMoveThePage) {
  Shown shown(Gallery::Page::today);
  const ui::Node* last = shown.find(NodeRole::button, "Setting up home");
  shown.hear({.kind = Kind::focus, .id = last->id, .visible = false});
  EXPECT_FLOAT_EQ(shown.offset(), 0);
}

TEST(Focus, IsSeenAsARingInTheFocusColourAroundTheButton) {
  Shown shown(Gallery::Page::today, {.pixel_ratio = 2});
  const ui::Node* call = shown.find(NodeRole::button, "Call Sam");
  const ui::NodeRect r = shown.stage.on_screen(*call, shown.ui.tree());
  const auto ring = [&] {
    return shown.stage.picture().at(static_cast<int>((r.x + r.width / 2) * 2), static_cast<int>((r.y - 3) * 2));
  };
  EXPECT_EQ(ring(), 0xFFFFFFU);
  shown.hear({.kind = Kind::focus, .id = call->id, .visible = true});
  EXPECT_EQ(ring(), 0x0F5C55U);
  shown.hear({.kind = Kind::focus, .id = call->id, .visible = false});
  EXPECT_EQ(ring(), 0xFFFFFFU);
}

TEST(Focus, IsForgottenWithWhatHadIt) {
  Shown shown(Gallery::Page::today);
  open_sheet(shown);
  const ui::NodeId inside = shown.id(NodeRole::button, "Not now");
  shown.hear({.kind = Kind::focus, .id = inside, .visible = true});
  shown.gallery.sheet = false;
  shown.stage.frame();
  shown.stage.settle();
  (void)shown.stage.take_changes();
  open_sheet(shown);
  shown.hear({.kind = Kind::escape, .id = inside});
  const std::vector<ui::NodeId> after = focused(shown.stage);
  EXPECT_FALSE(after.empty());
  EXPECT_EQ(std::ranges::count(after, inside), 0);
}

TEST(Messages, AreSaidOnceWhenTheyCome) {
  Shown shown(Gallery::Page::today);
  shown.gallery.snackbar = true;
  for (int i = 0; i < 20; ++i) shown.stage.frame();
  int said = 0;
  for (const MirrorChange& change : shown.stage.take_changes())
    said += change.op == MirrorOp::announce && change.text == "Step done. Sam can see it when it is sent." &&
            !change.assertive;
  EXPECT_EQ(said, 1);
}

TEST(Messages, UrgentOnesInterrupt) {
  Shown shown(Gallery::Page::today);
  shown.gallery.page = Gallery::Page::step;
  for (int i = 0; i < 5; ++i) shown.stage.frame();
  std::vector<std::string> said;
  for (const MirrorChange& change : shown.stage.take_changes())
    if (change.op == MirrorOp::announce && change.assertive) said.push_back(change.text);
  EXPECT_EQ(said, std::vector<std::string>{
                      "Not sent yet There is no space left on this phone. Make some room and try again."});
}

TEST(Messages, ThoseWithoutATranslationAreSaidInEnglish) {
  ASSERT_TRUE(text::use_catalog("uk", sample_catalog("uk")));
  Stage stage;
  ui::Ui ui(stage.platform);
  stage.show([&] {
    ui.begin_frame(stage.around);
    ui.announce(text::tr("The day is set: {date}", {{"date", "3 березня"}}));
    ui.announce(text::tr("Today"));
    ui.end_frame();
  });
  std::vector<std::string> languages;
  for (const MirrorChange& change : stage.take_changes())
    if (change.op == MirrorOp::announce && languages.size() < 2) languages.push_back(change.lang);
  EXPECT_EQ(languages, (std::vector<std::string>{"en", ""}));
  text::use_catalog("en", {});
}

TEST(Messages, ThePageIsNamedAfterItsTitle) {
  Shown shown(Gallery::Page::today);
  shown.gallery.page = Gallery::Page::step;
  shown.stage.frame();
  const std::vector<MirrorChange> changes = shown.stage.take_changes();
  EXPECT_TRUE(std::any_of(changes.begin(), changes.end(),
                          [](const MirrorChange& c) { return c.op == MirrorOp::document && c.text == "My home"; }));
}

TEST(Messages, AScrolledPageIsOneNumberAndNoRectangles) {
  Shown shown(Gallery::Page::today);
  (void)shown.stage.take_changes();
  shown.stage.drag(200, 600, 200, 560, 100);
  (void)shown.stage.take_changes();
  shown.stage.wheel(200, 500, 80);
  shown.stage.settle();
  int scrolls = 0;
  for (const MirrorChange& change : shown.stage.take_changes()) {
    EXPECT_NE(change.op, MirrorOp::set);
    EXPECT_NE(change.op, MirrorOp::add);
    scrolls += change.op == MirrorOp::scroll;
  }
  EXPECT_GE(scrolls, 1);
}

}  // namespace
}  // namespace waymark::test
