// Council content: composed as docs/content.md says, checked by schema and reader, kept when an edit has an error.
#include "core/model/content.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "core/model/json.h"
#include "server/content/library.h"
#include "server/content/pack.h"
#include "server/identity/secret.h"
#include "tests/server/running_endpoint.h"

namespace waymark::server {
namespace {

using nlohmann::json;
using test::file_text;
using test::TemporaryFolder;
using test::write_file;

const std::filesystem::path source = WAYMARK_SOURCE_DIR;

Composed southampton() {
  PackSources sources;
  EXPECT_TRUE(read_sources(source / "assets/councils/southampton", source / "assets/national", sources).empty());
  return compose(sources);
}

JsonSchema council_schema() { return std::move(*JsonSchema::load(source / "assets/schema/council.schema.json")); }

PackSources small_sources() {
  PackSources sources;
  sources.profile = {"c/profile.json", {{"id", "c"}, {"colour", "kept"}}};
  sources.pledges = {"c/pledges.json", {{"priorities", json::array({1})}, {"pledges", json::array({2})}}};
  sources.national = {"national.json",
                      {{"offer", {{{"id", "a"}, {"title", "national a"}}, {{"id", "b"}, {"title", "national b"}}}},
                       {"lines", json::array({{{"id", "999"}}})}}};
  sources.offer = {"c/offer.json", {{"offer", {{{"id", "own"}}, {{"id", "b"}, {"title", "own b"}}}}}};
  sources.lines = {"c/lines.json", {{"lines", json::array({{{"id", "duty"}}})}}};
  return sources;
}

TEST(Pack, IsTheProfileWithListsOfTheNationAndTheCouncil) {
  const json pack = compose(small_sources()).json;
  EXPECT_EQ(pack["colour"], "kept");
  EXPECT_EQ(pack["priorities"], json::array({1}));
  EXPECT_EQ(pack["pledges"], json::array({2}));
  EXPECT_EQ(pack["offer"],
            (json{{{"id", "a"}, {"title", "national a"}}, {{"id", "b"}, {"title", "own b"}}, {{"id", "own"}}}));
  EXPECT_EQ(pack["lines"], (json{{{"id", "999"}}, {{"id", "duty"}}}));
}

TEST(Pack, KnowsWhereEachItemWasWritten) {
  const Composed pack = compose(small_sources());
  const auto place = [&](const char* pointer) {
    const Place found = pack.place_of(pointer);
    return found.file + " " + found.pointer;
  };
  EXPECT_EQ(place("/offer/0/title"), "national.json /offer/0/title");
  EXPECT_EQ(place("/offer/1/title"), "c/offer.json /offer/1/title");
  EXPECT_EQ(place("/offer/2"), "c/offer.json /offer/0");
  EXPECT_EQ(place("/lines"), "c/lines.json /lines");
  EXPECT_EQ(place("/pledges/3/due"), "c/pledges.json /pledges/3/due");
  EXPECT_EQ(place("/vocabulary/team"), "c/profile.json /vocabulary/team");
  EXPECT_EQ(place(""), "c/profile.json ");
}

TEST(Pack, KeepsTwoOfOneIdInOneFileForTheChecksToFind) {
  PackSources sources = small_sources();
  sources.offer.json["offer"].push_back({{"id", "own"}});
  EXPECT_EQ(compose(sources).json["offer"].size(), 4U);
}

TEST(Councils, AllShippedOnesAreInOrder) {
  const JsonSchema schema = council_schema();
  for (const auto& entry : std::filesystem::directory_iterator(source / "assets/councils")) {
    PackSources sources;
    ASSERT_TRUE(read_sources(entry.path(), source / "assets/national", sources).empty());
    for (const Finding& finding : check_pack(compose(sources), schema, entry.path().filename().string())) {
      ADD_FAILURE() << to_text(finding);
    }
  }
}

bool is_at_or_below(const std::string& pointer, const std::string& place) {
  return pointer == place || pointer.starts_with(place + "/");
}

// Each file of tests/content is one mistake; see its README.
TEST(BadPacks, AreRefusedAtTheirPlace) {
  const JsonSchema schema = council_schema();
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(source / "tests/content")) {
    if (entry.path().extension() != ".json") continue;
    ++files;
    const json mistake = json::parse(file_text(entry.path()));
    Composed pack;  // without origins: pointers stay those of the pack
    pack.json = southampton().json;
    pack.json.merge_patch(mistake["patch"]);
    const auto findings = check_pack(pack, schema, "southampton");
    if (mistake["pointer"].is_null()) {
      EXPECT_TRUE(findings.empty()) << entry.path() << ": " << to_text(findings.front());
      continue;
    }
    const std::string place = mistake["pointer"].get<std::string>();
    bool found = false;
    for (const Finding& finding : findings) found = found || is_at_or_below(finding.pointer, place);
    EXPECT_TRUE(found) << entry.path() << (findings.empty() ? ": accepted" : ": " + to_text(findings.front()));
  }
  EXPECT_GT(files, 20);
}

// What the schema can say, it says by itself: councils check their files with it before they send them.
TEST(BadPacks, AreRefusedByTheSchemaAloneWhereItCan) {
  const JsonSchema schema = council_schema();
  for (const char* name : {"no-emergency-line", "no-out-of-hours-line", "id-with-capitals", "negative-pence",
                           "unknown-area", "link-that-runs-script", "name-missing", "clock-longer-than-the-law"}) {
    const json mistake = json::parse(file_text(source / "tests/content" / (std::string(name) + ".json")));
    json pack = southampton().json;
    pack.merge_patch(mistake["patch"]);
    const Problems problems = schema.check(pack);
    const std::string place = mistake["pointer"].get<std::string>();
    bool found = false;
    for (const Problem& problem : problems) found = found || is_at_or_below(problem.pointer, place);
    EXPECT_TRUE(found) << name;
  }
  EXPECT_TRUE(schema.check(southampton().json).empty());
}

class LibraryTest : public testing::Test {
 protected:
  LibraryTest() {
    for (const char* id : {"southampton", "portsmouth"}) {
      test::copy_folder(source / "assets/councils" / id, councils / id);
    }
  }
  std::vector<Finding> publish() {
    return library.publish({.councils = councils, .national = source / "assets/national"});
  }

