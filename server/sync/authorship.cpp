#include "server/sync/authorship.h"

#include <algorithm>
#include <array>
#include <string>

namespace waymark::server {
namespace {

/// A field that says who wrote it; '*' stands for any one part of the pointer.
struct Signature {
  std::string_view type;
  std::string_view pointer;
};
constexpr std::array<Signature, 4> signatures{{{"message", "/from_name"},
                                               {"pledge_response", "/reply_by"},
                                               {"plan", "/sections/*/suggested_by"},
                                               {"agreement", "/adviser"}}};

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

std::string escaped(std::string_view part) {
  std::string text;
  for (const char c : part) text += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
  return text;
}

/// The pointer of the first name under `value` that is not the author's.
std::optional<std::string> foreign_name(const nlohmann::json& value, const std::string& pointer, std::string_view type,
                                        const sync::Author& author) {
  for (const Signature& signature : signatures) {
    if (signature.type == type && fits(signature.pointer, pointer) && !is_own(value, author)) return pointer;
  }
  if (!value.is_object()) return std::nullopt;
  for (const auto& [name, member] : value.items()) {
    if (auto found = foreign_name(member, pointer + "/" + escaped(name), type, author)) return found;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Problem> check_authorship(const sync::Op& op, std::string_view type, const sync::Author& author) {
  constexpr std::string_view reason = "must be the name of the person who signed in";
  if (op.kind == sync::OpKind::create) {
    if (auto found = foreign_name(op.document, "", type, author))
      return Problem{"/create" + *found, std::string(reason)};
  }
  for (const sync::FieldSet& field : op.set) {
    if (foreign_name(field.value, field.pointer, type, author)) {
      return Problem{"/set/" + escaped(field.pointer), std::string(reason)};
    }
  }
  return std::nullopt;
}

}  // namespace waymark::server
