// What a screen is: one page of the app, drawn from the client's state and a little state of its own.
//
//   class Today final : public Screen {
//    public:
//     using Screen::Screen;
//     std::string title(const Scene& scene) const override { return tr("Today"); }
//     void draw(Scene& scene) override { scene.ui.text(…); if (scene.ui.button(…)) scene.act.open({Page::plan}); }
//   };
//   std::unique_ptr<Screen> make_today(const Route& route) { return std::make_unique<Today>(route); }
//
// Screens draw through Ui only and never change the state: what a person does becomes a wish in `Actions`, which the
// app carries out after the frame. So `state` and references into it hold for the whole frame, and not longer.
// A screen lives as long as its place on the stack of navigation.h; what it remembers (an open sheet, typed words
// that are also kept as a draft) goes with it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/platform/platform.h"
#include "app/screens/list.h"
#include "app/text/strings.h"
#include "app/ui/ui.h"
#include "core/vault/vault.h"

namespace waymark::screens {

using text::tr;
using text::trc;
using text::trn;
using ui::Aloud;
using ui::ButtonKind;
using ui::Icon;
using ui::Tone;
using ui::Type;

#define WAYMARK_SCREEN_NAME(name) name,
enum class Page : std::uint8_t { WAYMARK_SCREENS(WAYMARK_SCREEN_NAME) };
#undef WAYMARK_SCREEN_NAME

/// Which screen, and of what.
struct Route {
  Page page = Page::today;
  CaseId case_id;                      // adviser: whose; empty on a young person's own phone
  std::string subject;                 // id of the offer item or pledge
  Heading heading = Heading::support;  // of the heading screen
  bool operator==(const Route&) const = default;
};

/// What the person asked for in this frame, in order. The app carries it out when the frame is drawn.
class Actions {
 public:
  /// A message at the bottom, and what undoes the thing that it tells of.
  struct Said {
    std::string text;
    std::vector<client::Event> undo = {};
    std::optional<client::Event> later = std::nullopt;  // what is sent when it can no longer be undone
  };

  struct Copied {
    std::string text, name;
  };

  void send(client::Event event) { events.push_back(std::move(event)); }
  void send(vault::Event event) { lock_events.push_back(std::move(event)); }
  void say(std::string text) { said = Said{std::move(text)}; }
  void say(std::string text, client::Event undo) { said = Said{std::move(text), {std::move(undo)}}; }
  void say(Said message) { said = std::move(message); }
  void open(Route route) { opened = std::move(route); }
  void back() { went_back = true; }
  /// One of the places of the bottom bar, at its first screen.
  void go_to(Page place) { place_chosen = place; }
  void help() { help_asked = true; }
  /// `name`: what the person is told that it is; empty: the text itself.
  void copy(std::string_view text, std::string_view name = {}) {
    copied = Copied{std::string(text), std::string(name.empty() ? text : name)};
  }

  /// Whether the next frame shows something else although the state is the same.
  [[nodiscard]] bool moved() const { return said || opened || place_chosen || went_back || help_asked; }

  std::vector<client::Event> events;
  std::vector<vault::Event> lock_events;
  std::optional<Said> said;
  std::optional<Route> opened;
  std::optional<Page> place_chosen;
  std::optional<Copied> copied;
  bool went_back = false;
  bool help_asked = false;
  bool leave_asked = false;  // at once, to somewhere else
};

/// What a screen is given in each frame.
struct Scene {
  ui::Ui& ui;
  const client::State& state;
  const vault::Lock& lock;
  platform::Platform& platform;  // for dates, times and amounts in the person's language
  Actions& act;
  const client::CaseState* whose = nullptr;  // the case of the route: one's own, or the young person's; may be null

  [[nodiscard]] bool adviser() const { return state.role == Role::adviser; }
};

/// Which sheet of a screen is open, and how often one was opened: the same one again, while it still slides away, is
/// another opening.
class OpenSheet {
 public:
  OpenSheet& operator=(std::string_view key) {
    key_ = key;
    ++times_;
    return *this;
  }
  void clear() { key_.clear(); }
  [[nodiscard]] bool empty() const { return key_.empty(); }
  [[nodiscard]] std::uint32_t times() const { return times_; }
  bool operator==(std::string_view key) const { return key_ == key; }

 private:
  std::string key_;
  std::uint32_t times_ = 0;
};

class Screen {
 public:
  explicit Screen(Route route) : route(std::move(route)) {}
  virtual ~Screen() = default;
  Screen(const Screen&) = delete;
  Screen& operator=(const Screen&) = delete;

  /// Of the top bar.
  [[nodiscard]] virtual std::string title(const Scene& scene) const = 0;
  /// What the way back to this screen is called.
  [[nodiscard]] virtual std::string short_title(const Scene& scene) const { return title(scene); }
  /// The page between the bars.
  virtual void draw(Scene& scene) = 0;
  /// The open sheet, if any; drawn above everything.
  virtual void draw_sheet(Scene& /*scene*/) {}

  const Route route;
  OpenSheet sheet;  // one at a time; the phone's back closes it
};

#define WAYMARK_SCREEN_MAKER(name) std::unique_ptr<Screen> make_##name(const Route& route);
WAYMARK_SCREENS(WAYMARK_SCREEN_MAKER)
#undef WAYMARK_SCREEN_MAKER

/// The screen of a route, new.
std::unique_ptr<Screen> make_screen(const Route& route);
/// Stable name of a page: "offer_item". Keys scroll places and tests.
std::string_view name_of(Page page);

/// Opens and closes a sheet of `screen` and draws it by `fill` while it is open.
template <class Fill>
void sheet(Scene& scene, Screen& screen, std::string_view key, const std::string& title, Fill fill) {
  if (screen.sheet != key) return;
  bool open = true;
  bool help = false;
  if (auto scope = scene.ui.sheet(key, title, &open, tr("Close"), tr("Help now"), &help, screen.sheet.times())) fill();
  if (help) scene.act.help();
  if (!open) screen.sheet.clear();
}

}  // namespace waymark::screens
