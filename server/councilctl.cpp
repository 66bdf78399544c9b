// councilctl: what a council's team does at a terminal. See --help.
#include <sys/stat.h>

#include <algorithm>
#include <expected>
#include <filesystem>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/date.h"
#include "server/accounts.h"
#include "server/audit/report.h"
#include "server/content/library.h"
#include "server/content/pack.h"
#include "server/data_folder.h"
#include "server/files.h"
#include "server/store/move.h"
#include "server/store/postgres.h"
#include "server/store/sqlite.h"

namespace {

using namespace waymark::server;

constexpr std::string_view usage = R"(usage: councilctl COMMAND [flags]

check-content [--national DIR] [--schema DIR] DIR...
  Checks the files of council folders (profile, pledges, offer, lines) together with the national ones, by the JSON
  Schema and by the rules of the app. Prints each file, JSON pointer and reason; exit code 1 when something is wrong.
    --national DIR  what holds in every council   (assets/national)
    --schema DIR    where council.schema.json is  (assets/schema)

backup --data DIR FILE
  Copies the SQLite database of an endpoint, which may be running, to a new file, and checks the copy.

prepare-store --store ADDRESS [--for ROLE] [COUNCIL...]
  Makes or migrates the tables of a PostgreSQL database, as the role that owns it. --for lets another role work on
  them, which is the one to run endpoints with: it cannot change the schema, delete, or change history or the log of
  accesses. A council that is named is given partitions of its own; that is possible before it has its first row.

move-store --data DIR --store ADDRESS [--own-partitions]
  Moves everything from the SQLite database in DIR to PostgreSQL, in one transaction, and compares what arrived with
  what was sent. Stop the endpoint first; start it with --store ADDRESS afterwards. The SQLite file stays as it is.

accounts (--data DIR | --store ADDRESS) [--council ID] [--case ID]
  Lists who has an account, with their cases. A member of staff has one from their first sign-in on.
    --case ID        only those who have this case

grant (--data DIR | --store ADDRESS) --case ID --account ID [--council ID]
revoke (--data DIR | --store ADDRESS) --case ID --account ID [--council ID]
  Gives an adviser a case, or takes it, while endpoints may be running: it counts from their next request on, and their
  phone removes a case that was taken. With PostgreSQL, revoke is for the role that owns the tables.

audit verify (--data DIR | --store ADDRESS) [--council ID] [--expect SHA256]
  Reads the log of who had which case before them, from the first entry to the last, while endpoints may be running. Says
  how many entries each council has, from when to when, and the hash of the last one, the head: keep it where nobody who
  can write to the database can. Exit code 1 names the first entry that was changed, is missing or does not follow.
    --data DIR       of an endpoint; also the file that councilctl backup wrote
    --expect SHA256  a head that was kept: exit code 1 when no entry has it, so that the end was cut off or all of the
                     log was written anew since then

audit show (--data DIR | --store ADDRESS) (--case ID | --account ID) [--council ID] [--since DATE] [--json]
  Prints who had a case before them, or what an account looked at, and when, as a request for somebody's own data asks.
    --since DATE     only from the beginning of that day on (2026-11-22, UTC)
    --json           as an object a line
)";

struct Arguments {
  std::map<std::string, std::string, std::less<>> flags;
  std::vector<std::string> rest;

  [[nodiscard]] std::string flag(std::string_view name, std::string otherwise = "") const {
    const auto found = flags.find(name);
    return found == flags.end() ? otherwise : found->second;
  }
};

/// 0: done. Otherwise `sentence` says why not.
int end_with(const std::optional<std::string>& sentence) {
  if (!sentence) return 0;
  std::cerr << "councilctl: " << *sentence << '\n';
  return 1;
}

// ---- Content -----------------------------------------------------------------------------------------------------

std::vector<Finding> check(const std::filesystem::path& named, const std::filesystem::path& national,
                           const JsonSchema& schema) {
  const std::filesystem::path folder = named.has_filename() ? named : named.parent_path();
  PackSources sources;
  std::vector<Finding> findings = read_sources(folder, national, sources);
  return findings.empty() ? check_pack(compose(sources), schema, folder.filename().string()) : findings;
}

int check_content(const Arguments& arguments) {
  const std::filesystem::path schemas = arguments.flag("--schema", "assets/schema");
  const auto schema = JsonSchema::load(schemas / "council.schema.json");
  if (!schema) return end_with(schema.error());
  std::size_t wrong = 0;
  for (const std::string& folder : arguments.rest) {
    for (const Finding& finding : check(folder, arguments.flag("--national", "assets/national"), *schema)) {
      std::cout << to_text(finding) << '\n';
      ++wrong;
    }
  }
  if (wrong == 0) std::cout << arguments.rest.size() << " checked, nothing wrong\n";
  return wrong == 0 ? 0 : 1;
}

