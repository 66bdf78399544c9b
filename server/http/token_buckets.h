// Rates, as token buckets in a fixed room: pure, the time is handed in.
//
//   TokenBuckets buckets({.at_once = 20, .per_second = 0.5}, 65'536);
//   std::int64_t wait_us = buckets.take(key, now_us);   // 0: go on; else this long until the next one
//
// Everybody has a bucket of `at_once` tokens, which fills by `per_second`. A bucket is one number: when it will be full
// again. The room is fixed, so that nobody fills the memory with addresses; a key has its bucket in one of `ways`
// places. Where all of them are somebody else's, it takes over the fullest one *with what is in it*. So whoever is
// pushed out was the fullest there, and on coming back gets no more than they had, plus what has come in since: pushing
// a bucket out never fills it, with however many keys it is done. A bucket that is full is forgotten without anybody's
// loss.
//
// Keys: whoever knows which keys share a place could crowd somebody's out, so they are hashed with a secret before
// (http/limiter.h). Threads: one at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace waymark::server::http {

struct Rate {
  double at_once;     // tokens of a full bucket, at least 1
  double per_second;  // tokens that come in
};

class TokenBuckets {
 public:
  static constexpr std::size_t ways = 8;

  TokenBuckets(Rate rate, std::size_t buckets);

  /// Takes a token: 0. There is none: the microseconds until there is. `now_us` never goes back.
  std::int64_t take(std::uint64_t key, std::int64_t now_us);
  /// Puts back a token that was taken for what then turned out not to count.
  void give_back(std::uint64_t key);

 private:
  struct Bucket {
    std::uint64_t key = 0;
    std::int64_t full_at_us = 0;
  };
  [[nodiscard]] std::size_t first_place(std::uint64_t key) const { return key % (buckets_.size() / ways) * ways; }

  std::int64_t interval_us_;  // until the next token
  std::int64_t at_once_us_;   // until an empty bucket is full
  std::vector<Bucket> buckets_;
};

}  // namespace waymark::server::http
