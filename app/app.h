// The app: the phone's state machine behind its lock, the screens and the way between them. The platform drives it:
//
//   App app(platform, seed);
//   app.start({.link_code = …, .profile = …, .online = …}, language);
//   …each frame, between ImGui::NewFrame and ImGui::Render:  app.frame(surroundings);
//   …whenever something happened:                            app.on(event);   app.on(mirror_event);
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/ui/ui.h"
#include "core/vault/vault.h"

namespace waymark {

namespace platform {
class Platform;
}

class App {
 public:
  App(platform::Platform& platform, std::array<std::uint64_t, 4> seed);
  ~App();

  void start(client::Started started);
  /// Feeds the client, carries out its effects through the platform and asks for a frame.
  void on(const client::Event& event);
  void on(const vault::Event& event);
  void on(const ui::MirrorEvent& event);
  /// The phone's back: one screen back, or closes what is open. `shown`: a swipe has moved the screens already.
  void went_back(bool shown = false);
  /// A catalog of translations has arrived; empty bytes: it could not be had.
  void catalog_arrived(std::string_view language, std::string_view bytes);
  /// What was to be copied is in the phone's clipboard, or the phone did not let us.
  void copied(bool done);
  /// The languages that this machine has voices of its own for, as BCP 47 tags; again whenever there are others.
  void voices(std::vector<std::string> languages);
  /// All that Platform::speak(number, …) was given is said, or could not be.
  void spoken(std::uint32_t number);
  /// The page is no longer seen: it falls silent, and keeps where one is, for the phone may close it now.
  void went_hidden();
  void frame(const ui::Surroundings& surroundings);
  /// Whether a frame shows what is on the phone, in the person's own language: before that it would only flicker.
  [[nodiscard]] bool has_content() const;

  /// Away from here at once, locked.
  void leave();
  /// Somebody is here: it stays open for a while longer.
  void touched();

  [[nodiscard]] const client::State& state() const;
  [[nodiscard]] const vault::Lock& lock() const;
  [[nodiscard]] const ui::Tree& tree() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace waymark
