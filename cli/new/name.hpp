// name_mistake: whether a project can have a name, and which one it could have instead.
//
//   name_mistake("my app")   // "'my app' is no name for a project: it contains a space; try 'my_app'"
//
// A name is that of the program, of CMake targets made from it and, in capitals, of environment variables: lower-case
// letters, digits and underscores, a letter first, at most 40. Words that are taken by C++, CMake, the build folder or
// Kaon are refused: found out later, each of them is a puzzle.
#pragma once

#include <string>
#include <string_view>

namespace kaon::inline v0::cli {

// One line with the remedy; empty when the name is good.
std::string name_mistake(std::string_view name);

}  // namespace kaon::inline v0::cli
