#include "core/model/problem.h"

namespace waymark {

std::string to_text(const Problem& problem) {
  return problem.pointer.empty() ? problem.reason : problem.pointer + ": " + problem.reason;
}

}  // namespace waymark
