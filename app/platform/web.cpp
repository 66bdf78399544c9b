// The app in a page. The page loads the module, fetches the font and then hands over everything in one `start` message;
// from then on events go in by the exports below and effects come out by web_page.h. The page decides nothing.
#include <emscripten.h>

#include <array>
#include <cfloat>
#include <memory>
#include <string>
#include <vector>

#include "app/app.h"
#include "app/platform/web_loop.h"
#include "app/platform/web_page.h"
#include "app/platform/web_platform.h"
#include "app/platform/web_screen.h"
#include "app/platform/web_wire.h"
#include "app/text/text.h"
#include "app/ui/theme.h"

namespace waymark::platform {
namespace {

void draw_frame();

/// Everything that lives as long as the page.
struct Program {
  WebLoop loop{draw_frame};
  WebScreen screen;
  WebPlatform platform{loop};
  std::unique_ptr<App> app;  // from the start message on
  ScreenSize size;
  ui::Surroundings surroundings;
  std::vector<std::byte> inbox;
  std::string font_regular, font_semibold;  // Dear ImGui reads them for as long as it draws
  bool measured = false;                    // the page has told its size
  bool shown = false;
  bool settled = false;
  bool by_touch = false;
};
Program* program = nullptr;

/// Whether the link and the first sync are behind: what can wait has waited for them.
bool is_settled(const App& app) {
  if (app.lock().phase != vault::Phase::open && app.lock().phase != vault::Phase::none) return true;
  const client::Phase phase = app.state().phase;
  return phase != client::Phase::starting && phase != client::Phase::pairing && phase != client::Phase::first_sync;
}

void draw_frame() {
  Program& p = *program;
  if (!p.app || !p.measured) return;
  if (!p.shown && !p.app->has_content()) return;  // under the splash; what the store says would wait for it
  const bool words_restarted = p.platform.words().restarted();
  p.platform.words().begin_frame();
  p.platform.set_pixel_ratio(p.surroundings.pixel_ratio);
  p.screen.begin(p.size);
  p.app->frame(p.surroundings);
  const ui::Theme& theme = ui::theme_of(p.surroundings.dark, p.surroundings.high_contrast);
  p.screen.end(theme.paper, words_restarted || p.platform.words().changed());
  if (p.platform.words().restarted()) p.loop.wake(0);
  if (!p.shown) {
    p.shown = true;
    page_shown();
  }
  if (!p.settled && is_settled(*p.app)) {
    p.settled = true;
    page_settled();
  }
}

void start(WireReader& message) {
  Program& p = *program;
  p.font_regular = message.text();
  p.font_semibold = message.text();
  std::array<std::uint64_t, 4> seed{};
  for (std::uint64_t& part : seed) part = message.number<std::uint64_t>();
  client::Started started;
  started.link_code = message.text();
  started.link_device = message.text();
  started.profile = message.text();
  started.online = message.byte() != 0;
  ImFont* regular = text::add_face(p.font_regular.data(), p.font_regular.size());
  ImFont* semibold = text::add_face(p.font_semibold.data(), p.font_semibold.size());
  if (!message.ok() || regular == nullptr || semibold == nullptr) {
    page_unable();
    return;
  }
  text::init(p.platform, regular, semibold);
  p.app = std::make_unique<App>(p.platform, seed);
  p.app->start(std::move(started));
  p.loop.wake(0);
}

client::StoreOpened store_opened(WireReader& message) {
  client::StoreOpened event{.profile = std::string(message.text())};
  const auto count = message.number<std::uint32_t>();
  for (std::uint32_t i = 0; i < count && message.ok(); ++i)
    event.records.push_back({std::string(message.text()), std::string(message.text()), std::string(message.text())});
  return event;
}

client::StoreFailed store_failed(WireReader& message) {
  const bool taken = message.byte() != 0;
  return {.reason = std::string(message.text()), .taken = taken};
}

client::CommitFailed commit_failed(WireReader& message) {
  const auto batch = message.number<std::uint64_t>();
  return {.batch = batch, .full = message.byte() != 0};
}

client::Replied replied(WireReader& message) {
  client::Replied event;
  event.request = message.number<std::uint64_t>();
  event.status = static_cast<int>(message.number<std::uint32_t>());
  event.retry_after_s = message.number<std::uint32_t>();
  event.body = message.text();
  return event;
}

vault::Event pin_stretched(WireReader& message) {
  vault::PinStretched event;
  event.request = message.number<std::uint64_t>();
  event.stretched = message.text();
  event.device = message.text();
  event.took_ms = message.number<std::uint32_t>();
  return event;
}

std::vector<std::string> voices(WireReader& message) {
  std::vector<std::string> languages;
  const auto count = message.number<std::uint32_t>();
  for (std::uint32_t i = 0; i < count && message.ok(); ++i) languages.emplace_back(message.text());
  return languages;
}

ui::MirrorEvent mirror_event(WireReader& message) {
  ui::MirrorEvent event;
  event.kind = static_cast<ui::MirrorEvent::Kind>(message.byte());
  event.id = message.number<ui::NodeId>();
  event.visible = message.byte() != 0;
  event.text = message.text();
  return event;
}

void deliver(FromPage kind, WireReader& message) {
  App& app = *program->app;
  switch (kind) {
    case FromPage::start:
      break;  // only the first message
    case FromPage::store_opened:
      app.on(store_opened(message));
      break;
    case FromPage::store_failed:
      app.on(store_failed(message));
      break;
    case FromPage::committed:
      app.on(client::Committed{message.number<std::uint64_t>()});
      break;
    case FromPage::commit_failed:
      app.on(commit_failed(message));
      break;
    case FromPage::replied:
      app.on(replied(message));
      break;
    case FromPage::online:
      app.on(client::WentOnline{message.byte() != 0});
      break;
    case FromPage::visible:
      app.on(client::BecameVisible{});
      break;
    case FromPage::woken:
      app.on(client::Woken{});
      break;
    case FromPage::mirror: {
      const ui::MirrorEvent event = mirror_event(message);
      app.touched();
      app.on(event);
      if (event.kind == ui::MirrorEvent::Kind::click) program->loop.draw_now();
      break;
    }
    case FromPage::catalog: {
      const std::string_view language = message.text();
      app.catalog_arrived(language, message.text());
      break;
    }
    case FromPage::went_back:
      app.went_back(message.byte() != 0);
      break;
    case FromPage::copied:
      app.copied(message.byte() != 0);
      break;
    case FromPage::voices:
      app.voices(voices(message));
      break;
    case FromPage::spoken:
      app.spoken(message.number<std::uint32_t>());
      break;
    case FromPage::pin_stretched:
      app.on(pin_stretched(message));
      break;
    case FromPage::leave:
      app.leave();
      break;
  }
}

}  // namespace
}  // namespace waymark::platform

