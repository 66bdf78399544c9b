#include "app/text/strings.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <vector>

#include "app/text/order.h"
#include "app/text/plural.h"

namespace waymark::text {
namespace {

// GNU .mo files: https://www.gnu.org/software/gettext/manual/html_node/MO-Files.html
constexpr std::uint32_t mo_magic = 0x950412de;
constexpr char context_end = '\x04';  // between context and English text

struct Catalog {
  std::string language = "en";
  std::string bytes;       // the .mo file; offsets below point into it
  std::uint32_t count = 0;
  std::uint32_t originals = 0, translations = 0;  // offsets of the two tables
  PluralRule plural;

  [[nodiscard]] std::uint32_t word(std::size_t offset) const {
    std::uint32_t value = 0;
    std::memcpy(&value, bytes.data() + offset, sizeof value);
    return value;
  }
  /// Entry `index` of a table; the table was checked when the catalog was taken.
  [[nodiscard]] std::string_view entry(std::uint32_t table, std::uint32_t index) const {
    return std::string_view(bytes).substr(word(table + index * 8 + 4), word(table + index * 8));
  }
  [[nodiscard]] std::optional<std::string_view> find(std::string_view key) const;
};

/// The key of an entry with a plural is its singular: up to the first NUL.
std::string_view key_of(std::string_view original) { return original.substr(0, original.find('\0')); }

std::optional<std::string_view> Catalog::find(std::string_view key) const {
  std::uint32_t low = 0, high = count;  // msgfmt sorts the originals
  while (low < high) {
    const std::uint32_t middle = (low + high) / 2;
    const std::string_view candidate = key_of(entry(originals, middle));
    if (candidate == key) return entry(translations, middle);
    if (candidate < key) low = middle + 1;
    else high = middle;
  }
  return std::nullopt;
}

Catalog& catalog() {
  static Catalog current;
  return current;
}

bool tables_fit(const Catalog& c) {
  const std::uint64_t size = c.bytes.size();
  for (const std::uint32_t table : {c.originals, c.translations}) {
    if (table + std::uint64_t{c.count} * 8 > size) return false;
    for (std::uint32_t i = 0; i < c.count; ++i)
      if (std::uint64_t{c.word(table + i * 8)} + c.word(table + i * 8 + 4) > size) return false;
  }
  return true;
}

/// What is filled in keeps its own direction and leaves the sentence its own: a Latin name does not turn an Arabic
/// sentence round, a phone number in it is not read backwards. (UAX #9: first strong isolate, pop directional isolate.)
/// False: it needs no isolate.
bool append_isolated(std::string& out, std::string_view value) {
  const bool number = std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (number || (!right_to_left() && !may_be_right_to_left(value))) {
    out += value;
    return false;
  }
  (out += "\u2068") += value;
  out += "\u2069";
  return true;
}

std::string filled(std::string_view pattern, std::initializer_list<Fill> fills) {
  std::string out;
  out.reserve(pattern.size() + 32);
  bool isolated = false;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const std::size_t close = pattern[i] == '{' ? pattern.find('}', i) : std::string_view::npos;
    const auto name = close == std::string_view::npos ? std::string_view{} : pattern.substr(i + 1, close - i - 1);
    const Fill* fill = name.empty() ? fills.end()
                                    : std::find_if(fills.begin(), fills.end(), [&](const Fill& f) { return f.name == name; });
    if (fill == fills.end()) {
      out += pattern[i];
    } else {
      isolated |= append_isolated(out, fill->value);
      i = close;
    }
  }
  // A sentence of isolates and commas has no direction of its own: the right-to-left mark gives it the language's.
  if (isolated && right_to_left()) out.insert(0, "\u200F");
  return out;
}

/// Form `index` of a translation whose plural forms are separated by NUL.
std::string_view form(std::string_view translation, unsigned index) {
  for (; index > 0; --index) {
    const std::size_t end = translation.find('\0');
    if (end == std::string_view::npos) break;
    translation.remove_prefix(end + 1);
  }
  return key_of(translation);
}

std::string_view translated(std::string_view key, std::string_view english) {
  const auto found = catalog().find(key);
  return found && !found->empty() ? *found : english;
}

}  // namespace

std::string tr(std::string_view english) { return std::string(translated(english, english)); }

std::string tr(std::string_view english, std::initializer_list<Fill> fills) {
  return filled(translated(english, english), fills);
}

std::string trc(std::string_view context, std::string_view english) {
  std::string key(context);
  key += context_end;
  key += english;
  return std::string(translated(key, english));
}

std::string trn(std::string_view one, std::string_view many, std::int64_t n, std::initializer_list<Fill> fills) {
  const auto magnitude = static_cast<std::uint64_t>(n < 0 ? -n : n);
  const auto found = catalog().find(one);
  const std::string_view pattern = found && !found->empty() ? form(*found, catalog().plural.form(magnitude))
                                                            : (magnitude == 1 ? one : many);
  const std::string with_fills = filled(pattern, fills);
  const std::string number = std::to_string(n);
  return filled(with_fills, {{"n", number}});
}

bool use_catalog(std::string_view language, std::string_view bytes) {
  Catalog next;
  next.language = language;
  next.bytes = bytes;
  if (!bytes.empty()) {
    if (bytes.size() < 20 || next.word(0) != mo_magic) return false;
    next.count = next.word(8);
    next.originals = next.word(12);
    next.translations = next.word(16);
    if (!tables_fit(next)) return false;
    const auto header = next.find("");
    const auto rule = header ? PluralRule::from_header(*header) : std::nullopt;
    if (!rule) return false;
    next.plural = *rule;
  }
  catalog() = std::move(next);
  return true;
}

std::string_view language() { return catalog().language; }

bool right_to_left() {
  const std::string_view primary = language().substr(0, language().find('-'));
  constexpr std::array<std::string_view, 6> scripts{"ar", "fa", "ps", "ckb", "ur", "prs"};
  return std::find(scripts.begin(), scripts.end(), primary) != scripts.end();
}

}  // namespace waymark::text
