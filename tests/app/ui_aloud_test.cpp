// Goal: what is on a card is heard in the order in which it is read, each part in its language, and nobody else's ears
// are bothered: it ends with its screen. Method: a page of a few cards; the headless platform keeps what was to be said.
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "tests/app/geometry.h"
#include "tests/app/stage.h"

namespace waymark::test {
namespace {

using ui::Aloud;
using ui::Icon;
using ui::NodeRole;
using Words = std::vector<std::string>;

constexpr const char* now = "Read aloud: How it is now";
constexpr const char* steps = "Read aloud: Steps";

struct Page {
  explicit Page(std::vector<std::string> voices = {"en-GB", "ar"}, ui::Surroundings around = {})
      : stage(around), ui(stage.platform) {
    stage.show([this] {
      ui.begin_frame(stage.around);
      draw();
      ui.end_frame();
    });
    ui.voices(std::move(voices));
    stage.settle();
  }

  void draw() {
    ui.top_bar({.title = title}, "Help now");
    if (auto page = ui.page(title)) {
      if (auto card = ui.card("now")) {
        ui.section("How it is now", {}, Aloud::yes);
        ui.text("The lock is mended.");
        ui.quote("أريد بابًا", "My words", "ar");
        ui.button({.label = "Write how it is now"});
      }
      if (auto card = ui.card("steps")) {
        ui.section("Steps", {}, Aloud::yes);
        if (auto list = ui.list("list", "Steps")) {
          ui.tick_row({.key = "a", .label = "Open a bank account", .detail = "You", .checked = true});
          ui.tick_row({.key = "b", .label = "Call the landlord", .detail = "Sam, by Friday", .opens = true});
          ui.list_row({.key = "c", .title = "My money", .detail = "2 steps to do"});
        }
        ui.text("One small thing at a time.");
      }
      if (auto card = ui.card("amount")) {
        ui.read_aloud("Money for a home");
        ui.text("£3,000", {.type = ui::Type::title});
        ui.subsection("How to get it");
        ui.text("Ask Sam.");
      }
      ui.section("Not read");
      ui.text("Nobody asked for this.");
      more();
    }
    bool open = true;
    if (sheet)
      if (auto scope = ui.sheet("sheet", "A sheet", &open, "Close")) ui.text("In the sheet.");
  }

  [[nodiscard]] ui::NodeId id(std::string_view name) const {
    const ui::Node* node = find(ui.tree(), NodeRole::button, name);
    return node == nullptr ? 0 : node->id;
  }
  [[nodiscard]] bool shows(std::string_view name) const { return id(name) != 0; }
  void press(std::string_view name) {
    ui.on({.kind = ui::MirrorEvent::Kind::click, .id = id(name)});
    stage.settle();
  }
  void redraw() {
    stage.platform.request_frame(0);
    stage.settle();
  }
  [[nodiscard]] const std::vector<Words>& said() const { return stage.platform.spoken(); }
  [[nodiscard]] bool silent() const { return stage.platform.speaking() == 0; }

