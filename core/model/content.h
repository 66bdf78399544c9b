// What a council publishes: its words, clocks, priorities, pledges, local offer and contacts.
// Public data, one pack a council, read strictly; unknown fields are kept where a pack is stored or passed on.
// The JSON of a pack is described for people by assets/schema/council.schema.json; the names are those below.
//
//   Checked<Council> council = read_council(bytes);
//
// A council without an emergency contact and an out-of-hours contact is refused (domain: safety).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/date.h"
#include "core/model/problem.h"

namespace waymark {

/// How this council speaks of people and teams.
struct Vocabulary {
  std::string care_leaver;    // "care leaver", "care experienced young adult"
  std::string care_leavers;   // plural
  std::string team;           // "Pathways Through Care"
  std::string adviser;        // "personal adviser"
  std::string council_voice;  // the group where young people are heard: "SVU", "Speaker Box"
};

/// Limits of the duty clocks. Defaults are the law's (SI 2010/2571 reg 7, 8).
struct Clocks {
  std::int64_t review_months_max = 6;
  std::int64_t council_home_first_review_days = 28;
  std::int64_t council_home_review_months_max = 3;
  std::int64_t visit_weeks_max = 8;  // what councils publish for everyone
  std::int64_t council_home_first_visit_days = 7;
  std::int64_t council_home_visit_months_max = 2;
};

struct Source {
  std::string title;
  std::string url;  // may be empty
  Date checked_on;
  bool sample = false;  // sample data, to be checked by the council
};

struct Priority {
  std::string id;
  std::string title;  // the council's own words
  std::string summary;
};

enum class PledgeState : std::uint8_t { kept, under_way, not_yet, broken };

struct PledgeUpdate {
  Date on;
  std::string text;
};

struct Pledge {
  std::string id;
  std::string priority;  // Priority::id
  std::string text;      // the council's own words
  std::string lead;      // who answers for it: name and post
  std::optional<Date> due;
  PledgeState state = PledgeState::under_way;
  std::vector<PledgeUpdate> updates;  // oldest first
  Source source;
};

/// The six areas of CSWA 2017 s2, and money (Children's Wellbeing and Schools Act 2026 s8).
enum class OfferArea : std::uint8_t { health, relationships, education, employment, home, participation, money };

enum class Basis : std::uint8_t { law, extra };
enum class Travels : std::uint8_t { yes, no, ask };
enum class Per : std::uint8_t { once, week, month, year };

/// Statuses of the Children Act 1989 (see core/law/law.h).
enum class Status : std::uint8_t { none, eligible, relevant, former_relevant, qualifying };

/// What else must be true beside status and age.
enum class Condition : std::uint8_t {
  in_education,
  higher_education,
  apprenticeship,
  lives_in_area,
  lives_out_of_area,
  ask,  // something that the phone cannot know: who their carers were, what they earn
};

struct Amount {
  std::int64_t pence = 0;
  Per per = Per::once;
  bool up_to = false;         // "up to £1,200"
  bool at_least = false;      // "at least £3,000"
  std::optional<Date> until;  // last day on which this is the amount; after it none is shown
};

struct OfferItem {
  std::string id;
  OfferArea area = OfferArea::home;
  std::string title;
  std::string summary;  // one or two plain sentences
  std::optional<Amount> amount;
  Basis basis = Basis::extra;
  std::string who;               // who it is for, in words
  std::vector<Status> statuses;  // empty: any
  std::int64_t age_from = 16;    // completed years, inclusive
  std::int64_t age_to = 25;      // completed years, exclusive: 25 means "until the 25th birthday"
  std::vector<Condition> conditions;
  Travels travels = Travels::ask;  // does it still hold outside the council's area?
  std::string travels_note;
  std::string how;                    // how to get it
  std::string if_no;                  // what to do if they say no
  std::vector<std::string> keywords;  // for finding
  bool in_force = true;               // false: coming, and nobody has set the day yet
  std::optional<Date> from;           // in force from; before it the item is shown as coming
  Source source;
};

enum class LineKind : std::uint8_t {
  emergency,     // 999
  crisis,        // mental-health crisis, helplines by day and night
  duty,          // the leaving-care team in office hours
  out_of_hours,  // the council at night and at weekends
  advocate,
  complaint,
  helpline,
  voice,  // the group where young people are heard
};

/// A council-wide or national line.
struct Line {
  std::string id;
  LineKind kind = LineKind::helpline;
  std::string name;
  std::string phone;  // as dialled; may be empty if `text` or `email` is there
  std::string text;   // number for text messages
  std::string email;
  std::string web;
  std::string hours;  // "Day and night", "Monday to Friday, 9 to 5"
  std::string note;   // one plain sentence: when to use it
  Source source;
};

struct Council {
  std::string id;     // "southampton"
  std::string name;   // "Southampton City Council"
  std::string place;  // "Southampton"
  Vocabulary vocabulary;
  Clocks clocks;
  std::vector<Priority> priorities;
  std::vector<Pledge> pledges;
  std::vector<OfferItem> offer;
  std::vector<Line> lines;
};

/// Largest pack that is read, in bytes of JSON.
inline constexpr std::size_t council_pack_bytes_max = 2U * 1024 * 1024;

/// Reads a whole pack: every field by its declaration (limits: core/model/limits.h), then what must be true of the
/// whole: ids differ, each pledge has its priority, a line can be reached, and there is an emergency line and one for
/// out of hours, both with a phone. Problems carry JSON pointers into the pack.
Checked<Council> read_council(std::string_view json_bytes);

}  // namespace waymark
