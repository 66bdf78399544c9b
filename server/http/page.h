// A small page of HTML in plain words, for somebody whom a browser brought here and not the app.
//
//   respond(page_reply(403, {.title = "…", .paragraphs = {"…"}, .link = "Start again", .leads_to = "/v1/staff/sign-in"}));
//
// It has no script, no picture, nothing from elsewhere and nothing of the request in it.
#pragma once

#include <string_view>
#include <vector>

#include "server/http/message.h"

namespace waymark::server::http {

struct Page {
  std::string_view title;
  std::vector<std::string_view> paragraphs;
  std::string_view link{};      // what it says; empty: there is none
  std::string_view leads_to{};  // a path of this server
};

Reply page_reply(int status, const Page& page);

}  // namespace waymark::server::http
