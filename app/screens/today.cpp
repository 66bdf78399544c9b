// Today: what happens next, two steps, my adviser one tap away, the latest answer.
#include <algorithm>

#include "app/screens/reach.h"
#include "app/screens/review.h"
#include "app/screens/screen.h"
#include "app/screens/steps.h"
#include "app/screens/suggestion.h"
#include "app/screens/versions.h"
#include "app/screens/words.h"

namespace waymark::screens {
namespace {

constexpr int steps_shown_max = 2;

/// The newest thing that somebody of the council said or did.
struct News {
  Date on;
  Icon icon = Icon::message_circle;
  std::string title;
  std::string text;
  std::string_view lang;
  Route route;
};

void keep_newer(std::optional<News>& newest, News news) {
  if (!newest || news.on > newest->on) newest = std::move(news);
}

std::optional<News> latest_news(const Scene& scene) {
  std::optional<News> newest;
  for (const auto& message : scene.whose->messages) {
    if (message.value.from != Role::adviser) continue;
    keep_newer(newest, {.on = message.value.on,
                        .icon = Icon::message_circle,
                        .title = tr("{who} wrote to you", {{"who", first_name(message.value.from_name)}}),
                        .text = message.value.text,
                        .lang = language_of(message.value.text),
                        .route = {.page = Page::messages}});
    break;  // newest first
  }
  for (const auto& response : scene.whose->responses) {
    if (!response.value.replied_on || response.value.reply.empty()) continue;
    keep_newer(newest, {.on = *response.value.replied_on,
                        .icon = Icon::handshake,
                        .title = tr("An answer to what you said about a promise"),
                        .text = response.value.reply,
                        .lang = language_of(response.value.reply),
                        .route = {.page = Page::promise, .subject = response.value.pledge}});
  }
  for (const Pledge& pledge : scene.state.council.pledges) {
    if (pledge.updates.empty()) continue;
    keep_newer(newest, {.on = pledge.updates.back().on,
                        .icon = Icon::handshake,
                        .title = tr("News about a promise"),
                        .text = pledge.updates.back().text,
                        .lang = language_of(pledge.updates.back().text),
                        .route = {.page = Page::promise, .subject = pledge.id}});
  }
  return newest;
}

class Today final : public Screen {
 public:
  using Screen::Screen;

  std::string title(const Scene& scene) const override {
    if (scene.whose == nullptr) return tr("Today");
    return tr("Hello, {name}", {{"name", called(scene.whose->person.value)}});
  }
  std::string short_title(const Scene& /*scene*/) const override { return tr("Today"); }

  void draw(Scene& scene) override {
    if (scene.whose == nullptr) return;
    draw_next(scene);
    versions_row(scene);
    draw_suggestions(scene);
    draw_steps(scene);
    draw_latest(scene);
    draw_me(scene);
  }
  void draw_sheet(Scene& scene) override {
    if (scene.whose != nullptr) review_.draw_sheet(scene, *this);
  }

 private:
  /// What happens next, and whom to talk to about it: one tap.
  void draw_next(Scene& scene) {
    auto card = scene.ui.card("next");
    scene.ui.section(tr("What happens next"), {}, Aloud::yes);
    const ReviewWords words = review_words(scene);
    draw_review(scene, words);
    draw_visit(scene);
    if (words.ask_first) review_.button(scene, *this, ButtonKind::filled);
    if (const auto* adviser = adviser_of(*scene.whose)) {
      reach_buttons(scene, adviser->value, words.ask_first ? ButtonKind::tonal : ButtonKind::filled);
    }
  }

  static void draw_suggestions(Scene& scene) {
    std::vector<Heading> headings;
    std::string by;
    std::string names;
    for (const Heading heading : all_headings) {
      const PlanSection* part = waiting_suggestion(scene, heading);
      if (part == nullptr) continue;
      headings.push_back(heading);
      by = first_name(part->suggested_by);
      names += (names.empty() ? "" : ", ") + words_of(heading).name;
    }
    if (headings.empty()) return;
    auto list = scene.ui.list("suggestions", tr("Words suggested to you"));
    const std::string title = tr("Words from {who} for you to look at", {{"who", by}});
    const std::string detail = joined(names);
    if (!scene.ui.list_row(
            {.key = "words", .title = title, .detail = detail, .icon = Icon::lightbulb, .tone = Tone::primary}))
      return;
    if (headings.size() == 1)
      scene.act.open({.page = Page::heading, .heading = headings.front()});
    else
      scene.act.go_to(Page::plan);
  }

  static void draw_steps(Scene& scene) {
    auto card = scene.ui.card("steps");
    scene.ui.section(tr("Your next steps"), {}, Aloud::yes);
    const auto& steps = scene.whose->steps;  // open ones first
    const bool any_open = !steps.empty() && !steps.front().value.done;
    if (any_open) {
      auto list = scene.ui.list("list", tr("Your next steps"));
      int shown = 0;
      for (const auto& step : steps) {
        if (step.value.done || shown++ == steps_shown_max) break;
        if (step_row(scene, step, true)) scene.act.open({.page = Page::heading, .heading = step.value.heading});
      }
    } else {
      scene.ui.text(steps.empty() ? tr("There are no steps yet. You can add one in your plan.")
                                  : tr("Every step is done. You can add the next one in your plan."),
                    {.muted = true});
    }
    if (scene.ui.button({.label = tr("See my plan"), .kind = ButtonKind::text})) scene.act.go_to(Page::plan);
  }

  static void draw_latest(Scene& scene) {
    scene.ui.section(tr("Latest"));
    auto list = scene.ui.list("latest", tr("Latest"));
    const std::optional<News> news = latest_news(scene);
    if (news && scene.ui.list_row({.key = "news",
                                   .title = news->title,
                                   .detail = news->text,
                                   .trailing = short_day(scene, news->on),
                                   .icon = news->icon,
                                   .tone = Tone::primary,
                                   .lang = news->lang})) {
      scene.act.open(news->route);
    }
    const std::string write = tr("Write to {who}", {{"who", adviser_name(scene)}});
    if (scene.ui.list_row({.key = "write", .title = write, .icon = Icon::pencil, .tone = Tone::primary})) {
      scene.act.open({.page = Page::messages});
    }
  }

  static void draw_me(Scene& scene) {
    const StateWords sync = sync_words(scene);
    auto list = scene.ui.list("me", tr("Me and this phone"));
    if (scene.ui.list_row({.key = "settings",
                           .title = tr("Me and this phone"),
                           .detail = sync.word,
                           .icon = sync.icon,
                           .tone = sync.tone})) {
      scene.act.open({.page = Page::me});
    }
  }

  AskForReview review_;
};

}  // namespace

std::unique_ptr<Screen> make_today(const Route& route) { return std::make_unique<Today>(route); }

}  // namespace waymark::screens
