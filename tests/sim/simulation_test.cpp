// Goal: the promises of docs/protocol.md hold in thousands of simulated lives, and the simulation would notice if they
// did not. A failing seed is printed; WAYMARK_SEED=… lives that life again, WAYMARK_LIVES=… says how many from there.
#include <gtest/gtest.h>

#include "tests/core/random_seed.h"
#include "tests/sim/flaws.h"
#include "tests/sim/life.h"

namespace waymark::sim {
namespace {

constexpr std::uint64_t lives_default = 100;
constexpr std::uint64_t lives_until_noticed = 500;  // the rarest is noticed in one life of ten

std::uint64_t lives_wanted() {
  const char* given = std::getenv("WAYMARK_LIVES");
  return given != nullptr ? std::strtoull(given, nullptr, 10) : lives_default;
}

TEST(Simulation, KeepsEveryPromise) {
  const std::uint64_t first = random_seed(), lives = lives_wanted();
  for (std::uint64_t seed = first; seed < first + lives; ++seed) {
    const auto broken = live(seed);
    ASSERT_FALSE(broken) << "WAYMARK_SEED=" << seed << " WAYMARK_LIVES=1: " << *broken;
  }
}

TEST(Simulation, IsTheSameLifeForTheSameSeed) {
  Flaws one{flawed_stores().front().make()}, other{flawed_stores().front().make()};
  const std::uint64_t seed = random_seed();
  EXPECT_EQ(live(seed, std::move(one)), live(seed, std::move(other)));
}

class FlawedCouncil : public testing::TestWithParam<std::size_t> {};

TEST_P(FlawedCouncil, IsNoticed) {
  const FlawedStore& flawed = flawed_stores()[GetParam()];
  std::optional<std::string> broken;
  std::uint64_t lives = 0;
  for (const std::uint64_t first = random_seed(); !broken && lives < lives_until_noticed; ++lives)
    broken = live(first + lives, {flawed.make()});
  ASSERT_TRUE(broken) << flawed.name;
  std::cout << flawed.name << ": after " << lives << " lives, " << *broken << '\n';
}
INSTANTIATE_TEST_SUITE_P(Each, FlawedCouncil, testing::Range(std::size_t{0}, flawed_stores().size()));

class FlawedPhone : public testing::TestWithParam<PhoneFlaw> {};

TEST_P(FlawedPhone, IsNoticed) {
  std::optional<std::string> broken;
  std::uint64_t lives = 0;
  for (const std::uint64_t first = random_seed(); !broken && lives < lives_until_noticed; ++lives)
    broken = live(first + lives, {nullptr, GetParam()});
  ASSERT_TRUE(broken);
  std::cout << "after " << lives << " lives, " << *broken << '\n';
}
INSTANTIATE_TEST_SUITE_P(Each, FlawedPhone,
                         testing::Values(PhoneFlaw::says_kept_too_early, PhoneFlaw::keeps_half_a_batch));

}  // namespace
}  // namespace waymark::sim
