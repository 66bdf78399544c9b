#include "server/staff/sign_in.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "core/model/limits.h"
#include "server/http/page.h"
#include "server/identity/secret.h"
#include "server/log.h"

namespace waymark::server::staff {
namespace {

using http::page_reply;
using http::Reply;
using http::Request;
using http::Respond;
using nlohmann::json;

constexpr std::string_view sign_in_path = "/v1/staff/sign-in";
constexpr std::string_view callback_path = "/v1/staff/callback";
constexpr std::size_t code_bytes_max = 8 * 1024;  // Entra ID's have 1 to 2 kB
constexpr std::int64_t link_ms = 600'000;         // for the app to be fetched and to redeem it

/// Why somebody was not signed in; the page that they are shown, and the word in the log.
struct Refusal {
  std::string_view what;
  int status;
  http::Page page;
};

const Refusal not_set_up{"not_set_up",
                         404,
                         {.title = "Staff sign-in is not set up here",
                          .paragraphs = {"Ask whoever looks after Waymark at your council for the right address."}}};
const Refusal away{"provider",
                   503,
                   {.title = "Sign-in does not work right now",
                    .paragraphs = {"Waymark could not reach your council’s sign-in service, or could not trust what it "
                                   "said. Wait a minute, then try again.",
                                   "If it still does not work, tell your IT team."},
                    .link = "Try again",
                    .leads_to = sign_in_path}};
const Refusal busy{"busy",
                   503,
                   {.title = "Waymark is busy",
                    .paragraphs = {"Too many people are signing in at once. Wait a minute, then try again."},
                    .link = "Try again",
                    .leads_to = sign_in_path}};
const Refusal too_many{"too_many",
                       429,
                       {.title = "Too many sign-ins did not work",
                        .paragraphs = {"From where you are, too many sign-ins went wrong. Wait some minutes, then try "
                                       "again."},
                        .link = "Try again",
                        .leads_to = sign_in_path}};
const Refusal start_again{"start_again",
                          400,
                          {.title = "Please sign in again",
                           .paragraphs = {"This sign-in was used before, took longer than 10 minutes, or was started "
                                          "in another browser. Nothing was lost."},
                           .link = "Sign in",
                           .leads_to = sign_in_path}};
const Refusal denied{"denied",
                     403,
                     {.title = "You are not signed in",
                      .paragraphs = {"Your council’s sign-in service did not let you in, or you stopped on the way."},
                      .link = "Try again",
                      .leads_to = sign_in_path}};
const Refusal second_factor{
    "second_factor",
    403,
    {.title = "A second step is needed",
     .paragraphs =
         {"To keep young people’s plans safe, Waymark needs you to sign in with a second step, such as a code "
          "from your phone.",
          "Ask your IT team to switch it on for your account, then sign in again."},
     .link = "Sign in again",
     .leads_to = sign_in_path}};
const Refusal no_role{"no_role",
                      403,
                      {.title = "Your account cannot use Waymark yet",
                       .paragraphs = {"You signed in, but your account is in none of the groups that may use Waymark.",
                                      "Ask your manager or your IT team to add you, then sign in again."},
                       .link = "Sign in again",
                       .leads_to = sign_in_path}};
const Refusal no_name{"no_name",
                      403,
                      {.title = "Your name is missing",
                       .paragraphs = {"You signed in, but your council’s sign-in service did not say your name. Young "
                                      "people must see who writes to them.",
                                      "Ask your IT team to let Waymark have your name, then sign in again."},
                       .link = "Sign in again",
                       .leads_to = sign_in_path}};

void refuse(const Respond& respond, const Refusal& refusal, std::string_view why = {}, int provider_status = 0) {
  nlohmann::ordered_json fields{{"outcome", refusal.what}};
  if (!why.empty()) fields["why"] = why;
  if (provider_status != 0) fields["provider_status"] = provider_status;
  log::write(refusal.status == 503 ? log::Level::error : log::Level::info, "staff_sign_in", fields);
  respond(page_reply(refusal.status, refusal.page));
}

void refuse(const Respond& respond, const ProviderTrouble& trouble) {
  const Refusal& refusal = trouble.kind == ProviderTrouble::Kind::used ? start_again : away;
  refuse(respond, refusal, trouble.what, trouble.status);
}

/// To another place, by GET. Nothing of where somebody was goes along.
Reply redirect_reply(int status, std::string location, std::string cookie) {
  Reply reply;
  reply.status = status;
  reply.set("location", std::move(location));
  reply.set("set-cookie", std::move(cookie));
  reply.set("referrer-policy", "no-referrer");
  return reply;
}

bool has_second_factor(const std::optional<SecondFactor>& needed, const json& claims) {
  if (!needed) return true;
  const auto had = texts_of(claims, needed->claim);
  return std::any_of(had.begin(), had.end(), [&](const std::string& one) {
    return std::find(needed->any_of.begin(), needed->any_of.end(), one) != needed->any_of.end();
  });
}

std::optional<Role> role_in(const Settings& settings, const json& claims) {
  for (const std::string& group : texts_of(claims, settings.groups_claim)) {
    if (const auto found = settings.roles.find(group); found != settings.roles.end()) return found->second;
  }
  return std::nullopt;
}

std::string parameter(const Request& request, std::string_view name) {
  std::string value;
  http::query_value(request.query, name, value);
  return value;
}

}  // namespace

PersonId account_id(std::string_view council, std::string_view issuer, std::string_view subject) {
  std::string who = "waymark account";
  for (const std::string_view part : {council, issuer, subject}) who.append(1, '\0').append(part);
  const Sha256 hash = sha256(who);
  std::string bytes(view(hash).substr(0, 16));
  bytes[6] = static_cast<char>((static_cast<unsigned char>(bytes[6]) & 0x0FU) | 0x80U);
  bytes[8] = static_cast<char>((static_cast<unsigned char>(bytes[8]) & 0x3FU) | 0x80U);
  std::string text = hex(bytes);
  for (const std::size_t place : {20, 16, 12, 8}) text.insert(place, 1, '-');
  return PersonId(std::move(text));
}

std::string name_in(const json& claims) {
  const auto names = texts_of(claims, "name");
  if (names.size() != 1) return {};
  std::string name;
  for (const char c : http::trimmed(names.front())) {
    if (static_cast<unsigned char>(c) < 0x20 || c == '\x7f') return {};
    name += c;
  }
  const auto characters = std::count_if(name.begin(), name.end(), [](char c) { return (c & 0xC0) != 0x80; });
  return characters <= limits::name_characters_max ? name : std::string();
}

struct SignIn::Back {
  Remembered remembered;
  std::string code;
  std::string issuer;   // RFC 9207; empty: it was not named
  std::string network;  // whose try it is
};

void SignIn::add_routes(http::Routes& routes, SignIn* staff) {
  routes.add(http::Method::get, sign_in_path, [staff](const Request&, std::string_view, const Respond& respond) {
    return staff == nullptr ? refuse(respond, not_set_up) : staff->begin(respond);
  });
  routes.add(http::Method::get, callback_path,
             [staff](const Request& request, std::string_view, const Respond& respond) {
               return staff == nullptr ? refuse(respond, not_set_up) : staff->finish(request, respond);
             });
}

void SignIn::later(const Respond& respond, std::function<void()> work) {
  if (!parts_.errands.post(std::move(work))) refuse(respond, busy);
}

std::string SignIn::context() const {
  const Settings& settings = parts_.provider.settings();
  return settings.issuer + '\0' + settings.client_id + '\0' + settings.council;
}

/// Lax, because the way back comes from the provider's site.
std::string SignIn::cookie(std::string_view value, std::int64_t seconds) const {
  const bool is_plain = parts_.provider.settings().is_plain();
  return std::string(is_plain ? plain_cookie_name : cookie_name) + "=" + std::string(value) +
         "; Path=/; Max-Age=" + std::to_string(seconds) + "; HttpOnly; SameSite=Lax" + (is_plain ? "" : "; Secure");
}

void SignIn::begin(const Respond& respond) {
  later(respond, [this, respond] {
    const Remembered one = Remembered::make(log::now_utc_ms());
    auto url = parts_.provider.authorization_url(one);
    if (!url) return refuse(respond, url.error());
    const std::string sealed = seal(one, parts_.key, context());
    respond(redirect_reply(302, std::move(*url), cookie(sealed, Remembered::ms_max / 1000)));
  });
}

void SignIn::finish(const Request& request, const Respond& respond) {
  const bool is_plain = parts_.provider.settings().is_plain();
  const std::string_view sealed = request.cookie(is_plain ? plain_cookie_name : cookie_name);
  auto remembered = unseal(sealed, parts_.key, context(), log::now_utc_ms());
  if (!remembered) return refuse(respond, start_again, sealed.empty() ? "no_cookie" : "cookie");
  if (!equal_in_constant_time(parameter(request, "state"), remembered->state))
    return refuse(respond, start_again, "state");
  if (!parameter(request, "error").empty()) return refuse(respond, denied);
  Back back{.remembered = std::move(*remembered),
            .code = parameter(request, "code"),
            .issuer = parameter(request, "iss"),
            .network = request.address.network()};
  if (back.code.empty() || back.code.size() > code_bytes_max) return refuse(respond, start_again, "code");
  // Each costs a request to the provider. Counted before it is known whether the code is right, as codes of links are.
  if (const int wait_s = wait_before_next(back)) {
    const auto with_time = [respond, wait_s](Reply reply) {
      reply.set("retry-after", std::to_string(wait_s));
      respond(std::move(reply));
    };
    return refuse(with_time, too_many);
  }
  later(respond, [this, back = std::move(back), respond] { take_code(back, respond); });
}

int SignIn::wait_before_next(const Back& back) const {
  if (parts_.limiter == nullptr) return 0;
  return parts_.limiter->take(http::Limited::guesses, back.network, std::chrono::steady_clock::now());
}

void SignIn::no_guess(const Back& back) const {
  if (parts_.limiter != nullptr) parts_.limiter->give_back(http::Limited::guesses, back.network);
}

void SignIn::take_code(const Back& back, const Respond& respond) {
  const auto from_here = parts_.provider.is_from_here(back.issuer);
  if (!from_here) no_guess(back);
  if (!from_here) return refuse(respond, from_here.error());
  if (!*from_here) return refuse(respond, away, "issuer_of_answer");
  const auto claims = parts_.provider.claims_for(back.code, back.remembered);
  if (claims || claims.error().kind != ProviderTrouble::Kind::used) no_guess(back);
  if (!claims) return refuse(respond, claims.error());
  let_in(back, *claims, respond);
}

void SignIn::let_in(const Back& back, const json& claims, const Respond& respond) {
  const Settings& settings = parts_.provider.settings();
  if (!has_second_factor(settings.second_factor, claims)) return refuse(respond, second_factor);
  const auto role = role_in(settings, claims);
  if (!role) return refuse(respond, no_role);
  Account account{.council = settings.council,
                  .id = account_id(settings.council, settings.issuer, claims.at("sub").get<std::string>()),
                  .name = name_in(claims),
                  .role = *role};
  if (account.name.empty()) return refuse(respond, no_name);
  const bool posted = parts_.writer.post([this, account = std::move(account), back, respond](Store& store) mutable {
    const std::string code = base64url(random_bytes(16));
    bool is_first = false;
    const std::int64_t now = log::now_utc_ms();
    const auto trouble = store.write([&](Transaction& transaction) {
      if (const auto known = transaction.find_account(account.council, account.id)) account.language = known->language;
      transaction.put_account(account);
      is_first = transaction.put_link(
          account,
          {.code_hash = sha256(code), .made_from = sha256(back.remembered.state), .until_utc_ms = now + link_ms});
      return is_first;
    });
    if (trouble) return refuse(respond, busy, "database");
    if (!is_first) return refuse(respond, start_again, "used");
    log::write(log::Level::info, "staff_sign_in", {{"outcome", "done"}});
    respond(redirect_reply(303, "/#link=" + code, cookie("", 0)));
  });
  if (!posted) refuse(respond, busy);
}

}  // namespace waymark::server::staff
