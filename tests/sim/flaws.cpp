#include "tests/sim/flaws.h"

#include <algorithm>

namespace waymark::sim {

using server::Account;
using sync::Record;

namespace {

/// A store whose transactions are of another kind.
template <class Flawed>
class Store : public MemoryStore {
  std::unique_ptr<MemoryTransaction> begin(Tables& tables) override { return std::make_unique<Flawed>(tables); }
};

template <class Flawed>
std::unique_ptr<MemoryStore> make() {
  return std::make_unique<Store<Flawed>>();
}

struct DropsTheOtherVersion : MemoryTransaction {  // last writer wins, without a trace
  using MemoryTransaction::MemoryTransaction;
  void put_record(std::string_view council, const Record& record) override {
    Record changed = record;
    changed.conflicts.clear();
    MemoryTransaction::put_record(council, changed);
  }
};

struct KeepsOneVersionBeside : MemoryTransaction {
  using MemoryTransaction::MemoryTransaction;
  void put_record(std::string_view council, const Record& record) override {
    Record changed = record;
    if (changed.conflicts.size() > 1) changed.conflicts.erase(changed.conflicts.begin(), changed.conflicts.end() - 1);
    MemoryTransaction::put_record(council, changed);
  }
};

struct ForgetsWhoChangedAField : MemoryTransaction {  // so nobody ever seems not to have seen it
  using MemoryTransaction::MemoryTransaction;
  void put_record(std::string_view council, const Record& record) override {
    Record changed = record;
    changed.fields.clear();
    MemoryTransaction::put_record(council, changed);
  }
};

struct TakesEveryoneForOneDevice : MemoryTransaction {
  using MemoryTransaction::MemoryTransaction;
  std::optional<Record> find_record(std::string_view council, const CaseId& one, const DocId& doc) override {
    auto record = MemoryTransaction::find_record(council, one, doc);
    if (record) {
      for (auto& [pointer, stamp] : record->fields) stamp.seq = 0;
    }
    return record;
  }
};

struct LetsAClockDecide : MemoryTransaction {  // the later clock wins the whole document
  using MemoryTransaction::MemoryTransaction;
  void put_record(std::string_view council, const Record& record) override {
    Record changed = record;
    if (const auto before = find_record(council, record.case_id, record.doc)) {
      const auto latest = [](const Record& one) {
        std::int64_t at = one.created.claimed_utc_ms;
        for (const auto& [pointer, stamp] : one.fields) at = std::max(at, stamp.claimed_utc_ms);
        return at;
      };
      const bool is_older = latest(record) <= latest(*before);
      if (is_older) changed.document = before->document;
    }
    MemoryTransaction::put_record(council, changed);
  }
};

struct MixesSentences : MemoryTransaction {  // makes one text of two people's
  using MemoryTransaction::MemoryTransaction;
  void put_record(std::string_view council, const Record& record) override {
    Record changed = record;
    for (const sync::Conflict& other : record.conflicts) {
      if (other.pointer == "/title" && other.value.is_string() && changed.document.contains("title"))
        changed.document["title"] = changed.document["title"].get<std::string>() + " " + other.value.get<std::string>();
    }
    MemoryTransaction::put_record(council, changed);
  }
};

struct SaysThatMoreWasRead : MemoryTransaction {
  using MemoryTransaction::MemoryTransaction;
  void put_record(std::string_view council, const Record& record) override {
    Record changed = record;
    if (record.type == "read_receipt") changed.document["up_to"] = record.seq + 5;
    MemoryTransaction::put_record(council, changed);
  }
};

struct RemovesForEver : MemoryTransaction {  // an edit does not beat a removal
  using MemoryTransaction::MemoryTransaction;
  void put_record(std::string_view council, const Record& record) override {
    Record changed = record;
    if (const auto before = find_record(council, record.case_id, record.doc)) changed.deleted |= before->deleted;
    MemoryTransaction::put_record(council, changed);
  }
};

struct ForgetsRemovedDocuments : MemoryTransaction {
  using MemoryTransaction::MemoryTransaction;
  void put_record(std::string_view council, const Record& record) override {
    if (!record.deleted) return MemoryTransaction::put_record(council, record);
    tables_.documents.erase({std::string(council), record.case_id.text, record.doc.text});
  }
};

struct ForgetsOperations : MemoryTransaction {  // what comes again is done again
  using MemoryTransaction::MemoryTransaction;
  std::optional<server::KnownOp> find_op(const Account&, const OpId&) override { return std::nullopt; }
  std::int64_t lock_device(const Account&, std::string_view) override { return 0; }
};

struct ForgetsCounters : MemoryTransaction {
  using MemoryTransaction::MemoryTransaction;
  void set_device_counter(const Account&, std::string_view, std::int64_t) override {}
};

struct SkipsAChange : MemoryTransaction {  // a reader that starts one row too late
  using MemoryTransaction::MemoryTransaction;
  void each_change(std::string_view council, const CaseId& one, std::int64_t seq,
                   const std::function<bool(const Record&)>& visitor) override {
    MemoryTransaction::each_change(council, one, seq == 0 ? 0 : seq + 1, visitor);
  }
};

struct KeepsNoHistoryOfRemovals : MemoryTransaction {
  using MemoryTransaction::MemoryTransaction;
  void append_history(std::string_view council, const server::HistoryEntry& entry) override {
    if (entry.op.find("\"delete\"") == std::string::npos) MemoryTransaction::append_history(council, entry);
  }
};

struct ShowsEveryCase : MemoryTransaction {
  using MemoryTransaction::MemoryTransaction;
  std::vector<server::VisibleCase> visible_cases(const Account&) override {
    std::vector<server::VisibleCase> all;
    for (const auto& [id, one] : tables_.cases) all.push_back({one.number, CaseId(id.second), one.seq});
    return all;
  }
};

/// Says 200 before it is on the disk: a crash takes the last writes along.
class Forgetful : public MemoryStore {
 public:
  std::optional<server::StoreTrouble> write(const std::function<bool(server::Transaction&)>& work) override {
    if (++writes_ % 5 == 0) on_disk_ = tables_;
    return MemoryStore::write(work);
  }
  void crash() override {
    if (writes_ >= 5) tables_ = on_disk_;
  }

 private:
  int writes_ = 0;
  Tables on_disk_;
};

}  // namespace

const std::vector<FlawedStore>& flawed_stores() {
  static const std::vector<FlawedStore> all{
      {"drops the other version", make<DropsTheOtherVersion>},
      {"keeps one version beside", make<KeepsOneVersionBeside>},
      {"forgets who changed a field", make<ForgetsWhoChangedAField>},
      {"takes everyone for one device", make<TakesEveryoneForOneDevice>},
      {"lets a clock decide", make<LetsAClockDecide>},
      {"mixes sentences", make<MixesSentences>},
      {"says that more was read", make<SaysThatMoreWasRead>},
      {"removes for ever", make<RemovesForEver>},
      {"forgets removed documents", make<ForgetsRemovedDocuments>},
      {"forgets operations", make<ForgetsOperations>},
      {"forgets counters", make<ForgetsCounters>},
      {"skips a change", make<SkipsAChange>},
      {"keeps no history of removals", make<KeepsNoHistoryOfRemovals>},
      {"shows every case", make<ShowsEveryCase>},
      {"says kept before it is", [] { return std::unique_ptr<MemoryStore>(std::make_unique<Forgetful>()); }}};
  return all;
}

}  // namespace waymark::sim
