// The gallery on a stage: what most widget tests begin with.
#pragma once

#include <string_view>

#include "tests/app/gallery.h"
#include "tests/app/stage.h"

namespace waymark::test {

struct Shown {
  explicit Shown(Gallery::Page page, ui::Surroundings around = {}) : stage(around), ui(stage.platform) {
    gallery.page = page;
    stage.show([this] {
      ui.begin_frame(stage.around);
      gallery.draw(ui);
      ui.end_frame();
    });
    (void)stage.take_changes();
  }

  [[nodiscard]] const ui::Node* find(ui::NodeRole role, std::string_view name) const {
    return test::find(ui.tree(), role, name);
  }
  [[nodiscard]] ui::NodeId id(ui::NodeRole role, std::string_view name) const {
    const ui::Node* node = find(role, name);
    return node == nullptr ? 0 : node->id;
  }
  void tap(ui::NodeRole role, std::string_view name) {
    if (const ui::Node* node = find(role, name)) stage.tap(*node, ui.tree());
  }
  void hear(ui::MirrorEvent event) {
    ui.on(event);
    stage.settle();
  }
  void click(ui::NodeRole role, std::string_view name) {
    hear({.kind = ui::MirrorEvent::Kind::click, .id = id(role, name)});
  }
  /// How far the page is scrolled.
  [[nodiscard]] float offset() const;

  Stage stage;
  ui::Ui ui;
  Gallery gallery;
};

inline float Shown::offset() const {
  for (const ui::Node& node : ui.tree())
    if (node.role == ui::NodeRole::scroller) return node.rect.y - stage.on_screen({.parent = node.id}, ui.tree()).y;
  return 0;
}

}  // namespace waymark::test
