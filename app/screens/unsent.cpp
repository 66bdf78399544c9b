#include "app/screens/unsent.h"

#include "app/screens/words.h"

namespace waymark::screens {
namespace {

template <class T>
void keep(std::vector<Unsent>& list, const client::Shown<T>& shown, std::string what) {
  const bool waits = shown.delivery == client::Delivery::saving || shown.delivery == client::Delivery::saved_here;
  if (waits) list.push_back({.what = std::move(what), .delivery = shown.delivery});
}

}  // namespace

std::vector<Unsent> unsent(const client::State& state) {
  std::vector<Unsent> list;
  for (const client::CaseState& one : state.cases) {
    const std::string name = called(one.person.value);
    keep(list, one.plan, tr("Plan of {name}: how it is now", {{"name", name}}));
    for (const auto& [heading, view] : one.views) {
      keep(list, view, tr("What you want: {heading}", {{"heading", words_of(heading).name}}));
    }
    for (const auto& step : one.steps) keep(list, step, tr("Step: {what}", {{"what", step.value.title}}));
    for (const auto& contact : one.contacts) keep(list, contact, tr("Person: {what}", {{"what", contact.value.name}}));
    for (const auto& message : one.messages) {
      keep(list, message,
           message.value.kind == MessageKind::review_request ? tr("Asking for a review")
                                                             : tr("Message: {what}", {{"what", message.value.text}}));
    }
    for (const auto& response : one.responses) keep(list, response, tr("How a promise is going for you"));
  }
  return list;
}

}  // namespace waymark::screens
