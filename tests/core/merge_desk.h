// One record and those who edit it, for tests of merge().
//
//   Desk desk = with_step();
//   desk.set({{"/title", "Call them"}}, desk.seq, Desk::adviser());
//   EXPECT_EQ(desk.shown("title"), "Call them");
#pragma once

#include <gtest/gtest.h>

#include "core/sync/merge.h"

namespace waymark::sync {

inline constexpr const char* case_id = "01890000-0000-7000-8000-0000000000ca";
inline constexpr const char* doc_id = "01890000-0000-7000-8000-0000000000d0";

inline std::string numbered_id(int number) {
  std::string digits = std::to_string(number);
  return "01890000-0000-7000-8000-" + std::string(12 - digits.size(), '0') + digits;
}

/// A record and those who edit it; each edit takes the next sequence, as on a server.
struct Desk {
  Record record;
  std::int64_t seq = 0;
  int ops = 0;
  MergeResult last;

  static Author young_person(std::string device = "phone") {
    return {PersonId(numbered_id(1)), "Amira", Role::young_person, std::move(device), 1000};
  }
  static Author adviser(std::string device = "tablet") {
    return {PersonId(numbered_id(2)), "Sam", Role::adviser, std::move(device), 2000};
  }

  Op op(OpKind kind) {
    Op op;
    op.id = OpId(numbered_id(++ops));
    op.n = ops;
    op.case_id = CaseId(case_id);
    op.doc = DocId(doc_id);
    op.kind = kind;
    op.at_utc_ms = 77;
    return op;
  }

  MergeResult apply(const Op& op, const Author& author) {
    last = merge(record, op, author, seq + 1);
    if (last.changed) ++seq;
    return last;
  }

  MergeResult create(std::string type, Json document, const Author& author) {
    Op made = op(OpKind::create);
    made.type = std::move(type);
    made.document = std::move(document);
    return apply(made, author);
  }
  MergeResult set(std::vector<FieldSet> places, std::int64_t base, const Author& author) {
    Op made = op(OpKind::set);
    made.set = std::move(places);
    made.base = base;
    return apply(made, author);
  }
  MergeResult remove(std::int64_t base, const Author& author) {
    Op made = op(OpKind::remove);
    made.base = base;
    return apply(made, author);
  }

  Json shown(const char* name) const { return record.document.contains(name) ? record.document.at(name) : Json(); }
};

inline Desk with_step() {
  Desk desk;
  desk.create("step", {{"heading", "home"}, {"title", "See the flat"}, {"owner", "young_person"}},
              Desk::young_person());
  EXPECT_EQ(desk.last.status, OpStatus::applied);
  return desk;
}

inline Desk with_plan() {
  Desk desk;
  desk.create("plan", {{"sections", {{"home", {{"now", "In a hostel"}, {"suggestion", "My own flat"}}}}}},
              Desk::adviser());
  EXPECT_EQ(desk.last.status, OpStatus::applied);
  return desk;
}

inline Desk with_view() {
  Desk desk;
  desk.create("view", {{"heading", "home"}, {"words", "A flat"}}, Desk::young_person());
  EXPECT_EQ(desk.last.status, OpStatus::applied);
  return desk;
}

}  // namespace waymark::sync
