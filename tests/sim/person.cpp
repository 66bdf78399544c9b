#include "tests/sim/person.h"

#include <string>

namespace waymark::sim {

using namespace waymark::client;

namespace {

constexpr std::array headings{Heading::home, Heading::money};

/// A person in front of one case of their phone.
class Hand {
 public:
  Hand(Phone& phone, Dice& dice, int& said)
      : phone_(phone), dice_(dice), said_(said), one_(dice.any_of(phone.state().cases)) {}

  void move() {
    switch (dice_.below(13)) {
      case 0:
      case 1:
        return phone_.act(SendMessage{one_.id, say("message")});
      case 2:
      case 3:
        return edit_step();
      case 4:
        return with_step([&](const Shown<Step>& step) { phone_.act(TickStep{step.id, dice_.one_in(2)}); });
      case 5:
        return phone_.act(AddStep{one_.id, heading(), say("step"), StepOwner::other, "Mum", {}});
      case 6:
        return remove_something();
      case 7:
        return save_contact();
      case 8:
        return phone_.act(AskForReview{one_.id, say("review")});
      case 9:
        return phone_.act(WentHidden{});
      case 10:
        return phone_.act(SaveDraft{"words", say("draft")});
      default:
        return phone_.owner.role == Role::adviser ? write_as_adviser() : write_as_young_person();
    }
  }

 private:
  std::string say(const char* kind) {
    return *phone_.own.insert(std::string(kind) + " " + std::to_string(++said_) + ".").first;
  }
  Heading heading() { return dice_.any_of(headings); }

  template <class Act>
  void with_step(const Act& act) {
    if (!one_.steps.empty()) act(dice_.any_of(one_.steps));
  }

  void edit_step() {
    with_step([&](const Shown<Step>& step) {
      const auto due = dice_.one_in(2) ? std::optional(add_days({2026, 12, 1}, int(dice_.below(9)))) : std::nullopt;
      phone_.act(EditStep{step.id, say("title"), StepOwner::young_person, {}, due});
    });
  }

  void remove_something() {
    if (dice_.one_in(3) && !one_.contacts.empty()) return phone_.act(RemoveContact{dice_.any_of(one_.contacts).id});
    with_step([&](const Shown<Step>& step) { phone_.act(RemoveStep{step.id}); });
  }

  void save_contact() {
    Contact contact{.kind = ContactKind::important,
                    .name = say("contact"),
                    .relation = "friend",
                    .phone = "999",
                    .email = {},
                    .note = {}};
    const bool change = dice_.one_in(2) && !one_.contacts.empty();
    phone_.act(SaveContact{one_.id, change ? dice_.any_of(one_.contacts).id : DocId(), contact});
  }

  void write_as_young_person() {
    switch (dice_.below(3)) {
      case 0:
        return phone_.act(WriteView{one_.id, heading(), say("words")});
      case 1:
        return phone_.act(RespondToPledge{one_.id, "pledge", Feeling::mixed, say("response")});
      default:
        for (const auto& [part, section] : one_.plan.value.sections) {
          if (!section.suggestion.empty()) return phone_.act(AnswerSuggestion{one_.id, part, section.suggestion});
        }
    }
  }

  void write_as_adviser() {
    switch (dice_.below(5)) {
      case 0:
        return phone_.act(SuggestWords{one_.id, heading(), say("suggestion")});
      case 1:
        if (!one_.responses.empty()) phone_.act(ReplyToResponse{dice_.any_of(one_.responses).id, say("reply")});
        return;
      case 2:
        return phone_.act(RecordHeld{one_.id, AppointmentKind::visit, phone_.moment().today});
      case 3:
        return phone_.act(RecordAgreement{one_.id, phone_.moment().today});
      default:
        return phone_.act(WriteNow{one_.id, heading(), say("now")});
    }
  }

  Phone& phone_;
  Dice& dice_;
  int& said_;
  // a copy: acting changes the state that it is taken from
  const CaseState one_;
};

}  // namespace

void do_something(Phone& phone, Dice& dice, int& said) {
  if (!phone.running() || phone.state().cases.empty()) return;
  if (dice.one_in(2)) phone.act(ReadCase{dice.any_of(phone.state().cases).id});
  if (phone.running() && !phone.state().cases.empty()) Hand(phone, dice, said).move();
}

}  // namespace waymark::sim
