// Whether two replicas agree, without sending them: a hash over all that is known of a case.
//
//   std::string hash = digest_of(changes);                 // of one case, in the order of their sequences
//   std::string body = json_text(write(digests));          // GET /v1/digest
#pragma once

#include <string>
#include <vector>

#include "core/sync/wire.h"

namespace waymark::sync {

struct CaseDigest {
  CaseId case_id;
  std::int64_t seq = 0;  // of its last change: replicas that have read another one are not compared
  std::string sha256;    // hexadecimal
};

/// SHA-256 over the documents of a case, tombstones and what is beside them included, each as canonical JSON (RFC 8785)
/// on a line: as one account may read them, whole, in the order of their last change.
std::string digest_of(const std::vector<Change>& changes);

Json write(const std::vector<CaseDigest>& digests);
Checked<std::vector<CaseDigest>> read_digests(const Json& json);

}  // namespace waymark::sync
