#include "core/model/field.h"

#include <algorithm>
#include <utility>

#include "core/model/json.h"
#include "core/model/limits.h"
#include "core/model/utf8.h"

namespace waymark::schema {
namespace {

using Json = nlohmann::json;

// "4,000"
std::string grouped(std::int64_t number) {
  std::string text = std::to_string(number);
  const std::ptrdiff_t digits_start = number < 0 ? 1 : 0;
  for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > digits_start; at -= 3) {
    text.insert(text.begin() + at, ',');
  }
  return text;
}

std::string listed(std::span<const std::string_view> names) {
  std::string text;
  for (const std::string_view name : names) {
    if (!text.empty()) text += ", ";
    text += name;
  }
  return text;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_content_id(std::string_view text) {
  return text.front() != '-' &&
         std::ranges::all_of(text, [](char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || c == '-'; });
}

// The shape of a BCP 47 tag: subtags of 1 to 8 letters or digits, the first of 2 or more letters.
bool is_language(std::string_view text) {
  std::size_t length = 0;
  bool first = true;
  for (const char c : text) {
    if (c == '-') {
      if (length < (first ? 2U : 1U)) return false;
      first = false;
      length = 0;
    } else if (!is_letter(c) && (first || !is_digit(c))) {
      return false;
    } else if (++length > 8) {
      return false;
    }
  }
  return length >= (first ? 2U : 1U);
}

bool is_phone(std::string_view text) {
  const bool known = std::ranges::all_of(
      text, [](char c) { return is_digit(c) || std::string_view(" +()-").find(c) != std::string_view::npos; });
  return known && std::ranges::count_if(text, is_digit) >= 3;
}

bool is_email(std::string_view text) {
  const std::size_t at = text.find('@');
  const bool one_at = at != std::string_view::npos && text.find('@', at + 1) == std::string_view::npos;
  constexpr std::size_t local_part_max = 64;  // RFC 5321 §4.5.3.1.1
  return one_at && at > 0 && at <= local_part_max && at + 1 < text.size() &&
         text.find_first_of(" \n\t") == std::string_view::npos;
}

// Only these two schemes: a pack must not be able to put "javascript:" behind a link.
bool is_web(std::string_view text) {
  const std::size_t start = text.starts_with("https://") ? 8 : text.starts_with("http://") ? 7 : text.size();
  return start < text.size() && text.find_first_of(" \n\t\"<>") == std::string_view::npos;
}

bool is_time(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return false;
  const bool digits = is_digit(text[0]) && is_digit(text[1]) && is_digit(text[3]) && is_digit(text[4]);
  return digits && text[3] < '6' && (text[0] < '2' || (text[0] == '2' && text[1] < '4'));
}

// What a text in this format looks like; empty when it is in order.
std::string_view format_problem(Format format, std::string_view text) {
  switch (format) {
    case Format::any:
      return {};
    case Format::id:
      return is_content_id(text) ? "" : "must be an id of small letters, digits and hyphens, like free-bus-pass";
    case Format::language:
      return is_language(text) ? "" : "must be a language tag like en or ar";
    case Format::phone:
      return is_phone(text) ? "" : "must be a phone number as dialled, like 023 8000 0000";
    case Format::email:
      return is_email(text) ? "" : "must be an email address like name@example.org";
    case Format::web:
      return is_web(text) ? "" : "must be a web address that starts with https://";
    case Format::time:
      return is_time(text) ? "" : "must be a time like 14:30";
  }
  return {};
}

std::string expected(const Type& type) {
  switch (type.kind) {
    case Kind::text:
      return "text";
    case Kind::flag:
      return "true or false";
    case Kind::number:
      return "a whole number";
    case Kind::date:
      return "a date like 2026-11-22";
    case Kind::choice:
      return "one of: " + listed(type.names);
    case Kind::optional:
      return expected(*type.element);
    case Kind::list:
      return "a list";
    case Kind::record:
    case Kind::by_heading:
      return "an object";
  }
  return {};
}

// Walks a value beside its declaration. Without a target it only checks.
class Reader {
 public:
  explicit Reader(Unknown unknown) : unknown_(unknown) {}

  Problems take() { return std::move(problems_); }

  void record(const RecordType& type, void* target, const Json& json) {
    if (!json.is_object()) return report("must be an object");
    for (const Field& field : type.fields) {
      const auto found = json.find(field.name);
      const Inside inside(*this, field.name);
      if (found != json.end()) {
        value(*field.type, field.spec, target == nullptr ? nullptr : field.locate(target), *found);
      } else if (field.spec.required) {
        report("is missing; must be " + expected(*field.type), ProblemCause::missing);
      }
    }
    if (unknown_ == Unknown::refused) refuse_unknown(type, json);
  }

  void value(const Type& type, const Spec& spec, void* target, const Json& json) {
    switch (type.kind) {
      case Kind::text:
        return text(spec, static_cast<std::string*>(target), json);
      case Kind::flag:
        if (!json.is_boolean()) return report("must be true or false");
        return put(static_cast<bool*>(target), *json.get_ptr<const Json::boolean_t*>());
      case Kind::number:
        return number(spec, static_cast<std::int64_t*>(target), json);
      case Kind::date:
        return date(static_cast<Date*>(target), json);
      case Kind::choice:
        return choice(type, static_cast<std::uint8_t*>(target), json);
      case Kind::record:
        return record(*type.record, target, json);
      case Kind::optional:
        return value(*type.element, spec, target == nullptr ? nullptr : type.add(target, 0), json);
      case Kind::list:
        return list(type, spec, target, json);
      case Kind::by_heading:
        return by_heading(type, spec, target, json);
    }
  }

 private:
  // While it lives, problems are found under one more part of the pointer.
  class Inside {
   public:
    Inside(Reader& reader, std::string_view key) : reader_(reader), outer_size_(reader.pointer_.size()) {
      reader_.pointer_ += '/' + escape_pointer_part(key);
    }
    ~Inside() { reader_.pointer_.resize(outer_size_); }
    Inside(const Inside&) = delete;
    Inside& operator=(const Inside&) = delete;

   private:
    Reader& reader_;
    std::size_t outer_size_;
  };

  void report(std::string reason, ProblemCause cause = ProblemCause::other) {
    if (problems_.size() < limits::problems_max) problems_.push_back({pointer_, std::move(reason), cause});
  }

  void refuse_unknown(const RecordType& type, const Json& json) {
    for (auto member = json.begin(); member != json.end(); ++member) {
      const Inside inside(*this, member.key());
      const auto known = std::ranges::find(type.fields, std::string_view(member.key()), &Field::name);
      if (known == type.fields.end()) report("is not a field of this document", ProblemCause::not_known);
    }
  }

  template <class T>
  static void put(T* target, T value) {
    if (target != nullptr) *target = std::move(value);
  }

  void text(const Spec& spec, std::string* target, const Json& json) {
    const auto* text = json.get_ptr<const Json::string_t*>();
    if (text == nullptr) return report("must be text");
    if (!is_utf8(*text)) return report("must be text in UTF-8");
    const auto characters = static_cast<std::int64_t>(count_code_points(*text));
    if (characters < spec.min) return report(text->empty() ? "must not be empty" : "is too short", ProblemCause::missing);
    if (characters > spec.max) {
      return report("is longer than " + grouped(spec.max) + " characters", ProblemCause::too_long);
    }
    if (has_control_character(*text)) {
      return report("has a control character; only line breaks and tabs are allowed");
    }
    const std::string_view problem = text->empty() ? "" : format_problem(spec.format, *text);
    if (!problem.empty()) return report(std::string(problem));
    put(target, *text);
  }

  // C0, DEL and C1, apart from line feed and tab.
  static bool has_control_character(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
      const char32_t c = next_code_point(text, at);
      if ((c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0)) return true;
    }
    return false;
  }

  void number(const Spec& spec, std::int64_t* target, const Json& json) {
    if (!json.is_number_integer()) return report("must be a whole number");
    // Above the signed range it reads as negative: less than any declared minimum.
    const auto value = json.get<std::int64_t>();
    if (value < spec.min || value > spec.max) {
      return report("must be from " + grouped(spec.min) + " to " + grouped(spec.max));
    }
    put(target, value);
  }

  void date(Date* target, const Json& json) {
    const auto* text = json.get_ptr<const Json::string_t*>();
    const std::optional<Date> value = text == nullptr ? std::nullopt : parse_date(*text);
    if (!value) return report("must be a date like 2026-11-22, of a day that exists");
    put(target, *value);
  }

  void choice(const Type& type, std::uint8_t* target, const Json& json) {
    const auto* text = json.get_ptr<const Json::string_t*>();
    const auto found = text == nullptr ? type.names.end() : std::ranges::find(type.names, std::string_view(*text));
    if (found == type.names.end()) {
      return report("is not one of: " + listed(type.names), ProblemCause::not_known);
    }
    put(target, static_cast<std::uint8_t>(found - type.names.begin()));
  }

  void list(const Type& type, const Spec& spec, void* target, const Json& json) {
    if (!json.is_array()) return report("must be a list");
    if (json.size() > static_cast<std::size_t>(spec.max)) {
      return report("has more than " + grouped(spec.max) + " entries", ProblemCause::too_long);
    }
    if (json.size() < static_cast<std::size_t>(spec.min)) return report("must not be empty", ProblemCause::missing);
    const Spec element_spec{.min = 1, .max = spec.text_max};
    std::size_t index = 0;
    for (const Json& element : json) {
      const Inside inside(*this, std::to_string(index));
      const auto earlier = json.begin() + static_cast<std::ptrdiff_t>(index++);
      if (type.element->kind == Kind::choice && std::find(json.begin(), earlier, element) != earlier) {
        report("is named twice");
        continue;
      }
      value(*type.element, element_spec, target == nullptr ? nullptr : type.add(target, 0), element);
    }
  }

  // A heading that we do not know is refused, as an unknown enumerator is elsewhere: a misspelt one would be kept and
  // never shown.
  void by_heading(const Type& type, const Spec& spec, void* target, const Json& json) {
    if (!json.is_object()) return report("must be an object");
    for (auto entry = json.begin(); entry != json.end(); ++entry) {
      const Inside inside(*this, entry.key());
      const auto found = std::ranges::find(type.names, std::string_view(entry.key()));
      if (found == type.names.end()) {
        report("is not one of: " + listed(type.names), ProblemCause::not_known);
        continue;
      }
      const auto key = static_cast<std::uint8_t>(found - type.names.begin());
      value(*type.element, spec, target == nullptr ? nullptr : type.add(target, key), entry.value());
    }
  }

  Unknown unknown_;
  Problems problems_;
  std::string pointer_;
};

void collect_leaves(const RecordType& type, const std::string& pointer, std::vector<std::string>& leaves) {
  for (const Field& field : type.fields) {
    const std::string here = pointer + '/' + std::string(field.name);
    if (field.type->kind == Kind::record) {
      collect_leaves(*field.type->record, here, leaves);
    } else if (field.type->kind == Kind::by_heading) {
      for (const std::string_view key : field.type->names) {
        collect_leaves(*field.type->element->record, here + '/' + std::string(key), leaves);
      }
    } else {
      leaves.push_back(here);
    }
  }
}

}  // namespace

