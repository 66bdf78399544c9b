#include "app/screens/shell.h"

#include <algorithm>
#include <array>

#include "app/screens/help.h"
#include "app/screens/news.h"
#include "app/screens/notices.h"
#include "app/screens/route.h"
#include "app/screens/suggestion.h"
#include "app/screens/words.h"

namespace waymark::screens {
namespace {

constexpr float caseload_share = 0.36F;  // of the width, in two columns

struct PlaceWords {
  std::string label;
  Icon icon = Icon::none;
};

PlaceWords words_of_place(Page page, Role role) {
  switch (page) {
    case Page::today:
      return {tr("Today"), Icon::sun};
    case Page::plan:
      return {tr("My plan"), Icon::map};
    case Page::offer:
      return role == Role::adviser ? PlaceWords{tr("Offer"), Icon::gift} : PlaceWords{tr("My offer"), Icon::gift};
    case Page::promises:
      return {tr("Promises"), Icon::handshake};
    case Page::people:
      return role == Role::adviser ? PlaceWords{tr("Lines"), Icon::phone} : PlaceWords{tr("People"), Icon::users};
    case Page::caseload:
      return {tr("Caseload"), Icon::clipboard_list};
    case Page::me:
      return {tr("Me"), Icon::user_round};
    default:
      return {};
  }
}

/// Each screen of each case keeps its own scroll place.
std::string key_of(const Route& route) {
  return std::string(name_of(route.page)) + "/" + route.case_id.text + "/" + route.subject + "/" +
         std::to_string(static_cast<int>(route.heading));
}

}  // namespace

Actions Shell::draw(ui::Ui& ui, const client::State& state, const vault::Lock& lock, platform::Platform& platform) {
  const bool arrived = follow(ui, state, lock);
  ui.offer_leaving(tr("Leave quickly"));
  Actions wishes;
  Scene scene{.ui = ui, .state = state, .lock = lock, .platform = platform, .act = wishes, .whose = whose(state)};
  if (arrived) finish_answers(scene);
  if (way_)
    draw_ready(scene);
  else if (LockScreen::is_wanted(lock))
    lock_screen_.draw(scene);
  else
    draw_phase(scene, phase_sheets_);
  draw_help(scene);
  draw_said(scene);
  say(wishes);
  travel(ui, wishes);
  wishes.leave_asked = ui.leaving();
  return wishes;
}

/// Someone signed in or out, or it is another person: what was open goes. True: someone has just come.
bool Shell::follow(ui::Ui& ui, const client::State& state, const vault::Lock& lock) {
  phase_sheets_.begin_again &= state.phase == client::Phase::store_broken;
  const bool locked = LockScreen::is_wanted(lock);
  if (!locked) lock_screen_ = {};
  const bool signed_in = state.phase == client::Phase::ready && !locked;
  phase_sheets_.language &= !signed_in;
  if (!signed_in) {
    way_.reset();
    said_.reset();
  } else if (!way_ || role_ != state.role) {
    role_ = state.role;
    way_.emplace(places_of(role_));
    way_->follow(parse_way(state.place));
    ui.start_at(key_of(way_->current().route), parse_scrolled_px(state.place));
    return true;
  }
  return false;
}

const client::CaseState* Shell::whose(const client::State& state) const {
  if (!way_ || state.cases.empty()) return nullptr;
  if (state.role == Role::young_person) return &state.cases.front();
  return client::find_case(state, way_->current().route.case_id);
}

void Shell::draw_ready(Scene& scene) {
  two_columns_ = scene.adviser() && scene.ui.wide() && way_->first().route.page == Page::caseload;
  draw_top_bar(scene);
  if (two_columns_)
    draw_two_columns(scene);
  else
    draw_page(scene, way_->current());
  answer_pull(scene);
  tell_read(scene);
  draw_bottom_bar(scene);
  if (!help_open_) way_->current().draw_sheet(scene);  // help lies over it; what is written there waits
}

/// Whoever wrote something is told that it was seen when the case is open, or the young person's own on the screens
/// where others' words come.
void Shell::tell_read(Scene& scene) const {
  if (scene.whose == nullptr || !scene.whose->unread) return;
  constexpr std::array own_pages{Page::today, Page::plan, Page::heading, Page::promises, Page::promise, Page::messages};
  const Page page = way_->current().route.page;
  if (scene.adviser() || std::ranges::find(own_pages, page) != own_pages.end())
    scene.act.send(client::ReadCase{scene.whose->id});
}

void Shell::draw_top_bar(Scene& scene) {
  const Screen& screen = way_->current();
  // Beside the caseload there is no way back to it: it is there already.
  const Screen* below = two_columns_ && way_->below() == &way_->first() ? nullptr : way_->below();
  const std::string title = screen.title(scene);
  std::string back;
  if (below != nullptr) back = tr("Back to {place}", {{"place", below->short_title(scene)}});
  const ui::Ui::TopBarAction action = scene.ui.top_bar({.title = title, .back = back}, tr("Help now"));
  if (action == ui::Ui::TopBarAction::back) scene.act.back();
  if (action == ui::Ui::TopBarAction::help) scene.act.help();
}

void Shell::draw_page(Scene& scene, Screen& screen) {
  if (auto page = scene.ui.page(key_of(screen.route), tr("Pull to get what is new"))) {
    draw_notices(scene);
    screen.draw(scene);
  }
}

/// Whoever pulls the page down hears what came of it, also when nothing did.
void Shell::answer_pull(Scene& scene) {
  if (scene.ui.pulled()) {
    scene.act.send(client::SyncNow{});
    pulled_ = true;
  } else if (pulled_ && !scene.state.sync.running) {
    pulled_ = false;
    scene.act.say(sync_words(scene).word);
  }
}

void Shell::draw_two_columns(Scene& scene) {
  if (auto page = scene.ui.page("columns", tr("Pull to get what is new"))) {
    if (auto pane = scene.ui.pane("caseload", 0, caseload_share)) {
      draw_notices(scene);
      way_->first().draw(scene);
    }
    const Screen& beside = way_->current();
    if (beside.route != beside_) {  // the page stays the same, so the focus does not move to the new title
      beside_ = beside.route;
      scene.ui.announce(beside.title(scene));
    }
    if (auto pane = scene.ui.pane(key_of(beside.route), 1, caseload_share)) {
      if (way_->below() == nullptr)
        scene.ui.empty(Icon::clipboard_list, tr("Choose a young person to see their plan here."));
      else
        way_->current().draw(scene);
    }
  }
}

void Shell::draw_bottom_bar(Scene& scene) {
  std::vector<PlaceWords> words;
  std::vector<ui::Ui::Place> places;
  words.reserve(way_->places().size());  // places point into it
  const Page shown = way_->places()[static_cast<std::size_t>(way_->place())];
  if (const auto mark = seen(scene.state, shown)) scene.act.send(*mark);
  for (const Page page : way_->places()) {
    const PlaceWords& it = words.emplace_back(words_of_place(page, scene.state.role));
    places.push_back({.key = name_of(page),
                      .label = it.label,
                      .icon = it.icon,
                      .news = page != shown && has_news(scene.state, page)});
  }
  const int tapped = scene.ui.bottom_bar(tr("Places"), places, way_->place());
  if (tapped >= 0) scene.act.go_to(way_->places()[static_cast<std::size_t>(tapped)]);
}

void Shell::draw_help(Scene& scene) {
  if (scene.act.help_asked) {
    help_open_ = true;
    ++help_times_;
  }
  if (!help_open_) return;
  if (auto sheet = scene.ui.sheet("help-now", tr("Help now"), &help_open_, tr("Close"), {}, nullptr, help_times_))
    help_now(scene);
}

void Shell::draw_said(Scene& scene) {
  if (!said_) return;
  const std::string key = "said-" + std::to_string(said_count_);
  bool over = false;
  if (scene.ui.snackbar(key, said_->text, said_->undo.empty() ? std::string() : tr("Undo"), &over)) {
    for (const client::Event& event : said_->undo) scene.act.send(event);
    said_->later.reset();
  }
  if (!over) return;
  if (said_->later) scene.act.send(*said_->later);
  said_.reset();
}

void Shell::say(Actions& wishes) {
  if (!wishes.said) return;
  if (said_ && said_->later) wishes.send(*said_->later);  // the new message takes the way back from the old one
  said_ = wishes.said;
  ++said_count_;
}

void Shell::travel(ui::Ui& ui, const Actions& wishes) {
  if (!way_) return;
  if (wishes.place_chosen) {
    if (way_->places()[static_cast<std::size_t>(way_->place())] == *wishes.place_chosen) ui.scroll_to_top();
    way_->go_to(*wishes.place_chosen);
  }
  if (wishes.opened) {
    if (*wishes.opened != way_->current().route) ui.forget_place(key_of(*wishes.opened));
    const bool beside = two_columns_ && wishes.opened->page == Page::young_person;
    if (beside)
      way_->open_beside_first(*wishes.opened);
    else
      way_->open(*wishes.opened);
  }
  if (wishes.went_back) way_->back();
}

void Shell::copied(std::string_view what, bool done) {
  if (said_ && said_->later) return;  // that message carries more than words
  said_ = Actions::Said{.text = done ? tr("Copied: {what}", {{"what", what}})
                                     : tr("This phone did not let the app copy it: {what}", {{"what", what}})};
  ++said_count_;
}

bool Shell::went_back() {
  for (bool* open : {&help_open_, &phase_sheets_.language, &phase_sheets_.begin_again, &lock_screen_.forgotten_open,
                     &lock_screen_.language_open}) {
    if (!*open) continue;
    *open = false;
    return true;
  }
  if (!way_) return false;
  if (!way_->current().sheet.empty()) {
    way_->current().sheet.clear();
    return true;
  }
  return way_->back();
}

std::string Shell::place_read(const ui::Ui& ui) const {
  return way_ ? to_text(way_->way(), ui.scrolled(key_of(way_->current().route))) : std::string();
}

std::string Shell::place() const { return way_ ? to_text(way_->way()) : std::string(); }

int Shell::depth() const {
  const int sheets = (help_open_ ? 1 : 0) + (phase_sheets_.language ? 1 : 0) + (phase_sheets_.begin_again ? 1 : 0) +
                     (lock_screen_.forgotten_open ? 1 : 0) + (lock_screen_.language_open ? 1 : 0) +
                     (way_ && !way_->current().sheet.empty() ? 1 : 0);
  return sheets + (way_ ? way_->depth() : 0);
}

}  // namespace waymark::screens
