#include "server/http/site.h"

#include <algorithm>
#include <array>
#include <system_error>

#include "server/files.h"
#include "server/http/encoding.h"
#include "server/http/limits.h"
#include "server/http/problem.h"
#include "server/identity/secret.h"

namespace waymark::server::http {
namespace {

constexpr std::string_view content_security_policy =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob:; "
    "connect-src 'self'; worker-src 'self'; manifest-src 'self'; font-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

// Everything that asks the person for something we never need is off.
constexpr std::string_view permissions_policy =
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), "
    "midi=(), payment=(), serial=(), usb=()";

struct ContentType {
  std::string_view extension;
  std::string_view type;
};
constexpr std::array<ContentType, 16> content_types{{{"html", "text/html; charset=utf-8"},
                                                     {"css", "text/css; charset=utf-8"},
                                                     {"js", "text/javascript; charset=utf-8"},
                                                     {"mjs", "text/javascript; charset=utf-8"},
                                                     {"json", "application/json"},
                                                     {"map", "application/json"},
                                                     {"wasm", "application/wasm"},
                                                     {"webmanifest", "application/manifest+json"},
                                                     {"ttf", "font/ttf"},
                                                     {"woff2", "font/woff2"},
                                                     {"png", "image/png"},
                                                     {"svg", "image/svg+xml"},
                                                     {"webp", "image/webp"},
                                                     {"ico", "image/x-icon"},
                                                     {"txt", "text/plain; charset=utf-8"},
                                                     {"po", "text/plain; charset=utf-8"}}};

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

}  // namespace

std::string_view content_type_of(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  const std::string_view extension = dot == std::string_view::npos ? std::string_view() : name.substr(dot + 1);
  const auto* found = std::find_if(content_types.begin(), content_types.end(),
                                   [&](const ContentType& type) { return type.extension == extension; });
  return found == content_types.end() ? "application/octet-stream" : found->type;
}

bool is_hashed_name(std::string_view name) {
  const std::size_t last_dot = name.rfind('.');
  if (last_dot == std::string_view::npos) return false;
  const std::size_t before = name.find_last_of(".-/", last_dot - 1);
  if (before == std::string_view::npos || name[before] == '/') return false;
  const std::string_view middle = name.substr(before + 1, last_dot - before - 1);
  return middle.size() >= 8 && std::all_of(middle.begin(), middle.end(), is_hex);
}

void add_page_headers(Reply& reply) {
  reply.set("content-security-policy", std::string(content_security_policy));
  reply.set("cross-origin-opener-policy", "same-origin");
  reply.set("cross-origin-resource-policy", "same-origin");
  reply.set("referrer-policy", "no-referrer");
  reply.set("permissions-policy", std::string(permissions_policy));
}

std::expected<Site, std::string> Site::load(const std::filesystem::path& folder) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(folder / "index.html", error)) {
    return std::unexpected("There is no app in " + folder.string() +
                           " (no index.html): build it first, or name its folder with --site DIR.");
  }
  std::map<std::string, std::shared_ptr<const std::string>> read;
  std::size_t bytes = 0;
  for (std::filesystem::recursive_directory_iterator entry(folder, error), end; entry != end; entry.increment(error)) {
    if (error) return std::unexpected("The folder " + folder.string() + " cannot be read: " + error.message() + ".");
    if (!entry->is_regular_file(error)) continue;
    auto content = read_file(entry->path());
    if (!content) return std::unexpected("The file " + entry->path().string() + " cannot be read.");
    bytes += content->size();
    if (bytes > site_bytes_max) {
      return std::unexpected("The folder " + folder.string() +
                             " is larger than an app can be (64 MiB): " + "name the app's own folder with --site DIR.");
    }
    read["/" + std::filesystem::relative(entry->path(), folder).generic_string()] =
        std::make_shared<const std::string>(std::move(*content));
  }
  Site site;
  for (const auto& [path, content] : read) {
    const bool compressed = path.ends_with(".br") || path.ends_with(".gz");
    if (compressed && read.contains(path.substr(0, path.size() - 3))) continue;
    const auto sibling = [&](const char* ending) {
      const auto found = read.find(path + ending);
      return found == read.end() ? nullptr : found->second;
    };
    site.files_[path] = {.plain = content,
                         .gzip = sibling(".gz"),
                         .brotli = sibling(".br"),
                         .content_type = content_type_of(path),
                         .tag = "W/\"" + base64url(view(sha256(*content))).substr(0, 22) + '"',
                         .immutable = is_hashed_name(path)};
  }
  return site;
}

Reply Site::reply(const Request& request) const {
  const auto found = files_.find(request.path == "/" ? std::string_view("/index.html") : request.path);
  Reply reply;
  if (found == files_.end()) {
    reply = problem_reply(problems::not_found);
  } else if (request.method != Method::get && request.method != Method::head) {
    reply = problem_reply(problems::method_not_allowed);
    reply.set("allow", "GET, HEAD");
  } else {
    const File& file = found->second;
    reply.set("etag", file.tag);
    reply.set("vary", "Accept-Encoding");
    reply.set("cache-control", file.immutable ? "public, max-age=31536000, immutable" : "no-cache");
    if (matches_entity_tag(request.header("if-none-match"), file.tag)) {
      reply.status = 304;
    } else {
      const std::string_view accepted = request.header("accept-encoding");
      const bool brotli = file.brotli && accepts(accepted, Coding::brotli);
      const bool gzip = !brotli && file.gzip && accepts(accepted, Coding::gzip);
      reply.body = brotli ? file.brotli : gzip ? file.gzip : file.plain;
      reply.content_type = file.content_type;
      if (brotli || gzip) reply.set("content-encoding", std::string(name_of(brotli ? Coding::brotli : Coding::gzip)));
    }
  }
  add_page_headers(reply);
  return reply;
}

}  // namespace waymark::server::http
