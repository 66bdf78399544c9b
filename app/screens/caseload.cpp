// Caseload: an adviser's young people, in the order of what falls due.
#include <algorithm>
#include <array>

#include "app/screens/due.h"
#include "app/screens/screen.h"
#include "app/screens/words.h"
#include "core/search/search.h"

namespace waymark::screens {
namespace {

enum class Group : std::uint8_t { late, soon, later };

Group group_of(const Due& due) {
  switch (due.state) {
    case law::ClockState::late: return Group::late;
    case law::ClockState::soon: return Group::soon;
    default: return Group::later;
  }
}

std::string words_of(Group group) {
  switch (group) {
    case Group::late: return tr("Late");
    case Group::soon: return tr("In the next 14 days");
    case Group::later: return tr("Later");
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
    const auto in_group = [group](const client::CaseState& one) { return group_of(next_due(one)) == group; };
    if (std::ranges::none_of(scene.state.cases, in_group)) return;
    scene.ui.section(words_of(group));
    auto list = scene.ui.list("group-" + std::to_string(static_cast<int>(group)), words_of(group));
    for (const client::CaseState& one : scene.state.cases) {
      if (in_group(one)) draw_row(scene, one);
    }
  }

  void draw_found(Scene& scene) {
    const std::vector<std::size_t> found = search::find(names(scene.state), query_);
    if (found.empty()) {
      scene.ui.text(tr("Nobody of that name in your caseload."), {.muted = true});
      return;
    }
    auto list = scene.ui.list("found", tr("Found"));
    for (const std::size_t index : found) {
      if (index < scene.state.cases.size()) draw_row(scene, scene.state.cases[index]);
    }
  }

  /// The offer's forgiving search, over names: a title is all that it needs.
  const search::Index& names(const client::State& state) {
    if (index_revision_ != state.revision || index_.items != state.cases.size()) {
      std::vector<OfferItem> items(state.cases.size());
      for (std::size_t i = 0; i < items.size(); ++i) {
        const Person& person = state.cases[i].person.value;
        items[i].title = person.called.empty() ? person.name : person.name + " " + person.called;
      }
      index_ = search::build(items);
      index_revision_ = state.revision;
    }
    return index_;
  }

  static std::string detail(const client::CaseState& one) {
    std::string words;
    const auto add = [&](const std::string& more) { words += words.empty() ? more : " · " + more; };
    if (one.unanswered > 0) add(trn("{n} message to answer", "{n} messages to answer", one.unanswered));
    if (one.review_requested) add(tr("asked for a review"));
    if (one.suggestions > 0) add(tr("your words wait for an answer"));
    return words;
  }

  static void draw_row(Scene& scene, const client::CaseState& one) {
    const Due due = next_due(one);
    const std::string name = one.person.value.name;
    const std::string initials = initials_of(name);
    const std::string more = detail(one);
    if (scene.ui.list_row({.key = one.id.text,
                           .title = name,
                           .detail = more,
                           .trailing = due.words,
                           .initials = initials,
                           .tone = due.tone,
                           .current = scene.whose != nullptr && scene.whose->id == one.id})) {
      scene.act.open({.page = Page::young_person, .case_id = one.id});
    }
  }

  std::string query_;
  search::Index index_;
  std::uint64_t index_revision_ = 0;
};

}  // namespace

std::unique_ptr<Screen> make_caseload(const Route& route) { return std::make_unique<Caseload>(route); }

}  // namespace waymark::screens
