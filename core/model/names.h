// Names of enumerators as JSON writes them: the one table. They are part of the protocol and of council packs, so
// renaming an enumerator is a change of the format. names.cpp proves each table against its enum while compiling.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>

#include "core/model/content.h"
#include "core/model/documents.h"
#include "core/model/problem.h"

namespace waymark {

/// In the order of the enumerators, which count from 0.
template <class E>
inline constexpr std::array<std::string_view, 0> names_of{};

#define WAYMARK_NAMES(E, ...) \
  template <>                 \
  inline constexpr auto names_of<E> = std::to_array<std::string_view>({__VA_ARGS__})

WAYMARK_NAMES(ProblemCause, "other", "not_allowed", "fixed", "gone", "exists", "missing", "too_long", "full", "not_known");
WAYMARK_NAMES(Role, "young_person", "adviser");
WAYMARK_NAMES(Heading, "support", "education", "work", "contingency", "home", "people", "skills", "money", "health",
              "identity");
WAYMARK_NAMES(StepOwner, "young_person", "adviser", "other");
WAYMARK_NAMES(ContactKind, "adviser", "advocate", "important");
WAYMARK_NAMES(AppointmentKind, "review", "visit", "other");
WAYMARK_NAMES(AppointmentState, "planned", "held", "cancelled");
WAYMARK_NAMES(MessageKind, "note", "review_request");
WAYMARK_NAMES(Feeling, "good", "mixed", "bad");
WAYMARK_NAMES(PledgeState, "kept", "under_way", "not_yet", "broken");
WAYMARK_NAMES(OfferArea, "health", "relationships", "education", "employment", "home", "participation", "money");
WAYMARK_NAMES(Basis, "law", "extra");
WAYMARK_NAMES(Travels, "yes", "no", "ask");
WAYMARK_NAMES(Per, "once", "week", "month", "year");
WAYMARK_NAMES(Status, "none", "eligible", "relevant", "former_relevant", "qualifying");
WAYMARK_NAMES(Condition, "in_education", "higher_education", "apprenticeship", "lives_in_area", "lives_out_of_area",
              "ask");
WAYMARK_NAMES(LineKind, "emergency", "crisis", "duty", "out_of_hours", "advocate", "complaint", "helpline", "voice");

#undef WAYMARK_NAMES

/// An enum whose names are declared above.
template <class E>
concept NamedEnum = std::is_enum_v<E> && std::is_same_v<std::underlying_type_t<E>, std::uint8_t> &&
    (names_of<E>.size() > 0);

}  // namespace waymark
