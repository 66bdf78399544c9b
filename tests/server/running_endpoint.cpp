#include "tests/server/running_endpoint.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstring>
#include <fstream>
#include <iterator>
#include <thread>

#include "server/identity/secret.h"

namespace waymark::server::test {
namespace {

using nlohmann::json;
using namespace std::chrono_literals;

const std::filesystem::path source = WAYMARK_SOURCE_DIR;

/// Southampton only, and of its sample people Jade, Sam and one more: starts fast, and has a case of somebody else.
json few_people() {
  json people = json::parse(file_text(source / "assets/people/sample.json"));
  json cases = json::array();
  std::map<std::string, bool> wanted;
  for (const json& one : people["cases"]) {
    if (one["council"] != "southampton" || cases.size() == 2) continue;
    wanted[one["young_person"].get<std::string>()] = wanted[one["adviser"].get<std::string>()] = true;
    cases.push_back(one);
  }
  json kept = json::array();
  for (json& person : people["people"]) {
    if (!wanted[person["id"].get<std::string>()]) continue;
    person["link"] = true;
    person["label"] = person["name"];
    kept.push_back(person);
  }
  people["people"] = kept;
  people["cases"] = cases;
  return people;
}

int exit_code(pid_t process) {
  int status = 0;
  waitpid(process, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

}  // namespace

pid_t spawn(const std::string& program, const std::vector<std::string>& arguments, const std::filesystem::path& out,
            const std::filesystem::path& error) {
  std::vector<char*> words{const_cast<char*>(program.c_str())};
  for (const std::string& argument : arguments) words.push_back(const_cast<char*>(argument.c_str()));
  words.push_back(nullptr);
  const pid_t process = fork();
  if (process != 0) return process;
  const int out_file = open(out.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  const int error_file = open(error.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  dup2(out_file, STDOUT_FILENO);
  dup2(error_file, STDERR_FILENO);
  execvp(program.c_str(), words.data());
  _exit(127);
}

TemporaryFolder::TemporaryFolder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "waymark-test-XXXXXX").string();
  path_ = mkdtemp(pattern.data());
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code error;
  std::filesystem::remove_all(path_, error);
}

void write_file(const std::filesystem::path& path, std::string_view bytes) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

void copy_folder(const std::filesystem::path& from, const std::filesystem::path& to) {
  std::filesystem::create_directories(to.parent_path());
  std::filesystem::copy(from, to, std::filesystem::copy_options::recursive);
}

std::string file_text(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string new_id() {
  static IdSource ids = [] {
    std::array<std::uint64_t, 4> seed{};
    std::memcpy(seed.data(), random_bytes(sizeof(seed)).data(), sizeof(seed));
    return IdSource(seed);
  }();
  return ids.next(
      std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
          .count());
}

// ---- Phone -----------------------------------------------------------------------------------------------------

Phone::Phone(std::uint16_t on_port, const std::string& code, std::string own_device)
    : device(std::move(own_device)), port(on_port) {
  const Answer answer = exchange(port, "POST", "/v1/pair", {{"Content-Type", "application/json"}},
                                 json{{"code", code}, {"device", device}}.dump());
  EXPECT_EQ(answer.status, 200) << answer.body;
  if (answer.status != 200) return;
  account = answer.json();
  token = account["token"].get<std::string>();
}

json Phone::op(const std::string& case_id, const std::string& doc) {
  return {{"op", new_id()}, {"n", ++n}, {"case", case_id}, {"doc", doc}, {"at", 1'800'000'000'000}};
}

json Phone::create(const std::string& case_id, const std::string& type, json fields, const std::string& doc) {
  json made = op(case_id, doc);
  made["type"] = type;
  made["create"] = std::move(fields);
  return made;
}

json Phone::set(const std::string& case_id, const std::string& doc, std::int64_t base, const std::string& pointer,
                json value) {
  json made = op(case_id, doc);
  made["base"] = base;
  made["set"][pointer] = std::move(value);
  return made;
}

json Phone::remove(const std::string& case_id, const std::string& doc, std::int64_t base) {
  json made = op(case_id, doc);
  made["base"] = base;
  made["delete"] = true;
  return made;
}

Answer Phone::sync(const std::vector<json>& ops, const Headers& more) {
  Headers headers{{"Content-Type", "application/json"}, {"Authorization", "Bearer " + token}};
  headers.insert(headers.end(), more.begin(), more.end());
  Answer answer =
      exchange(port, "POST", "/v1/sync", headers, json{{"device", device}, {"cursor", cursor}, {"ops", ops}}.dump());
  if (answer.status == 200) cursor = answer.json()["cursor"].get<std::string>();
  return answer;
}

Answer Phone::get(const std::string& query, const Headers& more) const {
  Headers headers{{"Authorization", "Bearer " + token}};
  headers.insert(headers.end(), more.begin(), more.end());
  return exchange(port, "GET", "/v1/sync" + query, headers);
}

std::map<std::string, json> Phone::everything() const {
  std::map<std::string, json> documents;
  std::string from;
  for (bool more = true; more;) {
    const Answer answer = get("?cursor=" + from);
    EXPECT_EQ(answer.status, 200);
    if (answer.status != 200) break;
    const json page = answer.json();
    for (const json& change : page["changes"]) documents[change["doc"].get<std::string>()] = change;
    from = page["cursor"].get<std::string>();
    more = page["more"].get<bool>();
  }
  return documents;
}

// ---- Endpoint --------------------------------------------------------------------------------------------------

std::vector<std::string> unlimited(std::vector<std::string> more) {
  for (const char* flag : {"--rate-address", "--rate-device", "--rate-account", "--rate-guesses"}) {
    more.insert(more.end(), {flag, "1000000"});
  }
  return more;
}

RunningEndpoint::RunningEndpoint(const std::vector<std::string>& more) : more_(more) {
  const std::filesystem::path site = folder_.path() / "site";
  write_file(site / "index.html", "<!doctype html><title>Waymark</title>");
  write_file(site / "waymark.0f3a9c21d4.wasm", std::string("\0asm plain", 10));
  write_file(site / "waymark.0f3a9c21d4.wasm.br", "as brotli");
  write_file(site / "waymark.0f3a9c21d4.wasm.gz", "as gzip");
  write_file(site / "main.mjs", "export {}");
  write_file(site / "strings/ar.po.json", "{}");
  write_file(site / "app.webmanifest", "{}");
  write_file(site / "atkinson.ttf", "font");
  copy_folder(source / "assets/councils/southampton", councils() / "southampton");
  copy_folder(source / "assets/national", folder_.path() / "national");
  write_file(folder_.path() / "people.json", few_people().dump());
  EXPECT_TRUE(start()) << log();
}

RunningEndpoint::~RunningEndpoint() {
  if (process_ <= 0) return;
  kill(process_, SIGTERM);
  EXPECT_EQ(wait(), 0) << log();
}

bool RunningEndpoint::start() {
  const std::filesystem::path& folder = folder_.path();
  std::filesystem::remove(folder / "out.txt");
  std::vector<std::string> arguments{"--port",     "0",
                                     "--data",     data().string(),
                                     "--site",     (folder / "site").string(),
                                     "--councils", councils().string(),
                                     "--national", (folder / "national").string(),
                                     "--schema",   (source / "assets/schema").string(),
                                     "--openapi",  (source / "docs/openapi.yaml").string()};
  const std::vector<std::string> people{"--people", (folder / "people.json").string()};
  const std::vector<std::string> none{"--as-root"};  // the tests may run as root
  for (const auto& words : {with_people_ ? people : none, more_}) {
    arguments.insert(arguments.end(), words.begin(), words.end());
  }
  process_ = spawn(WAYMARK_BUILD_DIR "/waymark-endpoint", arguments, folder / "out.txt", folder / "log.txt");
  for (int tries = 0; tries < 6000; ++tries) {
    const std::string said = output();
    const std::size_t address = said.find("ready at http://127.0.0.1:");
    if (address != std::string::npos && said.ends_with('\n')) {
      port_ = static_cast<std::uint16_t>(std::stoul(said.substr(address + 26)));
      return true;
    }
    int status = 0;
    if (waitpid(process_, &status, WNOHANG) != 0) break;
    std::this_thread::sleep_for(10ms);
  }
  process_ = -1;
  return false;
}

std::string RunningEndpoint::code(const std::string& name) const {
  const std::string said = output();
  const std::size_t line = said.find("  " + name);
  const std::size_t link = said.find("#link=", line);
  EXPECT_NE(link, std::string::npos) << name << " has no link in\n" << said;
  return said.substr(link + 6, said.find('\n', link) - link - 6);
}

bool RunningEndpoint::logs(const std::string& text, int times) const {
  for (int tries = 0; tries < 2000; ++tries) {
    const std::string said = log();
    int found = 0;
    for (std::size_t at = said.find(text); at != std::string::npos; at = said.find(text, at + 1)) ++found;
    if (found >= times) return true;
    std::this_thread::sleep_for(10ms);
  }
  return false;
}

void RunningEndpoint::signal(int number) const { kill(process_, number); }

int RunningEndpoint::wait() {
  const int code = exit_code(process_);
  process_ = -1;
  return code;
}

Ended run(const std::string& program, const std::vector<std::string>& arguments) {
  const TemporaryFolder folder;
  Ended ended;
  ended.code = exit_code(spawn(program, arguments, folder.path() / "out", folder.path() / "error"));
  ended.out = file_text(folder.path() / "out");
  ended.error = file_text(folder.path() / "error");
  return ended;
}

}  // namespace waymark::server::test
