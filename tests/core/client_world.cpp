#include "tests/core/client_world.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/model/json.h"
#include "core/model/schema.h"
#include "core/model/sha256.h"

namespace waymark::client {

using sync::Json;

std::string test_id(int number) {
  const std::string digits = std::to_string(number);
  return "01890000-0000-7000-8000-" + std::string(12 - digits.size(), '0') + digits;
}

sync::Op create_op(const DocId& doc, std::string type, Json document) {
  sync::Op op;
  op.kind = sync::OpKind::create;
  op.doc = doc;
  op.case_id = amiras_case;
  op.type = std::move(type);
  op.document = std::move(document);
  return op;
}

sync::Op set_op(const DocId& doc, std::vector<sync::FieldSet> set, std::int64_t base) {
  sync::Op op;
  op.doc = doc;
  op.case_id = amiras_case;
  op.set = std::move(set);
  op.base = base;
  return op;
}

// ---- Server ----------------------------------------------------------------------------------------------------

Server::Server() { publish(sample_pack()); }

void Server::publish(std::string pack) {
  pack_ = std::move(pack);
  pack_sha256_ = sha256_hex(pack_);
}

std::string Server::link(const std::string& account) {
  const std::string code = "code-" + std::to_string(links_.size() + 1);
  links_[code] = account;
  return code;
}

const sync::Record* Server::find(const DocId& id) const {
  const auto found = records.find(id);
  return found == records.end() ? nullptr : &found->second;
}

void Server::answer_next(std::string path, int status, std::string body, std::int64_t retry_after_s) {
  planned_.push_back({std::move(path), {0, status, std::move(body), retry_after_s}});
}

namespace {

/// The device of what tests write there themselves.
constexpr const char* at_the_council = "at the council";

}  // namespace

sync::MergeResult Server::write(const std::string& account, sync::Op op) {
  op.id = OpId(test_id(900'000 + static_cast<int>(known_.size()) + ops_taken));
  const sync::OpResult result = carry_out(accounts.at(account), at_the_council, op);
  return {result.status, result.problem, result.seq != 0};
}

Replied Server::handle(const Send& request) {
  requests.push_back(request);
  const auto planned =
      std::ranges::find_if(planned_, [&](const Planned& p) { return request.path.starts_with(p.path); });
  if (planned != planned_.end()) {
    Replied reply = planned->reply;
    planned_.erase(planned);
    return reply;
  }
  if (request.path == "/v1/pair") return pair(request.body);
  if (request.path == "/v1/councils/southampton") {
    return {0, 200, json_text({{"id", "southampton"}, {"sha256", pack_sha256_}, {"bytes", pack_.size()}}), 0};
  }
  if (request.path == "/v1/content/" + pack_sha256_) return {0, 200, pack_, 0};
  if (request.path.starts_with("/v1/sync")) {
    const auto token = tokens_.find(request.token);
    if (token == tokens_.end()) return {0, 401, "{}", 0};
    return sync(accounts.at(token->second), request);
  }
  return {0, 404, "{}", 0};
}

Replied Server::pair(const std::string& body) {
  const Checked<Json> json = parse_json(body);
  const auto code = (*json)["code"].get<std::string>();
  const auto device = (*json)["device"].get<std::string>();
  std::string& token = paired_[code + "/" + device];  // a lost reply can be asked for again
  if (token.empty()) {
    const auto link = links_.find(code);
    if (link == links_.end()) return {0, 403, "{}", 0};
    token = "token-" + std::to_string(tokens_.size() + 1);
    tokens_[token] = link->second;
    links_.erase(link);
  }
  const Account& account = accounts.at(tokens_[token]);
  return {0, 200,
          json_text({{"token", token},
                     {"seal", "a-public-key"},
                     {"account",
                      {{"id", account.id.text},
                       {"name", account.name},
                       {"role", name_of(account.role)},
                       {"language", account.language}}},
                     {"council", "southampton"},
                     {"profile", account.id.text}}),
          0};
}

Replied Server::sync(const Account& account, const Send& request) {
  sync::SyncReply reply;
  std::string cursor;
  if (request.method == "POST") {
    const Checked<Json> json = parse_json(request.body);
    const Checked<sync::ReadRequest> read = json ? sync::read_request(*json) : std::unexpected(json.error());
    EXPECT_TRUE(read.has_value()) << request.body;
    if (!read) return {0, 422, "{}", 0};
    if (auto refused = push(account, *read, reply)) return *refused;
    cursor = read->request.cursor;
  } else {
    const std::size_t start = request.path.find("cursor=") + 7;
    cursor = request.path.substr(start, request.path.find('&') - start);
  }
  if (!pull(account, cursor, reply)) return {0, 410, "{}", 0};
  return {0, 200, json_text(sync::write(reply)), 0};
}

/// The rules of docs/protocol.md: each operation once, counters without gaps.
std::optional<Replied> Server::push(const Account& account, const sync::ReadRequest& read, sync::SyncReply& reply) {
  std::int64_t& counter = counters_[{account.id.text, read.request.device}];
  std::int64_t last = counter;
  for (const sync::Op& op : read.request.ops) {
    const auto known = known_.find({account.id.text, op.id.text});
    if (known != known_.end() && known->second.fingerprint != sync::fingerprint(op)) return Replied{0, 422, "{}", 0};
    if (op.n > last + 1 || (op.n <= last && known == known_.end())) return Replied{0, 409, "{}", 0};
    last = std::max(last, op.n);
  }
  EXPECT_TRUE(read.refused.empty()) << "the phone sent an operation that cannot be read";
  for (const sync::Op& op : read.request.ops) {
    KnownOp& known = known_[{account.id.text, op.id.text}];
    if (known.fingerprint.empty()) known = {sync::fingerprint(op), carry_out(account, read.request.device, op)};
    reply.results.push_back(known.result);
  }
  counter = last;
  return std::nullopt;
}

/// As server/sync/push.cpp: another document of which there may be only one.
bool Server::has_another(const sync::Op& op) const {
  const DocumentRules* rules = find_rules(op.type);
  if (op.kind != sync::OpKind::create || rules == nullptr || rules->one_per.empty()) return false;
  const std::string key(rules->one_per);
  return std::ranges::any_of(records, [&](const auto& one) {
    const sync::Record& other = one.second;
    return other.case_id == op.case_id && other.type == op.type && other.doc != op.doc && !other.deleted &&
           other.document.value(key, sync::Json()) == op.document.value(key, sync::Json());
  });
}

sync::OpResult Server::carry_out(const Account& account, const std::string& device, const sync::Op& op) {
  ++ops_taken;
  if (!account.cases.contains(op.case_id)) {
    return {op.id, sync::OpStatus::rejected, 0, Problem{"/case", "is not yours"}, 0};
  }
  if (device != at_the_council && has_another(op)) {
    return {op.id, sync::OpStatus::rejected, 0, Problem{"/create", "is there already", ProblemCause::exists}, 0};
  }
  sync::Record record;
  if (const sync::Record* found = find(op.doc)) record = *found;
  std::int64_t& seq = seqs_[op.case_id];
  clock_utc_ms += 1000;
  const sync::Author author{account.id, account.name, account.role, device, clock_utc_ms};
  const sync::MergeResult merged = sync::merge(record, op, author, seq + 1);
  sync::OpResult result{op.id, merged.status, 0, merged.problem, 0};
  if (merged.changed) {
    result.seq = ++seq;
    records[op.doc] = std::move(record);
  }
  log.push_back({op, device, result});
  return result;
}

/// The cursor is "epoch_case.seq_case.seq…".
bool Server::pull(const Account& account, const std::string& cursor, sync::SyncReply& reply) const {
  const std::string epoch = std::to_string(cursor_epoch_) + "_";
  std::map<CaseId, std::int64_t> read;
  if (!cursor.empty()) {
    if (!cursor.starts_with(epoch)) return false;
    for (std::size_t at = epoch.size(); at < cursor.size();) {
      const std::size_t dot = cursor.find('.', at);
      const std::size_t end = std::min(cursor.find('_', dot), cursor.size());
      read[CaseId(cursor.substr(at, dot - at))] = std::stoll(cursor.substr(dot + 1, end - dot - 1));
      at = end + 1;
    }
  }
  for (const auto& [id, seq] : read) {
    if (!account.cases.contains(id)) reply.gone.push_back(id);
  }
  std::erase_if(read, [&](const auto& one) { return !account.cases.contains(one.first); });
  std::vector<const sync::Record*> fresh;
  for (const auto& [id, record] : records) {
    if (account.cases.contains(record.case_id) && record.seq > read[record.case_id]) fresh.push_back(&record);
  }
  std::ranges::sort(fresh, {}, [](const sync::Record* r) { return std::pair(r->case_id, r->seq); });
  reply.more = fresh.size() > page_docs_max;
  if (reply.more) fresh.resize(page_docs_max);
  for (const sync::Record* record : fresh) {
    reply.changes.push_back(sync::change_for(*record, account.role));
    read[record->case_id] = record->seq;
  }
  std::string separator = epoch;
  reply.cursor.clear();
  for (const auto& [id, seq] : read) {
    reply.cursor += separator + id.text + "." + std::to_string(seq);
    separator = "_";
  }
  if (reply.cursor.empty()) reply.cursor = epoch;
  return true;
}

// ---- Phone -----------------------------------------------------------------------------------------------------

Phone::Phone(Server& server, std::uint64_t seed)
    : server_(server), seed_(seed), client_({seed, seed * 3 + 1, seed * 5 + 2, seed * 7 + 3}) {}

Phone Phone::backup(std::uint64_t seed) const {
  Phone copy(server_, seed);
  copy.stores_ = stores_;
  copy.last_profile = last_profile;
  copy.now = now;
  return copy;
}

void Phone::step(const Event& event) {
  for (Effect& effect : client_.step(event, now)) effects_.push_back(std::move(effect));
}

void Phone::start(Started event) {
  event.online = online;
  step(event);
}

void Phone::run() {
  for (int count = 0; perform_one(); ++count) ASSERT_LT(count, 10'000) << "the phone never comes to rest";
}

bool Phone::perform_one() {
  if (effects_.empty()) return false;
  const Effect effect = std::move(effects_.front());
  effects_.pop_front();
  perform(effect);
  return true;
}

void Phone::cut_power() {
  effects_.clear();
  wake_utc_ms.reset();
  seed_ += 1'000'003;
  client_ = Client({seed_, seed_ * 3 + 1, seed_ * 5 + 2, seed_ * 7 + 3});
  open();
}

bool Phone::wake() {
  if (!wake_utc_ms) return false;
  now.utc_ms = std::max(now.utc_ms, *wake_utc_ms);
  wake_utc_ms.reset();
  act(Woken{});
  return true;
}

const CaseState& Phone::only_case() const {
  static const CaseState none;
  EXPECT_EQ(state().cases.size(), 1U);
  return state().cases.empty() ? none : state().cases.front();
}

std::map<std::string, std::string> Phone::stored(const std::string& store) const {
  std::map<std::string, std::string> found;
  const auto profile = stores_.find(last_profile);
  if (profile == stores_.end()) return found;
  for (const auto& [place, bytes] : profile->second) {
    if (place.first == store) found[place.second] = bytes;
  }
  return found;
}

void Phone::corrupt(const std::string& store, const std::string& key) {
  std::string& bytes = stores_[last_profile][{store, key}];
  ASSERT_FALSE(bytes.empty()) << store << "/" << key;
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 0x10);
}

int Phone::count_sent(const std::string& path) const {
  return static_cast<int>(std::ranges::count_if(sent, [&](const Send& s) { return s.path.starts_with(path); }));
}

void Phone::perform(const Effect& effect) {
  if (const auto* open = std::get_if<OpenStore>(&effect)) return open_store(*open);
  if (const auto* batch = std::get_if<Commit>(&effect)) return commit(*batch);
  if (const auto* request = std::get_if<Send>(&effect)) return send(*request);
  if (const auto* erase = std::get_if<EraseStore>(&effect)) {
    stores_.erase(erase->profile);
    last_profile.clear();
  } else if (const auto* to_send = std::get_if<LeaveToSend>(&effect)) {
    left.push_back(*to_send);
  } else if (std::holds_alternative<ForgetLink>(effect)) {
    link_forgotten = true;
  } else if (const auto* wake_at = std::get_if<WakeAt>(&effect)) {
    wake_utc_ms = wake_at->utc_ms == 0 ? std::nullopt : std::optional(wake_at->utc_ms);
  }
}

void Phone::open_store(const OpenStore& open) {
  if (store_taken && !open.take_over) return step(StoreFailed{"taken", true});
  if (store_broken) return step(StoreFailed{"broken", false});
  last_profile = open.profile;
  StoreOpened opened{open.profile, {}};
  for (const auto& [place, bytes] : stores_[open.profile]) opened.records.push_back({place.first, place.second, bytes});
  step(opened);
}

void Phone::commit(const Commit& batch) {
  ++commits;
  if (store_fails || store_full) return step(CommitFailed{batch.batch, store_full});
  Store& store = stores_[last_profile];
  for (const auto& place : batch.removes) store.erase(place);
  for (const StoredRecord& put : batch.puts) store[{put.store, put.key}] = put.bytes;
  step(Committed{batch.batch});
}

void Phone::send(const Send& request) {
  sent.push_back(request);
  Replied reply;
  const Fault happens = online ? fault(request) : Fault::lost_request;
  if (happens != Fault::lost_request) reply = server_.handle(request);
  if (happens == Fault::lost_reply) reply = {};
  reply.request = request.request;
  step(reply);
}

// ---- World -----------------------------------------------------------------------------------------------------

World::World() {
  server.accounts[young_person] = {PersonId(young_person), "Amira Haddad", Role::young_person, "ar", {amiras_case}};
  server.accounts[adviser] = {PersonId(adviser), "Sam Okafor", Role::adviser, "en", {amiras_case}};
  const auto create = [&](const DocId& doc, std::string type, Json document) {
    const sync::MergeResult result = server.write(adviser, create_op(doc, std::move(type), std::move(document)));
    EXPECT_EQ(result.status, sync::OpStatus::applied) << (result.problem ? to_text(*result.problem) : "");
  };
  create(amiras_person, "person", {{"name", "Amira Haddad"}, {"born", "2008-05-17"}});
  create(amiras_plan, "plan",
         {{"sections",
           {{"home", {{"now", "In a hostel"}, {"suggestion", "My own flat"}, {"suggested_by", "Sam Okafor"}}}}},
          {"last_reviewed_on", "2026-08-01"},
          {"last_visited_on", "2026-11-01"}});
  create(amiras_step, "step", {{"heading", "home"}, {"title", "See the flat"}, {"owner", "young_person"}});
  create(sams_contact, "contact", {{"kind", "adviser"}, {"name", "Sam Okafor"}, {"phone", "023 8000 0000"}});
}

void World::bring_in(Phone& phone, const std::string& account) {
  phone.start({.link_code = link(account), .profile = {}, .online = true});
  phone.run();
  ASSERT_EQ(phone.state().phase, Phase::ready);
}

}  // namespace waymark::client
