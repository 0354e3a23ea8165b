// Project: the folder with a kaon.toml that a command is about, and what that file says.
//
//   # kaon.toml                        the settings that the program reads may stand beside this table
//   [project]
//   name = "guestbook"
//
// find_project() looks in the current folder and in those above it, as git does. The program of a project is
// build/dev/NAME (Debug) or build/release/NAME.
// Errors: a file that is no TOML, or has no usable name; each names the file, its line where there is one, and the
// remedy.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "kaon/base/result.hpp"

namespace kaon::inline v0::cli {

enum class Kind { dev, release };

struct Project {
    std::filesystem::path folder;
    std::string name;
    std::optional<std::string> database;  // of kaon.toml

    std::filesystem::path build_folder(Kind kind) const;
    std::filesystem::path program(Kind kind) const;
    // The start of the names of its environment variables: "GUESTBOOK_".
    std::string prefix() const;
};

std::string_view preset_of(Kind kind);

Result<Project> find_project();
Result<Project> read_project(const std::filesystem::path& folder);

}  // namespace kaon::inline v0::cli
