// Which plural form of a translation a number takes: the C expression of a catalog's Plural-Forms header,
// which carries the CLDR rule of its language.
//
//   auto rule = PluralRule::from_header("Plural-Forms: nplurals=2; plural=n != 1;\n");
//   rule->form(3)  // 1
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace waymark::text {

class PluralRule {
 public:
  /// English: 0 for one, 1 for all else.
  PluralRule() = default;
  /// No value when the header names no rule or one that cannot be read.
  static std::optional<PluralRule> from_header(std::string_view header);
  /// The form for `n`, always below the number of forms.
  [[nodiscard]] unsigned form(std::uint64_t n) const;

 private:
  std::string expression_ = "n!=1";
  unsigned forms_ = 2;
};

}  // namespace waymark::text
