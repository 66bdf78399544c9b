// How long and how large things may be: the one place. The declarations of fields refer to these; screens use them to
// stop a text field where reading would refuse the text.
#pragma once

#include <cstddef>
#include <cstdint>

namespace waymark::limits {

// Characters are code points.
inline constexpr std::int64_t name_characters_max = 200;    // of a person, a council, a team
inline constexpr std::int64_t label_characters_max = 100;   // a few words: a relation, opening hours
inline constexpr std::int64_t title_characters_max = 300;   // one line
inline constexpr std::int64_t words_characters_max = 4000;  // what someone writes
inline constexpr std::int64_t agreed_steps_max = 500;      // open steps of a plan when it is agreed
inline constexpr std::int64_t phone_characters_max = 40;
inline constexpr std::int64_t email_characters_max = 254;  // RFC 5321 §4.5.3.1.3, less the angle brackets
inline constexpr std::int64_t web_characters_max = 2000;
inline constexpr std::int64_t language_characters_max = 35;  // RFC 5646 §4.4.1

inline constexpr std::int64_t care_weeks_max = 209;  // from the 14th birthday to the 18th

// Council content; assets/schema/council.schema.json says the same. A pack has a few hundred items; twice the largest
// that is known leaves room.
inline constexpr std::int64_t content_id_characters_max = 60;
inline constexpr std::int64_t priorities_max = 50;
inline constexpr std::int64_t pledges_max = 500;
inline constexpr std::int64_t pledge_updates_max = 100;
inline constexpr std::int64_t offer_items_max = 1000;
inline constexpr std::int64_t offer_keywords_max = 50;
inline constexpr std::int64_t lines_max = 200;
inline constexpr std::int64_t age_years_max = 120;
inline constexpr std::int64_t amount_pence_max = 100'000'000;  // £1,000,000

// A document must fit into a page of sync by itself; a plan with every word it may have in Arabic has 170 kB.
inline constexpr std::size_t document_bytes_max = 256 * 1024;  // of JSON
inline constexpr std::size_t case_documents_max = 5000;        // removed ones included; years of use make some hundreds

inline constexpr std::size_t problems_max = 20;  // collected in one reading

}  // namespace waymark::limits
