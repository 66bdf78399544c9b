// Goal: words and plurals come from the catalog of the language, and English stands in for whatever is missing.
#include "app/text/strings.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>

#include "app/text/breaks.h"
#include "app/text/languages.h"
#include "app/text/plural.h"

namespace waymark::text {
namespace {

using namespace std::string_literals;

/// A .mo file as msgfmt writes it.
std::string mo(const std::map<std::string, std::string>& entries) {
  std::string head, tables, strings;
  const auto word = [](std::string& out, std::size_t v) {
    for (int i = 0; i < 4; ++i) out += static_cast<char>(v >> (8 * i) & 0xFF);
  };
  const std::size_t n = entries.size(), start = 28 + n * 16;
  for (const std::size_t v : {std::size_t{0x950412de}, std::size_t{0}, n, std::size_t{28}, 28 + n * 8, std::size_t{0}, start}) word(head, v);
  for (const bool originals : {true, false})
    for (const auto& [key, value] : entries) {
      const std::string& s = originals ? key : value;
      word(tables, s.size());
      word(tables, start + strings.size());
      strings += s + '\0';
    }
  return head + tables + strings;
}

const std::string arabic_rule =
    "Plural-Forms: nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);\n";

class Catalogs : public testing::Test {
  void TearDown() override { use_catalog("en", ""); }
};

TEST_F(Catalogs, FillPlacesByNameAndLeaveUnknownOnesAlone) {
  EXPECT_EQ(tr("Hello {name}, {other}", {{"name", "Jade"}}), "Hello Jade, {other}");
  EXPECT_EQ(trn("{n} step", "{n} steps", 1), "1 step");
  EXPECT_EQ(trn("{n} step", "{n} steps", 0), "0 steps");
}

TEST_F(Catalogs, TranslateAndFallBackToEnglish) {
  ASSERT_TRUE(use_catalog("ar", mo({{"", arabic_rule}, {"Today", "اليوم"}, {"state\x04Kept", "تم الوفاء"}})));
  EXPECT_EQ(tr("Today"), "اليوم");
  EXPECT_EQ(trc("state", "Kept"), "تم الوفاء");
  EXPECT_EQ(tr("People"), "People");
  EXPECT_TRUE(right_to_left());
}

TEST_F(Catalogs, KeepTheDirectionOfWhatIsFilledIn) {
  EXPECT_EQ(tr("Words from {who}", {{"who", "Sam"}}), "Words from Sam");
  EXPECT_EQ(tr("Words from {who}", {{"who", "غريس"}}), "Words from \u2068غريس\u2069");
  ASSERT_TRUE(use_catalog("ar", mo({{"", arabic_rule}, {"Call {number}", "اتصل بـ {number}"}, {"{n} of {all}", "{n} من {all}"}})));
  EXPECT_EQ(tr("Call {number}", {{"number", "01632 960102"}}), "\u200Fاتصل بـ \u206801632 960102\u2069");
  EXPECT_EQ(tr("{n} of {all}", {{"n", "2"}, {"all", "10"}}), "2 من 10");
}

TEST_F(Catalogs, KnowWhichWordsStayedEnglish) {
  EXPECT_EQ(spoken_language(tr("Today")), "en");
  ASSERT_TRUE(use_catalog("fa", mo({{"", arabic_rule}, {"Today", "امروز"}})));
  EXPECT_EQ(spoken_language(tr("Today")), "fa");
  EXPECT_EQ(spoken_language(tr("People")), "en");
  EXPECT_EQ(spoken_language(trc("state", "Kept")), "en");
  EXPECT_EQ(spoken_language(trn("{n} step", "{n} steps", 3)), "en");
  EXPECT_EQ(spoken_language(tr("Write to {who}", {{"who", "غريس"}})), "en");
  EXPECT_EQ(spoken_language(tr("{who}, {when}", {{"who", "Sam"}, {"when", "امروز"}})), "fa") << "no words of its own";
  ASSERT_TRUE(use_catalog("uk", mo({{"", arabic_rule}, {"People", "Люди"}})));
  EXPECT_EQ(spoken_language("People"), "uk") << "what was English before";
}

TEST_F(Catalogs, LeaveEnglishWordsTheirDirection) {
  ASSERT_TRUE(use_catalog("fa", mo({{"", arabic_rule}, {"Today", "امروز"}})));
  EXPECT_EQ(tr("Call {number}", {{"number", "01632 960102"}}), "Call 01632 960102");
  EXPECT_EQ(tr("Write to {who}", {{"who", "غريس"}}), "Write to \u2068غريس\u2069");
}

TEST_F(Catalogs, TakeThePluralFormOfTheLanguage) {
  ASSERT_TRUE(use_catalog("ar", mo({{"", arabic_rule}, {"{n} step\0{n} steps"s, "f0\0f1\0f2\0{n}f3\0{n}f4\0{n}f5"s}})));
  EXPECT_EQ(trn("{n} step", "{n} steps", 2), "f2");
  EXPECT_EQ(trn("{n} step", "{n} steps", 7), "7f3");
  EXPECT_EQ(trn("{n} step", "{n} steps", 100), "100f5");
}

TEST_F(Catalogs, RefuseWhatIsBrokenAndKeepTheOldOne) {
  const std::string good = mo({{"", arabic_rule}, {"Today", "اليوم"}});
  ASSERT_TRUE(use_catalog("ar", good));
  for (std::size_t cut = 1; cut < good.size() - 1; ++cut) {  // the last byte only ends the last text
    ASSERT_FALSE(use_catalog("uk", good.substr(0, cut))) << cut;
    ASSERT_EQ(tr("Today"), "اليوم") << cut;
  }
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string bad = good;
    bad[i] = static_cast<char>(~bad[i]);
    if (use_catalog("ar", bad)) (void)tr("Today");  // readable after all: must not read outside (address sanitizer)
  }
  ASSERT_TRUE(use_catalog("ar", good));
  EXPECT_FALSE(use_catalog("uk", "{}"));
  EXPECT_EQ(tr("Today"), "اليوم");
  EXPECT_EQ(language(), "ar");
}

TEST(Languages, AreFoundByTheirPrimaryTag) {
  EXPECT_EQ(find_language("fa-AF")->tag, "fa");
  EXPECT_EQ(find_language("prs")->tag, "fa") << "Dari";
  EXPECT_EQ(find_language("ckb")->script, Script::arabic);
  EXPECT_EQ(find_language("so"), nullptr);
  EXPECT_EQ(find_language(""), nullptr);
}

TEST(PluralRules, ReadTheExpressionsOfGettext) {
  const auto ukrainian = PluralRule::from_header("Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);");
  ASSERT_TRUE(ukrainian);
  EXPECT_EQ(ukrainian->form(1), 0U);
  EXPECT_EQ(ukrainian->form(22), 1U);
  EXPECT_EQ(ukrainian->form(11), 2U);
  EXPECT_FALSE(PluralRule::from_header("Plural-Forms: nplurals=2; plural=system(n);"));
  EXPECT_FALSE(PluralRule::from_header("Plural-Forms: nplurals=2; plural=" + std::string(5000, '(') + ";"));
  EXPECT_FALSE(PluralRule::from_header("Content-Type: text/plain"));
}

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> out;
  for (const Word& w : words_of(text, 0)) out.emplace_back(text.substr(w.begin, w.end - w.begin));
  return out;
}

