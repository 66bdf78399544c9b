// One thing of the offer: how much, by law or extra, likely for me and why, how to get it, and what if they say no.
#include <algorithm>

#include "app/screens/screen.h"
#include "app/screens/source.h"
#include "app/screens/words.h"

namespace waymark::screens {
namespace {

class OfferItemScreen final : public Screen {
 public:
  using Screen::Screen;

  std::string title(const Scene& scene) const override {
    const OfferItem* item = find(scene);
    return item == nullptr ? tr("My offer") : published(item->title).words;
  }

  void draw(Scene& scene) override {
    const OfferItem* item = find(scene);
    if (item == nullptr) {
      scene.ui.empty(Icon::gift, tr("The council does not list this any more."));
      return;
    }
    draw_summary(scene, *item);
    if (scene.whose != nullptr && !scene.adviser()) draw_opinion(scene, *item);
    draw_how(scene, *item);
    source_lines(scene, item->source);
  }

 private:
  const OfferItem* find(const Scene& scene) const {
    const auto& offer = scene.state.council.offer;
    const auto found = std::ranges::find(offer, route.subject, &OfferItem::id);
    return found == offer.end() ? nullptr : &*found;
  }

  static void draw_summary(Scene& scene, const OfferItem& item) {
    auto card = scene.ui.card("summary");
    scene.ui.read_aloud(item.title, language_of(item.title));
    const Amount* amount = law::amount_on(item, scene.state.today);
    if (amount != nullptr) scene.ui.text(words_of(scene, *amount), {.type = Type::title});
    {
      auto chips = scene.ui.flow("chips");
      const StateWords basis = words_of(item.basis);
      scene.ui.chip({.text = item.basis == Basis::law ? tr("The law says so") : tr("Extra from your council"),
                     .icon = basis.icon,
                     .tone = basis.tone});
      sample_chip(scene, item.source);
      if (law::is_coming(item, scene.state.today)) {
        scene.ui.chip({.text = item.from ? tr("From {date}", {{"date", full_date(scene, *item.from)}})
                                         : tr("Coming, no date yet"),
                       .icon = Icon::calendar,
                       .tone = Tone::not_yet});
      }
    }
    const auto [summary, lang] = published(item.summary);
    scene.ui.text(summary, {.lang = lang});
  }

  static void draw_opinion(Scene& scene, const OfferItem& item) {
    const law::EntitlementOpinion opinion =
        law::likely_entitlement(item, scene.whose->person.value, scene.whose->status, scene.state.today);
    auto card = scene.ui.card("opinion");
    const StateWords words = words_of(opinion.likelihood);
    scene.ui.section(tr("Is it for me"), {}, Aloud::yes);
    scene.ui.chip({.text = words.word, .icon = words.icon, .tone = words.tone});
    for (const law::Reason reason : opinion.reasons) scene.ui.quiet(words_of(reason), Icon::arrow_right);
    scene.ui.text(tr("This is not a decision. Ask {who}.", {{"who", adviser_name(scene)}}),
                  {.type = Type::secondary, .muted = true});
  }

  static void draw_how(Scene& scene, const OfferItem& item) {
    auto card = scene.ui.card("how");
    scene.ui.section(tr("How to get it"), {}, Aloud::yes);
    if (const auto [how, lang] = published(item.how); !how.empty()) scene.ui.text(how, {.lang = lang});
    labelled(scene, tr("Who it is for"), published(item.who), Icon::user_round);
    labelled(scene, tr("If they say no"), published(item.if_no), Icon::hand);
    labelled(scene, tr("Outside the council’s area"), travels(item), Icon::map_pin);
  }

  /// Nothing where the council says nothing.
  static void labelled(Scene& scene, std::string_view label, const Published& value, Icon icon) {
    if (!value.words.empty()) scene.ui.labelled(label, value.words, icon, value.lang);
  }

  static Published travels(const OfferItem& item) {
    if (!item.travels_note.empty()) return published(item.travels_note);
    switch (item.travels) {
      case Travels::yes:
        return {.words = tr("You also get it when you live somewhere else."), .lang = {}};
      case Travels::no:
        return {.words = tr("Only inside the council’s area."), .lang = {}};
      case Travels::ask:
        return {.words = tr("Ask first."), .lang = {}};
    }
    return {};
  }
};

}  // namespace

std::unique_ptr<Screen> make_offer_item(const Route& route) { return std::make_unique<OfferItemScreen>(route); }

}  // namespace waymark::screens
