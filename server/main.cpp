// waymark-endpoint: the council endpoint. Reads flags, opens what is named, serves, stops when told. See --help.
#include <pthread.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "server/content/library.h"
#include "server/data_folder.h"
#include "server/endpoint.h"
#include "server/files.h"
#include "server/http/client.h"
#include "server/http/engine.h"
#include "server/http/errands.h"
#include "server/http/limiter.h"
#include "server/http/routes.h"
#include "server/identity/sealing_key.h"
#include "server/identity/secret.h"
#include "server/identity/sign_in_links.h"
#include "server/log.h"
#include "server/options.h"
#include "server/sample/people.h"
#include "server/staff/provider.h"
#include "server/staff/settings.h"
#include "server/staff/sign_in.h"
#include "server/store/executor.h"
#include "server/store/postgres.h"
#include "server/store/sqlite.h"

namespace waymark::server {
namespace {

std::atomic<bool> serving{false};
std::atomic<bool> told_to_read_again{false};  // SIGHUP came, perhaps before there was anything to read again

[[noreturn]] void stop_with(const std::string& sentence) {
  std::cerr << "waymark-endpoint: " << sentence << '\n';
  std::exit(1);
}

template <class T>
T need(std::expected<T, std::string> value) {
  if (!value) stop_with(value.error());
  return std::move(*value);
}

Date today() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  return {static_cast<std::int16_t>(local.tm_year + 1900), static_cast<std::uint8_t>(local.tm_mon + 1),
          static_cast<std::uint8_t>(local.tm_mday)};
}

struct PrintedLink {
  std::string label;
  std::string code;
};

/// What somebody at a terminal wants to know, once connections are accepted.
void print_ready(const std::string& address, const std::vector<PrintedLink>& links) {
  std::size_t width = 0;
  for (const PrintedLink& link : links) width = std::max(width, link.label.size());
  std::cout << "Waymark is ready at " << address << "/\n";
  for (const PrintedLink& link : links) {
    std::cout << "  " << link.label << std::string(width - link.label.size() + 2, ' ') << address
              << "/#link=" << link.code << '\n';
  }
  std::cout << std::flush;
}

std::string address_of(const std::string& host, std::uint16_t port) {
  const bool any = host == "0.0.0.0" || host == "::";
  const std::string name = any ? "127.0.0.1" : host.find(':') == std::string::npos ? host : "[" + host + "]";
  return "http://" + name + ":" + std::to_string(port);
}

void log_findings(const std::vector<Finding>& findings, const Library& library) {
  for (const Finding& finding : findings) {
    log::write(log::Level::error, "content_refused",
               {{"file", finding.file}, {"pointer", finding.pointer}, {"reason", finding.reason}});
  }
  log::write(log::Level::info, "content_read",
             {{"councils", library.councils().size()}, {"findings", findings.size()}});
}

/// SIGHUP: councils and app are read again. What has an error stays as it was.
void read_again(const Options& options, Library& library, http::Routes& routes) {
  log_findings(library.publish({.councils = options.councils, .national = options.national}), library);
  if (auto site = http::Site::load(options.site)) {
    routes.replace_site(std::make_shared<const http::Site>(std::move(*site)));
  } else {
    log::write(log::Level::error, "site_refused", {{"reason", site.error()}});
  }
}

/// Waits for signals on a thread of its own: handlers could do next to nothing safely.
void wait_for_signals(const sigset_t& signals, const Options& options, Library& library, http::Routes& routes) {
  int signal = 0;
  while (sigwait(&signals, &signal) == 0) {
    if (signal == SIGHUP) {
      told_to_read_again = true;
      if (serving && told_to_read_again.exchange(false)) read_again(options, library, routes);
      continue;
    }
    if (!serving) std::_Exit(0);  // nothing was promised to anyone yet
    log::write(log::Level::info, "stopping");
    http::stop_engine();
    return;
  }
}

/// An error in one council is no reason to leave the phones of the others without an endpoint.
void publish_or_stop(Library& library, const Options& options) {
  const auto findings = library.publish({.councils = options.councils, .national = options.national});
  if (!library.councils().empty()) return log_findings(findings, library);
  for (const Finding& finding : findings) std::cerr << "  " << to_text(finding) << '\n';
  stop_with(
      "No council has content that can be published (errors above): mend it, or name another folder with --councils "
      "DIR.");
}

/// Two connections to one database: a writer's and a reader's.
struct Stores {
  std::unique_ptr<Store> write;
  std::unique_ptr<Store> read;
};

template <class One>
Stores two_of(std::unique_ptr<One> first) {
  auto second = need(first->another());
  return {std::move(first), std::move(second)};
}

Stores open_stores(const Options& options, const DataFolder& data) {
  if (!options.store.empty()) return two_of(need(PostgresStore::open(options.store)));
  if (const auto moved = read_file(data.moved())) {
    stop_with("The database in " + options.data.string() + " was moved to " + *moved +
              ": start with --store, or choose another folder with --data DIR.");
  }
  return two_of(need(SqliteStore::open(data.database())));
}

struct Keys {
  std::string cursor;
  std::string staff;    // of the cookie of staff on their way to sign in
  std::string sealing;  // SealingKey::private_bytes
};

Keys keys_of(Store& store) {
  constexpr std::size_t key_bytes = 32;
  Keys keys;
  const auto trouble = store.write([&](Transaction& transaction) {
    keys.cursor = transaction.shared_secret("cursor", random_bytes(key_bytes));
    keys.staff = transaction.shared_secret("staff", random_bytes(key_bytes));
    keys.sealing = transaction.shared_secret("sealing", SealingKey::make().private_bytes());
    return true;
  });
  if (trouble)
    stop_with("The database takes no writes (" + trouble->what + "): check it and its disk, and start again.");
  return keys;
}

/// None: staff do not sign in with an identity provider here.
std::optional<staff::Settings> staff_settings(const Options& options) {
  return options.oidc.empty() ? std::nullopt : std::optional(need(staff::load_settings(options.oidc)));
}

/// A council that is spelt wrong would let people in who have nothing there.
void check_council(const staff::Settings& settings, const Library& library) {
  for (const auto& known : {library.councils(), library.refused()}) {
    if (std::find(known.begin(), known.end(), settings.council) != known.end()) return;
  }
  stop_with("The file of --oidc names the council \"" + settings.council +
            "\", which has no content here: name one of the folders of --councils.");
}

/// How staff sign in, with the threads that ask their identity provider.
struct Staff {
  Staff(staff::Settings settings, Executor& writer, std::string key, http::Limiter& limiter)
      : provider(
            std::move(settings),
            [this](const http::Outgoing& request) { return http::fetch(request, errands.stopping()); },
            log::now_utc_ms),
        sign_in(
            {.provider = provider, .errands = errands, .writer = writer, .key = std::move(key), .limiter = &limiter}) {}

