#include "server/http/routes.h"

#include <algorithm>
#include <chrono>
#include <exception>
#include <utility>

#include "server/http/gate.h"
#include "server/http/problem.h"
#include "server/log.h"

namespace waymark::server::http {
namespace {

using Clock = std::chrono::steady_clock;

bool has_header(const Reply& reply, std::string_view name) {
  return std::any_of(reply.headers.begin(), reply.headers.end(),
                     [&](const auto& header) { return header.first == name; });
}

bool is_under_v1(std::string_view path) { return path == "/v1" || path.starts_with("/v1/"); }

/// HEAD is answered by the route of GET; the engine leaves the body out.
Method route_method(Method method) { return method == Method::head ? Method::get : method; }

void write_line(Method method, std::string_view path_template, const Reply& reply, Clock::time_point start) {
  const auto spent = std::chrono::duration<double, std::milli>(Clock::now() - start).count();
  log::write(reply.status >= 500 ? log::Level::error : log::Level::info, "request",
             {{"method", name_of(method)},
              {"route", path_template},
              {"status", reply.status},
              {"ms", static_cast<double>(static_cast<std::int64_t>(spent * 10)) / 10},
              {"bytes", reply.bytes().size()}});
}

/// Completes and logs a reply on its way out.
Respond finishing(Method method, std::string path_template, bool no_store, Respond respond) {
  return [method, path_template = std::move(path_template), no_store, start = Clock::now(),
          respond = std::move(respond)](Reply reply) {
    if (no_store && !has_header(reply, "cache-control")) reply.set("cache-control", "no-store");
    reply.set("x-content-type-options", "nosniff");
    write_line(method, path_template, reply, start);
    respond(std::move(reply));
  };
}

}  // namespace

Routes::Routes(std::shared_ptr<const Site> site, Limiter* limiter) : site_(std::move(site)), limiter_(limiter) {}

void Routes::replace_site(std::shared_ptr<const Site> site) { site_.store(std::move(site)); }

void Routes::add(Method method, std::string_view path_template, Handler handler) {
  auto route = std::make_unique<Route>();
  route->method = method;
  route->path_template = path_template;
  const std::size_t brace = route->path_template.find('{');
  route->has_value = brace != std::string::npos;
  route->before = std::string_view(route->path_template).substr(0, brace);
  route->handler = std::move(handler);
  routes_.push_back(std::move(route));
}

bool Routes::matches(const Route& route, std::string_view path, std::string_view& value) {
  if (!route.has_value) return path == route.before;
  if (!path.starts_with(route.before)) return false;
  value = path.substr(route.before.size());
  return !value.empty() && value.find('/') == std::string_view::npos;
}

std::string Routes::allowed(std::string_view path) const {
  std::string list;
  std::string_view value;
  for (const auto& route : routes_) {
    if (!matches(*route, path, value)) continue;
    if (!list.empty()) list += ", ";
    list += name_of(route->method);
    if (route->method == Method::get) list += ", HEAD";
  }
  return list;
}

int Routes::admit(const Request& request, std::shared_ptr<void>& place) const {
  if (limiter_ == nullptr) return 0;
  if (const int wait_s = limiter_->take(Limited::address, request.address.network(), Clock::now())) return wait_s;
  place = limiter_->enter(request.address);
  return place == nullptr ? 1 : 0;
}

void Routes::answer(Request request, Respond respond) const {
  const std::string_view path = request.path;
  std::shared_ptr<void> place;
  if (const int wait_s = admit(request, place)) {
    finishing(request.method, "(limited)", true, std::move(respond))(too_many_reply(wait_s));
    return;
  }
  if (place != nullptr) {
    respond = [place = std::move(place), respond = std::move(respond)](Reply reply) { respond(std::move(reply)); };
  }
  if (path.starts_with(refused_prefix)) {
    finishing(request.method, "(refused)", true, std::move(respond))(refusal_reply(path));
    return;
  }
  for (const auto& route : routes_) {
    std::string_view value;
    if (route->method != route_method(request.method) || !matches(*route, path, value)) continue;
    Respond finish = finishing(request.method, route->path_template, true, std::move(respond));
    try {
      route->handler(request, value, finish);
    } catch (const std::exception&) {
      // What was thrown may quote the body: only that it happened is told.
      log::write(log::Level::error, "exception", {{"route", route->path_template}});
      finish(problem_reply(problems::internal));
    }
    return;
  }
  if (const std::string allow = allowed(path); !allow.empty()) {
    Reply reply = problem_reply(problems::method_not_allowed);
    reply.set("allow", allow);
    finishing(request.method, "(wrong method)", true, std::move(respond))(std::move(reply));
  } else if (is_under_v1(path)) {
    finishing(request.method, "(unknown)", true, std::move(respond))(problem_reply(problems::not_found));
  } else {
    finishing(request.method, "(site)", false, std::move(respond))(site_.load()->reply(request));
  }
}

std::vector<Routes::Name> Routes::names() const {
  std::vector<Name> list;
  for (const auto& route : routes_) list.push_back({route->method, route->path_template});
  return list;
}

}  // namespace waymark::server::http
