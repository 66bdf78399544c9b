// The council's content: public, fetched by its hash, replaced only by what can be read without a problem.
#include <utility>

#include "core/client/impl.h"
#include "core/model/json.h"
#include "core/model/sha256.h"

namespace waymark::client {

namespace {

constexpr std::int64_t check_every_ms = 60 * 60 * 1000;
constexpr int tries_max = 5;  // in a row, then after the next sync

}  // namespace

/// A kept pack that this version of the app cannot read is as good as none: it is fetched again.
void Client::Impl::load_content(std::string_view kept) {
  const std::optional<KeptContent> content = read_kept_content(kept);
  Checked<Council> council = content ? read_council(content->pack) : std::unexpected(Problems());
  if (!council) return;
  content_sha256 = content->sha256;
  show_council(std::move(*council));
}

void Client::Impl::show_council(Council council) {
  state.council = std::move(council);
  state.has_council = true;
  state.offer_index = search::build(state.council.offer);
  touch_all = true;  // the clocks may be others
  changed = true;
}

/// Looked for when there is none yet, and after a sync at most once an hour. It shares no request with sync: the first
/// opening has both under way at once.
void Client::Impl::fetch_content_if_due() {
  if (!signed_in() || !state.sync.online || manifest_request != 0 || pack_request != 0 || content_backoff.waits())
    return;
  if (!content_sha256_wanted.empty()) {
    pack_request = send("GET", "/v1/content/" + content_sha256_wanted, "", "");
    return;
  }
  const bool long_ago = !content_checked_utc_ms || now.utc_ms - *content_checked_utc_ms >= check_every_ms ||
                        now.utc_ms < *content_checked_utc_ms;  // a clock that was put right
  if (!content_look || (state.has_council && !long_ago)) return;
  content_look = false;
  manifest_request = send("GET", "/v1/councils/" + session->council, "", "");
}

void Client::Impl::content_replied(const Replied& reply) {
  const bool is_pack = reply.request == pack_request;
  (is_pack ? pack_request : manifest_request) = 0;
  if (!signed_in()) return;
  if (reply.status == 200 && (is_pack ? took_pack(reply.body) : took_manifest(reply.body))) {
    return content_backoff.succeed();
  }
  // No answer, or one that somebody else gave (a hotel's login page). A pack that is known to be there is asked for
  // again; else, without any content, there is a reason to look again soon: the old one is as good as it was.
  const bool again = (reply.status == 200 || may_pass(reply.status)) && content_backoff.failures < tries_max;
  if (!again || !is_pack) content_sha256_wanted.clear();
  content_look = again && !state.has_council;
  if (again && (is_pack || content_look)) content_backoff.fail(ids, now.utc_ms, reply.retry_after_s);
}

/// False if it is no manifest.
bool Client::Impl::took_manifest(const std::string& body) {
  const std::optional<Manifest> manifest = read_manifest(body);
  if (!manifest || manifest->id != session->council) return false;
  content_checked_utc_ms = now.utc_ms;
  if (manifest->bytes > static_cast<std::int64_t>(council_pack_bytes_max)) {
    notice(Notice::content_refused);
  } else if (manifest->sha256 != content_sha256 && manifest->sha256 != content_sha256_refused) {
    content_sha256_wanted = manifest->sha256;
  }
  return true;
}

/// False if it is not the pack that was asked for. One that is, and cannot be read, will never be better.
bool Client::Impl::took_pack(const std::string& body) {
  if (sha256_hex(body) != content_sha256_wanted) return false;
  const std::string sha256 = std::exchange(content_sha256_wanted, {});
  Checked<Council> council = read_council(body);
  if (!council) {
    content_sha256_refused = sha256;
    notice(Notice::content_refused, to_text(council.error().front()));
    return true;
  }
  show_council(std::move(*council));
  content_sha256 = sha256;
  content_sha256_refused.clear();
  disk.put(stores::meta, keys::content, write(KeptContent{sha256, body}));
  end_notice(Notice::content_refused);
  return true;
}

}  // namespace waymark::client
