#include "server/http/client.h"

#include <curl/curl.h>

#include <memory>

namespace waymark::server::http {
namespace {

struct Freed {
  void operator()(CURL* value) const { curl_easy_cleanup(value); }
  void operator()(curl_slist* value) const { curl_slist_free_all(value); }
};

/// The library is made ready once, before its first use, by whichever thread comes first.
bool is_ready() {
  static const bool ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  return ready;
}

struct Taking {
  std::string body;
  std::size_t bytes_max = 0;
};

std::size_t take(const char* bytes, std::size_t, std::size_t count, void* place) {
  auto& taking = *static_cast<Taking*>(place);
  if (count > taking.bytes_max - taking.body.size()) return 0;  // ends it
  taking.body.append(bytes, count);
  return count;
}

int look_whether_to_stop(void* stop, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<const std::atomic<bool>*>(stop)->load() ? 1 : 0;
}

FetchTrouble trouble_of(CURLcode code) {
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_CONNECT:
      return "connect";
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM:
      return "tls";
    case CURLE_OPERATION_TIMEDOUT:
      return "timeout";
    case CURLE_WRITE_ERROR:
    case CURLE_FILESIZE_EXCEEDED:
      return "too_large";
    case CURLE_ABORTED_BY_CALLBACK:
      return "stopped";
    default:
      return "protocol";
  }
}

void secure(CURL* curl, const Outgoing& request) {
  const bool is_plain = request.url.starts_with("http:");
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, is_plain ? "http" : "https");
  if (is_plain) curl_easy_setopt(curl, CURLOPT_PROXY, "");  // to this machine, which no proxy knows
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!request.authorities.empty()) {
    curl_easy_setopt(curl, CURLOPT_CAINFO, request.authorities.c_str());
    curl_easy_setopt(curl, CURLOPT_CAPATH, nullptr);
  }
}

}  // namespace

std::expected<Incoming, FetchTrouble> fetch(const Outgoing& request, const std::atomic<bool>& stop) {
  const std::unique_ptr<CURL, Freed> curl(is_ready() ? curl_easy_init() : nullptr);
  if (curl == nullptr) return std::unexpected(FetchTrouble("protocol"));
  const std::unique_ptr<curl_slist, Freed> headers(curl_slist_append(nullptr, "Accept: application/json"));
  Taking taking{.body = {}, .bytes_max = request.bytes_max};
  secure(curl.get(), request);
  curl_easy_setopt(curl.get(), CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl.get(), CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request.connect_ms_max));
  curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT_MS, static_cast<long>(request.ms_max));
  curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, take);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &taking);
  curl_easy_setopt(curl.get(), CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(curl.get(), CURLOPT_XFERINFOFUNCTION, look_whether_to_stop);
  curl_easy_setopt(curl.get(), CURLOPT_XFERINFODATA, const_cast<std::atomic<bool>*>(&stop));
  if (!request.form.empty()) {
    curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.form.size()));
    curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDS, request.form.c_str());
  }
  if (!request.user.empty()) {
    curl_easy_setopt(curl.get(), CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));
    curl_easy_setopt(curl.get(), CURLOPT_USERNAME, request.user.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_PASSWORD, request.password.c_str());
  }
  if (const CURLcode code = curl_easy_perform(curl.get()); code != CURLE_OK) return std::unexpected(trouble_of(code));
  long status = 0;
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
  return Incoming{.status = static_cast<int>(status), .body = std::move(taking.body)};
}

std::string form_encoded(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  constexpr std::string_view kept = "-._~";
  std::string encoded;
  for (const char c : text) {
    const bool is_plain =
        (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || kept.find(c) != kept.npos;
    if (is_plain) {
      encoded += c;
      continue;
    }
    const auto octet = static_cast<unsigned char>(c);
    encoded += '%';
    encoded += digits[octet >> 4U];
    encoded += digits[octet & 15U];
  }
  return encoded;
}

}  // namespace waymark::server::http
