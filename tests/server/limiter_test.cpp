// Who may ask how often: token buckets that no trick fills, addresses that nobody can pretend, places that come back.
// Method: the time is a number here, and hours take no time.
#include "server/http/limiter.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <vector>

#include "server/http/limits.h"
#include "tests/core/random_seed.h"

namespace waymark::server::http {
namespace {

constexpr std::int64_t second_us = 1'000'000;
constexpr Rate twenty_and_two_a_second{.at_once = 20, .per_second = 2};

int taken(TokenBuckets& buckets, std::uint64_t key, std::int64_t now_us, int tries) {
  int count = 0;
  for (int i = 0; i < tries; ++i) count += buckets.take(key, now_us) == 0 ? 1 : 0;
  return count;
}

// ---- Buckets ---------------------------------------------------------------------------------------------------

TEST(TokenBuckets, GiveSoManyAtOnceAndThenAsTheyComeIn) {
  TokenBuckets buckets(twenty_and_two_a_second, 64);
  EXPECT_EQ(taken(buckets, 7, 0, 30), 20);
  EXPECT_EQ(taken(buckets, 7, second_us, 30), 2);
  EXPECT_EQ(taken(buckets, 7, 3600 * second_us, 30), 20) << "a bucket holds no more than it holds";
}

TEST(TokenBuckets, SayHowLongItIsUntilTheNext) {
  TokenBuckets buckets(twenty_and_two_a_second, 64);
  ASSERT_EQ(taken(buckets, 7, 0, 20), 20);
  const std::int64_t wait_us = buckets.take(7, 0);
  EXPECT_EQ(wait_us, second_us / 2);
  EXPECT_GT(buckets.take(7, wait_us - 1), 0);
  EXPECT_EQ(buckets.take(7, wait_us), 0);
}

TEST(TokenBuckets, AreEachOnesOwn) {
  TokenBuckets buckets(twenty_and_two_a_second, 64);
  ASSERT_EQ(taken(buckets, 7, 0, 30), 20);
  EXPECT_EQ(taken(buckets, 8, 0, 30), 20);
}

TEST(TokenBuckets, TakeBackWhatDidNotCount) {
  TokenBuckets buckets(twenty_and_two_a_second, 64);
  for (int i = 0; i < 1000; ++i) {
    ASSERT_EQ(buckets.take(7, 0), 0);
    buckets.give_back(7);
  }
  EXPECT_EQ(taken(buckets, 7, 0, 30), 20);
}

// The room is fixed, so buckets are pushed out. Whoever tries gains nothing by it.
TEST(TokenBuckets, AreNotFilledByPushingThemOutWithOtherKeys) {
  TokenBuckets buckets(twenty_and_two_a_second, TokenBuckets::ways);
  ASSERT_EQ(taken(buckets, 1, 0, 30), 20);
  for (std::uint64_t key = 2; key < 10'000; ++key) taken(buckets, key, 0, 30);
  EXPECT_EQ(taken(buckets, 1, 0, 30), 0) << "all eight buckets are empty, and so is the one that it comes back to";
}

TEST(TokenBuckets, GiveNobodyMoreThanTheirRateWhateverKeysComeInWhateverOrder) {
  std::mt19937_64 random(random_seed());
  for (int round = 0; round < 50; ++round) {
    TokenBuckets buckets(twenty_and_two_a_second, 2 * TokenBuckets::ways);
    std::map<std::uint64_t, int> given;
    std::int64_t now_us = 0;
    const std::uint64_t keys = 1 + random() % 60;
    for (int step = 0; step < 5000; ++step) {
      now_us += static_cast<std::int64_t>(random() % 20'000);
      const std::uint64_t key = 1 + random() % keys;
      if (buckets.take(key, now_us) == 0) ++given[key];
    }
    const double most = 20 + 2 * static_cast<double>(now_us) / second_us;
    for (const auto& [key, count] : given) EXPECT_LE(count, most) << key << " of " << keys;
  }
}

// ---- Addresses -------------------------------------------------------------------------------------------------

Address address(std::string_view text) {
  const auto parsed = Address::parse(text);
  EXPECT_TRUE(parsed) << text;
  return parsed.value_or(Address());
}

TEST(Addresses, OfIPv6CountByTheNetworkThatACustomerHas) {
  EXPECT_EQ(address("2001:db8:1:2::1").network(), address("2001:db8:1:2:ffff:ffff:ffff:ffff").network());
  EXPECT_NE(address("2001:db8:1:2::1").network(), address("2001:db8:1:3::1").network());
  EXPECT_NE(address("192.0.2.1").network(), address("192.0.2.2").network());
  EXPECT_EQ(address("::ffff:192.0.2.1"), address("192.0.2.1")) << "as a socket for both says it";
}

TEST(Addresses, AreReadStrictly) {
  for (const char* text :
       {"", "localhost", "192.0.2", "192.0.2.1:80", "192.0.2.1 ", "1.2.3.4.5", "fe80::1%eth0", "[", "[]"})
    EXPECT_FALSE(Address::parse(text)) << text;
  EXPECT_TRUE(address("127.0.0.2").is_loopback() && address("::1").is_loopback() && address("[::1]").is_loopback());
  EXPECT_FALSE(address("128.0.0.1").is_loopback() || address("2001::1").is_loopback() || address("::").is_loopback());
}

struct Hops {
  const char* why;
  const char* peer;
  const char* x_forwarded_for;
  const char* forwarded;
  const char* client;
};

TEST(Addresses, OfClientsAreTheProxysToSayAndNobodyElses) {
  const std::vector<Address> proxies{address("10.0.0.5"), address("2001:db8::5")};
  for (const Hops& hops : std::vector<Hops>{
           {"no proxy", "192.0.2.1", "", "", "192.0.2.1"},
           {"somebody who pretends to be one", "192.0.2.1", "198.51.100.7", "", "192.0.2.1"},
           {"the proxy", "10.0.0.5", "198.51.100.7", "", "198.51.100.7"},
           {"the other proxy", "2001:db8::5", "198.51.100.7", "", "198.51.100.7"},
           {"what the client wrote before it", "10.0.0.5", "127.0.0.1, 10.0.0.5,198.51.100.7", "", "198.51.100.7"},
           {"with a port", "10.0.0.5", "198.51.100.7:4711", "", "198.51.100.7"},
           {"IPv6", "10.0.0.5", "2001:db8::9", "", "2001:db8::9"},
           {"IPv6 with a port", "10.0.0.5", "[2001:db8::9]:4711", "", "2001:db8::9"},
           {"Forwarded", "10.0.0.5", "", "for=198.51.100.7;proto=https", "198.51.100.7"},
           {"Forwarded, the last hop", "10.0.0.5", "", "for=127.0.0.1, By=x; For=\"[2001:db8::9]:1\"", "2001:db8::9"},
           {"a name in place of an address", "10.0.0.5", "", "for=_hidden", "10.0.0.5"},
           {"nothing in it", "10.0.0.5", "", "proto=https", "10.0.0.5"},
           {"nonsense", "10.0.0.5", "198.51.100.7, ", "", "10.0.0.5"},
           {"one of them was not written by the proxy", "10.0.0.5", "198.51.100.7", "for=198.51.100.8", "10.0.0.5"}}) {
    EXPECT_EQ(client_of(address(hops.peer), hops.x_forwarded_for, hops.forwarded, proxies), address(hops.client))
        << hops.why;
  }
}

// ---- Limiter ---------------------------------------------------------------------------------------------------

TEST(Limiter, CountsAddressesDevicesAccountsAndGuessesApart) {
  const Rate one{.at_once = 1, .per_second = 0.1};
  Limiter limiter({.address = one, .device = one, .account = one, .guesses = one});
  const Limiter::Instant now{std::chrono::hours(1)};
  for (const Limited what : {Limited::address, Limited::device, Limited::account, Limited::guesses}) {
    EXPECT_EQ(limiter.take(what, "one", now), 0);
    EXPECT_EQ(limiter.take(what, "one", now), 10) << "seconds until the next";
    EXPECT_EQ(limiter.take(what, "one", now + std::chrono::milliseconds(9'500)), 1)
        << "never none, and never too early";
    EXPECT_EQ(limiter.take(what, "other", now), 0);
    EXPECT_EQ(limiter.take(what, "one", now + std::chrono::seconds(10)), 0);
  }
}

// The figures in limits.h, as what people do.
TEST(Limiter, LeavesRoomForAnOfficeAndForACaseload) {
  Limiter limiter(rates_of({}));
  const Limiter::Instant now{std::chrono::hours(1)};
  int refused = 0;
  for (int adviser = 0; adviser < 200; ++adviser) {  // within half a minute
    for (int request = 0; request < 22; ++request)
      refused += limiter.take(Limited::address, "office", now + std::chrono::milliseconds(adviser * 150)) == 0 ? 0 : 1;
  }
  EXPECT_EQ(refused, 0);
  for (int push = 0; push < 50 + 7; ++push) EXPECT_EQ(limiter.take(Limited::device, "months without signal", now), 0);
}

TEST(Limiter, LetsNobodyTryCodesForLong) {
  Limiter limiter(rates_of({}));
  int tried = 0;
  for (int second = 0; second < 24 * 3600; ++second)
    tried += limiter.take(Limited::guesses, "somebody", Limiter::Instant{std::chrono::seconds(second)}) == 0 ? 1 : 0;
  EXPECT_LE(tried, 25 * 60) << "in a day, of the 100,000,000 that eight digits have";
}

TEST(Crowd, HasPlacesThatComeBackAndNoMoreOfOneNetwork) {
  Crowd crowd(2);
  auto first = crowd.enter(address("2001:db8::1"));
  const auto second = crowd.enter(address("2001:db8::2"));
  EXPECT_TRUE(first && second);
  EXPECT_FALSE(crowd.enter(address("2001:db8::3"))) << "the same /64";
  EXPECT_TRUE(crowd.enter(address("192.0.2.1")));
  first.reset();
  EXPECT_TRUE(crowd.enter(address("2001:db8::3")));
}

}  // namespace
}  // namespace waymark::server::http
