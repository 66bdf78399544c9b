#include "app/platform/web_screen.h"

#include <GLES3/gl3.h>
#include <SDL.h>
#include <emscripten/html5.h>

#include <cstring>
#include <initializer_list>

#include "imgui_impl_opengl3.h"
#include "imgui_impl_sdl2.h"

namespace waymark::platform {
namespace {

constexpr const char* canvas = "#canvas";  // SDL2's only name for it

/// 64-bit fingerprint of bytes, eight at a time; not for enemies. A screen of 150 kB takes 0.02 ms.
class Fingerprint {
 public:
  void add(const void* data, std::size_t size) {
    const auto* bytes = static_cast<const unsigned char*>(data);
    for (; size >= 8; bytes += 8, size -= 8) {
      std::uint64_t word = 0;
      std::memcpy(&word, bytes, 8);
      mix(word);
    }
    std::uint64_t rest = size;
    std::memcpy(reinterpret_cast<unsigned char*>(&rest) + 1, bytes, size < 7 ? size : 7);
    mix(rest);
  }
  template <class T>
  void add(const T& value) {
    add(&value, sizeof value);
  }
  [[nodiscard]] std::uint64_t value() const { return hash_; }

 private:
  void mix(std::uint64_t word) {
    hash_ = (hash_ ^ word) * 0x9E3779B97F4A7C15ULL;
    hash_ ^= hash_ >> 29U;
  }
  std::uint64_t hash_ = 0xCBF29CE484222325ULL;
};

/// Everything that decides what a frame looks like, but for the contents of textures.
std::uint64_t fingerprint(const ImDrawData& data, ImU32 paper) {
  Fingerprint out;
  out.add(paper);
  out.add(data.DisplaySize);
  out.add(data.FramebufferScale);
  for (const ImDrawList* list : data.CmdLists) {
    out.add(list->VtxBuffer.Data, static_cast<std::size_t>(list->VtxBuffer.size_in_bytes()));
    out.add(list->IdxBuffer.Data, static_cast<std::size_t>(list->IdxBuffer.size_in_bytes()));
    for (const ImDrawCmd& command : list->CmdBuffer) {
      out.add(command.ClipRect);
      out.add(command.ElemCount);
      out.add(command.VtxOffset);
      out.add(command.IdxOffset);
      out.add(command.TexRef._TexData != nullptr ? static_cast<ImU64>(command.TexRef._TexData->UniqueID)
                                                 : static_cast<ImU64>(command.TexRef._TexID));
    }
  }
  return out.value();
}

bool textures_changed(const ImDrawData& data) {
  if (data.Textures == nullptr) return false;
  for (const ImTextureData* texture : *data.Textures)
    if (texture->Status != ImTextureStatus_OK) return true;
  return false;
}

SDL_Window* make_window() {
  // Keys belong to the elements of the page, not to us: the canvas never has the focus and hears none.
  SDL_SetHint(SDL_HINT_EMSCRIPTEN_KEYBOARD_ELEMENT, canvas);
  SDL_SetHint(SDL_HINT_EMSCRIPTEN_ASYNCIFY, "0");
  if (SDL_Init(SDL_INIT_VIDEO) != 0) return nullptr;
  // Pointers come from the page. With these off SDL's handlers also let the browser zoom (pinch, Ctrl and wheel).
  for (const SDL_EventType type :
       {SDL_MOUSEMOTION, SDL_MOUSEBUTTONDOWN, SDL_MOUSEBUTTONUP, SDL_MOUSEWHEEL, SDL_FINGERDOWN, SDL_FINGERMOTION,
        SDL_FINGERUP, SDL_KEYDOWN, SDL_KEYUP, SDL_TEXTINPUT})
    SDL_EventState(type, SDL_IGNORE);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_ES);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
  // Dear ImGui draws flat and smooths its own edges: nothing but colour is needed, eight bits each.
  for (const SDL_GLattr none : {SDL_GL_DEPTH_SIZE, SDL_GL_STENCIL_SIZE, SDL_GL_ALPHA_SIZE, SDL_GL_MULTISAMPLEBUFFERS,
                                SDL_GL_MULTISAMPLESAMPLES})
    SDL_GL_SetAttribute(none, 0);
  return SDL_CreateWindow("Waymark", 0, 0, 1, 1, SDL_WINDOW_OPENGL);
}

}  // namespace

bool WebScreen::open(void (*wake)()) {
  window_ = make_window();
  if (window_ == nullptr) return false;
  emscripten_set_beforeunload_callback(nullptr, nullptr);  // SDL's would keep the page out of the back/forward cache
  SDL_GLContext context = SDL_GL_CreateContext(window_);
  if (context == nullptr) return false;
  has_context_ = true;
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.ConfigInputTrickleEventQueue = true;
  if (!ImGui_ImplSDL2_InitForOpenGL(window_, context) || !ImGui_ImplOpenGL3_Init("#version 300 es")) return false;
  SDL_AddEventWatch(
      [](void* wake_it, SDL_Event* event) {
        // SDL_PollEvent itself adds this one: it would keep us awake for ever.
        if (event->type != SDL_POLLSENTINEL) reinterpret_cast<void (*)()>(wake_it)();
        return 0;
      },
      reinterpret_cast<void*>(wake));
  return true;
}

void WebScreen::fit_canvas(const ScreenSize& size) {
  if (size.device_width == canvas_width_ && size.device_height == canvas_height_) return;
  canvas_width_ = size.device_width;
  canvas_height_ = size.device_height;
  emscripten_set_canvas_element_size(canvas, canvas_width_, canvas_height_);  // and empties it
  shown_ = 0;
}

void WebScreen::begin(const ScreenSize& size) {
  SDL_Event event;
  while (SDL_PollEvent(&event) != 0) ImGui_ImplSDL2_ProcessEvent(&event);
  if (has_context_) ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplSDL2_NewFrame();
  fit_canvas(size);
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {size.width_px, size.height_px};
  // The backend multiplies and cuts off: a hundredth of a pixel keeps the last row when the product falls short.
  io.DisplayFramebufferScale = {(static_cast<float>(size.device_width) + 0.01F) / size.width_px,
                                (static_cast<float>(size.device_height) + 0.01F) / size.height_px};
  ImGui::NewFrame();
}

bool WebScreen::end(ImU32 paper, bool force) {
  ImGui::Render();
  ImDrawData& data = *ImGui::GetDrawData();
  if (!has_context_) return false;
  const std::uint64_t wanted = fingerprint(data, paper);
  if (wanted == shown_ && !force && !textures_changed(data)) return false;
  shown_ = wanted;
  const ImVec4 colour = ImGui::ColorConvertU32ToFloat4(paper);
  glClearColor(colour.x, colour.y, colour.z, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(&data);
  return true;
}

void WebScreen::context_lost() {
  // Gives back the names of things that are gone, while the context takes it in silence. The first frame after the
  // return makes all anew: Dear ImGui keeps the pixels of its textures.
  ImGui_ImplOpenGL3_DestroyDeviceObjects();
  has_context_ = false;
}

void WebScreen::context_restored() {
  has_context_ = true;
  shown_ = 0;
}

}  // namespace waymark::platform
