// Finding in the local offer as one types, forgiving typing mistakes. Works without signal, on a few hundred items.
//
//   std::vector<std::size_t> hits = search::find(index, "depsit");   // indices into the offer, best first
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/content.h"

namespace waymark::search {

/// Words of each item, folded (lower case, no accents, singular), weighted by where they stand. Built once a pack.
struct Index {
  struct Word {
    std::string text;
    std::size_t item;
    std::uint8_t weight;  // title 4, keyword 3, summary 1
  };
  std::vector<Word> words;  // sorted by text, then item; an item has each word once, with its largest weight
  std::size_t items = 0;
};

Index build(const std::vector<OfferItem>& offer);

/// Items that match every typed word, best first: by the weights of the words found, then in the order of the offer.
/// A word matches what begins with it. Only if that finds nothing, mistakes are forgiven (one from 3 letters on, two
/// from 8; numbers none), first in whole words, then in beginnings: so a right word is never drowned in similar ones.
/// Function words ("my") are ignored, and words that ask ("help") beside others. Nothing left to look for: all, in
/// order. Any bytes may come in; the first 8 words count.
std::vector<std::size_t> find(const Index& index, std::string_view query);

}  // namespace waymark::search
