// A council's pack, composed from the files that people edit (docs/content.md).
//
//   Composed pack = compose(sources);            // pure: JSON in, JSON out
//   pack.place_of("/offer/12/title");            // {"national.json", "/offer/3/title"}: where to mend it
//
//   pack = profile + {priorities, pledges} + offer (national's, then the council's) + lines (likewise);
//   an item of the council with the id of a national one takes its place.
//
// Fields that are not known are kept. Nothing of one council is in code.
#pragma once

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/problem.h"

namespace waymark::server {

/// One file of a pack: its name for messages, and what it says.
struct SourceFile {
  std::string name;
  nlohmann::json json = nlohmann::json::object();
};

struct PackSources {
  SourceFile profile;
  SourceFile pledges;   // {"priorities": [...], "pledges": [...]}
  SourceFile offer;     // {"offer": [...]}
  SourceFile lines;     // {"lines": [...]}
  SourceFile national;  // {"offer": [...], "lines": [...]}
};

/// Where something of a pack was written.
struct Place {
  std::string file;
  std::string pointer;
};

struct Composed {
  nlohmann::json json;
  std::map<std::string, Place> origins;  // "/offer/12", "/pledges" … -> its place

  /// The place of a pointer into the pack: of the longest part of it whose origin is known.
  [[nodiscard]] Place place_of(std::string_view pointer) const;
};

Composed compose(const PackSources& sources);

/// Something wrong in a file of a council.
struct Finding {
  std::string file;
  std::string pointer;
  std::string reason;
};
/// "southampton/offer.json /offer/3/title: is empty"
std::string to_text(const Finding& finding);

/// Reads the four files of `council_folder` and the national one. Findings when a file is missing or no JSON object.
std::vector<Finding> read_sources(const std::filesystem::path& council_folder,
                                  const std::filesystem::path& national_folder, PackSources& sources);

}  // namespace waymark::server
