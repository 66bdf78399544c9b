#include "core/model/names.h"

#include <optional>

#include "core/model/schema.h"

namespace waymark {
namespace {

// The compiler's own spelling of a value: "… [E = Feeling, value = waymark::Feeling::mixed]", or a cast for a value
// that has no enumerator. Used only while compiling, to prove the tables.
template <class E, E value>
consteval std::string_view spelling() {
  return __PRETTY_FUNCTION__;
}

template <class E, std::uint8_t index>
consteval bool name_fits() {
  constexpr std::string_view text = spelling<E, static_cast<E>(index)>();
  constexpr std::string_view name = names_of<E>[index];
  constexpr std::size_t end = text.rfind(']');
  return text.substr(0, end).ends_with(name) && text[end - name.size() - 1] == ':';
}

template <class E>
consteval bool table_fits() {
  constexpr std::size_t count = names_of<E>.size();
  constexpr std::string_view beyond = spelling<E, static_cast<E>(count)>();
  const bool complete = beyond[beyond.rfind(']') - 1] >= '0' && beyond[beyond.rfind(']') - 1] <= '9';
  return complete&&[]<std::size_t... i>(std::index_sequence<i...>) { return (name_fits<E, i>() && ...); }
  (std::make_index_sequence<count>{});
}

}  // namespace

template <class E>
std::string_view name_of(E value) {
  static_assert(NamedEnum<E> && table_fits<E>(), "names.h must name every enumerator, in order");
  const auto index = static_cast<std::uint8_t>(value);
  return index < names_of<E>.size() ? names_of<E>[index] : std::string_view{};
}

template <class E>
std::optional<E> parse_name(std::string_view text) {
  for (std::uint8_t index = 0; index < names_of<E>.size(); ++index) {
    if (names_of<E>[index] == text) return static_cast<E>(index);
  }
  return std::nullopt;
}

#define WAYMARK_INSTANTIATE(E)             \
  template std::string_view name_of<E>(E); \
  template std::optional<E> parse_name<E>(std::string_view)

WAYMARK_INSTANTIATE(ProblemCause);
WAYMARK_INSTANTIATE(Role);
WAYMARK_INSTANTIATE(Heading);
WAYMARK_INSTANTIATE(StepOwner);
WAYMARK_INSTANTIATE(ContactKind);
WAYMARK_INSTANTIATE(AppointmentKind);
WAYMARK_INSTANTIATE(AppointmentState);
WAYMARK_INSTANTIATE(MessageKind);
WAYMARK_INSTANTIATE(Feeling);
WAYMARK_INSTANTIATE(PledgeState);
WAYMARK_INSTANTIATE(OfferArea);
WAYMARK_INSTANTIATE(Basis);
WAYMARK_INSTANTIATE(Travels);
WAYMARK_INSTANTIATE(Per);
WAYMARK_INSTANTIATE(Status);
WAYMARK_INSTANTIATE(Condition);
WAYMARK_INSTANTIATE(LineKind);

#undef WAYMARK_INSTANTIATE

}  // namespace waymark