// ---- The database ------------------------------------------------------------------------------------------------

int backup(const Arguments& arguments) {
  const std::filesystem::path file = DataFolder::database_in(arguments.flag("--data"));
  const int code = end_with(copy_sqlite(file, arguments.rest[0]));
  if (code == 0) std::cout << "The database is in " << arguments.rest[0] << ", whole.\n";
  return code;
}

int prepare_store(const Arguments& arguments) {
  const auto store = PostgresStore::open(arguments.flag("--store"));
  if (!store) return end_with(store.error());
  for (const std::string& council : arguments.rest) {
    if (const int code = end_with((*store)->give_partitions(council)); code != 0) return code;
  }
  if (const std::string role = arguments.flag("--for"); !role.empty()) {
    if (const int code = end_with((*store)->let_work(role)); code != 0) return code;
  }
  std::cout << "The database is ready for endpoints of this version.\n";
  return 0;
}

int move(const Arguments& arguments) {
  const std::filesystem::path folder = arguments.flag("--data");
  if (!std::filesystem::exists(DataFolder::database_in(folder))) {
    return end_with("There is no database in " + folder.string() + ": name the endpoint's folder with --data DIR.");
  }
  const auto data = DataFolder::open(folder, false);  // no endpoint may be using it meanwhile
  if (!data) return end_with(data.error());
  const std::string address = arguments.flag("--store");
  const auto moved = move_store(data->database(), address, arguments.flags.contains("--own-partitions"));
  if (!moved) return end_with(moved.error());
  for (const MovedTable& table : *moved) std::cout << table.digest << "  " << table.rows << "  " << table.name << '\n';
  if (!write_private_file(data->moved(), address)) {
    return end_with("Everything was moved, but " + folder.string() +
                    " could not be marked: delete its database or keep anyone from starting an endpoint on it.");
  }
  std::cout << "Everything was moved. From now on start endpoints with --store.\n";
  return 0;
}

// ---- The log of accesses -----------------------------------------------------------------------------------------

/// A question that cannot be answered as it was asked; not to be taken for a log that does not fit.
int wrong_use(const std::string& sentence) {
  end_with(sentence);
  return 2;
}

std::expected<std::unique_ptr<Store>, std::string> open_to_read(const Arguments& arguments) {
  if (const std::string address = arguments.flag("--store"); !address.empty())
    return PostgresStore::open_to_read(address);
  const std::filesystem::path named = arguments.flag("--data");
  std::error_code error;
  return SqliteStore::open_to_read(std::filesystem::is_directory(named, error) ? DataFolder::database_in(named)
                                                                               : named);
}

bool names_one_store(const Arguments& arguments) {
  return arguments.flags.contains("--data") != arguments.flags.contains("--store");
}

int audit_verify(const Arguments& arguments) {
  if (!names_one_store(arguments)) return wrong_use("Name the database with --data or with --store.");
  const std::string expect = arguments.flag("--expect");
  const bool is_hash = expect.size() == 64 && expect.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (arguments.flags.contains("--expect") && !is_hash)
    return wrong_use("The --expect is no hash: it has 64 digits, as audit verify prints them.");
  const auto store = open_to_read(arguments);
  if (!store) return end_with(store.error());
  return end_with(verify_audit(**store, {arguments.flag("--council"), expect}, std::cout));
}

int audit_show(const Arguments& arguments) {
  if (!names_one_store(arguments)) return wrong_use("Name the database with --data or with --store.");
  AuditQuestion question{.council = arguments.flag("--council"),
                         .case_id = arguments.flag("--case"),
                         .account = arguments.flag("--account"),
                         .as_json = arguments.flags.contains("--json")};
  if (question.case_id.empty() && question.account.empty())
    return wrong_use("Name whose entries to show with --case or with --account.");
  if (const std::string since = arguments.flag("--since"); arguments.flags.contains("--since")) {
    const auto date = waymark::parse_date(since);
    if (!date) return wrong_use("The --since is no day: write it like 2026-11-22.");
    constexpr std::int64_t day_ms = 86'400'000;
    question.since_utc_ms = waymark::day_number(*date) * day_ms;
  }
  const auto store = open_to_read(arguments);
  if (!store) return end_with(store.error());
  return end_with(show_audit(**store, question, std::cout));
}

// ---- Who has which case ------------------------------------------------------------------------------------------

