// JSON Schema, draft 07, by valijson: what councils and their suppliers check their files with, used by us as well so
// that both agree.
//
//   auto schema = JsonSchema::load("assets/schema/council.schema.json");
//   Problems problems = schema->check(json);         // pointers into json
//
// Threads: check() from any.
#pragma once

#include <expected>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "core/model/problem.h"

namespace waymark::server {

class JsonSchema {
 public:
  /// The error is one sentence with the remedy.
  static std::expected<JsonSchema, std::string> load(const std::filesystem::path& file);
  /// From JSON in memory; `$ref`s lead into the same JSON. The error is what is wrong with it.
  static std::expected<JsonSchema, std::string> make(const nlohmann::json& json);
  JsonSchema(JsonSchema&&) noexcept;
  JsonSchema& operator=(JsonSchema&&) noexcept;
  ~JsonSchema();

  /// What is wrong, the deepest places first: the outer ones only repeat that something inside is wrong.
  [[nodiscard]] Problems check(const nlohmann::json& json) const;

 private:
  struct Impl;
  explicit JsonSchema(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace waymark::server
