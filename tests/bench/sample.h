// What the benchmarks work on: the sample people in a database of their own, and Sam, who has 25 of them.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "server/store/sqlite.h"

namespace waymark::bench {

/// A database with all sample people, which goes away with it.
class Sample {
 public:
  Sample();
  ~Sample();
  Sample(const Sample&) = delete;
  Sample& operator=(const Sample&) = delete;

  std::unique_ptr<server::SqliteStore> store;
  server::Account sam;

  /// Everything that Sam may see, page by page as a new phone gets it.
  std::vector<sync::Change> first_pull() const;

 private:
  std::filesystem::path folder_;
};

}  // namespace waymark::bench
