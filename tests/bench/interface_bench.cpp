// The phone's side of a frame: what changed of the semantic tree, packed for the page, and words put on the screen.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <string>

#include "app/platform/headless.h"
#include "app/text/text.h"
#include "app/ui/mirror.h"
#include "imgui.h"
#include "server/files.h"

namespace waymark::bench {
namespace {

constexpr int rows = 100;

/// A list of 100 rows as a caseload has them, each an item with a button in it.
ui::Tree long_list(ui::NodeId first_id) {
  ui::Tree tree;
  tree.push_back({.id = 1, .role = ui::NodeRole::main, .rect = {0, 0, 390, 844}});
  tree.push_back({.id = 2, .parent = 1, .role = ui::NodeRole::scroller, .rect = {0, 0, 390, 844}});
  for (int i = 0; i < rows; ++i) {
    const ui::NodeId id = first_id + static_cast<ui::NodeId>(2 * i);
    const ui::NodeRect rect{0, static_cast<float>(72 * i), 390, 72};
    tree.push_back({.id = id, .parent = 2, .role = ui::NodeRole::list_item, .rect = rect});
    tree.push_back({.id = id + 1,
                    .parent = id,
                    .role = ui::NodeRole::button,
                    .rect = rect,
                    .name = "Jade Carter " + std::to_string(i),
                    .description = "spoke about a promise, Visit due in 38 days"});
  }
  return tree;
}

void pack_changes(benchmark::State& state, const ui::Tree& before, const ui::Tree& after) {
  std::vector<std::byte> packed;
  for (auto _ : state) {
    packed.clear();
    ui::diff(before, after, packed);
    benchmark::DoNotOptimize(packed.data());
  }
  state.counters["bytes"] = static_cast<double>(packed.size());
}
void mirror_of_202_nodes_nothing_new(benchmark::State& state) { pack_changes(state, long_list(1000), long_list(1000)); }
void mirror_of_202_nodes_all_new(benchmark::State& state) { pack_changes(state, long_list(1000), long_list(5000)); }
BENCHMARK(mirror_of_202_nodes_nothing_new)->Unit(benchmark::kMicrosecond);
BENCHMARK(mirror_of_202_nodes_all_new)->Unit(benchmark::kMicrosecond);

/// Dear ImGui without a screen, with the bundled face.
class Words {
 public:
  Words() {
    const auto face = server::read_file(".toolchain/fonts/AtkinsonHyperlegibleNext-Regular.ttf");
    if (!face) std::abort();
    face_ = *face;
    ImGui::CreateContext();
    ImGui::GetIO().BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
    ImGui::GetIO().DisplaySize = {390, 844};
    ImFont* font = text::add_face(face_.data(), face_.size());
    text::init(platform_, font, font);
    ImGui::NewFrame();
    text::begin_frame(false);
  }
  ~Words() {
    ImGui::EndFrame();
    ImGui::DestroyContext();
  }
  Words(const Words&) = delete;
  Words& operator=(const Words&) = delete;

  /// Draws `lines` lines of 40 letters each, at 17 px; returns how many letters.
  std::size_t draw(int lines) {
    ImDrawList list(ImGui::GetDrawListSharedData());
    list._ResetForNewFrame();
    list.PushClipRect({0, 0}, {390, 100000});
    list.PushTexture(ImGui::GetIO().Fonts->TexRef);
    const text::Style style{.size_px = 17, .line_height_px = 25};
    for (int i = 0; i < lines; ++i) {
      const text::Layout& laid = text::layout("You see your brother every second week.", style, 350);
      text::draw(list, laid, {20, static_cast<float>(25 * i)}, IM_COL32_BLACK);
    }
    return static_cast<std::size_t>(list.VtxBuffer.Size) / 4;
  }

 private:
  std::string face_;
  platform::Headless platform_;
};

void draw_a_screen_of_words(benchmark::State& state) {
  Words words;
  std::size_t glyphs = 0;
  for (auto _ : state) benchmark::DoNotOptimize(glyphs = words.draw(34));
  state.counters["glyphs"] = static_cast<double>(glyphs);
}
BENCHMARK(draw_a_screen_of_words)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace waymark::bench
