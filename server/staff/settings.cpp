#include "server/staff/settings.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

#include "core/model/json.h"
#include "core/model/schema.h"
#include "server/files.h"

namespace waymark::server::staff {
namespace {

using nlohmann::json;

constexpr std::size_t file_bytes_max = 64 * 1024;
constexpr std::size_t text_bytes_max = 1024;
constexpr const char* secret_variable = "WAYMARK_OIDC_SECRET";
constexpr std::string_view plain_host = "http://127.0.0.1";

bool is_printable(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

/// Reads members of one object and remembers what was wrong and what was asked for.
class Reader {
 public:
  Reader(const json& object, std::string pointer, Problems& wrong)
      : object_(object), pointer_(std::move(pointer)), wrong_(wrong) {
    if (!object.is_object()) say("", "must be an object");
  }

  [[nodiscard]] const json* find(const char* name) {
    known_.emplace_back(name);
    const auto member = object_.is_object() ? object_.find(name) : object_.end();
    return member == object_.end() ? nullptr : &*member;
  }

  std::string text(const char* name, bool is_needed = true) {
    const json* member = find(name);
    if (member == nullptr) {
      if (is_needed) say(name, "is missing");
      return {};
    }
    const auto* value = member->get_ptr<const std::string*>();
    if (value != nullptr && !value->empty() && value->size() <= text_bytes_max && is_printable(*value)) return *value;
    say(name, "must be a text without blanks, not empty and not longer than " + std::to_string(text_bytes_max) +
                  " characters");
    return {};
  }

  std::vector<std::string> texts(const char* name) {
    const json* member = find(name);
    std::vector<std::string> list;
    bool good = member != nullptr && member->is_array() && !member->empty();
    for (const json& one : good ? *member : json::array()) {
      const auto* value = one.get_ptr<const std::string*>();
      good = good && value != nullptr && !value->empty() && value->size() <= text_bytes_max && is_printable(*value);
      if (good) list.push_back(*value);
    }
    if (!good) say(name, "must be a list of one or more texts without blanks");
    return list;
  }

  /// To be called last.
  void nothing_else() {
    if (!object_.is_object()) return;
    for (const auto& [name, value] : object_.items()) {
      if (std::find(known_.begin(), known_.end(), name) == known_.end())
        say(escape_pointer_part(name), "is not known here");
    }
  }

  void say(const std::string& name, std::string reason) {
    wrong_.push_back({name.empty() ? pointer_ : pointer_ + "/" + name, std::move(reason)});
  }

 private:
  const json& object_;
  std::string pointer_;
  Problems& wrong_;
  std::vector<std::string> known_;
};

void read_groups(const json* from, Settings& settings, Problems& wrong) {
  if (from == nullptr) return wrong.push_back({"/groups", "is missing: say which groups may sign in, and as what"});
  Reader groups(*from, "/groups", wrong);
  settings.groups_claim = groups.text("claim");
  const json* roles = groups.find("roles");
  groups.nothing_else();
  if (roles == nullptr || !roles->is_object() || roles->empty())
    return groups.say("roles", "must name one group or more, each with \"adviser\"");
  for (const auto& [group, role] : roles->items()) {
    const auto* name = role.get_ptr<const std::string*>();
    const auto known = name == nullptr ? std::nullopt : parse_name<Role>(*name);
    if (known != Role::adviser) {  // a young person is not staff, and has a case of their own
      groups.say("roles/" + escape_pointer_part(group), "must be \"adviser\"");
      continue;
    }
    settings.roles.emplace(group, *known);
  }
}

void read_second_factor(const json* from, Settings& settings, Problems& wrong) {
  if (from == nullptr) return;  // asked for as it is by default
  if (*from == "not-asked") {
    settings.second_factor.reset();
    return;
  }
  if (!from->is_object()) return wrong.push_back({"/mfa", "must be {\"claim\": …, \"any_of\": […]}, or \"not-asked\""});
  Reader factor(*from, "/mfa", wrong);
  settings.second_factor = SecondFactor{.claim = factor.text("claim"), .any_of = factor.texts("any_of")};
  factor.nothing_else();
}

/// The bytes of a file that others cannot read; otherwise one sentence.
std::expected<std::string, std::string> private_text(const std::filesystem::path& file) {
  struct stat about {};
  const auto bytes = ::stat(file.c_str(), &about) == 0 && S_ISREG(about.st_mode) &&
                             static_cast<std::size_t>(about.st_size) <= file_bytes_max
                         ? read_file(file)
                         : std::nullopt;
  if (!bytes) return std::unexpected("The file " + file.string() + " cannot be read: check its name and its rights.");
  if ((about.st_mode & (S_IROTH | S_IWOTH)) != 0) {
    return std::unexpected("The file " + file.string() +
                           " can be read by every user of this machine: take that away with chmod o-rwx.");
  }
  return *bytes;
}

std::expected<std::string, std::string> secret_of(const Settings& settings, const std::filesystem::path& file) {
  const char* variable = std::getenv(secret_variable);
  const bool has_variable = variable != nullptr && *variable != '\0';
  if (has_variable == !settings.client_secret_file.empty()) {
    return std::unexpected("Name the provider's client secret once, in a file with \"client_secret_file\" in " +
                           file.string() + ", or in the environment with " + secret_variable + ".");
  }
  if (has_variable) return std::string(variable);
  auto text = private_text(file.parent_path() / settings.client_secret_file);
  if (!text) return text;
  while (text->ends_with('\n') || text->ends_with('\r')) text->pop_back();
  const bool is_good = !text->empty() && text->size() <= text_bytes_max &&
                       std::all_of(text->begin(), text->end(), [](char c) { return c >= ' ' && c < '\x7f'; });
  if (is_good) return text;
  return std::unexpected("The file " + settings.client_secret_file +
                         " must hold the client secret alone, on one line: write it anew.");
}

}  // namespace

bool is_safe_address(std::string_view text) {
  const bool is_plain = text.starts_with(plain_host);
  if (!is_plain && !text.starts_with("https://")) return false;
  const std::string_view rest = text.substr(is_plain ? plain_host.size() : std::string_view("https://").size());
  if (is_plain ? !rest.empty() && rest.front() != ':' && rest.front() != '/' : rest.empty() || rest.front() == '/')
    return false;
  return text.size() <= text_bytes_max && is_printable(rest) &&
         rest.find_first_of("?#@\\\"'<>`{}|^") == std::string_view::npos;
}

Checked<Settings> read_settings(const json& from) {
  Problems wrong;
  Settings settings;
  Reader all(from, "", wrong);
  settings.issuer = all.text("issuer");
  settings.client_id = all.text("client_id");
  settings.client_secret_file = all.text("client_secret_file", false);
  settings.origin = all.text("origin");
  settings.council = all.text("council");
  if (all.find("scopes") != nullptr) settings.scopes = all.texts("scopes");
  read_groups(all.find("groups"), settings, wrong);
  read_second_factor(all.find("mfa"), settings, wrong);
  all.nothing_else();
  if (!settings.issuer.empty() && !is_safe_address(settings.issuer))
    all.say("issuer", "must be an address that begins with https://");
  const std::size_t host = settings.origin.find("//") + 2;
  if (!settings.origin.empty() &&
      (!is_safe_address(settings.origin) || settings.origin.find('/', host) != std::string::npos))
    all.say("origin", "must be an address like https://waymark.example.gov.uk, with nothing behind it");
  if (!wrong.empty()) return std::unexpected(std::move(wrong));
  return settings;
}

std::expected<Settings, std::string> load_settings(const std::filesystem::path& file) {
  const auto text = private_text(file);
  if (!text) return std::unexpected(text.error());
  const auto read = parse_json(*text);
  auto settings = read ? read_settings(*read) : std::unexpected(read.error());
  if (!settings) {
    const Problem& first = settings.error().front();
    return std::unexpected("The file " + file.string() + " has an error at \"" + first.pointer + "\": " + first.reason +
                           ". Mend it (docs/operating.md, \"Staff sign in\").");
  }
  auto secret = secret_of(*settings, file);
  if (!secret) return std::unexpected(secret.error());
  settings->client_secret = std::move(*secret);
  return std::move(*settings);
}

}  // namespace waymark::server::staff
