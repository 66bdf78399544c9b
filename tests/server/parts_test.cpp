// The small parts that the endpoint is made of, each by itself.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "server/http/encoding.h"
#include "server/http/message.h"
#include "server/http/site.h"
#include "server/identity/secret.h"
#include "server/identity/sign_in_links.h"
#include "server/options.h"
#include "server/sample/relative_date.h"
#include "server/sync/cursor.h"
#include "tests/core/random_seed.h"
#include "tests/server/http_exchange.h"

namespace waymark::server {
namespace {

// ---- Secrets ---------------------------------------------------------------------------------------------------

TEST(Base64Url, ReadsBackWhatItWrote) {
  std::mt19937_64 random(random_seed());
  for (std::size_t size = 0; size < 100; ++size) {
    std::string bytes(size, '\0');
    for (char& c : bytes) c = static_cast<char>(random());
    EXPECT_EQ(from_base64url(base64url(bytes)), bytes);
  }
}

TEST(Base64Url, HasOneTextForAValue) {
  EXPECT_EQ(from_base64url("AA"), std::string(1, '\0'));
  for (const char* text : {"AB", "A", "AA==", "A+", "A/", "A A"}) EXPECT_EQ(from_base64url(text), std::nullopt) << text;
}

TEST(Secret, HashesAsTheStandardsSay) {
  EXPECT_EQ(hex(view(sha256("abc"))), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");  // FIPS 180
  EXPECT_EQ(hex(view(hmac_sha256("Jefe", "what do ya want for nothing?"))),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");  // RFC 4231, case 2
}

TEST(SignInLinks, AreFoundByTheirCodeOnly) {
  SignInLinks links;
  const std::string jade = links.add("southampton", PersonId("jade"));
  const std::string sam = links.add("southampton", PersonId("sam"));
  EXPECT_EQ(from_base64url(jade)->size(), 16U);
  EXPECT_EQ(links.find(sam)->account.text, "sam");
  EXPECT_EQ(links.find(jade)->account.text, "jade");
  EXPECT_FALSE(links.find(jade + "A"));
  EXPECT_FALSE(links.find(""));
}

// ---- Cursor ----------------------------------------------------------------------------------------------------

const Account jade{.council = "southampton", .id = PersonId("jade")};

TEST(Cursor, ReadsBackWhatItWrote) {
  Cursor cursor{.read = {{1, 0}, {2, 300}, {70'000, 1'000'000'000'000}}};
  EXPECT_EQ(read_cursor(write_cursor(cursor, "key", jade), "key", jade), cursor);
  cursor.middle = {.number = 2, .known = 280};
  EXPECT_EQ(read_cursor(write_cursor(cursor, "key", jade), "key", jade), cursor);
  EXPECT_EQ(read_cursor("", "key", jade), Cursor());
}

TEST(Cursor, IsShortForACaseload) {
  Cursor cursor;
  for (int i = 1; i <= 25; ++i) cursor.read[i] = 40 + i * 20;
  EXPECT_LE(write_cursor(cursor, "key", jade).size(), 140U);
}

TEST(Cursor, IsRefusedWhenAnyCharacterIsChanged) {
  const std::string text = write_cursor({.read = {{1, 40}, {7, 3}}, .middle = {}}, "key", jade);
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string forged = text;
    forged[i] = forged[i] == 'A' ? 'B' : 'A';
    EXPECT_EQ(read_cursor(forged, "key", jade), std::nullopt) << i;
    EXPECT_EQ(read_cursor(text.substr(0, i + 1), "key", jade) == std::nullopt, i + 1 < text.size()) << i;
  }
}

TEST(Cursor, IsRefusedFromAnotherAccountCouncilOrDatabase) {
  const std::string text = write_cursor({.read = {{1, 40}}, .middle = {}}, "key", jade);
  EXPECT_FALSE(read_cursor(text, "key", {.council = "southampton", .id = PersonId("sam")}));
  EXPECT_FALSE(read_cursor(text, "key", {.council = "southwark", .id = PersonId("jade")}));
  EXPECT_FALSE(read_cursor(text, "another key", jade));
}

// ---- HTTP ------------------------------------------------------------------------------------------------------

TEST(Query, GivesTheFirstValueDecoded) {
  std::string value;
  EXPECT_TRUE(http::query_value("a=1&cursor=x%2Dy-_&cursor=z", "cursor", value));
  EXPECT_EQ(value, "x-y-_");
  EXPECT_FALSE(http::query_value("cursors=1&xcursor=2", "cursor", value));
  EXPECT_TRUE(http::query_value("cursor=%zz", "cursor", value));
  EXPECT_EQ(value, "%zz") << "for its reader to refuse";
}

TEST(EntityTag, IsComparedWeakly) {
  EXPECT_TRUE(http::matches_entity_tag("\"x\", W/\"a\"", "W/\"a\""));
  EXPECT_TRUE(http::matches_entity_tag("\"a\"", "W/\"a\""));
  EXPECT_TRUE(http::matches_entity_tag("*", "W/\"a\""));
  EXPECT_FALSE(http::matches_entity_tag("\"ab\"", "\"a\""));
  EXPECT_FALSE(http::matches_entity_tag("", "\"a\""));
}

TEST(AcceptEncoding, IsReadWithQualities) {
  using http::Coding;
  EXPECT_EQ(http::best_coding("gzip, deflate, br"), Coding::brotli);
  EXPECT_EQ(http::best_coding("gzip;q=0.5, br;q=0"), Coding::gzip);
  EXPECT_EQ(http::best_coding("*, br;q=0.0"), Coding::gzip);
  EXPECT_EQ(http::best_coding("identity"), Coding::identity);
  EXPECT_EQ(http::best_coding("brotli, gzipped"), Coding::identity);
  EXPECT_EQ(http::best_coding(""), Coding::identity);
}

TEST(Gunzip, StopsABombAtTheLimit) {
  const std::string bomb = test::gzip_of(std::string(50'000'000, ' '));
  ASSERT_LT(bomb.size(), 1'000'000U);
  EXPECT_EQ(http::gunzip(bomb, 1'048'576).error(), http::GunzipError::too_large);
}

TEST(Gunzip, RefusesWhatIsCutShortOrDamaged) {
  const std::string good = test::gzip_of("some text that is long enough to be compressed, compressed, compressed");
  for (std::size_t size = 0; size < good.size(); ++size) {
    EXPECT_EQ(http::gunzip(good.substr(0, size), 1000).error(), http::GunzipError::damaged) << size;
  }
  EXPECT_EQ(http::gunzip(good + "tail", 1000).error(), http::GunzipError::damaged);
  EXPECT_EQ(http::gunzip(good + good, 1000)->size(), 140U);  // members may follow one another (RFC 1952 §2.2)
}

TEST(Site, KnowsNamesThatNeverChange) {
  EXPECT_TRUE(http::is_hashed_name("/waymark.0f3a9c21.wasm"));
  EXPECT_TRUE(http::is_hashed_name("/a/font-00112233aabb.ttf"));
  for (const char* name : {"/index.html", "/main.mjs", "/deadbeef.js", "/a.0f3.js", "/x.0f3a9c2g.js", "/0f3a9c21d4"}) {
    EXPECT_FALSE(http::is_hashed_name(name)) << name;
  }
}

// ---- Flags and dates -------------------------------------------------------------------------------------------

TEST(Options, HaveDefaultsAndAreRead) {
  EXPECT_EQ(parse_options({})->port, 8080);
  const auto options = parse_options({"--port", "0", "--data", "/d", "--reset", "--host", "localhost"});
  ASSERT_TRUE(options);
  EXPECT_EQ(options->port, 0);
  EXPECT_EQ(options->data, "/d");
  EXPECT_TRUE(options->reset);
  EXPECT_EQ(options->host, "127.0.0.1");
}

TEST(Options, AreRefusedWithASentence) {
  for (const auto& arguments : std::vector<std::vector<std::string_view>>{{"--prot", "1"},
                                                                          {"--port"},
                                                                          {"--port", "65536"},
                                                                          {"--port", "-1"},
                                                                          {"--port", "80a"},
                                                                          {"--data", ""},
                                                                          {"x"}}) {
    const auto options = parse_options(arguments);
    ASSERT_FALSE(options) << arguments[0];
    EXPECT_TRUE(options.error().ends_with('.')) << options.error();
  }
}

TEST(Options, KeepSamplePeopleOnThisMachine) {
  EXPECT_FALSE(parse_options({"--people", "p.json", "--host", "0.0.0.0"}));
  EXPECT_FALSE(parse_options({"--host", "192.168.1.2", "--people", "p.json"}));
  EXPECT_TRUE(parse_options({"--people", "p.json", "--host", "127.0.0.2"}));
  EXPECT_TRUE(parse_options({"--host", "0.0.0.0"}));
}

TEST(Options, TakePostgresqlAndNeverDeleteIt) {
  EXPECT_EQ(parse_options({})->store, "");
  EXPECT_EQ(parse_options({"--store", "postgresql:///waymark"})->store, "postgresql:///waymark");
  EXPECT_FALSE(parse_options({"--store", "postgresql:///waymark", "--reset"}));
}

TEST(RelativeDate, CountsFromToday) {
  const Date today{2026, 11, 22};
  EXPECT_EQ(resolve_date("@today", today), today);
  EXPECT_EQ(resolve_date("@+12d", today), (Date{2026, 12, 4}));
  EXPECT_EQ(resolve_date("@-18y-20d", today), (Date{2008, 11, 2}));
  EXPECT_EQ(resolve_date("@+3m+9d", Date{2026, 11, 30}), (Date{2027, 3, 9}));  // the last of February, and 9 days
}

TEST(RelativeDate, LeavesEveryOtherTextAlone) {
  for (const char* text :
       {"", "@", "@tomorrow", "today", "@12d", "@+d", "@+1", "@+1w", "@+12345d", "@+1d+1d+1d+1d", "@+1d "}) {
    EXPECT_EQ(resolve_date(text, Date{2026, 11, 22}), std::nullopt) << text;
  }
  nlohmann::json json{{"on", "@+1d"}, {"list", {"@today", "at @today"}}, {"n", 1}};
  resolve_dates(json, Date{2026, 11, 22});
  EXPECT_EQ(json, (nlohmann::json{{"on", "2026-11-23"}, {"list", {"2026-11-22", "at @today"}}, {"n", 1}}));
}

}  // namespace
}  // namespace waymark::server
