// The atlas of words that the browser draws: a few textures, filled shelf by shelf at the device's pixel density.
//
//   words.begin_frame();                      // before the frame that may draw words
//   WordImage image = words.draw("سلام", style, ratio);
//   if (words.changed()) …;                   // something was drawn since begin_frame: the frame must be submitted
//
// Nothing is ever evicted one by one: when the pages are full, new ones begin and generation() grows; the old ones
// live until the next begin_frame(), for what the frame has already placed. Needs the current WebGL context.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "app/platform/platform.h"

namespace waymark::platform {

class Words {
 public:
  void begin_frame();
  float measure(std::string_view word, const WordStyle& style, float ratio);
  WordImage draw(std::string_view word, const WordStyle& style, float ratio);
  [[nodiscard]] std::uint32_t generation() const { return generation_; }
  [[nodiscard]] bool changed() const { return changed_; }
  /// True while pages of an earlier generation are being shown: one more frame is needed to draw their words anew.
  [[nodiscard]] bool restarted() const { return !retired_.empty(); }
  /// Begins new pages: what was drawn no longer fits, in size or in number.
  void restart();
  /// The context is lost, and all its textures with it.
  void forget();

 private:
  struct Place {
    std::uint32_t texture = 0;
    int x = 0, y = 0;
  };
  Place find_place(int width, int height);

  std::vector<std::uint32_t> pages_, retired_;
  int shelf_x_ = 0, shelf_y_ = 0, shelf_height_ = 0;  // in the last page, texels
  std::uint32_t generation_ = 1;
  bool changed_ = false;
};

}  // namespace waymark::platform
