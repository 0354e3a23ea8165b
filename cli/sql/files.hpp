// The files of a project that hold SQL: its migrations and its sources.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "kaon/base/result.hpp"

namespace kaon::inline v0::cli {

struct TextFile {
    std::filesystem::path path;
    std::string name;  // without folders
    std::string text;
};

// The .sql files of a folder, by name; none when there is no such folder.
Result<std::vector<TextFile>> read_migrations(const std::filesystem::path& folder);
// The sources whose queries the build describes: .cpp and .hpp below app/, server/ and tests/, and main.cpp; by
// path.
Result<std::vector<TextFile>> read_sources(const std::filesystem::path& project);

// The name of the next file: "0003_add_votes.sql" after "0002_...".
std::string next_migration(const std::vector<TextFile>& present, const std::string& name);
// One line with the remedy; empty when `name` can be part of a file's name.
std::string migration_name_mistake(const std::string& name);

}  // namespace kaon::inline v0::cli
