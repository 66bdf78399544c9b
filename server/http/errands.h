// Threads for what waits on somebody else's server, so that neither HTTP's nor the database's ever do.
//
//   Errands errands;
//   if (!errands.post([=] { respond(answer_of(fetch(…, errands.stopping()))); })) respond(busy);   // too many wait
//
// finish(), or else the destructor, tells what runs to stop and does what waits with stopping() true: everybody who was
// promised an answer gets one.
// Threads: post() from any.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace waymark::server::http {

class Errands {
 public:
  static constexpr std::size_t threads_count = 4;  // sign-ins at once; each takes what the provider takes
  static constexpr std::size_t waiting_max = 64;

  Errands();
  ~Errands();
  Errands(const Errands&) = delete;
  Errands& operator=(const Errands&) = delete;

  /// False: too many wait, and the work will not be done.
  [[nodiscard]] bool post(std::function<void()> work);
  void finish();
  [[nodiscard]] const std::atomic<bool>& stopping() const { return stopping_; }

 private:
  void run();

  std::atomic<bool> stopping_{false};
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> waiting_;
  std::vector<std::thread> threads_;
};

}  // namespace waymark::server::http
