// What councils have published: checked, hashed, compressed once, and served as immutable bytes.
//
//   Library library(schema, data / "content");
//   Findings findings = library.publish({.councils = "assets/councils", .national = "assets/national"});
//   auto pack = library.council("southampton");      // null: no such council
//   auto same = library.content(pack->sha256);       // also an older one, while phones may still ask for it
//
// A pack with an error is not published: the findings say where, and the council's earlier pack stays. Each pack that
// was published is kept in a file, so that it also stays when the endpoint starts with an error in the present one, or
// when a council's folder is not there any more.
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

  /// `kept`: an existing folder of the library's own, for the last good pack of each council as ID.json.
  Library(JsonSchema schema, std::filesystem::path kept);

  /// Reads and publishes every council. Empty: all is well.
  std::vector<Finding> publish(const Folders& folders);

  [[nodiscard]] std::shared_ptr<const PublishedPack> council(std::string_view id) const;
  [[nodiscard]] std::shared_ptr<const PublishedPack> content(std::string_view sha256) const;
  /// Ids of the published councils, sorted.
  [[nodiscard]] std::vector<std::string> councils() const;
  /// Ids of the councils that have a folder and nothing that could be published, sorted.
  [[nodiscard]] std::vector<std::string> refused() const;

 private:
  static constexpr std::size_t older_packs_max = 32;

  struct Shelf {
    std::map<std::string, std::shared_ptr<const PublishedPack>, std::less<>> by_council;
    std::vector<std::shared_ptr<const PublishedPack>> all;  // oldest first
    std::vector<std::string> refused;                       // sorted
  };

  void publish_folder(const std::filesystem::path& folder, const Folders& folders, Shelf& shelf,
                      std::vector<Finding>& findings) const;
  void keep_without_folder(const std::vector<std::filesystem::path>& present, Shelf& shelf,
                           std::vector<Finding>& findings) const;
  /// Puts the kept pack of a council on the shelf, unless there is one; false if there is none that can be read.
  bool take_kept(const std::string& id, Shelf& shelf) const;
  [[nodiscard]] std::filesystem::path kept_file(const std::string& id) const { return kept_ / (id + ".json"); }

  JsonSchema schema_;
  std::filesystem::path kept_;
  std::atomic<std::shared_ptr<const Shelf>> shelf_;
};

}  // namespace waymark::server
