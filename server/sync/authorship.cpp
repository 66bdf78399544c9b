#include "server/sync/authorship.h"

#include <algorithm>
#include <array>
#include <string>

#include "core/model/json.h"

namespace waymark::server {
namespace {

/// A field that says who wrote it, and the words that it signs; '*' stands for any one part of the pointer.
struct Signature {
  std::string_view type;
  std::string_view pointer;
  std::string_view signs;  // empty: the document as a whole
};
constexpr std::array<Signature, 4> signatures{{{"message", "/from_name", ""},
                                               {"pledge_response", "/reply_by", "/reply"},
                                               {"plan", "/sections/*/suggested_by", "/sections/*/suggestion"},
                                               {"agreement", "/adviser", ""}}};

std::string_view take_part(std::string_view& pointer) {
  pointer.remove_prefix(1);
  const std::string_view part = pointer.substr(0, std::min(pointer.find('/'), pointer.size()));
  pointer.remove_prefix(part.size());
  return part;
}

bool fits(std::string_view pattern, std::string_view pointer) {
  while (pattern.starts_with('/') && pointer.starts_with('/')) {
    const std::string_view wanted = take_part(pattern);
    const std::string_view part = take_part(pointer);
    if (wanted != "*" && wanted != part) return false;
  }
  return pattern.empty() && pointer.empty();
}

/// Emptying a name signs nothing.
bool is_own(const nlohmann::json& value, const sync::Author& author) {
  const auto* text = value.get_ptr<const std::string*>();
  return text == nullptr || text->empty() || *text == author.name;
}

/// The pointer of the first name under `value` that is not the author's.
std::optional<std::string> foreign_name(const nlohmann::json& value, const std::string& pointer, std::string_view type,
                                        const sync::Author& author) {
  for (const Signature& signature : signatures) {
    if (signature.type == type && fits(signature.pointer, pointer) && !is_own(value, author)) return pointer;
  }
  if (!value.is_object()) return std::nullopt;
  for (const auto& [name, member] : value.items()) {
    if (auto found = foreign_name(member, pointer + "/" + escape_pointer_part(name), type, author)) return found;
  }
  return std::nullopt;
}

/// Where the name stands under words that stand at `pointer`; none if they are not signed.
std::optional<std::string> signature_of(std::string_view pointer, std::string_view type) {
  for (const Signature& signature : signatures) {
    if (signature.type != type || signature.signs.empty() || !fits(signature.signs, pointer)) continue;
    const std::string_view name = signature.pointer.substr(signature.pointer.rfind('/'));
    return std::string(pointer.substr(0, pointer.rfind('/'))) + std::string(name);
  }
  return std::nullopt;
}

/// Whether the words that `op` sets at a place would stand under somebody else's name.
bool lets_another_sign(const sync::Op& op, const sync::FieldSet& words, const sync::Json& document,
                       std::string_view type, const sync::Author& author) {
  const auto* text = words.value.get_ptr<const std::string*>();
  if (text == nullptr || text->empty()) return false;  // nothing is said
  const std::optional<std::string> place = signature_of(words.pointer, type);
  if (!place) return false;
  const auto signs = [&](const sync::FieldSet& field) { return field.pointer == *place; };
  const auto set = std::find_if(op.set.begin(), op.set.end(), signs);
  const sync::Json* name = set != op.set.end() ? &set->value : value_at(document, *place);
  return name == nullptr || *name != author.name;
}

}  // namespace

std::optional<Problem> check_authorship(const sync::Op& op, std::string_view type, const sync::Json& document,
                                        const sync::Author& author) {
  constexpr std::string_view reason = "must be the name of the person who signed in";
  if (op.kind == sync::OpKind::create) {
    if (auto found = foreign_name(op.document, "", type, author))
      return Problem{"/create" + *found, std::string(reason)};
  }
  for (const sync::FieldSet& field : op.set) {
    if (foreign_name(field.value, field.pointer, type, author)) {
      return Problem{"/set/" + escape_pointer_part(field.pointer), std::string(reason)};
    }
    if (lets_another_sign(op, field, document, type, author)) {
      return Problem{"/set/" + escape_pointer_part(field.pointer),
                     "must come with the name of the person who signed in"};
    }
  }
  return std::nullopt;
}

}  // namespace waymark::server
