// Goal: the phone's hash is the one that everybody else computes. Method: the examples of NIST for FIPS 180-4, and
// every length around the edges of a block.
#include <gtest/gtest.h>

#include <set>

#include "core/model/sha256.h"

namespace waymark {
namespace {

TEST(Sha256, IsThatOfTheStandard) {
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(sha256_hex(std::string(1'000'000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, TakesAnyByteAndAnyLength) {
  std::set<std::string> seen;
  for (std::size_t length = 0; length < 200; ++length) seen.insert(sha256_hex(std::string(length, '\0')));
  EXPECT_EQ(seen.size(), 200U);
  EXPECT_EQ(sha256_hex(std::string(64, '\xff')), "8667e718294e9e0df1d30600ba3eeb201f764aad2dad72748643e4a285e1d1f7");
}

}  // namespace
}  // namespace waymark
