#include "server/http/token_buckets.h"

#include <algorithm>

namespace waymark::server::http {

TokenBuckets::TokenBuckets(Rate rate, std::size_t buckets)
    : interval_us_(std::max<std::int64_t>(1, static_cast<std::int64_t>(1e6 / rate.per_second))),
      at_once_us_(static_cast<std::int64_t>(rate.at_once * static_cast<double>(interval_us_))),
      buckets_((std::max<std::size_t>(buckets, 1) + ways - 1) / ways * ways) {}

std::int64_t TokenBuckets::take(std::uint64_t key, std::int64_t now_us) {
  const auto first = buckets_.begin() + static_cast<std::ptrdiff_t>(first_place(key));
  const auto end = first + ways;
  auto bucket = std::find_if(first, end, [&](const Bucket& one) { return one.key == key; });
  if (bucket == end) {
    bucket = std::min_element(first, end, [](const Bucket& a, const Bucket& b) { return a.full_at_us < b.full_at_us; });
    bucket->key = key;
  }
  const std::int64_t full_after_us = std::max(bucket->full_at_us, now_us) + interval_us_;
  const std::int64_t wait_us = full_after_us - now_us - at_once_us_;
  if (wait_us > 0) return wait_us;
  bucket->full_at_us = full_after_us;
  return 0;
}

void TokenBuckets::give_back(std::uint64_t key) {
  const auto first = buckets_.begin() + static_cast<std::ptrdiff_t>(first_place(key));
  const auto bucket = std::find_if(first, first + ways, [&](const Bucket& one) { return one.key == key; });
  if (bucket != first + ways) bucket->full_at_us -= interval_us_;
}

}  // namespace waymark::server::http
