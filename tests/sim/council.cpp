#include "tests/sim/council.h"

#include <algorithm>

#include "core/model/schema.h"
#include "server/sync/exchange.h"
#include "server/sync/push.h"
#include "tests/core/sample_pack.h"

namespace waymark::sim {

using client::Replied;
using client::Send;
using nlohmann::json;

namespace {

constexpr std::string_view cursor_key = "a secret of this council";
constexpr std::int64_t dawn_utc_ms = 1'795'341'600'000;  // 22 November 2026, 10:00

std::string id_of(int number) {
  const std::string digits = std::to_string(number);
  return "01890000-0000-7000-8000-" + std::string(12 - digits.size(), '0') + digits;
}

server::Account account(int number, std::string name, Role role) {
  return {
      .council = council_id, .id = PersonId(id_of(number)), .name = std::move(name), .role = role, .language = "en"};
}

Replied replied(const server::http::Reply& reply) {
  Replied out{.status = reply.status, .body = std::string(reply.bytes())};
  for (const auto& [name, value] : reply.headers) {
    if (name == "retry-after") out.retry_after_s = std::stoll(value);
  }
  return out;
}

std::string query_value(const std::string& path, const std::string& name) {
  std::string value;
  const std::size_t query = path.find('?');
  if (query != std::string::npos) server::http::query_value(std::string_view(path).substr(query + 1), name, value);
  return value;
}

}  // namespace

const Cast& Cast::get() {
  static const Cast cast{.amira = account(1, "Amira Haddad", Role::young_person),
                         .ben = account(2, "Ben Cole", Role::young_person),
                         .sam = account(3, "Sam Okafor", Role::adviser),
                         .kim = account(4, "Kim Reid", Role::adviser),
                         .amiras_case = CaseId(id_of(100)),
                         .bens_case = CaseId(id_of(200))};
  return cast;
}

bool Cast::may_see(const PersonId& person, const CaseId& one) const {
  if (person == sam.id) return true;
  return one == amiras_case ? person == amira.id : person == ben.id || person == kim.id;
}

Council::Council(std::unique_ptr<MemoryStore> store) : store_(std::move(store)) { make_cases(dawn_utc_ms); }

/// As the sample people are made: by operations, each in the history.
void Council::make_cases(std::int64_t utc_ms) {
  const Cast& cast = Cast::get();
  (void)store_->write([&](server::Transaction& t) {
    for (const server::Account* one : {&cast.amira, &cast.ben, &cast.sam, &cast.kim}) t.put_account(*one);
    for (const CaseId& one : {cast.amiras_case, cast.bens_case}) {
      t.put_case(council_id, one);
      for (const server::Account* person : {&cast.amira, &cast.ben, &cast.sam, &cast.kim}) {
        if (cast.may_see(person->id, one)) t.grant(*person, one);
      }
    }
    json ops = json::array();
    const auto create = [&](const CaseId& one, const char* type, json document) {
      const auto number = static_cast<int>(ops.size());
      ops.push_back({{"op", id_of(1000 + number)},
                     {"n", number + 1},
                     {"case", one.text},
                     {"doc", id_of(2000 + number)},
                     {"at", utc_ms},
                     {"type", type},
                     {"create", std::move(document)}});
    };
    for (const CaseId& one : {cast.amiras_case, cast.bens_case}) {
      create(one, "person",
             {{"name", one == cast.amiras_case ? cast.amira.name : cast.ben.name}, {"born", "2008-05-17"}});
      create(one, "plan", {{"sections", {{"home", {{"now", "In a hostel"}}}}}, {"last_reviewed_on", "2026-08-01"}});
      create(one, "step", {{"heading", "home"}, {"title", "See the flat"}, {"owner", "young_person"}});
      create(one, "contact", {{"kind", "important"}, {"name", "Nan"}, {"phone", "023 8000 0000"}});
    }
    const json request{{"device", id_of(5)}, {"cursor", ""}, {"ops", ops}};
    const auto read = sync::read_request(request);
    return read && server::push(t, cast.sam, {*read, ops}, utc_ms).has_value();
  });
}

std::string Council::link(const PersonId& person) {
  const std::string code = "code-" + std::to_string(links_.size() + 1);
  links_[code] = person;
  return code;
}

Replied Council::handle(const Send& request, std::int64_t utc_ms) {
  static const std::string pack = sample_pack();
  static const std::string hash = server::hex(server::view(server::sha256(pack)));
  Replied reply{.status = 404, .body = "{}"};
  if (request.path == "/v1/pair") reply = pair(request.body, utc_ms);
  if (request.path == "/v1/councils/southampton")
    reply = {.status = 200, .body = json_text({{"id", council_id}, {"sha256", hash}, {"bytes", pack.size()}})};
  if (request.path == "/v1/content/" + hash) reply = {.status = 200, .body = pack};
  if (request.path.starts_with("/v1/sync")) reply = sync(request, utc_ms);
  if (reply.status >= 500) scandals.push_back("answered " + std::to_string(reply.status) + " to " + request.path);
  return reply;
}

Replied Council::pair(const std::string& body, std::int64_t utc_ms) {
  const auto asked = parse_json(body);
  const auto link = asked ? links_.find(asked->value("code", "")) : links_.end();
  if (link == links_.end()) return {.status = 403, .body = "{}"};
  const std::string token = "token-" + std::to_string(++tokens_);
  std::optional<server::Account> account;
  (void)store_->write([&](server::Transaction& t) {
    account = t.find_account(council_id, link->second);
    if (account) t.put_session(*account, asked->value("device", ""), server::sha256(token), utc_ms);
    return account.has_value();
  });
  const json who{{"id", account->id.text},
                 {"name", account->name},
                 {"role", name_of(account->role)},
                 {"language", account->language}};
  return {.status = 200,
          .body = json_text({{"token", token},
                             {"account", who},
                             {"council", council_id},
                             {"profile", account->id.text},
                             {"seal", "a public key"}})};
}

void Council::take_left(const std::string& text, std::int64_t utc_ms) {
  const auto left = parse_json(text);
  server::Asked asked{.token_hash = server::sha256((*left)["token"].get<std::string>()), .read = {}, .texts = {}};
  auto read = sync::read_request((*left)["push"]);
  if (!read) return scandals.push_back("cannot read what a phone left to be sent");
  asked.read = std::move(*read);
  asked.texts = (*left)["push"]["ops"];
  (void)server::take_push(*store_, asked, cursor_key, utc_ms);  // nobody hears of it
}

Replied Council::sync(const Send& request, std::int64_t utc_ms) {
  server::Asked asked{.token_hash = server::sha256(request.token), .read = {}, .texts = json::array()};
  std::vector<sync::OpResult> results;
  if (request.method == "POST") {
    auto body = parse_json(request.body);
    if (!body) return {.status = 400, .body = "{}"};
    auto read = sync::read_request(*body);
    if (!read) return {.status = 422, .body = "{}"};
    asked.read = std::move(*read);
    asked.texts = std::move((*body)["ops"]);
    if (!asked.texts.empty()) {
      auto pushed = server::take_push(*store_, asked, cursor_key, utc_ms);
      if (!pushed) return replied(pushed.error());
      results = std::move(*pushed);
    }
  } else {
    asked.read.request.cursor = query_value(request.path, "cursor");
    asked.read.request.limit_bytes = std::atoll(query_value(request.path, "limit").c_str());
    if (!query_value(request.path, "reads").empty()) asked.read.request.reads = sync::Reads::lines;
  }
  auto [pages, accesses] = server::next_pages(*store_, asked, cursor_key, utc_ms);
  if (!pages) return replied(pages.error());
  for (const sync::SyncReply& page : *pages) {
    look_for_leaks(asked.token_hash, page);
    look_for_what_is_not_logged(accesses, page);
  }
  pages->front().results = std::move(results);
  return {.status = 200, .body = server::text_of(*pages, asked.read.request.reads)};
}

void Council::look_for_leaks(const server::Sha256& token, const sync::SyncReply& reply) {
  const auto session = tables().sessions.find(token);
  for (const sync::Change& change : reply.changes) {
    if (session == tables().sessions.end() || !Cast::get().may_see(PersonId(session->second.account), change.case_id))
      scandals.push_back("told " + change.doc.text + " to somebody who may not see it");
  }
}

void Council::look_for_what_is_not_logged(const server::Accesses& accesses, const sync::SyncReply& reply) {
  for (const sync::Change& change : reply.changes) {
    if (std::ranges::none_of(accesses.entries,
                             [&](const server::AuditEntry& one) { return one.case_id == change.case_id; }))
      scandals.push_back("told " + change.doc.text + " and logged nothing");
  }
}

std::vector<server::HistoryEntry> Council::history() const {
  std::vector<server::HistoryEntry> entries;
  for (const auto& entry : tables().history) entries.push_back(entry->second);
  return entries;
}

bool Council::has_words(const std::string& words) const {
  return std::ranges::any_of(tables().history,
                             [&](const auto& entry) { return entry->second.op.find(words) != std::string::npos; });
}

}  // namespace waymark::sim
