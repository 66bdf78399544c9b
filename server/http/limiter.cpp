#include "server/http/limiter.h"

#include <cstring>

#include "server/http/limits.h"
#include "server/identity/secret.h"

namespace waymark::server::http {
namespace {

constexpr std::size_t secret_bytes = 32;
constexpr std::int64_t us_per_second = 1'000'000;

Rate rate(std::uint32_t count, double seconds) {
  return {.at_once = static_cast<double>(count), .per_second = static_cast<double>(count) / seconds};
}

}  // namespace

// ---- Crowd -----------------------------------------------------------------------------------------------------

std::shared_ptr<void> Crowd::enter(const Address& address) {
  const std::string network = address.network();
  const std::lock_guard lock(inside_->mutex);
  std::size_t& count = inside_->counts[network];
  if (max_ != 0 && count >= max_) return nullptr;
  ++count;
  return {static_cast<void*>(inside_.get()), [inside = inside_, network](void*) {
            const std::lock_guard leaving(inside->mutex);
            const auto found = inside->counts.find(network);
            if (--found->second == 0) inside->counts.erase(found);
          }};
}

// ---- Limiter ---------------------------------------------------------------------------------------------------

Limiter::Limiter(const Rates& rates)
    : secret_(random_bytes(secret_bytes)),
      buckets_{TokenBuckets(rates.address, buckets_of_each), TokenBuckets(rates.device, buckets_of_each),
               TokenBuckets(rates.account, buckets_of_each), TokenBuckets(rates.guesses, buckets_of_each)},
      running_(running_of_address_max) {}

std::uint64_t Limiter::key_of(std::string_view whose) const {
  const Sha256 hash = hmac_sha256(secret_, whose);
  std::uint64_t key = 0;
  std::memcpy(&key, hash.data(), sizeof(key));
  return key;
}

int Limiter::take(Limited what, std::string_view whose, Instant now) {
  const std::uint64_t key = key_of(whose);
  const auto now_us = std::chrono::duration_cast<std::chrono::microseconds>(now.time_since_epoch()).count();
  const std::lock_guard lock(mutex_);
  const std::int64_t wait_us = buckets_.at(static_cast<std::size_t>(what)).take(key, now_us);
  return static_cast<int>((wait_us + us_per_second - 1) / us_per_second);
}

void Limiter::give_back(Limited what, std::string_view whose) {
  const std::uint64_t key = key_of(whose);
  const std::lock_guard lock(mutex_);
  buckets_.at(static_cast<std::size_t>(what)).give_back(key);
}

Limiter::Rates rates_of(const LimitOptions& options) {
  constexpr double minute_s = 60;
  constexpr double hour_s = 3600;
  return {.address = rate(options.address_per_minute, minute_s),
          .device = rate(options.device_per_minute, minute_s),
          .account = rate(options.account_per_minute, minute_s),
          .guesses = rate(options.guesses_per_hour, hour_s)};
}

}  // namespace waymark::server::http
