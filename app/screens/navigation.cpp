#include "app/screens/navigation.h"

#include <algorithm>

namespace waymark::screens {

std::vector<Page> places_of(Role role) {
  if (role == Role::adviser) return {Page::caseload, Page::offer, Page::promises, Page::people, Page::me};
  return {Page::today, Page::plan, Page::offer, Page::promises, Page::people};
}

Navigation::Navigation(const std::vector<Page>& places) : places_(places), stacks_(places.size()) {
  for (std::size_t i = 0; i < places_.size(); ++i) stacks_[i].push_back(make_screen({.page = places_[i]}));
}

Screen* Navigation::below() const { return stack().size() < 2 ? nullptr : stack()[stack().size() - 2].get(); }

void Navigation::open(const Route& route) {
  if (current().route == route) return;
  stack().push_back(make_screen(route));
}

void Navigation::open_beside_first(const Route& route) {
  if (stack().size() > 1 && stack()[1]->route == route) {
    stack().resize(2);
    return;
  }
  stack().resize(1);
  stack().push_back(make_screen(route));
}

bool Navigation::back() {
  if (stack().size() > 1) {
    stack().pop_back();
    return true;
  }
  if (place_ == 0) return false;
  place_ = 0;
  return true;
}

void Navigation::go_to(Page place) {
  const auto found = std::ranges::find(places_, place);
  if (found == places_.end()) return;
  const auto index = static_cast<std::size_t>(found - places_.begin());
  if (index == place_) stack().resize(1);
  place_ = index;
}

std::vector<Route> Navigation::way() const {
  std::vector<Route> way;
  for (const auto& screen : stack()) way.push_back(screen->route);
  return way;
}

void Navigation::follow(const std::vector<Route>& way) {
  if (way.empty() || std::ranges::find(places_, way.front().page) == places_.end()) return;
  if (way.front().page != places_[place_]) go_to(way.front().page);
  for (std::size_t i = 1; i < way.size(); ++i) open(way[i]);
}

int Navigation::depth() const { return static_cast<int>(stack().size()) - 1 + (place_ == 0 ? 0 : 1); }

}  // namespace waymark::screens
