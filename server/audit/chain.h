// Whether a council's log of accesses is as it was written.
//
//   auto walk = walk_audit(store, "southampton", [&](const AuditEntry& entry) { … });
//   if (!walk) …                          // the database does not answer
//   if (walk->breach) …                   // one sentence about the first entry that does not fit
//
// Reads the log in pieces: a log of any size needs the memory of one piece, and endpoints go on writing meanwhile.
#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "server/store/store.h"

namespace waymark::server {

struct AuditWalk {
  std::int64_t entries = 0;
  std::int64_t first_utc_ms = 0;  // when the first was written
  std::int64_t last_utc_ms = 0;
  AuditHead head;                     // of the last
  std::optional<std::string> breach;  // none: everything fits
};

/// Shows every entry to the visitor, also those behind one that does not fit.
std::expected<AuditWalk, StoreTrouble> walk_audit(Store& store, std::string_view council,
                                                  const std::function<void(const AuditEntry&)>& visitor);

}  // namespace waymark::server
