#include "server/sync/exchange.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "server/http/problem.h"
#include "server/log.h"
#include "server/sync/cursor.h"
#include "server/sync/pull.h"
#include "server/sync/push.h"

namespace waymark::server {

using http::problem_reply;
using http::Reply;
namespace problems = http::problems;

namespace {

/// Phones may ask for less or more than is good for anyone: they get the nearest that is.
std::size_t page_bytes(std::int64_t asked) {
  if (asked == 0) return sync::page_bytes_default;
  return static_cast<std::size_t>(std::clamp<std::int64_t>(asked, sync::page_bytes_min, sync::page_bytes_default));
}

}  // namespace

Reply busy_reply(const StoreTrouble& trouble) {
  log::write(log::Level::error, "store",
             {{"kind", trouble.kind == StoreTrouble::Kind::busy ? "busy" : "broken"}, {"what", trouble.what}});
  return problem_reply(problems::unavailable);
}

std::expected<std::vector<sync::OpResult>, Reply> take_push(Store& store, const Asked& asked,
                                                            std::string_view cursor_key, std::int64_t server_utc_ms) {
  std::vector<sync::OpResult> results;
  std::optional<Reply> refused;
  const auto trouble = store.write([&](Transaction& transaction) {
    const auto session = transaction.find_session(asked.token_hash);
    if (!session) {
      refused = problem_reply(problems::sign_in_needed);
      return false;
    }
    // A cursor that leads nowhere is told before anything is written: the phone sends it all again.
    const auto cursor = read_cursor(asked.read.request.cursor, cursor_key, *session);
    if (!cursor || is_behind(transaction, *session, *cursor)) {
      refused = problem_reply(problems::cursor_expired);
    } else if (auto pushed = push(transaction, *session, {asked.read, asked.texts}, server_utc_ms)) {
      results = std::move(*pushed);
    } else {
      refused = problem_reply(pushed.error().kind, pushed.error().more);
    }
    return !refused;
  });
  if (trouble) return std::unexpected(busy_reply(*trouble));
  if (refused) return std::unexpected(std::move(*refused));
  return results;
}

std::expected<sync::SyncReply, Reply> next_page(Store& store, const Asked& asked, std::string_view cursor_key) {
  std::optional<Account> session;
  std::optional<Page> page;
  const auto trouble = store.read([&](Snapshot& snapshot) {
    session = snapshot.find_session(asked.token_hash);
    if (!session) return;
    const auto cursor = read_cursor(asked.read.request.cursor, cursor_key, *session);
    if (cursor) page = pull(snapshot, *session, *cursor, page_bytes(asked.read.request.limit_bytes));
  });
  if (trouble) return std::unexpected(busy_reply(*trouble));
  if (!session) return std::unexpected(problem_reply(problems::sign_in_needed));
  if (!page) return std::unexpected(problem_reply(problems::cursor_expired));
  page->reply.cursor = write_cursor(page->cursor, cursor_key, *session);
  return std::move(page->reply);
}

}  // namespace waymark::server
