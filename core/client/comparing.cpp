// Once a week, after a sync: whether what is here is what the server has. Nothing is known that would make them differ;
// this finds what is not known.
#include <algorithm>
#include <utility>

#include "core/client/impl.h"
#include "core/model/json.h"

namespace waymark::client {

namespace {

constexpr std::int64_t compare_every_ms = std::int64_t{7} * 24 * 60 * 60 * 1000;

}  // namespace

void Client::Impl::compare_if_due() {
  const bool is_quiet = signed_in() && state.sync.online && sync_request == 0 && digest_request == 0 && !is_halted;
  if (!has_just_read || !is_quiet || !outbox.edits().empty()) return;
  has_just_read = false;
  const std::int64_t since_ms = now.utc_ms - reading.compared_utc_ms;
  if (since_ms >= 0 && since_ms < compare_every_ms) return;
  digest_request = send("GET", "/v1/digest", session->token, "");
}

void Client::Impl::compared(const Replied& reply) {
  digest_request = 0;
  if (!signed_in() || may_pass(reply.status)) return;  // after the next sync, then
  std::vector<sync::CaseDigest> digests;  // of an endpoint that tells none: none, and no wish to ask again soon
  if (reply.status == 200) {
    const Checked<sync::Json> json = parse_json(reply.body);
    Checked<std::vector<sync::CaseDigest>> read = json ? sync::read_digests(*json) : std::unexpected(json.error());
    if (!read) return;
    digests = std::move(*read);
  }
  reading.compared_utc_ms = std::max<std::int64_t>(1, now.utc_ms);
  disk.put(stores::meta, keys::cursor, json_text(write(reading)));
  // One that changed since the sync a moment ago differs, too: once a week it may be read again in vain.
  const auto differs = [&](const sync::CaseDigest& one) {
    return digest_of(one.case_id, replica.docs_of(one.case_id)).sha256 != one.sha256;
  };
  if (std::ranges::any_of(digests, differs)) read_from_beginning();
}

}  // namespace waymark::client
