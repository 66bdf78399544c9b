// Every widget of app/ui in a few pages, as screens use them: what the widget tests draw.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/ui/ui.h"

namespace waymark::test {

/// What someone did to the gallery, and what it shows.
struct Gallery {
  enum class Page : std::uint8_t { today, step, forms, pieces, panes };
  Page page = Page::today;
  bool sheet = false;
  bool snackbar = false;
  bool suggested = true;  // other words, on the page of a step
  std::vector<bool> ticked = std::vector<bool>(4, false);
  std::string words = "I want to live near my sister, and to have a door that I can lock.";
  std::string name = "Amina";
  std::string search;
  std::optional<Date> due = Date{2026, 3, 3};
  int feeling = 1, segment = 0, place = 0, open_row = 0;
  std::string last;  // key of what was tapped last
  int pulls = 0;

  /// One frame: everything between begin_frame and end_frame.
  void draw(ui::Ui& ui);

 private:
  void today(ui::Ui& ui);
  void step(ui::Ui& ui);
  void forms(ui::Ui& ui);
  void pieces(ui::Ui& ui);
  void panes(ui::Ui& ui);
  void bars(ui::Ui& ui);
};

}  // namespace waymark::test
