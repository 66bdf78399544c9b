// Goal: what moves ends exactly, and asks for frames just so long.
#include <gtest/gtest.h>

#include "app/ui/motion.h"

namespace waymark::ui {
namespace {

TEST(Motion, AValueAppearsWhereItBelongs) {
  Motion motion;
  motion.begin_frame(1000, false);
  EXPECT_FLOAT_EQ(motion.toward(1, 1, 200), 1);
  EXPECT_EQ(motion.remaining_ms(), 0);
}

TEST(Motion, ItGlidesFastFirstAndEndsExactly) {
  Motion motion;
  motion.begin_frame(1000, false);
  motion.toward(1, 0, 200);
  motion.end_frame();
  motion.begin_frame(1016, false);
  EXPECT_FLOAT_EQ(motion.toward(1, 1, 200), 0);
  EXPECT_EQ(motion.remaining_ms(), 200);
  motion.end_frame();
  motion.begin_frame(1116, false);
  EXPECT_GT(motion.toward(1, 1, 200), 0.8F);
  motion.end_frame();
  motion.begin_frame(1216, false);
  EXPECT_FLOAT_EQ(motion.toward(1, 1, 200), 1);
  EXPECT_EQ(motion.remaining_ms(), 0);
}

TEST(Motion, ItTurnsRoundFromWhereItIs) {
  Motion motion;
  motion.begin_frame(1000, false);
  motion.toward(1, 0, 200);
  motion.begin_frame(1000, false);
  motion.toward(1, 1, 200);
  motion.begin_frame(1050, false);
  const float there = motion.toward(1, 1, 200);
  EXPECT_FLOAT_EQ(motion.toward(1, 0, 200), there);
}

TEST(Motion, ReducedMotionStandsAtItsTarget) {
  Motion motion;
  motion.begin_frame(1000, true);
  EXPECT_FLOAT_EQ(motion.toward_from(1, 0, 1, 250), 1);
  EXPECT_EQ(motion.remaining_ms(), 0);
}

TEST(Motion, WhatIsNoLongerAskedForIsForgotten) {
  Motion motion;
  motion.begin_frame(1000, false);
  motion.toward(1, 0, 200);
  motion.end_frame();
  motion.begin_frame(1016, false);
  motion.end_frame();
  motion.begin_frame(1032, false);
  EXPECT_FLOAT_EQ(motion.toward(1, 1, 200), 1) << "it appears anew";
}

TEST(Motion, TheEarliestWakeCounts) {
  Motion motion;
  motion.begin_frame(1000, false);
  EXPECT_LT(motion.wake_in_ms(), 0);
  motion.wake_at(7000);
  motion.wake_at(1700);
  EXPECT_EQ(motion.wake_in_ms(), 700);
}

}  // namespace
}  // namespace waymark::ui
