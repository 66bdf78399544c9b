// The wire format as JSON values: see wire.h and docs/protocol.md.
#include "core/sync/wire.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/model/schema.h"
#include "core/sync/json_reader.h"

namespace waymark::sync {

namespace {

constexpr std::size_t cursor_bytes_max = 8 * 1024;  // it travels in a query: less than a proxy's limit for one line
constexpr std::size_t name_bytes_max = 1024;        // names of people, problem types
constexpr std::size_t sentence_bytes_max = 4 * 1024;
constexpr std::size_t pointer_bytes_max = 512;
constexpr std::size_t type_bytes_max = 64;

constexpr std::array<std::string_view, 4> status_names{"applied", "merged", "conflict", "rejected"};

/// Problems or the value.
template <class T>
Checked<T> checked(T value, Problems problems) {
  if (!problems.empty()) return std::unexpected(std::move(problems));
  return value;
}

/// Appends what is wrong inside `json` under `pointer`; the value when nothing is.
template <class T>
std::optional<T> read_inside(Checked<T> (*read)(const Json&), const Json& json, const std::string& pointer,
                             Problems& problems) {
  Checked<T> value = read(json);
  if (value) return std::move(*value);
  for (Problem& problem : value.error()) note(problems, {pointer + problem.pointer, std::move(problem.reason)});
  return std::nullopt;
}

void read_set(const Json& json, ObjectReader& reader, std::vector<FieldSet>& set) {
  const auto* places = json.get_ptr<const Json::object_t*>();
  if (places == nullptr) return reader.refuse("set", "must be an object from JSON pointers to values");
  if (places->size() > set_fields_max) {
    return reader.refuse("set", "has more than " + std::to_string(set_fields_max) + " places");
  }
  for (const auto& [pointer, value] : *places) {
    if (pointer.empty() || pointer.size() > pointer_bytes_max || !pointer_parts(pointer)) {
      return reader.refuse("set", "has a name that is not a JSON pointer like /title");
    }
    set.push_back({pointer, value});
  }
}

Json set_json(const std::vector<FieldSet>& set) {
  Json places = Json::object();
  for (const FieldSet& field : set) places[field.pointer] = field.value;
  return places;
}

Json problem_json(const Problem& problem) { return {{"pointer", problem.pointer}, {"reason", problem.reason}}; }

Json rejection_json(const Problem& problem) {
  Json json = problem_json(problem);
  json["cause"] = waymark::name_of(problem.cause);
  return json;
}

Problem read_problem(const Json& json, const std::string& pointer, Problems& problems) {
  ObjectReader reader(json, pointer, problems);
  Problem problem;
  problem.pointer = reader.text("pointer", pointer_bytes_max);
  problem.reason = reader.text("reason", sentence_bytes_max);
  return problem;
}

Checked<OpResult> read_result(const Json& json) {
  Problems problems;
  ObjectReader reader(json, "", problems);
  OpResult result;
  result.id = OpId(reader.uuid("op"));
  result.seq = reader.number("seq", 0);
  const std::string status = reader.text("status", type_bytes_max);
  const std::optional<OpStatus> read = parse_op_status(status);
  if (!read) reader.refuse("status", "must be applied, merged, conflict or rejected");
  result.status = read.value_or(OpStatus::rejected);
  if (const Json* problem = reader.find("problem")) {
    result.problem = read_problem(*problem, "/problem", problems);
    result.problem->cause = read_cause(*problem);
  }
  if (result.status == OpStatus::rejected && !result.problem) reader.refuse("problem", "is missing for a rejection");
  return checked(std::move(result), std::move(problems));
}

Checked<Change> read_change(const Json& json) {
  Problems problems;
  ObjectReader reader(json, "", problems);
  Change change;
  change.case_id = CaseId(reader.uuid("case"));
  change.doc = DocId(reader.uuid("doc"));
  change.type = reader.text("type", type_bytes_max);
  change.seq = reader.number("seq", 1);
  change.deleted = reader.flag("deleted");
  change.created_utc_ms = reader.number("created", 0, Need::optional);
  const Json* full = reader.find("full");
  const Json* set = reader.find("set");
  change.partial = set != nullptr;
  if ((full != nullptr) + change.partial + change.deleted != 1) {
    reader.refuse("full", "must be there unless the document is deleted, or set has what changed");
  } else if (change.partial) {
    read_set(*set, reader, change.set);
  } else if (full != nullptr && !full->is_object()) {
    reader.refuse("full", "must be an object");
  } else if (full != nullptr) {
    change.document = *full;
  }
  const Json::array_t& conflicts = reader.list("conflicts", Need::optional);
  for (std::size_t i = 0; i < conflicts.size(); ++i) {
    auto conflict =
        read_inside(read_conflict, conflicts[i], reader.at("conflicts") + "/" + std::to_string(i), problems);
    if (conflict) change.conflicts.push_back(std::move(*conflict));
  }
  return checked(std::move(change), std::move(problems));
}

Json write(const Change& change) {
  Json json{{"case", change.case_id.text}, {"doc", change.doc.text}, {"type", change.type}, {"seq", change.seq}};
  if (change.deleted) {
    json["deleted"] = true;
  } else if (change.partial) {
    json["set"] = set_json(change.set);
  } else {
    json["full"] = change.document;
    if (change.created_utc_ms != 0) json["created"] = change.created_utc_ms;
  }
  for (const Conflict& conflict : change.conflicts) json["conflicts"].push_back(write(conflict));
  return json;
}

/// The op's id and counter, which make it answerable: without them the whole request is unreadable.
OpResult read_count(const Json& json, const std::string& pointer, std::int64_t n_expected, Problems& problems) {
  ObjectReader reader(json, pointer, problems);
  OpResult result;
  result.id = OpId(reader.uuid("op"));
  result.n = reader.number("n", 1);
  if (n_expected != 0 && result.n != n_expected) {
    reader.refuse("n", "must be one more than that of the operation before it");
  }
  return result;
}

}  // namespace

std::string_view name_of(OpStatus status) { return status_names[static_cast<std::size_t>(status)]; }

std::optional<OpStatus> parse_op_status(std::string_view name) {
  const auto found = std::find(status_names.begin(), status_names.end(), name);
  if (found == status_names.end()) return std::nullopt;
  return static_cast<OpStatus>(found - status_names.begin());
}

// ---- Operations ------------------------------------------------------------------------------------------------

Checked<Op> read_op(const Json& json) {
  Problems problems;
  ObjectReader reader(json, "", problems);
  Op op;
  op.id = OpId(reader.uuid("op"));
  op.n = reader.number("n", 1);
  op.case_id = CaseId(reader.uuid("case"));
  op.doc = DocId(reader.uuid("doc"));
  op.at_utc_ms = reader.number("at", -whole_number_max);
  const Json* create = reader.find("create");
  const Json* set = reader.find("set");
  const bool remove = reader.flag("delete");
  if ((create != nullptr) + (set != nullptr) + remove != 1) {
    note(problems, {"", "must have exactly one of create, set and \"delete\": true"});
  } else if (create != nullptr) {
    op.kind = OpKind::create;
    op.type = reader.text("type", type_bytes_max);
    if (!create->is_object()) reader.refuse("create", "must be an object");
    op.document = *create;
  } else {
    op.kind = remove ? OpKind::remove : OpKind::set;
    op.base = reader.number("base", 0);
    if (set != nullptr && set->empty()) reader.refuse("set", "is empty; an operation sets at least one place");
    if (set != nullptr) read_set(*set, reader, op.set);
  }
  return checked(std::move(op), std::move(problems));
}

Json write(const Op& op) {
  Json json{{"op", op.id.text}, {"n", op.n}, {"case", op.case_id.text}, {"doc", op.doc.text}, {"at", op.at_utc_ms}};
  switch (op.kind) {
    case OpKind::create:
      json["type"] = op.type;
      json["create"] = op.document;
      return json;
    case OpKind::set:
      json["set"] = set_json(op.set);
      break;
    case OpKind::remove:
      json["delete"] = true;
      break;
  }
  json["base"] = op.base;
  return json;
}

std::string fingerprint(const Op& op) {
  Json json = write(op);
  json.erase("n");
  return canonical(json);
}

ProblemCause read_cause(const Json& problem) {
  const auto found = problem.is_object() ? problem.find("cause") : problem.end();
  if (!problem.is_object() || found == problem.end() || !found->is_string()) return ProblemCause::other;
  return parse_name<ProblemCause>(*found->get_ptr<const std::string*>()).value_or(ProblemCause::other);
}

Json write(const OpResult& result) {
  Json json{
      {"op", result.id.text}, {"status", name_of(result.status)}, {"seq", result.seq}};
  if (result.problem) json["problem"] = rejection_json(*result.problem);
  return json;
}

Json write(const Conflict& conflict) {
  return {{"pointer", conflict.pointer},      {"value", conflict.value},
          {"author", conflict.author},        {"device", conflict.device},
          {"server", conflict.server_utc_ms}, {"at", conflict.claimed_utc_ms},
          {"op", conflict.op.text},           {"seq", conflict.seq}};
}

Checked<Conflict> read_conflict(const Json& json) {
  Problems problems;
  ObjectReader reader(json, "", problems);
  Conflict conflict;
  conflict.pointer = reader.text("pointer", pointer_bytes_max);
  if (const Json* value = reader.find("value")) {
    conflict.value = *value;
  } else {
    reader.refuse("value", "is missing; null stands for an emptied field");
  }
  conflict.author = reader.text("author", name_bytes_max);
  conflict.device = reader.text("device", type_bytes_max);
  conflict.server_utc_ms = reader.number("server", -whole_number_max);
  conflict.claimed_utc_ms = reader.number("at", -whole_number_max);
  conflict.op = OpId(reader.uuid("op"));
  conflict.seq = reader.number("seq", 0, Need::optional);
  return checked(std::move(conflict), std::move(problems));
}

// ---- Requests and replies --------------------------------------------------------------------------------------

Checked<ReadRequest> read_request(const Json& json) {
  Problems problems;
  ObjectReader reader(json, "", problems);
  ReadRequest read;
  read.request.device = reader.uuid("device");
  read.request.cursor = reader.text("cursor", cursor_bytes_max);
  read.request.limit_bytes = reader.number("limit", 0, Need::optional);
  read.request.reads = reader.number("reads", 0, Need::optional) >= 2 ? Reads::lines : Reads::one_page;
  const Json::array_t& ops = reader.list("ops");
  if (ops.size() > push_ops_max) {
    reader.refuse("ops", "has more than " + std::to_string(push_ops_max) + " operations; send them in parts");
    return std::unexpected(std::move(problems));
  }
  std::int64_t n_expected = 0;
  for (std::size_t i = 0; i < ops.size(); ++i) {
    const std::string pointer = reader.at("ops") + "/" + std::to_string(i);
    OpResult refusal = read_count(ops[i], pointer, n_expected, problems);
    n_expected = refusal.n + 1;
    if (Checked<Op> op = read_op(ops[i])) {
      read.request.ops.push_back(std::move(*op));
    } else {
      refusal.status = OpStatus::rejected;
      refusal.problem = std::move(op.error().front());
      refusal.problem->cause = ProblemCause::not_known;  // phones of this version send nothing that it cannot read
      read.refused.push_back(std::move(refusal));
    }
  }
  return checked(std::move(read), std::move(problems));
}

Json write(const SyncRequest& request) {
  Json json{{"device", request.device}, {"cursor", request.cursor}, {"ops", Json::array()}};
  if (request.limit_bytes != 0) json["limit"] = request.limit_bytes;
  if (request.reads != Reads::one_page) json["reads"] = static_cast<int>(request.reads);
  for (const Op& op : request.ops) json["ops"].push_back(write(op));
  return json;
}

Checked<SyncReply> read_reply(const Json& json) {
  Problems problems;
  ObjectReader reader(json, "", problems);
  SyncReply reply;
  const Json::array_t& results = reader.list("results");
  for (std::size_t i = 0; i < results.size(); ++i) {
    auto result = read_inside(read_result, results[i], reader.at("results") + "/" + std::to_string(i), problems);
    if (result) reply.results.push_back(std::move(*result));
  }
  const Json::array_t& changes = reader.list("changes");
  for (std::size_t i = 0; i < changes.size(); ++i) {
    auto change = read_inside(read_change, changes[i], reader.at("changes") + "/" + std::to_string(i), problems);
    if (change) reply.changes.push_back(std::move(*change));
  }
  const Json::array_t& gone = reader.list("gone", Need::optional);
  for (std::size_t i = 0; i < gone.size(); ++i) {
    const auto* id = gone[i].get_ptr<const std::string*>();
    if (id == nullptr || !is_uuid(*id)) {
      note(problems, {reader.at("gone") + "/" + std::to_string(i), "must be a UUID in small letters"});
    } else {
      reply.gone.emplace_back(*id);
    }
  }
  reply.cursor = reader.text("cursor", cursor_bytes_max);
  reply.more = reader.flag("more");
  return checked(std::move(reply), std::move(problems));
}

Checked<std::vector<SyncReply>> read_pages(std::string_view body) {
  std::vector<SyncReply> pages;
  while (!body.empty()) {
    const std::string_view line = body.substr(0, body.find('\n'));
    body.remove_prefix(std::min(line.size() + 1, body.size()));
    const Checked<Json> json = parse_json(line);
    Checked<SyncReply> page = json ? read_reply(*json) : std::unexpected(json.error());
    const bool cut_off = !page && body.empty() && !pages.empty() && pages.back().more;
    if (cut_off) break;
    if (!page) return std::unexpected(std::move(page.error()));
    pages.push_back(std::move(*page));
  }
  if (pages.empty()) return std::unexpected(Problems{{"", "is empty"}});
  return pages;
}

Json write(const SyncReply& reply) {
  Json json{{"results", Json::array()},
            {"changes", Json::array()},
            {"gone", Json::array()},
            {"cursor", reply.cursor},
            {"more", reply.more}};
  for (const OpResult& result : reply.results) json["results"].push_back(write(result));
  for (const Change& change : reply.changes) json["changes"].push_back(write(change));
  for (const CaseId& id : reply.gone) json["gone"].push_back(id.text);
  return json;
}

// ---- Problem details -------------------------------------------------------------------------------------------

Json write(const ProblemDetails& problem) {
  Json json{{"type", problem.type}, {"title", problem.title}, {"status", problem.status}};
  if (!problem.detail.empty()) json["detail"] = problem.detail;
  for (const Problem& error : problem.errors) json["errors"].push_back(problem_json(error));
  return json;
}

std::optional<ProblemDetails> read_problem_details(std::string_view body) {
  const Checked<Json> json = parse_json(body);
  if (!json) return std::nullopt;
  Problems problems;
  ObjectReader reader(*json, "", problems);
  ProblemDetails details;
  details.type = reader.text("type", name_bytes_max, Need::optional);
  if (details.type.empty()) details.type = "about:blank";  // RFC 9457 §4.2.1
  details.title = reader.text("title", sentence_bytes_max, Need::optional);
  details.status = static_cast<int>(std::min<std::int64_t>(reader.number("status", 0, Need::optional), 999));
  details.detail = reader.text("detail", sentence_bytes_max, Need::optional);
  const Json::array_t& errors = reader.list("errors", Need::optional);
  for (std::size_t i = 0; i < errors.size() && i < problems_max; ++i) {
    details.errors.push_back(read_problem(errors[i], reader.at("errors") + "/" + std::to_string(i), problems));
  }
  if (!problems.empty()) return std::nullopt;
  return details;
}

}  // namespace waymark::sync
