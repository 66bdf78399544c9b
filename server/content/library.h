// What councils have published: checked, hashed, compressed once, and served as immutable bytes.
//
//   Library library(schema);
//   Findings findings = library.publish({.councils = "assets/councils", .national = "assets/national"});
//   auto pack = library.council("southampton");      // null: no such council
//   auto same = library.content(pack->sha256);       // also an older one, while phones may still ask for it
//
// A pack with an error is not published: the findings say where, and the council's earlier pack stays.
// Threads: publish() from one at a time; the rest from any, also meanwhile.
#pragma once

#include <atomic>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/content/json_schema.h"
#include "server/content/pack.h"

namespace waymark::server {

struct PublishedPack {
  std::string id;
  std::string name;
  std::string sha256;  // of `plain`, hex
  std::shared_ptr<const std::string> plain;
  std::shared_ptr<const std::string> gzip;
  std::shared_ptr<const std::string> brotli;
};

/// What is wrong with a composed pack, by the schema and by the reader of the core, each at its file and pointer.
/// `folder` is the council's folder name, which is its id.
std::vector<Finding> check_pack(const Composed& pack, const JsonSchema& schema, const std::string& folder);

class Library {
 public:
  struct Folders {
    std::filesystem::path councils;  // a folder of council folders
    std::filesystem::path national;
  };

  explicit Library(JsonSchema schema);

  /// Reads and publishes every council. Empty: all is well.
  std::vector<Finding> publish(const Folders& folders);

  [[nodiscard]] std::shared_ptr<const PublishedPack> council(std::string_view id) const;
  [[nodiscard]] std::shared_ptr<const PublishedPack> content(std::string_view sha256) const;
  /// Ids of the published councils, sorted.
  [[nodiscard]] std::vector<std::string> councils() const;

 private:
  static constexpr std::size_t older_packs_max = 32;

  struct Shelf {
    std::map<std::string, std::shared_ptr<const PublishedPack>, std::less<>> by_council;
    std::vector<std::shared_ptr<const PublishedPack>> all;  // oldest first
  };

  JsonSchema schema_;
  std::atomic<std::shared_ptr<const Shelf>> shelf_;
};

}  // namespace waymark::server
