// Whether an item of the local offer is likely for someone, and why.
#include <algorithm>
#include <utility>

#include "core/law/law.h"

namespace waymark::law {
namespace {

// Collects reasons; the least likely of them decides.
class Judgement {
 public:
  void add(Likelihood likelihood, Reason reason) {
    opinion_.likelihood = std::max(opinion_.likelihood, likelihood);  // likely < maybe < unlikely
    if (std::ranges::find(opinion_.reasons, reason) == opinion_.reasons.end()) opinion_.reasons.push_back(reason);
  }
  EntitlementOpinion take() { return std::move(opinion_); }

 private:
  EntitlementOpinion opinion_{.likelihood = Likelihood::likely, .reasons = {}};
};
static_assert(Likelihood::likely < Likelihood::maybe && Likelihood::maybe < Likelihood::unlikely);

void judge_age(Judgement& judgement, const OfferItem& item, int age) {
  if (age < item.age_from) return judgement.add(Likelihood::unlikely, Reason::too_young);
  if (age >= item.age_to) return judgement.add(Likelihood::unlikely, Reason::too_old);
  judgement.add(Likelihood::likely, Reason::age_fits);
}

void judge_status(Judgement& judgement, const OfferItem& item, const Person& person, const StatusOpinion& status,
                  int age) {
  if (item.statuses.empty()) return;
  if (std::ranges::find(status.reasons, Reason::ask_about_condition) != status.reasons.end()) {
    return judgement.add(Likelihood::maybe, Reason::ask_about_condition);
  }
  if (std::ranges::find(item.statuses, status.status) == item.statuses.end()) {
    return judgement.add(Likelihood::unlikely, Reason::status_does_not_fit);
  }
  if (status.status == Status::qualifying && age >= 21 && !person.in_education) {
    // Children Act 1989 s24B(3): until 25, and only for education or training.
    const bool learning = item.area == OfferArea::education;
    return judgement.add(learning ? Likelihood::maybe : Likelihood::unlikely, Reason::education_help_only);
  }
  judgement.add(Likelihood::likely, Reason::status_fits);
  // Children Act 1989 s23CZB: from 21 on, outside agreed education, support starts with asking for it.
  const bool must_ask = status.status == Status::former_relevant && age >= 21 && !person.in_education;
  if (must_ask && person.support_requested) judgement.add(Likelihood::likely, Reason::support_requested);
  if (must_ask && !person.support_requested) judgement.add(Likelihood::maybe, Reason::can_request_support);
}

void judge_condition(Judgement& judgement, Condition condition, const Person& person) {
  const auto known = [&](bool holds, Reason reason) {
    judgement.add(holds ? Likelihood::likely : Likelihood::unlikely, reason);
  };
  const Reason place = person.lives_in_area ? Reason::lives_in_area : Reason::lives_out_of_area;
  switch (condition) {
    case Condition::in_education:
      return known(person.in_education, person.in_education ? Reason::in_education : Reason::not_in_education);
    case Condition::lives_in_area:
      return known(person.lives_in_area, place);
    case Condition::lives_out_of_area:
      return known(!person.lives_in_area, place);
    case Condition::higher_education:
    case Condition::apprenticeship:
    case Condition::ask:
      return judgement.add(Likelihood::maybe, Reason::ask_about_condition);
  }
}

void judge_travel(Judgement& judgement, Travels travels, const Person& person) {
  if (person.lives_in_area || travels == Travels::yes) return;
  judgement.add(travels == Travels::no ? Likelihood::unlikely : Likelihood::maybe, Reason::lives_out_of_area);
}

}  // namespace

bool is_coming(const OfferItem& item, Date today) { return !item.in_force || (item.from && *item.from > today); }

const Amount* amount_on(const OfferItem& item, Date today) {
  const bool holds = item.amount && (!item.amount->until || *item.amount->until >= today);
  return holds ? &*item.amount : nullptr;
}

EntitlementOpinion likely_entitlement(const OfferItem& item, const Person& person, const StatusOpinion& status,
                                      Date today) {
  const bool coming = is_coming(item, today);
  const Date day = coming && item.from ? std::max(*item.from, today) : today;
  const int age = age_on(person.born, day);
  Judgement judgement;
  judge_age(judgement, item, age);
  judge_status(judgement, item, person, coming ? likely_status(person, day) : status, age);
  for (const Condition condition : item.conditions) judge_condition(judgement, condition, person);
  judge_travel(judgement, item.travels, person);
  if (coming) judgement.add(Likelihood::maybe, Reason::not_yet_in_force);
  return judgement.take();
}

}  // namespace waymark::law
