#include "server/data_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include "server/store/sqlite.h"

namespace waymark::server {
namespace {

std::unexpected<std::string> not_writable(const std::filesystem::path& folder, int error) {
  return std::unexpected("The folder " + folder.string() + " cannot be written (" + std::strerror(error) +
                         "): make it writable, free some space, or choose another with --data DIR.");
}

}  // namespace

std::expected<DataFolder, std::string> DataFolder::open(const std::filesystem::path& named, bool reset) {
  const std::filesystem::path path = named.has_filename() ? named : named.parent_path();  // "dir/" is "dir"
  std::error_code error;
  if (!std::filesystem::is_directory(path, error)) {
    if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), error);
    if (mkdir(path.c_str(), 0700) != 0) return not_writable(path, errno);
  }
  struct stat status {};
  if (stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode) && (status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return std::unexpected("Other users of this machine can look into " + path.string() +
                           ", where people's plans are: chmod 700 " + path.string() +
                           ", or choose another folder with --data DIR.");
  }
  const int lock = ::open((path / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock < 0) return not_writable(path, errno);
  DataFolder folder(path, lock);
  if (flock(lock, LOCK_EX | LOCK_NB) != 0) {
    return std::unexpected("Another waymark-endpoint is using " + path.string() +
                           ": stop it, or choose another folder with --data DIR.");
  }
  if (reset) {
    for (const auto& file : sqlite_files(folder.database())) std::filesystem::remove(file, error);
    std::filesystem::remove_all(folder.content(), error);
  }
  if (mkdir(folder.content().c_str(), 0700) != 0 && errno != EEXIST) return not_writable(path, errno);
  return folder;
}

DataFolder::DataFolder(DataFolder&& other) noexcept
    : folder_(std::move(other.folder_)), lock_(std::exchange(other.lock_, -1)) {}

DataFolder::~DataFolder() {
  if (lock_ >= 0) close(lock_);  // which unlocks it
}

}  // namespace waymark::server
