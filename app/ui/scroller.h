// How a scrolled list moves under a finger: it follows, flies on and slows down, gives way at its edges and comes
// back. Pure arithmetic on times and places, without a screen.
//
//   scroller.resize(view, content);
//   if (scroller.press(y, now)) …;          // it was flying: this touch only stops it
//   scroller.grab(y, now);                  // after the slop
//   scroller.move(y, now); scroller.release(now);
//   offset = scroller.step(now);            // each frame
//   if (scroller.rest_at_ms() > now) …      // it moves until then
//
// CSS px and milliseconds. Offset 0 is the top; below 0 and above the end the edges are being pulled.
#pragma once

#include <array>
#include <cstddef>

namespace waymark::ui {

class Scroller {
 public:
  void resize(float view_px, float content_px);
  [[nodiscard]] float offset() const { return offset_; }
  [[nodiscard]] float end() const { return end_; }
  [[nodiscard]] float view() const { return view_; }
  [[nodiscard]] float content() const { return content_; }
  [[nodiscard]] bool grabbed() const { return phase_ == Phase::grabbed; }
  /// How far the top edge is pulled down by a finger; 0 else.
  [[nodiscard]] float pull() const;

  /// A finger comes down. True: it was moving, and stops; the touch means nothing else.
  bool press(double now_ms);
  /// The finger has left the slop at `y`: from here on the content follows.
  void grab(float y, double now_ms);
  void move(float y, double now_ms);
  /// The finger is lifted: fly on, come back from an edge, or rest.
  void release(double now_ms);
  /// By a wheel or a key.
  void scroll_by(float delta_px, double now_ms, bool glide);
  void scroll_to(float offset_px, double now_ms, bool glide);
  /// Begins there, before it is known how much content there is: resize() puts right what is too far.
  void start_at(float offset_px);

  /// Advances to `now` and returns the offset.
  float step(double now_ms);
  /// When it comes to rest; not later than now: it rests.
  [[nodiscard]] double rest_at_ms() const {
    return phase_ == Phase::rest || phase_ == Phase::grabbed ? 0 : rest_at_ms_;
  }
  /// Last time that it moved, for the indicator.
  [[nodiscard]] double moved_ms() const { return moved_ms_; }

 private:
  enum class Phase : unsigned char { rest, grabbed, flying, returning, gliding };
  struct Sample {
    double ms = 0;
    float y = 0;
  };
  void fly(float velocity, double now_ms);
  void come_back(float velocity, double now_ms);
  void glide(float target, double now_ms);
  [[nodiscard]] float velocity(double now_ms) const;  // px/ms of the content, from the last 80 ms of the finger
  [[nodiscard]] float give_way(float raw) const;

  Phase phase_ = Phase::rest;
  float offset_ = 0, view_ = 0, content_ = 0, end_ = 0;
  float grab_y_ = 0, grab_offset_ = 0;
  float from_ = 0, to_ = 0, velocity_ = 0;
  double start_ms_ = 0, rest_at_ms_ = 0, moved_ms_ = -1e9;
  std::array<Sample, 24> samples_{};
  std::size_t sample_count_ = 0;
};

}  // namespace waymark::ui
