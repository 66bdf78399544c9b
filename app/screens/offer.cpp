// My offer: what I can get, found as I type, by area, by money, and what is likely for me.
#include <algorithm>
#include <utility>

#include "app/screens/screen.h"
#include "app/screens/words.h"
#include "core/search/search.h"

namespace waymark::screens {
namespace {

enum class Order : std::uint8_t { all, likely, money };
constexpr int areas = 7;

class Offer final : public Screen {
 public:
  using Screen::Screen;

  std::string title(const Scene& scene) const override { return scene.adviser() ? tr("Offer") : tr("My offer"); }

  void draw(Scene& scene) override {
    if (!scene.state.has_council) {
      scene.ui.empty(Icon::gift, tr("The offer is on its way to this phone."));
      return;
    }
    draw_filters(scene);
    find(scene);
    if (found_.empty()) {
      draw_nothing(scene);
      return;
    }
    scene.ui.text(trn("{n} thing", "{n} things", static_cast<std::int64_t>(found_.size())),
                  {.type = Type::secondary, .muted = true});
    auto list = scene.ui.list("items", title(scene));
    for (const Found& it : found_) draw_item(scene, scene.state.council.offer[it.index], it.likely);
  }

 private:
  /// What a search was for: it is done anew when this differs, not in every frame.
  struct Wanted {
    std::string query;
    Order order = Order::all;
    int area = 0;
    std::string language;
    std::uint64_t revision = 0;
    Date today;
    bool operator==(const Wanted&) const = default;
  };
  struct Found {
    std::size_t index = 0;  // in the council's offer
    bool likely = false;
  };

  void draw_filters(Scene& scene) {
    ui::FieldResult typed = scene.ui.field({.key = "search",
                                            .label = tr("Find"),
                                            .value = query_,
                                            .help = tr("Try “rent”, “college” or “dentist”."),
                                            .kind = ui::InputKind::search,
                                            .characters_max = 80});
    if (typed.changed) query_ = std::move(typed.text);

    std::vector<std::string> orders{tr("All")};
    if (!scene.adviser()) orders.push_back(tr("Likely for me"));
    orders.push_back(tr("Money first"));
    const int chosen = scene.ui.segmented("order", tr("Show"), orders, order_);
    if (chosen >= 0) order_ = chosen;

    draw_areas(scene);
  }

  /// Closed until it is wanted: the things themselves come first.
  void draw_areas(Scene& scene) {
    std::vector<std::string> options{tr("Everything")};
    for (int i = 0; i < areas; ++i) options.push_back(words_of(static_cast<OfferArea>(i)));
    auto more = scene.ui.disclosure("areas", tr("About: {area}", {{"area", options[static_cast<std::size_t>(area_)]}}));
    if (!more) return;
    const int area = scene.ui.choice("area", tr("About"), options, area_);
    if (area >= 0) area_ = area;
  }

  Order order(const Scene& scene) const {
    if (order_ == 0) return Order::all;
    return order_ == 1 && !scene.adviser() ? Order::likely : Order::money;
  }

  void find(const Scene& scene) {
    const Wanted wanted{query_,  order(scene),          area_, std::string(text::language()), scene.state.revision,
                        scene.state.today};
    if (found_for_ == wanted) return;
    found_for_ = wanted;
    found_.clear();
    const std::vector<OfferItem>& offer = scene.state.council.offer;
    for (const std::size_t i : search::find(index(scene), query_)) {
      if (i >= offer.size() || (area_ > 0 && offer[i].area != static_cast<OfferArea>(area_ - 1))) continue;
      const bool likely = is_likely(scene, offer[i]);
      if (wanted.order == Order::likely && !likely) continue;
      if (wanted.order == Order::money && law::amount_on(offer[i], wanted.today) == nullptr) continue;
      found_.push_back({i, likely});
    }
    if (wanted.order != Order::money) return;
    // largest first; the council's order among equals
    std::ranges::sort(found_, std::less(),
                      [&](Found it) { return std::pair(-offer[it.index].amount->pence, it.index); });
  }

  /// Of what the reader sees. Made here, as the core knows no translations: once a language and revision.
  const search::Index& index(const Scene& scene) {
    if (text::language() == "en") return scene.state.offer_index;
    std::pair made_for(std::string(text::language()), scene.state.revision);
    if (std::exchange(index_made_for_, made_for) != made_for) index_ = search::build(as_read(scene.state.council.offer));
    return index_;
  }

  /// In the reader's language, and still in the council's: many know the English name of what they look for.
  static std::vector<OfferItem> as_read(std::vector<OfferItem> offer) {
    for (OfferItem& item : offer) {
      item.keywords.push_back(item.title);
      item.title = published(item.title).words;
      item.summary += " " + published(item.summary).words;
    }
    return offer;
  }

  /// Said to a young person about themselves, never of anyone else.
  static bool is_likely(const Scene& scene, const OfferItem& item) {
    if (scene.adviser() || scene.whose == nullptr) return false;
    return law::likely_entitlement(item, scene.whose->person.value, scene.whose->status, scene.state.today)
               .likelihood == law::Likelihood::likely;
  }

  static void draw_item(Scene& scene, const OfferItem& item, bool likely) {
    const Amount* worth = law::amount_on(item, scene.state.today);
    const std::string amount = worth != nullptr ? words_of(scene, *worth) : std::string();
    const std::string detail = detail_of(item, likely);
    const auto [name, lang] = published(item.title);
    if (scene.ui.list_row({.key = item.id,
                           .title = name,
                           .detail = detail,
                           .trailing = amount,
                           .icon = words_of(item.basis).icon,
                           .tone = Tone::primary,
                           .lang = lang})) {
      scene.act.open({.page = Page::offer_item, .subject = item.id});
    }
  }

  /// "The law · Home · Likely for you".
  static std::string detail_of(const OfferItem& item, bool likely) {
    std::string words = words_of(item.basis).word + " · " + words_of(item.area);
    return likely ? words + " · " + words_of(law::Likelihood::likely).word : words;
  }

  void draw_nothing(Scene& scene) {
    const std::string sentence = query_.empty() ? tr("Nothing here with these choices.")
                                                : tr("Nothing found for “{words}”. Try another word, or ask {who}.",
                                                     {{"words", query_}, {"who", adviser_name(scene)}});
    if (!scene.ui.empty(Icon::search, sentence, tr("Show everything"))) return;
    query_.clear();
    order_ = 0;
    area_ = 0;
  }

  std::string query_;
  int order_ = 0;  // index of the shown options
  int area_ = 0;   // 0: all, else OfferArea + 1
  std::optional<Wanted> found_for_;
  std::vector<Found> found_;
  std::pair<std::string, std::uint64_t> index_made_for_;
  search::Index index_;  // while the language is not English
};

}  // namespace

std::unique_ptr<Screen> make_offer(const Route& route) { return std::make_unique<Offer>(route); }

}  // namespace waymark::screens
