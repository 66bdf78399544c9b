// Problem details (RFC 9457) as replies: every answer that is not a success, in one form.
//
//   respond(problem_reply(problems::not_found));
//   respond(problem_reply(problems::too_large, {.extra = {{"max_bytes", body_bytes_max}}}));
//   respond(problem_reply(problems::invalid_body, {.errors = {{"/device", "is missing"}}}));
//
// `type` is a path of this server and never changes its meaning: clients decide by it, people read the title.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "core/model/problem.h"
#include "server/http/message.h"

namespace waymark::server::http {

struct ProblemKind {
  int status;
  std::string_view name;   // type is "/problems/" + name
  std::string_view title;  // one plain sentence
};

namespace problems {
inline constexpr ProblemKind bad_request{400, "bad-request", "This is not a request that can be understood."};
inline constexpr ProblemKind not_json{400, "not-json", "The body is not JSON that can be read."};
inline constexpr ProblemKind bad_encoding{400, "bad-encoding", "The body could not be decompressed."};
inline constexpr ProblemKind sign_in_needed{401, "sign-in-needed", "This phone is not signed in."};
inline constexpr ProblemKind link_refused{403, "link-refused", "This link does not work any more."};
inline constexpr ProblemKind not_found{404, "not-found", "There is nothing here."};
inline constexpr ProblemKind method_not_allowed{405, "method-not-allowed", "This address does not do that."};
inline constexpr ProblemKind too_slow{408, "too-slow", "The request took too long to arrive."};
inline constexpr ProblemKind op_gap{409, "op-gap", "Some earlier edits of this phone have not arrived."};
inline constexpr ProblemKind restored_phone{409, "restored-phone", "This phone was set back to an earlier state."};
inline constexpr ProblemKind cursor_expired{410, "cursor-expired", "This place in the feed is not known: start again."};
inline constexpr ProblemKind length_required{411, "length-required", "A body needs a Content-Length."};
inline constexpr ProblemKind too_large{413, "too-large", "The body is too large."};
inline constexpr ProblemKind target_too_long{414, "target-too-long", "The address is too long."};
inline constexpr ProblemKind unsupported_type{415, "unsupported-media-type", "The body must be application/json."};
inline constexpr ProblemKind unsupported_encoding{415, "unsupported-encoding", "The body may be plain or gzip."};
inline constexpr ProblemKind expectation_failed{417, "expectation-failed", "Only 100-continue can be expected."};
inline constexpr ProblemKind invalid_body{422, "invalid-body", "Something in the body is not as it should be."};
inline constexpr ProblemKind invalid_query{422, "invalid-query", "Something in the address is not as it should be."};
inline constexpr ProblemKind op_reused{422, "op-reused", "An edit came again with other content."};
inline constexpr ProblemKind too_many{429, "too-many-requests", "There were too many requests. Try again soon."};
inline constexpr ProblemKind head_too_large{431, "head-too-large", "The headers are too large."};
inline constexpr ProblemKind internal{500, "internal", "Something went wrong on our side. Nothing was lost."};
inline constexpr ProblemKind unavailable{503, "unavailable", "The council's server is busy. Try again soon."};
}  // namespace problems

struct ProblemMore {
  std::string detail{};                             // one sentence about this case; without personal data
  Problems errors{};                                // each with pointer and reason
  nlohmann::json extra = nlohmann::json::object();  // extension members: max_bytes, n_expected …
};

Reply problem_reply(const ProblemKind& kind, const ProblemMore& more = {});

/// To somebody who asked too often: when to come again.
Reply too_many_reply(int wait_s);

/// The reply to a request that the gate refused (http/gate.h), by the status in its path; 404 for any other.
Reply refusal_reply(std::string_view path);

}  // namespace waymark::server::http
