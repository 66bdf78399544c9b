// Goal: every letter of a text is drawn, once, where a reader of its language looks for it.
// Method: the runs of a layout, from left to right, as the strings they draw.
#include "app/text/text.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "imgui.h"
#include "tests/app/stage.h"

namespace waymark::test {
namespace {

using Lines = std::vector<std::vector<std::string>>;

class Text : public testing::Test {
 protected:
  Lines drawn(std::string_view text, float width_px = 1000) {
    text::begin_frame(true);
    const text::Layout& layout = text::layout(text, {.size_px = 17, .line_height_px = 25}, width_px);
    Lines lines;
    for (const text::Line& line : layout.lines) {
      std::vector<std::string>& runs = lines.emplace_back();
      float x = 0;
      for (const text::Run& run : line.runs) {
        EXPECT_GE(run.x, x) << text;
        x = run.x;
        runs.push_back(without_isolates(layout.text.substr(run.begin, run.end - run.begin)));
      }
    }
    return lines;
  }

  static std::string without_isolates(std::string text) {
    for (const std::string_view isolate : {"\u200F", "\u2068", "\u2069"}) {
      if (const std::size_t at = text.find(isolate); at != std::string::npos) text.erase(at, isolate.size());
    }
    return text;
  }

  Stage stage_;
};

TEST_F(Text, HasInk) {
  // A face can be read and still be without outlines: a subset made for browsers was.
  for (ImFont* face : ImGui::GetIO().Fonts->Fonts) {
    for (ImWchar letter = '!'; letter <= '~'; ++letter) {
      const ImFontGlyph* glyph = face->GetFontBaked(17)->FindGlyphNoFallback(letter);
      ASSERT_NE(glyph, nullptr) << static_cast<char>(letter);
      EXPECT_TRUE(glyph->Visible && glyph->X1 > glyph->X0 && glyph->Y1 > glyph->Y0) << static_cast<char>(letter);
      EXPECT_GT(glyph->AdvanceX, 2) << static_cast<char>(letter);
    }
  }
}

TEST_F(Text, IsAsLargeAsInABrowser) {
  // Atkinson Hyperlegible Next has 1000 units to the em, and its capital H is 668 of them high.
  const ImFontGlyph* glyph = ImGui::GetIO().Fonts->Fonts[0]->GetFontBaked(100)->FindGlyph('H');
  EXPECT_NEAR(glyph->Y1 - glyph->Y0, 66.8F, 1.5F);
}

TEST_F(Text, BeginsOnTheNearestDevicePixel) {
  ImGuiIO& io = ImGui::GetIO();
  io.DisplayFramebufferScale = {2, 2};
  text::begin_frame(false);
  const text::Layout& layout = text::layout("H", {.size_px = 20, .line_height_px = 29}, 1000);
  const auto left_of = [&](float x) {
    ImDrawList list(ImGui::GetDrawListSharedData());
    list._ResetForNewFrame();
    list.PushClipRect({0, 0}, {400, 400});
    list.PushTexture(io.Fonts->TexRef);
    text::draw(list, layout, {x, 10}, IM_COL32_BLACK);
    return list.VtxBuffer[0].pos.x;
  };
  const float whole = left_of(10);
  EXPECT_FLOAT_EQ(left_of(10.1F), whole);
  EXPECT_FLOAT_EQ(left_of(10.6F), whole + 0.5F);
  EXPECT_FLOAT_EQ(left_of(10.9F), whole + 1);
}

TEST_F(Text, ANumberWithoutLettersReadsAsItIsDialled) {
  EXPECT_EQ(drawn("07700 900211"), (Lines{{"07700 900211"}}));
  EXPECT_EQ(drawn("+44 (0)7700 900 211"), (Lines{{"+44 (0)7700 900 211"}}));
}

TEST_F(Text, ANumberInAnArabicSentenceIsWholeOnlyWhereItIsIsolated) {
  // Left to themselves its groups stand in the order of the sentence (UAX #9, rule L2): each is drawn all the same.
  EXPECT_EQ(drawn("رقم 07700 900211"), (Lines{{"900211", "07700", "رقم"}}));
  EXPECT_EQ(drawn("رقم \u206807700 900211\u2069"), (Lines{{"07700 900211", "رقم"}}));
}

TEST_F(Text, ANameDoesNotTurnTheSentenceRound) {
  EXPECT_EQ(drawn("\u2068Grace\u2069، حتى"), (Lines{{"حتى", "،", "Grace"}}));
  EXPECT_EQ(drawn("كلمات من \u2068Grace Mensah\u2069"), (Lines{{"Grace Mensah", "من", "كلمات"}}));
  EXPECT_EQ(drawn("\u200F\u2068أنت\u2069، \u2068Thursday\u2069"), (Lines{{"Thursday", "،", "أنت"}}));
  EXPECT_EQ(drawn("Words from \u2068غريس\u2069 for you"), (Lines{{"Words from", "غريس", "for you"}}));
}

TEST_F(Text, IsolatesTakeNoRoom) {
  const text::Style style{.size_px = 17, .line_height_px = 25};
  text::begin_frame(true);
  const float bare = text::layout("كلمات Grace", style, 1000).width;
  EXPECT_FLOAT_EQ(text::layout("كلمات \u2068Grace\u2069", style, 1000).width, bare);
}

TEST_F(Text, AWordTooLongForTheLineBreaksWhereItsPartsMeet) {
  EXPECT_EQ(drawn("sam.okoro@southampton.example", 190), (Lines{{"sam.okoro@"}, {"southampton.example"}}));
  EXPECT_EQ(drawn("Arbeiterunfallversicherungsgesetz", 190).size(), 2U);
}

TEST_F(Text, AnEmojiIsDrawnApartFromTheSignsBesideIt) {
  // The browser draws a word in one colour or an emoji in its own: one that was part of a word came out black.
  EXPECT_EQ(drawn("yes 👍🏽. No"), (Lines{{"yes", "👍🏽", ". No"}}));
  EXPECT_EQ(drawn("(🏠)"), (Lines{{"(", "🏠", ")"}}));
  EXPECT_EQ(drawn("نعم 👩‍🎓."), (Lines{{".", "👩‍🎓", "نعم"}}));
}

TEST_F(Text, PeoplesOwnWordsBeginWhereTheirLanguageBegins) {
  const text::Style style{.size_px = 17, .line_height_px = 25, .align = text::Align::own};
  text::begin_frame(false);
  const auto begins_right = [&](std::string_view words) { return text::layout(words, style, 300).lines[0].rtl; };
  EXPECT_TRUE(begins_right("أريد Sam"));
  EXPECT_TRUE(begins_right("12 «أريد»"));
  EXPECT_FALSE(begins_right("Sam أريد"));
  EXPECT_FALSE(begins_right("023 8083 3000"));
}

TEST_F(Text, ALongTextTypedLetterByLetterDoesNotFillTheMemory) {
  constexpr std::size_t most = 1U << 20U;
  const text::Style style{.size_px = 17, .line_height_px = 25};
  std::string typed;
  for (int i = 0; i < 2000; ++i) {
    typed += i % 6 == 5 ? ' ' : 'a';
    text::begin_frame(false);
    text::layout(typed, style, 300);
  }
  text::begin_frame(false);
  EXPECT_LE(text::cached_bytes(), most);
  EXPECT_GT(text::cached_bytes(), typed.size()) << "what is in use is kept";
}

TEST_F(Text, LinesBreakInsideAnIsolate) {
  const Lines lines = drawn("كلمات من \u2068Grace Mensah and Fadi Mansour\u2069", 120);
  ASSERT_GT(lines.size(), 2U);
  EXPECT_TRUE(lines.back().back().ends_with("Mansour"));
}

}  // namespace
}  // namespace waymark::test
