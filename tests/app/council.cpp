#include "tests/app/council.h"

#include <gtest/gtest.h>

#include "core/model/json.h"
#include "tests/app/sample.h"

namespace waymark::test {
namespace {

using Json = nlohmann::json;

const std::string pack_hash(64, 'a');  // the phone believes the council, it does not compute

std::string text(const Json& json, const char* name) { return json.at(name).get<std::string>(); }

}  // namespace

Council::Council(const std::string& id) : id_(id), pack_(council_pack(id)) {
  const Json sample = sample_people();
  for (const Json& person : sample["people"]) {
    if (person["council"] != id) continue;
    const std::string name = text(person, "name");
    accounts_[name] = {text(person, "id"), name, person["role"] == "adviser" ? Role::adviser : Role::young_person};
  }
  for (const Json& one : sample["cases"]) {
    if (one["council"] != id) continue;
    const CaseId case_id(text(one, "id"));
    cases_[case_id] = {text(one, "young_person"), text(one, "adviser")};
    for (Json document : one["documents"]) {
      sync::Record record;
      record.case_id = case_id;
      record.doc = DocId(text(document, "id"));
      record.type = text(document, "type");
      record.seq = record.created.seq = ++seq_;
      document.erase("id");
      document.erase("type");
      record.document = std::move(document);
      records_[record.doc] = std::move(record);
    }
  }
}

bool Council::may_see(const Account& account, const CaseId& id) const {
  const auto found = cases_.find(id);
  return found != cases_.end() && (found->second.first == account.id || found->second.second == account.id);
}

client::Replied Council::answer(const client::Send& request) {
  client::Replied reply{.request = request.request, .status = 404, .body = "{}"};
  if (request.path == "/v1/pair") reply = pair(request.body);
  if (request.path == "/v1/councils/" + id_) {
    reply = {.status = 200, .body = json_text({{"id", id_}, {"sha256", pack_hash}, {"bytes", pack_.size()}})};
  }
  if (request.path == "/v1/content/" + pack_hash) reply = {.status = 200, .body = pack_};
  if (request.path == "/v1/sync") reply = sync(accounts_.at(request.token), request);
  reply.request = request.request;
  return reply;
}

client::Replied Council::pair(const std::string& body) const {
  const Checked<Json> json = parse_json(body);
  const auto found = accounts_.find(json ? text(*json, "code") : std::string());
  if (found == accounts_.end()) return {.status = 403, .body = "{}"};
  const Account& account = found->second;
  return {.status = 200,
          .body = json_text({{"token", account.name},
                             {"account",
                              {{"id", account.id},
                               {"name", account.name},
                               {"role", account.role == Role::adviser ? "adviser" : "young_person"},
                               {"language", "en"}}},
                             {"council", id_},
                             {"profile", account.id}})};
}

client::Replied Council::sync(const Account& account, const client::Send& request) {
  const Checked<Json> json = parse_json(request.body);
  const Checked<sync::ReadRequest> read = json ? sync::read_request(*json) : std::unexpected(json.error());
  EXPECT_TRUE(read.has_value()) << request.body;
  if (!read) return {.status = 422, .body = "{}"};
  sync::SyncReply reply;
  for (const sync::Op& op : read->request.ops) reply.results.push_back(carry_out(account, read->request.device, op));
  const std::int64_t seen = read->request.cursor.empty() ? 0 : std::stoll(read->request.cursor);
  for (const auto& [id, record] : records_) {
    if (record.seq > seen && may_see(account, record.case_id)) {
      reply.changes.push_back(sync::change_for(record, account.role));
    }
  }
  reply.cursor = std::to_string(seq_);  // everything fits one page
  return {.status = 200, .body = json_text(sync::write(reply))};
}

sync::OpResult Council::carry_out(const Account& account, const std::string& device, const sync::Op& op) {
  const auto known = done_.find(op.id);
  if (known != done_.end()) return known->second;
  sync::OpResult& result = done_[op.id];
  result.id = op.id;
  if (!may_see(account, op.case_id)) {
    result.status = sync::OpStatus::rejected;
    result.problem = Problem{"/case", "is not yours"};
    return result;
  }
  const auto found = records_.find(op.doc);
  sync::Record record = found == records_.end() ? sync::Record() : found->second;
  const sync::Author author{PersonId(account.id), account.name, account.role, device, 1};
  const sync::MergeResult merged = sync::merge(record, op, author, seq_ + 1);
  result.status = merged.status;
  result.problem = merged.problem;
  if (!merged.changed) return result;
  result.seq = ++seq_;
  records_[op.doc] = std::move(record);
  return result;
}

}  // namespace waymark::test
