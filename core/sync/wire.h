// The wire format of sync, version 1, as types; docs/protocol.md describes it for people.
// One code for phone, server and simulator: both sides read and write through these functions.
//
//   POST /v1/sync   SyncRequest -> SyncReply     one round trip: push and the first page of pull
//   GET  /v1/sync?cursor=C&limit=N -> SyncReply  further pages
//
//   Checked<Json> json = parse_json(body);                    // any bytes, never crashes
//   Checked<ReadRequest> read = read_request(*json);
//   std::string body = json_text(write(reply));
//   Checked<std::vector<SyncReply>> pages = read_pages(body);  // as many as have arrived
//
// Reading is strict about what it knows and passes over members that it does not know. Numbers are whole and within
// ±(2^53 − 1), as RFC 7493 asks; version 1 has no fractions anywhere.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/ids.h"
#include "core/model/json.h"
#include "core/model/problem.h"

namespace waymark::sync {

using Json = nlohmann::json;
using waymark::json_depth_max;  // from core/model/json.h
using waymark::json_text;
using waymark::parse_json;
using waymark::whole_number_max;

inline constexpr std::size_t body_bytes_max = 1024 * 1024;     // of an uncompressed request body
inline constexpr std::size_t push_ops_max = 100;               // operations in one push
inline constexpr std::size_t push_bytes_max = 64 * 1024;       // of operations in one push, unless one alone is larger
inline constexpr std::size_t page_bytes_default = 256 * 1024;  // of uncompressed changes in one page; also the most
inline constexpr std::size_t line_bytes_default = 32 * 1024;   // …of which several come in one reply
inline constexpr std::size_t reply_bytes_max = 2 * 1024 * 1024;  // of all pages of one reply
inline constexpr std::size_t page_bytes_min = 16 * 1024;       // the least that a phone may ask for
inline constexpr std::size_t set_fields_max = 64;              // places that one operation sets

/// A place in a document and the new value there. `null` removes.
struct FieldSet {
  std::string pointer;  // RFC 6901: "/sections/home/now"
  Json value;
};

enum class OpKind : std::uint8_t { create, set, remove };

/// One mutation: applied exactly once, however often it is sent.
struct Op {
  OpId id;
  std::int64_t n = 0;  // device counter, from 1, without gaps
  CaseId case_id;
  DocId doc;
  OpKind kind = OpKind::set;
  std::string type;            // create: document type
  Json document;               // create: the fields
  std::vector<FieldSet> set;   // set
  std::int64_t base = 0;       // set, remove: sequence of the document the edit was made on
  std::int64_t at_utc_ms = 0;  // what the device's clock claims; shown, never used to order
};

enum class OpStatus : std::uint8_t { applied, merged, conflict, rejected };
std::string_view name_of(OpStatus status);
std::optional<OpStatus> parse_op_status(std::string_view name);

struct OpResult {
  OpId id;
  OpStatus status = OpStatus::applied;
  std::int64_t seq = 0;            // of the case after the operation; 0 if nothing was written
  std::optional<Problem> problem;  // rejected: where in the operation ("/set/~1title") and why
  std::int64_t n = 0;              // the operation's device counter; not on the wire
};

/// The other version of a field, kept beside the shown value.
struct Conflict {
  std::string pointer;  // "": somebody wanted to remove the document while it was being edited
  Json value;           // the version that is not shown; null: the field was to be emptied
  std::string author;   // person's name
  std::string device;
  std::int64_t server_utc_ms = 0;
  std::int64_t claimed_utc_ms = 0;
  OpId op;
  std::int64_t seq = 0;  // of the document when it was put beside: whoever has read that far has seen it
};

/// How a phone reads replies. The endpoint answers each as it can read.
enum class Reads : std::uint8_t {
  one_page = 1,  // one page, of whole documents
  lines = 2,     // several pages, one a line; of documents that the phone has, the fields that changed
};

/// A document as the server has it now: whole ("full"), as the fields that changed since the phone's last reading
/// ("set"), or as a tombstone ("deleted").
struct Change {
  CaseId case_id;
  DocId doc;
  std::string type;
  std::int64_t seq = 0;  // of its last change, in its case
  bool deleted = false;
  Json document;                // of a whole one
  bool partial = false;       // `set` instead of `document`
  std::vector<FieldSet> set{};  // null: the field is gone
  std::vector<Conflict> conflicts{};
  std::int64_t created_utc_ms = 0;  // by the server's clock; 0: not told, as for one that is deleted
};

struct SyncRequest {
  std::string device;
  std::string cursor;  // "" = from the beginning
  std::vector<Op> ops;
  std::int64_t limit_bytes = 0;  // of changes in a page of the reply; 0: the server's default
  Reads reads = Reads::one_page;
};

struct SyncReply {
  std::vector<OpResult> results;
  std::vector<Change> changes;
  std::vector<CaseId> gone;  // cases this account may no longer see
  std::string cursor;
  bool more = false;
};

/// Strict reading of the envelope. A bad op does not fail the batch: it becomes a rejected result instead. It has
/// used its device counter `n` all the same. An op without a readable id and counter cannot be answered and fails
/// the whole request, as do counters that do not grow by one from op to op.
struct ReadRequest {
  SyncRequest request;
  std::vector<OpResult> refused;  // ops that could not be read, with their problem
};
Checked<ReadRequest> read_request(const Json& json);
Checked<SyncReply> read_reply(const Json& json);
/// The pages of a reply, one a line, or only one. Of a reply that was cut off, those that arrived whole: each stands for
/// itself, and leads on. Problems when there is none.
Checked<std::vector<SyncReply>> read_pages(std::string_view body);
Json write(const SyncRequest& request);
Json write(const SyncReply& reply);
Checked<Op> read_op(const Json& json);
Json write(const Op& op);
Json write(const OpResult& result);
/// The cause of a written problem. One of a later version counts as `other`, and so does none: both sides talk to older
/// and newer ones.
ProblemCause read_cause(const Json& problem);
Json write(const Conflict& conflict);
Checked<Conflict> read_conflict(const Json& json);

/// What an operation says, whoever counts it: canonical text without `n`. The same id with another fingerprint is
/// another operation (422). A phone that takes a new device id counts its waiting operations anew.
std::string fingerprint(const Op& op);

/// RFC 9457 problem details. `type` is a path of this server: "/problems/op-gap".
struct ProblemDetails {
  std::string type;
  std::string title;  // one plain sentence
  int status = 400;
  std::string detail;
  Problems errors;  // each with pointer and reason
};
Json write(const ProblemDetails& problem);
std::optional<ProblemDetails> read_problem_details(std::string_view body);

/// Canonical text of RFC 8785 for JSON without fractions: keys sorted by UTF-16, no blanks. For hashes and comparison.
std::string canonical(const Json& json);

}  // namespace waymark::sync
