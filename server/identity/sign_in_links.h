// Local sign-in: links for sample people, made new at every start and printed on the terminal.
//
//   SignInLinks links;
//   std::string code = links.add("southampton", PersonId("…"));    // 128 random bits, base64url
//   auto person = links.find(code);                                // constant time over all codes
//
// For trying the app on one's own machine: a link works again while the process runs, and whoever has it is that
// person. main() refuses to listen beyond this machine while there are any.
// Only hashes are kept. Threads: add() before serving, find() from any.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/ids.h"
#include "server/identity/secret.h"

namespace waymark::server {

class SignInLinks {
 public:
  struct Target {
    std::string council;
    PersonId account;
  };

  std::string add(std::string council, PersonId account);
  [[nodiscard]] std::optional<Target> find(std::string_view code) const;
  [[nodiscard]] bool empty() const { return links_.empty(); }

 private:
  struct Link {
    Sha256 code_hash;
    Target target;
  };
  std::vector<Link> links_;
};

}  // namespace waymark::server