  TemporaryFolder folder;
  std::filesystem::path councils = folder.path() / "councils";
  std::filesystem::path kept = [this] {
    std::filesystem::create_directories(folder.path() / "kept");
    return folder.path() / "kept";
  }();
  Library library{council_schema(), kept};
};

TEST_F(LibraryTest, PublishesEachCouncilUnderTheHashOfItsBytes) {
  ASSERT_TRUE(publish().empty());
  EXPECT_EQ(library.councils(), (std::vector<std::string>{"portsmouth", "southampton"}));
  const auto pack = library.council("southampton");
  ASSERT_TRUE(pack);
  EXPECT_EQ(pack->sha256, hex(view(sha256(*pack->plain))));
  EXPECT_EQ(library.content(pack->sha256), pack);
  EXPECT_TRUE(read_council(*pack->plain));
  EXPECT_LT(pack->brotli->size(), pack->gzip->size());
  EXPECT_LT(pack->gzip->size(), pack->plain->size() / 2);
  EXPECT_FALSE(library.council("nowhere"));
}

TEST_F(LibraryTest, KeepsTheOldPackOfACouncilWithAnErrorAndPublishesTheOthers) {
  ASSERT_TRUE(publish().empty());
  const auto southampton_before = library.council("southampton");
  const auto portsmouth_before = library.council("portsmouth");
  write_file(councils / "southampton/lines.json", R"({"lines": []})");
  json profile = json::parse(file_text(councils / "portsmouth/profile.json"));
  profile["motto"] = "new";
  write_file(councils / "portsmouth/profile.json", profile.dump());

  const auto findings = publish();
  ASSERT_FALSE(findings.empty());
  EXPECT_EQ(findings[0].file, "southampton/lines.json");
  EXPECT_EQ(findings[0].pointer, "/lines");
  EXPECT_EQ(library.council("southampton"), southampton_before);
  EXPECT_NE(library.council("portsmouth")->sha256, portsmouth_before->sha256);
  EXPECT_EQ(library.content(portsmouth_before->sha256), portsmouth_before)
      << "phones may still be fetching the old one";
}

TEST_F(LibraryTest, NamesTheFileThatIsNotJson) {
  write_file(councils / "southampton/offer.json", "{\"offer\": [,]}");
  const auto findings = publish();
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].file, "southampton/offer.json");
}

TEST_F(LibraryTest, RefusesACouncilInTheFolderOfAnother) {
  std::filesystem::rename(councils / "southampton", councils / "soton");
  const auto findings = publish();
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(to_text(findings[0]), "soton/profile.json /id: must be the name of the folder, soton");
}

TEST_F(LibraryTest, SaysSoWhenThereIsNoCouncil) {
  std::filesystem::remove_all(councils);
  EXPECT_EQ(publish().size(), 1U);
  std::filesystem::create_directories(councils);
  EXPECT_EQ(publish().size(), 1U);
}

