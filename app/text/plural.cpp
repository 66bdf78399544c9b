#include "app/text/plural.h"

#include <algorithm>
#include <array>

namespace waymark::text {
namespace {

/// Evaluates the C subset that gettext allows: ?: || && == != < <= > >= + - * / % ! ( ) n and numbers.
/// Read anew for each number: a rule is some forty characters, and few numbers stand on a screen.
class Evaluation {
 public:
  Evaluation(std::string_view expression, std::uint64_t n) : rest_(expression), n_(n) {}

  std::optional<std::uint64_t> run() {
    const std::uint64_t value = choice();
    return ok_ && rest_.empty() ? std::optional(value) : std::nullopt;
  }

 private:
  static constexpr int depth_max = 32;

  bool take(std::string_view token) {
    if (!rest_.starts_with(token)) return false;
    rest_.remove_prefix(token.size());
    return true;
  }

  std::uint64_t choice() {
    if (++depth_ > depth_max) ok_ = false;
    if (!ok_) return 0;
    const std::uint64_t condition = binary(0);
    std::uint64_t value = condition;
    if (take("?")) {
      const std::uint64_t yes = choice();
      if (!take(":")) ok_ = false;
      const std::uint64_t no = choice();
      value = condition ? yes : no;
    }
    --depth_;
    return value;
  }

  struct Operator { std::string_view token; int level; };
  // Longer tokens first; level 0 binds least.
  static constexpr std::array<Operator, 13> operators{{{"||", 0}, {"&&", 1}, {"==", 2}, {"!=", 2}, {"<=", 3}, {">=", 3},
                                                       {"<", 3}, {">", 3}, {"+", 4}, {"-", 4}, {"*", 5}, {"/", 5}, {"%", 5}}};

  std::uint64_t binary(int level) {
    if (level > 5) return unary();
    std::uint64_t left = binary(level + 1);
    for (;;) {
      const auto op = std::find_if(operators.begin(), operators.end(),
                                   [&](const Operator& o) { return o.level == level && rest_.starts_with(o.token); });
      if (!ok_ || op == operators.end()) return left;
      take(op->token);
      left = apply(op->token, left, binary(level + 1));
    }
  }

  std::uint64_t apply(std::string_view token, std::uint64_t a, std::uint64_t b) {
    if (token == "||") return a || b;
    if (token == "&&") return a && b;
    if (token == "==") return a == b;
    if (token == "!=") return a != b;
    if (token == "<=") return a <= b;
    if (token == ">=") return a >= b;
    if (token == "<") return a < b;
    if (token == ">") return a > b;
    if (token == "+") return a + b;
    if (token == "-") return a - b;
    if (token == "*") return a * b;
    if (b == 0) { ok_ = false; return 0; }
    return token == "/" ? a / b : a % b;
  }

  std::uint64_t unary() {
    if (++depth_ > depth_max) ok_ = false;
    std::uint64_t value = 0;
    if (!ok_) return 0;
    if (take("!")) value = !unary();
    else if (take("(")) { value = choice(); if (!take(")")) ok_ = false; }
    else if (take("n")) value = n_;
    else value = number();
    --depth_;
    return value;
  }

  std::uint64_t number() {
    std::uint64_t value = 0;
    std::size_t digits = 0;
    for (; digits < rest_.size() && digits < 9 && rest_[digits] >= '0' && rest_[digits] <= '9'; ++digits)
      value = value * 10 + static_cast<std::uint64_t>(rest_[digits] - '0');
    if (digits == 0) ok_ = false;
    rest_.remove_prefix(digits);
    return value;
  }

  std::string_view rest_;
  std::uint64_t n_;
  int depth_ = 0;
  bool ok_ = true;
};

/// The text between `name` and the next semicolon, without blanks.
std::optional<std::string> part(std::string_view header, std::string_view name) {
  const std::size_t start = header.find(name);
  if (start == std::string_view::npos) return std::nullopt;
  const std::size_t begin = start + name.size();
  const std::size_t end = header.find(';', begin);
  if (end == std::string_view::npos) return std::nullopt;
  std::string out;
  for (const char c : header.substr(begin, end - begin))
    if (c != ' ' && c != '\t' && c != '\n') out += c;
  return out;
}

}  // namespace

std::optional<PluralRule> PluralRule::from_header(std::string_view header) {
  const std::size_t line = header.find("Plural-Forms:");
  if (line == std::string_view::npos) return std::nullopt;
  const auto forms = part(header.substr(line), "nplurals=");
  const auto expression = part(header.substr(line), "plural=");
  if (!forms || !expression) return std::nullopt;
  const auto count = Evaluation(*forms, 0).run();
  if (!count || *count < 1 || *count > 6 || !Evaluation(*expression, 1).run()) return std::nullopt;
  PluralRule rule;
  rule.forms_ = static_cast<unsigned>(*count);
  rule.expression_ = *expression;
  return rule;
}

unsigned PluralRule::form(std::uint64_t n) const {
  const std::uint64_t value = Evaluation(expression_, n).run().value_or(0);
  return static_cast<unsigned>(std::min<std::uint64_t>(value, forms_ - 1));
}

}  // namespace waymark::text
