// Sync against the running endpoint: what one account writes the other sees, once, and nobody sees more than theirs.
#include <gtest/gtest.h>
#include <signal.h>

#include <algorithm>
#include <set>
#include <string>

#include "core/sync/digest.h"
#include "tests/server/any_store.h"
#include "tests/server/running_endpoint.h"
#include "tests/server/sealing.h"

namespace waymark::server::test {
namespace {

using nlohmann::json;

/// Two who share a case, and a third with a case of their own.
class SyncTest : public testing::TestWithParam<StoreKind> {
 protected:
  SyncTest() : people(json::parse(file_text(endpoint.folder() / "people.json"))) {
    jade_case = case_of("Jade Carter");
    for (const json& one : people["cases"]) {
      if (one["id"] != jade_case) other_case = one["id"].get<std::string>();
    }
    for (const json& one : jade.everything_as_list()) {
      if (one["type"] == "step" && step.is_null()) step = one;
      if (one["type"] == "plan") plan = one;
    }
  }

  std::string case_of(const std::string& name) const {
    for (const json& person : people["people"]) {
      for (const json& one : people["cases"]) {
        if (person["name"] == name && one["young_person"] == person["id"]) return one["id"].get<std::string>();
      }
    }
    return "";
  }

  struct Reader : Phone {
    using Phone::Phone;
    [[nodiscard]] std::vector<json> everything_as_list() const {
      std::vector<json> list;
      for (const auto& [doc, change] : everything()) list.push_back(change);
      return list;
    }
  };

  [[nodiscard]] std::string doc_of(const json& change) const { return change["doc"].get<std::string>(); }
  [[nodiscard]] std::int64_t seq_of(const json& change) const { return change["seq"].get<std::int64_t>(); }

