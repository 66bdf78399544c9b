// Canonical writing of JSON, and reading its members strictly.
#include <algorithm>
#include <cstring>
#include <utility>

#include "core/sync/json_reader.h"
#include "core/sync/wire.h"

namespace waymark::sync {

namespace {

/// Orders UTF-8 as RFC 8785 §3.2.3 asks: by UTF-16 code units. It differs from the order of bytes only in that
/// characters above U+FFFF (first byte F0 to F4) come before U+E000 to U+FFFF (first byte EE or EF).
bool utf16_less(std::string_view left, std::string_view right) {
  const auto rank = [](char c) {
    const int byte = static_cast<unsigned char>(c);
    return byte < 0xF0 ? byte * 8 : 0xED * 8 + 1 + (byte - 0xF0) % 8;
  };
  const auto [l, r] = std::mismatch(left.begin(), left.end(), right.begin(), right.end());
  if (l == left.end() || r == right.end()) return r != right.end();
  return rank(*l) < rank(*r);
}

void append_canonical(std::string& out, const Json& json) {
  if (const auto* object = json.get_ptr<const Json::object_t*>()) {
    std::vector<const Json::object_t::value_type*> members;
    members.reserve(object->size());
    for (const auto& member : *object) members.push_back(&member);
    std::sort(members.begin(), members.end(), [](auto* l, auto* r) { return utf16_less(l->first, r->first); });
    const char* before = "{";
    for (const auto* member : members) {
      out += before;
      out += json_text(Json(member->first)) + ":";
      append_canonical(out, member->second);
      before = ",";
    }
    out += members.empty() ? "{}" : "}";
  } else if (const auto* list = json.get_ptr<const Json::array_t*>()) {
    const char* before = "[";
    for (const Json& value : *list) {
      out += before;
      append_canonical(out, value);
      before = ",";
    }
    out += list->empty() ? "[]" : "]";
  } else {
    out += json_text(json);
  }
}

}  // namespace

std::string canonical(const Json& json) {
  std::string out;
  append_canonical(out, json);
  return out;
}

// ---- Reading members -------------------------------------------------------------------------------------------

ObjectReader::ObjectReader(const Json& json, std::string pointer, Problems& problems)
    : object_(json.get_ptr<const Json::object_t*>()), pointer_(std::move(pointer)), problems_(problems) {
  if (object_ == nullptr) note(problems_, {pointer_, "must be an object"});
}

const Json* ObjectReader::find(std::string_view name) const {
  if (object_ == nullptr) return nullptr;
  const auto found = object_->find(name);
  return found == object_->end() ? nullptr : &found->second;
}

std::string ObjectReader::at(std::string_view name) const { return pointer_ + "/" + escape_pointer_part(name); }

void ObjectReader::refuse(std::string_view name, std::string_view reason) {
  note(problems_, {at(name), std::string(reason)});
}

std::string ObjectReader::text(std::string_view name, std::size_t bytes_max, Need need) {
  const Json* value = find(name);
  if (value == nullptr && need == Need::optional) return {};
  const auto* text = value == nullptr ? nullptr : value->get_ptr<const std::string*>();
  if (text == nullptr) {
    refuse(name, value == nullptr ? "is missing; must be text" : "must be text");
  } else if (text->size() > bytes_max) {
    refuse(name, "is longer than " + std::to_string(bytes_max) + " bytes");
  } else {
    return *text;
  }
  return {};
}

std::string ObjectReader::uuid(std::string_view name) {
  const Json* value = find(name);
  const auto* text = value == nullptr ? nullptr : value->get_ptr<const std::string*>();
  if (text != nullptr && is_uuid(*text)) return *text;
  refuse(name, value == nullptr ? "is missing; must be a UUID in small letters" : "must be a UUID in small letters");
  return {};
}

std::int64_t ObjectReader::number(std::string_view name, std::int64_t min, Need need) {
  const Json* value = find(name);
  if (value == nullptr && need == Need::optional) return 0;
  const auto* number = value == nullptr ? nullptr : value->get_ptr<const std::int64_t*>();
  if (number != nullptr && *number >= min && *number <= whole_number_max) return *number;
  const std::string form = "must be a whole number from " + std::to_string(min) + " on";
  refuse(name, value == nullptr ? "is missing; " + form : form);
  return min;
}

bool ObjectReader::flag(std::string_view name) {
  const Json* value = find(name);
  if (value == nullptr) return false;
  if (const auto* flag = value->get_ptr<const bool*>()) return *flag;
  refuse(name, "must be true or false");
  return false;
}

const Json::array_t& ObjectReader::list(std::string_view name, Need need) {
  static const Json::array_t none;
  const Json* value = find(name);
  if (value == nullptr && need == Need::optional) return none;
  if (value != nullptr) {
    if (const auto* list = value->get_ptr<const Json::array_t*>()) return *list;
  }
  refuse(name, value == nullptr ? "is missing; must be a list" : "must be a list");
  return none;
}

void note(Problems& problems, Problem problem) {
  if (problems.size() < problems_max) problems.push_back(std::move(problem));
}

}  // namespace waymark::sync
