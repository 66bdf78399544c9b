// What an endpoint refuses to start with, each with the reason and the remedy.
#include "server/options.h"

#include <gtest/gtest.h>

namespace waymark::server {
namespace {

Options options(const std::vector<std::string_view>& arguments) {
  const auto parsed = parse_options(arguments);
  EXPECT_TRUE(parsed) << parsed.error();
  return parsed.value_or(Options{});
}

std::string refused(const std::vector<std::string_view>& arguments) {
  const auto parsed = parse_options(arguments);
  return parsed ? "" : parsed.error();
}

bool says(const std::optional<std::string>& sentence, std::string_view words) {
  return sentence && sentence->find(words) != std::string::npos;
}

TEST(UnsafeSettings, AnOpenNetworkWithoutTls) {
  for (const std::string_view host : {"0.0.0.0", "::", "192.0.2.1", "10.0.0.7", "2001:db8::1"}) {
    const auto trouble = unsafe_setting(options({"--host", host}), false);
    EXPECT_TRUE(says(trouble, "not encrypted")) << host;
    EXPECT_TRUE(says(trouble, "--behind-proxy ADDRESS")) << host;
    EXPECT_FALSE(unsafe_setting(options({"--host", host, "--behind-proxy", "10.0.0.5"}), false)) << host;
    EXPECT_FALSE(unsafe_setting(options({"--host", host, "--plain-http"}), false)) << host;
  }
  for (const std::string_view host : {"127.0.0.1", "127.1.2.3", "::1", "localhost"})
    EXPECT_FALSE(unsafe_setting(options({"--host", host}), false)) << host;
}

TEST(UnsafeSettings, RootWhereThereIsPeoplesData) {
  const auto trouble = unsafe_setting(options({}), true);
  EXPECT_TRUE(says(trouble, "a user of its own"));
  EXPECT_TRUE(says(trouble, "--as-root"));
  EXPECT_FALSE(unsafe_setting(options({"--as-root"}), true));
  EXPECT_FALSE(unsafe_setting(options({"--people", "people.json"}), true)) << "nobody's";
}

TEST(UnsafeSettings, SamplePeopleWhereOthersCanReachThem) {
  EXPECT_TRUE(says(refused({"--people", "p", "--host", "0.0.0.0"}), "leave out --people, or --host 0.0.0.0"));
  EXPECT_TRUE(says(refused({"--people", "p", "--host", "0.0.0.0", "--plain-http"}), "leave out --people"));
  EXPECT_TRUE(says(refused({"--people", "p", "--behind-proxy", "127.0.0.1"}), "leave out --people, or --behind-proxy"));
}

TEST(Options, NameProxiesByTheirAddresses) {
  const Options two = options({"--behind-proxy", "10.0.0.5", "--behind-proxy", "2001:db8::5"});
  EXPECT_EQ(two.proxies.size(), 2U);
  EXPECT_TRUE(says(refused({"--behind-proxy", "proxy.example"}), "is not an address"));
  EXPECT_TRUE(says(refused({"--behind-proxy", "10.0.0.0/8"}), "is not an address"));
}

TEST(Options, SetLimitsAndNoneToNothing) {
  const Options set = options({"--rate-address", "6000", "--rate-device", "60", "--rate-account", "90",
                               "--rate-guesses", "5", "--connections-address", "7"});
  EXPECT_EQ(set.limits.address_per_minute, 6000U);
  EXPECT_EQ(set.limits.device_per_minute, 60U);
  EXPECT_EQ(set.limits.account_per_minute, 90U);
  EXPECT_EQ(set.limits.guesses_per_hour, 5U);
  EXPECT_EQ(set.limits.address_connections, 7U);
  for (const std::string_view value : {"0", "-1", "many", "1.5", "99999999999"})
    EXPECT_TRUE(says(refused({"--rate-device", value}), "is not a limit")) << value;
}

}  // namespace
}  // namespace waymark::server
