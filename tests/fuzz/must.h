// What a fuzzer checks: said, and the end of the process, for libFuzzer to keep the input.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace waymark {

inline void must(bool holds, const char* otherwise) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", otherwise);
  std::abort();
}

}  // namespace waymark
