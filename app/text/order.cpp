#include "app/text/order.h"

#include <SheenBidi/SheenBidi.h>

#include <algorithm>

#include "app/text/breaks.h"

namespace waymark::text {
namespace {

/// Where nothing else is said, the first letter decides, as with dir="auto" in HTML. What has no letters reads left to
/// right on every page: a phone number is dialled in the order in which it is read.
SBLevel base_level(Direction direction) {
  if (direction == Direction::ltr) return 0;
  return direction == Direction::rtl ? 1 : SBLevelDefaultLTR;
}

}  // namespace

bool may_be_right_to_left(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint c = code_point_at(text, i);
    if ((c.value >= 0x0590 && c.value <= 0x08FF) || (c.value >= 0x200E && c.value <= 0x200F) ||
        (c.value >= 0x202A && c.value <= 0x202E) || (c.value >= 0x2066 && c.value <= 0x2069) ||
        (c.value >= 0xFB1D && c.value <= 0xFEFC) || (c.value >= 0x10800 && c.value <= 0x1EFFF))
      return true;
    i += c.bytes;
  }
  return false;
}

Order::Order(std::string_view paragraph, std::uint32_t first, Direction direction)
    : first_(first), size_(static_cast<std::uint32_t>(paragraph.size())) {
  plain_ = paragraph.empty() || (!may_be_right_to_left(paragraph) && direction != Direction::rtl);
  if (plain_) return;
  const SBCodepointSequence sequence{SBStringEncodingUTF8, paragraph.data(), paragraph.size()};
  algorithm_ = SBAlgorithmCreate(&sequence);
  paragraph_ = SBAlgorithmCreateParagraph(algorithm_, 0, paragraph.size(), base_level(direction));
  plain_ = paragraph_ == nullptr;
}

Order::~Order() {
  if (paragraph_ != nullptr) SBParagraphRelease(paragraph_);
  if (algorithm_ != nullptr) SBAlgorithmRelease(algorithm_);
}

bool Order::rtl() const { return !plain_ && SBParagraphGetBaseLevel(paragraph_) % 2 == 1; }

unsigned Order::level(std::uint32_t at) const {
  if (plain_ || at < first_ || at - first_ >= SBParagraphGetLength(paragraph_)) return 0;
  return SBParagraphGetLevelsPtr(paragraph_)[at - first_];
}

std::vector<VisualRun> Order::visual(std::uint32_t begin, std::uint32_t end) const {
  if (begin >= end) return {};
  if (plain_) return {{begin, end, false}};
  const std::uint32_t length = std::min(end, first_ + size_) - begin;
  const SBLineRef line = SBParagraphCreateLine(paragraph_, begin - first_, length);
  if (line == nullptr) return {{begin, end, false}};
  std::vector<VisualRun> runs;
  const SBRun* run = SBLineGetRunsPtr(line);
  for (SBUInteger i = 0; i < SBLineGetRunCount(line); ++i) {
    const auto from = first_ + static_cast<std::uint32_t>(run[i].offset);
    runs.push_back({from, from + static_cast<std::uint32_t>(run[i].length), run[i].level % 2 == 1});
  }
  SBLineRelease(line);
  return runs;
}

}  // namespace waymark::text
