#include "tests/app/picture.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "imgui.h"

namespace waymark::test {
namespace {

struct Texel {
  float r = 1, g = 1, b = 1, a = 1;
};

Texel texel(const ImTextureData& texture, int x, int y) {
  x = std::clamp(x, 0, texture.Width - 1);
  y = std::clamp(y, 0, texture.Height - 1);
  const unsigned char* p = texture.Pixels + (static_cast<std::size_t>(y) * static_cast<std::size_t>(texture.Width) +
                                             static_cast<std::size_t>(x)) *
                                                static_cast<std::size_t>(texture.BytesPerPixel);
  if (texture.Format == ImTextureFormat_Alpha8) return {1, 1, 1, static_cast<float>(p[0]) / 255};
  return {static_cast<float>(p[0]) / 255, static_cast<float>(p[1]) / 255, static_cast<float>(p[2]) / 255,
          static_cast<float>(p[3]) / 255};
}

/// Bilinear, as our renderers do.
Texel sample(const ImTextureData* texture, float u, float v) {
  if (texture == nullptr || texture->Pixels == nullptr) return {};
  const float x = u * static_cast<float>(texture->Width) - 0.5F, y = v * static_cast<float>(texture->Height) - 0.5F;
  const int x0 = static_cast<int>(std::floor(x)), y0 = static_cast<int>(std::floor(y));
  const float fx = x - static_cast<float>(x0), fy = y - static_cast<float>(y0);
  const Texel a = texel(*texture, x0, y0), b = texel(*texture, x0 + 1, y0), c = texel(*texture, x0, y0 + 1),
              d = texel(*texture, x0 + 1, y0 + 1);
  const auto blend = [&](float Texel::* m) {
    return (a.*m * (1 - fx) + b.*m * fx) * (1 - fy) + (c.*m * (1 - fx) + d.*m * fx) * fy;
  };
  return {blend(&Texel::r), blend(&Texel::g), blend(&Texel::b), blend(&Texel::a)};
}

struct Corner {
  float x, y, u, v, r, g, b, a;
};

Corner corner(const ImDrawVert& vertex, const ImVec2& scale) {
  const auto part = [&](unsigned shift) { return static_cast<float>(vertex.col >> shift & 0xFFU) / 255; };
  return {
      vertex.pos.x * scale.x, vertex.pos.y * scale.y, vertex.uv.x, vertex.uv.y, part(0), part(8), part(16), part(24)};
}

float edge(const Corner& a, const Corner& b, float x, float y) {
  return (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x);
}

/// Whether a pixel centre on an edge belongs to the triangle (the top-left rule): no pixel is drawn twice.
bool owns(const Corner& a, const Corner& b) { return (a.y == b.y && b.x > a.x) || b.y < a.y; }

class Canvas {
 public:
  Canvas(int width, int height)
      : width_(width), height_(height), pixels_(static_cast<std::size_t>(width * height) * 3, 0.F) {}

  void triangle(std::array<Corner, 3> t, const ImTextureData* texture, const ImVec4& clip) {
    float area = edge(t[0], t[1], t[2].x, t[2].y);
    if (area == 0) return;
    if (area < 0) {
      std::swap(t[1], t[2]);
      area = -area;
    }
    const auto [left, right] = std::minmax({t[0].x, t[1].x, t[2].x});
    const auto [top, bottom] = std::minmax({t[0].y, t[1].y, t[2].y});
    const int x0 = std::max(static_cast<int>(std::floor(left)), static_cast<int>(clip.x)),
              x1 = std::min(static_cast<int>(std::ceil(right)), static_cast<int>(clip.z));
    const int y0 = std::max(static_cast<int>(std::floor(top)), static_cast<int>(clip.y)),
              y1 = std::min(static_cast<int>(std::ceil(bottom)), static_cast<int>(clip.w));
    // Plain shapes take one texel: most of a page is drawn so, and much faster.
    const bool plain =
        texture == nullptr || (t[0].u == t[1].u && t[1].u == t[2].u && t[0].v == t[1].v && t[1].v == t[2].v);
    const Texel one = plain ? sample(texture, t[0].u, t[0].v) : Texel{};
    for (int y = y0; y < y1; ++y)
      for (int x = x0; x < x1; ++x) pixel(t, plain ? nullptr : texture, one, area, x, y);
  }

