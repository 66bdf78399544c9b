#include "app/text/text.h"

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <cstring>
#include <limits>
#include <unordered_map>

#include "app/platform/platform.h"
#include "app/text/breaks.h"
#include "app/text/order.h"
#include "app/text/strings.h"

namespace waymark::text {
namespace {

// WebAssembly's memory never shrinks, and each letter typed makes a new layout of all that was typed. A screen uses
// some two hundred layouts, 100 kB.
constexpr std::size_t cache_bytes_max = 1U << 20U;
constexpr std::uint64_t cache_frames_kept = 240;
constexpr std::string_view ellipsis = "\u2026";

struct Entry {
  Layout layout;
  std::uint64_t used_frame = 0;
  std::size_t bytes = 0;
};

struct Engine {
  platform::Platform* platform = nullptr;
  ImFont* regular = nullptr;
  ImFont* semibold = nullptr;
  bool page_is_rtl = false;
  std::uint64_t frame = 0;
  std::unordered_map<std::string, Entry> layouts;
  std::size_t layouts_bytes = 0;
  std::unordered_map<std::string, platform::WordImage> images;
  std::uint32_t images_generation = 0;
};

Engine& engine() {
  static Engine one;
  return one;
}

/// All that a layout depends on, as bytes.
std::string cache_key(std::string_view text, const Style& s, float width_px) {
  const float numbers[] = {s.size_px, s.line_height_px, width_px, static_cast<float>(s.lines_max)};
  std::string key(reinterpret_cast<const char*>(numbers), sizeof numbers);
  key += static_cast<char>('a' + (s.semibold ? 1 : 0) + 2 * static_cast<int>(s.direction));
  key += static_cast<char>('a' + static_cast<int>(s.align));
  key += s.lang;
  key += '\n';
  key += text;
  return key;
}

ImFont* font_of(const Style& style) { return style.semibold ? engine().semibold : engine().regular; }

bool covered(ImFont& font, std::string_view word) {
  for (std::size_t i = 0; i < word.size();) {
    const CodePoint c = code_point_at(word, i);
    if (c.value > 0xFFFF || !font.IsGlyphInFont(static_cast<ImWchar>(c.value))) return false;
    i += c.bytes;
  }
  return true;
}

/// Whether all of it only steers the direction: marks and isolates.
bool is_invisible(std::string_view part) {
  for (std::size_t i = 0; i < part.size();) {
    const CodePoint c = code_point_at(part, i);
    if (c.value != 0x200E && c.value != 0x200F && !(c.value >= 0x2066 && c.value <= 0x2069)) return false;
    i += c.bytes;
  }
  return true;
}

platform::WordStyle word_style(const Style& style, bool rtl) {
  return {style.size_px, style.semibold, rtl, style.lang};
}

/// A part of a word that is drawn in one go: one direction, one way of drawing.
struct Piece {
  std::uint32_t begin = 0, end = 0;
  float width = 0;
  bool by_browser = false;
  bool rtl = false;
};

class Composer {
 public:
  Composer(Layout& layout, float width_px) : layout_(layout), width_px_(width_px), font_(*font_of(layout.style)) {
    baked_ = font_.GetFontBaked(layout.style.size_px);
  }

  void run() {
    const std::string_view text = layout_.text;
    for (std::size_t begin = 0; begin <= text.size();) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      paragraph(static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end));
      begin = end + 1;
    }
    layout_.width = 0;
    for (const Line& line : layout_.lines) layout_.width = std::max(layout_.width, line.width);
    layout_.height = static_cast<float>(layout_.lines.size()) * layout_.style.line_height_px;
  }

 private:
  [[nodiscard]] std::string_view bytes(std::uint32_t begin, std::uint32_t end) const {
    return std::string_view(layout_.text).substr(begin, end - begin);
  }

  [[nodiscard]] float advance(std::string_view covered_text) const {
    float sum = 0;
    for (std::size_t i = 0; i < covered_text.size();) {
      const CodePoint c = code_point_at(covered_text, i);
      sum += baked_->GetCharAdvance(static_cast<ImWchar>(c.value));
      i += c.bytes;
    }
    return sum;
  }

