#include "app/ui/motion.h"

#include <algorithm>

namespace waymark::ui {

float ease_out(float t) {
  const float rest = 1 - std::clamp(t, 0.F, 1.F);
  return 1 - rest * rest * rest;
}

void Motion::begin_frame(double now_ms, bool reduced) {
  now_ms_ = now_ms;
  reduced_ = reduced;
  wake_at_ms_ = 0;
  ++frame_;
}

float Motion::at(const Value& value) const {
  if (reduced_ || value.duration_ms <= 0) return value.to;
  const auto t = static_cast<float>((now_ms_ - value.start_ms) / value.duration_ms);
  return t >= 1 ? value.to : value.from + (value.to - value.from) * ease_out(t);
}

float Motion::toward(std::uint32_t key, float target, double duration_ms) {
  return toward_from(key, target, target, duration_ms);
}

float Motion::toward_from(std::uint32_t key, float initial, float target, double duration_ms) {
  auto [it, is_new] = values_.try_emplace(key, Value{initial, initial, now_ms_, 0, frame_});
  Value& value = it->second;
  value.frame = frame_;
  if (value.to != target) value = {at(value), target, now_ms_, duration_ms, frame_};
  if (!reduced_) busy_until(value.start_ms + value.duration_ms);
  return at(value);
}

void Motion::jump(std::uint32_t key, float value) {
  values_.insert_or_assign(key, Value{value, value, now_ms_, 0, frame_});
}

void Motion::busy_until(double ms) { busy_until_ms_ = std::max(busy_until_ms_, ms); }

void Motion::wake_at(double ms) { wake_at_ms_ = wake_at_ms_ == 0 ? ms : std::min(wake_at_ms_, ms); }

double Motion::remaining_ms() const { return std::max(0.0, busy_until_ms_ - now_ms_); }

double Motion::wake_in_ms() const { return wake_at_ms_ == 0 ? -1 : std::max(0.0, wake_at_ms_ - now_ms_); }

void Motion::end_frame() {
  std::erase_if(values_, [this](const auto& item) { return item.second.frame != frame_; });
}

}  // namespace waymark::ui
