// A council's pack comes over the network. Goal: no pack crashes the reader or the search that is built of it.
#include <cstdint>
#include <string_view>

#include "core/model/content.h"
#include "core/search/search.h"
#include "tests/fuzz/must.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace waymark;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const Checked<Council> council = read_council(bytes);
  if (!council) {
    must(!council.error().empty(), "a refusal without a problem");
    return 0;
  }
  const search::Index index = search::build(council->offer);
  for (const OfferItem& item : council->offer) {
    for (const std::size_t hit : search::find(index, item.title)) must(hit < council->offer.size(), "a hit on nothing");
  }
  return 0;
}
