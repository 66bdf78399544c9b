// Operations of two people on one document. Goal: none crashes the merge, a rejected one changes nothing, and the record
// is stored and read back as it is, whatever it went through; and a phone that had it at any moment is told what it is now.
//
// An input is JSON: [{"by": 0, "op": {…}}, …]. Ids, counters and the case are ours: to guess them teaches nothing.
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/sync/merge.h"
#include "tests/fuzz/must.h"

namespace waymark::sync {
namespace {

constexpr const char* person_ids[] = {"01890000-0000-7000-8000-000000000001", "01890000-0000-7000-8000-000000000002"};

std::string numbered_id(std::size_t number) {
  const std::string digits = std::to_string(number);
  return "01890000-0000-7000-8000-" + std::string(12 - digits.size(), '0') + digits;
}

Author author_of(const Json& step) {
  const auto by = step.find("by");
  const bool adviser = by != step.end() && by->is_number_integer() && *by == 1;
  return {PersonId(person_ids[adviser ? 1 : 0]), adviser ? "Sam" : "Amira",
          adviser ? Role::adviser : Role::young_person, adviser ? "tablet" : "phone", 2000};
}

Checked<Op> op_of(const Json& step, std::size_t number) {
  Json op = step.contains("op") ? step["op"] : Json();
  if (op.is_object()) {
    op["op"] = numbered_id(number);
    op["n"] = number;
    op["case"] = "01890000-0000-7000-8000-0000000000ca";
    op["doc"] = "01890000-0000-7000-8000-0000000000d0";
    op["at"] = 77;
  }
  return read_op(op);
}

void apply(Record& record, const Op& op, const Author& author, std::int64_t seq) {
  const Json before = write(record);
  const MergeResult result = merge(record, op, author, seq);
  if (result.status == OpStatus::rejected) {
    must(result.problem.has_value(), "a rejection without a problem");
    must(write(record) == before, "a rejected operation changed the record");
  }
  must(!result.changed || record.seq == seq, "a change without its sequence");
  must(record.conflicts.size() <= conflicts_max, "more versions beside a document than are allowed");
  if (record.seq == 0) return;
  const auto stored = read_record(write(record));
  must(stored.has_value(), "the record cannot be read back");
  must(write(*stored) == write(record), "the record comes back as another");
  for (const Role role : {Role::young_person, Role::adviser}) (void)change_for(record, role);
}

/// What a phone has that read the record last at `seq`; nothing of one that was removed then.
struct Copy {
  std::int64_t seq = 0;
  Json document = Json::object();
};

void tell(const Record& record, const std::vector<Copy>& copies) {
  for (const Copy& copy : copies) {
    const Change change = change_since(record, Role::adviser, copy.seq);
    if (change.deleted) continue;
    Json document = change.partial ? copy.document : change.document;
    put_fields(document, change.set);
    must(document == record.document, "a phone is not told all that changed");
  }
}

void take(std::string_view bytes) {
  const Checked<Json> steps = parse_json(bytes);
  if (!steps || !steps->is_array()) return;
  Record record;
  std::vector<Copy> copies;
  std::int64_t seq = 0;
  for (std::size_t i = 0; i < steps->size() && i < 64; ++i) {
    const Json& step = (*steps)[i];
    if (!step.is_object()) continue;
    const Checked<Op> op = op_of(step, i + 1);
    if (!op) continue;
    apply(record, *op, author_of(step), ++seq);
    tell(record, copies);
    copies.push_back({seq, record.deleted ? Json::object() : record.document});
  }
}

}  // namespace
}  // namespace waymark::sync

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  waymark::sync::take({reinterpret_cast<const char*>(data), size});
  return 0;
}
