// Goal: on every phone, in every size of text and in both directions, each screen can be read and touched.
// Method: every screen with the sample people, on stages from the smallest phone to a tablet; the places of what it
// describes are measured.
#include <gtest/gtest.h>

#include <utility>
#include <vector>

#include "app/text/languages.h"
#include "app/text/strings.h"
#include "tests/app/geometry.h"
#include "tests/app/screens_stage.h"

namespace waymark::test {
namespace {

using ui::NodeRole;

struct Device {
  const char* name;
  ui::Surroundings around;
  const char* language = "en";
};

const Device devices[] = {
    {"Phone", phone_around()},
    {"SmallPhone", {.width_px = 320, .height_px = 568}},
    {"LargeText", {.inset_top_px = 24, .inset_bottom_px = 16, .text_scale = 2}},
    {"SmallPhoneLargeText", {.width_px = 320, .height_px = 568, .text_scale = 2}},
    {"Arabic", phone_around(), "ar"},
    {"TigrinyaLargeText", {.text_scale = 2}, "ti"},
    {"OnItsSide",
     {.width_px = 844, .height_px = 390, .inset_bottom_px = 21, .inset_left_px = 47, .inset_right_px = 47}},
    {"SplitScreen", {.width_px = 390, .height_px = 390, .inset_bottom_px = 16}},
    {"Tablet", tablet_around()},
    {"TabletLargeText", {.width_px = 1180, .height_px = 820, .text_scale = 1.5F}},
};

struct Visit {
  const char* name;
  const char* who;
  std::vector<std::pair<NodeRole, const char*>> presses;
};

constexpr const char* jade = "Jade Carter";
constexpr const char* sam = "Sam Okoro";
constexpr NodeRole button = NodeRole::button;

const Visit visits[] = {
    {"Today", jade, {}},
    {"HelpNow", jade, {{button, "Help now"}}},
    {"Me", jade, {{button, "Me and this phone"}, {button, "Remove from this phone"}}},
    {"Language", jade, {{button, "Me and this phone"}, {button, "Language"}}},
    {"Messages", jade, {{button, "Write to Sam"}}},
    {"Plan", jade, {{button, "My plan"}}},
    {"AskForAReview", jade, {{button, "My plan"}, {button, "Ask for a review"}}},
    {"Heading", jade, {{button, "My plan"}, {button, "My home"}}},
    {"HeadingWithSuggestion", jade, {{button, "My plan"}, {button, "If things go wrong"}}},
    {"Agreed", jade, {{button, "My plan"}, {button, "See what was agreed"}}},
    {"NewStep", jade, {{button, "My plan"}, {button, "My home"}, {button, "Add a step"}}},
    {"NewStepOfSomeoneElse",
     jade,
     {{button, "My plan"}, {button, "My home"}, {button, "Add a step"}, {NodeRole::radio, "Someone else"}}},
    {"Offer", jade, {{button, "My offer"}}},
    {"OfferByArea", jade, {{button, "My offer"}, {button, "About:"}}},
    {"OfferItem", jade, {{button, "My offer"}, {button, "Money to set up"}, {button, "Where this comes from"}}},
    {"Promises", jade, {{button, "Promises"}}},
    {"Promise", jade, {{button, "Promises"}, {button, "Every young person has an up-to-date plan"}}},
    {"People", jade, {{button, "People"}}},
    {"Contact", jade, {{button, "People"}, {button, "Maureen Pike"}}},
    {"Caseload", sam, {}},
    {"YoungPerson", sam, {{button, jade}}},
    {"HeadingOfAnother", sam, {{button, jade}, {button, "My home"}}},
    {"Lines", sam, {{button, "Lines"}}},
    {"AdvisersMe", sam, {{button, "Me"}}},
};

/// Read once: that takes longer than drawing it.
const client::State& state_of(std::string_view who) {
  static const client::State young_person = sample_state(Role::young_person, jade);
  static const client::State adviser = sample_state(Role::adviser, sam);
  return who == sam ? adviser : young_person;
}

class ScreensFit : public testing::TestWithParam<Device> {
 protected:
  void TearDown() override { text::use_catalog("en", {}); }

  static void expect_fits(ScreensStage& phone, const std::string& name) {
    const Device& device = GetParam();
    if (device.language != std::string_view("en"))
      ASSERT_TRUE(text::use_catalog(device.language, sample_catalog(device.language)));
    phone.ui.voices({"en", "ar"});  // with every button that reads aloud
    phone.settle();
    EXPECT_EQ(ui::defects(phone.tree()), std::vector<std::string>{}) << name;
    EXPECT_EQ(misfits(phone.stage, phone.tree()), std::vector<std::string>{}) << name;
    EXPECT_EQ(crowded(phone.tree()), std::vector<std::string>{}) << name;
    text::use_catalog("en", {});
  }
};

TEST_P(ScreensFit, EveryScreen) {
  for (const Visit& visit : visits) {
    ScreensStage phone(state_of(visit.who), GetParam().around);
    for (const auto& [role, name] : visit.presses) phone.press(role, name);
    expect_fits(phone, visit.name);
  }
}

TEST_P(ScreensFit, EveryPhaseAndEveryNotice) {
  for (int phase = 0; phase <= static_cast<int>(client::Phase::store_broken); ++phase) {
    client::State state;
    state.phase = static_cast<client::Phase>(phase);
    if (state.phase == client::Phase::ready) continue;
    ScreensStage phone(state, GetParam().around);
    expect_fits(phone, "phase " + std::to_string(phase));
  }
  for (int notice = 1; notice <= static_cast<int>(client::Notice::edits_waiting); ++notice) {
    client::State state = state_of(jade);
    state.notice = static_cast<client::Notice>(notice);
    ScreensStage phone(state, GetParam().around);
    expect_fits(phone, "notice " + std::to_string(notice));
  }
}

/// The screens that a newcomer meets first are in every language.
TEST(FirstScreens, FitInEveryLanguageInLargeText) {
  for (const text::Language& language : text::languages) {
    if (language.coverage == text::Coverage::source) continue;
    ASSERT_TRUE(text::use_catalog(language.tag, sample_catalog(std::string(language.tag))));
    ScreensStage phone(state_of(jade), {.text_scale = 2});
    EXPECT_EQ(misfits(phone.stage, phone.tree()), std::vector<std::string>{}) << language.tag;
    phone.press(NodeRole::button, text::tr("Help now"));
    EXPECT_EQ(misfits(phone.stage, phone.tree()), std::vector<std::string>{}) << language.tag << ", help";
    EXPECT_EQ(phone.find(NodeRole::dialog, text::tr("Help now"))->lang, "") << language.tag;
    text::use_catalog("en", {});
  }
}

INSTANTIATE_TEST_SUITE_P(On, ScreensFit, testing::ValuesIn(devices),
                         [](const testing::TestParamInfo<Device>& info) { return info.param.name; });

}  // namespace
}  // namespace waymark::test
