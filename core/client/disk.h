// What the phone still has to write, as one durable batch at a time. Everything that changed while a batch was on its
// way goes into the next one, so that the store always holds one moment of the phone's memory, never half of one.
//
//   disk.put(stores::docs, id, content);
//   if (std::optional<Commit> commit = disk.next()) effects.push_back(*commit);
//   …Committed:    disk.committed(batch)   false: not ours
//   …CommitFailed: disk.failed(batch)      its records wait for the next batch, newer ones win
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/client/client.h"

namespace waymark::client {

class Disk {
 public:
  void put(std::string_view store, std::string_view key, std::string_view content);
  /// As it is, without a checksum of ours.
  void put_aside(const StoredRecord& damaged);
  void remove(std::string_view store, std::string_view key);

  /// The next batch, if none is on its way and something waits.
  std::optional<Commit> next();
  /// The batch that is on its way; 0: none.
  [[nodiscard]] std::uint64_t under_way() const { return under_way_; }
  [[nodiscard]] bool idle() const { return under_way_ == 0 && changes_.empty(); }

  /// Forgets what waits and what is on its way. Batches go on counting, so that a late answer is not mistaken.
  void clear();

  bool committed(std::uint64_t batch);
  bool failed(std::uint64_t batch);

 private:
  using Place = std::pair<std::string, std::string>;            // store, key
  using Changes = std::map<Place, std::optional<std::string>>;  // new bytes; none: remove

  Changes changes_;  // not in a batch yet
  Changes sent_;     // in the batch on its way
  std::uint64_t under_way_ = 0;
  std::uint64_t last_batch_ = 0;
};

}  // namespace waymark::client
