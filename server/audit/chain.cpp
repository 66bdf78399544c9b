#include "server/audit/chain.h"

#include <vector>

namespace waymark::server {
namespace {

constexpr std::int64_t entries_at_once = 1000;

/// What speaks against an entry that comes after `head`.
std::optional<std::string> breach_at(std::string_view council, const AuditHead& head, const AuditEntry& entry) {
  const std::string named = "entry " + std::to_string(entry.number);
  if (entry.number != head.number + 1) {
    const std::string missing = "entry " + std::to_string(head.number + 1) + " is missing: ";
    return missing + (head.number == 0 ? "the log begins with " + named
                                       : "after entry " + std::to_string(head.number) + " comes " + named);
  }
  if (entry.sha256 != hash_of(council, entry)) return named + " was changed: its hash is not that of what it says";
  if (entry.before != head.sha256) return named + " does not follow the one before it: the hash it names is another's";
  return std::nullopt;
}

/// What speaks against the end, beside the entries themselves.
std::optional<std::string> breach_at_end(const AuditHead& head, const std::optional<AuditHead>& noted) {
  if (!noted) {
    if (head.number == 0) return std::nullopt;  // a log that has not begun
    return "where the log ends is not noted any more: it was removed beside entry " + std::to_string(head.number);
  }
  if (noted->number == head.number && noted->sha256 == head.sha256) return std::nullopt;
  if (noted->number > head.number) {
    return "entry " + std::to_string(head.number + 1) + " is missing: the log was cut off, it went on to entry " +
           std::to_string(noted->number);
  }
  return "entry " + std::to_string(head.number) + " is not how the log is noted to end";
}

}  // namespace

std::expected<AuditWalk, StoreTrouble> walk_audit(Store& store, std::string_view council,
                                                  const std::function<void(const AuditEntry&)>& visitor) {
  AuditWalk walk;
  std::vector<AuditEntry> piece;
  std::optional<AuditHead> noted;
  do {
    const auto trouble = store.read([&](Snapshot& snapshot) {
      piece.clear();
      snapshot.each_audit_entry(council, walk.head.number, entries_at_once,
                                [&](const AuditEntry& entry) { piece.push_back(entry); });
      noted = snapshot.audit_head(council);  // of the same moment as the last piece
    });
    if (trouble) return std::unexpected(*trouble);
    for (const AuditEntry& entry : piece) {
      if (!walk.breach) walk.breach = breach_at(council, walk.head, entry);
      if (walk.entries++ == 0) walk.first_utc_ms = entry.server_utc_ms;
      walk.last_utc_ms = entry.server_utc_ms;
      walk.head = {entry.number, entry.sha256};
      visitor(entry);
    }
  } while (piece.size() == static_cast<std::size_t>(entries_at_once));
  if (!walk.breach) walk.breach = breach_at_end(walk.head, noted);
  return walk;
}

}  // namespace waymark::server
