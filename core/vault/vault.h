// The phone's state machine behind a lock. It stands between the platform and client::Client, which knows nothing of
// it: what the client commits is sealed on its way to the store, and what the store holds is opened on its way to the
// client, once whoever holds the phone has said the PIN. Locking throws the client away, and with it all that it knew.
//
//   Vault vault(seed);                                                     // 32 random bytes from the platform
//   for (Effect& e : vault.step(client::Started{…}, moment)) platform.perform(std::move(e));
//   vault.lock()                                                           // what the lock screen draws
//   vault.step(Unlock{"…"}, moment)  -> StretchPin;  then  PinStretched{…}
//   vault.state()                                                          // of the client
//
// The key of the vault is random. It lies in the store sealed with another key, which comes of the PIN (Argon2id: each
// guess costs time and memory) and of a key that the phone does not give away, so that a copy of the store alone is of
// no use. Not sealed are the council's content, which is public, and the language: help and offers are there while it
// is locked.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/client/client.h"
#include "core/vault/header.h"
#include "core/vault/pin.h"
#include "core/vault/sealing.h"

namespace waymark::vault {

// ---- Events that are the vault's own

struct ChoosePin {
  std::string pin;
};  // for the first time on this phone
struct Unlock {
  std::string pin;
};
struct ChangePin {
  std::string old_pin;
  std::string new_pin;
};
struct LockNow {};
struct BeginAgain {};  // the PIN is forgotten: everything goes from this phone
struct Touched {};     // somebody is here: a key, a finger, a screen reader's press
/// What came of StretchPin. Empty keys: the platform could not (no memory, or its own key is gone).
struct PinStretched {
  std::uint64_t request = 0;
  std::string stretched;     // 32 bytes of Argon2id
  std::string device;        // 32 bytes of the phone's own key
  std::int64_t took_ms = 0;  // of Argon2id
};
using Event = std::variant<ChoosePin, Unlock, ChangePin, LockNow, BeginAgain, Touched, PinStretched>;

// ---- Effects

/// -> PinStretched. The phone's own key is one a profile: made when `fresh`, else there or gone; EraseStore ends it.
struct StretchPin {
  std::uint64_t request = 0;
  std::string profile;
  std::string pin;
  std::string salt;  // 16 bytes
  Cost cost;
  bool fresh = false;
};
using Effect = std::variant<client::Effect, StretchPin>;

// ---- What the lock screen draws

enum class Phase : std::uint8_t {
  none,      // nobody is signed in, or it is not known yet
  choosing,  // a first PIN is wanted
  locked,
  open,
};

enum class Trouble : std::uint8_t {
  none,
  too_short,  // Weakness of a PIN that was to be a new one
  too_easy,
  wrong,        // it was not this PIN
  not_kept,     // the phone could not keep it: no space
  no_memory,    // the phone could not do the work
  cannot_open,  // the phone has lost its part of the key: only beginning again helps
  removed,      // there were too many wrong ones: everything is gone from this phone
};

struct Lock {
  Phase phase = Phase::none;
  bool working = false;  // a PIN is being looked at
  bool is_new = false;   // the PIN was changed just now
  Trouble trouble = Trouble::none;
  int tries_left = tries_max;
  std::int64_t wait_until_utc_ms = 0;  // no try before
  bool has_letters = false;            // what is asked for is a passphrase
  int unsent = 0;                      // edits that lie here and were not sent
  bool operator==(const Lock&) const = default;
};

/// Mark (client::KeepMark) of how many minutes without a touch, or out of sight, it stays open; "0": locked when out of
/// sight.
inline constexpr std::string_view stays_open_mark = "lock_after_minutes";
inline constexpr int stays_open_minutes = 5;
inline constexpr int stays_open_minutes_max = 60;

class Vault {
 public:
  explicit Vault(std::array<std::uint64_t, 4> seed);

  std::vector<Effect> step(const client::Event& event, const client::Moment& now);
  std::vector<Effect> step(const Event& event, const client::Moment& now);

