// Entries that wait while the writer is busy go into one transaction, and each answer is given after it.
#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <stdexcept>

#include "server/audit/writer.h"
#include "server/store/sqlite.h"
#include "tests/server/running_endpoint.h"

namespace waymark::server {
namespace {

/// SQLite that counts its transactions, and has none on demand.
class CountingStore final : public Store {
 public:
  explicit CountingStore(const std::filesystem::path& file) : inner_(std::move(*SqliteStore::open(file))) {}
  std::optional<StoreTrouble> read(const std::function<void(Snapshot&)>& work) override { return inner_->read(work); }
  std::optional<StoreTrouble> write(const std::function<bool(Transaction&)>& work) override {
    ++writes;
    if (throws) throw std::runtime_error("thrown on purpose");
    return inner_->write(work);
  }
  std::optional<StoreTrouble> check() override { return inner_->check(); }
  void settle() override { inner_->settle(); }

  static inline std::atomic<int> writes = 0;
  static inline std::atomic<bool> throws = false;

 private:
  std::unique_ptr<SqliteStore> inner_;
};

class AuditWriterTest : public testing::Test {
 protected:
  AuditWriterTest() {
    CountingStore::writes = 0;
    CountingStore::throws = false;
  }

  static Accesses one_of(const std::string& council) {
    return {council, {{.account = PersonId("sam"), .did = std::string(access::read)}}};
  }

  /// Asks for as many entries while the writer is held; how many were told that theirs are written.
  int told_of(int count) {
    std::latch held(1);
    std::atomic<int> written = 0, failed = 0;
    EXPECT_TRUE(executor.post([&](Store&) { held.wait(); }));
    for (int i = 0; i < count; ++i) {
      audit.write(one_of(i % 2 == 0 ? "southampton" : "southwark"), [&](const auto& trouble) {
        ++(trouble ? failed : written);
        throw std::runtime_error("an answer that cannot be given");
      });
    }
    EXPECT_EQ(written + failed, std::max(0, count - static_cast<int>(Executor::waiting_max)));
    held.count_down();
    executor.finish();
    EXPECT_EQ(written + failed, count);
    return written;
  }

  test::TemporaryFolder folder;
  std::filesystem::path file = folder.path() / "waymark.db";
  Executor executor{std::make_unique<CountingStore>(file)};
  AuditWriter audit{executor};
};

TEST_F(AuditWriterTest, WritesWhatWaitsInOneTransaction) {
  EXPECT_EQ(told_of(20), 20);
  EXPECT_EQ(CountingStore::writes, 1);
  const auto store = std::move(*SqliteStore::open(file));
  ASSERT_FALSE(store->read([](Snapshot& v) {
    for (const char* council : {"southampton", "southwark"})
      EXPECT_EQ(v.audit_head(council).value_or(AuditHead{}).number, 10);
  }));
}

TEST_F(AuditWriterTest, TellsEverybodyWhenNothingCouldBeWritten) {
  CountingStore::throws = true;
  EXPECT_EQ(told_of(3), 0);
}

TEST_F(AuditWriterTest, TakesNoMoreThanTheWriterDoes) {
  EXPECT_EQ(told_of(static_cast<int>(Executor::waiting_max)), static_cast<int>(Executor::waiting_max));
}

TEST_F(AuditWriterTest, SaysNoOnceTheWriterHasFinished) {
  executor.finish();
  int failed = 0;
  for (int time = 0; time < 2; ++time)
    audit.write(one_of("southampton"), [&](const auto& trouble) { failed += trouble ? 1 : 0; });
  EXPECT_EQ(failed, 2);
}

}  // namespace
}  // namespace waymark::server
