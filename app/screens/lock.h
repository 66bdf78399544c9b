// What stands before everything else while the vault is not open: choosing a PIN, or saying it. Help now works here,
// and so does the choice of a language. Nothing here says whose phone it is or what the app is about.
#pragma once

#include <string>

#include "app/screens/screen.h"

namespace waymark::screens {

/// The fields of a PIN that is being chosen, for the first time or anew.
class NewPin {
 public:
  NewPin() = default;
  NewPin(NewPin&&) = default;
  NewPin& operator=(NewPin&& other) noexcept;
  NewPin(const NewPin&) = delete;
  NewPin& operator=(const NewPin&) = delete;
  ~NewPin() { forget(); }

  /// True: Enter was pressed in the last of them.
  bool draw(Scene& scene);
  /// The PIN, when both are the same; else says what is missing, and is empty.
  std::string take(Scene& scene);
  void forget();

 private:
  std::string pin_, again_;
  bool words_ = false;      // a passphrase
  bool different_ = false;  // the two were not the same when it was tried
};

class LockScreen {
 public:
  static bool is_wanted(const vault::Lock& lock) {
    return lock.phase == vault::Phase::choosing || lock.phase == vault::Phase::locked;
  }
  void draw(Scene& scene);

  bool forgotten_open = false;  // what to do without the PIN
  bool language_open = false;

 private:
  void draw_choosing(Scene& scene);
  void draw_locked(Scene& scene);
  void draw_forgotten(Scene& scene);

  NewPin new_pin_;
  std::string pin_;
  bool failed_ = false;  // the field says that it was wrong, until it is typed in again
  bool was_working_ = false;
};

/// What went wrong with a PIN, for the error line of its field; empty: nothing.
std::string pin_error(const Scene& scene);

}  // namespace waymark::screens
