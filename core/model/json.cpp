#include "core/model/json.h"

#include <algorithm>
#include <utility>

namespace waymark {
namespace {

using Json = nlohmann::json;

/// Builds the value from the parser's events and stops at the first thing that is not allowed. The
/// library's own DOM builder keeps the last of two equal keys, knows no depth limit and does not say where it was.
class Builder {
 public:
  Builder(std::size_t depth_max, Fractions fractions) : depth_max_(depth_max), fractions_(fractions) {}

  // Called by nlohmann's parser; false stops it.
  bool null() { return add(Json()); }
  bool boolean(bool value) { return add(Json(value)); }
  bool number_integer(std::int64_t value) { return value < -whole_number_max ? out_of_range() : add(Json(value)); }
  // Stored as signed: one number has one form, so that equal values compare and hash equal.
  bool number_unsigned(std::uint64_t value) {
    return value > std::uint64_t{whole_number_max} ? out_of_range() : add(Json(static_cast<std::int64_t>(value)));
  }
  bool number_float(double value, const std::string&) {
    return fractions_ == Fractions::allowed ? add(Json(value)) : out_of_range();
  }
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
  Fractions fractions_;
  Json root_;
  std::vector<Level> levels_;
  std::string reason_;         // empty: the text was no JSON
  std::size_t failed_at_ = 0;  // bytes that were read, the wrong one included
};

}  // namespace

Checked<Json> parse_json(std::string_view text, std::size_t depth_max, Fractions fractions) {
  // The library takes a zero byte for the end of the text and would pass what stands behind it.
  if (const std::size_t zero = text.find('\0'); zero != std::string_view::npos) {
    return std::unexpected(Problems{{"", "has a zero byte at " + std::to_string(zero) + "; JSON is text"}});
  }
  Builder builder(depth_max, fractions);
  if (!Json::sax_parse(text.data(), text.data() + text.size(), &builder)) {
    return std::unexpected(Problems{builder.problem(text)});
  }
  return builder.take();
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

const Json* value_at(const Json& json, const std::vector<std::string>& parts) {
  const Json* value = &json;
  for (const std::string& part : parts) {
    const auto* object = value->get_ptr<const Json::object_t*>();
    const auto found = object == nullptr ? Json::object_t::const_iterator{} : object->find(part);
    if (object == nullptr || found == object->end()) return nullptr;
    value = &found->second;
  }
  return value;
}

const Json* value_at(const Json& json, std::string_view pointer) {
  const auto parts = pointer_parts(pointer);
  return parts ? value_at(json, *parts) : nullptr;
}

}  // namespace waymark
