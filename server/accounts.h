// Who has an account, and who is given which case: what councilctl does for a council.
//
//   auto trouble = list_accounts(store, {.council = "southampton"}, std::cout);
//   auto trouble = change_access(store, {.account = id, .case_id = one, .gives = false}, std::cout);
//
// Endpoints may be running: what changes counts from the account's next request on. A phone that loses a case is told
// that it is gone, and removes it. Each change is in the log of accesses. The trouble is one sentence with the remedy.
#pragma once

#include <optional>
#include <ostream>
#include <string>

#include "server/store/store.h"

namespace waymark::server {

struct AccountsQuestion {
  std::string council;  // empty: every one that has a log of accesses
  std::string case_id;  // empty: all accounts, else those who have this case
};
/// An account a line, and its cases below it.
std::optional<std::string> list_accounts(Store& store, const AccountsQuestion& asked, std::ostream& out);

struct AccessChange {
  std::string council;  // empty: the one that the account is of, among those that have a log of accesses
  std::string account;
  std::string case_id;
  bool gives = true;  // false: takes
};
std::optional<std::string> change_access(Store& store, const AccessChange& change, std::ostream& out);

}  // namespace waymark::server
