// The one declaration of every field of every document type: JSON name, limits, who writes, whose it is. A new document
// type is: its struct in documents.h, a table here, a row in `documents`, and its instantiation at the end.
#include <algorithm>
#include <type_traits>

#include "core/model/field.h"
#include "core/model/json.h"
#include "core/model/limits.h"
#include "core/model/schema.h"

namespace waymark {
namespace schema {
namespace {

constexpr Roles nobody{};
constexpr Roles young_person{.young_person = true};
constexpr Roles adviser{.adviser = true};
constexpr Roles both{.young_person = true, .adviser = true};

constexpr Rights adviser_writes{.writers = adviser};
constexpr Rights both_write{.writers = both};
constexpr Rights own{.writers = young_person, .owner = Role::young_person};
constexpr Rights own_fixed{.writers = young_person, .owner = Role::young_person, .fixed = true};
constexpr Rights suggested{.writers = both, .only_empty = young_person};
constexpr Rights said{.writers = both, .fixed = true};
constexpr Rights agreed{.writers = adviser, .fixed = true};
constexpr Rights grows{.writers = both, .grows = true};

}  // namespace

template <>
inline constexpr auto fields_of<CareHistory> = std::to_array<Field>({
    field<&CareHistory::weeks_since_14>("weeks_since_14", {.max = limits::care_weeks_max, .rights = &adviser_writes}),
    field<&CareHistory::after_16>("after_16", {.rights = &adviser_writes}),
    field<&CareHistory::looked_after_now>("looked_after_now", {.rights = &adviser_writes}),
    field<&CareHistory::looked_after_until_18>("looked_after_until_18", {.rights = &adviser_writes}),
    field<&CareHistory::detained_or_in_hospital_at_16>("detained_or_in_hospital_at_16", {.rights = &adviser_writes}),
    field<&CareHistory::special_guardianship>("special_guardianship", {.rights = &adviser_writes}),
});

template <>
inline constexpr auto fields_of<Person> = std::to_array<Field>({
    field<&Person::name>("name",
                         {.required = true, .min = 1, .max = limits::name_characters_max, .rights = &adviser_writes}),
    field<&Person::called>("called", {.max = limits::label_characters_max, .rights = &own}),
    field<&Person::born>("born", {.required = true, .rights = &adviser_writes}),
    field<&Person::language>(
        "language", {.min = 2, .max = limits::language_characters_max, .format = Format::language, .rights = &own}),
    field<&Person::care>("care", {}),
    field<&Person::in_education>("in_education", {.rights = &adviser_writes}),
    field<&Person::support_requested>("support_requested", {.rights = &adviser_writes}),
    field<&Person::lives_in_area>("lives_in_area", {.rights = &adviser_writes}),
    field<&Person::home_from_council_since>("home_from_council_since", {.rights = &adviser_writes}),
});

template <>
inline constexpr auto fields_of<PlanSection> = std::to_array<Field>({
    field<&PlanSection::now>("now", {.max = limits::words_characters_max, .rights = &adviser_writes}),
    field<&PlanSection::suggestion>("suggestion", {.max = limits::words_characters_max, .rights = &suggested}),
    field<&PlanSection::suggested_by>("suggested_by", {.max = limits::name_characters_max, .rights = &suggested}),
});

template <>
inline constexpr auto fields_of<Plan> = std::to_array<Field>({
    field<&Plan::sections>("sections", {}),
    field<&Plan::last_reviewed_on>("last_reviewed_on", {.rights = &adviser_writes}),
    field<&Plan::last_visited_on>("last_visited_on", {.rights = &adviser_writes}),
});

template <>
inline constexpr auto fields_of<View> = std::to_array<Field>({
    field<&View::heading>("heading", {.required = true, .rights = &own_fixed}),
    field<&View::words>("words", {.max = limits::words_characters_max, .rights = &own}),
});

template <>
inline constexpr auto fields_of<Step> = std::to_array<Field>({
    field<&Step::heading>("heading", {.required = true, .rights = &both_write}),
    field<&Step::title>("title",
                        {.required = true, .min = 1, .max = limits::title_characters_max, .rights = &both_write}),
    field<&Step::owner>("owner", {.required = true, .rights = &both_write}),
    field<&Step::owner_name>("owner_name", {.max = limits::name_characters_max, .rights = &both_write}),
    field<&Step::due>("due", {.rights = &both_write}),
    field<&Step::done>("done", {.rights = &both_write}),
    field<&Step::done_on>("done_on", {.rights = &both_write}),
});

template <>
inline constexpr auto fields_of<Contact> = std::to_array<Field>({
    field<&Contact::kind>("kind", {.required = true, .rights = &both_write}),
    field<&Contact::name>("name",
                          {.required = true, .min = 1, .max = limits::name_characters_max, .rights = &both_write}),
    field<&Contact::relation>("relation", {.max = limits::label_characters_max, .rights = &both_write}),
    field<&Contact::phone>("phone",
                           {.max = limits::phone_characters_max, .format = Format::phone, .rights = &both_write}),
    field<&Contact::email>("email",
                           {.max = limits::email_characters_max, .format = Format::email, .rights = &both_write}),
    field<&Contact::note>("note", {.max = limits::words_characters_max, .rights = &both_write}),
});

template <>
inline constexpr auto fields_of<Appointment> = std::to_array<Field>({
    field<&Appointment::kind>("kind", {.required = true, .rights = &adviser_writes}),
    field<&Appointment::title>(
        "title", {.required = true, .min = 1, .max = limits::title_characters_max, .rights = &adviser_writes}),
    field<&Appointment::on>("on", {.required = true, .rights = &adviser_writes}),
    field<&Appointment::at>("at", {.max = 5, .format = Format::time, .rights = &adviser_writes}),
    field<&Appointment::place>("place", {.max = limits::title_characters_max, .rights = &adviser_writes}),
    field<&Appointment::with>("with", {.max = limits::title_characters_max, .rights = &adviser_writes}),
    field<&Appointment::state>("state", {.rights = &adviser_writes}),
});

template <>
inline constexpr auto fields_of<AgreedSection> = std::to_array<Field>({
    field<&AgreedSection::now>("now", {.max = limits::words_characters_max, .rights = &agreed}),
    field<&AgreedSection::wants>("wants", {.max = limits::words_characters_max, .rights = &agreed}),
});

template <>
inline constexpr auto fields_of<Agreement> = std::to_array<Field>({
    field<&Agreement::on>("on", {.required = true, .rights = &agreed}),
    field<&Agreement::young_person>(
        "young_person", {.required = true, .min = 1, .max = limits::name_characters_max, .rights = &agreed}),
    field<&Agreement::adviser>("adviser",
                               {.required = true, .min = 1, .max = limits::name_characters_max, .rights = &agreed}),
    field<&Agreement::sections>("sections", {}),
    field<&Agreement::steps>("steps", {.max = limits::agreed_steps_max, .rights = &agreed}),
});

template <>
inline constexpr auto fields_of<Message> = std::to_array<Field>({
    field<&Message::kind>("kind", {.required = true, .rights = &said}),
    field<&Message::text>("text", {.max = limits::words_characters_max, .rights = &said}),
    field<&Message::from>("from", {.required = true, .rights = &said}),
    field<&Message::from_name>("from_name",
                               {.required = true, .min = 1, .max = limits::name_characters_max, .rights = &said}),
    field<&Message::on>("on", {.required = true, .rights = &said}),
});

template <>
inline constexpr auto fields_of<PledgeResponse> = std::to_array<Field>({
    field<&PledgeResponse::pledge>("pledge", {.required = true,
                                              .min = 1,
                                              .max = limits::content_id_characters_max,
                                              .format = Format::id,
                                              .rights = &own_fixed}),
    field<&PledgeResponse::feeling>("feeling", {.required = true, .rights = &own}),
    field<&PledgeResponse::text>("text", {.max = limits::words_characters_max, .rights = &own}),
    field<&PledgeResponse::on>("on", {.required = true, .rights = &own}),
    field<&PledgeResponse::reply>("reply", {.max = limits::words_characters_max, .rights = &adviser_writes}),
    field<&PledgeResponse::reply_by>("reply_by", {.max = limits::name_characters_max, .rights = &adviser_writes}),
    field<&PledgeResponse::replied_on>("replied_on", {.rights = &adviser_writes}),
});

template <>
inline constexpr auto fields_of<ReadReceipt> = std::to_array<Field>({
    field<&ReadReceipt::by>("by", {.required = true, .rights = &said}),
    field<&ReadReceipt::up_to>("up_to", {.required = true, .max = whole_number_max, .rights = &grows}),
});

namespace {

// Every leaf of a document says who writes it.
consteval bool has_rights(const RecordType& type) {
  return std::ranges::all_of(type.fields, [](const Field& field) {
    if (field.type->kind == Kind::record) return has_rights(*field.type->record);
    if (field.type->kind == Kind::by_heading) return has_rights(*field.type->element->record);
    return field.spec.rights != nullptr;
  });
}

constexpr DocumentRules documents[] = {
    {.type = Person::type, .one_per_case = true, .creators = adviser, .removers = nobody, .record = &record_of<Person>},
    {.type = Plan::type, .one_per_case = true, .creators = adviser, .removers = nobody, .record = &record_of<Plan>},
    {.type = View::type,
     .one_per = "heading",
     .creators = young_person,
     .removers = nobody,
     .record = &record_of<View>},
    {.type = Step::type, .creators = both, .removers = both, .record = &record_of<Step>},
    {.type = Contact::type,
     .creators = both,
     .removers = both,
     .young_person_kind = "important",
     .record = &record_of<Contact>},
    {.type = Appointment::type, .creators = adviser, .removers = adviser, .record = &record_of<Appointment>},
    {.type = Agreement::type,
     .append_only = true,
     .creators = adviser,
     .removers = nobody,
     .record = &record_of<Agreement>},
    {.type = Message::type,
     .append_only = true,
     .author_field = "from",
     .creators = both,
     .removers = nobody,
     .record = &record_of<Message>},
    {.type = PledgeResponse::type,
     .creators = young_person,
     .removers = young_person,
     .record = &record_of<PledgeResponse>},
    {.type = ReadReceipt::type,
     .one_per = "by",
     .author_field = "by",
     .creators = both,
     .removers = nobody,
     .record = &record_of<ReadReceipt>},
};
static_assert(std::size(documents) == std::variant_size_v<AnyDocument>);
static_assert(std::ranges::all_of(documents, [](const DocumentRules& rules) { return has_rights(*rules.record); }));

// A text member of a document that has not been checked yet; empty if it is something else.
std::string_view text_of(const nlohmann::json& document, std::string_view name) {
  const auto found = document.is_object() ? document.find(name) : document.end();
  if (!document.is_object() || found == document.end()) return {};
  const auto* text = found->get_ptr<const nlohmann::json::string_t*>();
  return text == nullptr ? std::string_view{} : std::string_view(*text);
}

/// Young people keep only some kinds of contacts.
bool is_kind_of(const DocumentRules& rules, Role author, const nlohmann::json& document) {
  return author != Role::young_person || rules.young_person_kind.empty() ||
         text_of(document, "kind") == rules.young_person_kind;
}

/// Whether what names its author's role, if anything does, names this one.
bool is_in_name_of(const DocumentRules& rules, Role author, const nlohmann::json& document) {
  return rules.author_field.empty() || text_of(document, rules.author_field) == name_of(author);
}

bool is_authors_to_say(const FieldRules& field, Role author, const nlohmann::json& value) {
  return field.writers.has(author) && (!field.only_empty.has(author) || field.is_neutral(value));
}

}  // namespace
}  // namespace schema

Problems FieldRules::check(const nlohmann::json& value) const {
  if (!value.is_null()) return schema::check_value(*declaration, value);
  if (required) return {{"", "cannot be removed", ProblemCause::missing}};
  return {};
}

bool FieldRules::may_write(Role role, const nlohmann::json& value) const {
  return !fixed && schema::is_authors_to_say(*this, role, value);
}

bool FieldRules::is_words() const {
  using schema::Format;
  const Format format = declaration->spec.format;
  return declaration->type->kind == schema::Kind::text && format != Format::id && format != Format::language;
}

bool FieldRules::is_long_text() const {
  return is_words() && declaration->spec.max == limits::words_characters_max;
}

bool FieldRules::is_neutral(const nlohmann::json& value) const {
  return value.is_null() || value == record->write_blank(*declaration);
}

Problems DocumentRules::check(const nlohmann::json& document, Unknown unknown) const {
  return schema::read_record(*record, nullptr, document, unknown);
}

std::optional<FieldRules> DocumentRules::field_at(std::string_view pointer) const {
  const schema::Place place = schema::find_place(*record, pointer);
  if (place.field == nullptr) return std::nullopt;
  const schema::Spec& spec = place.field->spec;
  return FieldRules{.name = place.field->name,
                    .writers = spec.rights->writers,
                    .readers = spec.rights->readers,
                    .only_empty = spec.rights->only_empty,
                    .fixed = spec.rights->fixed,
                    .required = spec.required,
                    .owner = spec.rights->owner,
                    .grows = spec.rights->grows,
                    .declaration = place.field,
                    .record = place.record};
}

std::vector<std::string> DocumentRules::pointers() const { return schema::leaf_pointers(*record); }

Problems DocumentRules::check_created_by(Role author, const nlohmann::json& document) const {
  const auto refused = [](std::string pointer, std::string reason) {
    return Problem{std::move(pointer), std::move(reason), ProblemCause::not_allowed};
  };
  if (!creators.has(author)) return {refused("", "cannot be created by " + std::string(name_of(author)))};
  if (!schema::is_kind_of(*this, author, document)) return {refused("/kind", "must be " + std::string(young_person_kind))};
  Problems problems;
  if (!schema::is_in_name_of(*this, author, document)) {
    problems.push_back(refused("/" + std::string(author_field), "must be " + std::string(name_of(author))));
  }
  for (const std::string& pointer : pointers()) {
    const nlohmann::json* value = value_at(document, pointer);
    const std::optional<FieldRules> field = field_at(pointer);
    const bool first_value = field->owner && !field->fixed;
    const bool allowed = value == nullptr || first_value || field->is_neutral(*value) ||
                         schema::is_authors_to_say(*field, author, *value);
    if (!allowed && problems.size() < limits::problems_max) {
      problems.push_back(refused(pointer, "cannot be written by " + std::string(name_of(author))));
    }
  }
  return problems;
}

bool DocumentRules::open_to(Role author, const nlohmann::json& document) const {
  return schema::is_kind_of(*this, author, document) && schema::is_in_name_of(*this, author, document);
}

const DocumentRules* find_rules(std::string_view type) {
  const auto* found = std::ranges::find(schema::documents, type, &DocumentRules::type);
  return found == std::end(schema::documents) ? nullptr : found;
}

std::vector<const DocumentRules*> all_rules() {
  std::vector<const DocumentRules*> all;
  for (const DocumentRules& rules : schema::documents) all.push_back(&rules);
  return all;
}

std::string_view legal_name(Heading heading) {
  // SI 2010/2571 Schedule 1 paragraphs 1 to 10, in our words.
  constexpr std::string_view names[] = {
      "Nature and level of contact and personal support",
      "Education or training",
      "Employment or other purposeful activity",
      "Contingency plans",
      "Accommodation",
      "Family and social relationships",
      "Practical and other skills for independent living",
      "Financial support",
      "Health, including mental health",
      "Identity: religious persuasion, racial origin, culture and language",
  };
  static_assert(std::size(names) == all_headings.size());
  return names[static_cast<std::uint8_t>(heading)];
}

template <class T>
Checked<T> read(const nlohmann::json& json) {
  T value;
  Problems problems = schema::read_record(schema::record_of<T>, &value, json);
  if (!problems.empty()) return std::unexpected(std::move(problems));
  return value;
}

template <class T>
nlohmann::json write(const T& value) {
  return schema::write_record(schema::record_of<T>, &value);
}

#define WAYMARK_INSTANTIATE(T)                             \
  template Checked<T> read<T>(const nlohmann::json& json); \
  template nlohmann::json write<T>(const T& value)

WAYMARK_INSTANTIATE(Person);
WAYMARK_INSTANTIATE(Plan);
WAYMARK_INSTANTIATE(View);
WAYMARK_INSTANTIATE(Step);
WAYMARK_INSTANTIATE(Contact);
WAYMARK_INSTANTIATE(Appointment);
WAYMARK_INSTANTIATE(Agreement);
WAYMARK_INSTANTIATE(Message);
WAYMARK_INSTANTIATE(PledgeResponse);
WAYMARK_INSTANTIATE(ReadReceipt);

#undef WAYMARK_INSTANTIATE

}  // namespace waymark
