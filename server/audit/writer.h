// Writes accesses down before what they are about is given: the entries of all answers that wait, in one transaction.
//
//   AuditWriter audit(writer);                                     // the executor with the store that writes
//   audit.write(accesses, [=](const std::optional<StoreTrouble>& trouble) {
//     respond(trouble ? busy_reply(*trouble) : reply);             // durable now, or not to be given
//   });
//
// Reads are answered by the reader, and who reads has to be written by the writer. A transaction an answer would let
// each push wait for one more commit; so what comes while the writer is busy shares the next one. It waits its turn
// behind the pushes that were there before: if it went first, each would have a commit of its own again.
// Threads: write() from any; `then` runs on the executor's, or at once on the caller's when the queue is full.
#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <vector>

#include "server/audit/entry.h"
#include "server/store/executor.h"

namespace waymark::server {

class AuditWriter {
 public:
  using Then = std::function<void(const std::optional<StoreTrouble>&)>;

  /// Borrows the executor, which is empty before this goes.
  explicit AuditWriter(Executor& writer) : writer_(writer) {}
  AuditWriter(const AuditWriter&) = delete;
  AuditWriter& operator=(const AuditWriter&) = delete;

  void write(Accesses accesses, Then then);

 private:
  struct Waiting {
    Accesses accesses;
    Then then;
  };
  std::vector<Waiting> take_all();
  void write_all(Store& store);

  Executor& writer_;
  std::mutex mutex_;
  std::vector<Waiting> waiting_;
  bool asked_ = false;  // whether the writer has been told of them
};

}  // namespace waymark::server
