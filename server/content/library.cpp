#include "server/content/library.h"

#include <algorithm>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

#include "core/model/content.h"
#include "core/model/json.h"
#include "server/files.h"
#include "server/http/encoding.h"
#include "server/identity/secret.h"

namespace waymark::server {
namespace {

using nlohmann::json;

std::shared_ptr<const PublishedPack> made_ready(const json& pack, std::string bytes, std::string sha256) {
  auto ready = std::make_shared<PublishedPack>();
  ready->id = pack.at("id").get<std::string>();
  ready->name = pack.at("name").get<std::string>();
  ready->sha256 = std::move(sha256);
  ready->plain = std::make_shared<const std::string>(std::move(bytes));
  const auto coded = [&](http::Coding coding) {
    return std::make_shared<const std::string>(http::compress(*ready->plain, coding, http::brotli_quality_stored));
  };
  ready->gzip = coded(http::Coding::gzip);
  ready->brotli = coded(http::Coding::brotli);
  return ready;
}

/// Sorted. None if the folder of councils cannot be read.
std::optional<std::vector<std::filesystem::path>> council_folders(const std::filesystem::path& councils) {
  std::vector<std::filesystem::path> folders;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(councils, error)) {
    if (entry.is_directory(error)) folders.push_back(entry.path());
  }
  if (error) return std::nullopt;
  std::sort(folders.begin(), folders.end());
  return folders;
}

}  // namespace

std::vector<Finding> check_pack(const Composed& pack, const JsonSchema& schema, const std::string& folder) {
  // The reader of the core goes first: it bounds every text, and a pattern of the schema would not.
  Problems problems;
  if (const auto council = read_council(json_text(pack.json)); !council) {
    problems = council.error();
  } else if (council->id != folder) {
    problems = {{"/id", "must be the name of the folder, " + folder}};
  } else {
    problems = schema.check(pack.json);
  }
  std::vector<Finding> findings;
  for (const Problem& problem : problems) {
    Place place = pack.place_of(problem.pointer);
    findings.push_back({std::move(place.file), std::move(place.pointer), problem.reason});
  }
  return findings;
}

Library::Library(JsonSchema schema, std::filesystem::path kept)
    : schema_(std::move(schema)), kept_(std::move(kept)), shelf_(std::make_shared<const Shelf>()) {}

std::vector<Finding> Library::publish(const Folders& folders) {
  auto shelf = std::make_shared<Shelf>(*shelf_.load());
  shelf->refused.clear();
  std::vector<Finding> findings;
  const auto present = council_folders(folders.councils);
  if (!present) {
    findings.push_back({folders.councils.string(), "", "cannot be read: it must be a folder with a folder a council"});
  } else if (present->empty()) {
    findings.push_back({folders.councils.string(), "", "has no council: a folder with profile.json and its siblings"});
  }
  const std::vector<std::filesystem::path> none;
  for (const std::filesystem::path& folder : present ? *present : none) {
    publish_folder(folder, folders, *shelf, findings);
  }
  keep_without_folder(present ? *present : none, *shelf, findings);
  const std::size_t kept_max = shelf->by_council.size() + older_packs_max;
  for (auto pack = shelf->all.begin(); shelf->all.size() > kept_max && pack != shelf->all.end();) {
    pack = shelf->by_council[(*pack)->id] == *pack ? pack + 1 : shelf->all.erase(pack);
  }
  shelf_.store(std::move(shelf));
  return findings;
}

void Library::publish_folder(const std::filesystem::path& folder, const Folders& folders, Shelf& shelf,
                             std::vector<Finding>& findings) const {
  const std::string id = folder.filename().string();
  PackSources sources;
  std::vector<Finding> wrong = read_sources(folder, folders.national, sources);
  const Composed pack = compose(sources);
  if (wrong.empty()) wrong = check_pack(pack, schema_, id);
  if (!wrong.empty()) {
    findings.insert(findings.end(), wrong.begin(), wrong.end());
    if (!take_kept(id, shelf)) shelf.refused.push_back(id);
    return;
  }
  std::string bytes = json_text(pack.json);
  std::string hash = hex(view(sha256(bytes)));
  auto& place = shelf.by_council[id];
  if (!place || place->sha256 != hash) {
    place = made_ready(pack.json, std::move(bytes), std::move(hash));
    shelf.all.push_back(place);
  }
  if (read_file(kept_file(id)) != *place->plain && !write_private_file(kept_file(id), *place->plain)) {
    findings.push_back({id, "", "is published, but could not be kept in " + kept_.string() + ": free some space"});
  }
}

/// Taking a council off is a decision; a folder that is missing may be a mistake, and its phones go on asking.
void Library::keep_without_folder(const std::vector<std::filesystem::path>& present, Shelf& shelf,
                                  std::vector<Finding>& findings) const {
  std::set<std::string> missing;
  for (const auto& [id, pack] : shelf.by_council) missing.insert(id);
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(kept_, error)) {
    if (entry.path().extension() == ".json") missing.insert(entry.path().stem().string());
  }
  for (const std::filesystem::path& folder : present) missing.erase(folder.filename().string());
  for (const std::string& id : missing) {
    if (!take_kept(id, shelf)) continue;
    findings.push_back({id, "",
                        "has no folder any more; what it published stays. To end that, delete " +
                            kept_file(id).string() + " and start again"});
  }
}

bool Library::take_kept(const std::string& id, Shelf& shelf) const {
  if (shelf.by_council.contains(id)) return true;
  auto bytes = read_file(kept_file(id));
  const auto council = bytes ? read_council(*bytes) : std::unexpected(Problems());
  if (!council || council->id != id) return false;
  const json pack = json::parse(*bytes);
  std::string hash = hex(view(sha256(*bytes)));
  shelf.all.push_back(shelf.by_council[id] = made_ready(pack, std::move(*bytes), std::move(hash)));
  return true;
}

std::shared_ptr<const PublishedPack> Library::council(std::string_view id) const {
  const auto shelf = shelf_.load();
  const auto found = shelf->by_council.find(id);
  return found == shelf->by_council.end() ? nullptr : found->second;
}

std::shared_ptr<const PublishedPack> Library::content(std::string_view sha256) const {
  const auto shelf = shelf_.load();
  const auto found =
      std::find_if(shelf->all.begin(), shelf->all.end(), [&](const auto& pack) { return pack->sha256 == sha256; });
  return found == shelf->all.end() ? nullptr : *found;
}

std::vector<std::string> Library::councils() const {
  std::vector<std::string> ids;
  for (const auto& [id, pack] : shelf_.load()->by_council) ids.push_back(id);
  return ids;
}

std::vector<std::string> Library::refused() const { return shelf_.load()->refused; }

}  // namespace waymark::server
