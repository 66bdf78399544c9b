// Two texts put together: nothing of either is lost, and what both say is there once.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "core/model/both_texts.h"
#include "tests/core/random_seed.h"

namespace waymark {
namespace {

TEST(BothTexts, KeepsEverySentenceOfBothInOrder) {
  EXPECT_EQ(put_together("A flat. Near my sister.", "A flat. With a garden."),
            "A flat. Near my sister. With a garden.");
  EXPECT_EQ(put_together("First. Last.", "First. Middle. Last."), "First. Middle. Last.");
  EXPECT_EQ(put_together("One.\nTwo.", "Two.\nThree."), "One.\nTwo.\nThree.");
}

TEST(BothTexts, IsTheTextItselfWhenTheOtherSaysNothingNew) {
  EXPECT_EQ(put_together("A flat.", "A flat."), "A flat.");
  EXPECT_EQ(put_together("A flat.", ""), "A flat.");
  EXPECT_EQ(put_together("", "A flat."), "A flat.");
  EXPECT_EQ(put_together("", ""), "");
}

TEST(BothTexts, KnowsWhereASentenceEnds) {
  const auto count = [](std::string_view text) { return sentences_of(text).size(); };
  EXPECT_EQ(count("I pay £4.50 a week. That is fine!"), 2U);
  EXPECT_EQ(count("She said \u201CCome back.\u201D So I did."), 2U);
  EXPECT_EQ(count("A list\nof two lines"), 2U);
  EXPECT_EQ(count("أريد شقة. هل هذا ممكن؟ نعم"), 3U);
  EXPECT_EQ(count("ገዛ እደሊ። ቀረባ ሓፍተይ።"), 2U);
  EXPECT_EQ(count("   "), 1U);
}

/// A text of a few sentences from a small stock, so that two of them have some in common.
std::string some_text(std::mt19937_64& random) {
  constexpr std::string_view stock[] = {"A flat.", "Near Amira!", "And a cat?", "No stairs", "Quiet…", "ሓፍተይ።", "شقة؟"};
  std::string text;
  for (std::uint64_t left = random() % 6; left > 0; --left) {
    text += stock[random() % std::size(stock)];
    text += random() % 3 == 0 ? "\n" : random() % 5 == 0 ? "  " : " ";
  }
  return text;
}

std::vector<std::string> words_of_sentences(std::string_view text) {
  std::vector<std::string> all;
  for (const std::string_view one : sentences_of(text)) {
    const std::size_t end = one.find_last_not_of(" \n");
    if (end != std::string_view::npos) all.emplace_back(one.substr(0, end + 1));
  }
  return all;
}

bool has_in_order(const std::vector<std::string>& all, const std::vector<std::string>& some) {
  auto at = all.begin();
  for (const std::string& one : some) {
    at = std::find(at, all.end(), one);
    if (at == all.end()) return false;
    ++at;
  }
  return true;
}

TEST(BothTexts, LosesNothingOfEitherWhateverTheyAre) {
  std::mt19937_64 random(random_seed());
  for (int round = 0; round < 2000; ++round) {
    const std::string a = some_text(random), b = some_text(random);
    std::string again;
    for (const std::string_view one : sentences_of(a)) again += one;
    ASSERT_EQ(again, a) << "the sentences of a text are the text";
    const auto both = words_of_sentences(put_together(a, b));
    ASSERT_TRUE(has_in_order(both, words_of_sentences(a))) << a << "\n+\n" << b;
    ASSERT_TRUE(has_in_order(both, words_of_sentences(b))) << a << "\n+\n" << b;
    ASSERT_LE(both.size(), words_of_sentences(a).size() + words_of_sentences(b).size());
    ASSERT_EQ(words_of_sentences(put_together(a, a)), words_of_sentences(a)) << "and nothing twice";
  }
}

}  // namespace
}  // namespace waymark
