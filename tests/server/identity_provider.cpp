#include "tests/server/identity_provider.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>

#include <chrono>
#include <thread>

namespace waymark::server::test {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view here = "http://127.0.0.1:";

/// An address as a path of a server on this machine.
struct Place {
  std::uint16_t port = 0;
  std::string target;
};

Place place_of(const std::string& url) {
  EXPECT_TRUE(url.starts_with(here)) << url;
  const std::size_t slash = url.find('/', here.size());
  return {static_cast<std::uint16_t>(std::stoul(url.substr(here.size()))),
          slash == std::string::npos ? "/" : url.substr(slash)};
}

std::string origin_of(const std::string& url) { return url.substr(0, url.find('/', here.size())); }

}  // namespace

IdentityProvider::IdentityProvider(std::uint16_t port, const std::vector<std::string>& callbacks) : port_(port) {
  std::vector<std::string> words{WAYMARK_SOURCE_DIR "/tests/server/oidc_provider.mjs", std::to_string(port)};
  words.insert(words.end(), callbacks.begin(), callbacks.end());
  process_ = spawn("node", words, folder_.path() / "out", folder_.path() / "error");
  for (int tries = 0; tries < 3000 && file_text(folder_.path() / "out").find("ready") == std::string::npos; ++tries)
    std::this_thread::sleep_for(10ms);
  EXPECT_NE(file_text(folder_.path() / "out").find("ready"), std::string::npos)
      << "tools/setup --tests brings oidc-provider\n"
      << file_text(folder_.path() / "error");
}

IdentityProvider::~IdentityProvider() {
  kill(process_, SIGTERM);
  waitpid(process_, nullptr, 0);
}

void IdentityProvider::next(const nlohmann::json& who) const {
  EXPECT_EQ(exchange(port_, "POST", "/test/next", {}, who.dump()).status, 200);
}

Answer Browser::get(const std::string& url) {
  const Place place = place_of(url);
  std::string text = "GET " + place.target + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(place.port) +
                     "\r\nAccept: text/html\r\nConnection: close\r\n";
  std::string cookie;
  for (const auto& [name, value] : cookies[place.port]) cookie += (cookie.empty() ? "" : "; ") + name + "=" + value;
  if (!cookie.empty()) text += "Cookie: " + cookie + "\r\n";
  HttpConnection connection(place.port);
  connection.send(text + "\r\n");
  Answer answer = connection.receive();
  for (const std::string& one : answer.set_cookies) {
    const std::size_t equals = one.find('='), end = std::min(one.find(';'), one.size());
    const std::string value = one.substr(equals + 1, end - equals - 1);
    if (value.empty()) {
      cookies[place.port].erase(one.substr(0, equals));
    } else {
      cookies[place.port][one.substr(0, equals)] = value;
    }
  }
  return answer;
}

Answer Browser::follow(std::string url, const std::string& before) {
  for (int steps = 0; steps < 20; ++steps) {
    Answer answer = get(url);
    std::string location = answer.header("location");
    if (answer.status < 300 || answer.status > 399 || location.starts_with(before)) return answer;
    if (location.starts_with('/')) location = origin_of(url) + location;
    url = location;
  }
  ADD_FAILURE() << "too many redirections";
  return {};
}

std::string query_part(const std::string& url, const std::string& name) {
  const std::size_t at = url.find_first_of("?&", 0) == std::string::npos ? std::string::npos : url.find(name + "=");
  if (at == std::string::npos) return {};
  const std::size_t begin = at + name.size() + 1;
  return url.substr(begin, std::min(url.find('&', begin), url.size()) - begin);
}

}  // namespace waymark::server::test
