// Goal: what someone types is theirs: nothing is lost, nothing is overwritten, and it stands above the keyboard.
#include <gtest/gtest.h>

#include "tests/app/shown.h"

namespace waymark::test {
namespace {

using ui::MirrorEvent;
using ui::MirrorOp;
using ui::Node;
using ui::NodeRole;
using Kind = ui::MirrorEvent::Kind;

/// One field whose owner takes changes only when told to.
struct OneField {
  Stage stage;
  ui::Ui ui{stage.platform};
  std::string value = "old";
  ui::FieldSpec spec{.key = "words", .label = "What I want"};
  std::vector<ui::FieldResult> results;
  bool listens = true;

  explicit OneField(ui::FieldSpec field = {.key = "words", .label = "What I want"}, ui::Surroundings around = {})
      : stage(around), spec(field) {
    stage.show([this] {
      ui.begin_frame(stage.around);
      ui.top_bar({.title = "Words"}, "Help now");
      if (auto page = ui.page("words")) {
        spec.value = value;
        ui::FieldResult result = ui.field(spec);
        if (result.changed && listens) value = result.text;
        if (result.changed) results.push_back(std::move(result));
        ui.gap(1200);
        ui.text("The end");
      }
      ui.end_frame();
    });
    (void)stage.take_changes();
  }

