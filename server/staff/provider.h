// A council's identity provider (OpenID Connect Discovery 1.0 and Core 1.0): where it is, its keys, and what it gives for
// a code.
//
//   Provider provider(settings, fetch, now);
//   auto where = provider.authorization_url(remembered);      // to send a browser to
//   auto claims = provider.claims_for(code, remembered);      // of a token that is believed
//
// Nothing is asked until it is needed: an endpoint starts while its provider is down. What the provider says about itself
// is kept for an hour, and for as long as it cannot be asked again; its keys likewise, but a key that is not known is
// asked for at once, at most once a minute. After a failure it is left alone for five seconds.
// Threads: any; one asks, and the others who need the same wait for it.
#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "server/http/client.h"
#include "server/staff/id_token.h"
#include "server/staff/key_set.h"
#include "server/staff/remembered.h"
#include "server/staff/settings.h"

namespace waymark::server::staff {

/// What the provider says about itself; only what is needed.
struct Metadata {
  std::string authorization_endpoint;
  std::string token_endpoint;
  std::string jwks_uri;
  bool sends_secret_in_form = false;  // client_secret_post; else client_secret_basic
  bool names_issuer = false;          // in its answers to browsers (RFC 9207): then one without it is not from there
};
Checked<Metadata> read_metadata(std::string_view text, const Settings& settings);

/// Why somebody could not be signed in.
struct ProviderTrouble {
  enum class Kind : std::uint8_t {
    away,      // it does not answer, or not what it should: trying again may help
    used,      // the code is not good (any more): sign in again
    doubtful,  // the token is not to be believed
  };
  Kind kind = Kind::away;
  std::string_view what{};  // for the log: one of a few words, never what the provider said
  int status = 0;           // that it answered with; 0: it did not
};

class Provider {
 public:
  using Fetch = std::function<std::expected<http::Incoming, http::FetchTrouble>(const http::Outgoing&)>;
  using Now = std::function<std::int64_t()>;  // UTC milliseconds

  Provider(Settings settings, Fetch fetch, Now now);

  [[nodiscard]] const Settings& settings() const { return settings_; }

  /// Where a browser goes to sign in. May ask the provider.
  std::expected<std::string, ProviderTrouble> authorization_url(const Remembered& one);
  /// Whether `iss` of an answer (empty: it has none) may be the provider's (RFC 9207). May ask the provider.
  std::expected<bool, ProviderTrouble> is_from_here(std::string_view issuer);
  /// The claims of the token that the provider gives for a code; believed, but for the second factor and the groups.
  /// Asks the provider.
  std::expected<nlohmann::json, ProviderTrouble> claims_for(std::string_view code, const Remembered& one);

 private:
  template <class Value>
  struct Kept {
    std::mutex mutex;  // held while it is asked for
    std::shared_ptr<const Value> value;
    std::int64_t asked_ms = INT64_MIN / 2;   // with success
    std::int64_t failed_ms = INT64_MIN / 2;  // the last time that it did not work
  };

  /// Gives what is kept, or asks when it is older than `age_ms_max`.
  template <class Value, class Read>
  std::expected<std::shared_ptr<const Value>, ProviderTrouble> get(Kept<Value>& kept, std::int64_t age_ms_max,
                                                                   const std::string& url, std::size_t bytes_max,
                                                                   const Read& read);
  std::expected<std::shared_ptr<const Metadata>, ProviderTrouble> metadata();
  std::expected<std::shared_ptr<const KeySet>, ProviderTrouble> keys(const std::string& url, std::int64_t age_ms_max);
  std::expected<IdToken, ProviderTrouble> exchange(const Metadata& metadata, std::string_view code,
                                                   const Remembered& one);

  const Settings settings_;
  const Fetch fetch_;
  const Now now_;
  Kept<Metadata> metadata_;
  Kept<KeySet> keys_;
};

}  // namespace waymark::server::staff
