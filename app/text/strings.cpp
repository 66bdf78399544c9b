#include "app/text/strings.h"

#include <algorithm>
#include <cstring>
#include <functional>
#include <optional>
#include <unordered_set>

#include "app/text/languages.h"
#include "app/text/order.h"
#include "app/text/plural.h"

namespace waymark::text {
namespace {

// GNU .mo files: https://www.gnu.org/software/gettext/manual/html_node/MO-Files.html
constexpr std::uint32_t mo_magic = 0x950412de;
constexpr char context_end = '\x04';  // between context and English text

/// Sentences that stood in English for want of a translation, by their hash. What is filled in makes ever new ones: when
/// there are too many, they are forgotten, and those in use are back with the next frame.
class StandIns {
 public:
  void add(std::string_view words) {
    constexpr std::size_t hashes_max = 4096;
    if (hashes_.size() >= hashes_max) hashes_.clear();
    hashes_.insert(std::hash<std::string_view>{}(words));
  }
  [[nodiscard]] bool has(std::string_view words) const {
    return !hashes_.empty() && hashes_.contains(std::hash<std::string_view>{}(words));
  }

 private:
  std::unordered_set<std::size_t> hashes_;
};

struct Catalog {
  std::string language = "en";
  std::string bytes;       // the .mo file; offsets below point into it
  std::uint32_t count = 0;
  std::uint32_t originals = 0, translations = 0;  // offsets of the two tables
  PluralRule plural;
  StandIns stand_ins;

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

/// A sentence before its places are filled.
struct Pattern {
  std::string_view text;
  bool translated = false;  // else it is English
};

/// What is filled in keeps its own direction and leaves the sentence its own: a Latin name does not turn an Arabic
/// sentence round, a phone number in it is not read backwards. (UAX #9: first strong isolate, pop directional isolate.)
/// False: it needs no isolate.
bool append_isolated(std::string& out, std::string_view value, bool rtl) {
  const bool number = std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (number || (!rtl && !may_be_right_to_left(value))) {
    out += value;
    return false;
  }
  (out += "\u2068") += value;
  out += "\u2069";
  return true;
}

std::string filled(std::string_view pattern, std::initializer_list<Fill> fills, bool rtl) {
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
      isolated |= append_isolated(out, fill->value, rtl);
      i = close;
    }
  }
  // A sentence of isolates and commas has no direction of its own: the right-to-left mark gives it the language's.
  if (isolated && rtl) out.insert(0, "\u200F");
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

Pattern translated(std::string_view key, std::string_view english) {
  const auto found = catalog().find(key);
  if (!found || found->empty()) return {.text = english};
  return {.text = *found, .translated = true};
}

/// Whether there is a word in it besides its places: "{who}, {when}" is of every language.
bool has_words(std::string_view english) {
  bool inside = false;
  for (const char c : english) {
    if (c == '{' || c == '}') inside = c == '{';
    if (!inside && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))) return true;
  }
  return false;
}

/// English direction for English words, also on an Arabic page.
std::string fill(const Pattern& pattern, std::initializer_list<Fill> fills) {
  return filled(pattern.text, fills, pattern.translated && right_to_left());
}

/// The finished sentence of a pattern; remembered when it had to stay English.
std::string said(const Pattern& pattern, std::string words) {
  Catalog& c = catalog();
  if (!pattern.translated && c.count > 0 && has_words(pattern.text)) c.stand_ins.add(words);
  return words;
}

}  // namespace

std::string tr(std::string_view english) {
  const Pattern pattern = translated(english, english);
  return said(pattern, std::string(pattern.text));
}

std::string tr(std::string_view english, std::initializer_list<Fill> fills) {
  const Pattern pattern = translated(english, english);
  return said(pattern, fill(pattern, fills));
}

std::string trc(std::string_view context, std::string_view english) {
  std::string key(context);
  key += context_end;
  key += english;
  const Pattern pattern = translated(key, english);
  return said(pattern, std::string(pattern.text));
}

std::string trn(std::string_view one, std::string_view many, std::int64_t n, std::initializer_list<Fill> fills) {
  const auto magnitude = static_cast<std::uint64_t>(n < 0 ? -n : n);
  Pattern pattern = translated(one, magnitude == 1 ? one : many);
  if (pattern.translated) pattern.text = form(pattern.text, catalog().plural.form(magnitude));
  const std::string with_fills = fill(pattern, fills);
  const std::string number = std::to_string(n);
  return said(pattern, fill({.text = with_fills, .translated = pattern.translated}, {{"n", number}}));
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
  const Language* known = find_language(language());
  return known != nullptr && right_to_left(known->script);
}

std::string_view spoken_language(std::string_view words) {
  return catalog().stand_ins.has(words) ? std::string_view("en") : language();
}

}  // namespace waymark::text
