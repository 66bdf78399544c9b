// Goal: the whole app, as the platform drives it: link, first sync, edits without signal, closing and opening, two
// people, languages, the phone's back. Method: the real client and the real screens; the endpoint and the phone's store
// are a few lines here (council.h, Store). One phone is on the stage at a time, as Dear ImGui has one context.
#include "app/app.h"

#include <gtest/gtest.h>

#include <deque>
#include <map>
#include <optional>
#include <variant>

#include "app/text/strings.h"
#include "core/model/sha256.h"
#include "tests/app/council.h"
#include "tests/app/person.h"
#include "tests/app/sample.h"
#include "tests/app/screens_stage.h"
#include "tests/app/stage.h"

namespace waymark::test {
namespace {

using ui::NodeRole;

constexpr const char* pin = "493817";

/// What a phone keeps while the app is closed: profile -> store and key -> bytes.
using Store = std::map<std::string, std::map<std::pair<std::string, std::string>, std::string>>;

class Phone final : public Person {
 public:
  Phone(Council& council, Store& store, bool online = true)
      : stage(phone_around()),
        app(stage.platform, {1, 2, 3, ++phones}),
        council_(council),
        store_(store),
        online_(online) {
    stage.platform.set_now({.utc_ms = 1'795'341'600'000, .today = sample_today});
    stage.show([this] { app.frame(stage.around); });
  }

  /// By the link, or as whoever was here last.
  void open(const std::string& link = {}) {
    const std::string last = store_.empty() ? std::string() : store_.begin()->first;
    app.start({.link_code = link, .profile = last, .online = online_});
    run();
    if (app.lock().phase == vault::Phase::choosing) app.on(vault::Event(vault::ChoosePin{pin}));
    if (app.lock().phase == vault::Phase::locked) app.on(vault::Event(vault::Unlock{pin}));
    run();
  }
  void go_online(bool online) {
    online_ = online;
    tell(client::WentOnline{online});
  }
  void tell(const client::Event& event) {
    app.on(event);
    run();
  }
  void go_back() {
    stage.platform.go_back();
    app.went_back();
    run();
  }
  /// The person looks at something else.
  void hide() {
    app.went_hidden();
    run();
  }
  /// Where a heading stands on the screen.
  [[nodiscard]] float place_of(std::string_view heading) const {
    const ui::Node* node = find(NodeRole::heading, heading);
    return node == nullptr ? -1 : stage.on_screen(*node, tree()).y;
  }

  [[nodiscard]] const ui::Tree& tree() const override { return app.tree(); }

  Stage stage;
  App app;

 protected:
  void act(const ui::MirrorEvent& event) override {
    app.on(event);
    run();
  }

