// Everything around the screens: bars, places, the help sheet, notices, the message at the bottom, two columns for
// an adviser's tablet, and what is shown while nobody is signed in. Draws one frame and tells what was wished for.
//
//   Shell shell;
//   Actions wishes = shell.draw(ui, state, lock, platform);   // then: send the events, copy, …
//
// Holds where the person is. Navigation itself is done here, events to the client are left to the caller.
#pragma once

#include <optional>
#include <string>

#include "app/screens/lock.h"
#include "app/screens/navigation.h"
#include "app/screens/phases.h"
#include "app/screens/screen.h"

namespace waymark::screens {

class Shell {
 public:
  /// Draws between Ui::begin_frame and Ui::end_frame, then goes where the person asked to go.
  Actions draw(ui::Ui& ui, const client::State& state, const vault::Lock& lock, platform::Platform& platform);
  /// The phone's back: closes what is open, else goes one screen back. False: there is nothing to go back to.
  bool went_back();
  /// Says whether it was copied.
  void copied(std::string_view what, bool done);
  /// Where the person is, as a text: State::place of the next start. Empty while nobody is signed in.
  [[nodiscard]] std::string place() const;
  /// The same, with how far down they have read.
  [[nodiscard]] std::string place_read(const ui::Ui& ui) const;
  /// How often the phone's back does something here.
  [[nodiscard]] int depth() const;

 private:
  bool follow(ui::Ui& ui, const client::State& state, const vault::Lock& lock);
  void draw_ready(Scene& scene);
  void draw_page(Scene& scene, Screen& screen);
  void answer_pull(Scene& scene);
  void tell_read(Scene& scene) const;
  void draw_two_columns(Scene& scene);
  void draw_top_bar(Scene& scene);
  void draw_bottom_bar(Scene& scene);
  void draw_help(Scene& scene);
  void draw_said(Scene& scene);
  void say(Actions& wishes);
  void travel(ui::Ui& ui, const Actions& wishes);
  const client::CaseState* whose(const client::State& state) const;

  std::optional<Navigation> way_;  // while someone is signed in
  Role role_ = Role::young_person;
  bool help_open_ = false;
  std::uint32_t help_times_ = 0;  // it was opened
  PhaseSheets phase_sheets_;
  LockScreen lock_screen_;
  std::optional<Actions::Said> said_;
  std::uint64_t said_count_ = 0;  // makes each message's key new, so that the same words show again
  bool two_columns_ = false;
  bool pulled_ = false;                   // and nothing was answered yet
  Route beside_{.page = Page::caseload};  // what the second column showed last
};

}  // namespace waymark::screens