Problems read_record(const RecordType& type, void* record, const Json& json, Unknown unknown) {
  Reader reader(unknown);
  reader.record(type, record, json);
  return reader.take();
}

Problems check_value(const Field& field, const Json& value) {
  Reader reader(Unknown::kept);
  reader.value(*field.type, field.spec, nullptr, value);
  return reader.take();
}

Json write_record(const RecordType& type, const void* record) {
  Json json = Json::object();
  for (const Field& field : type.fields) {
    const void* value = field.locate(const_cast<void*>(record));  // only read below
    if (field.type->kind == Kind::optional && field.type->find(value, 0) == nullptr) continue;
    json[std::string(field.name)] = write_value(*field.type, value);
  }
  return json;
}

Json write_value(const Type& type, const void* value) {
  switch (type.kind) {
    case Kind::text:
      return *static_cast<const std::string*>(value);
    case Kind::flag:
      return *static_cast<const bool*>(value);
    case Kind::number:
      return *static_cast<const std::int64_t*>(value);
    case Kind::date:
      return to_text(*static_cast<const Date*>(value));
    case Kind::choice:
      return std::string(type.names[*static_cast<const std::uint8_t*>(value)]);
    case Kind::record:
      return write_record(*type.record, value);
    case Kind::optional: {
      const void* present = type.find(value, 0);
      return present == nullptr ? Json() : write_value(*type.element, present);
    }
    case Kind::list: {
      Json list = Json::array();
      for (std::size_t i = 0; const void* element = type.find(value, i); ++i) {
        list.push_back(write_value(*type.element, element));
      }
      return list;
    }
    case Kind::by_heading: {
      Json object = Json::object();
      for (std::size_t i = 0; i < type.names.size(); ++i) {
        const void* element = type.find(value, i);
        if (element != nullptr) object[std::string(type.names[i])] = write_value(*type.element, element);
      }
      return object;
    }
  }
  return {};
}

Place find_place(const RecordType& type, std::string_view pointer) {
  const std::optional<std::vector<std::string>> parts = pointer_parts(pointer);
  const RecordType* record = &type;
  for (std::size_t i = 0; parts && i < parts->size(); ++i) {
    const auto field = std::ranges::find(record->fields, std::string_view((*parts)[i]), &Field::name);
    if (field == record->fields.end()) break;
    if (field->type->kind == Kind::record) {
      record = field->type->record;
    } else if (field->type->kind == Kind::by_heading) {
      if (++i == parts->size() || !parse_name<Heading>((*parts)[i])) break;
      record = field->type->element->record;
    } else {
      return i + 1 == parts->size() ? Place{&*field, record} : Place{};
    }
  }
  return {};
}

std::vector<std::string> leaf_pointers(const RecordType& type) {
  std::vector<std::string> leaves;
  collect_leaves(type, "", leaves);
  return leaves;
}

}  // namespace waymark::schema
