// Goal: a list moves under a finger as lists of phones do. Method: fingers as times and places, no screen.
#include <gtest/gtest.h>

#include <cmath>

#include "app/ui/scroller.h"

namespace waymark::ui {
namespace {

constexpr double ms = 16;

struct Finger {
  Scroller list;
  double now = 1000;
  float y = 500;

  explicit Finger(float content = 3000, float view = 700) { list.resize(view, content); }
  void grab() { list.grab(y, now); }
  /// Moves by `dy` in so many frames of 16 ms.
  void move(float dy, int frames) {
    for (int i = 0; i < frames; ++i) {
      now += ms;
      y += dy / static_cast<float>(frames);
      list.move(y, now);
    }
  }
  /// Steps until it rests; the milliseconds that took.
  double rest() {
    const double start = now;
    while (list.rest_at_ms() > now && now < start + 20000) list.step(now += ms);
    list.step(now += ms);
    return now - start;
  }
};

TEST(Scroller, FollowsTheFinger) {
  Finger f;
  f.grab();
  f.move(-120, 10);
  EXPECT_FLOAT_EQ(f.list.offset(), 120);
  f.move(50, 5);
  EXPECT_FLOAT_EQ(f.list.offset(), 70);
}

TEST(Scroller, FliesOnAndLosesTwoThousandthsOfItsSpeedEachMillisecond) {
  Finger f;
  f.grab();
  f.move(-160, 10);  // 1 px/ms
  f.list.release(f.now);
  const float start = f.list.offset();
  const double released = f.now;
  f.rest();
  // v / -ln(0.998) is all the way there is; the last slow bit is cut off.
  EXPECT_NEAR(f.list.offset() - start, 1 / -std::log(0.998F), 15);
  EXPECT_NEAR(f.now - released, std::log(0.02) / std::log(0.998), 60);
}

TEST(Scroller, AFingerThatRestsBeforeItLeavesThrowsNothing) {
  Finger f;
  f.grab();
  f.move(-160, 10);
  f.move(0, 12);
  f.list.release(f.now);
  const float there = f.list.offset();
  EXPECT_EQ(f.list.rest_at_ms(), 0);
  f.rest();
  EXPECT_FLOAT_EQ(f.list.offset(), there);
}

TEST(Scroller, OnlyTheLastEightyMillisecondsCount) {
  Finger f;
  f.grab();
  f.move(-300, 4);  // fast, long ago
  f.move(-32, 10);  // 0.2 px/ms now
  f.list.release(f.now);
  const float start = f.list.offset();
  f.rest();
  EXPECT_NEAR(f.list.offset() - start, 0.2F / -std::log(0.998F), 25);
}

TEST(Scroller, GivesWayAtTheEdgesAndComesBack) {
  Finger f;
  f.grab();
  f.move(200, 10);
  EXPECT_LT(f.list.offset(), -60);
  EXPECT_GT(f.list.offset(), -120) << "an edge follows less than the finger";
  EXPECT_GT(f.list.pull(), 60);
  f.list.release(f.now);
  EXPECT_LT(f.rest(), 650);
  EXPECT_FLOAT_EQ(f.list.offset(), 0);
}

TEST(Scroller, NeverLeavesTheEndForGood) {
  Finger f(1000);
  f.grab();
  f.move(-290, 5);  // faster than the rest of the way is long
  f.list.release(f.now);
  float most = 0;
  for (int i = 0; i < 100; ++i) most = std::max(most, f.list.step(f.now += ms));
  EXPECT_GT(most, 300);
  EXPECT_LT(most, 420);
  EXPECT_FLOAT_EQ(f.list.offset(), 300);
  EXPECT_LE(f.list.rest_at_ms(), f.now);
}

TEST(Scroller, ATouchStopsItAndIsNoTap) {
  Finger f;
  f.grab();
  f.move(-320, 10);
  f.list.release(f.now);
  f.list.step(f.now += 100);
  EXPECT_TRUE(f.list.press(f.now));
  const float there = f.list.offset();
  EXPECT_FLOAT_EQ(f.list.step(f.now += 200), there);
  EXPECT_FALSE(f.list.press(f.now)) << "at rest a touch is a touch";
}

TEST(Scroller, GlidesToAPlaceWithinItsEnds) {
  Finger f;
  f.list.scroll_to(5000, f.now, true);
  f.list.step(f.now += 100);
  EXPECT_GT(f.list.offset(), 1000);
  EXPECT_LT(f.list.offset(), 2300);
  EXPECT_LT(f.rest(), 300);
  EXPECT_FLOAT_EQ(f.list.offset(), 2300);
  f.list.scroll_to(-5, f.now, false);
  EXPECT_FLOAT_EQ(f.list.offset(), 0);
}

TEST(Scroller, NotchesOfAWheelAddUp) {
  Finger f;
  f.list.scroll_by(100, f.now, true);
  f.list.step(f.now += 30);
  f.list.scroll_by(100, f.now, true);
  f.rest();
  EXPECT_FLOAT_EQ(f.list.offset(), 200);
}

TEST(Scroller, StaysInsideWhenItsContentShrinks) {
  Finger f;
  f.list.scroll_to(2000, f.now, false);
  f.list.resize(700, 1200);
  EXPECT_FLOAT_EQ(f.list.offset(), 500);
  f.list.resize(700, 400);
  EXPECT_FLOAT_EQ(f.list.offset(), 0);
}

}  // namespace
}  // namespace waymark::ui
