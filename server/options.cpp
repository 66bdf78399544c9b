#include "server/options.h"

#include <charconv>
#include <map>
#include <system_error>

namespace waymark::server {

std::string_view usage() {
  return R"(usage: waymark-endpoint [flags]

Serves the Waymark app and the API of docs/openapi.yaml from one process, with SQLite or PostgreSQL.

  --port N        port to listen on; 0 takes any free one                     (8080)
  --host ADDRESS  address to listen on                                        (127.0.0.1)
  --data DIR      where the database is; made if it is not there              (.data)
  --store ADDRESS the database is PostgreSQL at postgresql://ROLE@HOST/DATABASE (a password: in PGPASSFILE); several
                  endpoints may share it, each with a --data of its own for the content that it keeps
  --site DIR      the built app                                               (build/web/site)
  --councils DIR  a folder for each council                                   (assets/councils)
  --national DIR  what holds in every council                                 (assets/national)
  --schema DIR    JSON Schemas of councils and people                         (assets/schema)
  --openapi FILE  description of the API, served at /v1/openapi.yaml          (docs/openapi.yaml)
  --people FILE   loads sample people (of a folder: sample.json) and prints a sign-in link for some; listens on
                  this machine only
  --reset         deletes the database and the kept content in --data first; not with --store
  --help          prints this

SIGHUP reads councils and app again; a council with an error keeps its earlier content.
SIGTERM and SIGINT finish what is running and stop.
)";
}

bool is_loopback(std::string_view host) { return host.starts_with("127.") || host == "::1"; }

std::expected<Options, std::string> parse_options(const std::vector<std::string_view>& arguments) {
  Options options;
  const std::map<std::string_view, std::filesystem::path*> folders{
      {"--data", &options.data},         {"--site", &options.site},     {"--councils", &options.councils},
      {"--national", &options.national}, {"--people", &options.people}, {"--schema", &options.schema},
      {"--openapi", &options.openapi}};
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string_view flag = arguments[i];
    if (flag == "--reset" || flag == "--help" || flag == "-h") {
      (flag == "--reset" ? options.reset : options.help) = true;
      continue;
    }
    const auto folder = folders.find(flag);
    if (folder == folders.end() && flag != "--port" && flag != "--host" && flag != "--store") {
      return std::unexpected("There is no flag \"" + std::string(flag) + "\": see --help.");
    }
    if (++i == arguments.size() || arguments[i].empty()) {
      return std::unexpected("The flag " + std::string(flag) + " needs a value: see --help.");
    }
    const std::string_view value = arguments[i];
    if (folder != folders.end()) {
      *folder->second = value;
    } else if (flag == "--store") {
      options.store = value;
    } else if (flag == "--host") {
      options.host = value == "localhost" ? "127.0.0.1" : value;
    } else {
      const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), options.port);
      if (error != std::errc() || end != value.data() + value.size()) {
        return std::unexpected("\"" + std::string(value) +
                               "\" is not a port: give a number from 0 to 65535 with --port.");
      }
    }
  }
  if (std::error_code error; std::filesystem::is_directory(options.people, error)) options.people /= "sample.json";
  if (!options.people.empty() && !is_loopback(options.host)) {
    return std::unexpected(
        "Sample people can be signed in by anyone who sees their link, so they are served on this "
        "machine only: leave out --people, or --host " +
        options.host + ".");
  }
  if (options.reset && !options.store.empty()) {
    return std::unexpected(
        "--reset deletes SQLite's files only: leave out --reset, or drop the database of --store with "
        "PostgreSQL's dropdb yourself.");
  }
  return options;
}

}  // namespace waymark::server
