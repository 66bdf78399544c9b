// The cursor of a pull: how much of each case a phone has. Opaque to phones, signed by the server.
//
//   std::string text = write_cursor({{1, 40}, {7, 3}}, key, account);
//   auto cursor = read_cursor(text, key, account);      // none: forged, of another account or another database
//
// A map from case number to sequence, as varints: 25 cases are about 140 characters. The signature (HMAC-SHA256, 16 of
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

using Cursor = std::map<std::int64_t, std::int64_t>;  // case number -> sequence of the last change the phone has

std::string write_cursor(const Cursor& cursor, std::string_view key, const Account& account);
/// The empty text is the beginning: an empty map.
std::optional<Cursor> read_cursor(std::string_view text, std::string_view key, const Account& account);

}  // namespace waymark::server
