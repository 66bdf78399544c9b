// Steps: rows to tick, and the sheet in which one is added or changed. Used by Today, headings and the adviser.
#pragma once

#include <optional>
#include <string>

#include "app/screens/draft.h"
#include "app/screens/screen.h"
#include "app/screens/versions.h"

namespace waymark::screens {

/// "You, by Friday 3 March".
std::string step_detail(const Scene& scene, const Step& step);

/// One row with its tick; true when the words were tapped (`opens`). Ticking can be undone from the snackbar.
bool step_row(Scene& scene, const client::Shown<Step>& step, bool opens);

/// Adds, changes and removes steps in a sheet.
class StepSheet {
 public:
  void add(Scene& scene, Screen& screen, Heading heading);
  void change(Scene& scene, Screen& screen, const client::Shown<Step>& step);
  void draw(Scene& scene, Screen& screen);

 private:
  void begin(Scene& scene, Screen& screen);
  [[nodiscard]] client::Event edit(const Scene& scene) const;
  void versions(Scene& scene, Screen& screen);
  void fields(Scene& scene);
  void owner_field(Scene& scene);
  void save(Scene& scene, Screen& screen);
  void remove(Scene& scene, Screen& screen);

  DocId step_;  // empty: a new one
  Step value_, before_;
  KeptDraft draft_;
  VersionSheet versions_;
  bool complained_ = false;  // "Save" was tried without a title: the field says what is missing
};

}  // namespace waymark::screens
