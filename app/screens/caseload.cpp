// Caseload: an adviser's young people, in the order of what falls due.
#include <algorithm>
#include <ranges>

#include "app/screens/due.h"
#include "app/screens/screen.h"
#include "app/screens/words.h"
#include "core/search/fold.h"

namespace waymark::screens {
namespace {

enum class Group : std::uint8_t { late, soon, later };

/// What presses, as core/client orders the caseload: a review that was asked for today, an answer tomorrow. What falls
/// due soon is here also when a day for it is agreed: the day has still to be kept.
Group group_of(const client::CaseState& one) {
  const Due due = next_due(one);
  if (due.state == law::ClockState::late) return Group::late;
  const bool soon = due.state != law::ClockState::no_start && due.days_left <= law::soon_days_max;
  return soon || (one.review_requested && !one.review.planned) || one.unanswered > 0 || !one.to_choose.empty()
             ? Group::soon : Group::later;
}

std::string title_of(Group group) {
  switch (group) {
    case Group::late:
      return tr("Late");
    case Group::soon:
      return tr("Soon, or waiting for you");
    case Group::later:
      return tr("Later");
  }
  return {};
}

class Caseload final : public Screen {
 public:
  using Screen::Screen;

  std::string title(const Scene& /*scene*/) const override { return tr("Caseload"); }

  void draw(Scene& scene) override {
    if (scene.state.cases.empty()) {
      scene.ui.empty(Icon::clipboard_list, tr("Nobody is in your caseload on this phone."));
      return;
    }
    const StateWords sync = sync_words(scene);
    scene.ui.quiet(sync.word, sync.icon);
    ui::FieldResult typed = scene.ui.field({.key = "find",
                                            .label = tr("Find by name"),
                                            .value = query_,
                                            .kind = ui::InputKind::search,
                                            .characters_max = 80});
    if (typed.changed) query_ = std::move(typed.text);
    if (query_.find_first_not_of(' ') != std::string::npos) {
      draw_found(scene);
      return;
    }
    for (const Group group : {Group::late, Group::soon, Group::later}) draw_group(scene, group);
  }

 private:
  static void draw_group(Scene& scene, Group group) {
    const auto in_group = [group](const client::CaseState& one) { return group_of(one) == group; };
    if (std::ranges::none_of(scene.state.cases, in_group)) return;
    const std::string title = title_of(group);
    scene.ui.section(title);
    auto list = scene.ui.list("group-" + std::to_string(static_cast<int>(group)), title);
    for (const client::CaseState& one : scene.state.cases) {
      if (in_group(one)) draw_row(scene, one);
    }
  }

  void draw_found(Scene& scene) const {
    const std::vector<std::string> typed = search::split(query_);
    const auto is_meant = [&](const client::CaseState& one) { return is_called(one.person.value, typed); };
    if (std::ranges::none_of(scene.state.cases, is_meant)) {
      scene.ui.text(tr("Nobody of that name in your caseload."), {.muted = true});
      return;
    }
    auto list = scene.ui.list("found", tr("Found"));
    for (const client::CaseState& one : scene.state.cases | std::views::filter(is_meant)) draw_row(scene, one);
  }

  /// Every typed word begins a word of the name, whatever its case and accents.
  static bool is_called(const Person& person, const std::vector<std::string>& typed) {
    const std::vector<std::string> names = search::split(person.name + " " + person.called);
    return std::ranges::all_of(typed, [&](const std::string& word) {
      return std::ranges::any_of(names, [&](const std::string& name) { return name.starts_with(word); });
    });
  }

  static std::string detail(const client::CaseState& one) {
    std::string words;
    const auto add = [&](const std::string& more) { words += words.empty() ? more : " · " + more; };
    if (one.unanswered > 0) add(trn("{n} message to answer", "{n} messages to answer", one.unanswered));
    const auto unread =
        std::ranges::count_if(one.responses, [](const auto& response) { return response.value.reply.empty(); });
    if (unread > 0) add(tr("spoke about a promise"));
    if (one.review_requested && !one.review.planned) add(tr("asked for a review"));
    if (one.suggestions > 0) add(tr("your words wait for an answer"));
    if (!one.to_choose.empty()) add(tr("two versions to choose from"));
    return words;
  }

  static void draw_row(Scene& scene, const client::CaseState& one) {
    const Due due = next_due(one);
    const std::string name = one.person.value.name;
    const std::string initials = initials_of(name);
    const std::string falls_due = words_of(due);
    const std::string more = detail(one);
    if (scene.ui.list_row({.key = one.id.text,
                           .title = name,
                           .detail = more,
                           .trailing = falls_due,
                           .initials = initials,
                           .tone = tone_of(due),
                           .current = scene.whose != nullptr && scene.whose->id == one.id})) {
      scene.act.open({.page = Page::young_person, .case_id = one.id});
    }
  }

  std::string query_;
};

}  // namespace

std::unique_ptr<Screen> make_caseload(const Route& route) { return std::make_unique<Caseload>(route); }

}  // namespace waymark::screens
