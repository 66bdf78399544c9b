#include "tests/app/stage.h"

#include <algorithm>
#include <cassert>
#include <cfloat>
#include <cstring>
#include <fstream>
#include <iterator>

#include "app/text/text.h"
#include "imgui.h"
#include "imgui_internal.h"

namespace {

std::unordered_set<unsigned>& seen_items() {
  static std::unordered_set<unsigned> items;
  return items;
}

}  // namespace

// Dear ImGui reports every item it is given; the window itself is none of ours.
void ImGuiTestEngineHook_ItemAdd(ImGuiContext* context, ImGuiID id, const ImRect&, const ImGuiLastItemData*) {
  const ImGuiWindow* window = context->CurrentWindow;
  if (window != nullptr && id == window->ID) return;
  if (window != nullptr && std::strcmp(window->Name, "waymark") == 0 && id != window->MoveId) seen_items().insert(id);
}
void ImGuiTestEngineHook_ItemInfo(ImGuiContext*, ImGuiID, const char*, ImGuiItemStatusFlags) {}
void ImGuiTestEngineHook_Log(ImGuiContext*, const char*, ...) {}
const char* ImGuiTestEngine_FindItemDebugLabel(ImGuiContext*, ImGuiID) { return nullptr; }

namespace waymark::test {
namespace {

constexpr double frame_ms = 16;

std::vector<char> read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

class Reader {
 public:
  explicit Reader(const std::vector<std::byte>& bytes) : bytes_(bytes) {}
  [[nodiscard]] bool done() const { return at_ >= bytes_.size(); }
  template <class Number>
  Number number() {
    Number out{};
    std::memcpy(&out, bytes_.data() + at_, sizeof out);
    at_ += sizeof out;
    return out;
  }
  std::string text() {
    const auto size = number<std::uint32_t>();
    std::string out(reinterpret_cast<const char*>(bytes_.data()) + at_, size);
    at_ += size;
    return out;
  }
  void skip_fields() {
    at_ += 1 + 1 + 2 + 1 + 2 + 2 + 6 * 4;
    for (int i = 0; i < 5; ++i) text();
  }

 private:
  const std::vector<std::byte>& bytes_;
  std::size_t at_ = 0;
};

MirrorChange read_change(Reader& read) {
  MirrorChange out;
  out.op = static_cast<ui::MirrorOp>(read.number<std::uint8_t>());
  switch (out.op) {
    case ui::MirrorOp::add:
      out.id = read.number<std::uint32_t>();
      read.number<std::uint64_t>();
      read.skip_fields();
      break;
    case ui::MirrorOp::set:
      out.id = read.number<std::uint32_t>();
      read.skip_fields();
      break;
    case ui::MirrorOp::move:
      out.id = read.number<std::uint32_t>();
      read.number<std::uint64_t>();
      break;
    case ui::MirrorOp::remove:
    case ui::MirrorOp::focus:
      out.id = read.number<std::uint32_t>();
      break;
    case ui::MirrorOp::announce:
      out.assertive = read.number<std::uint8_t>() != 0;
      out.text = read.text();
      out.lang = read.text();
      break;
    case ui::MirrorOp::scroll:
      out.id = read.number<std::uint32_t>();
      out.offset = read.number<float>();
      break;
    case ui::MirrorOp::document:
      out.text = read.text();
      read.text();
      read.number<std::uint8_t>();
      break;
  }
  return out;
}

}  // namespace

const ui::Node* find(const ui::Tree& tree, ui::NodeRole role, std::string_view name) {
  const auto found =
      std::find_if(tree.begin(), tree.end(), [&](const ui::Node& n) { return n.role == role && n.name == name; });
  return found == tree.end() ? nullptr : &*found;
}

Stage::Stage(ui::Surroundings surroundings) : around(surroundings) {
  assert(ImGui::GetCurrentContext() == nullptr && "one stage at a time");
  context_ = ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
  const std::string folder = std::string(WAYMARK_SOURCE_DIR) + "/.toolchain/fonts/AtkinsonHyperlegibleNext-";
  fonts_[0] = read_file(folder + "Regular.ttf");
  fonts_[1] = read_file(folder + "SemiBold.ttf");
  ImFont* regular = text::add_face(fonts_[0].data(), fonts_[0].size());
  ImFont* semibold = text::add_face(fonts_[1].data(), fonts_[1].size());
  text::init(platform, regular, semibold);
  context_->TestEngineHookItems = true;
}

Stage::~Stage() {
  for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
    texture->SetTexID(ImTextureID_Invalid);
    texture->SetStatus(ImTextureStatus_Destroyed);
  }
  ImGui::DestroyContext(context_);
}

void Stage::upload_textures() {
  for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
    if (texture->Status == ImTextureStatus_WantCreate)
      texture->SetTexID(static_cast<ImTextureID>(texture->UniqueID) + 1);
    if (texture->Status == ImTextureStatus_WantDestroy) {
      texture->SetTexID(ImTextureID_Invalid);
      texture->SetStatus(ImTextureStatus_Destroyed);
    } else if (texture->Status != ImTextureStatus_Destroyed) {
      texture->SetStatus(ImTextureStatus_OK);
    }
  }
}

