#include "server/http/page.h"

#include <openssl/evp.h>

#include <string>

#include "server/identity/secret.h"

namespace waymark::server::http {
namespace {

// Named by its hash in the page's policy, which lets nothing else be run or loaded.
constexpr std::string_view style =
    ":root{color-scheme:light dark}body{font:1.125rem/1.5 system-ui,sans-serif;max-width:34rem;margin:3rem auto;"
    "padding:0 1rem}h1{font-size:1.5rem;line-height:1.25}a{font-weight:600}";

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '"') {
      out += "&quot;";
    } else {
      out += c;
    }
  }
  return out;
}

std::string base64(std::string_view bytes) {
  std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');
  const int size =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                      reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(size));
  return text;
}

}  // namespace

Reply page_reply(int status, const Page& page) {
  std::string html =
      "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">"
      "<meta name=\"viewport\" content=\"width=device-width\"><title>" +
      escaped(page.title) + " – Waymark</title><style>" + std::string(style) + "</style><main><h1>" +
      escaped(page.title) + "</h1>";
  for (const std::string_view one : page.paragraphs) html += "<p>" + escaped(one) + "</p>";
  if (!page.link.empty()) html += "<p><a href=\"" + escaped(page.leads_to) + "\">" + escaped(page.link) + "</a></p>";
  html += "</main></html>\n";

  Reply reply;
  reply.status = status;
  reply.content_type = "text/html; charset=utf-8";
  reply.body = std::make_shared<const std::string>(std::move(html));
  reply.set("content-security-policy", "default-src 'none'; style-src 'sha256-" + base64(view(sha256(style))) +
                                           "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
  reply.set("cross-origin-opener-policy", "same-origin");
  reply.set("cross-origin-resource-policy", "same-origin");
  reply.set("referrer-policy", "no-referrer");
  if (status == 503) reply.set("retry-after", "30");
  return reply;
}

}  // namespace waymark::server::http
