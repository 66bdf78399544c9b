// The phone as a deterministic state machine: events in, effects out. No clock, no socket, no browser inside.
//
//   client::Client phone(seed);                                  // 32 random bytes from the platform
//   for (Effect& e : phone.step(Started{…}, moment)) platform.perform(std::move(e));
//   const State& state = phone.state();                          // what the screens draw
//
// The platform carries out effects in order and reports back with events. Every edit is committed to the store
// before it is shown as saved. Base documents (what the server said) and the outbox (what it does not have yet)
// are never mixed: `state` shows base + outbox and is rebuilt when either changes.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/law/law.h"
#include "core/model/content.h"
#include "core/model/documents.h"
#include "core/search/search.h"

namespace waymark::client {

// ---- Events: what happened ------------------------------------------------------------------------------------

/// The device's own clock and calendar, told with every event. Never used to order edits.
struct Moment {
  std::int64_t utc_ms = 0;
  Date today;  // in the phone's time zone
};

/// The app was opened.
struct Started {
  std::string link_code;    // one-time code from the link's fragment, kept until ForgetLink; empty: none
  std::string link_device;  // device id that asks with it, kept with it; empty: one is made
  std::string profile;      // store that was open last time; empty: none
  bool online = true;
};

/// One stored record. Bytes are opaque to the platform (core/client/records.h says what they are).
struct StoredRecord {
  std::string store;  // "docs", "outbox", "meta", "attention"; "aside" is only written, never needed again
  std::string key;
  std::string bytes;
};
struct StoreOpened { std::string profile; std::vector<StoredRecord> records; };
/// The store is there, what is personal in it not yet (core/vault): what everybody may see comes first.
struct StoreLocked { std::vector<StoredRecord> records; };
struct StoreFailed { std::string reason; bool taken = false; };  // taken: another tab has it open
struct Committed { std::uint64_t batch = 0; };
struct CommitFailed { std::uint64_t batch = 0; bool full = false; };  // full: no space on the phone

struct Replied {
  std::uint64_t request = 0;
  int status = 0;                   // HTTP; 0: no reply (network)
  std::string body;
  std::int64_t retry_after_s = 0;   // Retry-After; 0: none
};
struct WentOnline { bool online = true; };
struct BecameVisible {};
struct WentHidden {};               // the app may be closed now without a word
struct Woken {};                    // a WakeAt time has come

// What a person did.
struct TickStep { DocId step; bool done = true; };
struct AddStep { CaseId case_id; Heading heading; std::string title; StepOwner owner = StepOwner::young_person; std::string owner_name; std::optional<Date> due; };
struct EditStep { DocId step; std::string title; StepOwner owner = StepOwner::young_person; std::string owner_name; std::optional<Date> due; };
struct RemoveStep { DocId step; };
struct WriteView { CaseId case_id; Heading heading; std::string words; };        // young person
/// Young person: these suggested words are done with, used or not. Others that came meanwhile stay.
struct AnswerSuggestion { CaseId case_id; Heading heading; std::string words; };
struct WriteNow { CaseId case_id; Heading heading; std::string text; };          // adviser
struct SuggestWords { CaseId case_id; Heading heading; std::string words; };     // adviser
struct AskForReview { CaseId case_id; std::string text; };
struct SendMessage { CaseId case_id; std::string text; };
struct RespondToPledge { CaseId case_id; std::string pledge; Feeling feeling = Feeling::mixed; std::string text; };
struct ReplyToResponse { DocId response; std::string text; };                    // adviser: to what was said of a promise
/// Adviser: a day for a review or visit, or a change of one. Empty id: a new one.
struct SaveMeeting { CaseId case_id; DocId meeting; Appointment value; };
/// Adviser: the review was held, the young person visited; meetings that were planned until then were held. None: never.
struct RecordHeld { CaseId case_id; AppointmentKind kind; std::optional<Date> on; };
struct RecordAgreement { CaseId case_id; Date on; };                             // adviser: the plan was agreed together
struct SaveContact { CaseId case_id; DocId contact; Contact value; };            // empty id: a new one
struct RemoveContact { DocId contact; };
/// Which version of a field stays: one that is kept beside the shown one (`version`: its Beside::op), else the shown one,
/// else `words` made of both. With the pointer "": a version, remove the document as somebody wanted; none, keep it.
struct ChooseVersion { DocId doc; std::string pointer; OpId version; std::optional<std::string> words; };
/// The documents of this case are before the person's eyes: whoever wrote them is told so (ReadReceipt).
struct ReadCase { CaseId case_id; };
struct LetGo { std::string id; };                          // Attention::id: not to be done after all; its draft stays
struct SaveDraft { std::string key; std::string text; };   // what is being typed; empty text: forget
struct KeepMark { std::string key; std::string text; };    // what the screens remember on this phone only; empty text: forget
struct KeepPlace { std::string place; };                   // where the person is in the app, in the screens' own words
struct SetLanguage { std::string language; };
struct SyncNow {};
struct TakeOver {};        // use this tab instead of the other
struct DismissNotice {};
struct SignOut { bool even_unsent = false; };  // remove from this phone, also a broken store; refused while edits wait unless `even_unsent`

using Event = std::variant<Started, StoreOpened, StoreLocked, StoreFailed, Committed, CommitFailed, Replied, WentOnline, BecameVisible, WentHidden,
                           Woken, TickStep, AddStep, EditStep, RemoveStep, WriteView, AnswerSuggestion, WriteNow,
                           SuggestWords, AskForReview, SendMessage, RespondToPledge, ReplyToResponse, SaveMeeting, RecordHeld, RecordAgreement, SaveContact, RemoveContact,
                           ChooseVersion, ReadCase, LetGo, SaveDraft, KeepMark, KeepPlace, SetLanguage, SyncNow, TakeOver, DismissNotice, SignOut>;

/// The key under which a screen keeps such an edit as a draft while it is typed (what is typed is not looked at). An
/// edit that fails gives its draft back under this key, unless something newer is there. "": the event has no text.
std::string draft_key(const Event& edit);
/// The draft itself: what is typed; of SaveContact, AddStep and EditStep all fields in one text.
std::string draft_text(const Event& edit);
/// The fields of such a draft, also of one that is not complete yet; nothing: it is no such draft.
std::optional<Contact> contact_of_draft(std::string_view draft);
std::optional<Step> step_of_draft(std::string_view draft);

/// Whether RecordHeld of that day also means this meeting.
bool is_held_by(const Appointment& meeting, AppointmentKind kind, Date on);

// ---- Effects: what the platform shall do ----------------------------------------------------------------------

/// -> StoreOpened | StoreFailed. arriving: for somebody whom a link has just brought in.
struct OpenStore { std::string profile; bool take_over = false; bool arriving = false; };
/// One strict (durable) transaction over all parts -> Committed | CommitFailed.
struct Commit {
  std::uint64_t batch = 0;
  std::vector<StoredRecord> puts;
  std::vector<std::pair<std::string, std::string>> removes;  // store, key
};
/// keep_left: nobody can say any more what waits to be sent, so what was left of it (LeaveToSend) still goes out.
struct EraseStore { std::string profile; bool keep_left = false; };
struct Send {  // -> Replied, always exactly once
  std::uint64_t request = 0;
  std::string method;   // "GET", "POST"
  std::string path;     // "/v1/sync"
  std::string token;    // Bearer token; empty: none
  std::string body;     // JSON; gzip it on the way when the platform can
};
struct WakeAt { std::int64_t utc_ms = 0; };  // -> Woken; replaces an earlier one; 0: cancel
/// To be sent to POST /v1/sealed when there is signal, also while the app is closed, where the platform can do that: gzipped
/// and sealed with the endpoint's public key (base64url). Replaces an earlier one; nothing is heard of it.
struct LeaveToSend {
  std::string key;
  std::string text;
};
struct ForgetLink {};  // the code of the link was refused, or what it brought is kept on this phone
using Effect = std::variant<OpenStore, Commit, EraseStore, Send, WakeAt, LeaveToSend, ForgetLink>;

// ---- State: what the screens draw ----------------------------------------------------------------------------

enum class Phase : std::uint8_t {
  starting,      // store is being opened
  no_link,       // nobody is signed in on this phone
  pairing,       // the link is being redeemed
  link_refused,  // the link is used up or wrong
  first_sync,    // signed in, nothing here yet
  ready,
  other_tab,     // open in another tab
  store_broken,  // the phone's storage cannot be used at all
};

/// How far an edit has come. Quiet words under each item. Seen: somebody in the other role has had it before their eyes.
enum class Delivery : std::uint8_t { none, saving, saved_here, sent, seen, needs_attention };

/// Another version of a field that is kept beside the shown one until somebody chooses.
struct Beside {
  std::string pointer;  // of the field: "/title"; "": somebody wanted to remove the document
  std::string value;    // as text: "2026-12-01", "true"; "": the field was to be emptied
  std::string shown;    // what stands there now, likewise
  std::string author;   // name
  std::int64_t server_utc_ms = 0;
  OpId op;                  // tells versions apart
  bool may_choose = false;  // whoever holds this phone writes there
  bool is_long_text = false;
  bool operator==(const Beside&) const = default;
};

/// What a document or an edit of it is about, for people.
struct About {
  CaseId case_id;
  DocId doc;
  std::string type;                // of its document: Step::type
  std::optional<Heading> heading;  // the part of the plan that it belongs to
  std::string subject;             // of a response: the pledge
  std::string title;               // of a step or message: its words; of a contact: the name
};

template <class T>
struct Shown {
  DocId id;
  T value;
  Delivery delivery = Delivery::sent;
  std::vector<Beside> beside;  // other versions of its fields, by field, oldest first
  std::int64_t created_utc_ms = 0;  // when it came to the server, by its clock; 0: it is not there yet
};

struct CaseState {
  CaseId id;
  Shown<Person> person;
  Shown<Plan> plan;
  std::map<Heading, Shown<View>> views;
  std::vector<Shown<Step>> steps;                  // open first, by due date, then by creation
  std::vector<Shown<Contact>> contacts;
  std::vector<Shown<Appointment>> appointments;    // by date
  std::vector<Shown<Agreement>> agreements;        // newest first
  std::vector<Shown<Message>> messages;            // newest first
  std::vector<Shown<PledgeResponse>> responses;    // newest first

