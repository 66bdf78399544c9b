// Goal: someone finds what they are owed with the words they have, spelt as they spell.
// Method: a small offer in the councils' style; words of the street, mistakes, scripts, and random bytes.
#include "core/search/search.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "core/search/fold.h"
#include "tests/core/random_seed.h"

namespace waymark::search {
namespace {

enum Item : std::size_t { deposit, food, council_tax, university, bus_pass, talking, passport, item_count };

OfferItem entry(std::string title, std::string summary, std::vector<std::string> keywords) {
  OfferItem item;
  item.title = std::move(title);
  item.summary = std::move(summary);
  item.keywords = std::move(keywords);
  return item;
}

std::vector<OfferItem> offer() {
  return {
      entry("A deposit for your first home", "We can pay the deposit and the rent in advance.", {"flat", "moving in"}),
      entry("Food and electric when money runs out", "We can help you buy food and pay for power.",
            {"skint", "broke", "food bank", "emergency money"}),
      entry("No council tax until you are 21", "You do not pay council tax in the city.", {"bill", "discount"}),
      entry("£2,000 for university", "A bursary when you start a course.", {"uni", "student", "bursaries", "degree"}),
      entry("A free bus pass", "You ride for free in the city and save money.", {"travel", "buses"}),
      entry("Someone to talk to", "Feeling low? A café for your mental health.", {"sad", "depressed", "anxiety"}),
      entry("Passport and birth certificate", "We pay for your papers.", {"id", "Tiếng Việt", "паспорт", "جواز سفر"}),
  };
}

std::vector<std::size_t> search(std::string_view query) { return find(build(offer()), query); }

using Hits = std::vector<std::size_t>;

TEST(Search, FindsAsOneTypes) {
  EXPECT_EQ(search("dep"), (Hits{deposit, talking}));  // also "depressed"
  for (const std::string_view typed : {"depo", "depos", "deposi", "deposit"}) {
    EXPECT_EQ(search(typed), Hits{deposit}) << typed;
  }
}

TEST(Search, FindsTheWordsOfTheStreet) {
  EXPECT_EQ(search("skint"), Hits{food});
  EXPECT_EQ(search("uni"), Hits{university});
  EXPECT_EQ(search("sad"), Hits{talking});
  EXPECT_EQ(search("food bank"), Hits{food});
}

TEST(Search, FindsAWordWithALetterTooFewTooManyWrongOrSwapped) {
  for (const std::string_view typed : {"depsit", "deposiit", "depozit", "depoist"}) {
    EXPECT_EQ(search(typed), Hits{deposit}) << typed;
  }
}

TEST(Search, ForgivesTwoMistakesFromEightLettersOn) {
  EXPECT_EQ(search("univrsty"), Hits{university});
  EXPECT_EQ(search("certifcat"), Hits{passport});
  EXPECT_EQ(search("depstt"), Hits{});  // six letters, two mistakes
}

TEST(Search, ForgivesAMistakeInAWordThatIsNotYetWholeOnlyIfNothingElseIsFound) {
  EXPECT_EQ(search("univresi"), Hits{university});
  EXPECT_EQ(search("bsu"), Hits{bus_pass});
}

TEST(Search, DoesNotMixSimilarWordsIntoWhatIsSpeltRight) {
  const std::vector<OfferItem> rent_and_rant = {entry("Rant", "s", {}), entry("Rent", "s", {})};
  EXPECT_EQ(find(build(rent_and_rant), "rent"), Hits{1});
  EXPECT_EQ(find(build(rent_and_rant), "rennt"), Hits{1});
}

TEST(Search, PrefersAMistakeInAWholeWordToOneInABeginning) {
  const std::vector<OfferItem> council_and_counsellor = {entry("Counsellor", "s", {}), entry("Council", "s", {})};
  EXPECT_EQ(find(build(council_and_counsellor), "counsil"), Hits{1});
  EXPECT_EQ(find(build(council_and_counsellor), "counselo"), Hits{0});
}

TEST(Search, ForgivesAMistakeBeforeAPluralAndInWhatOnlyLooksLikeOne) {
  EXPECT_EQ(search("deposts"), Hits{deposit});
  EXPECT_EQ(search("paqs"), Hits{bus_pass});
}

TEST(Search, ForgivesNoMistakeInTheBeginningsOfThreeLetters) {
  EXPECT_EQ(search("caf"), Hits{talking});
  EXPECT_EQ(search("qaf"), Hits{});
}

TEST(Search, ForgivesNothingInNumbers) {
  EXPECT_EQ(search("21"), Hits{council_tax});
  EXPECT_EQ(search("210"), Hits{});
}

TEST(Search, NeedsEveryWord) {
  EXPECT_EQ(search("council tax"), Hits{council_tax});
  EXPECT_EQ(search("tax council"), Hits{council_tax});
  EXPECT_EQ(search("council deposit"), Hits{});
}

TEST(Search, ForgivesAMistakeInOneOfTwoWords) {
  EXPECT_EQ(search("counsil tax"), Hits{council_tax});
  EXPECT_EQ(search("mental helth"), Hits{talking});
}

TEST(Search, IgnoresWordsThatSayNothing) {
  EXPECT_EQ(search("i need help with my council tax please"), Hits{council_tax});
  EXPECT_EQ(search("I can't pay my council tax"), Hits{council_tax});
}

TEST(Search, LooksForAWordThatAsksWhenItStandsAlone) { EXPECT_EQ(search("help"), Hits{food}); }

TEST(Search, PutsTitlesBeforeKeywordsBeforeSummaries) {
  const std::vector<OfferItem> ranked = {
      entry("First", "All about money.", {}),
      entry("Second", "s", {"money"}),
      entry("Money", "s", {}),
      entry("Fourth", "More about money.", {}),
  };
  EXPECT_EQ(find(build(ranked), "money"), (Hits{2, 1, 0, 3}));
}

TEST(Search, CountsAWordOnceWhereItStandsHighest) {
  const std::vector<OfferItem> repeated = {
      entry("Something", "money money money money money", {"money", "money"}),
      entry("Money", "s", {}),
  };
  EXPECT_EQ(find(build(repeated), "money"), (Hits{1, 0}));
}

TEST(Search, FindsOneAndMany) {
  EXPECT_EQ(search("deposits"), Hits{deposit});
  EXPECT_EQ(search("bursary"), Hits{university});
  EXPECT_EQ(search("bursaries"), Hits{university});
  EXPECT_EQ(search("bus"), Hits{bus_pass});
}

TEST(Search, TakesNoNoticeOfCaseAndAccents) {
  EXPECT_EQ(search("UNIVERSITY"), Hits{university});
  EXPECT_EQ(search("cafe"), Hits{talking});
  EXPECT_EQ(search("CAFÉ"), Hits{talking});
  EXPECT_EQ(search("cafe\u0301"), Hits{talking});  // the accent as a character of its own
  EXPECT_EQ(search("tieng viet"), Hits{passport});
}

TEST(Search, FindsOtherScripts) {
  EXPECT_EQ(search("ПАСПОРТ"), Hits{passport});
  EXPECT_EQ(search("паспрт"), Hits{passport});  // a mistake is a letter, not a byte
  EXPECT_EQ(search("جواز"), Hits{passport});
}

TEST(Search, ShowsEverythingInOrderForAnEmptyQuery) {
  const Hits all = {deposit, food, council_tax, university, bus_pass, talking, passport};
  EXPECT_EQ(search(""), all);
  EXPECT_EQ(search("  ,.!? "), all);
  EXPECT_EQ(search("the"), all);
}

TEST(Search, FindsNothingInNothing) {
  EXPECT_EQ(find(build({}), "rent"), Hits{});
  EXPECT_EQ(find(build({}), ""), Hits{});
  EXPECT_EQ(find(Index{}, "rent"), Hits{});
}

TEST(Search, SurvivesAnyBytes) {
  std::mt19937_64 random(random_seed());
  const Index index = build(offer());
  for (int i = 0; i < 600; ++i) {
    std::string query(random() % 120, ' ');
    for (char& c : query) c = static_cast<char>(random());
    for (const std::size_t item : find(index, query)) ASSERT_LT(item, std::size_t{item_count});
    std::vector<OfferItem> strange = offer();
    strange[food].title = query;
    strange[talking].keywords.push_back(query);
    build(strange);
  }
  EXPECT_EQ(find(index, std::string(1'000'000, 'a')), Hits{});
}

// An item is found by any of its words, whichever single mistake is made in it.
TEST(Search, FindsEveryWordOfAnItemWithAnySingleMistake) {
  std::mt19937_64 random(random_seed());
  const Index index = build(offer());
  for (const Index::Word& word : index.words) {
    if (word.text.size() < 4 || static_cast<unsigned char>(word.text[0]) >= 0x80) continue;
    if (std::ranges::any_of(word.text, [](char c) { return c >= '0' && c <= '9'; })) continue;
    std::string typed = word.text;
    const std::size_t at = random() % (typed.size() - 1);
    switch (random() % 4) {
      case 0:
        typed.erase(at, 1);
        break;
      case 1:
        typed.insert(at, 1, 'q');
        break;
      case 2:
        typed[at] = 'q';
        break;
      default:
        std::swap(typed[at], typed[at + 1]);
    }
    const Hits hits = find(index, typed);
    const bool another_word_was_found = std::ranges::any_of(
        index.words, [&](const Index::Word& other) { return other.text.starts_with(singular(typed)); });
    EXPECT_TRUE(another_word_was_found || is_function_word(typed) || std::ranges::find(hits, word.item) != hits.end())
        << word.text << " typed " << typed;
  }
}

TEST(Fold, SplitsWordsAtSignsAndJoinsThemAtApostrophes) {
  EXPECT_EQ(split("Can't pay: Café-Bar, £20!"), (std::vector<std::string>{"cant", "pay", "cafe", "bar", "20"}));
  EXPECT_EQ(split("don\u2019t"), std::vector<std::string>{"dont"});
  EXPECT_EQ(split("a\xFF"
                  "b"),
            (std::vector<std::string>{"a", "b"}));
}

TEST(Fold, TakesAccentsOffLatinLetters) {
  EXPECT_EQ(split("ÀÉÎÕÜ àéîõü ÇçÑñ ŁłŠšŽž Ææ ß Þ Øø"),
            (std::vector<std::string>{"aeiou", "aeiou", "ccnn", "llsszz", "aeae", "ss", "th", "oo"}));
  EXPECT_EQ(split("Đặng Thị Ngọc Phượng"), (std::vector<std::string>{"dang", "thi", "ngoc", "phuong"}));
}

TEST(Fold, ReadsArabicAsItIsTypedInAHurry) {
  EXPECT_EQ(split("الإيجار والسكن للجامعة"), (std::vector<std::string>{"ايجار", "سكن", "جامعه"}));
  EXPECT_EQ(split("إِيجَار مســكن"), (std::vector<std::string>{"ايجار", "مسكن"}));
  EXPECT_EQ(split("المال مال"), (std::vector<std::string>{"مال", "مال"}));
  EXPECT_EQ(split("ألم"), std::vector<std::string>{"الم"}) << "too short to have an article";
}

TEST(Fold, CutsLongWords) {
  EXPECT_EQ(split(std::string(100, 'x')), std::vector<std::string>{std::string(word_letters_max, 'x')});
}

TEST(Fold, KnowsThePluralsThatAreNone) {
  for (const std::string_view word : {"bus", "address", "focus", "basis", "gas"}) {
    EXPECT_EQ(singular(std::string(word)), word);
  }
  EXPECT_EQ(singular("flats"), "flat");
  EXPECT_EQ(singular("bursaries"), "bursary");
}

}  // namespace
}  // namespace waymark::search
