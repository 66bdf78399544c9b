// Sample people: accounts and cases for trying Waymark, from assets/people/sample.json (people.schema.json).
//
//   auto people = load_people({.file = file, .schema = schema, .councils = library.councils(), .today = today}, store);
//
// Loading is idempotent: accounts and cases that are in the database already stay as they are, with whatever was
// written since. Each document must pass the schema of its type or nothing at all is loaded.
#pragma once

#include <expected>
#include <filesystem>
#include <string>
#include <vector>

#include "core/model/date.h"
#include "server/store/store.h"

namespace waymark::server {

/// Somebody to print a sign-in link for.
struct LinkedPerson {
  std::string council;
  PersonId account;
  std::string label;  // "Jade Carter, just turned 18, …"
};

struct PeopleSource {
  std::filesystem::path file;
  std::filesystem::path schema;               // people.schema.json
  std::vector<std::string> councils;          // ids of the published ones
  std::vector<std::string> councils_refused;  // their people and cases are left out: they come with the next start
  Date today;
  std::int64_t server_utc_ms = 0;
};

/// The error is one sentence that names file and pointer.
std::expected<std::vector<LinkedPerson>, std::string> load_people(const PeopleSource& source, Store& store);

}  // namespace waymark::server