  /// Cuts [begin, end) where the direction changes and around emoji, which are drawn in their own colours, and measures
  /// each piece.
  void measure(std::uint32_t begin, std::uint32_t end, const Order& order, std::vector<Piece>& out) const {
    const std::string_view text = layout_.text;
    for (std::uint32_t i = begin; i < end;) {
      const bool emoji = emoji_at(text, i) > 0;
      std::uint32_t stop = i + unit_at(text, i);
      while (stop < end && order.level(stop) == order.level(i) && (emoji_at(text, stop) > 0) == emoji)
        stop += unit_at(text, stop);
      Piece piece{i, stop, 0, false, order.level(i) % 2 == 1};
      // A right-to-left run goes to the browser even when the font covers it: it mirrors brackets and joins letters.
      const std::string_view part = bytes(i, stop);
      piece.by_browser = piece.rtl || !covered(font_, part);
      if (is_invisible(part)) piece.width = 0;
      else if (piece.by_browser) piece.width = engine().platform->measure_word(part, word_style(layout_.style, piece.rtl));
      else piece.width = advance(part);
      out.push_back(piece);
      i = stop;
    }
  }

  void paragraph(std::uint32_t begin, std::uint32_t end) {
    const Order order(bytes(begin, end), begin, layout_.style.direction);
    const float space = baked_->GetCharAdvance(' ');
    std::uint32_t line_begin = begin, line_end = begin;
    std::vector<Piece> pieces;  // of the line being filled, blanks left out
    float line_width = 0;
    for (const Word& word : words_of(bytes(begin, end), begin)) {
      std::vector<Piece> fresh;
      measure(word.begin, word.end, order, fresh);
      float width = 0;
      for (const Piece& p : fresh) width += p.width;
      const float blank = static_cast<float>(word.begin - line_end) * space;  // blanks between the last word and this one
      if (!pieces.empty() && line_width + blank + width > width_px_ + 0.01F) {
        finish_line(line_begin, line_end, pieces, order, space);
        line_begin = line_end = word.begin;
        line_width = 0;
        pieces.clear();
      } else {
        line_width += blank;
      }
      if (width > width_px_ && pieces.empty()) split_word(fresh, order, space, line_begin, line_width, pieces);
      else line_width += width;
      pieces.insert(pieces.end(), fresh.begin(), fresh.end());
      line_end = word.end;
    }
    finish_line(line_begin, line_end, pieces, order, space);
  }

  /// A word wider than the line is broken where its parts meet ("name@" "council.example"), or else between code points;
  /// `rest` keeps what stands on the last line.
  void split_word(std::vector<Piece>& rest, const Order& order, float space, std::uint32_t& line_begin,
                  float& line_width, std::vector<Piece>& pieces) {
    const std::uint32_t begin = rest.front().begin, end = rest.back().end;
    std::uint32_t start = begin, i = begin, joint = begin;
    while (i < end) {
      const std::uint32_t next = i + unit_at(layout_.text, i);
      std::vector<Piece> trial;
      measure(start, next, order, trial);
      float width = 0;
      for (const Piece& p : trial) width += p.width;
      if (width > width_px_ && i > start) {
        if (joint > start) i = joint;
        std::vector<Piece> full;
        measure(start, i, order, full);
        pieces = full;
        finish_line(start, i, pieces, order, space);
        pieces.clear();
        start = i;
      } else {
        if (std::string_view("@._/-").find(layout_.text[i]) != std::string_view::npos) joint = next;
        i = next;
      }
    }
    rest.clear();
    measure(start, end, order, rest);
    line_begin = start;
    line_width = 0;
    for (const Piece& p : rest) line_width += p.width;
  }

  /// Puts the pieces of [begin, end) into visual order.
  void finish_line(std::uint32_t begin, std::uint32_t end, const std::vector<Piece>& pieces, const Order& order,
                   float space) {
    Line line;
    float x = 0;
    for (const VisualRun& run : order.visual(begin, end)) {
      std::vector<std::pair<Piece, float>> inside;  // piece and the blanks before it, in logical order
      std::uint32_t at = run.begin;
      for (const Piece& p : pieces) {
        const std::uint32_t from = std::max(p.begin, run.begin), to = std::min(p.end, run.end);
        if (from >= to) continue;
        inside.emplace_back(p, static_cast<float>(from - at) * space);
        at = to;
      }
      const float tail = static_cast<float>(run.end - at) * space;
      if (run.rtl) {
        x += tail;
        for (auto it = inside.rbegin(); it != inside.rend(); ++it) {
          place(line, it->first, x);
          x += it->second;
        }
      } else {
        for (const auto& [piece, blank] : inside) {
          x += blank;
          place(line, piece, x);
        }
        x += tail;
      }
    }
    line.width = x;
    line.rtl = order.rtl();
    layout_.lines.push_back(std::move(line));
  }

  void place(Line& line, const Piece& piece, float& x) const {
    if (piece.width == 0) return;
    // Neighbouring covered words become one run, blanks included: each run begins on a whole device pixel, and words
    // drawn one by one would stand unevenly.
    if (!line.runs.empty() && continues(line.runs.back(), piece)) line.runs.back().end = piece.end;
    else line.runs.push_back({x, piece.begin, piece.end, piece.by_browser, piece.rtl});
    x += piece.width;
  }