  // Derived for `today`, by core/law.
  law::StatusOpinion status;
  law::DutyClock review;
  law::DutyClock visit;
  bool review_requested = false;                   // asked since the day of the last review
  int unanswered = 0;                              // the young person's messages since the adviser's last; not requests
  int suggestions = 0;                             // words proposed and not answered
  bool unread = false;                             // something here was not before the eyes of this person: ReadCase
  std::vector<About> to_choose;                    // documents of which whoever holds this phone may choose a version
};

enum class Notice : std::uint8_t {
  none,
  store_full,        // an edit was refused: no space on the phone
  store_recovered,   // something on the phone was unreadable: kept aside, fetched again
  edit_refused,      // the server did not take an edit; it is in needs attention
  signed_out,        // the server no longer knows this phone
  update_needed,     // 426: this app is too old to sync; edits wait
  content_refused,   // new council content had an error: the old one stays
  store_failing,     // the phone cannot keep edits just now: they are in memory and sent at once; keep the app open
  sync_refused,      // the server did not accept our requests: edits wait, tried again at the next opening
  edits_waiting,     // SignOut was refused: edits would be lost
};

struct SyncStatus {
  bool online = true;
  bool running = false;
  int waiting = 0;                   // edits on this phone that the council does not have yet
  int needs_attention = 0;
  std::int64_t last_utc_ms = 0;      // last complete sync; 0: never
  std::int64_t retry_utc_ms = 0;     // when the next try comes by itself after one that failed; 0: none is awaited
  bool operator==(const SyncStatus&) const = default;
};

/// A document with edits that the council does not have yet.
struct Unsent : About {
  Delivery delivery = Delivery::saved_here;
  bool removed = false;
  std::int64_t since_utc_ms = 0;  // the oldest of them, by this phone's clock
  std::string words;              // what was typed in them, a line a field; the newest of each
};

/// An edit that the council did not take. What was typed is a draft again, where it was typed.
struct Attention : About {
  std::string id;
  ProblemCause cause = ProblemCause::other;
  std::string reason;              // as the council's endpoint words it
};

struct State {
  Phase phase = Phase::starting;
  Role role = Role::young_person;
  std::string account_name;
  std::string language = "en";
  Date today;
  std::vector<CaseState> cases;      // young person: exactly one; adviser: by what falls due (core/client/case_view.h)
  Council council;
  bool has_council = false;
  search::Index offer_index;
  std::map<std::string, std::string> drafts;
  std::vector<Unsent> unsent;        // in the order in which they were begun
  std::vector<Attention> attention;
  std::map<std::string, std::string> marks;  // KeepMark
  std::string place;                 // KeepPlace of the last time, if that was within the hour; empty: begin at the first
  SyncStatus sync;
  Notice notice = Notice::none;
  std::string notice_detail;
  std::uint64_t revision = 0;        // grows with every visible change
};

/// For screens: the case with this id, or null.
const CaseState* find_case(const State& state, const CaseId& id);

class Client {
 public:
  explicit Client(std::array<std::uint64_t, 4> seed);
  ~Client();
  Client(Client&&) noexcept;
  Client& operator=(Client&&) noexcept;

  /// Takes one event and returns what is to be done, in order. Never fails: bad input becomes a notice.
  std::vector<Effect> step(const Event& event, const Moment& now);
  [[nodiscard]] const State& state() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace waymark::client
