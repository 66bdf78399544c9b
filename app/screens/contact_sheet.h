// Adds, changes and removes people in a young person's life. Young people keep their own; advisers keep all.
#pragma once

#include <string>

#include "app/screens/screen.h"

namespace waymark::screens {

class ContactSheet {
 public:
  void add(Screen& screen);
  void change(Screen& screen, const client::Shown<Contact>& contact);
  void draw(Scene& scene, Screen& screen);

 private:
  void fields(Scene& scene);
  void save(Scene& scene, Screen& screen);
  void remove(Scene& scene, Screen& screen);

  DocId contact_;  // empty: a new one
  Contact value_;
  bool complained_ = false;  // "Save" was tried: fields say what is missing
};

}  // namespace waymark::screens