TEST(LineBreaks, FallAtBlanksHyphensAndSlashes) {
  EXPECT_EQ(split("a well-kept  plan"), (std::vector<std::string>{"a", "well-", "kept", "plan"}));
  EXPECT_EQ(split("and/or"), (std::vector<std::string>{"and/", "or"}));
}

TEST(LineBreaks, KeepNumbersAndNoBreakSpacesTogether) {
  EXPECT_EQ(split("24/7 on 2024-25 at -5"), (std::vector<std::string>{"24/7", "on", "2024-25", "at", "-5"}));
  EXPECT_EQ(split("3\u00A0March"), (std::vector<std::string>{"3\u00A0March"}));
}

TEST(LineBreaks, FallAroundEmojiButNotInsideOneOrBeforeItsPunctuation) {
  EXPECT_EQ(split("ok👌🏽ok"), (std::vector<std::string>{"ok", "👌🏽", "ok"}));
  EXPECT_EQ(split("👨‍👩‍👧🇬🇧🇺🇦1️⃣☎️✨"), (std::vector<std::string>{"👨‍👩‍👧", "🇬🇧", "🇺🇦", "1️⃣", "☎️", "✨"}));
  EXPECT_EQ(split("(🏠). “🏠”! £🏠؟ 12 ☎"), (std::vector<std::string>{"(🏠).", "“🏠”!", "£🏠؟", "12", "☎"}));
}

TEST(LineBreaks, SurviveBytesThatAreNotText) {
  for (int lead = 0; lead < 256; ++lead) {
    const std::string bytes{static_cast<char>(lead), static_cast<char>(0x80), ' ', static_cast<char>(lead)};
    std::size_t covered = 0;
    for (const Word& w : words_of(bytes, 0)) covered = w.next;
    EXPECT_EQ(covered, bytes.size());
  }
}

}  // namespace
}  // namespace waymark::text