  [[nodiscard]] const Node& node() const {
    for (const Node& n : ui.tree())
      if (n.name == "What I want") return n;
    static const Node none;
    return none;
  }
  void hear(Kind kind, std::string text = {}) {
    ui.on({.kind = kind, .id = node().id, .text = std::move(text)});
    stage.settle();
  }
};

TEST(Fields, TellWhatIsTyped) {
  OneField field;
  field.hear(Kind::focus);
  field.hear(Kind::input, "old and new");
  ASSERT_EQ(field.results.size(), 1U);
  EXPECT_TRUE(field.results[0].changed);
  EXPECT_EQ(field.results[0].text, "old and new");
  EXPECT_EQ(field.value, "old and new");
  field.hear(Kind::blur);
  EXPECT_EQ(field.results.size(), 1U);
  EXPECT_EQ(field.node().value, "old and new");
}

// A button that is pressed without taking the focus away (Safari, a screen reader): the field is still written in.
TEST(Fields, AreEmptyWhenWhatWasTypedIsSent) {
  OneField field;
  field.hear(Kind::focus);
  field.hear(Kind::input, "Can we meet?");
  field.stage.frame();
  field.value.clear();
  field.stage.frame();
  EXPECT_EQ(field.node().value, "");
  field.hear(Kind::input, "Or");
  EXPECT_EQ(field.value, "Or");
  field.hear(Kind::blur);
  EXPECT_EQ(field.node().value, "Or");
}

TEST(Fields, KeepWhatIsTypedWhenAnOlderValueIsDrawn) {
  OneField field;
  field.listens = false;  // an owner whose store is slow
  field.hear(Kind::focus);
  field.hear(Kind::input, "o");
  field.hear(Kind::input, "on");
  EXPECT_EQ(field.node().value, "on");
  field.value = "from somewhere else";
  field.stage.frame();
  EXPECT_EQ(field.node().value, "on") << "nobody writes into what someone is writing";
  field.hear(Kind::blur);
  field.stage.frame();
  EXPECT_EQ(field.node().value, "from somewhere else");
}

TEST(Fields, TypedBeforeTheFocusIsToldIsTypedAllTheSame) {
  OneField field;
  field.hear(Kind::input, "filled in by the phone");
  EXPECT_EQ(field.value, "filled in by the phone");
}

TEST(Fields, FilledInAtOnceAreAllTaken) {
  Stage stage;
  ui::Ui ui{stage.platform};
  std::vector<std::string> values(3);
  stage.show([&] {
    ui.begin_frame(stage.around);
    ui.top_bar({.title = "Someone important"}, "Help now");
    if (auto page = ui.page("person")) {
      for (std::size_t i = 0; i < values.size(); ++i) {
        const std::string label = "Field " + std::to_string(i);
        const ui::FieldResult result = ui.field({.key = label, .label = label, .value = values[i]});
        if (result.changed) values[i] = result.text;
      }
    }
    ui.end_frame();
  });
  const auto hear = [&](Kind kind, std::string_view label, std::string text = {}) {
    ui.on({.kind = kind, .id = find(ui.tree(), NodeRole::text_field, label)->id, .text = std::move(text)});
  };
  // A slow phone: all this between two frames.
  hear(Kind::focus, "Field 0");
  hear(Kind::input, "Field 0", "Am");
  hear(Kind::input, "Field 0", "Amina");
  hear(Kind::blur, "Field 0");
  hear(Kind::focus, "Field 1");
  hear(Kind::input, "Field 1", "sister");
  hear(Kind::input, "Field 2", "07700 900123");
  stage.settle();
  EXPECT_EQ(values, (std::vector<std::string>{"Amina", "sister", "07700 900123"}));
}

TEST(Fields, AreReadBeforeTheButtonAboveThem) {
  Stage stage;
  ui::Ui ui{stage.platform};
  std::string value, sent;
  int others = 0;
  stage.show([&] {
    ui.begin_frame(stage.around);
    ui.top_bar({.title = "Words"}, "Help now");
    if (auto page = ui.page("words")) {
      if (ui.button({.label = "Other"})) ++others, value.clear();
      if (ui.button({.label = "Save"})) sent = value;
      const ui::FieldResult result = ui.field({.key = "words", .label = "Words", .value = value});
      if (result.changed) value = result.text;
    }
    ui.end_frame();
  });
  const auto id = [&](NodeRole role, std::string_view name) { return find(ui.tree(), role, name)->id; };
  ui.on({.kind = Kind::input, .id = id(NodeRole::text_field, "Words"), .text = "mine"});
  ui.on({.kind = Kind::click, .id = id(NodeRole::button, "Save")});
  ui.on({.kind = Kind::click, .id = id(NodeRole::button, "Other")});
  stage.settle();
  EXPECT_EQ(sent, "mine") << "in the order in which they were done";
  EXPECT_EQ(others, 1);
}

TEST(Fields, EnterSendsThePhonesKeyboardAwayAndKeepsWhatWasTyped) {
  for (const bool has_keyboard : {true, false}) {
    OneField field;
    field.hear(Kind::focus);
    field.stage.around.keyboard_inset_px = has_keyboard ? 260 : 0;
    field.stage.frame();
    (void)field.stage.take_changes();
    field.hear(Kind::input, "shirley");
    field.hear(Kind::submit);
    bool left = false;
    for (const MirrorChange& change : field.stage.take_changes())
      left |= change.op == MirrorOp::focus && change.id == 0;
    EXPECT_EQ(left, has_keyboard) << "whoever types on a real keyboard stays in the field";
    EXPECT_EQ(field.value, "shirley");
  }
}

TEST(Fields, NoMoreLettersThanAllowedCountedAsPeopleDo) {
  OneField field({.key = "words", .label = "What I want", .characters_max = 4});
  field.hear(Kind::focus);
  field.hear(Kind::input, "ሰላም ልጅ");
  EXPECT_EQ(field.value, "ሰላም ");
}

TEST(Fields, ATapOnTheCanvasTakesTheFocusThere) {
  OneField field;
  field.stage.tap(field.node(), field.ui.tree());
  bool told = false;
  for (const MirrorChange& change : field.stage.take_changes())
    told |= change.op == MirrorOp::focus && change.id == field.node().id;
  EXPECT_TRUE(told);
}

TEST(Fields, SayTheirHelpAndTheirError) {
  OneField field({.key = "words",
                  .label = "What I want",
                  .help = "In your own words.",
                  .error = "Write something first.",
                  .required = true});
  EXPECT_EQ(field.node().description, "In your own words. Write something first.");
  EXPECT_TRUE(field.node().state & ui::state_invalid);
  EXPECT_TRUE(field.node().state & ui::state_required);
}

TEST(Fields, TellThePageHowTheirWordsAreSet) {
  struct Set {
    bool own_words;
    float text_scale, text_px, line_px;
  };
  for (const Set& set : {Set{false, 1, 17, 25}, {true, 1, 20, 29}, {true, 2, 40, 58}, {false, 0.85F, 16, 21}}) {
    OneField field({.key = "words", .label = "What I want", .multiline = set.own_words, .own_words = set.own_words},
                   {.text_scale = set.text_scale});
    EXPECT_EQ(field.node().text_px, set.text_px) << "iOS zooms into less than 16 px";
    EXPECT_EQ(field.node().line_px, set.line_px);
  }
}

TEST(Fields, GrowWithTheirText) {
  OneField field({.key = "words", .label = "What I want", .multiline = true});
  const float before = field.node().rect.height;
  EXPECT_EQ(field.node().role, NodeRole::text_area);
  field.value = "I want to live near my sister.\n\nI want a door that I can lock.\n\nAnd a garden.\n\nAnd a cat.";
  field.stage.frame();
  EXPECT_GT(field.node().rect.height, before + 80);
}

TEST(Fields, StandAboveTheKeyboard) {
  Shown shown(Gallery::Page::forms);
  const Node* search = shown.find(NodeRole::search_field, "Find something");
  shown.hear({.kind = Kind::focus, .id = search->id, .visible = false});
  shown.stage.around.keyboard_inset_px = 400;
  shown.stage.frame();
  shown.stage.settle();
  search = shown.find(NodeRole::search_field, "Find something");
  const ui::NodeRect r = shown.stage.on_screen(*search, shown.ui.tree());
  EXPECT_LE(r.y + r.height, 844 - 400);
  EXPECT_GE(r.y, 60);
}

constexpr ui::Surroundings small_phone{.width_px = 360, .height_px = 640};
constexpr float keyboard_px = 260;

std::string long_words() {
  std::string words;
  while (words.size() < 2000) words += "I want to live near my sister. ";
  return words;
}

TEST(Fields, ThatGrowStayAboveTheKeyboardWithSomethingBesideThem) {
  OneField field({.key = "words", .label = "What I want", .multiline = true}, small_phone);
  field.hear(Kind::focus);
  field.stage.around.keyboard_inset_px = keyboard_px;
  field.stage.frame();
  field.stage.settle();
  for (const std::size_t size : {40U, 200U, 400U, 800U, 2000U}) {
    field.hear(Kind::input, long_words().substr(0, size));
    const ui::NodeRect r = field.stage.on_screen(field.node(), field.ui.tree());
    EXPECT_GE(r.y, 60) << size;
    EXPECT_LE(r.y + r.height, small_phone.height_px - keyboard_px) << size;
  }
  EXPECT_LT(field.node().rect.height, small_phone.height_px - keyboard_px - 60 - 44)
      << "nothing is left to pull the page by";
  field.hear(Kind::blur);
  EXPECT_GT(field.node().rect.height, small_phone.height_px) << "at rest all of it is shown";
}

TEST(Fields, ComeBackIntoViewWhenSomeoneTypesOn) {
  OneField field({.key = "words", .label = "What I want", .multiline = true}, small_phone);
  field.hear(Kind::focus);
  field.stage.wheel(200, 400, 600);
  field.stage.settle();
  ASSERT_LT(field.stage.on_screen(field.node(), field.ui.tree()).y, 0);
  field.hear(Kind::input, "old and new");
  EXPECT_GE(field.stage.on_screen(field.node(), field.ui.tree()).y, 60);
}

TEST(Fields, InASheetStayAboveTheKeyboardToo) {
  Shown shown(Gallery::Page::today, small_phone);
  shown.gallery.sheet = true;
  shown.stage.frame();
  shown.stage.settle();
  const std::string_view label = "What would you like to talk about?";
  shown.hear({.kind = Kind::focus, .id = shown.id(NodeRole::text_area, label)});
  shown.stage.around.keyboard_inset_px = keyboard_px;
  shown.stage.frame();
  shown.stage.settle();
  shown.hear({.kind = Kind::input, .id = shown.id(NodeRole::text_area, label), .text = long_words()});
  const ui::NodeRect r = shown.stage.on_screen(*shown.find(NodeRole::text_area, label), shown.ui.tree());
  const ui::NodeRect close = shown.find(NodeRole::button, "Close")->rect;
  EXPECT_GE(r.y, close.y + close.height);
  EXPECT_LE(r.y + r.height, small_phone.height_px - keyboard_px);
}

TEST(Fields, AreForgottenWithTheirScreen) {
  Shown shown(Gallery::Page::forms);
  const ui::NodeId name = shown.id(NodeRole::text_field, "What shall we call you?");
  shown.hear({.kind = Kind::focus, .id = name});
  shown.hear({.kind = Kind::input, .id = name, .text = "Ami"});
  shown.gallery.page = Gallery::Page::today;
  shown.stage.frame();
  shown.stage.settle();
  shown.gallery.name = "Amina";
  shown.gallery.page = Gallery::Page::forms;
  shown.stage.frame();
  shown.stage.settle();
  EXPECT_EQ(shown.find(NodeRole::text_field, "What shall we call you?")->value, "Amina");
}

TEST(Fields, ADateIsChosenAndTakenBack) {
  Shown shown(Gallery::Page::forms);
  const Node* due = shown.find(NodeRole::text_field, "By when?");
  ASSERT_NE(due, nullptr);
  EXPECT_EQ(due->input, ui::InputKind::date);
  EXPECT_EQ(due->value, "2026-03-03");
  shown.hear({.kind = Kind::focus, .id = due->id});
  shown.hear({.kind = Kind::input, .id = due->id, .text = "2026-12-24"});
  EXPECT_EQ(shown.gallery.due, (Date{2026, 12, 24}));
  shown.hear({.kind = Kind::input, .id = due->id, .text = "2026-02-31"});
  EXPECT_EQ(shown.gallery.due, (Date{2026, 12, 24})) << "a day that does not exist";
  shown.hear({.kind = Kind::input, .id = due->id, .text = ""});
  EXPECT_EQ(shown.gallery.due, std::nullopt);
}

TEST(Fields, DisabledOnesAreNotTyped) {
  Shown shown(Gallery::Page::forms);
  const Node* closed = shown.find(NodeRole::text_field, "Date of birth");
  EXPECT_TRUE(closed->state & ui::state_disabled);
  shown.stage.wheel(200, 400, 2000);
  shown.stage.settle();
  (void)shown.stage.take_changes();
  shown.stage.tap(*shown.find(NodeRole::text_field, "Date of birth"), shown.ui.tree());
  for (const MirrorChange& change : shown.stage.take_changes()) EXPECT_NE(change.op, MirrorOp::focus);
}

}  // namespace
}  // namespace waymark::test
