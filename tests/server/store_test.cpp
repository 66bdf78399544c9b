// What every store promises, whichever database is behind it.
#include "server/store/store.h"

#include <gtest/gtest.h>

#include <thread>

#include "tests/server/any_store.h"
#include "tests/server/running_endpoint.h"

namespace waymark::server {
namespace {

using test::new_id;

const Account jade{.council = "southampton", .id = PersonId("jade"), .name = "Jade", .role = Role::young_person};
const Account sam{.council = "southampton", .id = PersonId("sam"), .name = "Sam", .role = Role::adviser};

sync::Record step(const CaseId& case_id, std::int64_t seq) {
  sync::Record record{.case_id = case_id, .doc = DocId(new_id()), .type = "step", .seq = seq};
  record.document = {{"heading", "home"}, {"title", "Call the landlord"}};
  record.created = {.seq = seq, .author = "Sam", .device = new_id(), .role = Role::adviser, .op = OpId(new_id())};
  return record;
}

class StoreTest : public testing::TestWithParam<test::StoreKind> {
 protected:
  StoreTest() {
    EXPECT_FALSE(store->write([&](Transaction& t) {
      t.put_account(jade);
      t.put_account(sam);
      t.put_case("southampton", case_id);
      t.grant(sam, case_id);
      return true;
    }));
  }

