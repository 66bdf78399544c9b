// What the phone keeps, as bytes: one record a document, a waiting edit, a setting. Each record carries a checksum over
// its place and its content, so that a torn or damaged one is noticed and put aside instead of believed.
//
//   StoredRecord record = record_of("docs", id, json_text(write(doc)));
//   std::optional<std::string_view> content = content_of(record);      // none: damaged
//
// Stores: "docs" one BaseDoc a document; "outbox" one Waiting an edit, key: its counter in 16 digits; "attention" one
// Refused an edit that the server did not take; "meta": "session", "cursor", "content", "language", "draft/<key>",
// "mark/<key>", "place";
// "aside" damaged records, "<store>/<key>", as they were found.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/client/client.h"
#include "core/sync/wire.h"

namespace waymark::client {

namespace stores {
inline constexpr std::string_view docs = "docs";
inline constexpr std::string_view outbox = "outbox";
inline constexpr std::string_view attention = "attention";
inline constexpr std::string_view meta = "meta";
inline constexpr std::string_view aside = "aside";
}  // namespace stores

namespace keys {
inline constexpr std::string_view session = "session";
inline constexpr std::string_view cursor = "cursor";
inline constexpr std::string_view content = "content";
inline constexpr std::string_view language = "language";
inline constexpr std::string_view draft = "draft/";
inline constexpr std::string_view mark = "mark/";
inline constexpr std::string_view place = "place";
}  // namespace keys

/// Who uses this phone, and how it counts its edits.
struct Session {
  std::string token;
  PersonId account;
  std::string name;
  Role role = Role::young_person;
  std::string language;
  std::string council;
  std::string device;
  std::int64_t n = 0;  // counter of the last edit
  std::string seal;    // the endpoint's public key; empty: it told none
};

/// How far the phone has read.
struct Reading {
  std::string cursor;
  std::int64_t generation = 1;   // grows with each reading from the beginning
  bool from_beginning = true;    // until it ends: then documents of earlier generations are gone
  std::int64_t last_utc_ms = 0;  // of the last complete reading; 0: never
  std::int64_t compared_utc_ms = 0;  // when it was last seen to be what the server has
};

/// A document as the server said it. A removed one keeps what it said before, so that the removal can be undone.
struct BaseDoc {
  CaseId case_id;
  std::string type;
  std::int64_t seq = 0;
  std::int64_t generation = 0;
  bool deleted = false;
  sync::Json document = sync::Json::object();
  std::vector<sync::Conflict> conflicts;
  std::int64_t created_utc_ms = 0;  // by the server's clock; 0: it did not say
  bool is_own_change = false;       // the last one was made on this phone
};

/// What a person had typed, to be given back as a draft when the edit fails.
struct Typed {
  std::string key;  // draft_key; empty: nothing typed
  std::string text;
};

/// An edit that the server does not have yet.
struct Waiting {
  sync::Op op;
  Typed typed;
};

/// An edit that the server did not take.
struct Refused {
  sync::Op op;
  Typed typed;
  Problem problem;
};

/// The council's content as it was fetched.
struct KeptContent {
  std::string sha256;
  std::string pack;
};

/// Where the person was in the app, and when they came there.
struct KeptPlace {
  std::int64_t utc_ms = 0;
  std::string place;
};

StoredRecord record_of(std::string_view store, std::string_view key, std::string_view content);
std::optional<std::string_view> content_of(const StoredRecord& record);

std::string outbox_key(std::int64_t n);

sync::Json write(const Session& session);
sync::Json write(const Reading& reading);
sync::Json write(const BaseDoc& doc);
sync::Json write(const Waiting& waiting);
sync::Json write(const Refused& refused);
std::string write(const KeptContent& content);
std::string write(const KeptPlace& kept);

std::optional<Session> read_session(std::string_view text);
std::optional<Reading> read_reading(std::string_view text);
std::optional<BaseDoc> read_base_doc(std::string_view text);
std::optional<Waiting> read_waiting(std::string_view text);
std::optional<Refused> read_refused(std::string_view text);
std::optional<KeptContent> read_kept_content(std::string_view text);
std::optional<KeptPlace> read_kept_place(std::string_view text);

/// The session that POST /v1/pair answers with; `device` is the one that asked.
struct Paired {
  Session session;
  std::string profile;
};
std::optional<Paired> read_paired(std::string_view body, std::string device);

/// GET /v1/councils/{id}.
struct Manifest {
  std::string id;
  std::string sha256;
  std::int64_t bytes = 0;
};
std::optional<Manifest> read_manifest(std::string_view body);

}  // namespace waymark::client
