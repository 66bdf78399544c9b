#include "server/sample/people.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <utility>

#include "core/model/json.h"
#include "core/model/schema.h"
#include "server/content/json_schema.h"
#include "server/files.h"
#include "server/sample/relative_date.h"

namespace waymark::server {
namespace {

using nlohmann::json;

/// The device that sample documents were "written" on.
constexpr std::string_view sample_device = "00000000-0000-0000-0000-000000000000";

/// One case, checked and ready to be written.
struct ReadyCase {
  std::string council;
  CaseId id;
  Account young_person;
  Account adviser;
  std::vector<sync::Record> records;  // without sequences
};

IdSource random_ids() {
  std::array<std::uint64_t, 4> seed{};
  const std::string bytes = random_bytes(sizeof(seed));
  std::memcpy(seed.data(), bytes.data(), bytes.size());
  return IdSource(seed);
}

bool has(const std::vector<std::string>& ids, const std::string& id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

std::string text_of(const json& object, const char* name) { return object.at(name).get<std::string>(); }

/// Who would have written a document: the sender of a message, else whoever may create one of its type.
Role writer_role(const DocumentRules& rules, const json& document) {
  if (!rules.author_field.empty()) {
    const auto found = document.find(std::string(rules.author_field));
    const auto* name = found == document.end() ? nullptr : found->get_ptr<const std::string*>();
    if (name != nullptr) return parse_name<Role>(*name).value_or(Role::adviser);
  }
  return rules.creators.adviser ? Role::adviser : Role::young_person;
}

std::expected<std::map<std::string, Account>, Problem> read_accounts(const json& people, const PeopleSource& source) {
  std::map<std::string, Account> accounts;
  for (std::size_t i = 0; i < people.size(); ++i) {
    const json& person = people[i];
    const std::string pointer = "/people/" + std::to_string(i);
    Account account{.council = text_of(person, "council"),
                    .id = PersonId(text_of(person, "id")),
                    .name = text_of(person, "name"),
                    .role = *parse_name<Role>(text_of(person, "role"))};
    if (!has(source.councils, account.council) && !has(source.councils_refused, account.council)) {
      return std::unexpected(Problem{pointer + "/council", "is not the id of a council that is published"});
    }
    const std::string id = account.id.text;
    if (!accounts.emplace(id, std::move(account)).second) {
      return std::unexpected(Problem{pointer + "/id", "is the id of another person too"});
    }
  }
  return accounts;
}

std::expected<sync::Record, Problem> read_document(const json& from, const ReadyCase& into, std::int64_t server_utc_ms,
                                                   IdSource& ids) {
  sync::Record record{
      .case_id = into.id, .doc = DocId(text_of(from, "id")), .type = text_of(from, "type"), .document = from};
  record.document.erase("id");
  record.document.erase("type");
  const DocumentRules* rules = find_rules(record.type);
  if (rules == nullptr) return std::unexpected(Problem{"/type", "is not a type of document"});
  if (const Problems problems = rules->check(record.document); !problems.empty())
    return std::unexpected(problems.front());
  const Account& writer = writer_role(*rules, record.document) == Role::adviser ? into.adviser : into.young_person;
  record.created = {.author = writer.name,
                    .device = std::string(sample_device),
                    .role = writer.role,
                    .server_utc_ms = server_utc_ms,
                    .claimed_utc_ms = server_utc_ms,
                    .op = OpId(ids.next(server_utc_ms))};
  return record;
}

std::expected<ReadyCase, Problem> read_case(const json& from, const std::map<std::string, Account>& accounts,
                                            std::int64_t server_utc_ms, IdSource& ids) {
  ReadyCase ready{.council = text_of(from, "council"), .id = CaseId(text_of(from, "id"))};
  for (const auto& [name, role, place] : {std::tuple("young_person", Role::young_person, &ready.young_person),
                                          std::tuple("adviser", Role::adviser, &ready.adviser)}) {
    const auto account = accounts.find(text_of(from, name));
    if (account == accounts.end() || account->second.role != role || account->second.council != ready.council) {
      return std::unexpected(Problem{"/" + std::string(name), "is not the id of such a person of this council"});
    }
    *place = account->second;
  }
  const json& documents = from.at("documents");
  for (std::size_t i = 0; i < documents.size(); ++i) {
    auto record = read_document(documents[i], ready, server_utc_ms, ids);
    if (!record) {
      return std::unexpected(
          Problem{"/documents/" + std::to_string(i) + record.error().pointer, record.error().reason});
    }
    if (record->type == Person::type) ready.young_person.language = record->document.value("language", "en");
    ready.records.push_back(std::move(*record));
  }
  return ready;
}

sync::Op creation_of(const sync::Record& record) {
  sync::Op op;
  op.id = record.created.op;
  op.n = 1;
  op.case_id = record.case_id;
  op.doc = record.doc;
  op.kind = sync::OpKind::create;
  op.type = record.type;
  op.document = record.document;
  op.at_utc_ms = record.created.claimed_utc_ms;
  return op;
}

void write_case(Transaction& transaction, const ReadyCase& ready) {
  for (const Account& account : {ready.young_person, ready.adviser}) {
    if (!transaction.find_account(account.council, account.id)) transaction.put_account(account);
  }
  transaction.put_case(ready.council, ready.id);
  std::int64_t seq = transaction.lock_case(ready.council, ready.id);
  if (seq > 0) return;  // it was loaded before; what was written since stays
  transaction.grant(ready.young_person, ready.id);
  transaction.grant(ready.adviser, ready.id);
  for (sync::Record record : ready.records) {
    record.seq = record.created.seq = ++seq;
    transaction.put_record(ready.council, record);
    const Account& author = record.created.role == Role::adviser ? ready.adviser : ready.young_person;
    transaction.append_history(ready.council, {.case_id = ready.id,
                                               .seq = seq,
                                               .op = json_text(sync::write(creation_of(record))),
                                               .author = author.id,
                                               .device = record.created.device,
                                               .server_utc_ms = record.created.server_utc_ms,
                                               .claimed_utc_ms = record.created.claimed_utc_ms});
  }
  transaction.set_case_seq(ready.council, ready.id, seq);
}

std::unexpected<std::string> wrong(const PeopleSource& source, const Problem& problem) {
  return std::unexpected("The sample people in " + source.file.string() + " have an error at \"" + problem.pointer +
                         "\": " + problem.reason + ". Mend it, or start without --people.");
}

std::expected<json, std::string> read_people(const PeopleSource& source) {
  const auto schema = JsonSchema::load(source.schema);
  if (!schema) return std::unexpected(schema.error());
  const auto bytes = read_file(source.file);
  if (!bytes) {
    return std::unexpected("The sample people in " + source.file.string() +
                           " cannot be read: name the file with --people FILE.");
  }
  auto people = parse_json(*bytes);
  if (!people) return wrong(source, people.error().front());
  if (const Problems problems = schema->check(*people); !problems.empty()) return wrong(source, problems.front());
  return people.value();
}

}  // namespace

std::expected<std::vector<LinkedPerson>, std::string> load_people(const PeopleSource& source, Store& store) {
  auto people = read_people(source);
  if (!people) return std::unexpected(people.error());
  resolve_dates(*people, source.today);
  const auto accounts = read_accounts(people->at("people"), source);
  if (!accounts) return wrong(source, accounts.error());
  IdSource ids = random_ids();
  std::vector<ReadyCase> cases;
  const json& list = people->at("cases");
  for (std::size_t i = 0; i < list.size(); ++i) {
    auto ready = read_case(list[i], *accounts, source.server_utc_ms, ids);
    if (!ready) return wrong(source, {"/cases/" + std::to_string(i) + ready.error().pointer, ready.error().reason});
    if (has(source.councils, ready->council)) cases.push_back(std::move(*ready));
  }
  const auto trouble = store.write([&](Transaction& transaction) {
    for (const ReadyCase& ready : cases) write_case(transaction, ready);
    return true;
  });
  if (trouble)
    return std::unexpected("The sample people could not be written (" + trouble->what +
                           "): check the disk's free space.");
  std::vector<LinkedPerson> linked;
  for (const json& person : people->at("people")) {
    if (person.at("link").get<bool>() && has(source.councils, text_of(person, "council"))) {
      linked.push_back({text_of(person, "council"), PersonId(text_of(person, "id")), text_of(person, "label")});
    }
  }
  return linked;
}

}  // namespace waymark::server
