#include "server/sync/exchange.h"

#include <algorithm>
#include <map>
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
PageForm form_of(const sync::SyncRequest& request) {
  const bool lines = request.reads == sync::Reads::lines;
  const std::size_t most = lines ? sync::line_bytes_default : sync::page_bytes_default;
  const auto asked = static_cast<std::size_t>(request.limit_bytes);
  return {asked == 0 ? most : std::clamp(asked, sync::page_bytes_min, most), lines};
}

/// None: the cursor is ahead of the database.
std::vector<sync::SyncReply> pages_after(Snapshot& snapshot, const Account& account, Cursor cursor,
                                         const sync::SyncRequest& request, std::string_view cursor_key) {
  const std::vector<VisibleCase> visible = snapshot.visible_cases(account);
  const PageForm form = form_of(request);
  const std::size_t pages_max = form.partial ? sync::reply_bytes_max / form.bytes_max : 1;
  std::vector<sync::SyncReply> pages;
  do {
    auto page = pull(snapshot, {account, visible}, cursor, form);
    if (!page) return {};
    cursor = std::move(page->cursor);
    pages.push_back(std::move(page->reply));
    pages.back().cursor = write_cursor(cursor, cursor_key, account);
  } while (pages.back().more && pages.size() < pages_max);
  return pages;
}

AuditEntry entry_of(const Session& session, std::string_view did, std::int64_t server_utc_ms) {
  return {.server_utc_ms = server_utc_ms, .account = session.id, .device = session.device, .did = std::string(did)};
}

/// Of each case, how many documents the pages tell something about.
Accesses reads_in(const std::vector<sync::SyncReply>& pages, const Session& session, std::int64_t server_utc_ms) {
  std::map<CaseId, std::int64_t> told;
  for (const sync::SyncReply& page : pages) {
    for (const sync::Change& change : page.changes) ++told[change.case_id];
  }
  Accesses accesses{session.council, {}};
  for (const auto& [case_id, count] : told) {
    accesses.entries.push_back(entry_of(session, access::read, server_utc_ms));
    accesses.entries.back().case_id = case_id;
    accesses.entries.back().count = count;
  }
  return accesses;
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
    refused.reset();
    const auto session = transaction.find_session(asked.token_hash);
    if (!session) {
      refused = problem_reply(problems::sign_in_needed);
      return false;
    }
    if (asked.admit) refused = asked.admit(*session);
    if (refused) return false;
    // A cursor that leads nowhere is told before anything is written: the phone sends it all again.
    const auto cursor = read_cursor(asked.read.request.cursor, cursor_key, *session);
    if (!cursor) {
      refused = problem_reply(problems::cursor_expired);
      transaction.append_audit(session->council, {entry_of(*session, access::refused, server_utc_ms)});
      return true;
    }
    if (is_behind(transaction, *session, *cursor)) {
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

Unlogged<std::vector<sync::SyncReply>> next_pages(Store& store, const Asked& asked, std::string_view cursor_key,
                                                  std::int64_t server_utc_ms) {
  std::optional<Session> session;
  std::optional<Reply> refused;
  std::optional<Cursor> cursor;
  std::vector<sync::SyncReply> pages;
  const auto trouble = store.read([&](Snapshot& snapshot) {
    pages.clear();
    session = snapshot.find_session(asked.token_hash);
    if (session && asked.admit) refused = asked.admit(*session);
    if (!session || refused) return;
    cursor = read_cursor(asked.read.request.cursor, cursor_key, *session);
    if (cursor) pages = pages_after(snapshot, *session, *cursor, asked.read.request, cursor_key);
  });
  if (trouble) return {std::unexpected(busy_reply(*trouble)), {}};
  if (!session) return {std::unexpected(problem_reply(problems::sign_in_needed)), {}};
  if (refused) return {std::unexpected(std::move(*refused)), {}};
  if (!cursor) {  // forged or somebody else's: answered like an old one, but noted
    return {std::unexpected(problem_reply(problems::cursor_expired)),
            {session->council, {entry_of(*session, access::refused, server_utc_ms)}}};
  }
  if (pages.empty()) return {std::unexpected(problem_reply(problems::cursor_expired)), {}};
  Accesses reads = reads_in(pages, *session, server_utc_ms);
  return {std::move(pages), std::move(reads)};
}

Unlogged<std::vector<sync::CaseDigest>> digests(Store& store, const Sha256& token_hash, std::int64_t server_utc_ms,
                                                const Admit& admit) {
  std::optional<Session> session;
  std::optional<Reply> refused;
  std::vector<sync::CaseDigest> all;
  Accesses accesses;
  const auto trouble = store.read([&](Snapshot& snapshot) {
    all.clear();
    session = snapshot.find_session(token_hash);
    if (session && admit) refused = admit(*session);
    if (!session || refused) return;
    accesses = {session->council, {}};
    for (const VisibleCase& one : snapshot.visible_cases(*session)) {
      sync::CaseHash hash;
      AuditEntry entry = entry_of(*session, access::compare, server_utc_ms);
      entry.case_id = one.id;
      snapshot.each_change(session->council, one.id, 0, [&](const sync::Record& record) {
        hash.add(sync::change_for(record, session->role));
        ++entry.count;
        return true;
      });
      all.push_back({one.id, one.seq, hash.hex()});
      if (entry.count > 0) accesses.entries.push_back(std::move(entry));
    }
  });
  if (trouble) return {std::unexpected(busy_reply(*trouble)), {}};
  if (!session) return {std::unexpected(problem_reply(problems::sign_in_needed)), {}};
  if (refused) return {std::unexpected(std::move(*refused)), {}};
  return {std::move(all), std::move(accesses)};
}

std::string text_of(const std::vector<sync::SyncReply>& pages, sync::Reads reads) {
  if (reads == sync::Reads::one_page) return json_text(sync::write(pages.front()));
  std::string text;
  for (const sync::SyncReply& page : pages) text += json_text(sync::write(page)) + '\n';
  return text;
}

}  // namespace waymark::server
