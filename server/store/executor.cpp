#include "server/store/executor.h"

#include <utility>

namespace waymark::server {

Executor::Executor(std::unique_ptr<Store> store) : store_(std::move(store)), thread_([this] { run(); }) {}

Executor::~Executor() { finish(); }

void Executor::finish() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  changed_.notify_one();
  if (!thread_.joinable()) return;
  thread_.join();
  store_->settle();
}

bool Executor::post(std::function<void(Store&)> work) {
  {
    const std::lock_guard lock(mutex_);
    if (ending_ || waiting_.size() >= waiting_max) return false;
    waiting_.push_back(std::move(work));
  }
  changed_.notify_one();
  return true;
}

void Executor::run() {
  while (true) {
    std::function<void(Store&)> work;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return ending_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      work = std::move(waiting_.front());
      waiting_.pop_front();
    }
    work(*store_);
  }
}

}  // namespace waymark::server
