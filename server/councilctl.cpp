// councilctl: what a council's team does at a terminal.
//
//   councilctl check-content assets/councils/southampton …    checks council folders as the endpoint does
#include <filesystem>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "server/content/library.h"
#include "server/content/pack.h"

namespace {

using namespace waymark::server;

constexpr std::string_view usage = R"(usage: councilctl check-content [--national DIR] [--schema DIR] DIR...

Checks the files of council folders (profile, pledges, offer, lines) together with the national ones, by the JSON
Schema and by the rules of the app. Prints each file, JSON pointer and reason; exit code 1 when something is wrong.

  --national DIR  what holds in every council   (assets/national)
  --schema DIR    where council.schema.json is  (assets/schema)
)";

struct Arguments {
  std::filesystem::path national = "assets/national";
  std::filesystem::path schema = "assets/schema";
  std::vector<std::filesystem::path> folders;
};

bool read_arguments(const std::vector<std::string_view>& words, Arguments& arguments) {
  if (words.empty() || words[0] != "check-content") return false;
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (words[i] == "--national" || words[i] == "--schema") {
      if (i + 1 == words.size()) return false;
      (words[i] == "--national" ? arguments.national : arguments.schema) = words[i + 1];
      ++i;
    } else if (words[i].starts_with('-')) {
      return false;
    } else {
      arguments.folders.emplace_back(words[i]);
    }
  }
  return !arguments.folders.empty();
}

std::vector<Finding> check(const std::filesystem::path& named, const Arguments& arguments, const JsonSchema& schema) {
  const std::filesystem::path folder = named.has_filename() ? named : named.parent_path();
  PackSources sources;
  std::vector<Finding> findings = read_sources(folder, arguments.national, sources);
  return findings.empty() ? check_pack(compose(sources), schema, folder.filename().string()) : findings;
}

}  // namespace

int main(int count, char** values) {
  const std::vector<std::string_view> words(values + 1, values + count);
  Arguments arguments;
  if (!read_arguments(words, arguments)) {
    const bool asked = words.size() == 1 && (words[0] == "--help" || words[0] == "-h");
    (asked ? std::cout : std::cerr) << usage;
    return asked ? 0 : 2;
  }
  const auto schema = JsonSchema::load(arguments.schema / "council.schema.json");
  if (!schema) {
    std::cerr << "councilctl: " << schema.error() << '\n';
    return 1;
  }
  std::size_t wrong = 0;
  for (const auto& folder : arguments.folders) {
    for (const Finding& finding : check(folder, arguments, *schema)) {
      std::cout << to_text(finding) << '\n';
      ++wrong;
    }
  }
  if (wrong == 0) std::cout << arguments.folders.size() << " checked, nothing wrong\n";
  return wrong == 0 ? 0 : 1;
}
