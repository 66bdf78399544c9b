// JSON as text: strict reading with limits, canonical writing.
#include <algorithm>
#include <cstring>
#include <utility>

#include "core/sync/json_reader.h"
#include "core/sync/wire.h"

namespace waymark::sync {

namespace {

/// Builds the value from the parser's events and stops at the first thing that version 1 does not allow. The
/// library's own DOM builder keeps the last of two equal keys, knows no depth limit and does not say where it was.
class Builder {
 public:
  explicit Builder(std::size_t depth_max) : depth_max_(depth_max) {}

  // Called by nlohmann's parser; false stops it.
  bool null() { return add(Json()); }
  bool boolean(bool value) { return add(Json(value)); }
  bool number_integer(std::int64_t value) { return value < -whole_number_max ? out_of_range() : add(Json(value)); }
  // Stored as signed: one number has one form, so that equal values compare and hash equal.
  bool number_unsigned(std::uint64_t value) {
    return value > std::uint64_t{whole_number_max} ? out_of_range() : add(Json(static_cast<std::int64_t>(value)));
  }
  bool number_float(double, const std::string&) { return out_of_range(); }
  bool string(std::string& value) { return add(Json(std::move(value))); }
  bool binary(Json::binary_t&) { return false; }  // binary formats only
  bool start_object(std::size_t) { return open(Json::object()); }
  bool start_array(std::size_t) { return open(Json::array()); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }

  bool key(std::string& key) {
    Level& level = levels_.back();
    level.key = std::move(key);
    level.key_read = true;
    return level.container->contains(level.key) ? refuse("is written twice; each name may stand once") : true;
  }

  template <class Error>
  bool parse_error(std::size_t position, const std::string&, const Error&) {
    failed_at_ = position;
    return false;
  }

  [[nodiscard]] Json take() { return std::move(root_); }

  [[nodiscard]] Problem problem(std::string_view text) const {
    if (!reason_.empty()) return {pointer(), reason_};
    const std::string_view read = text.substr(0, std::min(failed_at_ == 0 ? 0 : failed_at_ - 1, text.size()));
    const auto line = std::count(read.begin(), read.end(), '\n') + 1;
    const std::size_t line_start = read.rfind('\n') == std::string_view::npos ? 0 : read.rfind('\n') + 1;
    return {pointer(), "is not JSON in UTF-8 at line " + std::to_string(line) + ", byte " +
                           std::to_string(read.size() - line_start + 1) + " of it"};
  }

 private:
  struct Level {
    Json* container;  // stays where it is: its parent does not grow before it is closed
    std::string key;  // of an object: the last name read
    bool key_read = false;
  };

  bool refuse(std::string_view reason) {
    reason_ = reason;
    return false;
  }
  bool out_of_range() { return refuse("must be a whole number within 2^53 - 1, without a fraction"); }

  Json* place(Json&& value) {
    if (levels_.empty()) return &(root_ = std::move(value));
    Level& level = levels_.back();
    level.key_read = false;
    if (auto* list = level.container->get_ptr<Json::array_t*>()) return &list->emplace_back(std::move(value));
    auto* object = level.container->get_ptr<Json::object_t*>();
    return &object->emplace(level.key, std::move(value)).first->second;
  }

  bool add(Json&& value) {
    place(std::move(value));
    return true;
  }

  bool open(Json&& container) {
    if (levels_.size() >= depth_max_) return refuse("is nested deeper than allowed");
    Json* placed = place(std::move(container));
    if (!levels_.empty()) levels_.back().key_read = true;  // we are inside it
    levels_.push_back({placed, {}, false});
    return true;
  }

  bool close() {
    levels_.pop_back();
    if (!levels_.empty()) levels_.back().key_read = false;
    return true;
  }

  [[nodiscard]] std::string pointer() const {
    std::string at;
    for (std::size_t i = 0; i < levels_.size(); ++i) {
      const Level& level = levels_[i];
      const bool innermost = i + 1 == levels_.size();
      if (level.container->is_array()) {
        at += "/" + std::to_string(innermost ? level.container->size() : level.container->size() - 1);
      } else if (level.key_read) {
        at += "/" + escape_pointer_part(level.key);
      }
    }
    return at;
  }

  std::size_t depth_max_;
  Json root_;
  std::vector<Level> levels_;
  std::string reason_;         // empty: the text was no JSON
  std::size_t failed_at_ = 0;  // bytes that were read, the wrong one included
};

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

Checked<Json> parse_json(std::string_view text, std::size_t depth_max) {
  // The library takes a zero byte for the end of the text and would pass what stands behind it.
  if (const std::size_t zero = text.find('\0'); zero != std::string_view::npos) {
    return std::unexpected(Problems{{"", "has a zero byte at " + std::to_string(zero) + "; JSON is text"}});
  }
  Builder builder(depth_max);
  if (!Json::sax_parse(text.data(), text.data() + text.size(), &builder)) {
    return std::unexpected(Problems{builder.problem(text)});
  }
  return builder.take();
}

std::string canonical(const Json& json) {
  std::string out;
  append_canonical(out, json);
  return out;
}

std::string json_text(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

std::string escape_pointer_part(std::string_view part) {
  std::string out;
  for (const char c : part) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out += c;
    }
  }
  return out;
}

std::optional<std::vector<std::string>> pointer_parts(std::string_view pointer) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at < pointer.size();) {
    if (pointer[at] != '/') return std::nullopt;
    std::string part;
    for (++at; at < pointer.size() && pointer[at] != '/'; ++at) {
      if (pointer[at] != '~') {
        part += pointer[at];
      } else if (at + 1 < pointer.size() && (pointer[at + 1] == '0' || pointer[at + 1] == '1')) {
        part += pointer[++at] == '0' ? '~' : '/';
      } else {
        return std::nullopt;
      }
    }
    parts.push_back(std::move(part));
  }
  return parts;
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
