// What changed since a cursor, for one account: a page of it.
//
//   const std::vector<VisibleCase> visible = snapshot.visible_cases(account);
//   auto page = pull(snapshot, {account, visible}, cursor, {page_bytes_default});
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

struct Reader {
  const Account& account;
  const std::vector<VisibleCase>& visible;
};

struct PageForm {
  std::size_t bytes_max = sync::page_bytes_default;
  bool partial = false;  // of documents that the phone has, only what changed
};

/// At least one change, then as many as fit into the form. No value: a case has a lower sequence than the cursor says,
/// which happens when the database came back from a backup.
std::optional<Page> pull(Snapshot& snapshot, const Reader& reader, const Cursor& from, const PageForm& form);

}  // namespace waymark::server
