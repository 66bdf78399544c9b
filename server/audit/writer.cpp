#include "server/audit/writer.h"

#include <exception>
#include <map>
#include <string>
#include <utility>

#include "server/log.h"

namespace waymark::server {
namespace {

/// In the order of the councils' names: two endpoints that write for several never wait for each other in a circle.
using ByCouncil = std::map<std::string, std::vector<AuditEntry>>;

std::optional<StoreTrouble> written(Store& store, const ByCouncil& logs) {
  try {
    return store.write([&](Transaction& transaction) {
      for (const auto& [council, entries] : logs) transaction.append_audit(council, entries);
      return true;
    });
  } catch (const std::exception&) {
    return StoreTrouble{StoreTrouble::Kind::broken, "an exception while accesses were written"};
  }
}

}  // namespace

void AuditWriter::write(Accesses accesses, Then then) {
  const StoreTrouble too_much{StoreTrouble::Kind::busy, "too much waits to be written"};
  {
    std::unique_lock lock(mutex_);
    if (waiting_.size() >= Executor::waiting_max) {
      lock.unlock();
      return then(too_much);
    }
    waiting_.push_back({std::move(accesses), std::move(then)});
    if (std::exchange(asked_, true)) return;
  }
  if (writer_.post([this](Store& store) { write_all(store); })) return;
  for (const Waiting& one : take_all()) one.then(too_much);
}

std::vector<AuditWriter::Waiting> AuditWriter::take_all() {
  const std::lock_guard lock(mutex_);
  asked_ = false;
  return std::exchange(waiting_, {});
}

void AuditWriter::write_all(Store& store) {
  const std::vector<Waiting> all = take_all();
  ByCouncil logs;
  for (const Waiting& one : all) {
    auto& entries = logs[one.accesses.council];
    entries.insert(entries.end(), one.accesses.entries.begin(), one.accesses.entries.end());
  }
  const auto trouble = written(store, logs);
  for (const Waiting& one : all) {
    try {
      one.then(trouble);
    } catch (const std::exception&) {  // one answer that cannot be given is no reason to keep the others
      log::write(log::Level::error, "exception", {{"route", "(storage)"}});
    }
  }
}

}  // namespace waymark::server
