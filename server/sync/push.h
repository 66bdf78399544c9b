// Carries out the operations that a phone sends: each exactly once, in the order of the device's counter, inside one
// transaction.
//
//   auto pushed = push(transaction, account, {read, json["ops"]}, now);
//   if (!pushed) …            // refused as a whole: a gap, a restored phone, a reused id; nothing was written
//   reply.results = *pushed;  // one for each operation, in its order
//
// The counter belongs to the device id that the request names, within its account: a phone that was set back takes a
// new one and goes on with the token it has. An operation on a case that the account may not see is answered as if the
// document did not exist. What was written in a case, and what was refused, is in the log of accesses with the same
// commit (server/audit/entry.h); an operation that came before is told again and leaves no second entry.
#pragma once

#include <cstdint>
#include <expected>
#include <vector>

#include "core/sync/wire.h"
#include "server/http/problem.h"
#include "server/store/store.h"

namespace waymark::server {

/// The operations of one request. `texts` is the array as it was sent, for the fingerprints of unreadable ones.
struct Pushed {
  const sync::ReadRequest& read;
  const sync::Json& texts;
};

/// Why a whole push is refused.
struct PushRefusal {
  http::ProblemKind kind;
  http::ProblemMore more;
};

std::expected<std::vector<sync::OpResult>, PushRefusal> push(Transaction& transaction, const Account& account,
                                                             const Pushed& pushed, std::int64_t server_utc_ms);

}  // namespace waymark::server
