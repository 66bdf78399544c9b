#include "server/content/pack.h"

#include "core/model/content.h"
#include "core/model/json.h"
#include "server/files.h"

namespace waymark::server {
namespace {

constexpr std::size_t pack_depth_max = 32;

using Json = nlohmann::json;

const std::string* id_of(const Json& item) {
  const auto found = item.is_object() ? item.find("id") : item.end();
  return found == item.end() ? nullptr : found->get_ptr<const std::string*>();
}

/// Appends the items of one file's list, or puts them in the place of those that have their id.
class ListComposer {
 public:
  ListComposer(Composed& pack, std::string name) : pack_(pack), name_(std::move(name)) {}

  void add(const SourceFile& file, bool replaces) {
    const auto list = file.json.is_object() ? file.json.find(name_) : file.json.end();
    if (list == file.json.end()) return;
    Json& items = pack_.json[name_];
    if (!list->is_array()) {
      items = *list;  // left for the checks to refuse, with this file's name
      pack_.origins["/" + name_] = {file.name, "/" + name_};
      return;
    }
    if (items.is_null()) items = Json::array();
    if (!items.is_array()) return;
    pack_.origins["/" + name_] = {file.name, "/" + name_};
    for (std::size_t i = 0; i < list->size(); ++i) {
      const std::size_t index = replaces ? index_of(items, (*list)[i]) : items.size();
      if (index == items.size()) items.push_back(Json());
      items[index] = (*list)[i];
      const std::string place = "/" + name_ + "/";
      pack_.origins[place + std::to_string(index)] = {file.name, place + std::to_string(i)};
    }
    inherited_ = items.size();
  }

 private:
  /// Of the national items only: two items of one council with the same id are a mistake to be found.
  [[nodiscard]] std::size_t index_of(const Json& items, const Json& item) const {
    const std::string* id = id_of(item);
    for (std::size_t i = 0; id != nullptr && i < inherited_; ++i) {
      const std::string* other = id_of(items[i]);
      if (other != nullptr && *other == *id) return i;
    }
    return items.size();
  }

  Composed& pack_;
  std::string name_;
  std::size_t inherited_ = 0;
};

void take_members(const SourceFile& file, std::initializer_list<const char*> names, Composed& pack) {
  for (const char* name : names) {
    const auto member = file.json.find(name);
    if (member == file.json.end()) continue;
    pack.json[name] = *member;
    pack.origins["/" + std::string(name)] = {file.name, "/" + std::string(name)};
  }
}

}  // namespace

Composed compose(const PackSources& sources) {
  Composed pack;
  pack.json = sources.profile.json;
  pack.origins[""] = {sources.profile.name, ""};
  take_members(sources.pledges, {"priorities", "pledges"}, pack);
  for (const auto& [name, own] : {std::pair("offer", &sources.offer), std::pair("lines", &sources.lines)}) {
    ListComposer list(pack, name);
    list.add(sources.national, false);
    list.add(*own, true);
  }
  return pack;
}

Place Composed::place_of(std::string_view pointer) const {
  std::string_view part = pointer;
  while (true) {
    const auto origin = origins.find(std::string(part));
    if (origin != origins.end()) {
      return {origin->second.file, origin->second.pointer + std::string(pointer.substr(part.size()))};
    }
    const std::size_t slash = part.rfind('/');
    if (slash == std::string_view::npos) return {"", std::string(pointer)};
    part = part.substr(0, slash);
  }
}

std::string to_text(const Finding& finding) {
  std::string text = finding.file;
  if (!finding.pointer.empty()) text += (text.empty() ? "" : " ") + finding.pointer;
  return text.empty() ? finding.reason : text + ": " + finding.reason;
}

std::vector<Finding> read_sources(const std::filesystem::path& council_folder,
                                  const std::filesystem::path& national_folder, PackSources& sources) {
  const std::string council = council_folder.filename().string();
  std::vector<Finding> findings;
  const auto read = [&](const std::filesystem::path& path, std::string name, SourceFile& file) {
    file.name = std::move(name);
    const auto bytes = read_file(path);
    if (!bytes) return findings.push_back({file.name, "", "cannot be read"});
    if (bytes->size() > council_pack_bytes_max) return findings.push_back({file.name, "", "is larger than 2 MiB"});
    auto json = parse_json(*bytes, pack_depth_max, Fractions::allowed);
    if (!json) {
      for (const Problem& problem : json.error()) findings.push_back({file.name, problem.pointer, problem.reason});
    } else if (!json->is_object()) {
      findings.push_back({file.name, "", "must be a JSON object"});
    } else {
      file.json = std::move(*json);
    }
  };
  read(council_folder / "profile.json", council + "/profile.json", sources.profile);
  read(council_folder / "pledges.json", council + "/pledges.json", sources.pledges);
  read(council_folder / "offer.json", council + "/offer.json", sources.offer);
  read(council_folder / "lines.json", council + "/lines.json", sources.lines);
  read(national_folder / "national.json", "national.json", sources.national);
  return findings;
}

}  // namespace waymark::server
