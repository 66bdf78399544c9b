// Goal: whatever is drawn is described, and whatever can be tapped can be found, named and activated without sight.
// Method: every widget in the gallery, in both themes' geometry, at several sizes of text and screen.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "app/text/strings.h"
#include "tests/app/geometry.h"
#include "tests/app/shown.h"

namespace waymark::test {
namespace {

using ui::Node;
using ui::NodeRole;
using ui::Tree;

constexpr Gallery::Page pages[] = {Gallery::Page::today, Gallery::Page::step, Gallery::Page::forms,
                                   Gallery::Page::pieces, Gallery::Page::panes};

std::vector<ui::Surroundings> surroundings() {
  std::vector<ui::Surroundings> out(9);
  out[1].text_scale = 2;
  out[2] = {.width_px = 320, .height_px = 568, .text_scale = 2};
  out[3].text_scale = 0.85F;
  out[4] = {.width_px = 1180, .height_px = 760};
  out[5] = {.width_px = 844, .height_px = 390, .inset_left_px = 47, .inset_right_px = 47, .text_scale = 1.5F};
  out[6] = {.width_px = 600, .height_px = 900, .pixel_ratio = 3, .text_scale = 1.3F};
  out[7] = {.width_px = 844, .height_px = 390, .inset_bottom_px = 21, .inset_left_px = 47, .inset_right_px = 47};
  out[8] = {.width_px = 1180, .height_px = 760, .text_scale = 1.5F};
  return out;
}

void for_each_gallery(const std::function<void(Shown&, const std::string&)>& look) {
  for (const ui::Surroundings& around : surroundings())
    for (const Gallery::Page page : pages)
      for (const bool sheet : {false, true}) {
        Shown shown(page, around);
        shown.gallery.sheet = sheet;
        shown.gallery.snackbar = !sheet;
        shown.stage.show([&] {
          shown.ui.begin_frame(shown.stage.around);
          shown.gallery.draw(shown.ui);
          shown.ui.end_frame();
        });
        look(shown, "page " + std::to_string(static_cast<int>(page)) + (sheet ? " with sheet" : "") + " at " +
                        std::to_string(static_cast<int>(around.width_px)) + " px, text × " +
                        std::to_string(around.text_scale));
      }
}

TEST(Widgets, AreDescribedWithoutDefects) {
  for_each_gallery([](Shown& shown, const std::string& where) {
    EXPECT_EQ(defects(shown.ui.tree()), std::vector<std::string>{}) << where;
  });
}

TEST(Widgets, ThatCanBeTouchedHaveANodeOfTheSameId) {
  for_each_gallery([](Shown& shown, const std::string& where) {
    std::map<ui::NodeId, const Node*> nodes;
    for (const Node& node : shown.ui.tree()) nodes[node.id] = &node;
    EXPECT_GT(shown.stage.items().size(), 8U);
    for (const unsigned item : shown.stage.items()) {
      const auto found = nodes.find(item);
      ASSERT_NE(found, nodes.end()) << "an item that nobody is told of: " << where;
      EXPECT_TRUE(is_control(*found->second)) << found->second->name << ", " << where;
    }
  });
}

TEST(Widgets, ThatAreDescribedAsControlsCanBeTouched) {
  for_each_gallery([](Shown& shown, const std::string& where) {
    for (const Node& node : shown.ui.tree())
      if (is_control(node) && !(node.state & ui::state_hidden_visually))
        EXPECT_TRUE(shown.stage.items().contains(node.id)) << node.name << ", " << where;
  });
}

TEST(Widgets, StayWithinTheScreenAndDoNotLieOnEachOther) {
  for_each_gallery([](Shown& shown, const std::string& where) {
    EXPECT_EQ(misfits(shown.stage, shown.ui.tree()), std::vector<std::string>{}) << where;
  });
}

TEST(Widgets, PlacesStandAtTheSideOnlyWhereAllOfThemFit) {
  const auto side_by_side = [](const ui::Surroundings& around) {
    Shown shown(Gallery::Page::today, around);
    return shown.find(NodeRole::button, "Today")->rect.y == shown.find(NodeRole::button, "My plan")->rect.y;
  };
  EXPECT_FALSE(side_by_side({.width_px = 1180, .height_px = 760}));
  EXPECT_TRUE(side_by_side({.width_px = 844, .height_px = 390, .inset_bottom_px = 21})) << "a phone on its side";
  EXPECT_TRUE(side_by_side({.width_px = 1180, .height_px = 760, .text_scale = 1.5F})) << "no wider than a phone";
}

TEST(Widgets, AreMirroredWholeInRightToLeftPages) {
  for (const Gallery::Page page : pages) {
    Shown plain(page);
    const Tree left = plain.ui.tree();
    text::use_catalog("ar", {});
    plain.stage.frame();
    plain.stage.settle();
    const Tree right = plain.ui.tree();
    text::use_catalog("en", {});
    ASSERT_EQ(left.size(), right.size());
    for (std::size_t i = 0; i < left.size(); ++i) {
      EXPECT_EQ(left[i].id, right[i].id);
      EXPECT_NEAR(right[i].rect.x, plain.stage.around.width_px - left[i].rect.x - left[i].rect.width, 0.5F)
          << left[i].name;
      EXPECT_NEAR(right[i].rect.y, left[i].rect.y, 0.5F) << left[i].name;
    }
  }
}

TEST(Widgets, KeepTheirIdsFromFrameToFrame) {
  Shown shown(Gallery::Page::today);
  const Tree before = shown.ui.tree();
  shown.stage.frame();
  EXPECT_EQ(before, shown.ui.tree());
}

TEST(Widgets, AnswerToATapAndToTheMirrorAlike) {
  struct Act {
    Gallery::Page page;
    NodeRole role;
    const char* name;
    const char* last;
  };
  const Act acts[] = {{Gallery::Page::today, NodeRole::button, "Call Sam", "call"},
                      {Gallery::Page::today, NodeRole::button, "Help now", "help"},
                      {Gallery::Page::step, NodeRole::button, "Back to Today", "back"},
                      {Gallery::Page::pieces, NodeRole::link, "Write", "write"},
                      {Gallery::Page::pieces, NodeRole::button, "Copy the number", "copy"},
                      {Gallery::Page::pieces, NodeRole::button, "Remove from this phone", "remove"}};
  for (const Act& act : acts) {
    for (const bool by_finger : {true, false}) {
      Shown shown(act.page);
      ASSERT_NE(shown.find(act.role, act.name), nullptr) << act.name;
      if (by_finger)
        shown.tap(act.role, act.name);
      else
        shown.click(act.role, act.name);
      EXPECT_EQ(shown.gallery.last, act.last) << (by_finger ? "tapped" : "clicked");
    }
  }
}

TEST(Widgets, OffTheScreenAnswerToTheMirror) {
  Shown shown(Gallery::Page::today);
  for (const auto& [name, last] :
       {std::pair{"Sam Okafor", "sam"}, {"Say something", "say"}, {"Promises", "promises"}}) {
    shown.click(NodeRole::button, name);
    EXPECT_EQ(shown.gallery.last, last);
  }
}

TEST(Widgets, AStepIsABoxToTickAndAButtonToOpen) {
  Shown shown(Gallery::Page::today);
  const char* step = "Open a bank account";
  ASSERT_NE(shown.find(NodeRole::checkbox, step), nullptr);
  EXPECT_EQ(shown.find(NodeRole::checkbox, step)->state, ui::state_checkable);
  shown.tap(NodeRole::checkbox, step);
  EXPECT_EQ(shown.find(NodeRole::checkbox, step)->state, ui::state_checkable | ui::state_checked);
  EXPECT_EQ(shown.find(NodeRole::button, step)->description, "You, by Friday 28 February, Saved on this phone");
  shown.tap(NodeRole::button, step);
  EXPECT_EQ(shown.gallery.page, Gallery::Page::step);
}

TEST(Widgets, ChoicesAreRadiosOfOneGroup) {
  Shown shown(Gallery::Page::forms);
  const Node* mixed = shown.find(NodeRole::radio, "Mixed");
  ASSERT_NE(mixed, nullptr);
  EXPECT_TRUE(mixed->state & ui::state_checked);
  EXPECT_EQ(mixed->position, 2);
  EXPECT_EQ(mixed->set_size, 4);
  shown.click(NodeRole::radio, "Good");
  EXPECT_EQ(shown.gallery.feeling, 0);
  shown.click(NodeRole::radio, "Sam's");
  EXPECT_EQ(shown.gallery.segment, 2);
}

/// A page of a single widget.
struct Single {
  Stage stage;
  ui::Ui ui{stage.platform};
  Single(ui::Surroundings around, const std::function<void(ui::Ui&)>& draw) : stage(around) {
    stage.show([&, draw] {
      ui.begin_frame(stage.around);
      ui.top_bar({.title = "One"}, "Help now");
      if (auto page = ui.page("one")) draw(ui);
      ui.end_frame();
    });
  }
  [[nodiscard]] ui::NodeRect rect(NodeRole role, std::string_view name) const {
    const Node* node = find(ui.tree(), role, name);
    return node == nullptr ? ui::NodeRect{} : node->rect;
  }
};

TEST(Widgets, SegmentsWithLongWordsStandBelowEachOther) {
  const auto draw = [](ui::Ui& ui) { ui.segmented("which", "Which", {"Everything", "What the law says", "Extra"}, 0); };
  {
    Single wide({.width_px = 600}, draw);
    EXPECT_EQ(wide.rect(NodeRole::radio, "Everything").y, wide.rect(NodeRole::radio, "Extra").y);
  }
  Single narrow({.width_px = 320}, draw);
  EXPECT_GT(narrow.rect(NodeRole::radio, "Extra").y, narrow.rect(NodeRole::radio, "Everything").y + 80);
  EXPECT_EQ(narrow.rect(NodeRole::radio, "Extra").x, narrow.rect(NodeRole::radio, "Everything").x);
}

TEST(Widgets, LongWordsBreakAndLongRowsGrow) {
  const std::string word = "Arbeiterunfallversicherungsgesetzgebung";
  Single page({.width_px = 320, .text_scale = 2}, [&](ui::Ui& ui) {
    if (auto list = ui.list("list", "List")) {
      ui.list_row({.key = "short", .title = "Rent"});
      ui.list_row(
          {.key = "long", .title = word, .detail = word, .trailing = "up to £1,200 a year", .icon = ui::Icon::info});
    }
    ui.button({.label = word});
    ui.chip({.text = word});
    ui.field({.key = "field", .label = word, .value = word});
  });
  EXPECT_EQ(defects(page.ui.tree()), std::vector<std::string>{});
  EXPECT_GT(page.rect(NodeRole::button, word).height, 2 * page.rect(NodeRole::button, "Rent").height);
  for (const Node& node : page.ui.tree()) EXPECT_LE(node.rect.x + node.rect.width, 320.5F) << node.name;
}

TEST(Widgets, ADisclosureOpensWhatIsInside) {
  Shown shown(Gallery::Page::step);
  const std::string_view inside = "Schedule 1 to the Care Leavers (England) Regulations 2010, paragraph 5.";
  EXPECT_EQ(shown.find(NodeRole::button, "What the law says")->state, ui::state_expandable);
  EXPECT_EQ(shown.find(NodeRole::text, inside), nullptr);
  shown.click(NodeRole::button, "What the law says");
  EXPECT_TRUE(shown.find(NodeRole::button, "What the law says")->state & ui::state_expanded);
  EXPECT_NE(shown.find(NodeRole::text, inside), nullptr);
}

TEST(Widgets, WhatIsLabelledIsOneItemOfAList) {
  Single page({}, [](ui::Ui& ui) {
    if (auto list = ui.list("lines", "Lines")) {
      ui.labelled("Phone", "023 8000 0000");
      ui.labelled("Open", "Day and night");
    }
  });
  EXPECT_EQ(std::ranges::count(page.ui.tree(), NodeRole::list_item, &Node::role), 2);
}

TEST(Widgets, APageThatIsOpenedAnewBeginsAtItsTop) {
  for (const bool anew : {true, false}) {
    Shown shown(Gallery::Page::today);
    shown.stage.wheel(200, 500, 300);
    shown.stage.settle();
    ASSERT_FLOAT_EQ(shown.offset(), 300);
    shown.gallery.page = Gallery::Page::step;
    shown.stage.frame();
    shown.stage.settle();
    if (anew) shown.ui.forget_place("today");
    shown.gallery.page = Gallery::Page::today;
    shown.stage.frame();
    shown.stage.settle();
    EXPECT_FLOAT_EQ(shown.offset(), anew ? 0 : 300);
  }
}

TEST(Widgets, ALinkOpensWhereItLeads) {
  Shown shown(Gallery::Page::pieces);
  shown.tap(NodeRole::link, "Write");
  EXPECT_EQ(shown.stage.platform.opened(), std::vector<std::string>{"sms:07700900123"});
}

TEST(Widgets, PlacesTellTheCurrentOneAndTheNews) {
  Shown shown(Gallery::Page::today);
  EXPECT_TRUE(shown.find(NodeRole::button, "Today")->state & ui::state_current);
  EXPECT_EQ(shown.find(NodeRole::button, "Messages")->description, "New");
  shown.tap(NodeRole::button, "My plan");
  EXPECT_EQ(shown.gallery.place, 1);
}

TEST(Widgets, LabelsOfPlacesAreNeverCutOff) {
  for (const float width : {320.F, 360.F, 390.F, 430.F})
    for (const float scale : {0.85F, 1.F, 1.5F, 2.F}) {
      Shown shown(Gallery::Page::today, {.width_px = width, .text_scale = scale});
      float end = 0;
      for (const char* place : {"Today", "My plan", "Messages", "What I can get", "Me"}) {
        const Node* node = shown.find(NodeRole::button, place);
        ASSERT_NE(node, nullptr);
        EXPECT_GE(node->rect.x, end - 0.5F);
        EXPECT_GE(node->rect.width, 44);
        end = node->rect.x + node->rect.width;
      }
      EXPECT_LE(end, width + 0.5F);
    }
}

TEST(Widgets, NeighboursInARowAreOfOneHeight) {
  Shown shown(Gallery::Page::pieces);
  std::vector<ui::NodeRect> cards;
  for (const char* label : {"Calls", "Visits at home and at the office", "Notes"}) {
    const Node* words = shown.find(NodeRole::text, label);
    ASSERT_NE(words, nullptr) << label;
    cards.push_back(std::ranges::find(shown.ui.tree(), words->parent, &Node::id)->rect);
  }
  for (const ui::NodeRect& card : cards) {
    EXPECT_EQ(card.y, cards[0].y);
    EXPECT_EQ(card.height, cards[0].height);
  }
  EXPECT_LT(cards[0].x, cards[1].x);
}

TEST(Widgets, NeighboursInARowStandBelowEachOtherWhenTextIsLarge) {
  Shown shown(Gallery::Page::today, {.text_scale = 2});
  const Node *say = shown.find(NodeRole::button, "Say something"), *promises = shown.find(NodeRole::button, "Promises");
  EXPECT_EQ(say->rect.x, promises->rect.x);
  EXPECT_GT(promises->rect.y, say->rect.y + say->rect.height);
}

TEST(Widgets, TheTreeOfAScreenReadsLikeTheScreen) {
  Shown shown(Gallery::Page::step);
  const std::string tree = to_text(shown.ui.tree());
  const char* in_order[] = {"banner",
                            "button \"Back to Today\"",
                            "heading 1 \"My home\"",
                            "button \"Help now\"",
                            "main",
                            "heading 2 \"What I want\"",
                            "text \"Your words, 12 January\"",
                            "quote \"I want to live near my sister",
                            "button \"Change my words\"",
                            "heading 2 \"How things are now\"",
                            "text \"Who leads this\"",
                            "text \"Sam Okafor, your personal adviser\"",
                            "list \"Steps\"",
                            "list item",
                            "checkbox \"Have the front door mended\"",
                            "region \"What has changed\"",
                            "heading 3 \"What has changed\"",
                            "navigation \"Places\""};
  std::size_t at = 0;
  for (const char* line : in_order) {
    const std::size_t found = tree.find(line, at);
    ASSERT_NE(found, std::string::npos) << line << " is missing or stands too early in\n" << tree;
    at = found;
  }
}

}  // namespace
}  // namespace waymark::test
