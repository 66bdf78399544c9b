// The wire format of sync, version 1, as types; docs/protocol.md describes it for people.
// One code for phone, server and simulator: both sides read and write through these functions.
//
//   POST /v1/sync   SyncRequest -> SyncReply     one round trip: push and the first page of pull
//   GET  /v1/sync?cursor=C&limit=N -> SyncReply  further pages
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/ids.h"
#include "core/model/problem.h"

namespace waymark::sync {

using Json = nlohmann::json;

inline constexpr std::size_t body_bytes_max = 1024 * 1024;   // of an uncompressed request body
inline constexpr std::size_t push_ops_max = 100;             // operations in one push
inline constexpr std::size_t json_depth_max = 16;            // deeper bodies are refused while reading
inline constexpr std::size_t page_bytes_default = 256 * 1024;  // of uncompressed changes in one page

/// A place in a document and the new value there. `null` removes.
struct FieldSet {
  std::string pointer;  // RFC 6901: "/sections/home/now"
  Json value;
};

enum class OpKind : std::uint8_t { create, set, remove };

/// One mutation: applied exactly once, however often it is sent.
struct Op {
  OpId id;
  std::int64_t n = 0;        // device counter, from 1, without gaps
  CaseId case_id;
  DocId doc;
  OpKind kind = OpKind::set;
  std::string type;                  // create: document type
  Json document;                     // create: the fields
  std::vector<FieldSet> set;         // set
  std::int64_t base = 0;             // set, remove: sequence of the document the edit was made on
  std::string text_base;             // set of one long text: hash of the text that was edited ("" = none)
  std::int64_t at_utc_ms = 0;        // what the device's clock claims; shown, never used to order
};

enum class OpStatus : std::uint8_t { applied, merged, conflict, rejected };

struct OpResult {
  OpId id;
  OpStatus status = OpStatus::applied;
  std::int64_t seq = 0;
  std::optional<Problem> problem;  // rejected: where and why
};

/// What a field said before someone chose: kept beside the shown value.
struct Conflict {
  std::string pointer;
  Json value;            // the challenger
  std::string author;    // person's name
  std::string device;
  std::int64_t server_utc_ms = 0;
  std::int64_t claimed_utc_ms = 0;
  OpId op;
};

/// A document as the server has it now. Version 1 sends whole documents ("full") or tombstones ("deleted").
struct Change {
  CaseId case_id;
  DocId doc;
  std::string type;
  std::int64_t seq = 0;          // of its last change, in its case
  bool deleted = false;
  Json document;                 // absent when deleted
  std::vector<Conflict> conflicts;
};

struct SyncRequest {
  std::string device;
  std::string cursor;   // "" = from the beginning
  std::vector<Op> ops;
};

struct SyncReply {
  std::vector<OpResult> results;
  std::vector<Change> changes;
  std::vector<CaseId> gone;  // cases this account may no longer see
  std::string cursor;
  bool more = false;
};

/// Parses JSON text with limits: UTF-8, depth, no duplicate keys. The problem's pointer says where it broke.
Checked<Json> parse_json(std::string_view text, std::size_t depth_max = json_depth_max);

/// Strict reading of the envelope. A bad op does not fail the batch: it becomes a rejected result instead.
struct ReadRequest {
  SyncRequest request;
  std::vector<OpResult> refused;  // ops that could not be read, with their problem
};
Checked<ReadRequest> read_request(const Json& json);
Checked<SyncReply> read_reply(const Json& json);
Json write(const SyncRequest& request);
Json write(const SyncReply& reply);
Checked<Op> read_op(const Json& json);
Json write(const Op& op);
Json write(const OpResult& result);

/// RFC 9457 problem details. `type` is a path of this server: "/problems/op-gap".
struct ProblemDetails {
  std::string type;
  std::string title;   // one plain sentence
  int status = 400;
  std::string detail;
  Problems errors;     // each with pointer and reason
};
Json write(const ProblemDetails& problem);
std::optional<ProblemDetails> read_problem_details(std::string_view body);

/// RFC 8785-style canonical text: keys sorted, no blanks. For hashes and comparison.
std::string canonical(const Json& json);

}  // namespace waymark::sync
