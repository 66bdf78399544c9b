// What moves, and when it ends. Values glide to their targets with an ease-out; at rest nothing asks for a frame.
//
//   const float on = motion.toward(key, checked ? 1 : 0, 180);
//
// A value that appears for the first time stands at its target at once. With reduced motion every value does.
// Values that were not asked for during a frame are forgotten.
#pragma once

#include <cstdint>
#include <unordered_map>

namespace waymark::ui {

/// 0…1 → 0…1, fast first.
float ease_out(float t);

class Motion {
 public:
  void begin_frame(double now_ms, bool reduced);
  [[nodiscard]] double now_ms() const { return now_ms_; }
  [[nodiscard]] bool reduced() const { return reduced_; }

  /// The value of `key` on its way to `target`, which takes `duration_ms` from when the target last changed.
  float toward(std::uint32_t key, float target, double duration_ms);
  /// The same, but it begins at `initial` when it appears.
  float toward_from(std::uint32_t key, float initial, float target, double duration_ms);
  /// Puts a value where it shall start from.
  void jump(std::uint32_t key, float value);
  /// Something else moves until then.
  void busy_until(double ms);
  /// Something is to be drawn once, then.
  void wake_at(double ms);

  /// Milliseconds for which frames are still wanted; 0: all is at rest.
  [[nodiscard]] double remaining_ms() const;
  /// Milliseconds until one frame is wanted; negative: none.
  [[nodiscard]] double wake_in_ms() const;
  void end_frame();

 private:
  struct Value {
    float from = 0, to = 0;
    double start_ms = 0, duration_ms = 0;
    std::uint64_t frame = 0;
  };
  [[nodiscard]] float at(const Value& value) const;

  std::unordered_map<std::uint32_t, Value> values_;
  double now_ms_ = 0;
  double busy_until_ms_ = 0;
  double wake_at_ms_ = 0;
  std::uint64_t frame_ = 0;
  bool reduced_ = false;
};

}  // namespace waymark::ui
