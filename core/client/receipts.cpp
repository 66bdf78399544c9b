#include "core/client/receipts.h"

#include <algorithm>

#include "core/model/schema.h"

namespace waymark::client {

Receipts receipts_of(const std::vector<ShownDoc>& docs, Role reader) {
  Receipts receipts;
  for (const ShownDoc& doc : docs) {
    if (doc.type != ReadReceipt::type) {
      receipts.newest = std::max(receipts.newest, doc.base_seq);
      if (!doc.is_own_change) receipts.newest_other = std::max(receipts.newest_other, doc.base_seq);
      continue;
    }
    const Checked<ReadReceipt> receipt = read<ReadReceipt>(doc.document());
    if (!receipt) continue;
    if (receipt->by == reader) {
      receipts.own = doc.id;
      receipts.own_up_to = std::max(receipts.own_up_to, receipt->up_to);
    } else {
      receipts.theirs = std::max(receipts.theirs, receipt->up_to);
    }
  }
  return receipts;
}

bool is_receipt(const sync::Op& op) {
  return op.type == ReadReceipt::type || (op.set.size() == 1 && op.set.front().pointer == "/up_to");
}

}  // namespace waymark::client
