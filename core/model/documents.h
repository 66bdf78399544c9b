// The documents of a case, as types. A young person's case is a set of small documents; each field is
// declared once, in document_schema.cpp: JSON name, limits, readers, writers, owner.
//
//   Checked<Step> step = read<Step>(json);        // strict; every problem with its JSON pointer
//   nlohmann::json json = write(*step);           // the declared fields; unknown ones stay in the stored JSON
//
// Ids of other documents and of people are text; dates are calendar dates; money is integer pence.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/model/date.h"
#include "core/model/ids.h"

namespace waymark {

enum class Role : std::uint8_t { young_person, adviser };

/// The ten headings of a pathway plan (SI 2010/2571 Schedule 1), in its order.
enum class Heading : std::uint8_t {
  support,      // 1 personal support
  education,    // 2 education and training
  work,         // 3 employment or other purposeful activity
  contingency,  // 4 what if it goes wrong
  home,         // 5 accommodation
  people,       // 6 family and social relationships
  skills,       // 7 skills for independent living
  money,        // 8 financial support
  health,       // 9 health, mental health included
  identity,     // 10 religion, racial origin, culture, language
};
inline constexpr std::array all_headings{Heading::support, Heading::education, Heading::work,   Heading::contingency,
                                         Heading::home,    Heading::people,    Heading::skills, Heading::money,
                                         Heading::health,  Heading::identity};

/// Facts that the law asks about time in care. Staff write them; both read them.
struct CareHistory {
  std::int64_t weeks_since_14 = 0;             // weeks looked after since the 14th birthday
  bool after_16 = false;                       // part of that time after the 16th birthday
  bool looked_after_now = false;               // still looked after today
  bool looked_after_until_18 = false;          // eligible or relevant immediately before 18
  bool detained_or_in_hospital_at_16 = false;  // SI 2010/2571 reg 3
  bool special_guardianship = false;           // special guardianship order with care immediately before
};

/// The young person. One a case.
struct Person {
  static constexpr std::string_view type = "person";
  std::string name;    // full name, 1–200 characters
  std::string called;  // what they want to be called; empty: first word of `name`
  Date born;
  std::string language = "en";  // BCP 47: "en", "ar"
  CareHistory care;
  bool in_education = false;                    // in education or training agreed in the plan
  bool support_requested = false;               // asked for support after 21 (Children Act 1989 s23CZB)
  bool lives_in_area = true;                    // inside the area of their council
  std::optional<Date> home_from_council_since;  // moved into a home that the council provides: shorter clocks apply
};

/// How things are under one heading, and words that the adviser offers.
struct PlanSection {
  std::string now;           // how it is now; adviser writes, up to 4,000 characters
  std::string suggestion;    // words the adviser proposes for "what I want"; empty: none
  std::string suggested_by;  // name
};

/// The pathway plan. One a case; the young person's words are `View`s, what to do are `Step`s.
struct Plan {
  static constexpr std::string_view type = "plan";
  std::map<Heading, PlanSection> sections;
  std::optional<Date> last_reviewed_on;
  std::optional<Date> last_visited_on;
};

/// What the young person wants under one heading. Written only by them.
struct View {
  static constexpr std::string_view type = "view";
  Heading heading = Heading::support;
  std::string words;  // up to 4,000 characters
};

enum class StepOwner : std::uint8_t { young_person, adviser, other };

/// One thing to do.
struct Step {
  static constexpr std::string_view type = "step";
  Heading heading = Heading::support;
  std::string title;                          // 1–300 characters
  StepOwner owner = StepOwner::young_person;  // who does it
  std::string owner_name;                     // for `other`: who, in words
  std::optional<Date> due;                    // by when
  bool done = false;
  std::optional<Date> done_on;
};

enum class ContactKind : std::uint8_t { adviser, advocate, important };

/// Someone in this young person's life. Council-wide lines are council content, not contacts.
struct Contact {
  static constexpr std::string_view type = "contact";
  ContactKind kind = ContactKind::important;
  std::string name;      // 1–200 characters
  std::string relation;  // "my foster mum", "personal adviser"
  std::string phone;     // as dialled: digits, +, spaces; empty: none
  std::string email;     // empty: none
  std::string note;
};

enum class AppointmentKind : std::uint8_t { review, visit, other };
enum class AppointmentState : std::uint8_t { planned, held, cancelled };

struct Appointment {
  static constexpr std::string_view type = "appointment";
  AppointmentKind kind = AppointmentKind::other;
  std::string title;
  Date on;
  std::string at;  // "14:30" local time; empty: not set
  std::string place;
  std::string with;  // names
  AppointmentState state = AppointmentState::planned;
};

/// One heading of the plan as it was agreed.
struct AgreedSection {
  std::string now;    // how it was
  std::string wants;  // what the young person wanted, in their words
};

/// That the plan was agreed, when and by whom, and the plan as it was then: whatever changes later, this stays.
/// Append-only. Those of before the plan was in it have no sections and no steps.
struct Agreement {
  static constexpr std::string_view type = "agreement";
  Date on;
  std::string young_person;  // name
  std::string adviser;       // name
  std::map<Heading, AgreedSection> sections;
  std::vector<Step> steps;  // that were still to do
};

enum class MessageKind : std::uint8_t { note, review_request };

/// Said by one to the other. Append-only.
struct Message {
  static constexpr std::string_view type = "message";
  MessageKind kind = MessageKind::note;
  std::string text;  // up to 4,000 characters; may be empty for a review request
  Role from = Role::young_person;
  std::string from_name;
  Date on;
};

enum class Feeling : std::uint8_t { good, mixed, bad };

/// How a promise is going for this young person, and what the council answered.
struct PledgeResponse {
  static constexpr std::string_view type = "pledge_response";
  std::string pledge;  // id in the council's content
  Feeling feeling = Feeling::mixed;
  std::string text;
  Date on;
  std::string reply;  // staff write; empty: not yet
  std::string reply_by;
  std::optional<Date> replied_on;
};

/// How much of the case has been before the eyes of somebody in a role: so that who wrote something sees that it arrived.
/// One a role and case.
struct ReadReceipt {
  static constexpr std::string_view type = "read_receipt";
  Role by = Role::young_person;
  std::int64_t up_to = 0;  // sequence: changes of the case up to this one were there when they looked
};

using AnyDocument = std::variant<Person, Plan, View, Step, Contact, Appointment, Agreement, Message, PledgeResponse, ReadReceipt>;

}  // namespace waymark