  http::Errands errands;
  staff::Provider provider;
  staff::SignIn sign_in;
};

int serve(const Options& options, const sigset_t& signals) {
  auto site = std::make_shared<const http::Site>(need(http::Site::load(options.site)));
  http::Limiter limiter(http::rates_of(options.limits));
  http::Routes routes(site, &limiter);
  auto oidc = staff_settings(options);
  JsonSchema council_schema = need(JsonSchema::load(options.schema / "council.schema.json"));
  const auto openapi = read_file(options.openapi);
  if (!openapi) stop_with("The file " + options.openapi.string() + " cannot be read: name it with --openapi FILE.");
  const DataFolder data = need(DataFolder::open(options.data, options.reset));
  Library library(std::move(council_schema), data.content());
  std::thread signal_thread([&] { wait_for_signals(signals, options, library, routes); });
  publish_or_stop(library, options);
  if (oidc) check_council(*oidc, library);

  Stores stores = open_stores(options, data);
  const Keys keys = keys_of(*stores.write);
  const std::optional<SealingKey> sealing_key = SealingKey::from(keys.sealing);
  if (!sealing_key) stop_with("The key for what phones leave sealed cannot be read: the database was changed by hand.");
  SignInLinks links;
  std::vector<PrintedLink> printed;
  if (!options.people.empty()) {
    for (const LinkedPerson& person : need(load_people({.file = options.people,
                                      .schema = options.schema / "people.schema.json",
                                      .councils = library.councils(),
                                      .councils_refused = library.refused(),
                                      .today = today(),
                                      .server_utc_ms = log::now_utc_ms()},
                                                       *stores.write))) {
      printed.push_back({person.label, links.add(person.council, person.account)});
    }
  }
  Executor writer(std::move(stores.write));
  Executor reader(std::move(stores.read));
  Endpoint endpoint({.writer = writer,
                     .reader = reader,
                     .library = library,
                     .links = links,
                     .cursor_key = keys.cursor,
                     .sealing_key = *sealing_key,
                     .openapi = *openapi,
                     .limiter = &limiter});
  endpoint.add_routes(routes);
  std::optional<Staff> staff;
  if (oidc) staff.emplace(std::move(*oidc), writer, keys.staff, limiter);
  staff::SignIn::add_routes(routes, staff ? &staff->sign_in : nullptr);
  const auto trouble = http::run_engine(
      {.host = options.host,
       .port = options.port,
       .scratch = data.scratch(),
       .proxies = options.proxies,
       .address_connections = options.limits.address_connections},
      [&routes](http::Request request, http::Respond respond) {
        routes.answer(std::move(request), std::move(respond));
      },
      [&](std::uint16_t port) {
        serving = true;
        if (told_to_read_again.exchange(false)) kill(getpid(), SIGHUP);
        print_ready(address_of(options.host, port), printed);
      });
  if (staff) staff->errands.finish();  // their work posts to the writer
  writer.finish();                     // its work posts to the reader
  reader.finish();
  if (trouble) stop_with(*trouble);
  signal_thread.join();  // it ended the engine
  log::write(log::Level::info, "stopped");
  return 0;
}

}  // namespace
}  // namespace waymark::server

int main(int count, char** values) {
  using namespace waymark::server;
  umask(0077);  // whatever is made is for this user alone
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&signals, signal);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  signal(SIGPIPE, SIG_IGN);

  const auto options = parse_options({values + 1, values + count});
  if (!options) {
    std::cerr << "waymark-endpoint: " << options.error() << '\n';
    return 2;
  }
  if (options->help) {
    std::cout << usage();
    return 0;
  }
  if (const auto trouble = unsafe_setting(*options, geteuid() == 0)) {
    std::cerr << "waymark-endpoint: " << *trouble << '\n';
    return 2;
  }
  return serve(*options, signals);
}
