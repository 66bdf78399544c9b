#include "server/accounts.h"

#include <algorithm>
#include <vector>

#include "core/model/schema.h"
#include "server/log.h"

namespace waymark::server {
namespace {

std::string no_answer(const StoreTrouble& trouble) { return "The database does not answer (" + trouble.what + ")."; }

/// The one that is named, or all that have a log of accesses.
std::vector<std::string> councils_of(Snapshot& snapshot, const std::string& named) {
  return named.empty() ? snapshot.audited_councils() : std::vector{named};
}

bool has_case(Snapshot& snapshot, const Account& account, const std::string& case_id) {
  const auto cases = snapshot.visible_cases(account);
  return std::any_of(cases.begin(), cases.end(), [&](const VisibleCase& one) { return one.id.text == case_id; });
}

std::string line_of(const Account& account) {
  return account.id.text + "  " + std::string(name_of(account.role)) + "  " + account.council + "  " + account.name;
}

/// What keeps the change from being made; none: it was made.
std::optional<std::string> change_in(Transaction& transaction, const AccessChange& change, Account& account) {
  const CaseId case_id(change.case_id);
  std::optional<Account> found;
  for (const std::string& council : councils_of(transaction, change.council)) {
    found = transaction.find_account(council, PersonId(change.account));
    if (found) break;
  }
  if (!found) {
    return "There is no account " + change.account +
           ": councilctl accounts lists them; name the council with --council when nobody of it has signed in yet.";
  }
  account = *found;
  if (account.role == Role::young_person)
    return "The account is a young person's, who has their own case and no other.";
  if (!transaction.number_of_case(account.council, case_id))
    return "There is no case " + change.case_id + " in " + account.council + ": councilctl accounts lists cases.";
  const bool has = has_case(transaction, account, change.case_id);
  if (has && change.gives) return "The account has the case already.";
  if (!has && !change.gives) return "The account does not have the case.";
  if (change.gives) {
    transaction.grant(account, case_id);
  } else {
    transaction.revoke(account, case_id);
  }
  transaction.append_audit(account.council, {{.server_utc_ms = log::now_utc_ms(),
                                              .account = account.id,
                                              .case_id = case_id,
                                              .did = std::string(change.gives ? access::grant : access::revoke)}});
  return std::nullopt;
}

}  // namespace

std::optional<std::string> list_accounts(Store& store, const AccountsQuestion& asked, std::ostream& out) {
  bool shown = false;
  const auto trouble = store.read([&](Snapshot& snapshot) {
    for (const std::string& council : councils_of(snapshot, asked.council)) {
      for (const Account& account : snapshot.accounts(council)) {
        if (!asked.case_id.empty() && !has_case(snapshot, account, asked.case_id)) continue;
        shown = true;
        out << line_of(account) << '\n';
        for (const VisibleCase& one : snapshot.visible_cases(account)) out << "  case " << one.id.text << '\n';
      }
    }
  });
  if (trouble) return no_answer(*trouble);
  if (!shown) out << "There is no such account. Is the council named with --council?\n";
  return std::nullopt;
}

std::optional<std::string> change_access(Store& store, const AccessChange& change, std::ostream& out) {
  std::optional<std::string> hindrance;
  Account account;
  const auto trouble = store.write([&](Transaction& transaction) {
    hindrance = change_in(transaction, change, account);
    return !hindrance;
  });
  if (hindrance) return hindrance;
  if (trouble) {
    return "It was not changed (" + trouble->what + "): with PostgreSQL, do it as the role that owns the tables.";
  }
  out << account.name << (change.gives ? " has the case " : " does not have the case ") << change.case_id
      << (change.gives ? " now.\n" : " any more.\n");
  return std::nullopt;
}

}  // namespace waymark::server
