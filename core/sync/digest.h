// Whether two replicas agree, without sending them: a hash over all that is known of a case.
//
//   CaseHash hash;
//   for (const Change& change : changes) hash.add(change);  // of one case, in the order of their sequences
//   std::string body = json_text(write(digests));          // GET /v1/digest
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/sync/wire.h"

namespace waymark::sync {

struct CaseDigest {
  CaseId case_id;
  std::int64_t seq = 0;  // of its last change
  std::string sha256;    // hexadecimal
};

/// SHA-256 over a line for each document of a case, tombstones included: the SHA-256 of its canonical JSON (RFC 8785), with
/// what is beside it, as one account may read it. So a case of any size needs a line a document and no more.
class CaseHash {
 public:
  /// Whole, in the order of their last change.
  void add(const Change& change);
  [[nodiscard]] std::string hex() const;

 private:
  std::string lines_;
};

Json write(const std::vector<CaseDigest>& digests);
Checked<std::vector<CaseDigest>> read_digests(const Json& json);

}  // namespace waymark::sync