  Stage stage;
  ui::Ui ui;
  std::string title = "My home";
  bool sheet = false;
  std::function<void()> more = [] {};
};

TEST(ReadAloud, SaysAHeadingAndWhatStandsUnderItEachInItsLanguage) {
  Page page;
  page.press(now);
  EXPECT_EQ(page.said().back(), (Words{"[en] How it is now", "[en] The lock is mended.", "[en] My words",
                                       "[ar] أريد بابًا"}));
}

TEST(ReadAloud, SaysOfAListWhatItsRowsHold) {
  Page page;
  page.press(steps);
  EXPECT_EQ(page.said().back(),
            (Words{"[en] Steps", "[en] Done: Open a bank account", "[en] You", "[en] Call the landlord",
                   "[en] Sam, by Friday", "[en] My money", "[en] 2 steps to do", "[en] One small thing at a time."}));
}

TEST(ReadAloud, SaysAllOfACardThatHasNoHeadingOfItsOwn) {
  Page page;
  page.press("Read aloud: Money for a home");
  EXPECT_EQ(page.said().back(),
            (Words{"[en] Money for a home", "[en] £3,000", "[en] How to get it", "[en] Ask Sam."}));
}

TEST(ReadAloud, OfAPageGoesOnToTheNextHeadingOfItsLevel) {
  Page page;
  page.more = [&] {
    page.ui.section("What has happened", {}, Aloud::yes);
    if (auto card = page.ui.card("one")) {
      page.ui.subsection("In March");
      page.ui.text("A flat was found.");
    }
    page.ui.section("Something else");
    page.ui.text("Not of this.");
  };
  page.redraw();
  page.press("Read aloud: What has happened");
  EXPECT_EQ(page.said().back(), (Words{"[en] What has happened", "[en] In March", "[en] A flat was found."}));
}

TEST(ReadAloud, IsOfferedOnlyWhereEveryWordHasAVoice) {
  Page page({});
  EXPECT_FALSE(page.shows(now));
  EXPECT_FALSE(page.shows(steps));
  page.ui.voices({"en-US"});  // browsers find their voices late
  page.stage.settle();
  EXPECT_FALSE(page.shows(now)) << "one of its parts is in Arabic";
  EXPECT_TRUE(page.shows(steps));
  page.ui.voices({"en-US", "ar-SA"});
  page.stage.settle();
  EXPECT_TRUE(page.shows(now));
  page.ui.voices({});
  page.stage.settle();
  EXPECT_FALSE(page.shows(steps));
}

TEST(ReadAloud, StopsWithTheSameButton) {
  Page page;
  const ui::NodeId button = page.id(now);
  page.press(now);
  EXPECT_FALSE(page.silent());
  EXPECT_EQ(page.id("Stop reading"), button) << "the focus stays";
  page.press("Stop reading");
  EXPECT_TRUE(page.silent());
  EXPECT_EQ(page.id(now), button);
}

TEST(ReadAloud, BeginsAgainAfterItsEnd) {
  Page page;
  page.press(now);
  page.ui.spoken(page.stage.platform.speaking());
  page.stage.settle();
  EXPECT_TRUE(page.shows(now));
  page.press(now);
  EXPECT_EQ(page.said().size(), 2U);
}

TEST(ReadAloud, StartingAnotherStopsTheFirstWhoseEndIsNotTaken) {
  Page page;
  page.press(now);
  const std::uint32_t first = page.stage.platform.speaking();
  page.press(steps);
  EXPECT_NE(page.stage.platform.speaking(), first);
  EXPECT_TRUE(page.shows(now));
  page.ui.spoken(first);  // told late
  page.stage.settle();
  EXPECT_TRUE(page.shows("Stop reading"));
}

TEST(ReadAloud, EndsWithItsScreen) {
  Page page;
  page.press(now);
  page.title = "My money";
  page.redraw();
  EXPECT_TRUE(page.silent());
}

TEST(ReadAloud, EndsWhenASheetCoversIt) {
  Page page;
  page.press(now);
  page.sheet = true;
  page.redraw();
  EXPECT_TRUE(page.silent());
}

TEST(ReadAloud, EndsWhenThePhoneIsPutAway) {
  Page page;
  page.press(now);
  page.ui.stop_reading();
  page.stage.settle();
  EXPECT_TRUE(page.silent());
  EXPECT_TRUE(page.shows(now));
}

TEST(ReadAloud, IsNotAnnouncedAndDrawsNoFrameWhileItSpeaks) {
  Page page;
  (void)page.stage.take_changes();
  page.press(now);
  page.stage.wait_ms(2000);
  EXPECT_EQ(page.stage.wait_ms(20000), 0);
  for (const MirrorChange& change : page.stage.take_changes()) EXPECT_NE(change.op, ui::MirrorOp::announce);
}

TEST(ReadAloud, MovesNothingWhenItsVoicesCome) {
  Page page({});
  const ui::NodeRect before = find(page.ui.tree(), NodeRole::text, "One small thing at a time.")->rect;
  page.ui.voices({"en", "ar"});
  page.stage.settle();
  EXPECT_EQ(find(page.ui.tree(), NodeRole::text, "One small thing at a time.")->rect, before);
}

TEST(ReadAloud, HasATargetOfItsOwnInEverySizeOfText) {
  for (const float scale : {0.85F, 1.F, 2.F})
    for (const float width : {320.F, 390.F, 1180.F}) {
      Page page({"en", "ar"}, {.width_px = width, .text_scale = scale});
      EXPECT_EQ(ui::defects(page.ui.tree()), Words{}) << scale << " at " << width;
      EXPECT_EQ(misfits(page.stage, page.ui.tree()), Words{}) << scale << " at " << width;
      EXPECT_TRUE(page.shows(now));
    }
}

TEST(ReadAloud, AFingerOnItIsEnough) {
  Page page;
  page.stage.tap(*find(page.ui.tree(), NodeRole::button, steps), page.ui.tree());
  EXPECT_EQ(page.said().size(), 1U);
}

}  // namespace
}  // namespace waymark::test
