// Somebody with Ben's token and ill will: sends what a phone would never send, at cases that are not Ben's, with good
// operations between. What is wrong is refused one by one; what is good counts; nobody else's case changes.
#pragma once

#include "tests/sim/council.h"
#include "tests/sim/dice.h"

namespace waymark::sim {

class Stranger {
 public:
  void call(Council& council, Dice& dice);

 private:
  std::string token_;
  std::int64_t n_ = 0;
  int said_ = 0;
};

}  // namespace waymark::sim
