// Goal: two people, bad networks, dying phones and failing stores; in the end nothing that was ever shown as saved is
// lost or doubled, both see what the council has, and everything has arrived. Method: random lives from a seed.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "tests/core/client_world.h"
#include "tests/core/random_seed.h"

namespace waymark::client {
namespace {

class Life {
 public:
  explicit Life(std::uint64_t seed) : random_(seed), phone_(world_.server, seed + 1), tablet_(world_.server, seed + 2) {
    world_.bring_in(phone_, young_person);
    world_.bring_in(tablet_, adviser);
    for (Phone* device : {&phone_, &tablet_}) {
      device->fault = [this](const Send&) {
        const int chance = below(10);
        return chance == 0 ? Phone::Fault::lost_request : chance == 1 ? Phone::Fault::lost_reply : Phone::Fault::none;
      };
    }
  }

  void live(int events) {
    for (int i = 0; i < events && !::testing::Test::HasFatalFailure(); ++i) {
      Phone& device = below(2) == 0 ? phone_ : tablet_;
      happen(device);
      for (int effects = below(8); effects > 0; --effects) device.perform_one();
      note_what_is_saved(device);
    }
  }

  /// All is well again: everything is carried out and sent.
  void come_to_rest() {
    for (int round = 0; round < 2; ++round) {
      for (Phone* device : {&phone_, &tablet_}) {
        device->store_fails = device->store_full = false;
        device->fault = [](const Send&) { return Phone::Fault::none; };
        device->run();
        device->act(WentOnline{device->online = true});
        device->act(SyncNow{});
        note_what_is_saved(*device);
      }
    }
  }

  void check() {
    for (Phone* device : {&phone_, &tablet_}) {
      ASSERT_EQ(device->state().sync.waiting, 0) << "everything arrives";
      ASSERT_EQ(device->state().sync.needs_attention, 0) << "nothing was refused: " << device->state().notice_detail;
      ASSERT_TRUE(device->stored("outbox").empty());
      ASSERT_EQ(device->wake_utc_ms, std::nullopt);
    }
    check_messages();
    check_titles();
    check_views_agree();
  }

  int conflicts() const {
    int count = 0;
    for (const auto& [id, record] : world_.server.records) count += static_cast<int>(record.conflicts.size());
    return count;
  }

 private:
  int below(int limit) { return static_cast<int>(random_() % static_cast<std::uint64_t>(limit)); }

  void happen(Phone& device) {
    device.now.utc_ms += below(60'000) - 20'000;  // clocks that are put right, both ways
    const std::string number = std::to_string(++said_);
    const bool is_young = &device == &phone_;
    switch (below(13)) {
      case 0:
      case 1:
        return device.step(SendMessage{amiras_case, "message " + number});
      case 2:
      case 3:
        return device.step(EditStep{amiras_step, "title " + number, StepOwner::young_person, {}, {}});
      case 4:
        return device.step(TickStep{amiras_step, below(2) == 0});
      case 5:
        if (is_young) return device.step(WriteView{amiras_case, Heading::home, "words " + number});
        return device.step(WriteNow{amiras_case, Heading::home, "now " + number});
      case 6:
        return device.step(AddStep{amiras_case, Heading::money, "step " + number, StepOwner::other, "Mum", {}});
      case 7:
        return device.step(WentOnline{device.online = below(3) != 0});
      case 8:
        return die(device);
      case 9:
        device.store_full = below(4) == 0;
        return;
      case 10:
        device.store_fails = below(4) == 0;
        return;
      case 11:
        return device.wake() ? void() : device.step(SyncNow{});
      default:
        return device.step(BecameVisible{});
    }
  }

  void die(Phone& device) {
    const auto docs = device.stored("docs");
    if (below(3) == 0 && !docs.empty()) {
      auto victim = docs.begin();
      std::advance(victim, below(static_cast<int>(docs.size())));
      device.corrupt("docs", victim->first);
    }
    device.cut_power();
  }

  void note_what_is_saved(const Phone& device) {
    for (const CaseState& one : device.state().cases) {
      for (const Shown<Message>& message : one.messages) {
        const bool saved = message.delivery == Delivery::saved_here || message.delivery == Delivery::sent;
        if (saved) saved_.insert(message.value.text);
      }
    }
  }

  void check_messages() {
    std::multiset<std::string> arrived;
    for (const auto& [id, record] : world_.server.records) {
      if (record.type == "message") arrived.insert(record.document.at("text").get<std::string>());
    }
    for (const std::string& text : saved_) ASSERT_EQ(arrived.count(text), 1U) << text;
    for (const std::string& text : arrived) ASSERT_EQ(arrived.count(text), 1U) << text << " is there twice";
  }

  /// Each title is shown, kept beside, or was replaced by its own device or by someone who had seen it.
  void check_titles() {
    const sync::Record& record = *world_.server.find(amiras_step);
    const std::vector<Server::Taken>& log = world_.server.log;
    for (std::size_t i = 0; i < log.size(); ++i) {
      const sync::Json* title = title_of(log[i].op);
      if (title == nullptr || record.document.at("title") == *title) continue;
      const bool kept = std::ranges::any_of(record.conflicts, [&](const auto& c) { return c.value == *title; });
      bool replaced = false;
      for (std::size_t later = i + 1; later < log.size(); ++later) {
        const bool same_device = log[later].device == log[i].device;
        if (title_of(log[later].op) == nullptr) continue;
        replaced |= same_device || log[later].op.base >= log[i].result.seq;
      }
      ASSERT_TRUE(kept || replaced) << *title;
    }
  }

  static const sync::Json* title_of(const sync::Op& op) {
    if (op.doc != amiras_step || op.kind != sync::OpKind::set) return nullptr;
    const auto place = std::ranges::find(op.set, "/title", &sync::FieldSet::pointer);
    return place == op.set.end() ? nullptr : &place->value;
  }

  void check_views_agree() {
    const CaseState& a = phone_.only_case();
    const CaseState& b = tablet_.only_case();
    ASSERT_EQ(a.messages.size(), b.messages.size());
    for (std::size_t i = 0; i < a.messages.size(); ++i) ASSERT_EQ(a.messages[i].value.text, b.messages[i].value.text);
    ASSERT_EQ(a.steps.size(), b.steps.size());
    for (std::size_t i = 0; i < a.steps.size(); ++i) {
      ASSERT_EQ(a.steps[i].value.title, b.steps[i].value.title);
      ASSERT_EQ(a.steps[i].value.done, b.steps[i].value.done);
      ASSERT_EQ(a.steps[i].beside.size(), b.steps[i].beside.size());
    }
    ASSERT_EQ(a.plan.value.sections.at(Heading::home).now, b.plan.value.sections.at(Heading::home).now);
    for (const auto& [id, record] : world_.server.records) {
      ASSERT_TRUE(phone_.stored("docs").contains(id.text)) << "all is kept on the phone";
    }
  }

  std::mt19937_64 random_;
  World world_;
  Phone phone_;
  Phone tablet_;
  int said_ = 0;
  std::set<std::string> saved_;
};

TEST(ClientRandom, LosesAndDoublesNothing) {
  const std::uint64_t seed = random_seed();
  int conflicts = 0;
  for (std::uint64_t life = 0; life < 40; ++life) {
    SCOPED_TRACE("life " + std::to_string(life));
    Life two_people(seed + life * 1000);
    two_people.live(120);
    two_people.come_to_rest();
    two_people.check();
    if (HasFatalFailure()) return;
    conflicts += two_people.conflicts();
  }
  EXPECT_GT(conflicts, 10) << "the two hardly met";
}

}  // namespace
}  // namespace waymark::client
