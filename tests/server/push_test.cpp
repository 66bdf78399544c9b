// What a push may add to a case, asked of the store directly: too much for the running endpoint.
#include "server/sync/push.h"

#include <gtest/gtest.h>

#include "core/model/limits.h"
#include "server/store/sqlite.h"
#include "server/sync/pull.h"
#include "tests/server/running_endpoint.h"

namespace waymark::server {
namespace {

using nlohmann::json;
using test::new_id;

TEST(Push, AddsNoDocumentToACaseThatIsFull) {
  const test::TemporaryFolder folder;
  const auto store = std::move(*SqliteStore::open(folder.path() / "waymark.db"));
  const Account sam{.council = "southampton", .id = PersonId(new_id()), .name = "Sam Okoro", .role = Role::adviser};
  const CaseId case_id(new_id());
  const json step{{"heading", "home"}, {"owner", "adviser"}, {"title", "Call the landlord"}};
  const auto add = [&](Transaction& transaction, std::int64_t n) {
    const json ops = json::array({{{"op", new_id()},
                                   {"n", n},
                                   {"case", case_id.text},
                                   {"doc", new_id()},
                                   {"at", 1},
                                   {"type", "step"},
                                   {"create", step}}});
    const auto read =
        sync::read_request({{"device", "0198c0de-0000-7000-8000-000000000001"}, {"cursor", ""}, {"ops", ops}});
    return push(transaction, sam, {*read, ops}, 1).value().at(0);
  };
  EXPECT_FALSE(store->write([&](Transaction& transaction) {
    transaction.put_account(sam);
    transaction.put_case(sam.council, case_id);
    transaction.grant(sam, case_id);
    sync::Record record{.case_id = case_id, .type = "step", .document = step};
    record.created = {.seq = 1, .author = "Sam", .device = new_id(), .role = Role::adviser, .op = OpId(new_id())};
    for (std::size_t count = 1; count < limits::case_documents_max; ++count) {
      record.doc = DocId(new_id());
      record.seq = static_cast<std::int64_t>(count);
      transaction.put_record(sam.council, record);
    }
    transaction.set_case_seq(sam.council, case_id, record.seq);
    EXPECT_EQ(add(transaction, 1).status, sync::OpStatus::applied);
    const sync::OpResult refused = add(transaction, 2);
    EXPECT_EQ(refused.status, sync::OpStatus::rejected);
    EXPECT_EQ(refused.problem.value_or(Problem{}).pointer, "/case");
    EXPECT_EQ(refused.problem.value_or(Problem{}).cause, ProblemCause::full);
    return false;
  }));
}

TEST(Push, TakesNoReceiptOfWhatIsNotThere) {
  const test::TemporaryFolder folder;
  const auto store = std::move(*SqliteStore::open(folder.path() / "waymark.db"));
  const Account sam{.council = "southampton", .id = PersonId(new_id()), .name = "Sam Okoro", .role = Role::adviser};
  const CaseId case_id(new_id());
  const std::string doc = new_id();
  const auto send = [&](Transaction& transaction, std::int64_t n, json said) {
    said.update({{"op", new_id()}, {"n", n}, {"case", case_id.text}, {"doc", doc}, {"at", 1}});
    const json ops = json::array({said});
    const auto read =
        sync::read_request({{"device", "0198c0de-0000-7000-8000-000000000001"}, {"cursor", ""}, {"ops", ops}});
    return push(transaction, sam, {*read, ops}, 1).value().at(0);
  };
  const auto created = [](std::int64_t up_to) {
    return json{{"type", "read_receipt"}, {"create", {{"by", "adviser"}, {"up_to", up_to}}}};
  };
  EXPECT_FALSE(store->write([&](Transaction& transaction) {
    transaction.put_account(sam);
    transaction.put_case(sam.council, case_id);
    transaction.grant(sam, case_id);
    transaction.set_case_seq(sam.council, case_id, 7);
    EXPECT_EQ(send(transaction, 1, created(8)).problem.value_or(Problem{}).pointer, "/create/up_to");
    EXPECT_EQ(send(transaction, 2, created(7)).status, sync::OpStatus::applied);
    const sync::OpResult ahead = send(transaction, 3, {{"base", 8}, {"set", {{"/up_to", 9}}}});
    EXPECT_EQ(ahead.problem.value_or(Problem{}).pointer, "/set/~1up_to");
    EXPECT_EQ(send(transaction, 4, {{"base", 8}, {"set", {{"/up_to", 8}}}}).status, sync::OpStatus::applied);
    return false;
  }));
}

// A document that changed before and after the end of a page is told with both changes.
TEST(Pull, TellsWhatChangedSinceTheReadingBeganHoweverItIsCutIntoPages) {
  const test::TemporaryFolder folder;
  const auto store = std::move(*SqliteStore::open(folder.path() / "waymark.db"));
  const Account sam{.council = "southampton", .id = PersonId(new_id()), .name = "Sam Okoro", .role = Role::adviser};
  const CaseId case_id(new_id());
  const std::array docs{new_id(), new_id(), new_id()};
  std::int64_t n = 0;
  const auto send = [&](Transaction& transaction, const std::string& doc, json said) {
    said.update({{"op", new_id()}, {"n", ++n}, {"case", case_id.text}, {"doc", doc}, {"at", 1}});
    const json ops = json::array({said});
    const auto read =
        sync::read_request({{"device", "0198c0de-0000-7000-8000-000000000001"}, {"cursor", ""}, {"ops", ops}});
    EXPECT_EQ(push(transaction, sam, {*read, ops}, 1).value().at(0).status, sync::OpStatus::applied);
  };
  EXPECT_FALSE(store->write([&](Transaction& transaction) {
    transaction.put_account(sam);
    transaction.put_case(sam.council, case_id);
    transaction.grant(sam, case_id);
    for (const std::string& doc : docs)
      send(transaction, doc, {{"type", "step"}, {"create", {{"heading", "home"}, {"owner", "adviser"}, {"title", "Call"}}}});
    return true;
  }));
  std::map<DocId, json> phone;
  Cursor cursor;
  int partial = 0;
  const auto read_all = [&](std::size_t bytes_max) {
    for (bool more = true; more;) {
      EXPECT_FALSE(store->read([&](Snapshot& snapshot) {
        const std::vector<VisibleCase> visible = snapshot.visible_cases(sam);
        const auto page = pull(snapshot, {sam, visible}, cursor, {bytes_max, true});
        ASSERT_TRUE(page);
        for (const sync::Change& change : page->reply.changes) {
          if (!change.partial) phone[change.doc] = change.document;
          partial += change.partial ? 1 : 0;
          sync::put_fields(phone[change.doc], change.set);
        }
        cursor = *read_cursor(write_cursor(page->cursor, "key", sam), "key", sam);
        more = page->reply.more;
      }));
    }
    EXPECT_FALSE(cursor.middle);
  };
  read_all(1);
  EXPECT_FALSE(store->write([&](Transaction& transaction) {
    send(transaction, docs[0], {{"base", 1}, {"set", {{"/title", "Call the landlord"}}}});
    send(transaction, docs[1], {{"base", 2}, {"set", {{"/title", "Call Nan"}}}});
    send(transaction, docs[0], {{"base", 1}, {"set", {{"/done", true}}}});
    return true;
  }));
  read_all(1);
  EXPECT_EQ(partial, 2);
  EXPECT_FALSE(store->write([&](Transaction& transaction) {
    for (const std::string& doc : docs)
      EXPECT_EQ(phone[DocId(doc)], transaction.find_record(sam.council, case_id, DocId(doc))->document);
    return false;
  }));
}

}  // namespace
}  // namespace waymark::server
