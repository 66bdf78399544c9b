// Goal: what the screens make of numbers and addresses can be dialled as it stands.
#include "app/screens/words.h"

#include <gtest/gtest.h>

namespace waymark::screens {
namespace {

TEST(PhoneLinks, DialDigitsAndALeadingPlus) {
  EXPECT_EQ(tel("023 8083 3000"), "tel:02380833000");
  EXPECT_EQ(sms("+44 7700 900211"), "sms:+447700900211");
  EXPECT_EQ(tel("(023) 8083-3000"), "tel:02380833000");
}

TEST(PhoneLinks, LeaveOutTheNoughtThatIsOnlyDialledAtHome) {
  EXPECT_EQ(tel("+44 (0)7700 900211"), "tel:+447700900211");
  EXPECT_EQ(tel("(0)7700 900211"), "tel:07700900211") << "without a country it is part of the number";
}

}  // namespace
}  // namespace waymark::screens