  /// Neighbours on the line need not be neighbours in the text: an Arabic line puts its last number first.
  [[nodiscard]] bool continues(const Run& run, const Piece& piece) const {
    if (piece.by_browser || run.by_browser || piece.begin < run.end) return false;
    return bytes(run.end, piece.begin).find_first_not_of(' ') == std::string_view::npos;
  }

  Layout& layout_;
  float width_px_;
  ImFont& font_;
  ImFontBaked* baked_ = nullptr;
};

void compose(Layout& layout, float width_px) {
  layout.lines.clear();
  Composer(layout, width_px).run();
}

/// Shortens the text until it and an ellipsis fit into `lines_max` lines.
void shorten(Layout& layout, float width_px) {
  const auto lines_max = static_cast<std::size_t>(layout.style.lines_max);
  if (lines_max == 0 || layout.lines.size() <= lines_max) return;
  std::uint32_t end = 0;
  for (const Run& run : layout.lines[lines_max - 1].runs) end = std::max(end, run.end);
  const std::string whole = layout.text;
  layout.ellipsis = true;
  for (std::size_t keep = end; keep > 0;) {
    std::string_view kept = std::string_view(whole).substr(0, keep);
    while (!kept.empty() && (kept.back() == ' ' || kept.back() == ',')) kept.remove_suffix(1);
    layout.text = std::string(kept) + std::string(ellipsis);
    compose(layout, width_px);
    if (layout.lines.size() <= lines_max) return;
    do --keep;  // one code point back
    while (keep > 0 && (static_cast<unsigned char>(whole[keep]) & 0xC0) == 0x80);
  }
}

const platform::WordImage& image_of(std::string_view word, const Style& style, bool rtl) {
  Engine& e = engine();
  const std::uint32_t generation = e.platform->atlas_generation();
  if (generation != e.images_generation) {
    e.images.clear();
    e.images_generation = generation;
  }
  std::string key = cache_key(word, style, rtl ? 1.F : 0.F);
  const auto found = e.images.find(key);
  if (found != e.images.end()) return found->second;
  const platform::WordImage image = e.platform->draw_word(word, word_style(style, rtl));
  if (e.platform->atlas_generation() != e.images_generation) e.images.clear();  // drawing it emptied the atlas
  e.images_generation = e.platform->atlas_generation();
  return e.images.insert_or_assign(std::move(key), image).first->second;
}

float start_of(const Line& line, const Layout& layout, float room) {
  const bool page_is_rtl = engine().page_is_rtl;
  switch (layout.style.align) {
    case Align::start:
      return page_is_rtl ? room - line.width : 0;
    case Align::centre:
      return (room - line.width) / 2;
    case Align::end:
      return page_is_rtl ? 0 : room - line.width;
    case Align::own:
      return line.rtl ? room - line.width : 0;
  }
  return 0;
}

/// Sharp: on a whole device pixel.
float snapped(float css_px) {
  const float ratio = std::max(ImGui::GetIO().DisplayFramebufferScale.x, 0.5F);
  return std::round(css_px * ratio) / ratio;
}

void draw_image(ImDrawList& list, const platform::WordImage& image, float x, float baseline, ImU32 colour) {
  if (image.texture == 0) return;
  const ImVec2 from(snapped(x + image.left_px), snapped(baseline - image.top_px));
  const ImVec2 to(from.x + image.width_px, from.y + image.height_px);
  const ImU32 tint = image.coloured ? (colour | ~IM_COL32_A_MASK) : colour;
  list.AddImage(ImTextureRef(static_cast<ImTextureID>(image.texture)), from, to, ImVec2(image.u0, image.v0),
                ImVec2(image.u1, image.v1), tint);
}

/// Words from the glyph atlas. Dear ImGui begins them on a whole CSS pixel, cut off below: beside words drawn by the
/// browser they stood up to a pixel too far left. They are moved by the rest.
void draw_glyphs(ImDrawList& list, const Layout& layout, std::string_view words, ImVec2 at, ImU32 colour) {
  const int first = list.VtxBuffer.Size;
  const ImVec2 least = list.GetClipRectMin(), most = list.GetClipRectMax();
  font_of(layout.style)->RenderText(&list, layout.style.size_px, at, colour, {least.x, least.y, most.x, most.y},
                                    words.data(), words.data() + words.size());
  const float across = snapped(at.x) - std::trunc(at.x), down = snapped(at.y) - std::trunc(at.y);
  for (ImDrawVert* vertex = list.VtxBuffer.begin() + first; vertex != list.VtxBuffer.end(); ++vertex) {
    vertex->pos.x += across;
    vertex->pos.y += down;
  }
}

}  // namespace

