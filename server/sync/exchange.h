// One sync between a phone and the store: what lies between HTTP and the database, without the threads of either.
//
//   auto results = take_push(store, asked, key, now);     // durable when it returns
//   auto [pages, accesses] = next_pages(store, asked, key, now);   // what changed since the cursor
//   …                                                     // accesses are written (server/audit/writer.h), and then
//   respond(pages ? text_of(*pages, reads) : pages.error());       // or problem details
//
// The endpoint calls them from its executors, the simulation (tests/sim) one after the other.
#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "core/sync/digest.h"
#include "server/http/message.h"
#include "server/identity/secret.h"
#include "server/store/store.h"

namespace waymark::server {

/// Asked of every account before anything is done for it; a reply refuses. Null: all may.
using Admit = std::function<std::optional<http::Reply>(const Account&)>;

/// What a phone asked for, read and checked. `texts` are the operations as they were sent.
struct Asked {
  Sha256 token_hash{};
  sync::ReadRequest read;
  sync::Json texts;
  Admit admit;
};

/// What somebody asked for, and what has to be in the log of accesses before they are given it. No accesses: nothing of
/// a case is in the answer, and nothing was refused. So a phone that asks at rest writes nothing: it is told that there
/// is nothing new, which shows nothing of anybody, and a log of it would say how often phones ask and hide who read.
template <class Answer>
struct Unlogged {
  std::expected<Answer, http::Reply> answer;
  Accesses accesses;
};

/// Carries the operations out in one transaction, with their accesses; their results.
std::expected<std::vector<sync::OpResult>, http::Reply> take_push(Store& store, const Asked& asked,
                                                                  std::string_view cursor_key,
                                                                  std::int64_t server_utc_ms);

/// The page after the cursor, and those behind it for a phone that reads several, all of one moment. The results of the
/// push are the caller's to add to the first.
Unlogged<std::vector<sync::SyncReply>> next_pages(Store& store, const Asked& asked, std::string_view cursor_key,
                                                  std::int64_t server_utc_ms);

/// As the phone reads it: a page, or a line a page.
std::string text_of(const std::vector<sync::SyncReply>& pages, sync::Reads reads);

/// Hashes of every case of the account, for a phone to see whether it has the same.
Unlogged<std::vector<sync::CaseDigest>> digests(Store& store, const Sha256& token_hash, std::int64_t server_utc_ms,
                                                const Admit& admit = nullptr);

/// 503, and a line in the log.
http::Reply busy_reply(const StoreTrouble& trouble);

}  // namespace waymark::server
