#include "server/sample/relative_date.h"

#include <string>

namespace waymark::server {
namespace {

constexpr int parts_max = 3;
constexpr int digits_max = 4;

}  // namespace

std::optional<Date> resolve_date(std::string_view text, Date today) {
  if (text == "@today") return today;
  if (!text.starts_with('@') || text.size() < 2) return std::nullopt;
  text.remove_prefix(1);
  Date date = today;
  for (int part = 0; !text.empty(); ++part) {
    if (part == parts_max || (text.front() != '+' && text.front() != '-')) return std::nullopt;
    const int sign = text.front() == '-' ? -1 : 1;
    text.remove_prefix(1);
    int count = 0;
    int digits = 0;
    for (; !text.empty() && text.front() >= '0' && text.front() <= '9'; text.remove_prefix(1), ++digits) {
      if (digits == digits_max) return std::nullopt;
      count = count * 10 + (text.front() - '0');
    }
    if (digits == 0 || text.empty()) return std::nullopt;
    switch (text.front()) {
      case 'd':
        date = add_days(date, sign * count);
        break;
      case 'm':
        date = add_months(date, sign * count);
        break;
      case 'y':
        date = add_months(date, sign * count * 12);
        break;
      default:
        return std::nullopt;
    }
    text.remove_prefix(1);
  }
  return date;
}

void resolve_dates(nlohmann::json& json, Date today) {
  if (auto* text = json.get_ptr<std::string*>()) {
    if (const auto date = resolve_date(*text, today)) *text = to_text(*date);
  } else if (json.is_structured()) {
    for (auto& member : json) resolve_dates(member, today);
  }
}

}  // namespace waymark::server
