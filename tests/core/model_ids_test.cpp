// Goal: ids are UUIDv7 as RFC 9562 says, in the order in which they were made, and never twice.
// Method: their bits, clocks that stand or go back, and many ids of similar seeds.
#include <gtest/gtest.h>

#include <limits>
#include <random>
#include <set>

#include "core/model/ids.h"
#include "tests/core/random_seed.h"

namespace waymark {
namespace {

constexpr std::array<std::uint64_t, 4> seed{1, 2, 3, 4};

TEST(Uuid, IsLowerCaseTextOfTheRightShape) {
  EXPECT_TRUE(is_uuid("0198c0de-0000-7000-8000-0123456789ab"));
  for (const std::string_view text :
       {"", "0198c0de-0000-7000-8000-0123456789a", "0198c0de-0000-7000-8000-0123456789abc",
        "0198C0DE-0000-7000-8000-0123456789AB", "0198c0de00000-7000-8000-0123456789ab",
        "0198c0de-0000-7000-8000-0123456789ag", "{198c0de-0000-7000-8000-0123456789a}"}) {
    EXPECT_FALSE(is_uuid(text)) << text;
  }
}

TEST(IdSource, WritesTheTimeTheVersionAndTheVariant) {
  IdSource ids(seed);
  const std::string id = ids.next(0x0198C0DE1234);
  EXPECT_TRUE(is_uuid(id));
  EXPECT_EQ(id.substr(0, 13), "0198c0de-1234");
  EXPECT_EQ(id[14], '7');
  EXPECT_TRUE(std::string_view("89ab").find(id[19]) != std::string_view::npos) << id;
}

TEST(IdSource, GivesTheSameIdsForTheSameSeedAndTimes) {
  IdSource one(seed);
  IdSource other(seed);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(one.next(i), other.next(i));
  EXPECT_EQ(one.random(), other.random());
}

TEST(IdSource, GivesOtherIdsForSeedsThatDifferInOneBit) {
  std::set<std::string> tails;  // the random part alone: all were made in the same millisecond
  for (unsigned bit = 0; bit < 256; ++bit) {
    std::array<std::uint64_t, 4> other{};
    other[bit / 64] = std::uint64_t{1} << (bit % 64);
    tails.insert(IdSource(other).next(0).substr(19));
  }
  tails.insert(IdSource({0, 0, 0, 0}).next(0).substr(19));
  EXPECT_EQ(tails.size(), 257U);
}

TEST(IdSource, GrowsWithinAMillisecondAlsoWhenItsCounterIsFull) {
  IdSource ids(seed);
  std::string last = ids.next(1'800'000'000'000);
  for (int i = 0; i < 20'000; ++i) {
    std::string id = ids.next(1'800'000'000'000);
    ASSERT_LT(last, id);
    last = std::move(id);
  }
}

TEST(IdSource, GrowsWhateverTheClockDoes) {
  std::mt19937_64 random(random_seed());
  IdSource ids(seed);
  std::string last;
  std::int64_t now_ms = 1'800'000'000'000;
  for (int i = 0; i < 20'000; ++i) {
    now_ms += static_cast<std::int64_t>(random() % 2001) - 1000;
    std::string id = ids.next(now_ms);
    ASSERT_LT(last, id) << now_ms;
    ASSERT_TRUE(is_uuid(id));
    last = std::move(id);
  }
}

TEST(IdSource, TakesTimesThatNoClockShows) {
  IdSource ids(seed);
  EXPECT_EQ(ids.next(std::numeric_limits<std::int64_t>::min()).substr(0, 13), "00000000-0000");
  EXPECT_EQ(ids.next(std::numeric_limits<std::int64_t>::max()).substr(0, 13), "ffffffff-ffff");
}

TEST(IdSource, StartsAMillisecondWithRoomForManyIds) {
  for (std::uint64_t i = 0; i < 500; ++i) {
    IdSource ids({i, 0, 0, 0});
    ids.next(5);
    std::string last;
    for (int n = 0; n < 2047; ++n) last = ids.next(5);
    ASSERT_EQ(last.substr(0, 13), "00000000-0005");
  }
}

}  // namespace
}  // namespace waymark
