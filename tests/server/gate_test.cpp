// The gate lets through only what is whole, well-formed and small, and of that only what the endpoint reads.
// Method: bytes in, bytes out; no socket.
#include "server/http/gate.h"

#include <gtest/gtest.h>

#include <string>

#include "server/http/limits.h"
#include "tests/core/random_seed.h"

namespace waymark::server::http {
namespace {

constexpr std::int64_t now_ms = 1'000'000;

std::string refused(int status) {
  return "GET /.refused/" + std::to_string(status) + " HTTP/1.1\r\nhost: gate\r\nconnection: close\r\n\r\n";
}

std::string passed(std::string_view bytes) {
  Gate gate;
  return gate.take(bytes, now_ms).requests;
}

TEST(Gate, PassesAPlainRequest) {
  EXPECT_EQ(passed("GET /v1/sync?cursor=a HTTP/1.1\r\nHost: h\r\n\r\n"),
            "GET /v1/sync?cursor=a HTTP/1.1\r\nhost: h\r\n\r\n");
}

TEST(Gate, PassesOnlyTheHeadersThatTheEndpointReads) {
  EXPECT_EQ(passed("GET / HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade, close\r\nCookie: a=b\r\n"
                   "Range: bytes=0-1\r\nAccept-Encoding: br\r\n\r\n"),
            "GET / HTTP/1.1\r\naccept-encoding: br\r\nhost: h\r\nconnection: close\r\n\r\n");
}

TEST(Gate, PassesOfCookiesOnlyOursEachAsAHeaderThatNoClientCanSend) {
  EXPECT_EQ(passed("GET / HTTP/1.1\r\nHost: h\r\nCookie: a=b; waymark-staff=one;waymark-staff=two; "
                   "__Host-waymark-staff=three=; x\r\nCookie-Waymark-Staff: forged\r\n\r\n"),
            "GET / HTTP/1.1\r\ncookie-__host-waymark-staff: three=\r\ncookie-waymark-staff: one\r\nhost: h\r\n\r\n");
  EXPECT_EQ(passed("GET / HTTP/1.1\r\nHost: h\r\nCookie: waymark-staff\r\nCookie: =; ;\r\n\r\n"),
            "GET / HTTP/1.1\r\ncookie-waymark-staff: \r\nhost: h\r\n\r\n");
}

TEST(Gate, HoldsABodyBackUntilAllOfItIsThere) {
  Gate gate;
  EXPECT_EQ(gate.take("POST /v1/pair HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nab", now_ms).requests, "");
  EXPECT_EQ(gate.take("cd", now_ms).requests, "POST /v1/pair HTTP/1.1\r\nhost: h\r\ncontent-length: 4\r\n\r\nabcd");
}

TEST(Gate, ReadsTheSameHoweverTheBytesAreCut) {
  const std::string bytes =
      "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabcGET /b HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"
      "GET /c HTTP/1.1\r\nHost: h\r\n\r\n";
  const std::string whole = passed(bytes);
  for (std::size_t cut = 1; cut < bytes.size(); ++cut) {
    Gate gate;
    EXPECT_EQ(gate.take(bytes.substr(0, cut), now_ms).requests + gate.take(bytes.substr(cut), now_ms).requests, whole)
        << "cut at " << cut;
  }
}

TEST(Gate, SaysContinueWhenTheClientWaitsForIt) {
  Gate gate;
  EXPECT_TRUE(gate.take("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n", now_ms)
                  .say_continue);
  EXPECT_EQ(gate.take("x", now_ms).requests, "POST / HTTP/1.1\r\nhost: h\r\ncontent-length: 1\r\n\r\nx");
}

// ---- Slow clients ----------------------------------------------------------------------------------------------

TEST(Gate, WaitsForNothingBetweenRequests) {
  Gate gate;
  EXPECT_FALSE(gate.due_ms());
  (void)gate.take("GET / HTTP/1.1\r\nHost: h\r\n\r\n", now_ms);
  EXPECT_FALSE(gate.due_ms()) << "the idle time of the connection counts then";
}

TEST(Gate, GivesAHeadItsTimeFromTheFirstByteHoweverItTrickles) {
  Gate gate;
  std::int64_t now = now_ms;
  for (const char c : std::string_view("GET / HTTP/1.1\r\nHost: h")) {
    (void)gate.take(std::string(1, c), now);
    EXPECT_EQ(gate.due_ms(), now_ms + head_ms_max);
    now += 1000;
  }
  EXPECT_EQ(gate.expire(now).requests, refused(408));
  EXPECT_EQ(gate.take("\r\n\r\n", now).requests, "") << "it comes too late";
}

TEST(Gate, GivesABodyTimeAsItsLengthHasIt) {
  Gate gate;
  (void)gate.take("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 65536\r\n\r\nx", now_ms);
  EXPECT_EQ(gate.due_ms(), now_ms + body_ms_base + 32'000);
  (void)gate.take("y", now_ms + 50'000);
  EXPECT_EQ(gate.due_ms(), now_ms + body_ms_base + 32'000) << "a byte now and then wins nothing";
  EXPECT_EQ(gate.expire(now_ms + 52'000).requests, refused(408));
}

TEST(Gate, GivesEachRequestOfAConnectionItsOwnTime) {
  Gate gate;
  (void)gate.take("GET / HTTP/1.1\r\nHost: h\r\n\r\nGET", now_ms);
  EXPECT_EQ(gate.due_ms(), now_ms + head_ms_max);
  (void)gate.take(" / HTTP/1.1\r\nHost: h\r\n\r\nGET", now_ms + 5000);
  EXPECT_EQ(gate.due_ms(), now_ms + 5000 + head_ms_max);
}

TEST(Gate, GivesARefusedClientTimeToReadWhyAndThenDropsIt) {
  Gate gate;
  (void)gate.take("nonsense\r\n\r\n", now_ms);
  ASSERT_EQ(gate.due_ms(), now_ms + linger_ms_max);
  (void)gate.take("more of it", now_ms + 5000);
  EXPECT_EQ(gate.due_ms(), now_ms + linger_ms_max);
  EXPECT_TRUE(gate.expire(now_ms + linger_ms_max).drop);
}

// ---- What is refused -------------------------------------------------------------------------------------------

struct BadHead {
  const char* why;
  std::string bytes;
  int status;
};

class GateRefuses : public testing::TestWithParam<BadHead> {};

TEST_P(GateRefuses, AndReadsNothingAfterIt) {
  Gate gate;
  EXPECT_EQ(gate.take(GetParam().bytes, now_ms).requests, refused(GetParam().status)) << GetParam().why;
  EXPECT_EQ(gate.take("GET / HTTP/1.1\r\nHost: h\r\n\r\n", now_ms).requests, "");
}

std::string head(const std::string& lines) { return "POST / HTTP/1.1\r\nHost: h\r\n" + lines + "\r\n"; }

INSTANTIATE_TEST_SUITE_P(
    , GateRefuses,
    testing::Values(BadHead{"no target", "GET HTTP/1.1\r\nHost: h\r\n\r\n", 400},
                    BadHead{"absolute form", "GET http://h/ HTTP/1.1\r\nHost: h\r\n\r\n", 400},
                    BadHead{"asterisk form", "OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n", 400},
                    BadHead{"a blank in the target", "GET /a b HTTP/1.1\r\nHost: h\r\n\r\n", 400},
                    BadHead{"another version", "GET / HTTP/2.0\r\nHost: h\r\n\r\n", 400},
                    BadHead{"no host", "GET / HTTP/1.1\r\n\r\n", 400},
                    BadHead{"two hosts", head("Host: other\r\n"), 400},
                    BadHead{"a bare line feed", "GET / HTTP/1.1\nHost: h\r\n\r\n", 400},
                    BadHead{"a bare carriage return", "GET / HTTP/1.1\r\nHost: h\rX: y\r\n\r\n", 400},
                    BadHead{"a folded line", head("Content-Type: a\r\n b\r\n"), 400},
                    BadHead{"a blank before the colon", head("Content-Length : 1\r\n"), 400},
                    BadHead{"a control character", head(std::string("Content-Type: a\x01\r\n")), 400},
                    BadHead{"a method nobody knows", "BREW / HTTP/1.1\r\nHost: h\r\n\r\n", 405},
                    BadHead{"two lengths", head("Content-Length: 1\r\nContent-Length: 1\r\n"), 400},
                    BadHead{"a list of lengths", head("Content-Length: 1, 1\r\n"), 400},
                    BadHead{"a negative length", head("Content-Length: -1\r\n"), 400},
                    BadHead{"a length with a sign", head("Content-Length: +1\r\n"), 400},
                    BadHead{"an empty length", head("Content-Length:\r\n"), 400},
                    BadHead{"chunks", head("Transfer-Encoding: chunked\r\n"), 411},
                    BadHead{"chunks and a length", head("Transfer-Encoding: chunked\r\nContent-Length: 1\r\n"), 411},
                    BadHead{"a body too large", head("Content-Length: 1048577\r\n"), 413},
                    BadHead{"a length that overflows", head("Content-Length: 99999999999999999999999\r\n"), 413},
                    BadHead{"a target too long",
                            "GET /" + std::string(target_bytes_max, 'a') + " HTTP/1.1\r\nHost: h\r\n\r\n", 414},
                    BadHead{"an expectation", head("Expect: tea\r\n"), 417},
                    BadHead{"too many headers",
                            [] {
                              std::string lines;
                              for (std::size_t i = 0; i < headers_max; ++i) lines += "X: y\r\n";
                              return head(lines);
                            }(),
                            431},
                    BadHead{"a head too large", head("X: " + std::string(head_bytes_max, 'x') + "\r\n"), 431},
                    BadHead{"a head that never ends", std::string(head_bytes_max + 1, 'x'), 431}));

TEST(Gate, DropsAConnectionThatGoesOnSendingAfterARefusal) {
  Gate gate;
  gate.take("nonsense\r\n\r\n", now_ms);
  const std::string piece(1024 * 1024, 'x');
  bool dropped = false;
  for (std::size_t sent = 0; sent <= discard_bytes_max && !dropped; sent += piece.size())
    dropped = gate.take(piece, now_ms).drop;
  EXPECT_TRUE(dropped);
}

// Whatever arrives, in whatever pieces: what is let through is one refusal at most, and after it nothing.
TEST(Gate, SurvivesRandomBytes) {
  std::mt19937_64 random(random_seed());
  const std::string_view alphabet = "GET POST / HTTP/1.1\r\n\r\n:Host: hContent-Length: 12Transfer-Encoding\0\xff";
  for (int round = 0; round < 20'000; ++round) {
    Gate gate;
    std::string out;
    std::size_t letters = random() % 200;
    while (letters-- > 0) {
      const std::string bytes =
          random() % 4 == 0 ? std::string("\r\n") : std::string(1, alphabet[random() % alphabet.size()]);
      out += gate.take(bytes, now_ms).requests;
    }
    const std::size_t refusal = out.find("/.refused/");
    if (refusal != std::string::npos) {
      EXPECT_EQ(out.find("/.refused/", refusal + 1), std::string::npos);
      EXPECT_TRUE(out.ends_with("connection: close\r\n\r\n"));
    }
  }
}

}  // namespace
}  // namespace waymark::server::http
