#include "server/http/errands.h"

#include <exception>
#include <utility>

#include "server/log.h"

namespace waymark::server::http {

Errands::Errands() {
  for (std::size_t i = 0; i < threads_count; ++i) threads_.emplace_back([this] { run(); });
}

Errands::~Errands() { finish(); }

bool Errands::post(std::function<void()> work) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || waiting_.size() >= waiting_max) return false;
    waiting_.push_back(std::move(work));
  }
  changed_.notify_one();
  return true;
}

void Errands::finish() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

void Errands::run() {
  for (;;) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    const std::function<void()> work = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    try {
      work();
    } catch (const std::exception&) {  // what was thrown may quote an answer: only that it happened is told
      log::write(log::Level::error, "exception", {{"route", "(errand)"}});
    }
  }
}

}  // namespace waymark::server::http
