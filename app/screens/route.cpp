#include "app/screens/route.h"

#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <ranges>

#include "core/model/schema.h"

namespace waymark::screens {
namespace {

#define WAYMARK_SCREEN_PAGE(name) Page::name,
constexpr std::array pages{WAYMARK_SCREENS(WAYMARK_SCREEN_PAGE)};
#undef WAYMARK_SCREEN_PAGE

constexpr char separator = '\t';  // in no name and no id
constexpr std::string_view scrolled_line = "scrolled\t";

std::optional<Route> parse_route(std::string_view line) {
  std::vector<std::string> parts;
  for (const auto part : line | std::views::split(separator)) parts.emplace_back(part.begin(), part.end());
  if (parts.size() != 4) return std::nullopt;
  const auto page = std::ranges::find(pages, parts[0], name_of);
  const std::optional<Heading> heading = parse_name<Heading>(parts[3]);
  if (page == pages.end() || !heading) return std::nullopt;
  return Route{.page = *page, .case_id = CaseId(parts[1]), .subject = parts[2], .heading = *heading};
}

}  // namespace

std::string to_text(const std::vector<Route>& way, float scrolled_px) {
  std::string text;
  for (const Route& route : way) {
    ((text += name_of(route.page)) += separator) += route.case_id.text;
    ((text += separator) += route.subject) += separator;
    (text += waymark::name_of(route.heading)) += '\n';
  }
  if (scrolled_px >= 1) ((text += scrolled_line) += std::to_string(std::lround(scrolled_px))) += '\n';
  return text;
}

std::vector<Route> parse_way(std::string_view text) {
  std::vector<Route> way;
  for (const auto line : text | std::views::split('\n')) {
    const std::optional<Route> route = parse_route(std::string_view(line.begin(), line.end()));
    if (!route) break;
    way.push_back(*route);
  }
  return way;
}

float parse_scrolled_px(std::string_view text) {
  const std::size_t line = text.rfind(scrolled_line);
  if (line == std::string_view::npos) return 0;
  int px = 0;
  const std::string_view digits = text.substr(line + scrolled_line.size());
  std::from_chars(digits.data(), digits.data() + digits.size(), px);
  return static_cast<float>(std::max(0, px));
}

}  // namespace waymark::screens
