// Goal: the way to a screen survives a restart, and a text from another version of the app leads nowhere wrong.
#include "app/screens/route.h"

#include <gtest/gtest.h>

namespace waymark::screens {
namespace {

const std::vector<Route> way = {
    {.page = Page::caseload},
    {.page = Page::young_person, .case_id = CaseId("01a1bfde-26e4-781e-ab77-12928431e602")},
    {.page = Page::heading, .case_id = CaseId("01a1bfde-26e4-781e-ab77-12928431e602"), .heading = Heading::money}};

TEST(Way, IsReadAsItWasWritten) {
  EXPECT_EQ(parse_way(to_text(way)), way);
  const std::vector<Route> offer = {{.page = Page::offer}, {.page = Page::offer_item, .subject = "set-up home"}};
  EXPECT_EQ(parse_way(to_text(offer)), offer);
}

TEST(Way, SaysHowFarDownOneHasRead) {
  const std::string text = to_text(way, 312.4F);
  EXPECT_EQ(parse_way(text), way);
  EXPECT_EQ(parse_scrolled_px(text), 312);
  EXPECT_EQ(parse_scrolled_px(to_text(way)), 0);
  for (const std::string_view broken : {"", "scrolled\t", "scrolled\tfar\n", "scrolled\t-4\n"}) {
    EXPECT_EQ(parse_scrolled_px(broken), 0) << broken;
  }
}

TEST(Way, EndsAtWhatCannotBeRead) {
  const std::string text = to_text(way);
  EXPECT_EQ(parse_way(text.substr(0, text.size() - 4)).size(), 2U);
  for (const std::string_view broken : {"", "\n", "plan", "plan\t\t\t\n", "nowhere\t\t\tmoney\n", "\t\t\t\t\t\n"}) {
    EXPECT_TRUE(parse_way(broken).empty()) << broken;
  }
}

}  // namespace
}  // namespace waymark::screens
