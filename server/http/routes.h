// The table of routes under /v1 and beside it. Everything that the endpoint answers is in one table, so that the
// wrong method knows which ones would be right, the log names templates and never paths, and a test can compare
// the table with docs/openapi.yaml.
//
//   Routes routes(site);
//   routes.add(Method::get, "/v1/content/{sha256}", handler);   // handler(request, "0f3a…", respond)
//   routes.answer(std::move(request), respond);                 // respond is called exactly once
//
// Threads: add() before serving; answer() from any thread afterwards.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/limiter.h"
#include "server/http/message.h"
#include "server/http/site.h"

namespace waymark::server::http {

/// `value` is what stands in the place of `{name}` in the template, decoded; "" when the template has none.
using Handler = std::function<void(const Request& request, std::string_view value, Respond respond)>;

class Routes {
 public:
  /// `site` answers every path outside /v1 that has no route of its own. It may be replaced while serving.
  /// `limiter` counts every request by its address; null: nobody is limited. It lives as long as this.
  explicit Routes(std::shared_ptr<const Site> site, Limiter* limiter = nullptr);

  void add(Method method, std::string_view path_template, Handler handler);

  /// Finds the route, calls it, completes the headers of its reply and writes the line of the log.
  void answer(Request request, Respond respond) const;

  void replace_site(std::shared_ptr<const Site> site);

  struct Name {
    Method method;
    std::string path_template;
  };
  /// All routes in the order they were added.
  [[nodiscard]] std::vector<Name> names() const;

 private:
  struct Route {
    Method method;
    std::string path_template;
    std::string_view before;  // of the template, up to '{'; or all of it
    bool has_value = false;
    Handler handler;
  };
  [[nodiscard]] static bool matches(const Route& route, std::string_view path, std::string_view& value);
  [[nodiscard]] std::string allowed(std::string_view path) const;  // "GET, HEAD"; "" when no route has the path

  /// Seconds to wait, or 0 and a place while it is answered.
  [[nodiscard]] int admit(const Request& request, std::shared_ptr<void>& place) const;

  std::vector<std::unique_ptr<Route>> routes_;
  std::atomic<std::shared_ptr<const Site>> site_;
  Limiter* limiter_;
};

}  // namespace waymark::server::http
