#include "server/http/problem.h"

#include "core/sync/wire.h"
#include "server/http/gate.h"
#include "server/http/limits.h"

namespace waymark::server::http {

Reply problem_reply(const ProblemKind& kind, const ProblemMore& more) {
  sync::ProblemDetails details;
  details.type = "/problems/" + std::string(kind.name);
  details.title = kind.title;
  details.status = kind.status;
  details.detail = more.detail;
  details.errors = more.errors;
  nlohmann::json json = sync::write(details);
  for (const auto& [name, value] : more.extra.items()) json[name] = value;

  Reply reply;
  reply.status = kind.status;
  reply.content_type = "application/problem+json";
  reply.body = std::make_shared<const std::string>(json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
  reply.set("cache-control", "no-store");
  if (kind.status == 401) reply.set("www-authenticate", "Bearer");
  if (kind.status == 503) reply.set("retry-after", "2");
  // What the client would have to send instead (RFC 9110 §15.5.16).
  if (kind.name == problems::unsupported_encoding.name) reply.set("accept-encoding", "gzip");
  if (kind.name == problems::unsupported_type.name) reply.set("accept", "application/json");
  return reply;
}

Reply too_many_reply(int wait_s) {
  Reply reply = problem_reply(problems::too_many);
  reply.set("retry-after", std::to_string(wait_s));
  return reply;
}

Reply refusal_reply(std::string_view path) {
  const std::string_view status = path.substr(refused_prefix.size());
  Reply reply = problem_reply(problems::not_found);
  if (status == "400") reply = problem_reply(problems::bad_request, {.detail = "The request breaks HTTP/1.1."});
  if (status == "405") {
    reply = problem_reply(problems::method_not_allowed);
    reply.set("allow", "GET, HEAD, POST");
  }
  if (status == "408") reply = problem_reply(problems::too_slow);
  if (status == "411") reply = problem_reply(problems::length_required);
  if (status == "413") reply = problem_reply(problems::too_large, {.extra = {{"max_bytes", body_bytes_max}}});
  if (status == "414") reply = problem_reply(problems::target_too_long, {.extra = {{"max_bytes", target_bytes_max}}});
  if (status == "417") reply = problem_reply(problems::expectation_failed);
  if (status == "431") reply = problem_reply(problems::head_too_large, {.extra = {{"max_bytes", head_bytes_max}}});
  return reply;
}

}  // namespace waymark::server::http