  [[nodiscard]] const client::State& state() const { return client_->state(); }
  [[nodiscard]] const Lock& lock() const { return lock_; }

 private:
  /// What a stretched PIN is for.
  enum class Purpose : std::uint8_t {
    none,
    measure,             // a new PIN, at the least cost
    settle,              // the same at the cost that suits this phone
    look,                // whether it is the PIN
    look_before_change,  // the same, and then another one is kept
  };
  /// What a header that is being kept is for.
  enum class Awaited : std::uint8_t { nothing, try_counted, first_pin, other_pin };
  struct Keys {
    Key vault, records, names;
  };

  void handle(const Event& event);
  void forward(const client::Event& event);
  void take(client::Effect effect);

  // The store
  void opened(client::StoreOpened event);
  void show_public();
  void committed(const client::Committed& event);
  void commit_failed(const client::CommitFailed& event);
  void replied(client::Replied event);

  // Sealing
  [[nodiscard]] std::pair<std::string, std::string> place_of(const std::string& store, const std::string& key) const;
  [[nodiscard]] client::StoredRecord sealed(const client::StoredRecord& record);
  [[nodiscard]] client::StoredRecord unsealed(const client::StoredRecord& record) const;
  void commit_header(const Header& header, Awaited awaited, client::Commit with = {});
  void header_kept(bool kept);

  // A first PIN, another PIN, a try
  bool is_fit(std::string_view pin);
  void choose(std::string pin);
  void change(std::string old_pin, std::string new_pin);
  void begin_new();
  void stretch(Purpose purpose, const Header& header, bool fresh = false);
  void stretched(const PinStretched& event);
  void keep_new(const Key& wrapping);
  void try_pin(std::string pin, Purpose purpose);
  void look(const Key& wrapping, Purpose purpose);
  void wrong();
  void give_up(Trouble trouble);

  // Open and locked
  void use(Key key);
  void let_in();
  void close();
  void restart();
  void begin_again(Trouble why);

  // Time
  [[nodiscard]] std::int64_t stays_open_ms() const;
  [[nodiscard]] bool is_due() const;
  void woken();
  void became_visible();
  void set_wake();

  Random random_;
  std::unique_ptr<client::Client> client_;
  client::Moment now_;
  std::vector<Effect> effects_;
  Lock lock_;

  std::string profile_;
  bool arriving_ = false;
  bool closing_ = false;                     // locked for whoever looks; what the client had to write is on its way
  std::optional<client::StoreOpened> held_;  // what the store holds, while it is locked
  std::optional<Header> header_;             // as it is kept
  std::optional<Header> next_;               // of a PIN that is being set
  std::optional<Keys> keys_;                 // while it is open

  std::uint64_t last_stretch_ = 0;
  Purpose purpose_ = Purpose::none;      // of the stretching that is under way
  Purpose after_count_ = Purpose::none;  // of the one that follows when the try is counted
  Awaited awaited_ = Awaited::nothing;
  std::string pin_;      // while it is being stretched
  std::string new_pin_;  // while the old one is being looked at

  // The client's numbers and the platform's: a client that is gone hears nothing any more.
  std::uint64_t last_batch_ = 0;
  std::uint64_t header_batch_ = 0;        // under way; 0: none
  std::uint64_t client_batch_ = 0;        // the client's number of what is under way …
  std::uint64_t client_batch_there_ = 0;  // … and the platform's; 0: nothing is
  std::uint64_t last_request_ = 0;
  std::map<std::uint64_t, std::uint64_t> requests_;  // there -> here

  std::int64_t touched_utc_ms_ = 0;
  std::int64_t hidden_utc_ms_ = 0;       // 0: it is seen
  std::int64_t client_wake_utc_ms_ = 0;  // 0: none
  std::int64_t lock_wake_utc_ms_ = 0;
  std::int64_t wake_utc_ms_ = 0;  // what the platform was told; 0: none
};

}  // namespace waymark::vault
