// A council's endpoint in a few lines, for tests of the whole app: the sample people of assets/, core/sync's own
// merging, no network. What a real endpoint adds (limits, storage, identity) has tests of its own.
//
//   Council council("southampton");
//   client::Replied reply = council.answer(request);     // of a client::Send
#pragma once

#include <map>
#include <string>

#include "core/client/client.h"
#include "core/sync/merge.h"

namespace waymark::test {

class Council {
 public:
  explicit Council(const std::string& id);

  /// The one-time code of someone's link; it is their name.
  [[nodiscard]] static std::string link(const std::string& name) { return name; }
  client::Replied answer(const client::Send& request);

 private:
  struct Account {
    std::string id, name;
    Role role = Role::young_person;
  };
  client::Replied pair(const std::string& body) const;
  client::Replied sync(const Account& account, const client::Send& request);
  sync::OpResult carry_out(const Account& account, const std::string& device, const sync::Op& op);
  [[nodiscard]] bool may_see(const Account& account, const CaseId& id) const;

  std::string id_, pack_;
  std::map<std::string, Account> accounts_;                      // by name, which is also the token
  std::map<CaseId, std::pair<std::string, std::string>> cases_;  // ids of young person and adviser
  std::map<DocId, sync::Record> records_;
  std::map<OpId, sync::OpResult> done_;
  std::int64_t seq_ = 0;
};

}  // namespace waymark::test
