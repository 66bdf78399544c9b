#include "core/client/disk.h"

#include "core/client/records.h"

namespace waymark::client {

void Disk::put(std::string_view store, std::string_view key, std::string_view content) {
  StoredRecord record = record_of(store, key, content);
  changes_.insert_or_assign({std::move(record.store), std::move(record.key)}, std::move(record.bytes));
}

void Disk::put_aside(const StoredRecord& damaged) {
  changes_.insert_or_assign({std::string(stores::aside), damaged.store + "/" + damaged.key}, damaged.bytes);
  changes_.insert_or_assign({damaged.store, damaged.key}, std::nullopt);
}

void Disk::remove(std::string_view store, std::string_view key) {
  changes_.insert_or_assign({std::string(store), std::string(key)}, std::nullopt);
}

std::optional<Commit> Disk::next() {
  if (under_way_ != 0 || changes_.empty()) return std::nullopt;
  under_way_ = ++last_batch_;
  sent_ = std::move(changes_);
  changes_.clear();
  Commit commit{under_way_, {}, {}};
  for (const auto& [place, bytes] : sent_) {
    if (bytes) {
      commit.puts.push_back({place.first, place.second, *bytes});
    } else {
      commit.removes.push_back(place);
    }
  }
  return commit;
}

void Disk::clear() {
  changes_.clear();
  sent_.clear();
  under_way_ = 0;
}

bool Disk::committed(std::uint64_t batch) {
  if (batch == 0 || batch != under_way_) return false;
  under_way_ = 0;
  sent_.clear();
  return true;
}

bool Disk::failed(std::uint64_t batch) {
  if (batch == 0 || batch != under_way_) return false;
  under_way_ = 0;
  changes_.merge(sent_);  // leaves alone what changed meanwhile
  sent_.clear();
  return true;
}

}  // namespace waymark::client