std::expected<std::unique_ptr<Store>, std::string> open_to_write(const Arguments& arguments) {
  if (const std::string address = arguments.flag("--store"); !address.empty()) return PostgresStore::open(address);
  const std::filesystem::path file = DataFolder::database_in(arguments.flag("--data"));
  if (std::filesystem::exists(file)) return SqliteStore::open(file);
  return std::unexpected("There is no database in " + file.parent_path().string() +
                         ": name the endpoint's folder with --data DIR.");
}

int accounts(const Arguments& arguments) {
  if (!names_one_store(arguments)) return wrong_use("Name the database with --data or with --store.");
  const auto store = open_to_read(arguments);
  if (!store) return end_with(store.error());
  return end_with(list_accounts(**store, {arguments.flag("--council"), arguments.flag("--case")}, std::cout));
}

int change(const Arguments& arguments, bool gives) {
  if (!names_one_store(arguments)) return wrong_use("Name the database with --data or with --store.");
  const auto store = open_to_write(arguments);
  if (!store) return end_with(store.error());
  return end_with(change_access(**store,
                                {.council = arguments.flag("--council"),
                                 .account = arguments.flag("--account"),
                                 .case_id = arguments.flag("--case"),
                                 .gives = gives},
                                std::cout));
}

// ---- The command line --------------------------------------------------------------------------------------------

struct Command {
  std::function<int(const Arguments&)> run;
  std::vector<std::string_view> needed;  // flags with a value
  std::vector<std::string_view> optional;
  std::vector<std::string_view> switches;
  std::size_t rest_min;
  std::size_t rest_max;
};

const std::map<std::string_view, Command> commands{
    {"check-content", {check_content, {}, {"--national", "--schema"}, {}, 1, 1000}},
    {"backup", {backup, {"--data"}, {}, {}, 1, 1}},
    {"prepare-store", {prepare_store, {"--store"}, {"--for"}, {}, 0, 1000}},
    {"move-store", {move, {"--data", "--store"}, {}, {"--own-partitions"}, 0, 0}},
    {"accounts", {accounts, {}, {"--data", "--store", "--council", "--case"}, {}, 0, 0}},
    {"grant",
     {[](const Arguments& arguments) { return change(arguments, true); },
      {"--case", "--account"},
      {"--data", "--store", "--council"},
      {},
      0,
      0}},
    {"revoke",
     {[](const Arguments& arguments) { return change(arguments, false); },
      {"--case", "--account"},
      {"--data", "--store", "--council"},
      {},
      0,
      0}},
    {"audit verify", {audit_verify, {}, {"--data", "--store", "--council", "--expect"}, {}, 0, 0}},
    {"audit show",
     {audit_show, {}, {"--data", "--store", "--council", "--case", "--account", "--since"}, {"--json"}, 0, 0}},
};

bool contains(const std::vector<std::string_view>& list, std::string_view one) {
  return std::find(list.begin(), list.end(), one) != list.end();
}

bool read_arguments(const Command& command, const std::vector<std::string_view>& words, Arguments& arguments) {
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (contains(command.switches, words[i])) {
      arguments.flags.emplace(words[i], "");
    } else if (contains(command.needed, words[i]) || contains(command.optional, words[i])) {
      if (i + 1 == words.size()) return false;
      arguments.flags.insert_or_assign(std::string(words[i]), std::string(words[i + 1]));
      ++i;
    } else if (words[i].starts_with('-')) {
      return false;
    } else {
      arguments.rest.emplace_back(words[i]);
    }
  }
  const bool complete = std::all_of(command.needed.begin(), command.needed.end(),
                                    [&](std::string_view one) { return arguments.flags.contains(one); });
  return complete && arguments.rest.size() >= command.rest_min && arguments.rest.size() <= command.rest_max;
}

}  // namespace

int main(int count, char** values) {
  umask(0077);  // a copy of the database is for this user alone
  std::vector<std::string_view> words(values + 1, values + count);
  std::string two_words;
  if (words.size() > 1 && words[0] == "audit") {
    two_words = "audit " + std::string(words[1]);
    words.erase(words.begin());
    words[0] = two_words;
  }
  Arguments arguments;
  const auto command = words.empty() ? commands.end() : commands.find(words[0]);
  if (command == commands.end() || !read_arguments(command->second, words, arguments)) {
    const bool asked = words.size() == 1 && (words[0] == "--help" || words[0] == "-h");
    (asked ? std::cout : std::cerr) << usage;
    return asked ? 0 : 2;
  }
  return command->second.run(arguments);
}
