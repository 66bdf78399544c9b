// Goal: bytes from anywhere are read as text or refused, never misread.
// Method: the edges of each UTF-8 length, and random bytes from a printed seed.
#include <gtest/gtest.h>

#include <random>

#include "core/model/json.h"
#include "core/model/utf8.h"
#include "tests/core/random_seed.h"

namespace waymark {
namespace {

TEST(Utf8, PassesTheFirstAndLastOfEachLength) {
  for (const std::string_view text : {"\x7F", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80",
                                      "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF", ""}) {
    EXPECT_TRUE(is_utf8(text)) << testing::PrintToString(text);
  }
}

TEST(Utf8, RefusesWhatRfc3629Forbids) {
  for (const std::string_view text : {
           "\x80",                                      // a continuation alone
           "\xC0\x80", "\xC1\xBF",                      // two bytes for one
           "\xE0\x9F\xBF", "\xF0\x8F\xBF\xBF",          // overlong
           "\xED\xA0\x80", "\xED\xBF\xBF",              // surrogates
           "\xF4\x90\x80\x80", "\xF5\x80\x80\x80",      // above U+10FFFF
           "\xC2", "\xE2\x82", "\xF0\x9F\x98", "\xFF",  // cut short, or never a byte of UTF-8
           "\xC2\x41", "\xE2\x41\x80", "\xE2\x82\x41",  // something else where a continuation should be
       }) {
    EXPECT_FALSE(is_utf8(text)) << testing::PrintToString(text);
  }
}

TEST(Utf8, CountsCodePoints) {
  EXPECT_EQ(count_code_points(""), 0U);
  EXPECT_EQ(count_code_points("café"), 4U);
  EXPECT_EQ(count_code_points("سلام"), 4U);
  EXPECT_EQ(count_code_points("👩‍👧"), 3U);  // two people and a joiner
  EXPECT_EQ(count_code_points("a\xFF"), 2U);
}

TEST(Utf8, ReadsEveryCodePointThatItWrites) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c == 0xD800) c = 0xE000;  // surrogates are no code points of text
    std::string text;
    append_utf8(text, c);
    std::size_t at = 0;
    ASSERT_EQ(next_code_point(text, at), c);
    ASSERT_EQ(at, text.size());
    ASSERT_TRUE(is_utf8(text));
  }
}

TEST(Utf8, WritesNothingThatIsNotText) {
  for (const char32_t c : {char32_t{0xD800}, char32_t{0xDFFF}, char32_t{0x110000}, char32_t{0xFFFFFFFF}}) {
    std::string text;
    append_utf8(text, c);
    EXPECT_EQ(text, "\xEF\xBF\xBD");
  }
}

TEST(Utf8, ReadsAnyBytesToTheirEnd) {
  std::mt19937_64 random(random_seed());
  for (int i = 0; i < 20'000; ++i) {
    std::string bytes(random() % 12, ' ');
    for (char& c : bytes) c = static_cast<char>(random());
    std::string repaired;
    for (std::size_t at = 0; at < bytes.size();) append_utf8(repaired, next_code_point(bytes, at));
    ASSERT_TRUE(is_utf8(repaired)) << testing::PrintToString(bytes);
    ASSERT_EQ(is_utf8(bytes), bytes == repaired) << testing::PrintToString(bytes);
    ASSERT_EQ(count_code_points(bytes), count_code_points(repaired)) << testing::PrintToString(bytes);
  }
}

TEST(JsonPointer, EscapesAndUnescapesItsParts) {
  EXPECT_EQ(escape_pointer_part("a/b~c"), "a~1b~0c");
  EXPECT_EQ(pointer_parts("/a~1b~0c/~01"), (std::vector<std::string>{"a/b~c", "~1"}));
  EXPECT_EQ(pointer_parts(""), std::vector<std::string>{});
  EXPECT_EQ(pointer_parts("/"), std::vector<std::string>{""});
}

TEST(JsonPointer, IsRefusedWhenItIsNone) {
  for (const std::string_view text : {"a", "/~", "/a~2", "a/b"}) EXPECT_FALSE(pointer_parts(text)) << text;
}

TEST(JsonText, IsRefusedWhenItIsNestedTooDeep) {
  EXPECT_TRUE(parse_json("[[]]", 2));
  const Checked<nlohmann::json> json = parse_json("[[[]]]", 2);
  ASSERT_FALSE(json);
  EXPECT_EQ(to_text(json.error()[0]), "/0/0: is nested deeper than allowed");
}

TEST(JsonText, MayHaveFractionsOnlyWhereTheyAreAllowed) {
  EXPECT_EQ(parse_json("[0.5]").error()[0].pointer, "/0");
  EXPECT_EQ(*parse_json("[0.5]", json_depth_max, Fractions::allowed), nlohmann::json::array({0.5}));
}

}  // namespace
}  // namespace waymark
