// Reading the members of one JSON object strictly: what is wrong is noted with its pointer and reading goes on.
//
//   Problems problems;
//   ObjectReader op(json, "/ops/3", problems);
//   std::string id = op.uuid("op");            // "" and a problem at "/ops/3/op" when it is not one
//   if (!problems.empty()) …
//
// The reader keeps references to `json` and `problems`. For core/sync and core/client only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/limits.h"
#include "core/sync/wire.h"

namespace waymark::sync {

using limits::problems_max;

enum class Need : std::uint8_t { required, optional };

class ObjectReader {
 public:
  ObjectReader(const Json& json, std::string pointer, Problems& problems);

  [[nodiscard]] const Json* find(std::string_view name) const;  // null: not there
  [[nodiscard]] std::string at(std::string_view name) const;    // pointer of a member
  void refuse(std::string_view name, std::string_view reason);

  // Each returns a neutral value when the member is absent or wrong.
  std::string text(std::string_view name, std::size_t bytes_max, Need need = Need::required);
  std::string uuid(std::string_view name);
  std::int64_t number(std::string_view name, std::int64_t min, Need need = Need::required);
  bool flag(std::string_view name);  // absent: false
  const Json::array_t& list(std::string_view name, Need need = Need::required);

 private:
  const Json::object_t* object_;
  std::string pointer_;
  Problems& problems_;
};

/// Adds a problem unless there are enough already.
void note(Problems& problems, Problem problem);

}  // namespace waymark::sync
