#include "core/client/records.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/model/json.h"
#include "core/model/schema.h"
#include "core/sync/json_reader.h"

namespace waymark::client {

using sync::Json;
using sync::Need;
using sync::ObjectReader;

namespace {

constexpr std::size_t text_bytes_max = 64 * 1024;
constexpr std::size_t checksum_digits = 8;

/// CRC-32 (ISO 3309, as in gzip), four bits at a time: any damage within 32 consecutive bits is noticed.
std::uint32_t crc32(std::uint32_t crc, std::string_view bytes) {
  static constexpr std::array<std::uint32_t, 16> table{
      0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac, 0x76dc4190, 0x6b6b51f4, 0x4db26158, 0x5005713c,
      0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c, 0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c};
  crc = ~crc;
  for (const char c : bytes) {
    crc ^= static_cast<unsigned char>(c);
    crc = (crc >> 4U) ^ table[crc & 15U];
    crc = (crc >> 4U) ^ table[crc & 15U];
  }
  return ~crc;
}

/// Over the place too: a record that ended up under another key is as wrong as a damaged one.
std::string checksum(std::string_view store, std::string_view key, std::string_view content) {
  std::uint32_t sum = 0;
  for (const std::string_view part : {store, std::string_view("\n"), key, std::string_view("\n"), content}) {
    sum = crc32(sum, part);
  }
  std::string text(checksum_digits, '0');
  for (std::size_t i = checksum_digits; i-- > 0; sum >>= 4U) text[i] = "0123456789abcdef"[sum & 15U];
  return text;
}

bool is_sha256(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool is_council_id(std::string_view text) {
  return !text.empty() && text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

/// Parses `text` and reads it with `fill`; none if anything was wrong.
template <class T, class Fill>
std::optional<T> read_object(std::string_view text, Fill fill) {
  const Checked<Json> json = parse_json(text);
  if (!json) return std::nullopt;
  Problems problems;
  ObjectReader reader(*json, "", problems);
  T value;
  fill(reader, value);
  if (!problems.empty()) return std::nullopt;
  return value;
}

Role read_role(ObjectReader& reader) {
  const std::optional<Role> role = parse_name<Role>(reader.text("role", text_bytes_max));
  if (!role) reader.refuse("role", "is not a role");
  return role.value_or(Role::young_person);
}

Json write(const Typed& typed) { return {{"key", typed.key}, {"text", typed.text}}; }

void read_edit(ObjectReader& reader, sync::Op& op, Typed& typed) {
  const Json* json = reader.find("op");
  Checked<sync::Op> read = json == nullptr ? Checked<sync::Op>(std::unexpected(Problems())) : sync::read_op(*json);
  if (read) {
    op = std::move(*read);
  } else {
    reader.refuse("op", "is not an operation");
  }
  const Json* draft = reader.find("typed");
  if (draft == nullptr) return;
  Problems problems;
  ObjectReader parts(*draft, "", problems);
  typed = {parts.text("key", text_bytes_max), parts.text("text", text_bytes_max)};
  if (!problems.empty()) reader.refuse("typed", "is not what was typed");
}

}  // namespace

StoredRecord record_of(std::string_view store, std::string_view key, std::string_view content) {
  return {std::string(store), std::string(key), checksum(store, key, content) + ":" + std::string(content)};
}

std::optional<std::string_view> content_of(const StoredRecord& record) {
  const std::string_view bytes = record.bytes;
  if (bytes.size() <= checksum_digits || bytes[checksum_digits] != ':') return std::nullopt;
  const std::string_view content = bytes.substr(checksum_digits + 1);
  if (bytes.substr(0, checksum_digits) != checksum(record.store, record.key, content)) return std::nullopt;
  return content;
}

std::string outbox_key(std::int64_t n) {
  const std::string digits = std::to_string(n);
  return std::string(16 - std::min<std::size_t>(16, digits.size()), '0') + digits;
}

Json write(const Session& session) {
  return {{"token", session.token},
          {"account",
           {{"id", session.account.text},
            {"name", session.name},
            {"role", name_of(session.role)},
            {"language", session.language}}},
          {"council", session.council},
          {"device", session.device},
          {"n", session.n},
          {"seal", session.seal}};
}

namespace {

void read_account(ObjectReader& reader, Session& session) {
  session.token = reader.text("token", text_bytes_max);
  session.council = reader.text("council", text_bytes_max);
  session.seal = reader.text("seal", text_bytes_max, Need::optional);
  if (!is_council_id(session.council)) reader.refuse("council", "is not the id of a council");
  const Json* account = reader.find("account");
  if (account == nullptr) return reader.refuse("account", "is missing");
  Problems problems;
  ObjectReader parts(*account, "", problems);
  session.account = PersonId(parts.uuid("id"));
  session.name = parts.text("name", text_bytes_max);
  session.role = read_role(parts);
  session.language = parts.text("language", text_bytes_max);
  if (!problems.empty()) reader.refuse("account", "is not an account");
}

}  // namespace

std::optional<Session> read_session(std::string_view text) {
  return read_object<Session>(text, [](ObjectReader& reader, Session& session) {
    read_account(reader, session);
    session.device = reader.uuid("device");
    session.n = reader.number("n", 0);
  });
}

std::optional<Paired> read_paired(std::string_view body, std::string device) {
  std::optional<Paired> paired = read_object<Paired>(body, [](ObjectReader& reader, Paired& read) {
    read_account(reader, read.session);
    read.profile = reader.text("profile", text_bytes_max);
    if (read.profile.empty() || read.session.token.empty()) reader.refuse("profile", "is empty");
  });
  if (paired) paired->session.device = std::move(device);
  return paired;
}

Json write(const Reading& reading) {
  return {{"cursor", reading.cursor},
          {"generation", reading.generation},
          {"from_beginning", reading.from_beginning},
          {"last", reading.last_utc_ms},
          {"compared", reading.compared_utc_ms}};
}

std::optional<Reading> read_reading(std::string_view text) {
  return read_object<Reading>(text, [](ObjectReader& reader, Reading& reading) {
    reading.cursor = reader.text("cursor", text_bytes_max);
    reading.generation = reader.number("generation", 1);
    reading.from_beginning = reader.flag("from_beginning");
    reading.last_utc_ms = reader.number("last", 0);
    reading.compared_utc_ms = reader.number("compared", 0, Need::optional);
  });
}

Json write(const BaseDoc& doc) {
  Json json{{"case", doc.case_id.text},
            {"type", doc.type},
            {"seq", doc.seq},
            {"generation", doc.generation},
            {"document", doc.document}};
  if (doc.deleted) json["deleted"] = true;
  if (doc.created_utc_ms != 0) json["created"] = doc.created_utc_ms;
  if (doc.is_own_change) json["own"] = true;
  for (const sync::Conflict& conflict : doc.conflicts) json["conflicts"].push_back(sync::write(conflict));
  return json;
}

std::optional<BaseDoc> read_base_doc(std::string_view text) {
  return read_object<BaseDoc>(text, [](ObjectReader& reader, BaseDoc& doc) {
    doc.case_id = CaseId(reader.uuid("case"));
    doc.type = reader.text("type", text_bytes_max);
    doc.seq = reader.number("seq", 1);
    doc.generation = reader.number("generation", 0);
    doc.deleted = reader.flag("deleted");
    doc.created_utc_ms = reader.number("created", 0, Need::optional);
    doc.is_own_change = reader.flag("own");
    const Json* document = reader.find("document");
    if (document == nullptr || !document->is_object()) return reader.refuse("document", "must be an object");
    doc.document = *document;
    for (const Json& json : reader.list("conflicts", Need::optional)) {
      Checked<sync::Conflict> conflict = sync::read_conflict(json);
      if (!conflict) return reader.refuse("conflicts", "has something else in it");
      doc.conflicts.push_back(std::move(*conflict));
    }
  });
}

Json write(const Waiting& waiting) {
  Json json{{"op", sync::write(waiting.op)}};
  if (!waiting.typed.key.empty()) json["typed"] = write(waiting.typed);
  return json;
}

std::optional<Waiting> read_waiting(std::string_view text) {
  return read_object<Waiting>(
      text, [](ObjectReader& reader, Waiting& waiting) { read_edit(reader, waiting.op, waiting.typed); });
}

Json write(const Refused& refused) {
  Json json = write(Waiting{refused.op, refused.typed});
  json["problem"] = {{"pointer", refused.problem.pointer},
                     {"reason", refused.problem.reason},
                     {"cause", name_of(refused.problem.cause)}};
  return json;
}

std::optional<Refused> read_refused(std::string_view text) {
  return read_object<Refused>(text, [](ObjectReader& reader, Refused& refused) {
    read_edit(reader, refused.op, refused.typed);
    const Json* problem = reader.find("problem");
    if (problem == nullptr) return reader.refuse("problem", "is missing");
    Problems problems;
    ObjectReader parts(*problem, "", problems);
    refused.problem = {parts.text("pointer", text_bytes_max), parts.text("reason", text_bytes_max),
                       sync::read_cause(*problem)};
    if (!problems.empty()) reader.refuse("problem", "is not a problem");
  });
}

// The pack stays as it came, behind its hash: a string inside JSON would cost a copy and its escapes.
std::string write(const KeptContent& content) { return content.sha256 + "\n" + content.pack; }

std::optional<KeptContent> read_kept_content(std::string_view text) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos || !is_sha256(text.substr(0, end))) return std::nullopt;
  return KeptContent{std::string(text.substr(0, end)), std::string(text.substr(end + 1))};
}

std::string write(const KeptPlace& kept) { return std::to_string(kept.utc_ms) + "\n" + kept.place; }

std::optional<KeptPlace> read_kept_place(std::string_view text) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  KeptPlace kept{0, std::string(text.substr(end + 1))};
  const auto [stop, error] = std::from_chars(text.data(), text.data() + end, kept.utc_ms);
  if (error != std::errc() || stop != text.data() + end) return std::nullopt;
  return kept;
}

std::optional<Manifest> read_manifest(std::string_view body) {
  return read_object<Manifest>(body, [](ObjectReader& reader, Manifest& manifest) {
    manifest.id = reader.text("id", text_bytes_max);
    manifest.sha256 = reader.text("sha256", text_bytes_max);
    manifest.bytes = reader.number("bytes", 1);
    if (!is_sha256(manifest.sha256)) reader.refuse("sha256", "must be a SHA-256 in hexadecimal");
  });
}

}  // namespace waymark::client
