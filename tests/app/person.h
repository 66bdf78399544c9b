// Someone who uses the app through what it says of itself, as with a screen reader: finds by role and name, acts,
// reads.
#pragma once

#include <string>
#include <string_view>

#include "app/ui/mirror.h"
#include "app/ui/semantics.h"

namespace waymark::test {

class Person {
 public:
  virtual ~Person() = default;

  /// Activates the first node of that role whose name begins so. Fails the test if there is none.
  void press(ui::NodeRole role, std::string_view name);
  /// Types into the field of that label.
  void write(std::string_view label, std::string_view text);
  /// A place of the bottom bar.
  void go_to(std::string_view place) { press(ui::NodeRole::button, place); }

  [[nodiscard]] const ui::Node* find(ui::NodeRole role, std::string_view name) const;
  [[nodiscard]] bool shows(ui::NodeRole role, std::string_view name) const { return find(role, name) != nullptr; }
  /// Whether any node says it.
  [[nodiscard]] bool says(std::string_view words) const;
  [[nodiscard]] std::string h1() const;

  [[nodiscard]] virtual const ui::Tree& tree() const = 0;

 protected:
  /// Something was done to an element; returns when all is still.
  virtual void act(const ui::MirrorEvent& event) = 0;
};

}  // namespace waymark::test
