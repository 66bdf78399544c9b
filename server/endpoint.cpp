#include "server/endpoint.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <utility>

#include "core/model/json.h"
#include "core/model/schema.h"
#include "server/http/body.h"
#include "server/http/encoding.h"
#include "server/http/limits.h"
#include "server/http/problem.h"
#include "server/log.h"
#include "server/sync/exchange.h"

namespace waymark::server {
namespace {

using http::problem_reply;
using http::Reply;
using http::Request;
using http::Respond;
using nlohmann::json;
namespace problems = http::problems;

constexpr std::size_t token_bytes = 32;
constexpr std::size_t token_text_max = 128;
constexpr std::size_t point_text_max = 128;

Reply text_reply(std::string_view content_type, std::string text) {
  Reply reply;
  reply.content_type = content_type;
  reply.body = std::make_shared<const std::string>(std::move(text));
  return reply;
}

Reply json_reply(const json& value) { return text_reply("application/json", json_text(value)); }

/// The hash of the bearer token of a request (RFC 6750 §2.1).
std::optional<Sha256> bearer(const Request& request) {
  const std::string_view header = request.header("authorization");
  constexpr std::string_view scheme = "bearer ";
  if (header.size() <= scheme.size() || header.size() > scheme.size() + token_text_max) return std::nullopt;
  const bool fits = std::equal(scheme.begin(), scheme.end(), header.begin(),
                               [](char a, char b) { return a == b || (a != ' ' && a == (b | 0x20)); });
  return fits ? std::optional(sha256(header.substr(scheme.size()))) : std::nullopt;
}

void compress_reply(Reply& reply, std::string_view accept_encoding) {
  reply.set("vary", "Accept-Encoding");
  const http::Coding coding = http::best_coding(accept_encoding);
  if (coding == http::Coding::identity || reply.bytes().size() < http::compress_bytes_min) return;
  reply.body = std::make_shared<const std::string>(http::compress(reply.bytes(), coding, http::brotli_quality_reply));
  reply.set("content-encoding", std::string(http::name_of(coding)));
}

std::string text_member(const json& body, const char* name, std::size_t bytes_max, Problems& wrong) {
  const auto member = body.find(name);
  const auto* text = member == body.end() ? nullptr : member->get_ptr<const std::string*>();
  if (text != nullptr && !text->empty() && text->size() <= bytes_max) return *text;
  wrong.push_back({"/" + std::string(name), member == body.end() ? "is missing"
                                                                 : "must be a text, not empty and not longer than " +
                                                                       std::to_string(bytes_max) + " bytes"});
  return {};
}

/// {"point", "box"} of web/later.js: gzip of {"token", "push"}.
std::optional<json> open_sealed(const json& body, const SealingKey& key) {
  Problems wrong;
  if (!body.is_object()) return std::nullopt;
  const auto point = from_base64url(text_member(body, "point", point_text_max, wrong));
  const auto box = from_base64url(text_member(body, "box", http::body_bytes_max, wrong));
  const auto bytes = wrong.empty() && point && box ? key.open({*point, *box}) : std::nullopt;
  if (!bytes) return std::nullopt;
  const auto text = http::gunzip(*bytes, http::body_bytes_max);
  auto opened = text ? parse_json(*text) : std::unexpected(Problems());
  const auto* token = opened && opened->is_object() && opened->contains("token")
                          ? (*opened)["token"].get_ptr<const std::string*>()
                          : nullptr;
  return token != nullptr ? std::optional(std::move(*opened)) : std::nullopt;
}

}  // namespace

/// What a sync needs on its way through the executors.
struct Endpoint::Sync : Asked {
  std::string accept_encoding;
  std::string if_none_match;
  bool is_get = false;
  std::vector<sync::OpResult> results;
  Respond respond;
};

void Endpoint::on(Executor& executor, const Respond& respond, std::function<void(Store&)> work) {
  const bool posted = executor.post([respond, work = std::move(work)](Store& store) {
    try {
      work(store);
    } catch (const std::exception&) {  // what was thrown may quote a document: only that it happened is told
      log::write(log::Level::error, "exception", {{"route", "(storage)"}});
      respond(problem_reply(problems::internal));
    }
  });
  if (!posted) respond(problem_reply(problems::unavailable));
}

std::optional<Reply> Endpoint::too_many(http::Limited what, std::string_view whose) const {
  if (parts_.limiter == nullptr) return std::nullopt;
  const int wait_s = parts_.limiter->take(what, whose, std::chrono::steady_clock::now());
  return wait_s == 0 ? std::nullopt : std::optional(http::too_many_reply(wait_s));
}

std::optional<Reply> Endpoint::too_many_of(std::string_view council, const PersonId& account) const {
  return too_many(http::Limited::account, std::string(council) + '/' + account.text);
}

void Endpoint::add_routes(http::Routes& routes) {
  using http::Method;
  routes.add(Method::post, "/v1/pair",
             [this](const Request& request, std::string_view, Respond respond) { pair(request, std::move(respond)); });
  routes.add(Method::post, "/v1/sync", [this](const Request& request, std::string_view, Respond respond) {
    post_sync(request, std::move(respond));
  });
  routes.add(Method::post, "/v1/sealed", [this](const Request& request, std::string_view, const Respond& respond) {
    post_sealed(request, respond);
  });
  routes.add(Method::get, "/v1/digest", [this](const Request& request, std::string_view, const Respond& respond) {
    get_digest(request, respond);
  });
  routes.add(Method::get, "/v1/sync", [this](const Request& request, std::string_view, Respond respond) {
    get_sync(request, std::move(respond));
  });
  routes.add(Method::get, "/v1/councils/{id}",
             [this](const Request& request, std::string_view id, const Respond& respond) {
               get_council(request, id, respond);
             });
  routes.add(Method::get, "/v1/content/{sha256}",
             [this](const Request& request, std::string_view hash, const Respond& respond) {
               get_content(request, hash, respond);
             });
  routes.add(Method::get, "/v1/openapi.yaml",
             [this](const Request&, std::string_view, const Respond& respond) { get_openapi(respond); });
  routes.add(Method::get, "/healthz",
             [this](const Request&, std::string_view, Respond respond) { get_health(std::move(respond)); });
}

// ---- Identity --------------------------------------------------------------------------------------------------

void Endpoint::pair(const Request& request, Respond respond) {
  const auto body = http::read_json_body(request);
  if (!body) return respond(body.error());
  Problems wrong;
  if (!body->is_object())
    return respond(problem_reply(problems::invalid_body, {.errors = {{"", "must be an object"}}}));
  const std::string code = text_member(*body, "code", 128, wrong);
  const std::string device = text_member(*body, "device", 36, wrong);
  if (wrong.empty() && !is_uuid(device)) wrong.push_back({"/device", "must be a UUID in small letters"});
  if (!wrong.empty()) return respond(problem_reply(problems::invalid_body, {.errors = std::move(wrong)}));
  // Taken before it is known whether the code is right: many at once are no more than one after the other.
  const std::string network = request.address.network();
  if (auto refused = too_many(http::Limited::guesses, network)) return respond(std::move(*refused));
  if (const auto target = parts_.links.find(code)) {
    no_guess(network);
    if (auto refused = too_many_of(target->council, target->account)) return respond(std::move(*refused));
    return sign_in(device, respond, [target = *target](Transaction& transaction) {
      return transaction.find_account(target.council, target.account);
    });
  }
  // The reader looks first: what a stranger makes up never waits in the writer's queue.
  on(parts_.reader, respond, [this, code_hash = sha256(code), device, network, respond](Store& store) {
    std::optional<Account> account;
    const auto trouble =
        store.read([&](Snapshot& snapshot) { account = snapshot.find_link(code_hash, device, log::now_utc_ms()); });
    if (trouble || account) no_guess(network);
    if (trouble) return respond(busy_reply(*trouble));
    if (!account) return respond(problem_reply(problems::link_refused));
    if (auto refused = too_many_of(account->council, account->id)) return respond(std::move(*refused));
    sign_in(device, respond, [code_hash, device](Transaction& transaction) {
      return transaction.redeem_link(code_hash, device, log::now_utc_ms());
    });
  });
}

void Endpoint::no_guess(std::string_view network) const {
  if (parts_.limiter != nullptr) parts_.limiter->give_back(http::Limited::guesses, network);
}

void Endpoint::sign_in(const std::string& device, const Respond& respond, Redeem redeem) {
  on(parts_.writer, respond, [this, redeem = std::move(redeem), device, respond](Store& store) {
    const std::string token = base64url(random_bytes(token_bytes));
    std::optional<Account> account;
    const auto trouble = store.write([&](Transaction& transaction) {
      account = redeem(transaction);
      if (!account) return false;
      const std::int64_t now = log::now_utc_ms();
      transaction.put_session(*account, device, sha256(token), now);
      transaction.append_audit(
          account->council,
          {{.server_utc_ms = now, .account = account->id, .device = device, .did = std::string(access::sign_in)}});
      return true;
    });
    if (trouble) return respond(busy_reply(*trouble));
    if (!account) return respond(problem_reply(problems::link_refused));
    respond(json_reply({{"token", token},
                        {"seal", base64url(parts_.sealing_key.public_point())},
                        {"account",
                         {{"id", account->id.text},
                          {"name", account->name},
                          {"role", name_of(account->role)},
                          {"language", account->language}}},
                        {"council", account->council},
                        {"profile", account->id.text}}));
  });
}

// ---- Sync ------------------------------------------------------------------------------------------------------

void Endpoint::post_sync(const Request& request, Respond respond) {
  const auto token_hash = bearer(request);
  if (!token_hash) return respond(problem_reply(problems::sign_in_needed));
  if (auto refused = too_many(http::Limited::device, view(*token_hash))) return respond(std::move(*refused));
  auto sync = std::make_shared<Sync>();
  sync->token_hash = *token_hash;
  sync->accept_encoding = request.header("accept-encoding");
  sync->respond = std::move(respond);
  on(parts_.reader, sync->respond, [this, sync, request](Store& store) { read_then_sync(store, request, sync); });
}

void Endpoint::read_then_sync(Store& store, const Request& request, const std::shared_ptr<Sync>& sync) {
  std::optional<Session> account;
  const auto trouble = store.read([&](Snapshot& snapshot) { account = snapshot.find_session(sync->token_hash); });
  if (trouble) return sync->respond(busy_reply(*trouble));
  if (!account) return sync->respond(problem_reply(problems::sign_in_needed));
  if (auto refused = too_many_of(account->council, account->id)) return sync->respond(std::move(*refused));
  auto body = http::read_json_body(request);
  if (!body) return sync->respond(body.error());
  auto read = sync::read_request(*body);
  if (!read) return sync->respond(problem_reply(problems::invalid_body, {.errors = read.error()}));
  sync->read = std::move(*read);
  sync->texts = std::move((*body)["ops"]);
  if (sync->texts.empty()) return give_pages(store, *sync);
  push_then_pull(sync);
}

void Endpoint::get_sync(const Request& request, Respond respond) {
  const auto token_hash = bearer(request);
  if (!token_hash) return respond(problem_reply(problems::sign_in_needed));
  if (auto refused = too_many(http::Limited::device, view(*token_hash))) return respond(std::move(*refused));
  auto sync = std::make_shared<Sync>();
  sync->is_get = true;
  sync->admit = [this](const Account& account) { return too_many_of(account.council, account.id); };
  sync->token_hash = *token_hash;
  http::query_value(request.query, "cursor", sync->read.request.cursor);
  if (std::string limit; http::query_value(request.query, "limit", limit)) {
    std::int64_t& bytes = sync->read.request.limit_bytes;
    const auto [end, error] = std::from_chars(limit.data(), limit.data() + limit.size(), bytes);
    if (error != std::errc() || end != limit.data() + limit.size() || bytes < 0) {
      return respond(
          problem_reply(problems::invalid_query, {.errors = {{"/limit", "must be a whole number of bytes"}}}));
    }
  }
  std::string reads;
  if (http::query_value(request.query, "reads", reads) && reads != "1") sync->read.request.reads = sync::Reads::lines;
  sync->accept_encoding = request.header("accept-encoding");
  sync->if_none_match = request.header("if-none-match");
  sync->respond = std::move(respond);
  pull_page(sync);
}

void Endpoint::push_then_pull(const std::shared_ptr<Sync>& sync) {
  on(parts_.writer, sync->respond, [this, sync](Store& store) {
    auto results = take_push(store, *sync, parts_.cursor_key, log::now_utc_ms());
    if (!results) return sync->respond(std::move(results.error()));
    sync->results = std::move(*results);
    pull_page(sync);
  });
}

void Endpoint::pull_page(const std::shared_ptr<Sync>& sync) {
  on(parts_.reader, sync->respond, [this, sync](Store& store) { give_pages(store, *sync); });
}

/// Everything but giving is done here, on the reader's thread: the writer has better things to do than compressing.
void Endpoint::give_pages(Store& store, const Sync& sync) {
  auto [pages, accesses] = next_pages(store, sync, parts_.cursor_key, log::now_utc_ms());
  if (!pages) return give(sync.respond, std::move(pages.error()), std::move(accesses));
  pages->front().results = sync.results;
  give(sync.respond, page_reply(*pages, sync), std::move(accesses));
}

void Endpoint::give(const Respond& respond, Reply reply, Accesses accesses) {
  if (accesses.entries.empty()) return respond(std::move(reply));
  audit_.write(std::move(accesses), [respond, reply = std::move(reply)](const std::optional<StoreTrouble>& trouble) {
    respond(trouble ? busy_reply(*trouble) : reply);
  });
}

Reply Endpoint::page_reply(const std::vector<sync::SyncReply>& pages, const Sync& sync) {
  const sync::Reads reads = sync.read.request.reads;
  Reply reply =
      text_reply(reads == sync::Reads::lines ? "application/jsonl" : "application/json", text_of(pages, reads));
  if (sync.is_get) {
    const std::string tag = "W/\"" + base64url(view(sha256(reply.bytes()))).substr(0, 22) + '"';
    reply.set("etag", tag);
    if (http::matches_entity_tag(sync.if_none_match, tag)) {
      reply.status = 304;
      reply.content_type.clear();
      reply.body = nullptr;
      return reply;
    }
  }
  compress_reply(reply, sync.accept_encoding);
  return reply;
}

/// What a phone left with its service worker when it was closed. Nothing is answered but that it is kept: the phone
/// sends it all again when it is opened, and is told the results then.
void Endpoint::post_sealed(const Request& request, const Respond& respond) {
  const auto body = http::read_json_body(request);
  if (!body) return respond(body.error());
  const std::optional<json> opened = open_sealed(*body, parts_.sealing_key);
  if (!opened) {
    return respond(problem_reply(problems::invalid_body, {.errors = {{"/box", "was not sealed for this endpoint"}}}));
  }
  auto sync = std::make_shared<Sync>();
  sync->token_hash = sha256(opened->value("token", std::string()));
  sync->admit = [this](const Account& account) { return too_many_of(account.council, account.id); };
  if (auto refused = too_many(http::Limited::device, view(sync->token_hash))) return respond(std::move(*refused));
  const json push = opened->value("push", json());
  auto read = sync::read_request(push);
  if (!read) return respond(problem_reply(problems::invalid_body, {.errors = read.error()}));
  sync->read = std::move(*read);
  sync->texts = push["ops"];
  on(parts_.writer, respond, [this, sync, respond](Store& store) {
    const auto results = take_push(store, *sync, parts_.cursor_key, log::now_utc_ms());
    respond(results ? Reply{.status = 204} : results.error());
  });
}

void Endpoint::get_digest(const Request& request, const Respond& respond) {
  const auto token_hash = bearer(request);
  if (!token_hash) return respond(problem_reply(problems::sign_in_needed));
  if (auto refused = too_many(http::Limited::device, view(*token_hash))) return respond(std::move(*refused));
  on(parts_.reader, respond, [this, respond, token = *token_hash](Store& store) {
    auto [all, accesses] = digests(store, token, log::now_utc_ms(),
                                   [this](const Account& account) { return too_many_of(account.council, account.id); });
    give(respond, all ? json_reply(sync::write(*all)) : std::move(all.error()), std::move(accesses));
  });
}

// ---- Content ---------------------------------------------------------------------------------------------------

void Endpoint::get_council(const Request& request, std::string_view id, const Respond& respond) const {
  const auto pack = parts_.library.council(id);
  if (!pack) return respond(problem_reply(problems::not_found));
  Reply reply =
      json_reply({{"id", pack->id}, {"name", pack->name}, {"sha256", pack->sha256}, {"bytes", pack->plain->size()}});
  const std::string tag = '"' + pack->sha256 + '"';
  reply.set("etag", tag);
  reply.set("cache-control", "no-cache");
  if (http::matches_entity_tag(request.header("if-none-match"), tag)) {
    reply.status = 304;
    reply.content_type.clear();
    reply.body = nullptr;
  }
  respond(std::move(reply));
}

void Endpoint::get_content(const Request& request, std::string_view sha256, const Respond& respond) const {
  const auto pack = parts_.library.content(sha256);
  if (!pack) return respond(problem_reply(problems::not_found));
  Reply reply;
  const std::string tag = "W/\"" + pack->sha256 + '"';
  reply.set("etag", tag);
  reply.set("vary", "Accept-Encoding");
  reply.set("cache-control", "public, max-age=31536000, immutable");
  if (http::matches_entity_tag(request.header("if-none-match"), tag)) {
    reply.status = 304;
    return respond(std::move(reply));
  }
  const http::Coding coding = http::best_coding(request.header("accept-encoding"));
  reply.content_type = "application/json";
  reply.body = coding == http::Coding::brotli ? pack->brotli : coding == http::Coding::gzip ? pack->gzip : pack->plain;
  if (coding != http::Coding::identity) reply.set("content-encoding", std::string(http::name_of(coding)));
  respond(std::move(reply));
}

// ---- About the endpoint ----------------------------------------------------------------------------------------

void Endpoint::get_health(Respond respond) {
  // The writer is asked: what counts is whether an edit could be kept now.
  on(parts_.writer, respond, [respond](Store& store) {
    const auto trouble = store.check();
    respond(trouble ? busy_reply(*trouble) : json_reply({{"status", "ok"}}));
  });
}

void Endpoint::get_openapi(const Respond& respond) const {
  Reply reply;
  reply.content_type = "application/yaml";  // RFC 9512
  reply.body = std::make_shared<const std::string>(parts_.openapi);
  respond(std::move(reply));
}

}  // namespace waymark::server
