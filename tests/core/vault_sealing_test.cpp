// Goal: what is sealed opens for its key at its place and for nothing else; PINs and the header are read as they should
// be.
#include <gtest/gtest.h>
#include <sodium/crypto_pwhash_argon2id.h>

#include "core/vault/header.h"
#include "core/vault/pin.h"
#include "core/vault/sealing.h"

namespace waymark::vault {
namespace {

Key::Bytes counted(unsigned char first) {
  Key::Bytes bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<unsigned char>(first + i);
  return bytes;
}

std::string from_hex(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); i += 2)
    bytes += static_cast<char>(std::stoi(std::string(text.substr(i, 2)), nullptr, 16));
  return bytes;
}

// draft-irtf-cfrg-xchacha-03, A.3.1
TEST(Sealing, OpensTheBoxOfTheDraftOfXChaCha) {
  const Key key(counted(0x80));
  std::string box(1, '\1');
  for (unsigned char c = 0x40; c < 0x58; ++c) box += static_cast<char>(c);
  box += from_hex(
      "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216"
      "cb96b7"
      "2e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff921f9664c97637da9768812f615c68b13b52e"
      "c0875924c1c7987947deafd8780acf49");
  EXPECT_EQ(open(key, from_hex("50515253c0c1c2c3c4c5c6c7"), box),
            "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen "
            "would be it.");
}

TEST(Sealing, OpensForItsKeyAtItsPlaceAndAsItWas) {
  Random random(counted(1));
  const Key key = random.key();
  const std::string box = seal(key, "docs/1", "words", random);
  EXPECT_EQ(open(key, "docs/1", box), "words");
  EXPECT_FALSE(open(key, "docs/2", box));
  EXPECT_FALSE(open(random.key(), "docs/1", box));
  for (std::size_t i = 0; i < box.size(); ++i) {
    std::string other = box;
    other[i] = static_cast<char>(other[i] ^ 1);
    EXPECT_FALSE(open(key, "docs/1", other)) << i;
    EXPECT_FALSE(open(key, "docs/1", box.substr(0, i))) << i;
  }
  EXPECT_NE(seal(key, "docs/1", "words", random), box) << "twice the same says nothing";
}

TEST(Sealing, OpensAnEmptyText) {
  Random random(counted(1));
  const Key key = random.key();
  EXPECT_EQ(open(key, "", seal(key, "", "", random)), "");
}

TEST(Sealing, NamesSayNothingAndAreTheSameEachTime) {
  Random random(counted(1));
  const Key key = random.key();
  EXPECT_EQ(blind_name(key, "a"), blind_name(key, "a"));
  EXPECT_NE(blind_name(key, "a"), blind_name(key, "b"));
  EXPECT_NE(blind_name(key, "a"), blind_name(random.key(), "a"));
  EXPECT_EQ(blind_name(key, "a").size(), 32U);
}

TEST(Sealing, AKeyThatWasMovedFromIsWiped) {
  Key key(counted(1));
  const Key other = std::move(key);
  EXPECT_EQ(key.bytes(), Key::Bytes{});
  EXPECT_EQ(other.bytes(), counted(1));
}

// The library's own answer, so that a build without what Argon2id needs is noticed.
TEST(Sealing, Argon2idIsTheOneOfTheLibrary) {
  std::array<unsigned char, 32> out{};
  const std::array<unsigned char, 16> salt{1, 2, 3};
  ASSERT_EQ(crypto_pwhash_argon2id(out.data(), out.size(), "493817", 6, salt.data(), 2, 19U * 1024 * 1024,
                                   crypto_pwhash_argon2id_ALG_ARGON2ID13),
            0);
  EXPECT_NE(out, decltype(out){});
}

TEST(Pin, IsWhatANewOneShouldBe) {
  for (const char* good : {"493817", "0070034", "my three cats", "ሰላምሰላምሰላም"})
    EXPECT_EQ(weakness_of(good), Weakness::none) << good;
  for (const char* is_short : {"", "4", "49381", "my cats"})
    EXPECT_EQ(weakness_of(is_short), Weakness::too_short) << is_short;
  for (const char* easy : {"000000", "123456", "654321", "789012", "121212", "123123", "aaaaaaaaa"})
    EXPECT_EQ(weakness_of(easy), Weakness::too_easy) << easy;
}

TEST(Pin, HasTheSameDigitsInEachScript) {
  EXPECT_EQ(normal_pin("٤٩٣٨١٧"), "493817");
  EXPECT_EQ(normal_pin("۴۹۳۸۱۷"), "493817");
  EXPECT_EQ(normal_pin("৪৯৩৮১৭"), "493817");
  EXPECT_EQ(normal_pin("my three cats"), "my three cats");
  EXPECT_EQ(normal_pin("\xff"), "\xEF\xBF\xBD");
}

TEST(Pin, WaitsGrow) {
  std::int64_t last = 0;
  for (int tries = 0; tries < tries_max; ++tries) {
    EXPECT_GE(wait_after_ms(tries), last);
    last = wait_after_ms(tries);
  }
  EXPECT_EQ(wait_after_ms(4), 0);
  EXPECT_EQ(last, 60 * 60'000);
}

TEST(VaultHeader, IsReadAsItWasWritten) {
  const Header header{.salt = "0123456789abcdef",
                      .cost = {32768, 2},
                      .box = std::string("\0\xff box", 6),
                      .tries = 3,
                      .wait_until_utc_ms = 5};
  const auto read = read_header(write(header));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->salt, header.salt);
  EXPECT_EQ(read->cost, header.cost);
  EXPECT_EQ(read->box, header.box);
  EXPECT_EQ(read->tries, 3);
  EXPECT_EQ(read->wait_until_utc_ms, 5);
}

TEST(VaultHeader, IsNotOneWithLessWorkThanTheLeast) {
  Header header{.salt = "0123456789abcdef", .cost = {1024, 1}, .box = "box"};
  EXPECT_FALSE(read_header(write(header)));
  header.cost = {4'000'000, 2};
  EXPECT_FALSE(read_header(write(header))) << "nor with more than a phone has";
  EXPECT_FALSE(read_header(""));
  EXPECT_FALSE(read_header("{}"));
}

}  // namespace
}  // namespace waymark::vault
