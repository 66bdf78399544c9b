// The one declaration of every field of a council's pack, and what must be true of the pack as a whole.
#include "core/model/content.h"

#include <algorithm>
#include <utility>

#include "core/model/field.h"
#include "core/model/json.h"
#include "core/model/limits.h"

namespace waymark {
namespace schema {
namespace {

constexpr Spec required_text(std::int64_t characters_max) {
  return {.required = true, .min = 1, .max = characters_max};
}
constexpr Spec required_id{.required = true, .min = 1, .max = limits::content_id_characters_max, .format = Format::id};
constexpr Spec required_words = required_text(limits::words_characters_max);

}  // namespace

template <>
inline constexpr auto fields_of<Vocabulary> = std::to_array<Field>({
    field<&Vocabulary::care_leaver>("care_leaver", required_text(limits::label_characters_max)),
    field<&Vocabulary::care_leavers>("care_leavers", required_text(limits::label_characters_max)),
    field<&Vocabulary::team>("team", required_text(limits::name_characters_max)),
    field<&Vocabulary::adviser>("adviser", required_text(limits::label_characters_max)),
    field<&Vocabulary::council_voice>("council_voice", required_text(limits::name_characters_max)),
});

// A council may promise less time than the law allows and never more, so each limit is also the largest value.
template <>
inline constexpr auto fields_of<Clocks> = std::to_array<Field>({
    field<&Clocks::review_months_max>("review_months_max", {.min = 1, .max = 6}),  // SI 2010/2571 reg 7
    field<&Clocks::council_home_first_review_days>("council_home_first_review_days", {.min = 1, .max = 28}),  // reg 7
    field<&Clocks::council_home_review_months_max>("council_home_review_months_max", {.min = 1, .max = 3}),   // reg 7
    field<&Clocks::visit_weeks_max>("visit_weeks_max", {.min = 1, .max = 26}),  // councils' own promise
    field<&Clocks::council_home_first_visit_days>("council_home_first_visit_days", {.min = 1, .max = 7}),  // reg 8(2)
    field<&Clocks::council_home_visit_months_max>("council_home_visit_months_max", {.min = 1, .max = 2}),  // reg 8(2)
});

template <>
inline constexpr auto fields_of<Source> = std::to_array<Field>({
    field<&Source::title>("title", required_text(limits::title_characters_max)),
    field<&Source::url>("url", {.max = limits::web_characters_max, .format = Format::web}),
    field<&Source::checked_on>("checked_on", {.required = true}),
    field<&Source::sample>("sample", {}),
});

template <>
inline constexpr auto fields_of<Priority> = std::to_array<Field>({
    field<&Priority::id>("id", required_id),
    field<&Priority::title>("title", required_text(limits::title_characters_max)),
    field<&Priority::summary>("summary", required_words),
});

template <>
inline constexpr auto fields_of<PledgeUpdate> = std::to_array<Field>({
    field<&PledgeUpdate::on>("on", {.required = true}),
    field<&PledgeUpdate::text>("text", required_words),
});

template <>
inline constexpr auto fields_of<Pledge> = std::to_array<Field>({
    field<&Pledge::id>("id", required_id),
    field<&Pledge::priority>("priority", required_id),
    field<&Pledge::text>("text", required_words),
    field<&Pledge::lead>("lead", required_text(limits::name_characters_max)),
    field<&Pledge::due>("due", {}),
    field<&Pledge::state>("state", {.required = true}),
    field<&Pledge::updates>("updates", {.max = limits::pledge_updates_max}),
    field<&Pledge::source>("source", {.required = true}),
});

template <>
inline constexpr auto fields_of<Amount> = std::to_array<Field>({
    field<&Amount::pence>("pence", {.required = true, .max = limits::amount_pence_max}),
    field<&Amount::per>("per", {.required = true}),
    field<&Amount::up_to>("up_to", {}),
    field<&Amount::at_least>("at_least", {}),
    field<&Amount::until>("until", {}),
});

template <>
inline constexpr auto fields_of<OfferItem> = std::to_array<Field>({
    field<&OfferItem::id>("id", required_id),
    field<&OfferItem::area>("area", {.required = true}),
    field<&OfferItem::title>("title", required_text(limits::title_characters_max)),
    field<&OfferItem::summary>("summary", required_words),
    field<&OfferItem::amount>("amount", {}),
    field<&OfferItem::basis>("basis", {.required = true}),
    field<&OfferItem::who>("who", required_words),
    field<&OfferItem::statuses>("statuses", {.max = names_of<Status>.size()}),
    field<&OfferItem::age_from>("age_from", {.max = limits::age_years_max}),
    field<&OfferItem::age_to>("age_to", {.min = 1, .max = limits::age_years_max}),
    field<&OfferItem::conditions>("conditions", {.max = names_of<Condition>.size()}),
    field<&OfferItem::travels>("travels", {.required = true}),
    field<&OfferItem::travels_note>("travels_note", {.max = limits::words_characters_max}),
    field<&OfferItem::how>("how", required_words),
    field<&OfferItem::if_no>("if_no", required_words),
    field<&OfferItem::keywords>("keywords",
                                {.max = limits::offer_keywords_max, .text_max = limits::label_characters_max}),
    field<&OfferItem::in_force>("in_force", {}),
    field<&OfferItem::from>("from", {}),
    field<&OfferItem::source>("source", {.required = true}),
});

template <>
inline constexpr auto fields_of<Line> = std::to_array<Field>({
    field<&Line::id>("id", required_id),
    field<&Line::kind>("kind", {.required = true}),
    field<&Line::name>("name", required_text(limits::name_characters_max)),
    field<&Line::phone>("phone", {.max = limits::phone_characters_max, .format = Format::phone}),
    field<&Line::text>("text", {.max = limits::phone_characters_max, .format = Format::phone}),
    field<&Line::email>("email", {.max = limits::email_characters_max, .format = Format::email}),
    field<&Line::web>("web", {.max = limits::web_characters_max, .format = Format::web}),
    field<&Line::hours>("hours", required_text(limits::label_characters_max)),
    field<&Line::note>("note", required_words),
    field<&Line::source>("source", {.required = true}),
});

template <>
inline constexpr auto fields_of<Council> = std::to_array<Field>({
    field<&Council::id>("id", required_id),
    field<&Council::name>("name", required_text(limits::name_characters_max)),
    field<&Council::place>("place", required_text(limits::name_characters_max)),
    field<&Council::vocabulary>("vocabulary", {.required = true}),
    field<&Council::clocks>("clocks", {}),
    field<&Council::priorities>("priorities", {.required = true, .min = 1, .max = limits::priorities_max}),
    field<&Council::pledges>("pledges", {.required = true, .max = limits::pledges_max}),
    field<&Council::offer>("offer", {.required = true, .min = 1, .max = limits::offer_items_max}),
    field<&Council::lines>("lines", {.required = true, .max = limits::lines_max}),
});

}  // namespace schema

namespace {

// What must be true of a pack whose fields are in order by themselves.
class PackCheck {
 public:
  explicit PackCheck(const Council& council) : council_(council) {}

