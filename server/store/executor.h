// One thread with one store: storage work leaves the HTTP threads, which never wait for a disk.
//
//   Executor writer(std::move(store));
//   if (!writer.post([=](Store& s) { … respond(reply); })) respond(busy);   // the queue is full
//
// Work runs in the order it was posted. finish(), or else the destructor, does what was posted and settles the store.
// Threads: post() from any.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "server/store/store.h"

namespace waymark::server {

class Executor {
 public:
  /// More waiting than this, and answering "busy" is the kinder thing: at 4 ms a commit it is four seconds.
  static constexpr std::size_t waiting_max = 1000;

  explicit Executor(std::unique_ptr<Store> store);
  ~Executor();
  Executor(const Executor&) = delete;
  Executor& operator=(const Executor&) = delete;

  /// False: the queue is full, and the work will not be done.
  [[nodiscard]] bool post(std::function<void(Store&)> work);

  /// Takes no more work, returns when all is done. For executors that post to one another: finish the first one first.
  void finish();

 private:
  void run();

  std::unique_ptr<Store> store_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void(Store&)>> waiting_;
  bool ending_ = false;
  std::thread thread_;
};

}  // namespace waymark::server
