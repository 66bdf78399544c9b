// A small world for tests of the client: a council's endpoint made of core/sync's own merging, and phones with a store
// that survives, a network that loses things, and a power switch.
//
//   World world;
//   Phone phone(world.server, 7);
//   phone.start({.link_code = world.link(young_person)});
//   phone.run();                                           // until nothing is left to do
//   EXPECT_EQ(phone.state().phase, Phase::ready);
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/client/client.h"
#include "core/sync/merge.h"
#include "tests/core/sample_pack.h"

namespace waymark::client {

/// "01890000-0000-7000-8000-000000000007"
std::string test_id(int number);

inline const std::string young_person = test_id(1);
inline const std::string adviser = test_id(2);
inline const CaseId amiras_case{test_id(100)};
inline const DocId amiras_person{test_id(101)};
inline const DocId amiras_plan{test_id(102)};
inline const DocId amiras_step{test_id(103)};
inline const DocId sams_contact{test_id(104)};

class Server {
 public:
  struct Account {
    PersonId id;
    std::string name;
    Role role = Role::young_person;
    std::string language = "en";
    std::set<CaseId> cases;
  };

  Server();

  /// Answers a request; never by status 0.
  Replied handle(const Send& request);

  /// One-time code of a new link.
  std::string link(const std::string& account);
  /// Creates or changes a document as the account, at once.
  sync::MergeResult write(const std::string& account, sync::Op op);
  void publish(std::string pack);

  const sync::Record* find(const DocId& id) const;
  /// Replaces the next answer to a request whose path begins so: status, body, Retry-After.
  void answer_next(std::string path, int status, std::string body = {}, std::int64_t retry_after_s = 0);
  /// As a council that restores last night's backup of one device's counter, or loses the feed's history.
  void forget_device_counters() { counters_.clear(); }
  void expire_cursors() { ++cursor_epoch_; }

  std::map<std::string, Account> accounts;
  std::map<DocId, sync::Record> records;
  std::size_t page_docs_max = 100;
  int ops_taken = 0;  // carried out, each counted once
  struct Taken {
    sync::Op op;
    std::string device;
    sync::OpResult result;
  };
  std::vector<Taken> log;                         // in that order
  std::vector<Send> requests;                     // all that came
  std::int64_t clock_utc_ms = 1'795'341'600'000;  // 22 November 2026, 10:00

 private:
  struct KnownOp {
    std::string fingerprint;
    sync::OpResult result;
  };
  struct Planned {
    std::string path;
    Replied reply;
  };

  Replied pair(const std::string& body);
  Replied sync(const Account& account, const Send& request);
  std::optional<Replied> push(const Account& account, const sync::ReadRequest& read, sync::SyncReply& reply);
  [[nodiscard]] bool has_another(const sync::Op& op) const;
  sync::OpResult carry_out(const Account& account, const std::string& device, const sync::Op& op);
  bool pull(const Account& account, const std::string& cursor, sync::SyncReply& reply) const;

  std::map<std::string, std::string> links_;   // code -> account
  std::map<std::string, std::string> tokens_;  // token -> account
  std::map<std::string, std::string> paired_;  // code + device -> token
  std::map<CaseId, std::int64_t> seqs_;
  std::map<std::pair<std::string, std::string>, KnownOp> known_;          // account, op
  std::map<std::pair<std::string, std::string>, std::int64_t> counters_;  // account, device
  std::vector<Planned> planned_;
  std::string pack_;
  std::string pack_sha256_;
  int cursor_epoch_ = 0;
};

class Phone {
 public:
  enum class Fault { none, lost_request, lost_reply };

  Phone(Server& server, std::uint64_t seed);

  /// Another phone with what this one has stored now, switched off: a backup.
  Phone backup(std::uint64_t seed) const;

  /// Something happens; its effects wait for run() or perform_one().
  void step(const Event& event);
  void start(Started event);
  /// Opens the app with the store of last time.
  void open() { start({.link_code = {}, .profile = last_profile, .online = online}); }
  /// Carries out effects until there are none. Requests go through `fault`.
  void run();
  bool perform_one();
  /// Steps and runs.
  void act(const Event& event) {
    step(event);
    run();
  }
  /// The platform is gone in the middle: effects that were not carried out never happen. Then the app is opened.
  void cut_power();
  /// The time of the pending WakeAt comes; false if there is none.
  bool wake();

  const State& state() const { return client_.state(); }
  const CaseState& only_case() const;
  /// Records of a store of the open profile, by key.
  std::map<std::string, std::string> stored(const std::string& store) const;
  void corrupt(const std::string& store, const std::string& key);
  int count_sent(const std::string& path) const;

  bool online = true;
  bool store_fails = false;
  bool store_full = false;
  bool store_taken = false;   // another tab has it
  bool store_broken = false;  // it cannot be opened
  std::function<Fault(const Send&)> fault = [](const Send&) { return Fault::none; };
  Moment now{1'790'000'000'000, {2026, 11, 22}};
  std::string last_profile;
  std::optional<std::int64_t> wake_utc_ms;
  bool link_forgotten = false;
  std::vector<LeaveToSend> left;
  std::vector<Send> sent;
  int commits = 0;

 private:
  using Store = std::map<std::pair<std::string, std::string>, std::string>;

  void perform(const Effect& effect);
  void open_store(const OpenStore& open);
  void commit(const Commit& commit);
  void send(const Send& request);

  Server& server_;
  std::uint64_t seed_;
  Client client_;
  std::deque<Effect> effects_;
  std::map<std::string, Store> stores_;
};

/// A council with one young person, Amira, and her adviser, Sam.
struct World {
  World();
  Server server;
  std::string link(const std::string& account) { return server.link(account); }
  /// Signs a phone in and lets it fetch everything.
  void bring_in(Phone& phone, const std::string& account);
};

/// An operation as the server's own tests would send it.
sync::Op create_op(const DocId& doc, std::string type, sync::Json document);
sync::Op set_op(const DocId& doc, std::vector<sync::FieldSet> set, std::int64_t base);

}  // namespace waymark::client