  Problems run() {
    ids("/priorities/", council_.priorities);
    ids("/pledges/", council_.pledges);
    ids("/offer/", council_.offer);
    ids("/lines/", council_.lines);
    pledges();
    offer();
    lines();
    return std::move(problems_);
  }

 private:
  using IdAndIndex = std::pair<std::string_view, std::size_t>;

  void report(std::string pointer, std::string_view reason) {
    if (problems_.size() < limits::problems_max) problems_.push_back({std::move(pointer), std::string(reason)});
  }

  template <class T>
  void ids(std::string_view list, const std::vector<T>& entries) {
    std::vector<IdAndIndex> ids;
    for (const T& entry : entries) ids.emplace_back(entry.id, ids.size());
    distinct(list, std::move(ids));
  }

  void distinct(std::string_view list, std::vector<IdAndIndex> ids) {
    std::ranges::sort(ids);
    for (std::size_t i = 1; i < ids.size(); ++i) {
      if (ids[i].first == ids[i - 1].first) {
        report(std::string(list) + std::to_string(ids[i].second) + "/id", "is the id of an earlier entry");
      }
    }
  }

  void pledges() {
    for (std::size_t i = 0; i < council_.pledges.size(); ++i) {
      const Pledge& pledge = council_.pledges[i];
      const std::string at = "/pledges/" + std::to_string(i);
      const auto& priorities = council_.priorities;
      if (std::ranges::find(priorities, pledge.priority, &Priority::id) == priorities.end()) {
        report(at + "/priority", "is not the id of a priority of this council");
      }
      if (!std::ranges::is_sorted(pledge.updates, {}, &PledgeUpdate::on)) {
        report(at + "/updates", "must be in order of time, the oldest first");
      }
    }
  }

  void offer() {
    for (std::size_t i = 0; i < council_.offer.size(); ++i) {
      const OfferItem& item = council_.offer[i];
      const std::string at = "/offer/" + std::to_string(i);
      if (item.age_from >= item.age_to) report(at + "/age_to", "must be greater than age_from");
      if (item.amount && item.amount->up_to && item.amount->at_least) {
        report(at + "/amount", "cannot be both up_to and at_least");
      }
    }
  }

  void lines() {
    bool emergency = false;
    bool out_of_hours = false;
    for (std::size_t i = 0; i < council_.lines.size(); ++i) {
      const Line& line = council_.lines[i];
      const std::string at = "/lines/" + std::to_string(i);
      emergency |= line.kind == LineKind::emergency;
      out_of_hours |= line.kind == LineKind::out_of_hours;
      const bool must_be_called = line.kind == LineKind::emergency || line.kind == LineKind::out_of_hours;
      if (must_be_called && line.phone.empty()) {
        report(at + "/phone", "must not be empty: at night and without data only a call works");
      } else if (line.phone.empty() && line.text.empty() && line.email.empty() && line.web.empty()) {
        report(at, "needs a phone, text, email or web, so that it can be reached");
      }
    }
    if (!emergency || !out_of_hours) {
      report("/lines",
             "needs a line of kind emergency and one of kind out_of_hours, so that nobody is left without help");
    }
  }

  const Council& council_;
  Problems problems_;
};

}  // namespace

Checked<Council> read_council(std::string_view json_bytes) {
  if (json_bytes.size() > council_pack_bytes_max) {
    const std::string size_max = std::to_string(council_pack_bytes_max / 1024 / 1024);
    return std::unexpected(Problems{{"", "is larger than " + size_max + " MB"}});
  }
  // Fields that are not ours may have fractions: the places of a map, for example.
  const Checked<nlohmann::json> json = parse_json(json_bytes, json_depth_max, Fractions::allowed);
  if (!json) return std::unexpected(json.error());
  Council council;
  Problems problems = schema::read_record(schema::record_of<Council>, &council, *json);
  if (problems.empty()) problems = PackCheck(council).run();
  if (!problems.empty()) return std::unexpected(std::move(problems));
  return council;
}

}  // namespace waymark