ImFont* add_face(const void* bytes, std::size_t size) {
  ImFontConfig config;
  config.FontDataOwnedByAtlas = false;
  // Less than 0: sizes of the em. Else Dear ImGui takes a size for the height from ascent to descent, and this face
  // would come out a fifth smaller than the same size in a browser.
  config.SizePixels = -1;
  config.GlyphMaxAdvanceX = -FLT_MAX;  // multiplied by size / SizePixels: a positive one would cut every advance off
  // Dear ImGui takes a mutable pointer and only reads.
  return ImGui::GetIO().Fonts->AddFontFromMemoryTTF(const_cast<void*>(bytes), static_cast<int>(size), 0, &config);
}

void init(platform::Platform& platform, ImFont* regular, ImFont* semibold) {
  Engine fresh;
  fresh.platform = &platform;
  fresh.regular = regular;
  fresh.semibold = semibold;
  engine() = std::move(fresh);
}

namespace {

/// What an entry of the cache takes, near enough.
std::size_t bytes_of(const Layout& layout, const std::string& key) {
  std::size_t runs = 0;
  for (const Line& line : layout.lines) runs += line.runs.capacity();
  return sizeof(Entry) + sizeof(std::string) + key.capacity() + layout.text.capacity() +
         layout.lines.capacity() * sizeof(Line) + runs * sizeof(Run);
}

void forget_unused(std::uint64_t frames) {
  Engine& e = engine();
  std::erase_if(e.layouts, [&](const auto& item) {
    const bool unused = item.second.used_frame + frames < e.frame;
    if (unused) e.layouts_bytes -= item.second.bytes;
    return unused;
  });
}

}  // namespace

void forget_layouts() {
  engine().layouts.clear();
  engine().layouts_bytes = 0;
}

std::size_t cached_bytes() { return engine().layouts_bytes; }

void begin_frame(bool page_is_rtl) {
  Engine& e = engine();
  e.page_is_rtl = page_is_rtl;
  ++e.frame;
  // Dear ImGui tells the screen's density only to the font that it has pushed; we draw with two.
  for (ImFont* font : {e.regular, e.semibold})
    if (font != nullptr) font->CurrentRasterizerDensity = ImGui::GetIO().DisplayFramebufferScale.x;
  if (e.layouts_bytes > cache_bytes_max) forget_unused(cache_frames_kept);
  if (e.layouts_bytes > cache_bytes_max) forget_unused(1);  // all but what the last frame drew
}

const Layout& layout(std::string_view text, const Style& asked, float width_px) {
  Engine& e = engine();
  Style style = asked;
  if (style.lang.empty()) style.lang = spoken_language(text);
  auto [it, is_new] = e.layouts.try_emplace(cache_key(text, style, width_px));
  Entry& entry = it->second;
  entry.used_frame = e.frame;
  if (is_new) {
    entry.layout.text = text;
    entry.layout.style = style;
    entry.layout.lang_storage = style.lang;
    entry.layout.style.lang = entry.layout.lang_storage;
    compose(entry.layout, width_px);
    shorten(entry.layout, width_px);
    entry.layout.room = std::isfinite(width_px) ? width_px : entry.layout.width;
    entry.bytes = bytes_of(entry.layout, it->first);
    e.layouts_bytes += entry.bytes;
  }
  return entry.layout;
}

float baseline(const Style& style) {
  const ImFontBaked* baked = font_of(style)->GetFontBaked(style.size_px);
  // As CSS does: half of what the line is higher than the font goes above it.
  return std::round((style.line_height_px - (baked->Ascent - baked->Descent)) / 2) + baked->Ascent;
}

void draw(ImDrawList& list, const Layout& layout, ImVec2 position, ImU32 colour) {
  const ImFontBaked* baked = font_of(layout.style)->GetFontBaked(layout.style.size_px);
  const float line_height = layout.style.line_height_px;
  const float base = baseline(layout.style), top = base - baked->Ascent;
  float y = position.y;
  for (const Line& line : layout.lines) {
    const bool visible = y < list.GetClipRectMax().y && y + line_height > list.GetClipRectMin().y;
    const float x = position.x + start_of(line, layout, layout.room);
    for (const Run& run : line.runs) {
      if (!visible) break;
      const std::string_view words = std::string_view(layout.text).substr(run.begin, run.end - run.begin);
      if (run.by_browser)
        draw_image(list, image_of(words, layout.style, run.rtl), x + run.x, y + base, colour);
      else
        draw_glyphs(list, layout, words, {x + run.x, y + top}, colour);
    }
    y += line_height;
  }
}

}  // namespace waymark::text
