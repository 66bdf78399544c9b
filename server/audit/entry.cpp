#include "server/audit/entry.h"

#include "core/sync/wire.h"

namespace waymark::server {

Sha256 hash_of(std::string_view council, const AuditEntry& entry) {
  return sha256(sync::canonical({{"council", council},
                                 {"number", entry.number},
                                 {"server_utc_ms", entry.server_utc_ms},
                                 {"account", entry.account.text},
                                 {"device", entry.device},
                                 {"case", entry.case_id.text},
                                 {"did", entry.did},
                                 {"count", entry.count},
                                 {"before", hex(view(entry.before))}}));
}

}  // namespace waymark::server
