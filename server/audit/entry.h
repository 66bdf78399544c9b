// One line of the log of who had a case before them: written once, and chained by its hash to the line before it.
//
//   transaction.append_audit(council, {{.server_utc_ms = now, .account = account.id, .device = device,
//                                       .case_id = one, .did = std::string(access::read), .count = 12}});
//   if (hash_of(council, entry) != entry.sha256) …         // somebody changed it
//
// The hash is SHA-256 over the canonical JSON (RFC 8785) of everything else in the line, the hash of the line before it
// included (64 zeros before the first), so that anybody can compute it again without this program:
//
//   {"account":"01a1…","before":"9f2c…","case":"01a1…","council":"southampton","count":12,"device":"0198…",
//    "did":"read","number":7,"server_utc_ms":1795341600000}
//
// Ids only: no names, no words of a document.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/ids.h"
#include "server/identity/secret.h"

namespace waymark::server {

/// What an account did. Texts and not an enum: a log is read for years, also what a newer version wrote.
namespace access {
inline constexpr std::string_view sign_in = "sign_in";  // a phone was signed in; of no case
inline constexpr std::string_view read = "read";    // documents, or what changed in them, were sent; `count` documents
inline constexpr std::string_view write = "write";  // `count` operations were taken
inline constexpr std::string_view compare = "compare";  // the case's hash was sent; over `count` documents
inline constexpr std::string_view grant = "grant";      // the account was given the case, by councilctl
inline constexpr std::string_view revoke = "revoke";    // …it was taken from the account
inline constexpr std::string_view refused = "refused";  // asked for a case that is not theirs; `count` operations
}  // namespace access

struct AuditEntry {
  std::int64_t number = 0;  // 1, 2, 3 … within the council
  std::int64_t server_utc_ms = 0;
  PersonId account;
  std::string device;  // that signed in, or that a push names; empty: not known
  CaseId case_id;      // empty: of no case
  std::string did;     // one of access::
  std::int64_t count = 0;
  Sha256 before{};  // of the entry before
  Sha256 sha256{};  // its own
};

/// Where a council's log ends.
struct AuditHead {
  std::int64_t number = 0;
  Sha256 sha256{};
};

/// Entries of one request that are still to be written.
struct Accesses {
  std::string council;
  std::vector<AuditEntry> entries;
};

/// What the entry's own hash has to be.
Sha256 hash_of(std::string_view council, const AuditEntry& entry);

}  // namespace waymark::server
