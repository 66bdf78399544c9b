// Which status of the Children Act 1989 someone likely has.
#include <utility>

#include "core/law/law.h"

namespace waymark::law {
namespace {

// SI 2010/959 reg 40: 13 weeks in all, from the 14th birthday on, ending after the 16th.
constexpr std::int64_t care_weeks_min = 13;

// Time in care that makes an eligible child and, afterwards, a relevant one.
bool was_eligible(const CareHistory& care) {
  return care.weeks_since_14 >= care_weeks_min && (care.after_16 || care.looked_after_now);
}

// SI 2010/2571 reg 3: kept from being looked after at 16 by custody or hospital, after 13 weeks since 14.
bool was_detained(const CareHistory& care) {
  return care.weeks_since_14 >= care_weeks_min && care.detained_or_in_hospital_at_16;
}

// s24(1A) and (2): looked after at some time after 16, or special guardianship straight after care.
bool qualifies(const CareHistory& care) { return care.special_guardianship || care.after_16 || care.looked_after_now; }

bool nothing_recorded(const CareHistory& care) {
  return care.weeks_since_14 == 0 && !care.after_16 && !care.looked_after_now && !care.looked_after_until_18 &&
         !care.detained_or_in_hospital_at_16 && !care.special_guardianship;
}

std::vector<Reason> time_in_care(const CareHistory& care) {
  return {care.weeks_since_14 >= care_weeks_min ? Reason::weeks_enough : Reason::weeks_too_few,
          care.after_16 || care.looked_after_now ? Reason::after_16 : Reason::not_after_16};
}

std::vector<Reason> qualifying_reasons(const CareHistory& care) {
  if (care.special_guardianship) return {Reason::special_guardianship};
  return time_in_care(care);
}

StatusOpinion at_16_or_17(const Person& person) {
  const CareHistory& care = person.care;
  StatusOpinion opinion{.status = Status::none, .reasons = time_in_care(care), .support_ends = {}};
  if (care.looked_after_now) {  // Sch 2 para 19B(2)
    opinion.reasons.insert(opinion.reasons.begin(), Reason::still_looked_after);
    if (was_eligible(care)) opinion.status = Status::eligible;
  } else if (was_eligible(care)) {  // s23A(2)
    opinion.status = Status::relevant;
    opinion.reasons.push_back(Reason::left_care_before_18);
    opinion.support_ends = birthday(person.born, 18);
  } else if (was_detained(care)) {  // s23A(3) with reg 3
    opinion.status = Status::relevant;
    opinion.reasons = {Reason::weeks_enough, Reason::detained_at_16};
    opinion.support_ends = birthday(person.born, 18);
  } else if (qualifies(care)) {
    opinion.status = Status::qualifying;
    opinion.reasons = qualifying_reasons(care);
    opinion.support_ends = birthday(person.born, 21);
  }
  return opinion;
}

// s23C(6) and (7), s23CA, s23CZB: to 21, in agreed education or on request to 25.
StatusOpinion former_relevant(const Person& person, int age, std::vector<Reason> reasons) {
  if (person.in_education) reasons.push_back(Reason::in_education);
  if (person.support_requested) reasons.push_back(Reason::support_requested);
  const bool prolonged = person.in_education || person.support_requested;
  if (!prolonged) reasons.push_back(Reason::can_request_support);
  return {Status::former_relevant, std::move(reasons), birthday(person.born, prolonged || age >= 21 ? 25 : 21)};
}

StatusOpinion at_18_to_24(const Person& person, int age) {
  const CareHistory& care = person.care;
  // s23C(1)(b). Nobody is looked after from 18 on: "now" was not yet updated and means until 18.
  if (care.looked_after_until_18 || (care.looked_after_now && was_eligible(care))) {
    return former_relevant(person, age, {Reason::was_in_care_until_18});
  }
  if (was_eligible(care)) {  // s23C(1)(a): a relevant child from leaving care until 18
    std::vector<Reason> reasons = time_in_care(care);
    reasons.push_back(Reason::left_care_before_18);
    return former_relevant(person, age, std::move(reasons));
  }
  if (was_detained(care)) {
    return former_relevant(person, age, {Reason::weeks_enough, Reason::detained_at_16});
  }
  if (!qualifies(care)) return {Status::none, time_in_care(care), std::nullopt};
  std::vector<Reason> reasons = qualifying_reasons(care);
  if (person.in_education) {  // s24B(2), (3) and (5): help with education to 25
    reasons.push_back(Reason::in_education);
    return {Status::qualifying, std::move(reasons), birthday(person.born, 25)};
  }
  if (age < 21) return {Status::qualifying, std::move(reasons), birthday(person.born, 21)};
  reasons.push_back(Reason::education_help_only);  // whoever starts or goes on learning can ask for it
  return {Status::qualifying, std::move(reasons), birthday(person.born, 25)};
}

}  // namespace

StatusOpinion likely_status(const Person& person, Date today) {
  const int age = age_on(person.born, today);
  if (age < 16) return {Status::none, {Reason::under_16}, std::nullopt};
  if (age >= 25) return {Status::none, {Reason::over_25}, std::nullopt};
  if (nothing_recorded(person.care)) return {Status::none, {Reason::ask_about_condition}, std::nullopt};
  return age < 18 ? at_16_or_17(person) : at_18_to_24(person, age);
}

std::optional<BirthdayChange> next_support_change(const Person& person, Date today) {
  for (const int age : {18, 21, 25}) {
    const Date on = birthday(person.born, age);
    if (on > today) return BirthdayChange{age, on};
  }
  return std::nullopt;
}

}  // namespace waymark::law
