// The app's own files, read into memory at start: what is not in the list is not there, so no path can climb out.
//
//   auto site = Site::load("build/web/site");           // index.html, *.wasm, and their .br and .gz siblings
//   Reply reply = site->reply(request);
//
// `name.br` and `name.gz` are the precompressed forms of `name` and have no address of their own. A name with a hash
// of at least 8 hex digits between dots or a dash and a dot (`waymark.0f3a9c21.wasm`) never changes and is cached
// for a year; everything else is checked each time by its entity tag.
#pragma once

#include <expected>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "server/http/message.h"

namespace waymark::server::http {

class Site {
 public:
  /// Reads a folder; the error is one sentence with the remedy.
  static std::expected<Site, std::string> load(const std::filesystem::path& folder);

  /// GET and HEAD of a path; a problem for anything else.
  [[nodiscard]] Reply reply(const Request& request) const;

  [[nodiscard]] std::size_t size() const { return files_.size(); }

 private:
  struct File {
    std::shared_ptr<const std::string> plain;
    std::shared_ptr<const std::string> gzip;    // null: not there
    std::shared_ptr<const std::string> brotli;  // null: not there
    std::string_view content_type;
    std::string tag;
    bool immutable = false;
  };
  std::map<std::string, File, std::less<>> files_;  // "/index.html"
};

/// By the extension of a name; "application/octet-stream" when unknown.
std::string_view content_type_of(std::string_view name);
/// True for a name that carries a hash of its content.
bool is_hashed_name(std::string_view name);

/// The headers of every reply outside /v1 (design, part 6).
void add_page_headers(Reply& reply);

}  // namespace waymark::server::http
