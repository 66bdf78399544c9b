#include "app/platform/web_words.h"

#include <GLES3/gl3.h>

#include <algorithm>

#include "app/platform/web_page.h"

namespace waymark::platform {
namespace {

// 4 MB each. Wide rather than square: a long word at three device pixels a CSS pixel has 1,500 of them, and WebGL 2
// promises 2,048. Four hold some 2,000 words of body text.
constexpr int page_width = 2048, page_height = 512;
constexpr std::size_t pages_max = 4;
constexpr int gap = 1;  // between neighbours, so that smoothing does not reach over

std::uint32_t new_page() {
  GLuint texture = 0;
  glGenTextures(1, &texture);
  glBindTexture(GL_TEXTURE_2D, texture);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  glTexStorage2D(GL_TEXTURE_2D, 1, GL_RGBA8, page_width, page_height);
  return texture;
}

struct Prepared {
  float left, top, width, height, coloured;  // device px, as page_word_prepare fills them
};

Prepared prepare(std::string_view word, const WordStyle& style, float ratio) {
  Prepared out{};
  page_word_prepare(word.data(), word.size(), style.size_px, style.semibold, style.rtl, style.lang.data(),
                    style.lang.size(), ratio, &out.left);
  return out;
}

}  // namespace

void Words::begin_frame() {
  changed_ = false;
  for (const GLuint texture : retired_) glDeleteTextures(1, &texture);
  retired_.clear();
}

float Words::measure(std::string_view word, const WordStyle& style, float ratio) {
  return static_cast<float>(page_word_measure(word.data(), word.size(), style.size_px, style.semibold, style.rtl,
                                              style.lang.data(), style.lang.size(), ratio));
}

WordImage Words::draw(std::string_view word, const WordStyle& style, float ratio) {
  Prepared image = prepare(word, style, ratio);
  // A single word wider than a page is drawn smaller and shown enlarged.
  for (int tries = 0; tries < 3 && (image.width > page_width || image.height > page_height); ++tries) {
    ratio *= 0.98F * std::min(page_width / image.width, page_height / image.height);
    image = prepare(word, style, ratio);
  }
  const int width = static_cast<int>(image.width), height = static_cast<int>(image.height);
  if (width <= 2 || height <= 2 || width > page_width || height > page_height) return {};
  const Place place = find_place(width, height);
  if (place.texture == 0) return {};
  glBindTexture(GL_TEXTURE_2D, place.texture);
  page_word_draw(place.x, place.y);
  changed_ = true;
  const auto u = [](float texel) { return texel / page_width; };
  const auto v = [](float texel) { return texel / page_height; };
  const auto x = static_cast<float>(place.x), y = static_cast<float>(place.y);
  return {.texture = place.texture,
          .u0 = u(x),
          .v0 = v(y),
          .u1 = u(x + image.width),
          .v1 = v(y + image.height),
          .left_px = image.left / ratio,
          .top_px = image.top / ratio,
          .width_px = image.width / ratio,
          .height_px = image.height / ratio,
          .coloured = image.coloured != 0};
}

Words::Place Words::find_place(int width, int height) {
  if (!pages_.empty() && shelf_x_ + width > page_width) {
    shelf_x_ = 0;
    shelf_y_ += shelf_height_ + gap;
    shelf_height_ = 0;
  }
  if (pages_.empty() || shelf_y_ + height > page_height) {
    if (pages_.size() == pages_max) restart();
    const std::uint32_t texture = new_page();
    if (texture == 0) return {};  // the context is lost
    pages_.push_back(texture);
    shelf_x_ = shelf_y_ = shelf_height_ = 0;
  }
  const Place place{pages_.back(), shelf_x_, shelf_y_};
  shelf_x_ += width + gap;
  shelf_height_ = std::max(shelf_height_, height);
  return place;
}

void Words::restart() {
  retired_.insert(retired_.end(), pages_.begin(), pages_.end());
  pages_.clear();
  ++generation_;
}

void Words::forget() {
  restart();
  begin_frame();
}

}  // namespace waymark::platform