TEST_F(LibraryTest, StartsWithTheLastGoodPackWhereThePresentOneHasAnError) {
  ASSERT_TRUE(publish().empty());
  const std::string good = library.council("southampton")->sha256;
  write_file(councils / "southampton/lines.json", R"({"lines": []})");

  Library next(council_schema(), kept);
  const auto findings = next.publish({.councils = councils, .national = source / "assets/national"});
  ASSERT_FALSE(findings.empty());
  EXPECT_EQ(findings[0].file, "southampton/lines.json");
  ASSERT_TRUE(next.council("southampton"));
  EXPECT_EQ(next.council("southampton")->sha256, good);
  EXPECT_TRUE(next.council("portsmouth"));
  EXPECT_TRUE(next.refused().empty());
}

TEST_F(LibraryTest, NamesTheCouncilThatHasNothingToPublish) {
  write_file(councils / "southampton/lines.json", R"({"lines": []})");
  ASSERT_FALSE(publish().empty());
  EXPECT_EQ(library.councils(), std::vector<std::string>{"portsmouth"});
  EXPECT_EQ(library.refused(), std::vector<std::string>{"southampton"});
}

TEST_F(LibraryTest, DoesNotBelieveAKeptPackThatIsDamaged) {
  ASSERT_TRUE(publish().empty());
  write_file(kept / "southampton.json", file_text(kept / "southampton.json").substr(0, 1000));
  write_file(councils / "southampton/lines.json", R"({"lines": []})");
  Library next(council_schema(), kept);
  EXPECT_FALSE(next.publish({.councils = councils, .national = source / "assets/national"}).empty());
  EXPECT_FALSE(next.council("southampton"));
}

TEST_F(LibraryTest, GoesOnWithACouncilWhoseFolderIsGoneAndSaysSo) {
  ASSERT_TRUE(publish().empty());
  std::filesystem::remove_all(councils / "southampton");
  const auto findings = publish();
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].file, "southampton");
  EXPECT_TRUE(library.council("southampton"));
  std::filesystem::rename(councils, folder.path() / "elsewhere");
  EXPECT_EQ(publish().size(), 3U) << "the folder of councils, and each council that was in it";
  EXPECT_TRUE(library.council("portsmouth"));
}

TEST_F(LibraryTest, SaysSoWhenAPackCannotBeKept) {
  std::filesystem::remove_all(kept);
  const auto findings = publish();
  ASSERT_EQ(findings.size(), 2U) << "one a council";
  EXPECT_TRUE(library.council("southampton")) << "and it is published all the same";
}

TEST_F(LibraryTest, KeepsOlderPacksForAWhileOnly) {
  json profile = json::parse(file_text(councils / "portsmouth/profile.json"));
  std::string first;
  for (int edit = 0; edit < 40; ++edit) {
    profile["edit"] = edit;
    write_file(councils / "portsmouth/profile.json", profile.dump());
    ASSERT_TRUE(publish().empty());
    if (edit == 0) first = library.council("portsmouth")->sha256;
  }
  EXPECT_FALSE(library.content(first));
  EXPECT_TRUE(library.content(library.council("southampton")->sha256)) << "published once, and still the present one";
}

TEST(Councilctl, PrintsFilePointerAndReason) {
  const TemporaryFolder folder;
  const auto council = folder.path() / "southampton";
  test::copy_folder(source / "assets/councils/southampton", council);
  const std::vector<std::string> arguments{"check-content",
                                           "--national",
                                           (source / "assets/national").string(),
                                           "--schema",
                                           (source / "assets/schema").string(),
                                           council.string() + "/"};
  const auto good = test::run(WAYMARK_BUILD_DIR "/councilctl", arguments);
  EXPECT_EQ(good.code, 0) << good.out << good.error;

  json pledges = json::parse(file_text(council / "pledges.json"));
  pledges["pledges"][0]["due"] = "2026-02-30";
  write_file(council / "pledges.json", pledges.dump());
  const auto bad = test::run(WAYMARK_BUILD_DIR "/councilctl", arguments);
  EXPECT_EQ(bad.code, 1);
  EXPECT_TRUE(bad.out.starts_with("southampton/pledges.json /pledges/0/due: ")) << bad.out;
  EXPECT_EQ(test::run(WAYMARK_BUILD_DIR "/councilctl", {"check-contents"}).code, 2);
}

}  // namespace
}  // namespace waymark::server
