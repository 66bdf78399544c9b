// Pictures of what Dear ImGui would have drawn, made by the processor.
#pragma once

#include <cstdint>
#include <vector>

struct ImDrawData;

namespace waymark::test {

struct Picture {
  int width = 0, height = 0;
  std::vector<std::uint8_t> rgb;                       // three bytes a pixel, from the top left
  [[nodiscard]] std::uint32_t at(int x, int y) const;  // 0xRRGGBB
};

/// Draws textured triangles with alpha blending, as a graphics card would, at the data's framebuffer scale.
Picture rasterise(const ImDrawData& data);

}  // namespace waymark::test
