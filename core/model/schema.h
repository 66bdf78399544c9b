// What sync, authorisation and reading need to know about each document type, without knowing the C++ type.
// The one declaration of every field is in document_schema.cpp; this is the view of it that others use.
//
//   const DocumentRules* rules = find_rules("step");
//   std::optional<FieldRules> field = rules->field_at("/title");
//   if (field && field->may_write(author.role, value)) problems = field->check(value);
//   Problems problems = rules->check(json);                             // whole document, strict
//   Problems refused = rules->check_created_by(author.role, json);      // who wrote what of a new document
//   Checked<Step> step = read<Step>(json);
//
// JSON: a date is text like "2026-11-22", an enumerator its name, an absent optional field is left out (null is
// refused inside a document; in an operation null removes). Text is UTF-8 without control characters other than line
// breaks and tabs; its limits count code points. Rules live as long as the program; everything here is const and
// may be used from any thread.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/documents.h"
#include "core/model/problem.h"

namespace waymark {

namespace schema {
struct Field;       // core/model/field.h
struct RecordType;  // core/model/field.h
}  // namespace schema

/// What becomes of fields that are not declared: kept where something is stored or passed on, refused where it is made.
enum class Unknown : std::uint8_t { kept, refused };

/// Who may do something: a set of roles.
struct Roles {
  bool young_person = false;
  bool adviser = false;
  [[nodiscard]] constexpr bool has(Role role) const { return role == Role::young_person ? young_person : adviser; }
};

/// One field, found by JSON pointer. Fields are leaves: "/care" or "/sections/home" is not a field.
struct FieldRules {
  std::string_view name;  // in JSON, the last part of the pointer
  Roles writers;
  Roles readers;
  Roles only_empty;           // of the writers: those who may only put the text aside, not write other words
  bool fixed = false;         // set when the document is created, never after
  bool required = false;      // cannot be removed
  std::optional<Role> owner;  // whose value becomes the shown one in a conflict
  bool grows = false;         // a number of which the largest is the latest: nobody needs to choose

  /// Problems of a value for this field (pointers relative to the field). `null` removes: a problem if required.
  [[nodiscard]] Problems check(const nlohmann::json& value) const;
  /// Whether `role` may set this value on an existing document.
  [[nodiscard]] bool may_write(Role role, const nlohmann::json& value) const;
  /// Whether people type words in it: not a choice, a date, an id or the name of a language.
  [[nodiscard]] bool is_words() const;
  /// …and of these, whole passages of them rather than a name or a number.
  [[nodiscard]] bool is_long_text() const;
  /// Whether the value says the same as leaving the field out.
  [[nodiscard]] bool is_neutral(const nlohmann::json& value) const;

  const schema::Field* declaration = nullptr;  // for core/model only
  const schema::RecordType* record = nullptr;  // the record that has the field
};

struct DocumentRules {
  std::string_view type;
  bool append_only = false;         // created once, never changed
  bool one_per_case = false;        // person, plan
  std::string_view one_per{};       // a case has at most one document per value of this field; empty: no such rule
  std::string_view author_field{};  // names the role of whoever creates the document; empty: none
  Roles creators;
  Roles removers;
  std::string_view young_person_kind{};        // the only `kind` that young people create, change or remove; empty: any
  const schema::RecordType* record = nullptr;  // for core/model only

  /// Strict check of a whole document: types, limits, required fields.
  [[nodiscard]] Problems check(const nlohmann::json& document, Unknown unknown = Unknown::kept) const;
  /// The declared field that a pointer names ("/title", "/sections/home/now"); none for unknown places.
  [[nodiscard]] std::optional<FieldRules> field_at(std::string_view pointer) const;
  /// Every place that field_at knows, in the order of declaration; keyed parts once for every key.
  [[nodiscard]] std::vector<std::string> pointers() const;
  /// What `author` may not do in creating this document: the creation itself, fields that others write, another
  /// role's name in `author_field`. Neutral values pass, and so do first values of what will be the owner's to change:
  /// an adviser says in which language a new case is read. To be asked together with check.
  [[nodiscard]] Problems check_created_by(Role author, const nlohmann::json& document) const;
  /// Whether `author` may change or remove a document that says this: young people keep their important people, and
  /// not the contacts of staff; nobody what is in another role's name. Asked of the document before and after a change.
  [[nodiscard]] bool open_to(Role author, const nlohmann::json& document) const;
};

/// Rules of a document type; null for an unknown one.
const DocumentRules* find_rules(std::string_view type);
/// All document types, for tables in docs and tests.
std::vector<const DocumentRules*> all_rules();

/// The heading's name in SI 2010/2571 Schedule 1, shown one tap away from the plain one.
std::string_view legal_name(Heading heading);

/// Reads one document strictly. Fields that we do not know are ignored here and kept in the stored JSON.
template <class T>
Checked<T> read(const nlohmann::json& json);  // T: each type of AnyDocument; defined in document_schema.cpp
/// Writes every declared field, also empty ones, so that a later change of a default does not change what was
/// written; absent optionals are left out.
template <class T>
nlohmann::json write(const T& value);

/// Enumerator names as in JSON: "former_relevant". Instantiated for every enum of documents.h and content.h.
template <class E>
std::string_view name_of(E value);
template <class E>
std::optional<E> parse_name(std::string_view text);

}  // namespace waymark
