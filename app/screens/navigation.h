// The way between screens: the places of the bottom bar, each with its own stack.
//
//   Navigation way(places_of(state.role));
//   way.open({Page::heading, …});   way.back();   way.go_to(Page::plan);
//   way.current().draw(scene);
//
// A place keeps its stack while another one is shown. Going to the place one is at returns to its first screen.
// Owns the screens; references live until the next change.
#pragma once

#include <memory>
#include <vector>

#include "app/screens/screen.h"

namespace waymark::screens {

/// First screens of the bottom bar, in its order.
std::vector<Page> places_of(Role role);

class Navigation {
 public:
  explicit Navigation(const std::vector<Page>& places);

  [[nodiscard]] Screen& current() const { return *stack().back(); }
  /// The screen that back leads to within this place; null at its first screen.
  [[nodiscard]] Screen* below() const;
  [[nodiscard]] Screen& first() const { return *stack().front(); }
  [[nodiscard]] int place() const { return static_cast<int>(place_); }
  [[nodiscard]] const std::vector<Page>& places() const { return places_; }

  void open(const Route& route);
  /// Like open, but beside the first screen: what was open beside it closes (two columns).
  void open_beside_first(const Route& route);
  /// One screen back; from the first screen of another place to the first place. False: there is nothing to go back to.
  bool back();
  void go_to(Page place);
  /// The screens from the place's first one to the current one.
  [[nodiscard]] std::vector<Route> way() const;
  /// Goes where a way() led; nowhere when it does not begin at a place.
  void follow(const std::vector<Route>& way);
  /// How often back does something.
  [[nodiscard]] int depth() const;

 private:
  using Stack = std::vector<std::unique_ptr<Screen>>;
  [[nodiscard]] const Stack& stack() const { return stacks_[place_]; }
  [[nodiscard]] Stack& stack() { return stacks_[place_]; }

  std::vector<Page> places_;
  std::vector<Stack> stacks_;  // one a place, never empty
  std::size_t place_ = 0;
};

}  // namespace waymark::screens
