// The council's content: public, fetched by its hash, replaced only by what can be read without a problem.
#include <utility>

#include "core/client/impl.h"
#include "core/model/json.h"

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
  if (reply.status != 200) {
    content_sha256_wanted.clear();
    // Without any content there is a reason to try again soon; the old one is as good as it was.
    content_look = may_pass(reply.status) && !state.has_council && content_backoff.failures < tries_max;
    if (content_look) content_backoff.fail(ids, now.utc_ms, reply.retry_after_s);
    return;
  }
  content_backoff.succeed();
  is_pack ? took_pack(reply.body) : took_manifest(reply.body);
}

void Client::Impl::took_manifest(const std::string& body) {
  content_checked_utc_ms = now.utc_ms;
  const std::optional<Manifest> manifest = read_manifest(body);
  const bool fits = manifest && manifest->id == session->council &&
                    manifest->bytes <= static_cast<std::int64_t>(council_pack_bytes_max);
  if (!fits) return notice(Notice::content_refused);
  if (manifest->sha256 == content_sha256 || manifest->sha256 == content_sha256_refused) return;
  content_sha256_wanted = manifest->sha256;
}

void Client::Impl::took_pack(const std::string& body) {
  const std::string sha256 = std::exchange(content_sha256_wanted, {});
  Checked<Council> council = read_council(body);
  if (!council) {
    content_sha256_refused = sha256;
    return notice(Notice::content_refused, to_text(council.error().front()));
  }
  show_council(std::move(*council));
  content_sha256 = sha256;
  content_sha256_refused.clear();
  disk.put(stores::meta, keys::content, write(KeptContent{sha256, body}));
  end_notice(Notice::content_refused);
}

}  // namespace waymark::client
