#include "tests/app/screens_stage.h"

#include <gtest/gtest.h>

namespace waymark::test {

ui::Surroundings phone_around() { return {.pixel_ratio = 2, .inset_top_px = 24, .inset_bottom_px = 16}; }

ui::Surroundings tablet_around() {
  ui::Surroundings around;
  around.width_px = 1180;
  around.height_px = 820;
  return around;
}

ScreensStage::ScreensStage(client::State first, ui::Surroundings around)
    : stage(around), ui(stage.platform), state(std::move(first)) {
  stage.platform.set_now({.utc_ms = state.sync.last_utc_ms + 3'600'000, .today = state.today});
  stage.show([this] {
    ui.begin_frame(stage.around);
    screens::Actions wishes = shell.draw(ui, state, lock, stage.platform);
    ui.end_frame();
    for (client::Event& event : wishes.events) events.push_back(std::move(event));
    for (vault::Event& event : wishes.lock_events) lock_events.push_back(std::move(event));
    if (wishes.copied) copied.push_back(wishes.copied->text);
    if (wishes.moved()) stage.platform.request_frame(0);
  });
}

void ScreensStage::settle() {
  stage.platform.request_frame(0);
  stage.settle();
}

void ScreensStage::press_and_go_on(ui::NodeRole role, std::string_view name) {
  const ui::Node* node = find(role, name);
  ASSERT_NE(node, nullptr) << name;
  ui.on({.kind = ui::MirrorEvent::Kind::click, .id = node->id});
  for (int frame = 0; frame < 3; ++frame) stage.frame();
}

void ScreensStage::keep_marks() {
  for (const client::KeepMark& mark : sent<client::KeepMark>()) {
    if (mark.text.empty())
      state.marks.erase(mark.key);
    else
      state.marks[mark.key] = mark.text;
  }
  settle();
}

bool ScreensStage::is_new(std::string_view place) const {
  const ui::Node* node = find(ui::NodeRole::button, place);
  return node != nullptr && node->description == "New";
}

void ScreensStage::act(const ui::MirrorEvent& event) {
  ui.on(event);
  settle();
}

}  // namespace waymark::test
