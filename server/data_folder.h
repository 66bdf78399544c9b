// The folder where the endpoint keeps everything of its own: database, content, lock. Nothing of it is for
// others to read: folder 0700, files 0600.
//
//   auto folder = DataFolder::open(".data", /*reset=*/false);
//   SqliteStore::open(folder->database());
//
// One process a folder: a second one is refused while the first runs.
#pragma once

#include <expected>
#include <filesystem>
#include <string>

namespace waymark::server {

class DataFolder {
 public:
  /// Makes the folder if need be and locks it. `reset` deletes the database and the kept content, and nothing
  /// else. The error is one sentence with the remedy.
  static std::expected<DataFolder, std::string> open(const std::filesystem::path& folder, bool reset);
  DataFolder(DataFolder&& other) noexcept;
  DataFolder(const DataFolder&) = delete;
  DataFolder& operator=(const DataFolder&) = delete;
  DataFolder& operator=(DataFolder&&) = delete;
  ~DataFolder();

  static std::filesystem::path database_in(const std::filesystem::path& folder) { return folder / "waymark.db"; }
  [[nodiscard]] std::filesystem::path database() const { return database_in(folder_); }
  /// Where councilctl move-store says where the database is now.
  [[nodiscard]] std::filesystem::path moved() const { return folder_ / "moved"; }
  /// The last good content of each council (server/content/library.h).
  [[nodiscard]] std::filesystem::path content() const { return folder_ / "content"; }
  /// For Drogon's upload folders, which stay empty.
  [[nodiscard]] std::filesystem::path scratch() const { return folder_ / "http"; }

 private:
  DataFolder(std::filesystem::path folder, int lock) : folder_(std::move(folder)), lock_(lock) {}

  std::filesystem::path folder_;
  int lock_ = -1;  // open descriptor
};

}  // namespace waymark::server
