// Reading and writing files whole.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace waymark::server {

/// The bytes of a file; none if it cannot be read.
std::optional<std::string> read_file(const std::filesystem::path& path);

/// Written whole under another name, brought to the disk and then renamed: there is never half a file. Mode 0600.
/// False, with errno, when it could not be written; the file is then as it was.
bool write_private_file(const std::filesystem::path& path, std::string_view bytes);

}  // namespace waymark::server
