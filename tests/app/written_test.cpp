// Goal: what the page has written once is not asked for again, and does not pile up.
#include "app/platform/written.h"

#include <gtest/gtest.h>

namespace waymark::platform {
namespace {

struct Page {
  int asked = 0;
  std::string write(std::string text) {
    ++asked;
    return text;
  }
};

TEST(Written, IsAskedForOnce) {
  Written written;
  Page page;
  for (int frame = 0; frame < 3; ++frame)
    EXPECT_EQ(written.of({.kind = 'm', .value = 300000, .language = "en"}, [&] { return page.write("£3,000"); }),
              "£3,000");
  EXPECT_EQ(page.asked, 1);
}

TEST(Written, DiffersByKindStyleAndLanguage) {
  Written written;
  Page page;
  const auto ask = [&](const Written::Key& key, const char* text) {
    return written.of(key, [&] { return page.write(text); });
  };
  EXPECT_EQ(ask({.kind = 'd', .value = 7, .style = 0, .language = "en"}, "a"), "a");
  EXPECT_EQ(ask({.kind = 'd', .value = 7, .style = 1, .language = "en"}, "b"), "b");
  EXPECT_EQ(ask({.kind = 'd', .value = 7, .style = 0, .language = "ar"}, "c"), "c");
  EXPECT_EQ(ask({.kind = 't', .value = 7, .style = 0, .language = "en"}, "d"), "d");
}

TEST(Written, IsAskedForAnewOnAnotherDay) {
  Written written;
  const auto ask = [&](const char* text) {
    return written.of({.kind = 't', .value = 7, .language = "en"}, [&] { return std::string(text); });
  };
  EXPECT_EQ(ask("10:00"), "10:00");
  written.forget();
  EXPECT_EQ(ask("Sun 22 Nov, 10:00"), "Sun 22 Nov, 10:00");
}

TEST(Written, DoesNotPileUp) {
  Written written;
  Page page;
  const auto ask = [&](std::int64_t value) {
    written.of({.kind = 'n', .value = value, .language = "en"}, [&] { return page.write("n"); });
  };
  for (std::int64_t i = 0; i <= static_cast<std::int64_t>(Written::entries_max); ++i) ask(i);
  page.asked = 0;
  ask(0);
  EXPECT_EQ(page.asked, 1) << "everything that was ever written is kept";
}

}  // namespace
}  // namespace waymark::platform
