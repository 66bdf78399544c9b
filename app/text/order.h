// The visual order of a paragraph's characters: the Unicode bidirectional algorithm (UAX #9) by SheenBidi.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "app/text/text.h"

struct _SBAlgorithm;
struct _SBParagraph;

namespace waymark::text {

struct VisualRun {
  std::uint32_t begin = 0, end = 0;  // bytes of the whole text
  bool rtl = false;
};

/// Whether there is Hebrew, Arabic or a neighbour of theirs in it, or a mark that sets a direction. All else reads left
/// to right.
bool may_be_right_to_left(std::string_view text);

/// Directions of one paragraph, whose first byte is byte `first` of the whole text.
class Order {
 public:
  Order(std::string_view paragraph, std::uint32_t first, Direction direction);
  ~Order();
  Order(const Order&) = delete;
  Order& operator=(const Order&) = delete;

  /// Whether the paragraph as a whole reads from right to left.
  [[nodiscard]] bool rtl() const;
  /// Embedding level of a byte: odd is right-to-left.
  [[nodiscard]] unsigned level(std::uint32_t at) const;
  /// Runs of [begin, end), which stand on one line, from left to right.
  [[nodiscard]] std::vector<VisualRun> visual(std::uint32_t begin, std::uint32_t end) const;

 private:
  std::uint32_t first_;
  std::uint32_t size_;
  bool plain_ = true;  // left to right throughout: nothing to compute
  const _SBAlgorithm* algorithm_ = nullptr;
  const _SBParagraph* paragraph_ = nullptr;
};

}  // namespace waymark::text