 private:
  /// Until nothing is left to be carried out and nothing moves.
  void run() {
    for (int round = 0; round < 100; ++round) {
      stage.settle();
      std::vector<client::Effect> effects = stage.platform.take_effects();
      std::vector<vault::StretchPin> pins = stage.platform.take_pins();
      if (effects.empty() && pins.empty()) return;
      for (const vault::StretchPin& wanted : pins) {
        app.on(vault::Event(vault::PinStretched{.request = wanted.request,
                                                .stretched = sha256_hex(wanted.pin + wanted.salt).substr(0, 32),
                                                .device = std::string(32, 'd'),
                                                .took_ms = vault::stretch_ms}));
      }
      for (const client::Effect& effect : effects) std::visit([this](const auto& it) { perform(it); }, effect);
    }
    FAIL() << "the app never comes to rest";
  }
  void perform(const client::OpenStore& open) {
    client::StoreOpened opened{.profile = open.profile, .records = {}};
    for (const auto& [place, bytes] : store_[open.profile])
      opened.records.push_back({place.first, place.second, bytes});
    profile_ = open.profile;
    app.on(opened);
  }
  void perform(const client::Commit& commit) {
    for (const client::StoredRecord& put : commit.puts) store_[profile_][{put.store, put.key}] = put.bytes;
    for (const auto& place : commit.removes) store_[profile_].erase(place);
    app.on(client::Committed{commit.batch});
  }
  void perform(const client::EraseStore& erase) { store_.erase(erase.profile); }
  void perform(const client::Send& send) {
    app.on(online_ ? council_.answer(send) : client::Replied{.request = send.request});
  }
  void perform(const client::LeaveToSend& /*left*/) {}
  void perform(const client::ForgetLink& /*forget*/) {}
  void perform(const client::WakeAt& wake) {
    const client::Moment now = stage.platform.now();
    if (wake.utc_ms == 0 || wake.utc_ms > now.utc_ms + 60'000) return;  // only what comes within a minute
    stage.platform.set_now({.utc_ms = wake.utc_ms, .today = now.today});
    app.on(client::Woken{});
  }

  static inline std::uint64_t phones = 0;
  Council& council_;
  Store& store_;
  std::string profile_;
  bool online_;
};

TEST(App, ShowsWhatToDoWithoutALink) {
  Council council("southampton");
  Store store;
  Phone phone(council, store);
  phone.open();
  EXPECT_EQ(phone.h1(), "Good to see you");
  EXPECT_TRUE(phone.shows(NodeRole::button, "Help now"));
  EXPECT_TRUE(ui::defects(phone.tree()).empty());
}

TEST(App, SaysThatALinkIsUsedUp) {
  Council council("southampton");
  Store store;
  Phone phone(council, store);
  phone.open("nobody");
  EXPECT_EQ(phone.h1(), "This link does not work");
}

TEST(App, BringsAYoungPersonFromTheLinkToToday) {
  Council council("southampton");
  Store store;
  Phone phone(council, store);
  phone.open(Council::link("Jade Carter"));
  EXPECT_EQ(phone.h1(), "Hello, Jade");
  EXPECT_TRUE(phone.says("Your review is on Friday 4 December with Sam and Maureen."));
  EXPECT_TRUE(phone.says("Up to date at"));
}

TEST(App, KeepsWhatWasWrittenWithoutSignalThroughARestartAndHandsItToTheAdviser) {
  Council council("southampton");
  Store jades_store;
  Store sams_store;
  {
    Phone jade(council, jades_store);
    jade.open(Council::link("Jade Carter"));
    jade.go_online(false);
    jade.go_to("My plan");
    jade.press(NodeRole::button, "My home");
    jade.press(NodeRole::button, "Change my words");
    jade.write("In my own words", "I want a place with a door that shuts.");
    jade.press(NodeRole::button, "Save my words");
    EXPECT_TRUE(jade.says("Saved on this phone"));
    EXPECT_FALSE(jade.says("Sent"));
  }
  {
    Phone jade(council, jades_store, false);
    jade.open();
    EXPECT_EQ(jade.h1(), "My home") << "where one was";
    EXPECT_TRUE(jade.says("Saved on this phone"));
    jade.go_to("Today");
    EXPECT_TRUE(jade.says("Not yet sent: 1"));
    jade.go_online(true);
    EXPECT_TRUE(jade.says("Up to date at"));
  }
  Phone sam(council, sams_store);
  sam.open(Council::link("Sam Okoro"));
  EXPECT_EQ(sam.h1(), "Caseload");
  sam.press(NodeRole::button, "Jade Carter");
  sam.press(NodeRole::button, "My home");
  EXPECT_TRUE(sam.says("I want a place with a door that shuts."));
}

TEST(App, CarriesTheAdvisersWordsToTheYoungPersonWhoChooses) {
  Council council("southampton");
  Store jades_store;
  Store sams_store;
  {
    Phone sam(council, sams_store);
    sam.open(Council::link("Sam Okoro"));
    sam.press(NodeRole::button, "Jade Carter");
    sam.press(NodeRole::button, "My home");
    sam.press(NodeRole::button, "Write how it is now");
    sam.write("My home", "The lock is mended.");
    sam.press(NodeRole::button, "Save how it is");
    sam.press(NodeRole::button, "Suggest words");
    sam.write("Words for what Jade wants", "I want to stay near the college.");
    sam.press(NodeRole::button, "Suggest these words");
    EXPECT_TRUE(sam.says("Words you suggested"));
  }
  {
    Phone jade(council, jades_store);
    jade.open(Council::link("Jade Carter"));
    jade.go_to("My plan");
    jade.press(NodeRole::button, "My home");
    EXPECT_TRUE(jade.says("The lock is mended."));
    jade.press(NodeRole::button, "Use these words");
    EXPECT_TRUE(jade.shows(NodeRole::quote, "I want to stay near the college."));
    jade.press(NodeRole::button, "Undo");
    EXPECT_FALSE(jade.shows(NodeRole::quote, "I want to stay near the college."));
    EXPECT_TRUE(jade.shows(NodeRole::quote, "I want a place that is mine and quiet."));
    EXPECT_TRUE(jade.shows(NodeRole::button, "Use these words"));
  }
}

TEST(App, BringsBackARemovedStep) {
  Council council("southampton");
  Store store;
  Phone jade(council, store);
  jade.open(Council::link("Jade Carter"));
  jade.go_to("My plan");
  jade.press(NodeRole::button, "My home");
  jade.press(NodeRole::button, "Get the lock on the street door mended");
  jade.press(NodeRole::button, "Remove this step");
  EXPECT_FALSE(jade.shows(NodeRole::checkbox, "Get the lock on the street door mended"));
  jade.press(NodeRole::button, "Undo");
  EXPECT_TRUE(jade.shows(NodeRole::checkbox, "Get the lock on the street door mended"));
}

TEST(App, ReturnsWhereOneWasWhenThePhoneClosedIt) {
  Council council("southampton");
  Store store;
  {
    Phone jade(council, store);
    jade.open(Council::link("Jade Carter"));
    jade.go_to("My plan");
    jade.press(NodeRole::button, "My home");
  }
  {
    Phone jade(council, store);
    jade.open();
    EXPECT_EQ(jade.h1(), "My home");
    EXPECT_EQ(jade.stage.platform.history_depth(), 2);
    jade.press(NodeRole::button, "Back to My plan");
    EXPECT_EQ(jade.h1(), "My plan");
  }
}

TEST(App, ReturnsToTheLineWhereOneWasReading) {
  Council council("southampton");
  Store store;
  float read_at = 0;
  {
    Phone jade(council, store);
    jade.open(Council::link("Jade Carter"));
    jade.go_to("My plan");
    jade.stage.wheel(200, 500, 240);
    jade.stage.settle();
    read_at = jade.place_of("The parts of my plan");
    jade.hide();
  }
  Phone jade(council, store);
  jade.open();
  EXPECT_EQ(jade.h1(), "My plan");
  EXPECT_FLOAT_EQ(jade.place_of("The parts of my plan"), read_at);
  jade.press(NodeRole::button, "My home");
  jade.press(NodeRole::button, "Back to My plan");
  EXPECT_FLOAT_EQ(jade.place_of("The parts of my plan"), read_at) << "it is a beginning only";
}

TEST(App, TellsThePageHowDeepOneIsAndNeverWhere) {
  Council council("southampton");
  Store store;
  Phone jade(council, store);
  jade.open(Council::link("Jade Carter"));
  EXPECT_EQ(jade.stage.platform.history_depth(), 0);
  jade.go_to("My plan");
  jade.press(NodeRole::button, "My home");
  jade.press(NodeRole::button, "Add a step");
  EXPECT_EQ(jade.stage.platform.history_depth(), 3);
  jade.go_back();
  EXPECT_FALSE(jade.shows(NodeRole::dialog, "A new step"));
  EXPECT_EQ(jade.stage.platform.history_depth(), 2);
  jade.press(NodeRole::button, "Back to My plan");
  EXPECT_EQ(jade.stage.platform.history_depth(), 1);
}

TEST(App, SpeaksArabicFromRightToLeftAndLeavesPeoplesWordsAlone) {
  Council council("southampton");
  Store store;
  Phone jade(council, store);
  jade.open(Council::link("Jade Carter"));
  jade.tell(client::SetLanguage{"ar"});
  ASSERT_EQ(jade.stage.platform.catalogs(), std::vector<std::string>{"ar"});
  EXPECT_EQ(jade.h1(), "Hello, Jade") << "English until the words are here";
  jade.app.catalog_arrived("ar", sample_catalog("ar"));
  jade.stage.settle();
  EXPECT_EQ(jade.h1(), "\u200Fمرحبًا \u2068Jade\u2069");
  EXPECT_TRUE(text::right_to_left());
  jade.go_to("خطتي");
  jade.press(NodeRole::button, "بيتي");
  const ui::Node* words = jade.find(NodeRole::quote, "I want a place that is mine and quiet.");
  ASSERT_NE(words, nullptr);
  EXPECT_EQ(words->lang, "en");
  for (const std::string& defect : ui::defects(jade.tree())) ADD_FAILURE() << defect;
  jade.tell(client::SetLanguage{"en"});
  EXPECT_EQ(jade.h1(), "My home");
  EXPECT_FALSE(text::right_to_left());
}

TEST(App, SaysWhatHasNoTranslationInEnglishAndNamesItEnglish) {
  Council council("southampton");
  Store store;
  Phone jade(council, store);
  jade.open(Council::link("Jade Carter"));
  jade.tell(client::SetLanguage{"fa-AF"});
  ASSERT_EQ(jade.stage.platform.catalogs(), std::vector<std::string>{"fa"});
  jade.app.catalog_arrived("fa", sample_catalog("fa"));
  jade.stage.settle();
  EXPECT_EQ(jade.find(NodeRole::heading, "بعد چه می‌شود")->lang, "");
  jade.go_to("برنامهٔ من");
  const ui::Node* english = jade.find(NodeRole::heading, "The parts of my plan");
  ASSERT_NE(english, nullptr);
  EXPECT_EQ(english->lang, "en");
  jade.tell(client::SetLanguage{"en"});
  EXPECT_EQ(jade.find(NodeRole::heading, "The parts of my plan")->lang, "");
}

TEST(App, StaysInEnglishForALanguageThatItHasNoWordsOf) {
  Council council("southampton");
  Store store;
  Phone jade(council, store);
  jade.open(Council::link("Jade Carter"));
  jade.tell(client::SetLanguage{"so"});
  EXPECT_TRUE(jade.stage.platform.catalogs().empty());
  EXPECT_TRUE(jade.app.has_content());
}

TEST(App, StaysBehindTheSplashUntilItsOwnLanguageIsThereOrCannotBeHad) {
  Council council("southampton");
  Store store;
  {
    Phone jade(council, store);
    EXPECT_FALSE(jade.app.has_content()) << "the store is not read";
    jade.open(Council::link("Jade Carter"));
    EXPECT_TRUE(jade.app.has_content());
    jade.tell(client::SetLanguage{"ar"});
  }
  for (const std::string& catalog : {sample_catalog("ar"), std::string()}) {
    Phone jade(council, store);
    jade.open();
    EXPECT_FALSE(jade.app.has_content()) << "it would be English for a moment";
    jade.app.catalog_arrived("ar", catalog);
    EXPECT_TRUE(jade.app.has_content());
    text::use_catalog("en", {});
  }
}

TEST(App, SaysThatSomethingWasCopiedOnlyWhenItWas) {
  Council council("southampton");
  Store store;
  Phone jade(council, store);
  jade.open(Council::link("Jade Carter"));
  jade.go_to("People");
  jade.press(NodeRole::button, "Copy number");
  ASSERT_EQ(jade.stage.platform.copied(), std::vector<std::string>{"07700 900111"});
  EXPECT_FALSE(jade.says("Copied"));
  jade.app.copied(true);
  jade.stage.settle();
  EXPECT_TRUE(jade.says("Copied: 07700 900111"));
  jade.app.copied(false);
  jade.stage.settle();
  EXPECT_TRUE(jade.says("This phone did not let the app copy it: 07700 900111"));
}

TEST(App, RemovesEverythingFromThePhone) {
  Council council("southampton");
  Store store;
  Phone jade(council, store);
  jade.open(Council::link("Jade Carter"));
  jade.press(NodeRole::button, "Me and this phone");
  jade.press(NodeRole::button, "Remove from this phone");
  jade.press(NodeRole::button, "Remove everything");
  EXPECT_EQ(jade.h1(), "Good to see you");
  EXPECT_FALSE(jade.says("Jade"));
  EXPECT_TRUE(store.empty());
}

}  // namespace
}  // namespace waymark::test
