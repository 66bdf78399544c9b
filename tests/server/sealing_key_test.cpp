// What phones leave sealed: opened by this endpoint's key alone. The sealing itself is web/later.js
// (tests/web/later.test.mjs seals, tests/e2e/left.test.mjs has both sides).
#include "server/identity/sealing_key.h"

#include <gtest/gtest.h>

#include "server/identity/secret.h"

namespace waymark::server {
namespace {

TEST(SealingKey, ComesBackFromItsBytes) {
  const SealingKey key = SealingKey::make();
  EXPECT_EQ(key.public_point().size(), 65U);
  const auto again = SealingKey::from(key.private_bytes());
  ASSERT_TRUE(again);
  EXPECT_EQ(again->public_point(), key.public_point());
  EXPECT_NE(SealingKey::make().public_point(), key.public_point());
}

TEST(SealingKey, IsNoneOfOtherBytes) {
  EXPECT_FALSE(SealingKey::from(""));
  EXPECT_FALSE(SealingKey::from("something else"));
  EXPECT_FALSE(SealingKey::from(SealingKey::make().private_bytes().substr(3)));
}

// Sealed by web/later.js under node, with a key pair made for this test.
constexpr std::string_view private_key = 
    "MHcCAQEEIOWyjBqgKk_csAkohr5GlODTpiY0cOlrohRxpZJX0d1roAoGCCqGSM49AwEHoUQDQgAEvtxprJ59"
    "IwzfccfKpQYUpcSd033Np8SPYpMrTNuOsB7iQZwi9nUncFKsVTkt2f6eyYqgjhwf9vEiArjP0QMVtw";
constexpr std::string_view point = 
    "BG1-y4ZGIbXw1cBAX0dmQsX500RLu0zhxbjR6LAe0iWp2BL5amrMRQ2LKY2YtJ60OcWwQPUES-lxarUCk5Ow"
    "i1U";
constexpr std::string_view box = "u_z3fr6a3KUb-1mwoBaqsZLXekvJV0KmXFSgDf22b9StUYcnQJZxhxeE4z99nIJvbYVME6NdrwcJzzc";

TEST(SealingKey, OpensWhatABrowserSealed) {
  const auto key = SealingKey::from(*from_base64url(private_key));
  ASSERT_TRUE(key);
  const auto opened = key->open({*from_base64url(point), *from_base64url(box)});
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->substr(0, 2), "\x1f\x8b") << "gzip";
}

TEST(SealingKey, OpensNothingThatWasChangedOrMeantForAnother) {
  const auto key = SealingKey::from(*from_base64url(private_key));
  const std::string good_point = *from_base64url(point), good_box = *from_base64url(box);
  for (std::size_t i = 0; i < good_box.size(); ++i) {
    std::string changed = good_box;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_FALSE(key->open({good_point, changed})) << i;
  }
  for (std::size_t i = 0; i < good_point.size(); ++i) {
    std::string changed = good_point;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_FALSE(key->open({changed, good_box})) << i;
  }
  EXPECT_FALSE(SealingKey::make().open({good_point, good_box}));
  EXPECT_FALSE(key->open({"", ""}));
  EXPECT_FALSE(key->open({good_point, good_box.substr(0, 15)}));
  EXPECT_FALSE(key->open({std::string(65, '\0'), good_box}));
  EXPECT_FALSE(key->open({std::string(1, '\0'), good_box})) << "the point at infinity";
}

}  // namespace
}  // namespace waymark::server
