// A stage for tests of the interface: Dear ImGui without a graphics card, a headless platform, and someone who taps,
// drags, types and listens. Time moves in steps of 16 ms, and only here.
//
//   Stage stage;
//   ui::Ui ui(stage.platform);
//   stage.show([&] { ui.begin_frame(stage.around); …; ui.end_frame(); });
//   stage.tap(*find(ui.tree(), NodeRole::button, "Call Sam"));
//
// One stage at a time: Dear ImGui has one current context.
#pragma once

#include <array>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "app/platform/headless.h"
#include "app/ui/ui.h"
#include "tests/app/picture.h"

struct ImGuiContext;

namespace waymark::test {

/// The first node of that role and name; null: there is none.
const ui::Node* find(const ui::Tree& tree, ui::NodeRole role, std::string_view name);

/// One change that went to the page, read back from its packed form (app/ui/mirror.h).
struct MirrorChange {
  ui::MirrorOp op = ui::MirrorOp::add;
  ui::NodeId id = 0;
  std::string text;  // announcements; title of the document
  std::string lang;  // of an announcement
  bool assertive = false;
  float offset = 0;  // scroll
};

class Stage {
 public:
  explicit Stage(ui::Surroundings surroundings = {});
  ~Stage();
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;

  platform::Headless platform;
  ui::Surroundings around;

  /// What each frame draws, from now on; runs until all is still.
  void show(std::function<void()> draw);
  /// One frame, 16 ms after the last.
  void frame();
  /// Frames while the app asks for them; the number of them. At most `most`.
  int settle(int most = 400);
  /// Time passes with frames only where the app asks for them; the number of frames.
  int wait_ms(double ms);

  // ---- a finger on the glass, in CSS px from the top left
  void press(float x, float y);
  void move(float x, float y);
  void release();
  void tap(float x, float y);
  void tap(const ui::Node& node, const ui::Tree& tree);
  /// From one point to another in so many milliseconds, then lifts the finger; frames run while it moves.
  void drag(float x0, float y0, float x1, float y1, double duration_ms);
  void wheel(float x, float y, float dy_px);
  void mouse_to(float x, float y);
  void mouse_drag(float x0, float y0, float x1, float y1);

  /// Where a node of the last frame is on the screen.
  [[nodiscard]] ui::NodeRect on_screen(const ui::Node& node, const ui::Tree& tree) const;
  /// What went to the page since the last call.
  [[nodiscard]] std::vector<MirrorChange> take_changes() { return std::exchange(changes_, {}); }
  /// The last frame as one would see it.
  [[nodiscard]] Picture picture() const;
  /// Ids of all items that Dear ImGui saw in the last frame.
  [[nodiscard]] const std::unordered_set<unsigned>& items() const;
  /// Vertices of the last frame.
  [[nodiscard]] int vertices() const;

 private:
  void upload_textures();
  void read_mirror();
  std::function<void()> draw_;
  ImGuiContext* context_ = nullptr;
  std::array<std::vector<char>, 2> fonts_;  // regular, semibold
  std::vector<MirrorChange> changes_;
  std::unordered_map<ui::NodeId, float> offsets_;  // of scrollers, as the page knows them
};

}  // namespace waymark::test
