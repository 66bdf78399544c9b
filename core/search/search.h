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

/// Words of each item, folded (lower case, no accents), weighted by where they stand. Built once a pack.
struct Index {
  struct Word {
    std::string text;
    std::size_t item;
    std::uint8_t weight;  // title 4, keyword 3, summary 1
  };
  std::vector<Word> words;  // sorted by text
  std::size_t items = 0;
};

Index build(const std::vector<OfferItem>& offer);

/// Items that match every typed word by prefix, or within one mistake (two from 8 letters on). Empty query: all, in order.
std::vector<std::size_t> find(const Index& index, std::string_view query);

}  // namespace waymark::search
