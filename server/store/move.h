// Moves a database from SQLite to PostgreSQL: every row of every council, or nothing.
//
//   auto moved = move_store(data.database(), "postgresql://waymark@db.internal/waymark");
//   if (!moved) …                                    // one sentence with the remedy; PostgreSQL is as it was
//
// One transaction: the rows are written, read back, and compared by count and by a digest before it is committed. The
// SQLite file is only read. No endpoint may be using it: the caller holds the data folder (server/data_folder.h).
#pragma once

#include <cstdint>
#include <expected>
#include <filesystem>
#include <string>
#include <vector>

namespace waymark::server {

struct MovedTable {
  std::string name;
  std::int64_t rows = 0;
  std::string digest;  // of the rows in any order; hexadecimal
};

/// Gives each council partitions of its own if `own_partitions` (store/postgres_schema.h).
std::expected<std::vector<MovedTable>, std::string> move_store(const std::filesystem::path& from, const std::string& to,
                                                               bool own_partitions);

}  // namespace waymark::server