// ---- what the page calls ---------------------------------------------------------------------------------------

using waymark::platform::program;

extern "C" {

/// Room for the next message; valid until waymark_deliver.
EMSCRIPTEN_KEEPALIVE void* waymark_inbox(std::size_t size) {
  program->inbox.resize(size);
  return program->inbox.data();
}

/// Takes the message in the inbox (web_wire.h).
EMSCRIPTEN_KEEPALIVE void waymark_deliver() {
  using namespace waymark::platform;
  const std::vector<std::byte> bytes = std::move(program->inbox);  // an answer may bring the next message at once
  WireReader message(bytes);
  const auto kind = static_cast<FromPage>(message.byte());
  if (program->app)
    deliver(kind, message);
  else if (kind == FromPage::start)
    start(message);
}

/// kind: 0 moved, 1 pressed, 2 released, 3 taken away by the browser, 4 left. source: 0 mouse, 1 finger, 2 pen.
EMSCRIPTEN_KEEPALIVE void waymark_pointer(int kind, float x, float y, int source) {
  if (!program->app) return;
  if (kind == 1) program->app->touched();
  ImGuiIO& io = ImGui::GetIO();
  constexpr ImGuiMouseSource sources[] = {ImGuiMouseSource_Mouse, ImGuiMouseSource_TouchScreen, ImGuiMouseSource_Pen};
  io.AddMouseSourceEvent(sources[source >= 0 && source < 3 ? source : 0]);
  const bool gone = kind == 3 || kind == 4;
  if (gone)
    io.AddMousePosEvent(-FLT_MAX, -FLT_MAX);  // before the release: it is no tap
  else
    io.AddMousePosEvent(x, y);
  if (kind == 1) io.AddMouseButtonEvent(0, true);
  if (kind == 2 || kind == 3) io.AddMouseButtonEvent(0, false);
  if (kind == 2 && source == 1) io.AddMousePosEvent(-FLT_MAX, -FLT_MAX);  // a lifted finger hovers nowhere
  program->loop.wake(0);
  if (kind == 2) program->loop.draw_now();
}

/// dx, dy in CSS px, positive to the right and down. Below 0 at x: from a key, at no place.
EMSCRIPTEN_KEEPALIVE void waymark_wheel(float x, float y, float dx, float dy) {
  if (!program->app) return;
  program->app->touched();
  constexpr float step_px = 100;  // Dear ImGui counts in steps of a wheel
  ImGuiIO& io = ImGui::GetIO();
  io.AddMouseSourceEvent(ImGuiMouseSource_Mouse);
  if (x < 0)
    io.AddMousePosEvent(-FLT_MAX, -FLT_MAX);
  else
    io.AddMousePosEvent(x, y);
  io.AddMouseWheelEvent(-dx / step_px, -dy / step_px);
  program->loop.wake(0);
}

EMSCRIPTEN_KEEPALIVE void waymark_surroundings(float width, float height, int device_width, int device_height,
                                               float top, float bottom, float left, float right, float keyboard,
                                               float text_scale, bool dark, bool reduced_motion, bool high_contrast) {
  program->size = {width, height, device_width, device_height};
  program->surroundings = {.width_px = width,
                           .height_px = height,
                           .pixel_ratio = static_cast<float>(device_width) / width,
                           .inset_top_px = top,
                           .inset_bottom_px = bottom,
                           .inset_left_px = left,
                           .inset_right_px = right,
                           .keyboard_inset_px = keyboard,
                           .text_scale = text_scale,
                           .dark = dark,
                           .reduced_motion = reduced_motion,
                           .high_contrast = high_contrast};
  program->measured = true;
  program->loop.wake(0);
}

EMSCRIPTEN_KEEPALIVE void waymark_hidden(bool hidden) {
  program->loop.set_hidden(hidden);
  if (hidden && program->app) program->app->went_hidden();
  program->platform.forget_written();
}

/// The page has a font that it did not have: words are measured and drawn anew.
EMSCRIPTEN_KEEPALIVE void waymark_words_changed() {
  waymark::text::forget_layouts();
  program->platform.words().restart();
  program->loop.wake(0);
}

EMSCRIPTEN_KEEPALIVE void waymark_context_lost() {
  program->screen.context_lost();
  program->platform.words().forget();
}

EMSCRIPTEN_KEEPALIVE void waymark_context_restored() {
  program->screen.context_restored();
  program->platform.words().restart();  // words asked for meanwhile were not drawn
  program->loop.wake(0);
}
}

int main() {
  program = new waymark::platform::Program;  // never ends: the page goes, and everything with it
  if (!program->screen.open([] { program->loop.wake(0); })) page_unable();
  return 0;
}
