// Which database the commands work on: the one that the project's program would open.
#pragma once

#include <filesystem>
#include <string>

#include "cli/project.hpp"

namespace kaon::inline v0::cli {

// `given` (--database), else NAME_DATABASE of the environment, else that of .env, else `database` of kaon.toml, in the
// program's own order. Relative paths are those of the project's folder, where the program runs; a given one is the
// caller's. Errors: none is named.
Result<std::filesystem::path> find_database(const Project& project, const std::string& given);

}  // namespace kaon::inline v0::cli