  test::AnyStore database{GetParam()};
  std::unique_ptr<Store> store = database.open();
  CaseId case_id{new_id()};
};

INSTANTIATE_TEST_SUITE_P(On, StoreTest, test::every_store(), test::store_name);

TEST_P(StoreTest, CountsTheDocumentsOfACase) {
  ASSERT_FALSE(store->write([&](Transaction& t) {
    EXPECT_EQ(t.count_documents("southampton", case_id), 0);
    for (const std::int64_t seq : {1, 2, 3}) t.put_record("southampton", step(case_id, seq));
    EXPECT_EQ(t.count_documents("southampton", case_id), 3);
    EXPECT_EQ(t.count_documents("southwark", case_id), 0) << "another council's rows";
    return true;
  }));
}

TEST_P(StoreTest, GivesBackWhatWasPut) {
  const sync::Record record = step(case_id, 1);
  ASSERT_FALSE(store->write([&](Transaction& t) {
    t.put_record("southampton", record);
    return true;
  }));
  ASSERT_FALSE(store->write([&](Transaction& t) {
    const auto found = t.find_record("southampton", case_id, record.doc);
    EXPECT_EQ(sync::write(*found), sync::write(record));
    EXPECT_FALSE(t.find_record("southwark", case_id, record.doc)) << "another council's row";
    return true;
  }));
}

TEST_P(StoreTest, KeepsNothingOfATransactionThatSaysNo) {
  ASSERT_FALSE(store->write([&](Transaction& t) {
    t.put_record("southampton", step(case_id, 1));
    t.set_case_seq("southampton", case_id, 1);
    return false;
  }));
  ASSERT_FALSE(store->read([&](Snapshot& v) { EXPECT_EQ(v.visible_cases(sam).front().seq, 0); }));
}

TEST_P(StoreTest, KeepsNothingOfATransactionThatFails) {
  const auto trouble = store->write([&](Transaction& t) {
    t.set_case_seq("southampton", case_id, 1);
    t.put_record("southampton", step(CaseId(new_id()), 1));  // of no case: the foreign key says no
    return true;
  });
  ASSERT_TRUE(trouble);
  EXPECT_FALSE(trouble->what.empty());
  ASSERT_FALSE(store->read([&](Snapshot& v) { EXPECT_EQ(v.visible_cases(sam).front().seq, 0); }));
}

TEST_P(StoreTest, KeepsNothingOfATransactionThatThrows) {
  EXPECT_THROW(static_cast<void>(store->write([&](Transaction& t) -> bool {
                 t.set_case_seq("southampton", case_id, 1);
                 throw std::runtime_error("thrown on purpose");
               })),
               std::runtime_error);
  ASSERT_FALSE(store->write([&](Transaction& t) {
    EXPECT_EQ(t.lock_case("southampton", case_id), 0);
    return true;
  }));
}

TEST_P(StoreTest, ShowsACaseOnlyToThoseItWasGranted) {
  ASSERT_FALSE(store->read([&](Snapshot& v) {
    EXPECT_TRUE(v.visible_cases(jade).empty());
    ASSERT_EQ(v.visible_cases(sam).size(), 1U);
    EXPECT_EQ(v.visible_cases(sam)[0].id, case_id);
    Account elsewhere = sam;
    elsewhere.council = "southwark";
    EXPECT_TRUE(v.visible_cases(elsewhere).empty());
  }));
}

TEST_P(StoreTest, ListsChangesInTheOrderOfTheirSequence) {
  ASSERT_FALSE(store->write([&](Transaction& t) {
    for (const std::int64_t seq : {3, 1, 2}) t.put_record("southampton", step(case_id, seq));
    return true;
  }));
  std::vector<std::int64_t> seqs;
  ASSERT_FALSE(store->read([&](Snapshot& v) {
    v.each_change("southampton", case_id, 1, [&](const sync::Record& record) {
      seqs.push_back(record.seq);
      return true;
    });
  }));
  EXPECT_EQ(seqs, (std::vector<std::int64_t>{2, 3}));
}

TEST_P(StoreTest, RemembersOperationsOfEachAccountApart) {
  KnownOp op{.fingerprint = sha256("said"), .result = {.id = OpId(new_id()), .status = sync::OpStatus::rejected}};
  op.result.problem = Problem{"/set/~1title", "is too long", ProblemCause::too_long};
  ASSERT_FALSE(store->write([&](Transaction& t) {
    t.put_op(jade, op);
    const auto known = t.find_op(jade, op.result.id);
    EXPECT_EQ(known->fingerprint, op.fingerprint);
    EXPECT_EQ(known->result.status, sync::OpStatus::rejected);
    EXPECT_EQ(known->result.problem, op.result.problem);
    EXPECT_FALSE(t.find_op(sam, op.result.id));
    return true;
  }));
}

TEST_P(StoreTest, EndsTheEarlierTokenOfADevice) {
  const std::string device = new_id();
  ASSERT_FALSE(store->write([&](Transaction& t) {
    t.put_session(jade, device, sha256("first"), 1);
    t.put_session(jade, new_id(), sha256("other phone"), 1);
    t.put_session(jade, device, sha256("second"), 2);
    return true;
  }));
  ASSERT_FALSE(store->read([&](Snapshot& v) {
    EXPECT_FALSE(v.find_session(sha256("first")));
    EXPECT_TRUE(v.find_session(sha256("other phone")));
    EXPECT_EQ(v.find_session(sha256("second"))->name, "Jade");
  }));
}

// ---- Several endpoints on one database ---------------------------------------------------------------------------

TEST_P(StoreTest, ShowsToOneConnectionWhatAnotherCommitted) {
  ASSERT_FALSE(store->write([&](Transaction& t) {
    t.set_case_seq("southampton", case_id, 7);
    return true;
  }));
  const auto second = database.open();
  ASSERT_FALSE(second->read([&](Snapshot& v) { EXPECT_EQ(v.visible_cases(sam).front().seq, 7); }));
}

TEST_P(StoreTest, CountsEachChangeOnceWhenManyWriteToOneCase) {
  constexpr int writers = 4, changes = 25;
  std::vector<std::thread> threads;
  for (int i = 0; i < writers; ++i) {
    threads.emplace_back([&] {
      const auto own = database.open();
      for (int change = 0; change < changes; ++change) {
        EXPECT_FALSE(own->write([&](Transaction& t) {
          const std::int64_t seq = t.lock_case("southampton", case_id) + 1;
          t.put_record("southampton", step(case_id, seq));
          t.set_case_seq("southampton", case_id, seq);
          return true;
        }));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::int64_t last = 0;
  ASSERT_FALSE(store->read([&](Snapshot& v) {
    v.each_change("southampton", case_id, 0, [&](const sync::Record& record) { return record.seq == ++last; });
  }));
  EXPECT_EQ(last, writers * changes) << "no sequence twice, and none left out";
}

TEST_P(StoreTest, ReadsAChangeOfAnotherOnlyAsAWhole) {
  const auto second = database.open();
  ASSERT_FALSE(store->read([&](Snapshot& v) {
    EXPECT_EQ(v.visible_cases(sam).front().seq, 0);
    ASSERT_FALSE(second->write([&](Transaction& t) {
      t.put_record("southampton", step(case_id, 1));
      t.set_case_seq("southampton", case_id, 1);
      return true;
    }));
    EXPECT_EQ(v.visible_cases(sam).front().seq, 0) << "as it was when the reading began";
    v.each_change("southampton", case_id, 0, [](const sync::Record&) {
      ADD_FAILURE() << "a document of a change that this reading does not see";
      return false;
    });
  }));
}

TEST_P(StoreTest, SharesOneSecretAmongAllEndpoints) {
  const auto second = database.open();
  const auto offer = [](Store& to, const std::string& secret) {
    std::string shared;
    EXPECT_FALSE(to.write([&](Transaction& t) {
      shared = t.shared_secret("cursor", secret);
      return true;
    }));
    return shared;
  };
  const std::string first("\0first\xff", 7);
  EXPECT_EQ(offer(*store, first), first);
  EXPECT_EQ(offer(*second, "second"), first);
}

TEST_P(StoreTest, KeepsAProblemWhateverAPhoneNamedAMember) {
  KnownOp op{.fingerprint = sha256("said"), .result = {.id = OpId(new_id()), .status = sync::OpStatus::rejected}};
  op.result.problem = Problem{std::string("/set/a\0b", 8), "is not a field", ProblemCause::other};
  ASSERT_FALSE(store->write([&](Transaction& t) {
    t.put_op(jade, op);
    EXPECT_EQ(t.find_op(jade, op.result.id)->result.problem->pointer, "/set/a\uFFFDb") << "whatever a phone named it";
    return true;
  }));
}

// ---- Links -----------------------------------------------------------------------------------------------------

TEST_P(StoreTest, BindsALinkToTheFirstDeviceThatRedeemsIt) {
  const Sha256 code = sha256("code");
  ASSERT_FALSE(
      store->write([&](Transaction& t) { return t.put_link(sam, {.code_hash = code, .until_utc_ms = 1000}); }));
  ASSERT_FALSE(store->read([&](Snapshot& v) {
    EXPECT_EQ(v.find_link(code, "phone", 1000)->id, sam.id);
    EXPECT_FALSE(v.find_link(code, "phone", 1001)) << "it has ended";
    EXPECT_FALSE(v.find_link(sha256("another"), "phone", 1000));
  }));
  ASSERT_FALSE(store->write([&](Transaction& t) {
    EXPECT_EQ(t.redeem_link(code, "phone", 999)->name, "Sam");
    EXPECT_TRUE(t.redeem_link(code, "phone", 1000)) << "the answer was lost";
    EXPECT_FALSE(t.redeem_link(code, "thief", 1000));
    EXPECT_FALSE(t.redeem_link(code, "phone", 1001));
    return true;
  }));
  ASSERT_FALSE(store->read([&](Snapshot& v) {
    EXPECT_TRUE(v.find_link(code, "phone", 1000));
    EXPECT_FALSE(v.find_link(code, "thief", 1000));
  }));
}

TEST_P(StoreTest, MakesOneLinkFromOneThing) {
  constexpr std::int64_t hour_ms = 3'600'000;
  const auto put = [&](const char* code, const char* from, std::int64_t until) {
    bool is_first = false;
    EXPECT_FALSE(store->write([&](Transaction& t) {
      return is_first = t.put_link(sam, {.code_hash = sha256(code), .made_from = sha256(from), .until_utc_ms = until});
    }));
    return is_first;
  };
  EXPECT_TRUE(put("one", "a", 1000));
  EXPECT_FALSE(put("two", "a", 2000));
  EXPECT_TRUE(put("three", "b", 3000));
  EXPECT_FALSE(put("four", "a", 1000 + hour_ms));
  EXPECT_TRUE(put("five", "c", 1001 + hour_ms));
  EXPECT_EQ(database.run("SELECT count(*) FROM links")[0][0], "2") << "what ended an hour ago is forgotten";
}

TEST_P(StoreTest, TakesACaseFromAnAccount) {
  ASSERT_FALSE(store->write([&](Transaction& t) {
    EXPECT_TRUE(t.number_of_case("southampton", case_id));
    EXPECT_FALSE(t.number_of_case("southwark", case_id));
    EXPECT_FALSE(t.number_of_case("southampton", CaseId(new_id())));
    t.revoke(sam, case_id);
    t.revoke(jade, case_id);  // who has it not
    EXPECT_TRUE(t.visible_cases(sam).empty());
    EXPECT_EQ(t.accounts("southampton").size(), 2U);
    EXPECT_EQ(t.accounts("southampton")[0].name, "Jade");
    EXPECT_TRUE(t.accounts("southwark").empty());
    return true;
  }));
}

}  // namespace
}  // namespace waymark::server
