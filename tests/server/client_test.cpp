// Requests to a provider go to whom they are meant for: the certificate is checked, sizes and times are bounded.
// Method: openssl's own small server, with a certificate made in the test.
#include "server/http/client.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <string>
#include <thread>

#include "tests/server/http_exchange.h"
#include "tests/server/running_endpoint.h"

namespace waymark::server::http {
namespace {

using namespace std::chrono_literals;
using test::run;

class ClientTest : public testing::Test {
 protected:
  ClientTest() {
    test::write_file(folder.path() / "small", "as it is");
    test::write_file(folder.path() / "large", std::string(100'000, 'x'));
    const auto made = run("openssl", {"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                                      "-days", "2", "-subj", "/CN=provider", "-addext", "subjectAltName=IP:127.0.0.1",
                                      "-keyout", key(), "-out", certificate()});
    EXPECT_EQ(made.code, 0) << made.error;
    port = test::free_port();
    const std::string at = "127.0.0.1:" + std::to_string(port);
    server = fork();
    if (server == 0) {
      EXPECT_EQ(chdir(folder.path().c_str()), 0);
      execlp("openssl", "openssl", "s_server", "-quiet", "-accept", at.c_str(), "-cert", certificate().c_str(), "-key",
             key().c_str(), "-WWW", nullptr);
      _exit(127);
    }
    for (int tries = 0; tries < 500 && !test::HttpConnection(port).is_open(); ++tries)
      std::this_thread::sleep_for(10ms);
  }
  ~ClientTest() override {
    kill(server, SIGKILL);
    waitpid(server, nullptr, 0);
  }

  [[nodiscard]] std::string key() const { return (folder.path() / "key.pem").string(); }
  [[nodiscard]] std::string certificate() const { return (folder.path() / "certificate.pem").string(); }
  [[nodiscard]] Outgoing request(const std::string& path, const std::string& host = "127.0.0.1") const {
    return {.url = "https://" + host + ":" + std::to_string(port) + path, .authorities = certificate()};
  }

  test::TemporaryFolder folder;
  std::uint16_t port = 0;
  pid_t server = -1;
  std::atomic<bool> stop{false};
};

TEST_F(ClientTest, GetsWhatIsBehindACertificateThatItTrusts) {
  const auto answer = fetch(request("/small"), stop);
  ASSERT_TRUE(answer) << answer.error();
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(answer->body, "as it is");
}

TEST_F(ClientTest, RefusesACertificateOfNobodyItKnows) {
  Outgoing one = request("/small");
  one.authorities.clear();  // those of this machine
  EXPECT_EQ(fetch(one, stop).error(), "tls");
}

TEST_F(ClientTest, RefusesACertificateOfAnotherName) {
  EXPECT_EQ(fetch(request("/small", "localhost"), stop).error(), "tls");
}

TEST_F(ClientTest, TakesNoMoreThanItWasTold) {
  Outgoing one = request("/large");
  EXPECT_EQ(fetch(one, stop).error(), "too_large");
  one.bytes_max = 100'000;
  EXPECT_EQ(fetch(one, stop)->body.size(), 100'000U);
}

TEST_F(ClientTest, EndsWhenItIsToldTo) {
  stop = true;
  EXPECT_EQ(fetch(request("/small"), stop).error(), "stopped");
}

TEST(Client, WaitsForNobodyLongerThanItWasTold) {
  const std::uint16_t port = test::free_port();
  const test::Silent silent(port);
  const std::atomic<bool> stop{false};
  EXPECT_EQ(fetch({.url = "http://127.0.0.1:" + std::to_string(port), .ms_max = 200}, stop).error(), "timeout");
}

TEST(Client, TellsThatNobodyIsThere) {
  const std::atomic<bool> stop{false};
  EXPECT_EQ(fetch({.url = "http://127.0.0.1:" + std::to_string(test::free_port())}, stop).error(), "connect");
}

TEST(Client, SpeaksNothingButHttp) {
  const std::atomic<bool> stop{false};
  for (const char* url : {"file:///etc/passwd", "gopher://127.0.0.1", "ftp://127.0.0.1/x", "ldap://127.0.0.1"})
    EXPECT_EQ(fetch({.url = url}, stop).error(), "protocol") << url;
}

TEST(FormEncoded, LeavesNothingThatMeansSomething) {
  EXPECT_EQ(form_encoded("aZ09-._~"), "aZ09-._~");
  EXPECT_EQ(form_encoded("a b+c&d=e/ü"), "a%20b%2Bc%26d%3De%2F%C3%BC");
}

}  // namespace
}  // namespace waymark::server::http
