// How a C++ struct is declared once as JSON. From the declaration come reading, checking and writing (field.cpp),
// and, for documents, the rules of schema.h.
//
//   template <>
//   inline constexpr auto schema::fields_of<Step> = std::to_array<Field>({
//       field<&Step::title>("title", {.required = true, .min = 1, .max = 300}),
//       field<&Step::due>("due", {}),
//   });
//   Problems problems = schema::read_record(schema::record_of<Step>, &step, json);
//
// The type of the member gives the kind: text, bool, int64, Date, named enum, another declared struct, and optional,
// vector or map by heading of these. A field without the limit that its kind needs does not compile. The walking is
// done by a few plain functions over constant tables, not by templates: each field costs its row in a table.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/date.h"
#include "core/model/documents.h"
#include "core/model/names.h"
#include "core/model/problem.h"
#include "core/model/schema.h"

namespace waymark::schema {

/// What else must be true of a text. Empty text passes unless the field's `min` forbids it.
enum class Format : std::uint8_t {
  any,
  id,        // of council content: small letters, digits and hyphens, no hyphen first
  language,  // BCP 47: "en", "zh-Hant"
  phone,     // as dialled: digits, at least three, and + ( ) - or spaces
  email,
  web,   // http:// or https://, never another scheme
  time,  // "14:30"
};

/// Who may do what with a field of a document; rows in document_schema.cpp.
struct Rights {
  Roles writers;
  Roles readers{true, true};
  Roles only_empty{};
  std::optional<Role> owner{};
  bool fixed = false;
  bool grows = false;
};

/// The declaration of one field. Limits count code points of a text, entries of a list, or are a number's range.
struct Spec {
  bool required = false;  // must be there; otherwise it keeps the default of the struct
  std::int64_t min = 0;
  std::int64_t max = 0;
  std::int64_t text_max = 0;  // list of texts: code points of each
  Format format = Format::any;
  const Rights* rights = nullptr;  // documents only
};

enum class Kind : std::uint8_t { text, flag, number, date, choice, record, optional, list, by_heading };

struct RecordType;

/// A C++ type as the walker sees it.
struct Type {
  Kind kind;
  std::span<const std::string_view> names{};  // choice: JSON names of the enumerators
  const RecordType* record = nullptr;         // record
  const Type* element = nullptr;              // optional, list, by_heading
  /// Containers: makes a place for a value (by_heading: under `key`) and returns it.
  void* (*add)(void* container, std::uint8_t key) = nullptr;
  /// Containers: the value at an index of the list, or under a heading; null if there is none.
  const void* (*find)(const void* container, std::size_t index) = nullptr;
};

struct Field {
  std::string_view name;
  const Type* type;
  void* (*locate)(void* record);  // the member in its struct
  Spec spec;
};

struct RecordType {
  std::span<const Field> fields;
  nlohmann::json (*write_blank)(const Field& field);  // the field's value in a struct with all its defaults
};

/// Specialised for each declared struct.
template <class T>
inline constexpr std::array<Field, 0> fields_of{};

nlohmann::json write_value(const Type& type, const void* value);

template <class T>
nlohmann::json write_blank(const Field& field) {
  T record{};
  return write_value(*field.type, field.locate(&record));
}

template <class T>
inline constexpr RecordType record_of{.fields = fields_of<T>, .write_blank = write_blank<T>};

/// The type behind a member, found at compile time; a type that cannot be declared does not compile.
template <class T>
struct TypeOf {
  static_assert(std::is_class_v<T>, "not a kind of value that documents have");
  static_assert(fields_of<T>.size() > 0, "declare the struct's fields before it is used as a member");
  static constexpr Type value{.kind = Kind::record, .record = &record_of<T>};
};
template <>
struct TypeOf<std::string> {
  static constexpr Type value{.kind = Kind::text};
};
template <>
struct TypeOf<bool> {
  static constexpr Type value{.kind = Kind::flag};
};
template <>
struct TypeOf<std::int64_t> {
  static constexpr Type value{.kind = Kind::number};
};
template <>
struct TypeOf<Date> {
  static constexpr Type value{.kind = Kind::date};
};
template <NamedEnum E>
struct TypeOf<E> {
  static constexpr Type value{.kind = Kind::choice, .names = names_of<E>};
};
template <class T>
struct TypeOf<std::optional<T>> {
  static void* add(void* container, std::uint8_t) { return &static_cast<std::optional<T>*>(container)->emplace(); }
  static const void* find(const void* container, std::size_t) {
    const auto& optional = *static_cast<const std::optional<T>*>(container);
    return optional ? &*optional : nullptr;
  }
  static constexpr Type value{.kind = Kind::optional, .element = &TypeOf<T>::value, .add = add, .find = find};
};
template <class T>
struct TypeOf<std::vector<T>> {
  static void* add(void* container, std::uint8_t) { return &static_cast<std::vector<T>*>(container)->emplace_back(); }
  static const void* find(const void* container, std::size_t index) {
    const auto& list = *static_cast<const std::vector<T>*>(container);
    return index < list.size() ? &list[index] : nullptr;
  }
  static constexpr Type value{.kind = Kind::list, .element = &TypeOf<T>::value, .add = add, .find = find};
};
template <class T>
struct TypeOf<std::map<Heading, T>> {
  static void* add(void* container, std::uint8_t key) {
    return &(*static_cast<std::map<Heading, T>*>(container))[static_cast<Heading>(key)];
  }
  static const void* find(const void* container, std::size_t index) {
    const auto& map = *static_cast<const std::map<Heading, T>*>(container);
    const auto found = map.find(static_cast<Heading>(index));
    return found == map.end() ? nullptr : &found->second;
  }
  static constexpr Type value{
      .kind = Kind::by_heading, .names = names_of<Heading>, .element = &TypeOf<T>::value, .add = add, .find = find};
};

template <auto member>
struct MemberOf;
template <class Record, class Value, Value Record::*member>
struct MemberOf<member> {
  static void* locate(void* record) { return &(static_cast<Record*>(record)->*member); }
  static constexpr const Type* type = &TypeOf<Value>::value;
};

/// Not constant expressions: calling one of them while compiling is the error message.
void a_text_number_or_list_needs_its_limits();
void each_text_of_a_list_needs_a_limit();

/// One row of a declaration.
template <auto member>
consteval Field field(std::string_view name, Spec spec) {
  const Type* type = MemberOf<member>::type;
  const Kind kind = type->kind == Kind::optional ? type->element->kind : type->kind;
  const bool limited = kind == Kind::text || kind == Kind::number || kind == Kind::list;
  if (limited && (spec.min < 0 || spec.max <= spec.min)) a_text_number_or_list_needs_its_limits();
  if (kind == Kind::list && type->element->kind == Kind::text && spec.text_max == 0)
    each_text_of_a_list_needs_a_limit();
  return {name, type, MemberOf<member>::locate, spec};
}

/// Reads `json` into the record strictly, or only checks it when `record` is null. On problems the record is partly
/// filled and to be thrown away.
Problems read_record(const RecordType& type, void* record, const nlohmann::json& json, Unknown unknown = Unknown::kept);
nlohmann::json write_record(const RecordType& type, const void* record);
/// Problems of a value that a declared field would take.
Problems check_value(const Field& field, const nlohmann::json& value);

/// The declared leaf that a pointer names, with the record that has it.
struct Place {
  const Field* field = nullptr;  // null: the pointer names no leaf
  const RecordType* record = nullptr;
};
Place find_place(const RecordType& type, std::string_view pointer);
/// Pointers of all leaves; records and keyed records are followed, lists are leaves.
std::vector<std::string> leaf_pointers(const RecordType& type);

}  // namespace waymark::schema
