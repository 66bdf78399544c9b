// Who asks too often, and who has too much under way at once. The numbers and why they are what they are:
// http/limits.h.
//
//   Limiter limiter(rates_of(options));
//   if (int wait_s = limiter.take(Limited::device, view(token_hash), now)) return respond(too_many_reply(wait_s));
//
// Nothing of whom it counts is in its memory but hashes with a secret of this process: no address, no token.
// Threads: any. Time is handed in, and so tests need not wait.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "server/http/address.h"
#include "server/http/token_buckets.h"

namespace waymark::server::http {

/// How many things of one network there are at once: connections, running requests.
class Crowd {
 public:
  /// `max` for each network; 0: as many as come.
  explicit Crowd(std::size_t max) : max_(max) {}

  /// A place, given back when the last owner of it is gone; null: there are `max` already.
  std::shared_ptr<void> enter(const Address& address);

 private:
  struct Inside {
    std::mutex mutex;
    std::map<std::string, std::size_t> counts;  // of networks with at least one
  };

  std::size_t max_;
  std::shared_ptr<Inside> inside_ = std::make_shared<Inside>();  // lives as long as the last place
};

/// What is counted, each by itself.
enum class Limited : std::uint8_t { address, device, account, guesses };

class Limiter {
 public:
  using Instant = std::chrono::steady_clock::time_point;
  struct Rates {
    Rate address;  // all that comes from one network
    Rate device;   // what comes with one token
    Rate account;  // all devices of one person
    Rate guesses;  // codes of sign-in links that turned out wrong, from one network
  };

  explicit Limiter(const Rates& rates);

  /// 0: go on. Otherwise the seconds to wait before the next, for Retry-After.
  [[nodiscard]] int take(Limited what, std::string_view whose, Instant now);
  /// A token that was taken in advance and has not turned out to count: a code that was right.
  void give_back(Limited what, std::string_view whose);

  /// A place for a running request; null: this network has enough of them.
  [[nodiscard]] std::shared_ptr<void> enter(const Address& address) { return running_.enter(address); }

 private:
  [[nodiscard]] std::uint64_t key_of(std::string_view whose) const;

  std::string secret_;
  std::mutex mutex_;
  std::array<TokenBuckets, 4> buckets_;
  Crowd running_;
};

/// What may be set with flags; the rest follows from it.
struct LimitOptions;
Limiter::Rates rates_of(const LimitOptions& options);

}  // namespace waymark::server::http
