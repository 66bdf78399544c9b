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
  --behind-proxy ADDRESS
                  believes the X-Forwarded-For or Forwarded of this address, whose TLS stands in front; again for several.
                  Others than it and this machine are then not let in
  --store ADDRESS the database is PostgreSQL at postgresql://ROLE@HOST/DATABASE (a password: in PGPASSFILE); several
                  endpoints may share it, each with a --data of its own for the content that it keeps
  --site DIR      the built app                                               (build/web/site)
  --councils DIR  a folder for each council                                   (assets/councils)
  --national DIR  what holds in every council                                 (assets/national)
  --schema DIR    JSON Schemas of councils and people                         (assets/schema)
  --openapi FILE  description of the API, served at /v1/openapi.yaml          (docs/openapi.yaml)
  --people FILE   loads sample people (of a folder: sample.json) and prints a sign-in link for some; listens on
                  this machine only
  --oidc FILE     how staff sign in with their council's identity provider (docs/operating.md)
  --reset         deletes the database and the kept content in --data first; not with --store
  --rate-address N   requests a minute of one address (of IPv6: a /64), all its phones together   (3000)
  --rate-device N    requests a minute of one phone                                               (120)
  --rate-account N   requests a minute of one account, all its devices together                   (240)
  --rate-guesses N   wrong codes of sign-in links an hour, of one address                         (60)
  --connections-address N  connections at once of one address, which a proxy's are not counted in  (512)
  --plain-http       lets it listen beyond this machine with no proxy in front: for development
  --as-root          lets it run as root: for a container that holds nothing else
  --help          prints this

SIGHUP reads councils and app again; a council with an error keeps its earlier content.
SIGTERM and SIGINT finish what is running and stop.
)";
}

bool is_loopback(std::string_view host) {
  const auto address = http::Address::parse(host);
  return address && address->is_loopback();
}

namespace {

/// What each flag sets.
struct Table {
  std::map<std::string_view, bool*> switches;
  std::map<std::string_view, std::filesystem::path*> folders;
  std::map<std::string_view, std::uint32_t*> counts;

  explicit Table(Options& options)
      : switches{{"--reset", &options.reset},
                 {"--help", &options.help},
                 {"-h", &options.help},
                 {"--plain-http", &options.plain_http},
                 {"--as-root", &options.as_root}},
        folders{{"--data", &options.data},         {"--site", &options.site},     {"--councils", &options.councils},
                {"--national", &options.national}, {"--people", &options.people}, {"--schema", &options.schema},
                {"--openapi", &options.openapi},   {"--oidc", &options.oidc}},
        counts{{"--rate-address", &options.limits.address_per_minute},
               {"--rate-device", &options.limits.device_per_minute},
               {"--rate-account", &options.limits.account_per_minute},
               {"--rate-guesses", &options.limits.guesses_per_hour},
               {"--connections-address", &options.limits.address_connections}} {}

  [[nodiscard]] bool has_value(std::string_view flag) const {
    return folders.contains(flag) || counts.contains(flag) || flag == "--port" || flag == "--host" ||
           flag == "--store" || flag == "--behind-proxy";
  }
};

template <class Number>
bool read_number(std::string_view text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

/// Sets what a flag with a value says; one sentence when it is not such a value.
std::optional<std::string> set_value(const Table& table, Options& options, std::string_view flag,
                                     std::string_view value) {
  const std::string quoted = '"' + std::string(value) + '"';
  if (const auto folder = table.folders.find(flag); folder != table.folders.end()) {
    *folder->second = value;
  } else if (const auto count = table.counts.find(flag); count != table.counts.end()) {
    if (!read_number(value, *count->second) || *count->second == 0) {
      return quoted + " is not a limit: give a number from 1 on with " + std::string(flag) + ".";
    }
  } else if (flag == "--store") {
    options.store = value;
  } else if (flag == "--host") {
    options.host = value == "localhost" ? "127.0.0.1" : value;
    if (!http::Address::parse(options.host) || options.host.starts_with('[')) {
      return quoted + " is not an address to listen on: give one like 127.0.0.1 with --host.";
    }
  } else if (flag == "--behind-proxy") {
    const auto address = http::Address::parse(value);
    if (!address) return quoted + " is not an address: give the proxy's own, like 10.0.0.5, with --behind-proxy.";
    options.proxies.push_back(*address);
  } else if (!read_number(value, options.port)) {
    return quoted + " is not a port: give a number from 0 to 65535 with --port.";
  }
  return std::nullopt;
}

/// Flags that do not go together.
std::optional<std::string> contradiction(const Options& options) {
  if (!options.people.empty() && !is_loopback(options.host)) {
    return "Sample people can be signed in by anyone who sees their link, so they are served on this machine only: "
           "leave "
           "out --people, or --host " +
           options.host + ".";
  }
  if (!options.people.empty() && !options.proxies.empty()) {
    return "Sample people can be signed in by anyone who sees their link, so they are served on this machine only, and "
           "a "
           "proxy would show them to others: leave out --people, or --behind-proxy.";
  }
  if (options.reset && !options.store.empty()) {
    return "--reset deletes SQLite's files only: leave out --reset, or drop the database of --store with PostgreSQL's "
           "dropdb yourself.";
  }
  return std::nullopt;
}

}  // namespace

std::expected<Options, std::string> parse_options(const std::vector<std::string_view>& arguments) {
  Options options;
  const Table table(options);
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string_view flag = arguments[i];
    if (const auto found = table.switches.find(flag); found != table.switches.end()) {
      *found->second = true;
      continue;
    }
    if (!table.has_value(flag)) {
      return std::unexpected("There is no flag \"" + std::string(flag) + "\": see --help.");
    }
    if (++i == arguments.size() || arguments[i].empty()) {
      return std::unexpected("The flag " + std::string(flag) + " needs a value: see --help.");
    }
    if (auto wrong = set_value(table, options, flag, arguments[i])) return std::unexpected(std::move(*wrong));
  }
  if (std::error_code error; std::filesystem::is_directory(options.people, error)) options.people /= "sample.json";
  if (auto wrong = contradiction(options)) return std::unexpected(std::move(*wrong));
  return options;
}

std::optional<std::string> unsafe_setting(const Options& options, bool is_root) {
  if (!is_loopback(options.host) && options.proxies.empty() && !options.plain_http) {
    return "On " + options.host +
           " everyone on the way could read what phones send, for it is not encrypted: put a proxy with TLS in front "
           "(docs/nginx.conf) and name its address with --behind-proxy ADDRESS, or listen on --host 127.0.0.1. To try "
           "something in development, add --plain-http.";
  }
  // Sample people are nobody's data, and ./run has to work in a container where everybody is root.
  if (is_root && !options.as_root && options.people.empty()) {
    return "As root, whoever finds a mistake in this program has the whole machine: start it as a user of its own "
           "(docs/waymark.service does so). In a container that holds nothing else, add --as-root.";
  }
  return std::nullopt;
}

}  // namespace waymark::server
