#include "app/ui/scroller.h"

#include <algorithm>
#include <cmath>

#include "app/ui/motion.h"

namespace waymark::ui {
namespace {

constexpr double velocity_window_ms = 80;
constexpr float friction = 0.998F;    // of the speed is left after each millisecond (UIScrollView's normal rate)
constexpr float speed_least = 0.02F;  // px/ms: slower is standing still
constexpr float speed_most = 8;       // px/ms
constexpr float spring = 0.014F;      // 1/ms, critically damped: back from an edge in about 350 ms
constexpr float edge_give = 0.55F;    // how much of the finger's way an edge follows at first
constexpr double glide_ms = 200;

}  // namespace

void Scroller::resize(float view_px, float content_px) {
  view_ = view_px;
  content_ = content_px;
  end_ = std::max(0.F, content_px - view_px);
  const bool outside = offset_ < 0 || offset_ > end_;
  if (phase_ == Phase::rest && outside) offset_ = std::clamp(offset_, 0.F, end_);
}

float Scroller::pull() const { return phase_ == Phase::grabbed ? std::max(0.F, -offset_) : 0; }

bool Scroller::press(double now_ms) {
  step(now_ms);
  const bool moving = phase_ == Phase::flying || phase_ == Phase::returning || phase_ == Phase::gliding;
  if (!moving) return false;
  const bool slow = phase_ == Phase::flying &&
                    std::fabs(velocity_) * std::pow(friction, static_cast<float>(now_ms - start_ms_)) < 0.06F;
  phase_ = Phase::rest;
  if (offset_ < 0 || offset_ > end_) come_back(0, now_ms);
  return !slow;  // one that has as good as stopped does not swallow the tap
}

void Scroller::grab(float y, double now_ms) {
  phase_ = Phase::grabbed;
  grab_y_ = y;
  grab_offset_ = offset_;
  sample_count_ = 0;
  move(y, now_ms);
}

float Scroller::give_way(float raw) const {
  const auto soft = [this](float beyond) {
    const float room = std::max(view_, 1.F);
    return room * (1 - 1 / (beyond * edge_give / room + 1));
  };
  if (raw < 0) return -soft(-raw);
  if (raw > end_) return end_ + soft(raw - end_);
  return raw;
}

void Scroller::move(float y, double now_ms) {
  if (phase_ != Phase::grabbed) return;
  if (sample_count_ == samples_.size()) {
    std::move(samples_.begin() + 1, samples_.end(), samples_.begin());
    --sample_count_;
  }
  samples_[sample_count_++] = {now_ms, y};
  const float offset = give_way(grab_offset_ + (grab_y_ - y));
  if (offset != offset_) moved_ms_ = now_ms;
  offset_ = offset;
}

float Scroller::velocity(double now_ms) const {
  if (sample_count_ < 2) return 0;
  const Sample& last = samples_[sample_count_ - 1];
  std::size_t first = sample_count_ - 1;
  while (first > 0 && now_ms - samples_[first - 1].ms <= velocity_window_ms) --first;
  const double time = std::max(last.ms, now_ms - 20) - samples_[first].ms;  // a finger that rested before it left
  if (first == sample_count_ - 1 || time < 1) return 0;
  return std::clamp(static_cast<float>((samples_[first].y - last.y) / time), -speed_most, speed_most);
}

void Scroller::release(double now_ms) {
  if (phase_ != Phase::grabbed) return;
  phase_ = Phase::rest;
  const float speed = velocity(now_ms);
  if (offset_ < 0 || offset_ > end_)
    come_back(0, now_ms);
  else if (std::fabs(speed) > 0.1F)
    fly(speed, now_ms);
}

void Scroller::fly(float velocity, double now_ms) {
  phase_ = Phase::flying;
  from_ = offset_;
  velocity_ = velocity;
  start_ms_ = now_ms;
  rest_at_ms_ = now_ms + std::log(speed_least / std::fabs(velocity)) / std::log(friction);
}

void Scroller::come_back(float velocity, double now_ms) {
  phase_ = Phase::returning;
  to_ = std::clamp(offset_, 0.F, end_);
  from_ = offset_ - to_;
  velocity_ = velocity;
  start_ms_ = now_ms;
  rest_at_ms_ = now_ms + 600;
}

void Scroller::glide(float target, double now_ms) {
  from_ = offset_;
  to_ = std::clamp(target, 0.F, end_);
  if (from_ == to_) return;
  phase_ = Phase::gliding;
  start_ms_ = now_ms;
  rest_at_ms_ = now_ms + glide_ms;
}

void Scroller::scroll_to(float offset_px, double now_ms, bool gliding) {
  if (phase_ == Phase::grabbed) return;
  if (gliding) {
    glide(offset_px, now_ms);
    return;
  }
  phase_ = Phase::rest;
  const float offset = std::clamp(offset_px, 0.F, end_);
  if (offset != offset_) moved_ms_ = now_ms;
  offset_ = offset;
}

void Scroller::start_at(float offset_px) {
  phase_ = Phase::rest;
  offset_ = std::max(0.F, offset_px);
}

void Scroller::scroll_by(float delta_px, double now_ms, bool gliding) {
  const float base = phase_ == Phase::gliding ? to_ : offset_;
  scroll_to(base + delta_px, now_ms, gliding);
}

float Scroller::step(double now_ms) {
  const float before = offset_;
  const auto t = static_cast<float>(now_ms - start_ms_);
  switch (phase_) {
    case Phase::rest:
    case Phase::grabbed:
      return offset_;
    case Phase::flying: {
      const float slowed = std::pow(friction, t);
      offset_ = from_ + velocity_ * (slowed - 1) / std::log(friction);
      if (now_ms >= rest_at_ms_) phase_ = Phase::rest;
      if (offset_ < 0 || offset_ > end_) {
        // The rest of the speed goes into the edge, which brings it back.
        offset_ = std::clamp(offset_, 0.F, end_);
        come_back(velocity_ * slowed, now_ms);
      }
      break;
    }
    case Phase::returning: {
      const float away = (from_ + (velocity_ + spring * from_) * t) * std::exp(-spring * t);
      offset_ = to_ + away;
      if (now_ms >= rest_at_ms_ || (t > 100 && std::fabs(away) < 0.3F)) {
        offset_ = to_;
        phase_ = Phase::rest;
      }
      break;
    }
    case Phase::gliding: {
      offset_ = from_ + (to_ - from_) * ease_out(t / static_cast<float>(glide_ms));
      if (now_ms >= rest_at_ms_) {
        offset_ = to_;
        phase_ = Phase::rest;
      }
      break;
    }
  }
  if (offset_ != before) moved_ms_ = now_ms;
  return offset_;
}

}  // namespace waymark::ui
