// The inside of Client: one struct, its functions in a file for each concern.
//
//   client.cpp     which event does what; what every step ends with
//   opening.cpp    the link, the store, signing out
//   editing.cpp    edits, drafts, and what becomes of them in the store
//   syncing.cpp    requests and replies of sync, backing off
//   comparing.cpp  whether what is here is what the server has
//   council.cpp    the council's content
//   showing.cpp    the state that screens draw
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/client/client.h"
#include "core/client/disk.h"
#include "core/client/edits.h"
#include "core/client/outbox.h"
#include "core/client/records.h"
#include "core/client/replica.h"
#include "core/sync/digest.h"

namespace waymark::client {

/// Waiting before the next try: exponential with full jitter (each waits a random part of the span), 1 s to 5 min.
struct Backoff {
  int failures = 0;
  std::optional<std::int64_t> retry_utc_ms;  // none: nothing is awaited

  void fail(IdSource& random, std::int64_t now_utc_ms, std::int64_t retry_after_s);
  void succeed() { *this = {}; }
  [[nodiscard]] bool waits() const { return retry_utc_ms.has_value(); }
};

/// Whether another try may succeed: no answer, or one of a server that is busy.
constexpr bool may_pass(int status) { return status == 0 || status == 408 || status == 429 || status >= 500; }

struct Client::Impl {
  explicit Impl(std::array<std::uint64_t, 4> seed) : ids(seed) {}

  // ---- Opening (opening.cpp)
  void start(const Started& event);
  void ask_to_pair();
  void paired(const Replied& reply);
  void forget_link();
  void open(std::string profile, bool take_over);
  void store_locked(const StoreLocked& event);
  void opened(const StoreOpened& event);
  void take_session();
  void load(const StoredRecord& record);
  bool load_document(const StoredRecord& record, std::string_view content);
  bool load_setting(const std::string& key, std::string_view content);
  void count_anew(std::string device);
  void count_from(std::int64_t n_first);
  void store_failed(const StoreFailed& event);
  void take_over();
  void sign_out(const SignOut& event);
  void forget_everything();

  // ---- Editing (editing.cpp)
  void edit(const Event& event);
  void read_case(const ReadCase& event);
  [[nodiscard]] std::optional<sync::Op> op_of(Wanted wanted);
  [[nodiscard]] std::optional<Problem> check(const sync::Op& op) const;
  [[nodiscard]] bool was_refused_whole(const DocId& id) const;
  void forget_refused(const std::function<bool(const Refused&)>& is_over);
  void save_draft(const SaveDraft& event);
  void keep_mark(const KeepMark& event);
  void keep_place(const KeepPlace& event);
  void set_language(const SetLanguage& event);
  void give_back(const Typed& typed);
  void committed(const Committed& event);
  void commit_failed(const CommitFailed& event);
  bool undo_what_is_not_stored();
  void put_edit(const Edit& edit);
  void put_session();
  void refuse(Edit edit, Problem problem);

  // ---- Syncing (syncing.cpp)
  void sync_if_due();
  void send_push();
  void send_page();
  void leave_to_send();
  void sync_replied(const Replied& reply);
  bool took_page(const sync::SyncReply& page);
  using Rejected = std::vector<std::pair<Edit, Problem>>;
  bool took_results(const std::vector<sync::OpResult>& results, Rejected& rejected);
  void settle_rejected(Rejected rejected);
  bool put_change(const sync::Change& change);
  void finish_reading();
  void drop_answered(bool complete);
  void read_from_beginning();
  void sync_failed(const Replied& reply);
  void sync_refused(const Replied& reply);
  bool refuse_op_at(const Problems& errors);
  void halt_sync(Notice shown, std::string detail = {});
  void back_off(const Replied& reply);
  void ask_for_less();
  void want_sync();

  // ---- Comparing (comparing.cpp)
  void compare_if_due();
  void compared(const Replied& reply);

  // ---- The council's content (council.cpp)
  void load_content(std::string_view kept);
  void fetch_content_if_due();
  void content_replied(const Replied& reply);
  bool took_manifest(const std::string& body);
  bool took_pack(const std::string& body);
  void show_council(Council council);

  // ---- Showing (showing.cpp)
  void turn_day();
  void show();
  void touch(const CaseId& id) { touched.insert(id); }
  void show_unsent();  // unsent.cpp
  void show_attention();
  [[nodiscard]] About about(const sync::Op& op) const;
  void set_phase(Phase phase);
  void notice(Notice notice, std::string detail = {});
  void end_notice(Notice notice);

  // ---- Every step (client.cpp)
  void handle(const Event& event);
  void replied(const Replied& reply);
  void finish_step();
  std::uint64_t send(std::string method, std::string path, std::string token, std::string body);

  [[nodiscard]] bool signed_in() const { return is_open && session.has_value(); }

  IdSource ids;
  State state;
  Moment now;
  std::vector<Effect> effects;
  bool changed = false;  // `state` differs from what was shown before this step

  // Who, and where it is kept.
  std::string link_code;
  bool link_held = false;    // the platform keeps it for another start
  std::string profile_hint;  // store of last time
  std::string profile;
  bool is_open = false;
  bool opening = false;
  std::optional<Paired> arrival;  // a redeemed link that awaits its store
  std::string arriving_device;    // device id that asked for it
  std::optional<Session> session;

  Disk disk;
  bool hold_writes = false;   // the last batch failed: wait for the next event
  bool damaged = false;       // while opening: a record could not be read
  bool lost_edit = false;     // while opening: and it was an edit
  bool has_language = false;  // chosen on this phone
  Replica replica;
  Outbox outbox;
  std::vector<Refused> refused;      // needs attention
  std::map<CaseId, std::int64_t> receipted;  // up to where a receipt was made since the app was opened
  std::set<std::string> given_back;  // drafts of edits that this very step refused

  // Sync.
  Reading reading;
  bool is_halted = false;          // the server said no: nothing is asked until someone looks again
  bool sync_wanted = false;        // something may be new on the server
  bool pages_left = false;         // of the reading that is under way
  std::uint64_t sync_request = 0;  // under way; 0: none
  std::vector<OpId> pushed;        // by it
  std::size_t push_ops = sync::push_ops_max;
  std::int64_t page_bytes = 0;  // asked for; 0: the server's own size
  int counted_anew = 0;         // since the last success
  std::uint64_t digest_request = 0;
  bool has_just_read = false;  // everything: a good moment to compare
  Backoff sync_backoff;

  // The link and the council's content.
  std::uint64_t pair_request = 0;
  Backoff pair_backoff;
  std::uint64_t manifest_request = 0;
  std::uint64_t pack_request = 0;
  Backoff content_backoff;
  bool content_look = false;  // it is time to look whether there is something newer
  std::optional<std::int64_t> content_checked_utc_ms;
  std::string content_sha256;          // of the shown content
  std::string content_sha256_wanted;   // of the one being fetched
  std::string content_sha256_refused;  // not to be fetched again

  std::uint64_t last_request = 0;
  std::optional<std::int64_t> wake_utc_ms;  // as told to the platform

  // What `show` has to make anew.
  std::set<CaseId> touched;
  bool touch_all = false;
};

}  // namespace waymark::client
