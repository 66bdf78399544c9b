// The council's endpoint in a simulated life: the server's own code over a store in memory, without HTTP and threads.
//
//   Council council(std::make_unique<MemoryStore>());
//   client::Replied reply = council.handle(request, now);
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/client/client.h"
#include "tests/sim/memory_store.h"

namespace waymark::sim {

inline constexpr const char* council_id = "southampton";

/// The people of every life. Amira and Ben each have a case; Sam is adviser of both, Kim of Ben alone.
struct Cast {
  server::Account amira, ben, sam, kim;
  CaseId amiras_case, bens_case;

  static const Cast& get();
  [[nodiscard]] bool may_see(const PersonId& person, const CaseId& one) const;
};

class Council {
 public:
  explicit Council(std::unique_ptr<MemoryStore> store);

  /// Answers a request; never by status 0.
  client::Replied handle(const client::Send& request, std::int64_t utc_ms);
  /// What a phone left to be sent while it is closed.
  void take_left(const std::string& text, std::int64_t utc_ms);
  /// The one-time code of a new link.
  std::string link(const PersonId& person);
  /// The process ends and begins again: what was not durable is gone.
  void crash() { store_->crash(); }

  [[nodiscard]] const Tables& tables() const { return store_->tables(); }
  /// What was taken from phones, as the server's history has it, oldest first.
  [[nodiscard]] std::vector<server::HistoryEntry> history() const;
  /// Whether some operation of the history says these words.
  [[nodiscard]] bool has_words(const std::string& words) const;
  /// All that the council told of a case before somebody in this role looked at it.
  std::map<Role, std::string> read_by;
  /// Broken promises that only the council's side can see: somebody was told what is not theirs, or 5xx.
  std::vector<std::string> scandals;

 private:
  client::Replied pair(const std::string& body, std::int64_t utc_ms);
  client::Replied sync(const client::Send& request, std::int64_t utc_ms);
  void look_for_leaks(const server::Sha256& token, const sync::SyncReply& reply);
  void look_for_what_is_not_logged(const server::Accesses& accesses, const sync::SyncReply& reply);
  void make_cases(std::int64_t utc_ms);

  std::unique_ptr<MemoryStore> store_;
  std::map<std::string, PersonId> links_;
  int tokens_ = 0;
};

}  // namespace waymark::sim
