// Who has had what before their eyes. A receipt says up to which change of a case its role has looked at it
// (ReadReceipt); the phone writes it by itself when a person opens a case that has something new from others.
//
//   Receipts receipts = receipts_of(docs, Role::adviser);
//   if (receipts.unread()) …                                        // the adviser opens the case: up_to = newest
//   if (doc.base_seq <= receipts.theirs) …                          // the young person has seen it
#pragma once

#include <cstdint>
#include <vector>

#include "core/client/case_view.h"

namespace waymark::client {

struct Receipts {
  DocId own;                      // the document of the reader's role; empty: there is none yet
  std::int64_t own_up_to = 0;     // what it says
  std::int64_t theirs = 0;        // what that of the other role says
  std::int64_t newest = 0;        // last change of the case, receipts aside
  std::int64_t newest_other = 0;  // …that is not this phone's own

  [[nodiscard]] bool unread() const { return newest_other > own_up_to; }
};

/// `docs`: all of one case.
Receipts receipts_of(const std::vector<ShownDoc>& docs, Role reader);

/// Whether the phone made this edit by itself: nobody waits for it, or is told that it was not taken.
bool is_receipt(const sync::Op& op);

}  // namespace waymark::client
