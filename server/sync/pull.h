// What changed since a cursor, for one account: a page of it.
//
//   auto page = pull(snapshot, account, cursor, page_bytes_default);
//   if (!page) …                            // the cursor is ahead of the database: 410, start again
//   page->reply.cursor = write_cursor(page->cursor, key, account);
//
// Deny by default: only cases that the account was granted are looked at, and of their documents only the fields that
// its role reads. A case that left the account since the cursor was made is told as `gone`.
#pragma once

#include <optional>

#include "server/store/store.h"
#include "server/sync/cursor.h"

namespace waymark::server {

/// Whether the database is behind what this cursor has seen: it came back from a backup.
bool is_behind(Snapshot& snapshot, const Account& account, const Cursor& cursor);

struct Page {
  sync::SyncReply reply;  // without results and cursor text
  Cursor cursor;
};

/// At least one change, then as many as fit `bytes_max` of JSON. No value: a case has a lower sequence than the
/// cursor says, which happens when the database came back from a backup.
std::optional<Page> pull(Snapshot& snapshot, const Account& account, const Cursor& from, std::size_t bytes_max);

}  // namespace waymark::server
