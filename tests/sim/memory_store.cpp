#include "tests/sim/memory_store.h"

#include <algorithm>

namespace waymark::sim {

using server::Account;
using server::KnownOp;

namespace {

Tables::Row row(std::string_view council, const std::string& id) { return {std::string(council), id}; }

Tables::Line line(std::string_view council, const std::string& of, std::string_view id) {
  return {std::string(council), of, std::string(id)};
}

}  // namespace

std::optional<server::Session> MemoryTransaction::find_session(const server::Sha256& token_hash) {
  const auto found = tables_.sessions.find(token_hash);
  if (found == tables_.sessions.end()) return std::nullopt;
  auto account = find_account(found->second.council, PersonId(found->second.account));
  return account ? std::optional(server::Session{std::move(*account), found->second.device}) : std::nullopt;
}

std::optional<Account> MemoryTransaction::find_account(std::string_view council, const PersonId& id) {
  const auto found = tables_.accounts.find(row(council, id.text));
  return found == tables_.accounts.end() ? std::nullopt : std::optional(found->second);
}

std::vector<server::VisibleCase> MemoryTransaction::visible_cases(const Account& account) {
  std::vector<server::VisibleCase> visible;
  for (auto one = tables_.access.lower_bound(line(account.council, account.id.text, ""));
       one != tables_.access.end() && std::get<0>(*one) == account.council && std::get<1>(*one) == account.id.text;
       ++one) {
    const Tables::Case& found = tables_.cases.at(row(account.council, std::get<2>(*one)));
    visible.push_back({found.number, CaseId(std::get<2>(*one)), found.seq});
  }
  std::ranges::sort(visible, {}, &server::VisibleCase::number);
  return visible;
}

std::optional<CaseId> MemoryTransaction::case_with_number(std::string_view council, std::int64_t number) {
  for (const auto& [id, one] : tables_.cases) {
    if (id.first == council && one.number == number) return CaseId(id.second);
  }
  return std::nullopt;
}

std::optional<std::int64_t> MemoryTransaction::number_of_case(std::string_view council, const CaseId& case_id) {
  const auto found = tables_.cases.find(row(council, case_id.text));
  return found == tables_.cases.end() ? std::nullopt : std::optional(found->second.number);
}

void MemoryTransaction::each_record(
    std::string_view council, const CaseId& case_id,
    const std::function<void(const std::shared_ptr<const sync::Record>&)>& visitor) const {
  for (auto one = tables_.documents.lower_bound(line(council, case_id.text, ""));
       one != tables_.documents.end() && std::get<0>(one->first) == council && std::get<1>(one->first) == case_id.text;
       ++one) {
    visitor(one->second);
  }
}

void MemoryTransaction::each_change(std::string_view council, const CaseId& case_id, std::int64_t seq,
                                    const std::function<bool(const sync::Record&)>& visitor) {
  std::vector<std::shared_ptr<const sync::Record>> changed;
  each_record(council, case_id, [&](const auto& record) {
    if (record->seq > seq) changed.push_back(record);
  });
  std::ranges::sort(changed, {}, [](const auto& record) { return record->seq; });
  for (const auto& record : changed) {
    if (!visitor(*record)) return;
  }
}

std::int64_t MemoryTransaction::lock_case(std::string_view council, const CaseId& case_id) {
  const auto found = tables_.cases.find(row(council, case_id.text));
  return found == tables_.cases.end() ? 0 : found->second.seq;
}

void MemoryTransaction::set_case_seq(std::string_view council, const CaseId& case_id, std::int64_t seq) {
  if (const auto found = tables_.cases.find(row(council, case_id.text)); found != tables_.cases.end())
    found->second.seq = seq;
}

std::optional<sync::Record> MemoryTransaction::find_record(std::string_view council, const CaseId& case_id,
                                                           const DocId& doc) {
  const auto found = tables_.documents.find(line(council, case_id.text, doc.text));
  return found == tables_.documents.end() ? std::nullopt : std::optional(*found->second);
}

std::vector<sync::Record> MemoryTransaction::records_of_type(std::string_view council, const CaseId& case_id,
                                                             std::string_view type) {
  std::vector<sync::Record> records;
  each_record(council, case_id, [&](const auto& record) {
    if (record->type == type) records.push_back(*record);
  });
  return records;
}

std::int64_t MemoryTransaction::count_documents(std::string_view council, const CaseId& case_id) {
  std::int64_t count = 0;
  each_record(council, case_id, [&](const auto&) { ++count; });
  return count;
}

void MemoryTransaction::put_record(std::string_view council, const sync::Record& record) {
  tables_.documents[line(council, record.case_id.text, record.doc.text)] = std::make_shared<const sync::Record>(record);
}

void MemoryTransaction::append_history(std::string_view council, const server::HistoryEntry& entry) {
  tables_.history.push_back(std::make_shared<const std::pair<std::string, server::HistoryEntry>>(council, entry));
}

std::optional<KnownOp> MemoryTransaction::find_op(const Account& account, const OpId& id) {
  const auto found = tables_.ops.find(line(account.council, account.id.text, id.text));
  return found == tables_.ops.end() ? std::nullopt : std::optional(*found->second);
}

void MemoryTransaction::put_op(const Account& account, const KnownOp& op) {
  tables_.ops[line(account.council, account.id.text, op.result.id.text)] = std::make_shared<const KnownOp>(op);
}

std::int64_t MemoryTransaction::lock_device(const Account& account, std::string_view device) {
  const auto found = tables_.devices.find(line(account.council, account.id.text, device));
  return found == tables_.devices.end() ? 0 : found->second;
}

void MemoryTransaction::set_device_counter(const Account& account, std::string_view device, std::int64_t n) {
  tables_.devices[line(account.council, account.id.text, device)] = n;
}

void MemoryTransaction::put_account(const Account& account) {
  tables_.accounts[row(account.council, account.id.text)] = account;
}

void MemoryTransaction::put_case(std::string_view council, const CaseId& case_id) {
  const auto number = static_cast<std::int64_t>(tables_.cases.size()) + 1;
  tables_.cases.try_emplace(row(council, case_id.text), Tables::Case{number, 0});
}

void MemoryTransaction::grant(const Account& account, const CaseId& case_id) {
  tables_.access.insert(line(account.council, account.id.text, case_id.text));
}

void MemoryTransaction::revoke(const Account& account, const CaseId& case_id) {
  tables_.access.erase(line(account.council, account.id.text, case_id.text));
}

void MemoryTransaction::put_session(const Account& account, std::string_view device, const server::Sha256& token_hash,
                                    std::int64_t) {
  std::erase_if(tables_.sessions, [&](const auto& one) {
    return one.second.council == account.council && one.second.account == account.id.text &&
           one.second.device == device;
  });
  tables_.devices.try_emplace(line(account.council, account.id.text, device), 0);
  tables_.sessions[token_hash] = {account.council, account.id.text, std::string(device)};
}

std::optional<server::StoreTrouble> MemoryStore::read(const std::function<void(server::Snapshot&)>& work) {
  const auto transaction = begin(tables_);
  work(*transaction);
  return std::nullopt;
}

std::optional<server::StoreTrouble> MemoryStore::write(const std::function<bool(server::Transaction&)>& work) {
  Tables next = tables_;
  const auto transaction = begin(next);
  if (work(*transaction)) tables_ = std::move(next);
  return std::nullopt;
}

}  // namespace waymark::sim
