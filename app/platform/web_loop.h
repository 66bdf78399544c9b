// When the next frame is drawn. Nothing runs while nothing changes: at most one animation frame or one timer of the
// browser is pending, and none when the page is hidden.
//
//   WebLoop loop(draw);
//   loop.wake(0);        // something happened: a few frames, until Dear ImGui has settled
//   loop.wake(0.25);     // something moves for a quarter of a second
//   loop.wake_after(6);  // one frame in six seconds; forgotten by any frame before, which asks again
#pragma once

namespace waymark::platform {

class WebLoop {
 public:
  using Draw = void (*)();
  explicit WebLoop(Draw draw) : draw_(draw) {}
  WebLoop(const WebLoop&) = delete;  // the browser's callbacks point here
  WebLoop& operator=(const WebLoop&) = delete;

  void wake(double seconds);
  void wake_after(double seconds);
  void set_hidden(bool hidden);
  /// Draws what has just happened before it returns. After a tap: browsers let a page open, call and copy only while
  /// they handle one.
  void draw_now();
  /// Draws once if the page is hidden.
  void draw_unseen();

 private:
  void request();
  void cancel_timer();
  void frame();

  Draw draw_;
  int frames_left_ = 0;
  double awake_until_ms_ = 0;
  int timer_ = 0;
  double timer_at_ms_ = 0;
  bool pending_ = false;
  bool hidden_ = false;
};

}  // namespace waymark::platform