  [[nodiscard]] Picture picture() const {
    Picture out{width_, height_, std::vector<std::uint8_t>(pixels_.size())};
    std::transform(pixels_.begin(), pixels_.end(), out.rgb.begin(),
                   [](float v) { return static_cast<std::uint8_t>(std::lround(std::clamp(v, 0.F, 1.F) * 255)); });
    return out;
  }

 private:
  void pixel(const std::array<Corner, 3>& t, const ImTextureData* texture, const Texel& plain, float area, int x,
             int y) {
    const float px = static_cast<float>(x) + 0.5F, py = static_cast<float>(y) + 0.5F;
    const std::array<float, 3> w{edge(t[1], t[2], px, py), edge(t[2], t[0], px, py), edge(t[0], t[1], px, py)};
    for (std::size_t i = 0; i < 3; ++i)
      if (w[i] < 0 || (w[i] == 0 && !owns(t[(i + 1) % 3], t[(i + 2) % 3]))) return;
    const auto mixed = [&](float Corner::* m) { return (t[0].*m * w[0] + t[1].*m * w[1] + t[2].*m * w[2]) / area; };
    const Texel texel = texture == nullptr ? plain : sample(texture, mixed(&Corner::u), mixed(&Corner::v));
    const float alpha = texel.a * mixed(&Corner::a);
    if (alpha <= 0) return;
    float* out =
        &pixels_[(static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) + static_cast<std::size_t>(x)) * 3];
    const std::array<float, 3> colour{texel.r * mixed(&Corner::r), texel.g * mixed(&Corner::g),
                                      texel.b * mixed(&Corner::b)};
    for (std::size_t i = 0; i < 3; ++i) out[i] += (colour[i] - out[i]) * alpha;
  }

  int width_, height_;
  std::vector<float> pixels_;
};

const ImTextureData* texture_of(const ImTextureRef& ref) {
  if (ref._TexData != nullptr) return ref._TexData;
  for (const ImTextureData* texture : ImGui::GetPlatformIO().Textures)
    if (texture->TexID == ref._TexID) return texture;
  return nullptr;  // words of a headless browser: plain white
}

// ---- PNG (W3C Recommendation, third edition), with stored deflate blocks (RFC 1951, 3.2.4)

}  // namespace

std::uint32_t Picture::at(int x, int y) const {
  const std::size_t i =
      (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)) * 3;
  return static_cast<std::uint32_t>(rgb[i] << 16 | rgb[i + 1] << 8 | rgb[i + 2]);
}

Picture rasterise(const ImDrawData& data) {
  const ImVec2 scale = data.FramebufferScale;
  const int width = static_cast<int>(data.DisplaySize.x * scale.x),
            height = static_cast<int>(data.DisplaySize.y * scale.y);
  Canvas canvas(width, height);
  for (const ImDrawList* list : data.CmdLists) {
    for (const ImDrawCmd& command : list->CmdBuffer) {
      const ImTextureData* texture = texture_of(command.TexRef);
      const ImVec4 clip(std::max(0.F, command.ClipRect.x * scale.x), std::max(0.F, command.ClipRect.y * scale.y),
                        std::min(static_cast<float>(width), command.ClipRect.z * scale.x),
                        std::min(static_cast<float>(height), command.ClipRect.w * scale.y));
      for (unsigned i = 0; i + 2 < command.ElemCount; i += 3) {
        std::array<Corner, 3> t{};
        for (unsigned k = 0; k < 3; ++k)
          t[k] = corner(list->VtxBuffer[static_cast<int>(command.VtxOffset +
                                                         list->IdxBuffer[static_cast<int>(command.IdxOffset + i + k)])],
                        scale);
        canvas.triangle(t, texture, clip);
      }
    }
  }
  return canvas.picture();
}

}  // namespace waymark::test
