// What sync, authorisation and reading need to know about each document type, without knowing the C++ type.
// The one declaration of every field is in document_schema.cpp; this is the view of it that others use.
//
//   const DocumentRules* rules = find_rules("step");
//   std::optional<FieldRules> field = rules->field_at("/title");
//   Problems problems = rules->check(json);            // whole document, strict
#pragma once

#include <cstdint>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/documents.h"
#include "core/model/problem.h"

namespace waymark {

/// How two edits of one field come together (design, part 3).
enum class MergeRule : std::uint8_t { scalar, long_text, append_only };

/// Who may do something: a set of roles.
struct Roles {
  bool young_person = false;
  bool adviser = false;
  [[nodiscard]] bool has(Role role) const { return role == Role::young_person ? young_person : adviser; }
};

/// One field, found by JSON pointer.
struct FieldRules {
  std::string_view name;        // in JSON
  MergeRule merge = MergeRule::scalar;
  Roles writers;
  Roles readers;
  std::optional<Role> owner;    // whose value becomes the shown one in a conflict
  std::string_view plain_name;  // for people
  /// Problems of a value for this field (pointers relative to the field).
  std::function<Problems(const nlohmann::json&)> check;
};

struct DocumentRules {
  std::string_view type;
  bool append_only = false;     // created once, never changed
  bool one_per_case = false;    // person, plan
  Roles creators;
  Roles removers;
  /// Strict check of a whole document: types, limits, required fields. Unknown fields pass and are kept.
  std::function<Problems(const nlohmann::json&)> check;
  /// The declared field that a pointer names ("/title", "/sections/home/now"); none for unknown places.
  std::function<std::optional<FieldRules>(std::string_view pointer)> field_at;
};

/// Rules of a document type; null for an unknown one.
const DocumentRules* find_rules(std::string_view type);
/// All document types, for tables in docs and tests.
std::vector<const DocumentRules*> all_rules();

/// Reads one document strictly. Fields that we do not know are ignored here and kept in the stored JSON.
template <class T>
Checked<T> read(const nlohmann::json& json);  // T: each type of AnyDocument; defined in document_schema.cpp
/// Writes every declared field, in declared order; absent optionals are left out.
template <class T>
nlohmann::json write(const T& value);

/// Enumerator names as in JSON: "former_relevant". Instantiated for every enum of documents.h and content.h.
template <class E>
std::string_view name_of(E value);
template <class E>
std::optional<E> parse_name(std::string_view text);

}  // namespace waymark
