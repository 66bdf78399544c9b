// The people in a young person's life: reaching, adding, changing and removing them. Young people keep their own;
// advisers keep all.
#pragma once

#include <string>

#include "app/screens/draft.h"
#include "app/screens/screen.h"
#include "app/screens/versions.h"

namespace waymark::screens {

class ContactSheet {
 public:
  void add(Scene& scene, Screen& screen);
  /// Someone who is there: ways to reach them first, and from there to change them.
  void show(Screen& screen, const client::Shown<Contact>& contact);
  void draw(Scene& scene, Screen& screen);

 private:
  void draw_person(Scene& scene, Screen& screen);
  void draw_form(Scene& scene, Screen& screen);
  void begin(Scene& scene, Screen& screen, const Contact& as_it_is);
  void fields(Scene& scene);
  void save(Scene& scene, Screen& screen);
  void remove(Scene& scene, Screen& screen);
  client::SaveContact edit(const Scene& scene) const;
  const client::Shown<Contact>* find(const Scene& scene) const;

  DocId contact_;  // empty: a new one
  Contact value_, before_;
  KeptDraft draft_;
  VersionSheet versions_;
  bool complained_ = false;  // "Save" was tried: fields say what is missing
};

}  // namespace waymark::screens
