#include "app/platform/web_loop.h"

#include <emscripten/eventloop.h>
#include <emscripten/html5.h>

#include <algorithm>

#include "imgui_internal.h"

namespace waymark::platform {
namespace {

// Dear ImGui answers an event in the frame after it, and what that shows may need one more to find its size.
constexpr int settle_frames = 3;

}  // namespace

void WebLoop::wake(double seconds) {
  frames_left_ = std::max(frames_left_, settle_frames);
  if (seconds > 0) awake_until_ms_ = std::max(awake_until_ms_, emscripten_get_now() + seconds * 1000);
  request();
}

void WebLoop::wake_after(double seconds) {
  const double at_ms = emscripten_get_now() + seconds * 1000;
  if (timer_ != 0 && timer_at_ms_ <= at_ms) return;
  cancel_timer();
  timer_at_ms_ = at_ms;
  timer_ = emscripten_set_timeout(
      [](void* self) {
        auto& loop = *static_cast<WebLoop*>(self);
        loop.timer_ = 0;
        loop.frames_left_ = std::max(loop.frames_left_, 1);
        loop.request();
      },
      std::max(0.0, seconds * 1000), this);
}

void WebLoop::set_hidden(bool hidden) {
  hidden_ = hidden;
  if (!hidden) wake(0);
}

void WebLoop::draw_now() {
  // An event a frame is taken: a quick press and its release are two or three.
  for (int frames = 0; frames < settle_frames && !hidden_; ++frames) {
    draw_();
    if (ImGui::GetCurrentContext()->InputEventsQueue.empty()) return;
  }
}

void WebLoop::draw_unseen() {
  if (hidden_) draw_();
}

void WebLoop::request() {
  if (pending_ || hidden_) return;
  pending_ = true;
  emscripten_request_animation_frame(
      [](double, void* self) {
        static_cast<WebLoop*>(self)->frame();
        return false;
      },
      this);
}

void WebLoop::cancel_timer() {
  if (timer_ != 0) emscripten_clear_timeout(timer_);
  timer_ = 0;
}

void WebLoop::frame() {
  pending_ = false;
  cancel_timer();
  --frames_left_;
  draw_();
  // It takes one input event a frame, so that a quick press and release are both seen: go on until all are taken.
  if (!ImGui::GetCurrentContext()->InputEventsQueue.empty()) frames_left_ = settle_frames;
  frames_left_ = std::max(frames_left_, 0);
  if (frames_left_ > 0 || emscripten_get_now() < awake_until_ms_) request();
}

}  // namespace waymark::platform
