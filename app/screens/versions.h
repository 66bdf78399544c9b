// Where two people, or two phones, changed the same thing: both versions whole, who wrote them and when, and a choice.
//
//   VersionSheet versions_;
//   versions_.line(scene, *this, step.id, step.beside);       // where the thing is shown: a quiet line and the way in
//   versions_.draw(scene, *this);                             // with the screen's sheets
//
// Nothing is chosen by a single tap: one marks a version, or puts both together and changes the words, then saves.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/screens/draft.h"
#include "app/screens/screen.h"

namespace waymark::screens {

class VersionSheet {
 public:
  /// Draws nothing when nothing is beside. `fields`: what the pointers of those meant here begin with; empty: all.
  void line(Scene& scene, Screen& screen, const DocId& doc, const std::vector<client::Beside>& beside,
            std::string_view fields = {});
  void draw(Scene& scene, Screen& screen);

 private:
  /// One field with all its versions; the first is the shown one.
  struct Place {
    std::vector<client::Beside> versions;
    int chosen = -1;  // 0: what is shown; 1…: a version; after the last: both together
    Draft both;
  };
  void open(const Scene& scene, const std::vector<client::Beside>& beside);
  void keep_up(Scene& scene, Screen& screen);
  void draw_place(Scene& scene, Place& place, std::size_t index);
  void draw_choice(Scene& scene, Place& place);
  void save(Scene& scene, Screen& screen);
  [[nodiscard]] client::ChooseVersion choice(const Place& place) const;

  DocId doc_;
  std::string fields_;
  std::vector<client::Beside> opened_with_;
  std::vector<Place> places_;
  bool complained_ = false;  // "Save" was tried without a choice
  bool changed_ = false;     // another version came, or one went, while it was open
};

/// A row that leads to the first of the things of this case to choose from; nothing when there is nothing.
void versions_row(Scene& scene);

}  // namespace waymark::screens
