#include "core/sync/digest.h"

#include "core/model/sha256.h"
#include "core/sync/json_reader.h"

namespace waymark::sync {

namespace {

constexpr std::size_t sha256_digits = 64;

}  // namespace

void CaseHash::add(const Change& change) {
  Json json{{"doc", change.doc.text}, {"type", change.type}, {"seq", change.seq}};
  if (!change.deleted) {
    json["document"] = change.document;
    for (const Conflict& conflict : change.conflicts) json["conflicts"].push_back(write(conflict));
  }
  lines_ += sha256_hex(canonical(json)) + '\n';
}

std::string CaseHash::hex() const { return sha256_hex(lines_); }

Json write(const std::vector<CaseDigest>& digests) {
  Json json{{"cases", Json::array()}};
  for (const CaseDigest& one : digests) {
    json["cases"].push_back({{"case", one.case_id.text}, {"seq", one.seq}, {"sha256", one.sha256}});
  }
  return json;
}

Checked<std::vector<CaseDigest>> read_digests(const Json& json) {
  Problems problems;
  ObjectReader reader(json, "", problems);
  std::vector<CaseDigest> digests;
  for (const Json& one : reader.list("cases")) {
    ObjectReader members(one, reader.at("cases") + "/" + std::to_string(digests.size()), problems);
    digests.push_back({CaseId(members.uuid("case")), members.number("seq", 0), members.text("sha256", sha256_digits)});
  }
  if (!problems.empty()) return std::unexpected(std::move(problems));
  return digests;
}

}  // namespace waymark::sync
