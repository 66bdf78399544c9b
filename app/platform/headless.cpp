#include "app/platform/headless.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace waymark::platform {
namespace {

constexpr std::array<const char*, 7> days{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
constexpr std::array<const char*, 12> months{"January", "February", "March",     "April",   "May",      "June",
                                             "July",    "August",   "September", "October", "November", "December"};
constexpr float letter_em = 0.52F;   // width of an average letter
constexpr int frames_to_settle = 3;  // as the page's loop does: Dear ImGui takes one kind of input a frame

std::size_t letters_in(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string with_commas(std::int64_t value) {
  std::string digits = std::to_string(value < 0 ? -value : value);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return value < 0 ? "-" + digits : digits;
}

}  // namespace

void Headless::advance_ms(double ms) {
  clock_ms_ += ms;
  now_.utc_ms += static_cast<std::int64_t>(ms);
}

void Headless::request_frame(double seconds) {
  frames_settling_ = frames_to_settle;
  frames_until_ms_ = std::max(frames_until_ms_, clock_ms_ + seconds * 1000);
}

void Headless::request_frame_after(double seconds) {
  const double at_ms = clock_ms_ + seconds * 1000;
  wake_at_ms_ = wake_at_ms_ < 0 ? at_ms : std::min(wake_at_ms_, at_ms);
}

bool Headless::take_frame() {
  if (wake_at_ms_ >= 0 && clock_ms_ >= wake_at_ms_) {
    wake_at_ms_ = -1;
    return true;
  }
  if (frames_settling_ > 0) {
    --frames_settling_;
    return true;
  }
  return clock_ms_ < frames_until_ms_;
}

void Headless::speak(std::uint32_t number, std::span<const Speech> parts) {
  speaking_ = number;
  std::vector<std::string>& said = spoken_.emplace_back();
  for (const Speech& part : parts) said.push_back("[" + part.language + "] " + part.text);
}

std::string Headless::format_date(Date date, DateStyle style, std::string_view /*language*/) {
  const std::string day = std::to_string(date.day), year = std::to_string(date.year);
  const std::string month = months[static_cast<std::size_t>(date.month - 1)];
  const std::string weekday_name = days[static_cast<std::size_t>(weekday(date))];
  switch (style) {
    case DateStyle::full:
      return weekday_name + " " + day + " " + month + " " + year;
    case DateStyle::day:
      return weekday_name + " " + day + " " + month + (date.year == now_.today.year ? "" : " " + year);
    case DateStyle::short_day:
      return day + " " + month.substr(0, 3);
  }
  return {};
}

std::string Headless::format_time(std::int64_t utc_ms, std::string_view language) {
  constexpr std::int64_t day_ms = 86400000;
  const std::int64_t minutes = utc_ms % day_ms / 60000;
  char clock[8];
  std::snprintf(clock, sizeof clock, "%02d:%02d", static_cast<int>(minutes / 60), static_cast<int>(minutes % 60));
  const Date date = from_day_number(static_cast<std::int32_t>(utc_ms / day_ms));
  return date == now_.today ? clock : format_date(date, DateStyle::day, language) + ", " + clock;
}

std::string Headless::format_money(std::int64_t pence, std::string_view /*language*/) {
  std::string out = "£" + with_commas(pence / 100);
  if (pence % 100 == 0) return out;
  char rest[8];
  std::snprintf(rest, sizeof rest, ".%02d", static_cast<int>(pence % 100));
  return out + rest;
}

std::string Headless::format_number(std::int64_t value, std::string_view /*language*/) { return with_commas(value); }

float Headless::measure_word(std::string_view word, const WordStyle& style) {
  return static_cast<float>(letters_in(word)) * letter_em * style.size_px;
}

WordImage Headless::draw_word(std::string_view word, const WordStyle& style) {
  WordImage out;
  out.texture = bar_texture;
  out.u1 = out.v1 = 1;
  out.left_px = 1;
  out.top_px = style.size_px * 0.5F;
  out.width_px = std::max(1.F, measure_word(word, style) - 2);
  out.height_px = style.size_px * (style.semibold ? 0.52F : 0.46F);
  return out;
}

}  // namespace waymark::platform
