// What a changed file of a project asks for.
//
//   change_of("server/users.cpp", {})                       // Change::build
//   change_of("assets/style.css", {"assets/style.css"})     // Change::style: swapped in the page
//   change_of("server/.users.cpp.swp", {})                  // Change::nothing: an editor's own
//
// Paths are relative to the project. An asset that the program does not know yet needs a build: the list of names is
// compiled. Threads: pure.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace kaon::inline v0::cli::dev {

enum class Change { nothing, style, asset, build };

// Folders of a project whose files matter, and files beside kaon.toml.
bool is_watched_folder(std::string_view name);
// Editors' temporary files, hidden files, build folders, what a version control system keeps.
bool is_ignored(std::string_view path);

Change change_of(std::string_view path, const std::set<std::string>& known_assets);

// The largest of what the files ask for.
Change largest_change(const std::set<std::string>& paths, const std::set<std::string>& known_assets);

}  // namespace kaon::inline v0::cli::dev
