#include "server/identity/sign_in_links.h"

#include <utility>

namespace waymark::server {

std::string SignInLinks::add(std::string council, PersonId account) {
  std::string code = base64url(random_bytes(16));
  links_.push_back({sha256(code), {std::move(council), std::move(account)}});
  return code;
}

std::optional<SignInLinks::Target> SignInLinks::find(std::string_view code) const {
  const Sha256 hash = sha256(code);
  std::optional<Target> found;
  for (const Link& link : links_) {  // to the end, whichever fits
    if (equal_in_constant_time(view(hash), view(link.code_hash))) found = link.target;
  }
  return found;
}

}  // namespace waymark::server
