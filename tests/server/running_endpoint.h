// The real endpoint as a child process, on a free port, with a folder of its own: what the promises of the server are
// tested against.
//
//   RunningEndpoint endpoint;                        // a small site, one council, three sample people
//   Phone jade = endpoint.pair("Jade Carter");
//   Answer answer = jade.sync({jade.set(doc, seq, "/done", true)});
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/model/ids.h"
#include "tests/server/http_exchange.h"

namespace waymark::server::test {

/// Starts a program; what it says is appended to these files.
pid_t spawn(const std::string& program, const std::vector<std::string>& arguments, const std::filesystem::path& out,
            const std::filesystem::path& error);

/// A folder that goes away with the test.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

void write_file(const std::filesystem::path& path, std::string_view bytes);
/// Copies a folder with everything in it; makes the folders above `to`.
void copy_folder(const std::filesystem::path& from, const std::filesystem::path& to);
std::string file_text(const std::filesystem::path& path);
/// New UUIDv7s, different in each run.
std::string new_id();

/// A phone that has paired: it counts its operations as phones do.
class Phone {
 public:
  Phone(std::uint16_t port, const std::string& code, std::string device = new_id());

  nlohmann::json account;  // of the reply to /v1/pair
  std::string token;
  std::string device;
  std::string cursor;
  std::int64_t n = 0;  // of the last operation made
  std::uint16_t port;

  nlohmann::json create(const std::string& case_id, const std::string& type, nlohmann::json fields,
                        const std::string& doc = new_id());
  nlohmann::json set(const std::string& case_id, const std::string& doc, std::int64_t base, const std::string& pointer,
                     nlohmann::json value);
  nlohmann::json remove(const std::string& case_id, const std::string& doc, std::int64_t base);

  /// POST /v1/sync; keeps the cursor of a success.
  Answer sync(const std::vector<nlohmann::json>& ops = {}, const Headers& headers = {});
  Answer get(const std::string& query, const Headers& headers = {}) const;
  /// All documents that this phone is sent from the beginning, by document id.
  std::map<std::string, nlohmann::json> everything() const;

 private:
  nlohmann::json op(const std::string& case_id, const std::string& doc);
};

/// Flags for a test whose phones ask more often than people do.
std::vector<std::string> unlimited(std::vector<std::string> more = {});

class RunningEndpoint {
 public:
  /// `more` flags go behind the usual ones; a flag given twice has its last value.
  explicit RunningEndpoint(const std::vector<std::string>& more = {});
  ~RunningEndpoint();

  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] std::filesystem::path folder() const { return folder_.path(); }
  [[nodiscard]] std::filesystem::path data() const { return folder_.path() / "data"; }
  [[nodiscard]] std::filesystem::path councils() const { return folder_.path() / "councils"; }
  /// Sign-in codes by the beginning of the printed label.
  [[nodiscard]] std::string code(const std::string& name) const;
  [[nodiscard]] Phone pair(const std::string& name) const { return {port_, code(name)}; }
  /// Everything on standard output and in the log so far.
  [[nodiscard]] std::string output() const { return file_text(folder_.path() / "out.txt"); }
  [[nodiscard]] std::string log() const { return file_text(folder_.path() / "log.txt"); }
  /// Waits until the log has this text, so many times.
  [[nodiscard]] bool logs(const std::string& text, int times = 1) const;

  void signal(int number) const;
  /// Waits for the end; the exit code, or minus the signal.
  int wait();
  /// Starts again on the same folder, after wait(). Returns false when it does not become ready.
  bool start();
  /// As start(), from now on with these flags behind the usual ones.
  bool start_with(const std::vector<std::string>& more) {
    more_ = more;
    return start();
  }
  /// As start_with(), on what is in the folder by now and with no sample people: as a council runs it.
  bool start_without_people(const std::vector<std::string>& more) {
    with_people_ = false;
    return start_with(more);
  }

 private:
  TemporaryFolder folder_;
  std::vector<std::string> more_;
  bool with_people_ = true;
  pid_t process_ = -1;
  std::uint16_t port_ = 0;
};

/// Runs a program to its end; what it said is in the streams.
struct Ended {
  int code = -1;
  std::string out;
  std::string error;
};
Ended run(const std::string& program, const std::vector<std::string>& arguments);

}  // namespace waymark::server::test
