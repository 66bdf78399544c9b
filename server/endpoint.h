// The API of the endpoint (docs/openapi.yaml, docs/protocol.md): what each route does.
//
//   Endpoint endpoint({.writer = writer, .reader = reader, .library = library, .links = links, …});
//   endpoint.add_routes(routes);
//
// HTTP threads check and parse what is small; everything about storage is posted to an executor and answered from
// there. The body of a sync is read by the reader, once it knows the session: a stranger's never gets to the parser or
// to the writer's queue. Pushes go to the writer alone and their page is read by the reader, so that building and
// compressing pages never holds up the next commit. An answer that shows something of a case is held until the writer
// has it in the log of accesses; one that shows nothing, as to a phone that asks at rest, waits for no writing.
// Ownership: borrows everything; what it is given lives until the engine has ended and the executors are empty.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "server/audit/writer.h"
#include "server/content/library.h"
#include "server/http/limiter.h"
#include "server/http/routes.h"
#include "server/identity/sealing_key.h"
#include "server/identity/sign_in_links.h"
#include "server/store/executor.h"

namespace waymark::server {

class Endpoint {
 public:
  struct Parts {
    Executor& writer;
    Executor& reader;
    const Library& library;
    const SignInLinks& links;
    std::string cursor_key;            // secret of the database
    SealingKey sealing_key;            // likewise
    std::string openapi;               // docs/openapi.yaml
    http::Limiter* limiter = nullptr;  // of phones, accounts and guesses; null: nobody is limited
  };

  explicit Endpoint(Parts parts) : parts_(std::move(parts)), audit_(parts_.writer) {}

  void add_routes(http::Routes& routes);

 private:
  struct Sync;  // one sync on its way

  /// Whose link it is, ended for others from here on.
  using Redeem = std::function<std::optional<Account>(Transaction&)>;

  void pair(const http::Request& request, http::Respond respond);
  void sign_in(const std::string& device, const http::Respond& respond, Redeem redeem);
  void post_sync(const http::Request& request, http::Respond respond);
  void get_sync(const http::Request& request, http::Respond respond);
  void post_sealed(const http::Request& request, const http::Respond& respond);
  void get_digest(const http::Request& request, const http::Respond& respond);
  void get_council(const http::Request& request, std::string_view id, const http::Respond& respond) const;
  void get_content(const http::Request& request, std::string_view sha256, const http::Respond& respond) const;
  void get_health(http::Respond respond);
  void get_openapi(const http::Respond& respond) const;

  /// Posts work that answers with `respond`; says so when the queue is full or the work throws.
  static void on(Executor& executor, const http::Respond& respond, std::function<void(Store&)> work);
  /// 429 when there were too many of these; none: go on.
  [[nodiscard]] std::optional<http::Reply> too_many(http::Limited what, std::string_view whose) const;
  /// The code was right: it does not count among those that were not.
  void no_guess(std::string_view network) const;
  [[nodiscard]] std::optional<http::Reply> too_many_of(std::string_view council, const PersonId& account) const;
  void read_then_sync(Store& store, const http::Request& request, const std::shared_ptr<Sync>& sync);
  void push_then_pull(const std::shared_ptr<Sync>& sync);
  void pull_page(const std::shared_ptr<Sync>& sync);
  void give_pages(Store& store, const Sync& sync);
  static http::Reply page_reply(const std::vector<sync::SyncReply>& pages, const Sync& sync);
  /// Answers once the accesses are in the log, and says that it cannot when they cannot be written.
  void give(const http::Respond& respond, http::Reply reply, Accesses accesses);

  Parts parts_;
  AuditWriter audit_;
};

}  // namespace waymark::server
