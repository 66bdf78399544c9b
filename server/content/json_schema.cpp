#include "server/content/json_schema.h"

#include <algorithm>
#include <exception>
#include <map>
#include <utility>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "core/model/json.h"
#include "server/files.h"

namespace waymark::server {
namespace {

constexpr std::size_t problems_max = 20;

/// valijson names a place as {"<root>", "[offer]", "[3]"}.
std::string pointer_of(const std::vector<std::string>& context) {
  std::string pointer;
  for (std::size_t i = 1; i < context.size(); ++i) {
    const std::string& part = context[i];
    const bool bracketed = part.size() >= 2 && part.front() == '[' && part.back() == ']';
    pointer += "/" + escape_pointer_part(bracketed ? std::string_view(part).substr(1, part.size() - 2) : part);
  }
  return pointer;
}

std::ptrdiff_t depth_of(const std::string& pointer) { return std::count(pointer.begin(), pointer.end(), '/'); }

}  // namespace

struct JsonSchema::Impl {
  valijson::Schema schema;
};

JsonSchema::JsonSchema(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
JsonSchema::JsonSchema(JsonSchema&&) noexcept = default;
JsonSchema& JsonSchema::operator=(JsonSchema&&) noexcept = default;
JsonSchema::~JsonSchema() = default;

std::expected<JsonSchema, std::string> JsonSchema::load(const std::filesystem::path& file) {
  const auto bytes = read_file(file);
  if (!bytes)
    return std::unexpected("The schema " + file.string() + " cannot be read: name its folder with --schema DIR.");
  auto json = parse_json(*bytes, 64, Fractions::allowed);
  if (!json) {
    return std::unexpected("The schema " + file.string() + " is not JSON (" + to_text(json.error().front()) + ").");
  }
  auto schema = make(*json);
  if (!schema) return std::unexpected("The schema " + file.string() + " cannot be used (" + schema.error() + ").");
  return schema;
}

std::expected<JsonSchema, std::string> JsonSchema::make(const nlohmann::json& json) {
  auto impl = std::make_unique<Impl>();
  try {
    valijson::SchemaParser parser;
    parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(json), impl->schema);
  } catch (const std::exception& error) {
    return std::unexpected(std::string(error.what()));
  }
  return JsonSchema(std::move(impl));
}

Problems JsonSchema::check(const nlohmann::json& json) const {
  valijson::ValidationResults results;
  // Strong types: a number is never taken for its text.
  valijson::Validator validator(valijson::Validator::kStrongTypes);
  try {
    if (validator.validate(impl_->schema, valijson::adapters::NlohmannJsonAdapter(json), &results)) return {};
  } catch (const std::exception& error) {  // a pattern that the text is too long for
    return {{"", std::string("cannot be checked: ") + error.what()}};
  }
  Problems problems;
  for (const auto& error : results) problems.push_back({pointer_of(error.context), error.description});
  std::sort(problems.begin(), problems.end(), [](const Problem& a, const Problem& b) {
    return std::pair(-depth_of(a.pointer), a.pointer) < std::pair(-depth_of(b.pointer), b.pointer);
  });
  if (problems.empty()) problems.push_back({"", "does not fit the schema"});
  if (problems.size() > problems_max) problems.resize(problems_max);
  return problems;
}

}  // namespace waymark::server
