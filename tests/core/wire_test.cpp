// Goal: whatever bytes arrive, reading them ends in a value or in a problem that says where; and what one side
// writes, the other reads. Method: examples for each promise, then random damage to real messages with a printed seed.
#include "core/sync/wire.h"

#include <gtest/gtest.h>

#include <random>

#include "tests/core/random_seed.h"

namespace waymark::sync {
namespace {

constexpr const char* id_a = "01890000-0000-7000-8000-00000000000a";
constexpr const char* id_b = "01890000-0000-7000-8000-00000000000b";
constexpr const char* id_c = "01890000-0000-7000-8000-00000000000c";

Json parsed(std::string_view text) {
  Checked<Json> json = parse_json(text);
  EXPECT_TRUE(json.has_value()) << text << " -> " << to_text(json.error().front());
  return json ? *json : Json();
}

Problem problem_of(std::string_view text) {
  const Checked<Json> json = parse_json(text);
  EXPECT_FALSE(json.has_value()) << text;
  return json ? Problem{"read", "without a problem"} : json.error().front();
}

Op sample_create() {
  Op op;
  op.id = OpId(id_a);
  op.n = 4;
  op.case_id = CaseId(id_b);
  op.doc = DocId(id_c);
  op.kind = OpKind::create;
  op.type = "step";
  op.document = {{"heading", "home"}, {"title", "Visit the flat"}};
  op.at_utc_ms = 1'790'000'000'000;
  return op;
}

Op sample_set() {
  Op op = sample_create();
  op.id = OpId(id_b);
  op.n = 5;
  op.kind = OpKind::set;
  op.type.clear();
  op.document = Json();
  op.set = {{"/due", nullptr}, {"/title", "Visit both flats"}};
  op.base = 12;
  return op;
}

Op sample_remove() {
  Op op = sample_set();
  op.id = OpId(id_c);
  op.n = 6;
  op.kind = OpKind::remove;
  op.set.clear();
  return op;
}

SyncRequest sample_request() {
  SyncRequest request;
  request.device = id_a;
  request.cursor = "c29tZXdoZXJl";
  request.ops = {sample_create(), sample_set(), sample_remove()};
  request.limit_bytes = 32 * 1024;
  return request;
}

SyncReply sample_reply() {
  SyncReply reply;
  reply.results = {{OpId(id_a), OpStatus::applied, 13, std::nullopt, 0},
                   {OpId(id_b), OpStatus::rejected, 0, Problem{"/set/~1title", "is longer than 300 characters", ProblemCause::too_long}, 0}};
  Change full{CaseId(id_b), DocId(id_c), "step", 13, false, {{"title", "Møte ☕"}}};
  full.conflicts.push_back({"/title", nullptr, "Sam Okafor", id_a, 1'790'000'000'500, -5, OpId(id_c)});
  reply.changes = {full, {CaseId(id_b), DocId(id_a), "contact", 14, true, Json()}};
  reply.gone = {CaseId(id_c)};
  reply.cursor = "bmV4dA";
  reply.more = true;
  return reply;
}

// ---- Text to JSON ----------------------------------------------------------------------------------------------

TEST(WireJson, ReadsValuesAsTheyAre) {
  EXPECT_EQ(parsed(R"( {"a":[1,-2,true,null,"é\n"],"":{}} )"),
            Json({{"a", {1, -2, true, nullptr, "é\n"}}, {"", Json::object()}}));
}

TEST(WireJson, SaysLineAndByteOfASyntaxError) {
  const Problem problem = problem_of("{\"ops\": [\n  {\"n\": 1},\n  {\"n\": tru}]}");
  EXPECT_EQ(problem.pointer, "/ops/1/n");
  EXPECT_NE(problem.reason.find("line 3, byte 12"), std::string::npos) << problem.reason;
}

TEST(WireJson, RefusesANameThatStandsTwice) {
  EXPECT_EQ(problem_of(R"({"ops":[{"set":{"/a/b":1,"/a/b":2}}]})").pointer, "/ops/0/set/~1a~1b");
}

TEST(WireJson, RefusesDepthBeyondTheLimit) {
  EXPECT_TRUE(parse_json(std::string(16, '[') + std::string(16, ']')).has_value());
  EXPECT_EQ(problem_of(std::string(17, '[') + std::string(17, ']')).reason, "is nested deeper than allowed");
  EXPECT_FALSE(parse_json(std::string(1'000'000, '[')).has_value());
}

TEST(WireJson, RefusesBytesBehindTheValue) {
  EXPECT_FALSE(parse_json("{} {}").has_value());
  EXPECT_FALSE(parse_json("{}]").has_value());
  EXPECT_FALSE(parse_json(std::string_view("{}\0x", 4)).has_value());
}

TEST(WireJson, RefusesWhatIsNotUtf8) {
  EXPECT_FALSE(parse_json("\"\xC3\x28\"").has_value());
  EXPECT_FALSE(parse_json("\"\xED\xA0\x80\"").has_value());
  EXPECT_FALSE(parse_json(R"("\ud800")").has_value());
}

TEST(WireJson, RefusesFractionsAndNumbersThatOtherReadersWouldRound) {
  EXPECT_EQ(parsed("9007199254740991"), Json(9007199254740991));
  EXPECT_EQ(parsed("-9007199254740991"), Json(-9007199254740991));
  for (const char* text : {"9007199254740992", "-9007199254740992", "1.5", "1e2", "1e999", "18446744073709551616"}) {
    EXPECT_FALSE(parse_json(text).has_value()) << text;
  }
}

TEST(WireJson, RefusesNoTextAtAll) {
  EXPECT_FALSE(parse_json("").has_value());
  EXPECT_FALSE(parse_json("  ").has_value());
  EXPECT_FALSE(parse_json("{\"a\":").has_value());
}

TEST(CanonicalJson, SortsNamesByUtf16CodeUnits) {
  // RFC 8785 §3.2.3, its own example without the number values.
  const Json json =
      parsed("{\"\\u20ac\":1,\"\\r\":2,\"\\ufb33\":3,\"1\":4,\"\\ud83d\\ude00\":5,\"\\u0080\":6,\"\\u00f6\":7}");
  EXPECT_EQ(canonical(json), "{\"\\r\":2,\"1\":4,\"\xC2\x80\":6,\"ö\":7,\"€\":1,\"😀\":5,\"\xEF\xAC\xB3\":3}");
}

TEST(CanonicalJson, EscapesOnlyWhatMustBe) {
  EXPECT_EQ(canonical(parsed(R"([ "\u0007\b\u001f\/\u00e9\"\\" , [ ], { } ])")),
            "[\"\\u0007\\b\\u001f/é\\\"\\\\\",[],{}]");
}

TEST(WireJson, WritesTextThatIsNotUtf8WithReplacements) { EXPECT_EQ(json_text(Json("a\xFFz")), "\"a\xEF\xBF\xBDz\""); }

// ---- Operations ------------------------------------------------------------------------------------------------

TEST(WireOp, ComesBackAsItWasWritten) {
  for (const Op& op : {sample_create(), sample_set(), sample_remove()}) {
    const Checked<Op> read = read_op(parsed(json_text(write(op))));
    ASSERT_TRUE(read.has_value()) << to_text(read.error().front());
    EXPECT_EQ(canonical(write(*read)), canonical(write(op)));
    EXPECT_EQ(read->kind, op.kind);
    EXPECT_EQ(read->type, op.type);
    EXPECT_EQ(read->base, op.base);
    EXPECT_EQ(read->set.size(), op.set.size());
    EXPECT_EQ(read->at_utc_ms, op.at_utc_ms);
  }
}

TEST(WireOp, HasTheFormThatTheProtocolDescribes) {
  EXPECT_EQ(
      canonical(write(sample_create())),
      R"({"at":1790000000000,"case":"01890000-0000-7000-8000-00000000000b",)"
      R"("create":{"heading":"home","title":"Visit the flat"},"doc":"01890000-0000-7000-8000-00000000000c","n":4,)"
      R"("op":"01890000-0000-7000-8000-00000000000a","type":"step"})");
  EXPECT_EQ(canonical(write(sample_set())),
            R"({"at":1790000000000,"base":12,"case":"01890000-0000-7000-8000-00000000000b",)"
            R"("doc":"01890000-0000-7000-8000-00000000000c","n":5,"op":"01890000-0000-7000-8000-00000000000b",)"
            R"("set":{"/due":null,"/title":"Visit both flats"}})");
}

TEST(WireOp, DoesExactlyOneThing) {
  Json both = write(sample_create());
  both["delete"] = true;
  EXPECT_FALSE(read_op(both).has_value());
  Json none = write(sample_remove());
  none["delete"] = false;
  EXPECT_FALSE(read_op(none).has_value());
}

TEST(WireOp, RefusesAPlaceThatIsNoPointer) {
  for (const char* place : {"", "title", "/a~2b", "/a~"}) {
    Json json = write(sample_set());
    json["set"] = {{place, 1}};
    const Checked<Op> op = read_op(json);
    ASSERT_FALSE(op.has_value()) << place;
    EXPECT_EQ(op.error().front().pointer, "/set");
  }
}

TEST(WireOp, KeepsItsFingerprintUnderAnotherCounter) {
  Op counted_anew = sample_set();
  counted_anew.n = 99;
  EXPECT_EQ(fingerprint(sample_set()), fingerprint(counted_anew));
  Op other = sample_set();
  other.set.front().value = "2026-11-22";
  EXPECT_NE(fingerprint(sample_set()), fingerprint(other));
}

// ---- Requests and replies --------------------------------------------------------------------------------------

TEST(WireRequest, ComesBackAsItWasWritten) {
  const Checked<ReadRequest> read = read_request(parsed(json_text(write(sample_request()))));
  ASSERT_TRUE(read.has_value()) << to_text(read.error().front());
  EXPECT_TRUE(read->refused.empty());
  EXPECT_EQ(canonical(write(read->request)), canonical(write(sample_request())));
  EXPECT_EQ(read->request.limit_bytes, 32 * 1024);
}

TEST(WireRequest, KeepsGoodOperationsBesideABadOne) {
  Json json = write(sample_request());
  json["ops"][1]["set"] = Json::object();
  const Checked<ReadRequest> read = read_request(json);
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->request.ops.size(), 2U);
  ASSERT_EQ(read->refused.size(), 1U);
  EXPECT_EQ(read->refused[0].id.text, id_b);
  EXPECT_EQ(read->refused[0].n, 5);
  EXPECT_EQ(read->refused[0].status, OpStatus::rejected);
  EXPECT_EQ(read->refused[0].problem->pointer, "/set");
  EXPECT_EQ(read->refused[0].problem->cause, ProblemCause::not_known);
}

TEST(WireRequest, FailsWhenAnOperationCannotBeAnswered) {
  Json json = write(sample_request());
  json["ops"][2].erase("n");
  const Checked<ReadRequest> read = read_request(json);
  ASSERT_FALSE(read.has_value());
  EXPECT_EQ(read.error().front().pointer, "/ops/2/n");
}

TEST(WireRequest, FailsWhenTheCounterHasAGap) {
  Json json = write(sample_request());
  json["ops"][2]["n"] = 7;
  const Checked<ReadRequest> read = read_request(json);
  ASSERT_FALSE(read.has_value());
  EXPECT_EQ(read.error().front().pointer, "/ops/2/n");
}

TEST(WireRequest, FailsBeyondTheMostOperationsOfAPush) {
  SyncRequest request = sample_request();
  request.ops.assign(push_ops_max, sample_remove());
  for (std::size_t i = 0; i < request.ops.size(); ++i) request.ops[i].n = static_cast<std::int64_t>(i) + 1;
  EXPECT_TRUE(read_request(write(request)).has_value());
  request.ops.push_back(sample_remove());
  request.ops.back().n = static_cast<std::int64_t>(request.ops.size());
  EXPECT_FALSE(read_request(write(request)).has_value());
}

TEST(WireReply, ComesBackAsItWasWritten) {
  const Checked<SyncReply> read = read_reply(parsed(json_text(write(sample_reply()))));
  ASSERT_TRUE(read.has_value()) << to_text(read.error().front());
  EXPECT_EQ(canonical(write(*read)), canonical(write(sample_reply())));
  EXPECT_TRUE(read->changes[1].deleted);
  EXPECT_EQ(read->changes[0].conflicts[0].author, "Sam Okafor");
  EXPECT_EQ(read->results[1].problem, sample_reply().results[1].problem);
}

TEST(WireReply, TakesACauseOfAnotherVersionOrNoneForAnyOther) {
  Json json = write(sample_reply());
  ASSERT_EQ(json["results"][1]["problem"]["cause"], "too_long");
  const auto cause = [&] {
    const Checked<SyncReply> read = read_reply(json);
    return read ? read->results[1].problem->cause : ProblemCause::too_long;
  };
  for (const Json& later : {Json("moon_is_full"), Json(7), Json()}) {
    json["results"][1]["problem"]["cause"] = later;
    EXPECT_EQ(cause(), ProblemCause::other) << later;
  }
  json["results"][1]["problem"].erase("cause");
  EXPECT_EQ(cause(), ProblemCause::other) << "an endpoint from before there were causes";
}

TEST(WireReply, SaysWhereAChangeIsWrong) {
  Json json = write(sample_reply());
  json["changes"][0]["conflicts"][0].erase("author");
  json["changes"][1]["full"] = Json::object();
  const Checked<SyncReply> read = read_reply(json);
  ASSERT_FALSE(read.has_value());
  EXPECT_EQ(read.error()[0].pointer, "/changes/0/conflicts/0/author");
  EXPECT_EQ(read.error()[1].pointer, "/changes/1/full");
}

TEST(WireReply, CollectsAtMostTwentyProblems) {
  Json json = write(sample_reply());
  json["changes"] = Json::array();
  for (int i = 0; i < 100; ++i) json["changes"].push_back(Json::object());
  EXPECT_EQ(read_reply(json).error().size(), 20U);
}

// ---- Pages of one reply ------------------------------------------------------------------------------------------

std::string page(const std::string& cursor, bool more) {
  SyncReply reply = sample_reply();
  reply.cursor = cursor;
  reply.more = more;
  return json_text(write(reply));
}

std::vector<std::string> cursors_of(const std::string& body) {
  std::vector<std::string> cursors;
  if (const auto pages = read_pages(body)) {
    for (const SyncReply& one : *pages) cursors.push_back(one.cursor);
  }
  return cursors;
}

TEST(WirePages, ComeOneALine) {
  EXPECT_EQ(cursors_of(page("a", true) + "\n" + page("b", false) + "\n"), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(cursors_of(page("a", false)), std::vector<std::string>{"a"}) << "also only one, as older endpoints say it";
}

TEST(WirePages, AreThoseThatArrivedOfAReplyThatWasCutOff) {
  const std::string whole = page("a", true) + "\n" + page("b", false) + "\n";
  const std::size_t first = whole.find('\n'), second = whole.size() - 1;
  for (std::size_t length = 0; length <= whole.size(); ++length) {
    const std::vector<std::string> cursors = cursors_of(whole.substr(0, length));
    EXPECT_EQ(cursors.size(), length < first ? 0U : length < second ? 1U : 2U) << length;
  }
}

TEST(WirePages, AreRefusedWithSomethingElseAmongThem) {
  EXPECT_FALSE(read_pages(""));
  EXPECT_FALSE(read_pages("<html>\n"));
  EXPECT_FALSE(read_pages(page("a", true) + "\n<html>\n" + page("b", false) + "\n"));
  EXPECT_FALSE(read_pages(page("a", false) + "\n<html>")) << "nothing was to follow";
}

TEST(WireChange, SaysWhatChangedOrAllOfIt) {
  Json json = write(sample_reply());
  Json& change = json["changes"][0];
  change.erase("full");
  change["set"] = {{"/title", "Call them"}, {"/due", nullptr}};
  const Checked<SyncReply> read = read_reply(json);
  ASSERT_TRUE(read) << to_text(read.error().front());
  EXPECT_TRUE(read->changes[0].partial);
  ASSERT_EQ(read->changes[0].set.size(), 2U);
  EXPECT_EQ(write(*read), json);
  change["set"] = Json::object();
  EXPECT_TRUE(read_reply(json)) << "only what is beside it has changed";
  change["full"] = Json::object();
  EXPECT_EQ(read_reply(json).error().front().pointer, "/changes/0/full");
}

TEST(WireProblem, ComesBackAsItWasWritten) {
  const ProblemDetails sent{
      "/problems/too-large", "The request is too large.", 413, "Send less.", {{"/ops", "is too long"}}};
  const auto read = read_problem_details(json_text(write(sent)));
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(canonical(write(*read)), canonical(write(sent)));
}

TEST(WireProblem, IsNoneInAProxysErrorPage) {
  EXPECT_FALSE(read_problem_details("<html>502 Bad Gateway</html>").has_value());
  EXPECT_FALSE(read_problem_details("[]").has_value());
  EXPECT_EQ(read_problem_details("{}")->type, "about:blank");
}

// ---- Any bytes -------------------------------------------------------------------------------------------------

/// Damages a text as networks, disks and attackers do.
std::string damaged(std::string text, const std::string& other, std::mt19937_64& random) {
  const auto below = [&](std::size_t limit) { return limit == 0 ? 0 : random() % limit; };
  for (std::size_t times = 1 + below(4); times > 0; --times) {
    const std::size_t at = below(text.size());
    switch (below(7)) {
      case 0:
        text.resize(at);
        break;
      case 1:
        if (!text.empty()) text[at] = static_cast<char>(random());
        break;
      case 2:
        text.erase(at, 1 + below(8));
        break;
      case 3:
        text.insert(at, other.substr(below(other.size()), below(64)));
        break;
      case 4:
        text.insert(at, text.substr(below(text.size()), below(64)));
        break;
      case 5:
        text.insert(at, std::string(1 + below(40), "[{\",:0-"[below(7)]));
        break;
      default: {
        static constexpr std::string_view words[]{
            "null",    "true",    "-1", "1e9", "\"\"", "[]", "{}", "99999999999999999", "\\u0000", "\xF4\x90\x80\x80",
            "\"op\":", "\"/~1\":"};
        text.insert(at, words[below(std::size(words))]);
      }
    }
  }
  return text;
}

TEST(WireBytes, NeverBreakTheReader) {
  std::mt19937_64 random(random_seed());
  const std::string request = json_text(write(sample_request()));
  const std::string reply = json_text(write(sample_reply()));
  int requests_read = 0;
  int ops_refused = 0;
  int replies_read = 0;
  for (int i = 0; i < 5'000; ++i) {
    const Checked<Json> asked = parse_json(damaged(request, reply, random));
    if (const auto read = asked ? read_request(*asked) : std::unexpected(asked.error())) {
      ++requests_read;
      ops_refused += read->refused.empty() ? 0 : 1;
      // What was taken is sound: it can be written and read again.
      const Checked<ReadRequest> again = read_request(write(read->request));
      if (read->refused.empty()) {
        ASSERT_TRUE(again.has_value());
        ASSERT_EQ(canonical(write(again->request)), canonical(write(read->request)));
      }
    } else {
      ASSERT_FALSE(read.error().empty());
      ASSERT_LE(read.error().size(), 20U);
    }
    const Checked<Json> answered = parse_json(damaged(reply, request, random));
    if (const auto read = answered ? read_reply(*answered) : std::unexpected(answered.error())) {
      ++replies_read;
      ASSERT_EQ(canonical(write(*read_reply(write(*read)))), canonical(write(*read)));
    }
    (void)read_problem_details(damaged(reply, request, random));
  }
  // The damage is neither always fatal nor never felt: both ways through the reader were walked.
  EXPECT_GT(requests_read, 100);
  EXPECT_GT(ops_refused, 10);
  EXPECT_GT(replies_read, 100);
  EXPECT_LT(requests_read, 4'900);
}

}  // namespace
}  // namespace waymark::sync
