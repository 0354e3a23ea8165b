// The templates that the program carries, and a project made of one.
//
//   render_template("api", "guestbook")   // {"CMakeLists.txt", "cmake_minimum_required(...)..."}, ...
//
// Templates are the folders below cli/templates/, which are built and tested as they are. Each is a project with a name
// of its own ("myapi"); that word, also in capitals, becomes the name of the new project. Files of common/ are in all.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kaon::inline v0::cli {

struct ProjectFile {
    std::string path;  // relative
    std::string text;
};

// "fullstack|api|cli": as an option's type.
std::string template_names();
// By path. `kind` is one of them.
std::vector<ProjectFile> render_template(std::string_view kind, std::string_view name);

// The text with every `word` replaced, and every WORD in capitals.
std::string substituted(std::string_view text, std::string_view word, std::string_view name);

}  // namespace kaon::inline v0::cli
