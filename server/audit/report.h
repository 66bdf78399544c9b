// What `councilctl audit` prints of the log of accesses.
//
//   if (auto trouble = verify_audit(store, {.council = "southampton", .expect = noted}, std::cout)) …
//   if (auto trouble = show_audit(store, {.case_id = "01a1…", .as_json = true}, std::cout)) …
//
// Both walk the whole log, in pieces: there is no index to go by, for one would cost with every access and is asked for
// a few times a year.
#pragma once

#include <cstdint>
#include <optional>
#include <ostream>
#include <string>

#include "server/store/store.h"

namespace waymark::server {

struct AuditVerification {
  std::string council;  // empty: every one
  std::string expect;   // hexadecimal: some entry must have this hash; empty: none must
};

/// For each council how many entries there are, from when to when, whether all are as they were written, and the hash
/// of the last. Trouble is one sentence about the first thing that does not fit.
std::optional<std::string> verify_audit(Store& store, const AuditVerification& asked, std::ostream& out);

struct AuditQuestion {
  std::string council;  // empty: every one
  std::string case_id;  // empty: any
  std::string account;  // empty: any
  std::int64_t since_utc_ms = 0;
  bool as_json = false;  // an object a line
};

/// Every entry that is asked for, with the name that the account has today.
std::optional<std::string> show_audit(Store& store, const AuditQuestion& asked, std::ostream& out);

}  // namespace waymark::server
