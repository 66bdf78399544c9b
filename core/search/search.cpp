#include "core/search/search.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>
#include <span>
#include <tuple>

#include "core/model/utf8.h"
#include "core/search/fold.h"

namespace waymark::search {
namespace {

constexpr std::size_t query_words_max = 8;
constexpr std::uint8_t title_weight = 4;
constexpr std::uint8_t keyword_weight = 3;
constexpr std::uint8_t summary_weight = 1;

// A word as code points, so that a mistake is a letter and not a byte.
struct Letters {
  std::array<char32_t, word_letters_max> letter{};
  std::size_t count = 0;
};

Letters letters_of(std::string_view word) {
  Letters letters;
  for (std::size_t at = 0; at < word.size() && letters.count < word_letters_max;) {
    letters.letter[letters.count++] = next_code_point(word, at);
  }
  return letters;
}

struct Mistakes {
  std::size_t whole_word;  // between the typed word and the other
  std::size_t beginning;   // between the typed word and that beginning of the other that is nearest to it
};

// Letters too many, too few, wrong or swapped with their neighbour: the optimal string alignment distance, of which
// the last row holds the distance to each beginning.
Mistakes mistakes_between(const Letters& typed, const Letters& word) {
  using Row = std::array<std::uint8_t, word_letters_max + 1>;
  Row two_before{};
  Row before{};
  Row row{};
  std::iota(row.begin(), row.end(), std::uint8_t{0});
  for (std::size_t i = 1; i <= typed.count; ++i) {
    two_before = before;
    before = row;
    row[0] = static_cast<std::uint8_t>(i);
    for (std::size_t j = 1; j <= word.count; ++j) {
      const bool same = typed.letter[i - 1] == word.letter[j - 1];
      int best = std::min({before[j - 1] + (same ? 0 : 1), before[j] + 1, row[j - 1] + 1});
      const bool swapped =
          i > 1 && j > 1 && typed.letter[i - 1] == word.letter[j - 2] && typed.letter[i - 2] == word.letter[j - 1];
      if (swapped) best = std::min(best, two_before[j - 2] + 1);
      row[j] = static_cast<std::uint8_t>(best);
    }
  }
  const std::span<const std::uint8_t> distances(row.data(), word.count + 1);
  return {distances.back(), *std::ranges::min_element(distances)};
}

// What is forgiven; tried in this order until something is found.
enum class Leniency : std::uint8_t { none, whole_words, beginnings };

struct TypedWord {
  std::string text;            // singular
  std::vector<Letters> forms;  // as typed and singular: with a mistake in it, an ending may only look like a plural's
  std::size_t mistakes_max;
};

std::size_t mistakes_allowed(std::string_view text, std::size_t letters) {
  const bool has_digit = std::ranges::any_of(text, [](char c) { return c >= '0' && c <= '9'; });
  if (has_digit || letters < 3) return 0;
  return letters < 8 ? 1 : 2;
}

std::vector<TypedWord> typed_words(std::string_view query) {
  std::vector<std::string> words = split(query);
  std::erase_if(words, [](const std::string& word) { return is_function_word(word); });
  if (!std::ranges::all_of(words, is_asking_word)) {
    std::erase_if(words, [](const std::string& word) { return is_asking_word(word); });
  }
  if (words.size() > query_words_max) words.resize(query_words_max);
  std::vector<TypedWord> typed;
  for (const std::string& word : words) {
    TypedWord& last = typed.emplace_back(singular(word), std::vector{letters_of(word)}, 0);
    const Letters without_ending = letters_of(last.text);
    last.mistakes_max = mistakes_allowed(word, without_ending.count);
    // Three letters with a mistake, of which the ending is a guess too, resemble too much.
    if (last.text != word && without_ending.count > 3) last.forms.push_back(without_ending);
  }
  return typed;
}

bool is_forgiven(const TypedWord& typed, std::string_view word, Leniency leniency) {
  const Letters letters = letters_of(word);
  return std::ranges::any_of(typed.forms, [&](const Letters& form) {
    if (letters.count + typed.mistakes_max < form.count) return false;  // too short whatever is forgiven
    const Mistakes mistakes = mistakes_between(form, letters);
    if (mistakes.whole_word <= typed.mistakes_max) return true;
    // Beginnings of three letters and less resemble too much.
    return leniency == Leniency::beginnings && form.count > 3 && mistakes.beginning <= typed.mistakes_max;
  });
}

// The largest weight with which each item has the typed word; 0: it has not.
std::vector<std::uint8_t> weights_of(const Index& index, const TypedWord& typed, Leniency leniency) {
  std::vector<std::uint8_t> weights(index.items, 0);
  const auto take = [&](const Index::Word& word) { weights[word.item] = std::max(weights[word.item], word.weight); };
  const auto first = std::ranges::lower_bound(index.words, typed.text, {}, &Index::Word::text);
  for (auto word = first; word != index.words.end() && word->text.starts_with(typed.text); ++word) take(*word);
  if (leniency == Leniency::none || typed.mistakes_max == 0) return weights;
  std::string_view last;
  bool forgiven = false;
  for (const Index::Word& word : index.words) {
    if (word.text != last) {  // equal words are neighbours
      last = word.text;
      forgiven = is_forgiven(typed, word.text, leniency);
    }
    if (forgiven) take(word);
  }
  return weights;
}

std::vector<std::size_t> find_all(const Index& index, const std::vector<TypedWord>& typed, Leniency leniency) {
  std::vector<unsigned> scores(index.items, 0);
  std::vector<std::size_t> hits(index.items);
  std::iota(hits.begin(), hits.end(), std::size_t{0});
  for (const TypedWord& word : typed) {
    const std::vector<std::uint8_t> weights = weights_of(index, word, leniency);
    std::erase_if(hits, [&](std::size_t item) { return weights[item] == 0; });
    for (const std::size_t item : hits) scores[item] += weights[item];
  }
  std::ranges::sort(hits, {}, [&](std::size_t item) { return std::tuple(-static_cast<int>(scores[item]), item); });
  return hits;
}

void add_words(Index& index, std::size_t item, std::string_view text, std::uint8_t weight) {
  for (std::string& word : split(text)) {
    if (!is_function_word(word)) index.words.push_back({singular(std::move(word)), item, weight});
  }
}

}  // namespace

Index build(const std::vector<OfferItem>& offer) {
  Index index;
  index.items = offer.size();
  for (std::size_t item = 0; item < offer.size(); ++item) {
    add_words(index, item, offer[item].title, title_weight);
    for (const std::string& keyword : offer[item].keywords) add_words(index, item, keyword, keyword_weight);
    add_words(index, item, offer[item].summary, summary_weight);
  }
  std::ranges::sort(index.words, [](const Index::Word& a, const Index::Word& b) {
    return std::tie(a.text, a.item, b.weight) < std::tie(b.text, b.item, a.weight);
  });
  const auto repeated = std::ranges::unique(
      index.words, [](const Index::Word& a, const Index::Word& b) { return a.text == b.text && a.item == b.item; });
  index.words.erase(repeated.begin(), repeated.end());
  return index;
}

std::vector<std::size_t> find(const Index& index, std::string_view query) {
  const std::vector<TypedWord> typed = typed_words(query);
  for (const Leniency leniency : {Leniency::none, Leniency::whole_words, Leniency::beginnings}) {
    std::vector<std::size_t> hits = find_all(index, typed, leniency);
    if (!hits.empty()) return hits;
  }
  return {};
}

}  // namespace waymark::search
