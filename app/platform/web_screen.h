// The window, its WebGL 2 context and Dear ImGui's two backends. SDL2 owns the window, the context, the window's focus
// and the mouse's shape; pointers and sizes come from the page (see web/pointer.js and web/surroundings.js for why).
//
//   WebScreen screen;
//   if (!screen.open()) …;                    // no WebGL 2
//   screen.begin(size);                       // then describe the frame with Dear ImGui
//   if (screen.end(paper, force)) …;          // true: it differed from the last one and was drawn
#pragma once

#include <cstdint>

#include "imgui.h"

struct SDL_Window;

namespace waymark::platform {

/// Sizes as the page measured them.
struct ScreenSize {
  float width_px = 390, height_px = 844;  // CSS px
  int device_width = 390, device_height = 844;
};

class WebScreen {
 public:
  /// Makes window, context and Dear ImGui. `wake` is called for every event of the window.
  bool open(void (*wake)());

  /// Begins a frame of this size; the canvas gets it just before it is drawn, or it would flash.
  void begin(const ScreenSize& size);
  /// Ends the frame. `force`: submit it even if the triangles are those of the last one.
  bool end(ImU32 paper, bool force);

  void context_lost();
  void context_restored();

 private:
  void fit_canvas(const ScreenSize& size);

  SDL_Window* window_ = nullptr;
  int canvas_width_ = 0, canvas_height_ = 0;  // device px
  std::uint64_t shown_ = 0;                   // fingerprint of the frame on the screen
  bool has_context_ = false;
};

}  // namespace waymark::platform
