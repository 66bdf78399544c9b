#include "app/platform/web_platform.h"

#include <emscripten/html5.h>

#include <type_traits>
#include <utility>
#include <variant>

#include "app/platform/web_page.h"
#include "app/platform/web_wire.h"

namespace waymark::platform {
namespace {

void write(WireWriter& out, const client::OpenStore& effect) {
  out.number(ToPage::open_store).text(effect.profile).number<std::uint8_t>(effect.take_over);
}

void write(WireWriter& out, const client::Commit& effect) {
  out.number(ToPage::commit).number(effect.batch);
  out.number(static_cast<std::uint32_t>(effect.puts.size()));
  for (const client::StoredRecord& record : effect.puts) out.text(record.store).text(record.key).text(record.bytes);
  out.number(static_cast<std::uint32_t>(effect.removes.size()));
  for (const auto& [store, key] : effect.removes) out.text(store).text(key);
}

void write(WireWriter& out, const client::EraseStore& effect) {
  out.number(ToPage::erase_store).text(effect.profile).number<std::uint8_t>(effect.keep_left);
}

void write(WireWriter& out, const client::Send& effect) {
  out.number(ToPage::send)
      .number(effect.request)
      .text(effect.method)
      .text(effect.path)
      .text(effect.token)
      .text(effect.body);
}

void write(WireWriter& out, const client::WakeAt& effect) { out.number(ToPage::wake_at).number(effect.utc_ms); }

void write(WireWriter& out, const client::LeaveToSend& effect) {
  out.number(ToPage::leave_to_send).text(effect.key).text(effect.text);
}
void write(WireWriter& out, const client::ForgetLink& /*effect*/) { out.number(ToPage::forget_link); }

/// Text that the page writes into a buffer of ours. No date or number is longer.
template <class Function, class... Arguments>
std::string text_from(Function write_it, Arguments... arguments) {
  char text[256] = {};
  write_it(arguments..., text, sizeof text);
  return text;
}

}  // namespace

void WebPlatform::perform(client::Effect effect) {
  WireWriter out;
  std::visit([&out](const auto& one) { write(out, one); }, effect);
  page_effect(out.bytes().data(), out.bytes().size());
}

void WebPlatform::stretch_pin(vault::StretchPin wanted) {
  WireWriter out;
  out.number(ToPage::stretch_pin).number(wanted.request).text(wanted.profile).text(wanted.pin).text(wanted.salt);
  out.number(wanted.cost.memory_kib).number(wanted.cost.passes).number<std::uint8_t>(wanted.fresh);
  page_effect(out.bytes().data(), out.bytes().size());
}

double WebPlatform::animation_ms() { return emscripten_get_now(); }

client::Moment WebPlatform::now() {
  const int today = page_today();
  if (today != std::exchange(today_, today)) written_.forget();
  return {.utc_ms = static_cast<std::int64_t>(emscripten_date_now()),
          .today = {static_cast<std::int16_t>(today / 10000), static_cast<std::uint8_t>(today / 100 % 100),
                    static_cast<std::uint8_t>(today % 100)}};
}

void WebPlatform::open(std::string_view href) { page_open(href.data(), href.size()); }
void WebPlatform::leave() { page_leave(); }
void WebPlatform::copy(std::string_view text) { page_copy(text.data(), text.size()); }
void WebPlatform::set_history_depth(int depth) { page_history(depth); }
void WebPlatform::load_catalog(std::string_view language) { page_catalog(language.data(), language.size()); }

void WebPlatform::speak(std::uint32_t number, std::span<const Speech> parts) {
  WireWriter out;
  out.number(number).number(static_cast<std::uint32_t>(parts.size()));
  for (const Speech& part : parts) out.text(part.language).text(part.text);
  page_speak(out.bytes().data(), out.bytes().size());
}
void WebPlatform::stop_speaking() { page_stop_speaking(); }

std::string WebPlatform::format_date(Date date, DateStyle style, std::string_view language) {
  const int style_number = static_cast<int>(style);
  return written_.of({.kind = 'd', .value = day_number(date), .style = style_number, .language = language}, [&] {
    return text_from(page_format_date, date.year, date.month, date.day, style_number, language.data(), language.size());
  });
}

std::string WebPlatform::format_time(std::int64_t utc_ms, std::string_view language) {
  return written_.of({.kind = 't', .value = utc_ms, .language = language}, [&] {
    return text_from(page_format_time, static_cast<double>(utc_ms), language.data(), language.size());
  });
}

std::string WebPlatform::format_money(std::int64_t pence, std::string_view language) {
  return written_.of({.kind = 'm', .value = pence, .language = language}, [&] {
    return text_from(page_format_money, static_cast<double>(pence), language.data(), language.size());
  });
}

std::string WebPlatform::format_number(std::int64_t value, std::string_view language) {
  return written_.of({.kind = 'n', .value = value, .language = language}, [&] {
    return text_from(page_format_number, static_cast<double>(value), language.data(), language.size());
  });
}

void WebPlatform::send_mirror(std::span<const std::byte> changes) { page_mirror(changes.data(), changes.size()); }

float WebPlatform::measure_word(std::string_view word, const WordStyle& style) {
  return words_.measure(word, style, pixel_ratio_);
}

WordImage WebPlatform::draw_word(std::string_view word, const WordStyle& style) {
  return words_.draw(word, style, pixel_ratio_);
}

void WebPlatform::set_pixel_ratio(float ratio) {
  if (ratio == pixel_ratio_) return;
  pixel_ratio_ = ratio;
  words_.restart();  // drawn for another density
}

}  // namespace waymark::platform
