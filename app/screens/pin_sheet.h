// The PIN, once it is chosen: when the app locks, locking it now, another PIN.
#pragma once

#include <string>

#include "app/screens/lock.h"
#include "app/screens/screen.h"

namespace waymark::screens {

/// The card on the screen "Me". True: the PIN shall be changed.
bool draw_pin_card(Scene& scene);

class PinSheet {
 public:
  /// Closes the sheet of `screen` when another PIN is kept.
  void draw(Scene& scene, Screen& screen);

 private:
  std::string old_;
  NewPin new_;
  bool was_working_ = false;
};

}  // namespace waymark::screens
