#include "app/app.h"

#include <deque>
#include <utility>
#include <variant>

#include "app/platform/platform.h"
#include "app/screens/shell.h"
#include "app/text/languages.h"
#include "app/text/strings.h"
#include "app/text/text.h"

namespace waymark {

struct App::Impl {
  Impl(platform::Platform& platform, std::array<std::uint64_t, 4> seed)
      : platform(platform), vault(seed), ui(platform) {}

  using Event = std::variant<client::Event, vault::Event>;

  void take(Event event);
  void forget();
  void perform(vault::Effect effect);
  void follow_language();
  void follow_history();
  void follow_place();
  void carry_out(screens::Actions& wishes);
  void leave();

  platform::Platform& platform;
  vault::Vault vault;
  ui::Ui ui;
  screens::Shell shell;
  std::deque<Event> waiting;  // events that came while one was being taken
  bool taking = false;
  std::string language_asked = "en";  // the catalog that is in use or on its way
  bool catalog_awaited = false;       // it is on its way
  bool catalog_missing = false;       // it could not be had: asked again with the next signal
  int history_depth = 0;              // as the platform was told
  std::string place;                  // as the client was told
  std::string copying;                // what the platform was last asked to copy
};

/// One event after the other: a platform may answer an effect at once, while its event is still being taken.
void App::Impl::take(Event event) {
  waiting.push_back(std::move(event));
  if (taking) return;
  taking = true;
  const bool was_open = vault.lock().phase == vault::Phase::open;
  while (!waiting.empty()) {
    const Event next = std::move(waiting.front());
    waiting.pop_front();
    std::vector<vault::Effect> effects =
        std::visit([this](const auto& one) { return vault.step(one, platform.now()); }, next);
    for (vault::Effect& effect : effects) perform(std::move(effect));
  }
  taking = false;
  if (was_open && vault.lock().phase != vault::Phase::open) forget();
  follow_language();
  platform.request_frame(0);
}

/// It was locked: what is remembered of the screens goes, and what is seen of them.
void App::Impl::forget() {
  ui.stop_reading();
  text::forget_layouts();
  copying.clear();
  place.clear();
  platform.draw_unseen();
}

void App::Impl::perform(vault::Effect effect) {
  if (auto* stretch = std::get_if<vault::StretchPin>(&effect)) return platform.stretch_pin(std::move(*stretch));
  platform.perform(std::get<client::Effect>(std::move(effect)));
}

void App::Impl::follow_language() {
  const text::Language* known = text::find_language(vault.state().language);
  const std::string_view wanted = known == nullptr ? "en" : known->tag;
  const bool again = catalog_missing && vault.state().sync.online;
  if (wanted == language_asked && !again) return;
  language_asked = wanted;
  catalog_missing = false;
  catalog_awaited = wanted != "en";
  if (wanted == "en")
    text::use_catalog("en", {});
  else
    platform.load_catalog(wanted);
}

void App::Impl::follow_history() {
  const int depth = shell.depth();
  if (depth == history_depth) return;
  history_depth = depth;
  platform.set_history_depth(depth);
}

void App::Impl::follow_place() {
  std::string now = shell.place();
  if (now == place) return;
  place = std::move(now);
  if (!place.empty()) take(client::Event(client::KeepPlace{place}));
}

void App::Impl::carry_out(screens::Actions& wishes) {
  if (wishes.copied) {
    copying = wishes.copied->name;
    platform.copy(wishes.copied->text);
  }
  for (client::Event& event : wishes.events) take(std::move(event));
  for (vault::Event& event : wishes.lock_events) take(std::move(event));
  if (wishes.leave_asked) leave();
  if (wishes.moved()) platform.request_frame(0);
}

void App::Impl::leave() {
  platform.leave();
  take(vault::LockNow{});
}

App::App(platform::Platform& platform, std::array<std::uint64_t, 4> seed)
    : impl_(std::make_unique<Impl>(platform, seed)) {}
App::~App() = default;

void App::start(client::Started started) { impl_->take(client::Event(std::move(started))); }

void App::on(const client::Event& event) { impl_->take(event); }
void App::on(const vault::Event& event) { impl_->take(event); }

void App::on(const ui::MirrorEvent& event) {
  impl_->ui.on(event);
  impl_->platform.request_frame(0);
}

void App::went_back(bool shown) {
  // The page's history is one entry shorter already; what is told next is compared with that.
  if (impl_->history_depth > 0) --impl_->history_depth;
  const std::string before = impl_->shell.place();
  impl_->shell.went_back();
  if (impl_->shell.place() != before) impl_->ui.went_back(shown);
  impl_->follow_history();
  impl_->platform.request_frame(0);
}

void App::catalog_arrived(std::string_view language, std::string_view bytes) {
  if (language != impl_->language_asked) return;  // another one was chosen meanwhile
  impl_->catalog_awaited = false;
  if (bytes.empty() || !text::use_catalog(language, bytes)) {
    text::use_catalog("en", {});
    // Without signal only: asking again and again for what the council does not have helps nobody.
    impl_->catalog_missing = !impl_->vault.state().sync.online;
  }
  impl_->platform.request_frame(0);
}

void App::copied(bool done) {
  impl_->shell.copied(impl_->copying, done);
  impl_->platform.request_frame(0);
}

void App::voices(std::vector<std::string> languages) { impl_->ui.voices(std::move(languages)); }

void App::spoken(std::uint32_t number) { impl_->ui.spoken(number); }

void App::went_hidden() {
  impl_->ui.stop_reading();
  const std::string read = impl_->shell.place_read(impl_->ui);
  if (!read.empty()) impl_->take(client::Event(client::KeepPlace{read}));
  impl_->take(client::Event(client::WentHidden{}));
}

bool App::has_content() const {
  const bool starting = impl_->vault.state().phase == client::Phase::starting;
  return (!starting || impl_->vault.lock().phase != vault::Phase::none) && !impl_->catalog_awaited;
}

void App::frame(const ui::Surroundings& surroundings) {
  impl_->ui.begin_frame(surroundings);
  screens::Actions wishes = impl_->shell.draw(impl_->ui, impl_->vault.state(), impl_->vault.lock(), impl_->platform);
  impl_->ui.end_frame();
  impl_->carry_out(wishes);
  impl_->follow_history();
  impl_->follow_place();
}

const client::State& App::state() const { return impl_->vault.state(); }

const vault::Lock& App::lock() const { return impl_->vault.lock(); }

void App::leave() { impl_->leave(); }

/// Asks for no frame: nothing that is drawn changes.
void App::touched() {
  const vault::Event event = vault::Touched{};
  for (vault::Effect& effect : impl_->vault.step(event, impl_->platform.now())) impl_->perform(std::move(effect));
}

const ui::Tree& App::tree() const { return impl_->ui.tree(); }

}  // namespace waymark