void Stage::show(std::function<void()> draw) {
  draw_ = std::move(draw);
  frame();
  settle();
}

void Stage::frame() {
  platform.advance_ms(frame_ms);
  ImGuiIO& io = ImGui::GetIO();
  io.DeltaTime = static_cast<float>(frame_ms / 1000);
  io.DisplaySize = {around.width_px, around.height_px};
  io.DisplayFramebufferScale = {around.pixel_ratio, around.pixel_ratio};
  seen_items().clear();
  ImGui::NewFrame();
  draw_();
  ImGui::Render();
  upload_textures();
  read_mirror();
}

void Stage::read_mirror() {
  for (const std::vector<std::byte>& bytes : platform.take_mirror())
    for (Reader read(bytes); !read.done();) {
      changes_.push_back(read_change(read));
      if (changes_.back().op == ui::MirrorOp::add) offsets_.erase(changes_.back().id);
      if (changes_.back().op == ui::MirrorOp::scroll) offsets_[changes_.back().id] = changes_.back().offset;
    }
}

int Stage::settle(int most) {
  int frames = 0;
  while (frames < most && (platform.take_frame() || !ImGui::GetCurrentContext()->InputEventsQueue.empty())) {
    frame();
    ++frames;
  }
  return frames;
}

int Stage::wait_ms(double ms) {
  const double end = platform.animation_ms() + ms;
  int frames = 0;
  while (platform.animation_ms() < end) {
    if (platform.take_frame()) {
      frame();
      ++frames;
    } else {
      platform.advance_ms(frame_ms);
    }
  }
  return frames;
}

void Stage::press(float x, float y) {
  ImGuiIO& io = ImGui::GetIO();
  io.AddMouseSourceEvent(ImGuiMouseSource_TouchScreen);
  io.AddMousePosEvent(x, y);
  io.AddMouseButtonEvent(0, true);
  frame();
  frame();
}

void Stage::move(float x, float y) {
  ImGui::GetIO().AddMousePosEvent(x, y);
  frame();
}

void Stage::release() {
  ImGuiIO& io = ImGui::GetIO();
  io.AddMouseButtonEvent(0, false);
  io.AddMousePosEvent(-FLT_MAX, -FLT_MAX);
  frame();
  frame();
}

void Stage::tap(float x, float y) {
  press(x, y);
  release();
  settle();
}

void Stage::tap(const ui::Node& node, const ui::Tree& tree) {
  const ui::NodeRect r = on_screen(node, tree);
  tap(r.x + r.width / 2, r.y + r.height / 2);
}

void Stage::drag(float x0, float y0, float x1, float y1, double duration_ms) {
  press(x0, y0);
  const int steps = std::max(1, static_cast<int>(duration_ms / frame_ms));
  for (int i = 1; i <= steps; ++i) {
    const float t = static_cast<float>(i) / static_cast<float>(steps);
    move(x0 + (x1 - x0) * t, y0 + (y1 - y0) * t);
  }
  release();
}

void Stage::wheel(float x, float y, float dy_px) {
  ImGuiIO& io = ImGui::GetIO();
  io.AddMouseSourceEvent(ImGuiMouseSource_Mouse);
  io.AddMousePosEvent(x, y);
  io.AddMouseWheelEvent(0, -dy_px / 100);
  frame();
  frame();
}

void Stage::mouse_to(float x, float y) {
  ImGuiIO& io = ImGui::GetIO();
  io.AddMouseSourceEvent(ImGuiMouseSource_Mouse);
  io.AddMousePosEvent(x, y);
  frame();
  settle();
}

void Stage::mouse_drag(float x0, float y0, float x1, float y1) {
  ImGuiIO& io = ImGui::GetIO();
  mouse_to(x0, y0);
  io.AddMouseButtonEvent(0, true);
  frame();
  io.AddMousePosEvent(x1, y1);
  frame();
  io.AddMouseButtonEvent(0, false);
  frame();
  settle();
}

ui::NodeRect Stage::on_screen(const ui::Node& node, const ui::Tree& tree) const {
  ui::NodeRect out = node.rect;
  for (ui::NodeId id = node.parent; id != 0;) {
    const auto parent = std::find_if(tree.begin(), tree.end(), [id](const ui::Node& n) { return n.id == id; });
    if (parent == tree.end()) break;
    if (parent->role == ui::NodeRole::scroller) {
      out.x += parent->rect.x;
      const auto offset = offsets_.find(id);
      out.y += parent->rect.y - (offset == offsets_.end() ? 0 : offset->second);
    }
    id = parent->parent;
  }
  return out;
}

Picture Stage::picture() const { return rasterise(*ImGui::GetDrawData()); }

const std::unordered_set<unsigned>& Stage::items() const { return seen_items(); }

int Stage::vertices() const { return ImGui::GetDrawData()->TotalVtxCount; }

}  // namespace waymark::test
