#include "app/screens/news.h"

#include <algorithm>
#include <charconv>

namespace waymark::screens {
namespace {

std::string key_of(Page place) { return "seen/" + std::string(name_of(place)); }

template <class List, class IsMeant>
int count(const List& list, IsMeant is_meant) {
  return static_cast<int>(std::ranges::count_if(list, [&](const auto& shown) { return is_meant(shown.value); }));
}

int from(Role role, const client::CaseState& one) {
  return count(one.messages, [role](const Message& message) { return message.from == role; });
}

/// How many things others have brought there. Messages, agreements and what the council tells of its promises are
/// never taken back, so that more of them always means new ones.
int brought(const client::State& state, Page place) {
  int sum = 0;
  for (const client::CaseState& one : state.cases) {
    if (place == Page::today)
      sum += from(Role::adviser, one) + static_cast<int>(one.appointments.size() + one.agreements.size());
    if (place == Page::promises && state.role == Role::young_person)
      sum += count(one.responses, [](const PledgeResponse& response) { return !response.reply.empty(); });
    if (place == Page::plan) sum += one.suggestions;
    if (place == Page::caseload) sum += from(Role::young_person, one) + static_cast<int>(one.responses.size());
  }
  return sum;
}

int seen_before(const client::State& state, Page place) {
  const auto found = state.marks.find(key_of(place));
  int number = 0;
  if (found != state.marks.end())
    std::from_chars(found->second.data(), found->second.data() + found->second.size(), number);
  return number;
}

}  // namespace

bool has_news(const client::State& state, Page place) {
  // What was not taken is news until it is dealt with, where the way to it begins.
  if ((place == Page::today || place == Page::me) && state.sync.needs_attention > 0) return true;
  return brought(state, place) > seen_before(state, place);
}

std::optional<client::KeepMark> seen(const client::State& state, Page place) {
  const int number = brought(state, place);
  if (number == seen_before(state, place)) return std::nullopt;
  return client::KeepMark{.key = key_of(place), .text = std::to_string(number)};
}

}  // namespace waymark::screens
