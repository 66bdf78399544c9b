// Goal: what the screens make of numbers and addresses can be dialled as it stands, and what people wrote is read aloud in
// its own language.
#include "app/screens/words.h"

#include <gtest/gtest.h>

#include "app/text/strings.h"
#include "tests/app/sample.h"

namespace waymark::screens {
namespace {

class PublishedWords : public testing::Test {
  void SetUp() override { ASSERT_TRUE(text::use_catalog("ar", test::sample_catalog("ar"))); }
  void TearDown() override { text::use_catalog("en", {}); }
};

TEST_F(PublishedWords, AreTranslatedWhereWeWroteThemForEveryCouncil) {
  const Published hours = published("Day and night");
  EXPECT_EQ(hours.words, "ليلًا ونهارًا");
  EXPECT_TRUE(hours.lang.empty()) << "the page's";
}

TEST_F(PublishedWords, StayAsACouncilWroteThem) {
  const Published name = published("Pathways duty desk");
  EXPECT_EQ(name.words, "Pathways duty desk");
  EXPECT_EQ(name.lang, "en");
  EXPECT_EQ(published("").words, "");
}

TEST_F(PublishedWords, AreNotThoseOfTheAppItself) {
  ASSERT_NE(tr("Today"), "Today");
  EXPECT_EQ(published("Today").words, "Today") << "what a council calls so may mean something else";
}

TEST(PhoneLinks, DialDigitsAndALeadingPlus) {
  EXPECT_EQ(tel("023 8083 3000"), "tel:02380833000");
  EXPECT_EQ(sms("+44 7700 900211"), "sms:+447700900211");
  EXPECT_EQ(tel("(023) 8083-3000"), "tel:02380833000");
}

TEST(PhoneLinks, LeaveOutTheNoughtThatIsOnlyDialledAtHome) {
  EXPECT_EQ(tel("+44 (0)7700 900211"), "tel:+447700900211");
  EXPECT_EQ(tel("(0)7700 900211"), "tel:07700900211") << "without a country it is part of the number";
}

class WordsOfPeople : public testing::Test {
 protected:
  void TearDown() override { text::use_catalog("en", {}); }
};

TEST_F(WordsOfPeople, AreKnownByTheirScript) {
  EXPECT_EQ(language_of("غرفة هادئة"), "ar");
  EXPECT_EQ(language_of("Тиха кімната"), "uk");
  EXPECT_EQ(language_of("“ሰላም”"), "ti");
  EXPECT_EQ(language_of("শান্ত ঘর"), "bn");
  EXPECT_EQ(language_of("A quiet room"), "");
  EXPECT_EQ(language_of("14:30"), "");
  EXPECT_EQ(language_of("静かな部屋, quiet"), "") << "a script that the app has no language of";
}

TEST_F(WordsOfPeople, AreThePagesWhereItsScriptIsTheirs) {
  text::use_catalog("fa", {});
  EXPECT_EQ(language_of("اتاق آرام"), "");
  EXPECT_EQ(language_of("A quiet room"), "en");
  text::use_catalog("am", {});
  EXPECT_EQ(language_of("ጸጥ ያለ ክፍል"), "");
}

TEST_F(WordsOfPeople, AreEnglishOnALatinPageUnlessTheirLettersSayOtherwise) {
  text::use_catalog("vi", {});
  EXPECT_EQ(language_of("Housing advice"), "en");
  EXPECT_EQ(language_of("Một phòng yên tĩnh"), "");
  text::use_catalog("sq", {});
  EXPECT_EQ(language_of("Një dhomë e qetë"), "");
}

}  // namespace
}  // namespace waymark::screens
