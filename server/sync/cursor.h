// The cursor of a pull: how much of each case a phone has. Opaque to phones, signed by the server.
//
//   std::string text = write_cursor({{1, 40}, {7, 3}}, key, account);
//   auto cursor = read_cursor(text, key, account);      // none: forged, of another account or another database
//
// Case numbers with sequences, as varints: 25 cases are about 140 characters. The signature (HMAC-SHA256, 16 of
// its bytes) binds it to the account, so that a cursor cannot be made up to learn which cases exist. The key is a
// secret of the data folder: a cursor of another database is not understood as one of this.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "server/store/store.h"

namespace waymark::server {

struct Cursor {
  /// A case that the last page ended in, and how the phone had it before: documents that are still to come are told by
  /// what changed in them since then.
  struct Middle {
    std::int64_t number = 0;
    std::int64_t known = 0;
    bool operator==(const Middle&) const = default;
  };

  std::map<std::int64_t, std::int64_t> read;  // case number -> sequence of the last change that the phone has
  std::optional<Middle> middle;

  bool operator==(const Cursor&) const = default;
};

std::string write_cursor(const Cursor& cursor, std::string_view key, const Account& account);
/// The empty text is the beginning.
std::optional<Cursor> read_cursor(std::string_view text, std::string_view key, const Account& account);

}  // namespace waymark::server
