// Work for a store, done in order by a thread of its own.
#include "server/store/executor.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <mutex>

#include "server/store/sqlite.h"
#include "tests/server/running_endpoint.h"

namespace waymark::server {
namespace {

using test::TemporaryFolder;

TEST(Executor, FinishesWhatWasPostedInOrder) {
  const TemporaryFolder folder;
  std::vector<int> done;
  {
    Executor executor(std::move(*SqliteStore::open(folder.path() / "waymark.db")));
    for (int i = 0; i < 100; ++i) ASSERT_TRUE(executor.post([&done, i](Store&) { done.push_back(i); }));
  }
  ASSERT_EQ(done.size(), 100U);
  EXPECT_TRUE(std::is_sorted(done.begin(), done.end()));
}

TEST(Executor, TakesNothingMoreOnceItHasFinished) {
  const TemporaryFolder folder;
  Executor executor(std::move(*SqliteStore::open(folder.path() / "waymark.db")));
  executor.finish();
  EXPECT_FALSE(executor.post([](Store&) {}));
}

TEST(Executor, SaysNoWhenTooMuchWaits) {
  const TemporaryFolder folder;
  Executor executor(std::move(*SqliteStore::open(folder.path() / "waymark.db")));
  std::mutex gate;
  gate.lock();
  ASSERT_TRUE(executor.post([&](Store&) { const std::lock_guard wait(gate); }));
  std::size_t taken = 0;
  while (taken <= Executor::waiting_max && executor.post([](Store&) {})) ++taken;
  EXPECT_GE(taken, Executor::waiting_max - 1);
  EXPECT_LE(taken, Executor::waiting_max);
  gate.unlock();
}

}  // namespace
}  // namespace waymark::server