  AnyStore database{GetParam()};
  RunningEndpoint endpoint{database.flags()};
  json people;
  std::string jade_case;
  std::string other_case;
  Reader jade{endpoint.port(), endpoint.code("Jade Carter")};
  Reader sam{endpoint.port(), endpoint.code("Sam Okoro")};
  json step;
  json plan;
};

INSTANTIATE_TEST_SUITE_P(On, SyncTest, every_store(), store_name);

json only_result(const Answer& answer) {
  EXPECT_EQ(answer.status, 200) << answer.body;
  const json reply = answer.json();
  EXPECT_EQ(reply["results"].size(), 1U);
  return reply["results"].empty() ? json() : reply["results"][0];
}

TEST_P(SyncTest, PairsWithAnAccountACouncilAndAProfile) {
  EXPECT_EQ(jade.account["account"]["name"], "Jade Carter");
  EXPECT_EQ(jade.account["account"]["role"], "young_person");
  EXPECT_EQ(jade.account["account"]["language"], "en");
  EXPECT_EQ(jade.account["council"], "southampton");
  EXPECT_EQ(jade.account["profile"], jade.account["account"]["id"]);
  EXPECT_GE(jade.token.size(), 43U) << "256 bits";
}

TEST_P(SyncTest, CarriesAnEditFromOneToTheOtherAndBack) {
  sam.sync();
  EXPECT_EQ(only_result(jade.sync({jade.set(jade_case, doc_of(step), seq_of(step), "/done", true)}))["status"],
            "applied");
  const json seen = sam.sync().json()["changes"];
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(seen[0]["doc"], step["doc"]);
  EXPECT_EQ(seen[0]["full"]["done"], true);

  jade.sync();
  EXPECT_EQ(only_result(
                sam.sync({sam.set(jade_case, doc_of(plan), seq_of(plan), "/sections/home/now", "New keys")}))["status"],
            "applied");
  const json back = jade.sync().json()["changes"];
  ASSERT_EQ(back.size(), 1U);
  EXPECT_EQ(back[0]["full"]["sections"]["home"]["now"], "New keys");
}

TEST_P(SyncTest, TellsAPhoneThatReadsLinesOnlyWhatChanged) {
  sam.sync();
  jade.sync({jade.set(jade_case, doc_of(step), seq_of(step), "/done", true)});
  const std::string target = "/v1/sync?reads=2&cursor=" + sam.cursor;
  const Answer answer = exchange(endpoint.port(), "GET", target, {{"Authorization", "Bearer " + sam.token}});
  EXPECT_EQ(answer.header("content-type"), "application/jsonl");
  const auto pages = sync::read_pages(decoded(answer));
  ASSERT_TRUE(pages);
  ASSERT_EQ(pages->size(), 1U);
  ASSERT_EQ(pages->front().changes.size(), 1U);
  const sync::Change& change = pages->front().changes[0];
  EXPECT_TRUE(change.partial);
  ASSERT_EQ(change.set.size(), 1U);
  EXPECT_EQ(change.set[0].pointer, "/done");
}

TEST_P(SyncTest, TellsAPhoneThatReadsLinesEverythingAtOnce) {
  const Answer answer = exchange(endpoint.port(), "GET", "/v1/sync?reads=2&limit=16384&cursor=",
                                 {{"Authorization", "Bearer " + sam.token}, {"Accept-Encoding", "br"}});
  const auto pages = sync::read_pages(decoded(answer));
  ASSERT_TRUE(pages);
  EXPECT_GT(pages->size(), 1U);
  std::size_t documents = 0;
  for (const sync::SyncReply& page : *pages) {
    documents += page.changes.size();
    EXPECT_EQ(page.more, &page != &pages->back());
  }
  EXPECT_EQ(documents, sam.everything().size());
}

TEST_P(SyncTest, TakesWhatAPhoneLeftSealedAndDoesItOnce) {
  const json op = jade.set(jade_case, doc_of(step), seq_of(step), "/done", true);
  const json left{{"token", jade.token}, {"push", {{"device", jade.device}, {"cursor", ""}, {"ops", json::array({op})}}}};
  const json body = seal(*from_base64url(jade.account["seal"].get<std::string>()), left);
  const auto send = [&](const json& sealed) {
    return exchange(endpoint.port(), "POST", "/v1/sealed", {{"Content-Type", "application/json"}}, sealed.dump());
  };
  for (int time = 0; time < 2; ++time) {
    const Answer answer = send(body);
    EXPECT_EQ(answer.status, 204) << answer.body;
    EXPECT_EQ(answer.body, "");
  }
  EXPECT_EQ(only_result(jade.sync({op}))["status"], "applied") << "sent again when the app is opened";
  EXPECT_EQ(sam.everything().at(doc_of(step))["full"]["done"], true);
  json forged = body;
  forged["point"] = sam.account["seal"];
  EXPECT_EQ(send(forged).problem(), "/problems/invalid-body");
}

TEST_P(SyncTest, TellsTheHashOfWhatAPhoneHas) {
  json changes = json::array();
  for (const json& change : jade.everything_as_list()) changes.push_back(change);
  auto reply = sync::read_reply({{"results", json::array()}, {"changes", changes}, {"cursor", ""}, {"more", false}});
  ASSERT_TRUE(reply);
  std::ranges::sort(reply->changes, {}, &sync::Change::seq);
  const Answer answer =
      exchange(endpoint.port(), "GET", "/v1/digest", {{"Authorization", "Bearer " + jade.token}});
  const auto digests = sync::read_digests(answer.json());
  ASSERT_TRUE(digests);
  ASSERT_EQ(digests->size(), 1U) << "of her own case only";
  EXPECT_EQ(digests->front().case_id.text, jade_case);
  EXPECT_EQ(digests->front().seq, reply->changes.back().seq);
  sync::CaseHash hash;
  for (const sync::Change& change : reply->changes) hash.add(change);
  EXPECT_EQ(digests->front().sha256, hash.hex());
}

TEST_P(SyncTest, KeepsBothVersionsWhenTwoEditOneField) {
  const auto title = [&](Phone& phone, const char* words) {
    return only_result(phone.sync({phone.set(jade_case, doc_of(step), seq_of(step), "/title", words)}))["status"];
  };
  EXPECT_EQ(title(sam, "Sam's words"), "applied");
  EXPECT_EQ(title(jade, "Jade's words"), "conflict");
  const json shown = jade.everything()[doc_of(step)];
  EXPECT_EQ(shown["full"]["title"], "Sam's words");
  ASSERT_EQ(shown["conflicts"].size(), 1U);
  EXPECT_EQ(shown["conflicts"][0]["value"], "Jade's words");
  EXPECT_EQ(shown["conflicts"][0]["author"], "Jade Carter");
}

TEST_P(SyncTest, DoesAnOperationOnceHoweverOftenItComes) {
  const std::vector<json> ops{
      jade.create(jade_case, "step", {{"heading", "home"}, {"owner", "young_person"}, {"title", "Once"}}),
      jade.set(jade_case, doc_of(step), seq_of(step), "/done", true)};
  const json first = jade.sync(ops).json()["results"];
  const auto documents = jade.everything().size();
  for (int again = 0; again < 3; ++again) EXPECT_EQ(jade.sync(ops).json()["results"], first);
  EXPECT_EQ(jade.everything().size(), documents);
}

TEST_P(SyncTest, AnswersARejectedOperationTheSameAgainAndGoesOn) {
  const json bad = jade.set(jade_case, doc_of(plan), seq_of(plan), "/sections/home/now", "not mine to write");
  const json good = jade.set(jade_case, doc_of(step), seq_of(step), "/done", true);
  const json first = jade.sync({bad, good}).json()["results"];
  EXPECT_EQ(first[0]["status"], "rejected");
  EXPECT_EQ(first[0]["problem"]["pointer"], "/set/~1sections~1home~1now");
  EXPECT_EQ(first[1]["status"], "applied");
  EXPECT_EQ(jade.sync({bad, good}).json()["results"], first);
}

TEST_P(SyncTest, RefusesAnIdThatComesAgainWithOtherContent) {
  json op = jade.set(jade_case, doc_of(step), seq_of(step), "/done", true);
  jade.sync({op});
  op["set"]["/done"] = false;
  const Answer answer = jade.sync({op});
  EXPECT_EQ(answer.status, 422);
  EXPECT_EQ(answer.problem(), "/problems/op-reused");
  EXPECT_EQ(answer.json()["errors"][0]["pointer"], "/ops/0/op");
  EXPECT_EQ(jade.everything()[doc_of(step)]["full"]["done"], true);
}

TEST_P(SyncTest, TellsOfAGapInTheCounterAndWritesNothing) {
  jade.n = 4;
  const Answer answer = jade.sync({jade.set(jade_case, doc_of(step), seq_of(step), "/done", true)});
  EXPECT_EQ(answer.status, 409);
  EXPECT_EQ(answer.problem(), "/problems/op-gap");
  EXPECT_EQ(answer.json()["n_expected"], 1);
  EXPECT_EQ(jade.everything()[doc_of(step)]["seq"], step["seq"]);
}

TEST_P(SyncTest, KnowsAPhoneThatWasSetBack) {
  const json first = jade.set(jade_case, doc_of(step), seq_of(step), "/done", true);
  const json done = only_result(jade.sync({first}));
  jade.n = 0;
  const Answer answer = jade.sync({jade.set(jade_case, doc_of(step), seq_of(step), "/done", false)});
  EXPECT_EQ(answer.status, 409);
  EXPECT_EQ(answer.problem(), "/problems/restored-phone");

  // With a new device id the waiting operations are counted anew; what was known stays done once.
  jade.device = new_id();
  json same = first;
  same["n"] = 1;
  jade.n = 1;
  const json results =
      jade.sync({same, jade.set(jade_case, doc_of(step), seq_of(done), "/done", false)}).json()["results"];
  EXPECT_EQ(results[0], done);
  EXPECT_EQ(results[1]["status"], "applied");
  EXPECT_EQ(jade.everything()[doc_of(step)]["full"]["done"], false);
}

TEST_P(SyncTest, AnUnreadableOperationIsRejectedAndUsesItsNumber) {
  json op =
      jade.create(jade_case, "step",
                  {{"heading", "home"}, {"owner", "young_person"}, {"title", "Due in vain"}, {"due", "2026-02-30"}});
  json unreadable = jade.set(jade_case, doc_of(step), 0, "/done", true);
  unreadable["set"] = 7;
  const json results =
      jade.sync({op, unreadable, jade.set(jade_case, doc_of(step), seq_of(step), "/done", true)}).json()["results"];
  ASSERT_EQ(results.size(), 3U);
  EXPECT_EQ(results[0]["status"], "rejected");
  EXPECT_EQ(results[0]["problem"]["pointer"], "/create/due");
  EXPECT_EQ(results[1]["status"], "rejected");
  EXPECT_EQ(results[1]["problem"]["pointer"], "/set");
  EXPECT_EQ(results[2]["status"], "applied");
}

TEST_P(SyncTest, RejectsAnUnknownDocumentType) {
  const json result = only_result(jade.sync({jade.create(jade_case, "horoscope", {{"title", "?"}})}));
  EXPECT_EQ(result["status"], "rejected");
  EXPECT_EQ(result["problem"]["pointer"], "/type");
  EXPECT_EQ(result["problem"]["cause"], "not_known");
}

TEST_P(SyncTest, SaysThatThereIsOneAlready) {
  const json view{{"heading", "skills"}, {"words", "Cooking"}};
  (void)jade.sync({jade.create(jade_case, "view", view)});
  const json result = only_result(jade.sync({jade.create(jade_case, "view", view)}));
  EXPECT_EQ(result["status"], "rejected");
  EXPECT_EQ(result["problem"]["cause"], "exists");
}

// ---- Who may ---------------------------------------------------------------------------------------------------

TEST_P(SyncTest, ShowsAYoungPersonTheirOwnCaseOnly) {
  for (const json& change : jade.everything_as_list()) EXPECT_EQ(change["case"], jade_case);
  std::set<std::string> cases;
  for (const json& change : sam.everything_as_list()) cases.insert(change["case"].get<std::string>());
  EXPECT_EQ(cases, (std::set<std::string>{jade_case, other_case}));
}

TEST_P(SyncTest, AnswersForTheCaseOfAnotherAsForADocumentThatDoesNotExist) {
  std::string foreign;
  for (const json& change : sam.everything_as_list()) {
    if (change["case"] == other_case && change["type"] == "step") foreign = doc_of(change);
  }
  ASSERT_FALSE(foreign.empty());
  const auto told = [&](const json& op) {
    json result = only_result(jade.sync({op}));
    result.erase("op");
    return result;
  };
  const json missing = told(jade.set(jade_case, new_id(), 1, "/done", true));
  EXPECT_EQ(missing["status"], "rejected");
  EXPECT_EQ(missing["problem"]["cause"], "gone");
  EXPECT_EQ(told(jade.set(other_case, foreign, 1, "/done", true)), missing);
  EXPECT_EQ(told(jade.set(other_case, new_id(), 1, "/done", true)), missing);
  EXPECT_EQ(told(jade.set(new_id(), new_id(), 1, "/done", true)), missing);
  EXPECT_EQ(told(jade.set(jade_case, foreign, 1, "/done", true)), missing)
      << "a case of one's own with the document of another";
  const json fields{{"heading", "home"}, {"owner", "young_person"}, {"title", "Mine"}};
  EXPECT_EQ(told(jade.create(other_case, "step", fields)), told(jade.create(new_id(), "step", fields)));
  EXPECT_EQ(told(jade.remove(other_case, foreign, 1)), told(jade.remove(new_id(), new_id(), 1)));
}

TEST_P(SyncTest, NobodySignsForSomebodyElse) {
  const auto message = [&](Phone& phone, const char* from, const char* name) {
    return only_result(phone.sync(
        {phone.create(jade_case, "message",
                      {{"kind", "note"}, {"text", "Hi"}, {"from", from}, {"from_name", name}, {"on", "2026-11-22"}})}));
  };
  EXPECT_EQ(message(jade, "young_person", "Jade Carter")["status"], "applied");
  EXPECT_EQ(message(sam, "adviser", "Sam Okoro")["status"], "applied");
  EXPECT_EQ(message(jade, "young_person", "Sam Okoro")["problem"]["pointer"], "/create/from_name");
  EXPECT_EQ(message(jade, "adviser", "Jade Carter")["problem"]["pointer"], "/create/from");
  const json suggested = only_result(
      sam.sync({sam.set(jade_case, doc_of(plan), seq_of(plan), "/sections/home/suggested_by", "Jade Carter")}));
  EXPECT_EQ(suggested["problem"]["pointer"], "/set/~1sections~1home~1suggested_by");
}

TEST_P(SyncTest, NobodyPutsTheirWordsUnderTheNameOfSomebodyElse) {
  EXPECT_EQ(
      only_result(jade.sync({jade.create(
          jade_case, "message",
          {{"kind", "note"}, {"text", "Hi"}, {"from", "young_person"}, {"on", "2026-11-22"}})}))["problem"]["pointer"],
      "/create/from_name")
      << "nobody's name at all";

  const json answered =
      jade.create(jade_case, "pledge_response", {{"pledge", "good-plan"}, {"feeling", "bad"}, {"on", "2026-11-22"}});
  const std::int64_t base = only_result(jade.sync({answered}))["seq"].get<std::int64_t>();
  const std::string doc = answered["doc"].get<std::string>();
  const json alone = only_result(sam.sync({sam.set(jade_case, doc, base, "/reply", "We are sorry.")}));
  EXPECT_EQ(alone["problem"]["pointer"], "/set/~1reply") << "without a name";
  json signed_reply = sam.set(jade_case, doc, base, "/reply", "We are sorry.");
  signed_reply["set"]["/reply_by"] = "Sam Okoro";
  const json told = only_result(sam.sync({signed_reply}));
  EXPECT_EQ(told["status"], "applied");
  EXPECT_EQ(only_result(sam.sync(
                {sam.set(jade_case, doc, told["seq"].get<std::int64_t>(), "/reply", "We are very sorry.")}))["status"],
            "applied")
      << "the name is there already";
}

TEST_P(SyncTest, LeavesNoNameUnderWordsThatAnotherAdviserWrites) {
  const bool sqlite = GetParam() == StoreKind::sqlite;
  database.run("UPDATE documents SET record = " +
               std::string(sqlite ? "json_set(record, '$.document.sections.home.suggested_by', 'Priya Nair')"
                                  : "jsonb_set(record::jsonb, '{document,sections,home,suggested_by}', "
                                    "'\"Priya Nair\"')::json") +
               " WHERE type = 'plan'");
  json words = sam.set(jade_case, doc_of(plan), seq_of(plan), "/sections/home/suggestion", "A flat by the park");
  EXPECT_EQ(only_result(sam.sync({words}))["problem"]["pointer"], "/set/~1sections~1home~1suggestion");
  words = sam.set(jade_case, doc_of(plan), seq_of(plan), "/sections/home/suggestion", "A flat by the park");
  words["set"]["/sections/home/suggested_by"] = "Sam Okoro";
  EXPECT_EQ(only_result(sam.sync({words}))["status"], "applied");
}

TEST_P(SyncTest, RejectsWhatACreationSaysTooMuch) {
  json fields{{"heading", "home"}, {"owner", "young_person"}, {"title", "Mine"}, {"colour", std::string(1000, 'x')}};
  EXPECT_EQ(only_result(jade.sync({jade.create(jade_case, "step", fields)}))["problem"]["pointer"], "/create/colour");
}

TEST_P(SyncTest, ACaseHasOnePlanAndOneViewForAHeading) {
  EXPECT_EQ(only_result(sam.sync({sam.create(jade_case, "plan", {{"sections", json::object()}})}))["status"],
            "rejected");
  const json view = only_result(jade.sync({jade.create(jade_case, "view", {{"heading", "home"}, {"words", "Mine"}})}));
  EXPECT_EQ(view["problem"]["pointer"], "/create/heading");
}

// The body of somebody without a session is not looked at.
TEST_P(SyncTest, AsksAStrangerForASignInWhateverTheySend) {
  const Headers headers{{"Content-Type", "application/json"}, {"Authorization", "Bearer nonsense"}};
  for (const char* body : {"", "not JSON", "{}"}) {
    EXPECT_EQ(exchange(endpoint.port(), "POST", "/v1/sync", headers, body).status, 401) << body;
  }
}

TEST_P(SyncTest, AsksForASignIn) {
  for (const Headers& headers :
       {Headers{}, Headers{{"Authorization", "Bearer "}}, Headers{{"Authorization", "Bearer nonsense"}},
        Headers{{"Authorization", jade.token}}, Headers{{"Authorization", "Basic " + jade.token}}}) {
    const Answer answer = exchange(endpoint.port(), "GET", "/v1/sync", headers);
    EXPECT_EQ(answer.status, 401);
    EXPECT_EQ(answer.problem(), "/problems/sign-in-needed");
    EXPECT_EQ(answer.header("www-authenticate"), "Bearer");
  }
}

TEST_P(SyncTest, RefusesALinkThatIsNotOne) {
  for (const std::string& code : {std::string("AAAAAAAAAAAAAAAAAAAAAA"), endpoint.code("Jade Carter") + "A"}) {
    const Answer answer = exchange(endpoint.port(), "POST", "/v1/pair", {{"Content-Type", "application/json"}},
                                   json{{"code", code}, {"device", new_id()}}.dump());
    EXPECT_EQ(answer.status, 403);
    EXPECT_EQ(answer.problem(), "/problems/link-refused");
  }
}

// ---- Pages -----------------------------------------------------------------------------------------------------

TEST_P(SyncTest, SendsPagesOfTheSizeAskedForAndMissesNothing) {
  const auto whole = sam.everything();
  std::map<std::string, json> paged;
  std::string cursor;
  int pages = 0;
  for (bool more = true; more; ++pages) {
    const Answer answer = sam.get("?limit=16384&cursor=" + cursor);
    ASSERT_EQ(answer.status, 200);
    EXPECT_LT(answer.body.size(), 20'000U);
    const json page = answer.json();
    for (const json& change : page["changes"])
      EXPECT_TRUE(paged.emplace(doc_of(change), change).second) << "sent twice";
    cursor = page["cursor"].get<std::string>();
    more = page["more"].get<bool>();
  }
  EXPECT_GT(pages, 1);
  EXPECT_EQ(paged, whole);
}

TEST_P(SyncTest, SaysNotModifiedWhenNothingIsNew) {
  const std::string cursor = sam.sync().json()["cursor"].get<std::string>();
  const Answer first = sam.get("?cursor=" + cursor);
  EXPECT_TRUE(first.json()["changes"].empty());
  EXPECT_EQ(first.json()["cursor"], cursor);
  const Headers known{{"If-None-Match", first.header("etag")}};
  const Answer again = sam.get("?cursor=" + cursor, known);
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.body, "");
  jade.sync({jade.set(jade_case, doc_of(step), seq_of(step), "/done", true)});
  EXPECT_EQ(sam.get("?cursor=" + cursor, known).status, 200);
}

TEST_P(SyncTest, RefusesACursorThatIsForgedOrOfSomebodyElse) {
  const std::string own = sam.sync().json()["cursor"].get<std::string>();
  std::string forged = own;
  forged[4] = forged[4] == 'A' ? 'B' : 'A';
  for (const std::string& cursor : {forged, std::string("AAAA"), std::string("!"), std::string("%zz"), own + "A"}) {
    const Answer answer = sam.get("?cursor=" + cursor);
    EXPECT_EQ(answer.status, 410) << cursor;
    EXPECT_EQ(answer.problem(), "/problems/cursor-expired");
  }
  EXPECT_EQ(jade.get("?cursor=" + own).status, 410);
  jade.cursor = own;
  EXPECT_EQ(jade.sync({jade.set(jade_case, doc_of(step), seq_of(step), "/done", true)}).status, 410);
  EXPECT_EQ(jade.everything()[doc_of(step)]["seq"], step["seq"]) << "nothing was written";
}

TEST_P(SyncTest, TakesGzipAndAnswersInBrotliOrGzip) {
  const std::string body = json{{"device", jade.device}, {"cursor", ""}, {"ops", json::array()}}.dump();
  const auto sync = [&](const Headers& more, const std::string& sent) {
    Headers headers{{"Content-Type", "application/json; charset=utf-8"}, {"Authorization", "bearer " + jade.token}};
    headers.insert(headers.end(), more.begin(), more.end());
    return exchange(endpoint.port(), "POST", "/v1/sync", headers, sent);
  };
  const Answer plain = sync({}, body);
  EXPECT_EQ(plain.header("content-encoding"), "");
  const Answer brotli = sync({{"Content-Encoding", "gzip"}, {"Accept-Encoding", "gzip, deflate, br"}}, gzip_of(body));
  EXPECT_EQ(brotli.header("content-encoding"), "br");
  EXPECT_EQ(brotli.header("vary"), "Accept-Encoding");
  EXPECT_EQ(brotli.header("cache-control"), "no-store");
  EXPECT_EQ(brotli.json(), plain.json());
  EXPECT_LT(brotli.body.size(), plain.body.size() / 2);
  const Answer gzip = sync({{"Accept-Encoding", "gzip"}}, body);
  EXPECT_EQ(gzip.header("content-encoding"), "gzip");
  EXPECT_EQ(gzip.json(), plain.json());
}

// ---- What stays ------------------------------------------------------------------------------------------------

TEST_P(SyncTest, TellsWhichCaseIsGone) {
  sam.sync();
  ASSERT_EQ(endpoint.logs("\"event\":\"request\""), true);
  endpoint.signal(SIGTERM);
  ASSERT_EQ(endpoint.wait(), 0);
  database.run("DELETE FROM access WHERE case_id = '" + other_case + "' AND account = '" +
               sam.account["account"]["id"].get<std::string>() + "'");
  ASSERT_TRUE(endpoint.start());
  sam.port = endpoint.port();
  const json reply = sam.sync().json();
  EXPECT_EQ(reply["gone"], json::array({other_case}));
  EXPECT_TRUE(sam.sync().json()["gone"].empty());
}

TEST_P(SyncTest, RefusesACursorAheadOfADatabaseFromABackup) {
  endpoint.signal(SIGTERM);
  ASSERT_EQ(endpoint.wait(), 0);
  database.keep_copy();
  ASSERT_TRUE(endpoint.start());
  jade.port = endpoint.port();
  jade.sync({jade.set(jade_case, doc_of(step), seq_of(step), "/done", true)});
  endpoint.signal(SIGTERM);
  ASSERT_EQ(endpoint.wait(), 0);
  database.put_copy_back();
  ASSERT_TRUE(endpoint.start());
  jade.port = endpoint.port();
  EXPECT_EQ(jade.get("?cursor=" + jade.cursor).status, 410);
  const json op = jade.create(jade_case, "step", {{"heading", "home"}, {"owner", "young_person"}, {"title", "Later"}});
  EXPECT_EQ(jade.sync({op}).status, 410);
  EXPECT_FALSE(jade.everything().contains(op["doc"].get<std::string>())) << "nothing of the push was done";
}

TEST_P(SyncTest, KeepsEveryAppliedOperationInTheHistory) {
  const json op = jade.set(jade_case, doc_of(step), seq_of(step), "/done", true);
  const json result = only_result(jade.sync({op}));
  jade.sync({op});
  jade.sync({jade.set(jade_case, doc_of(plan), seq_of(plan), "/sections/home/now", "no")});
  const auto rows = database.run(
      "SELECT op, seq, device, claimed_utc_ms, server_utc_ms, author FROM history WHERE device <> "
      "'00000000-0000-0000-0000-000000000000'");
  ASSERT_EQ(rows.size(), 1U) << "once, and nothing of the rejected one";
  EXPECT_EQ(json::parse(rows[0][0]), op);
  EXPECT_EQ(rows[0][1], std::to_string(result["seq"].get<std::int64_t>()));
  EXPECT_EQ(rows[0][2], jade.device);
  EXPECT_EQ(rows[0][3], std::to_string(op["at"].get<std::int64_t>()));
  EXPECT_GT(std::stoll(rows[0][4]), 1'700'000'000'000);
  EXPECT_EQ(rows[0][5], jade.account["account"]["id"].get<std::string>());
}

TEST_P(SyncTest, KeepsNoTokenAndNoCodeInTheDatabase) {
  const std::string code = endpoint.code("Jade Carter");
  ASSERT_GT(code.size(), 20U);
  endpoint.signal(SIGTERM);
  ASSERT_EQ(endpoint.wait(), 0);
  const std::string bytes = database.everything();
  EXPECT_NE(bytes.find(jade.device), std::string::npos) << "of a phone that paired with them";
  EXPECT_EQ(bytes.find(jade.token), std::string::npos);
  EXPECT_EQ(bytes.find(code), std::string::npos);
  ASSERT_TRUE(endpoint.start());
}

}  // namespace
}  // namespace waymark::server::test
