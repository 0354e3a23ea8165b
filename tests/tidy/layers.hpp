// The arrows of docs/LAYERS.txt held against every #include and every CMake dependency of the library.
#pragma once

#include <map>
#include <set>
#include <span>

#include "tests/tidy/tree.hpp"

namespace tidy {

using Layers = std::map<std::string, std::set<std::string>, std::less<>>;

// Lines "part -> part part"; '#' starts a comment. "part/folder" says what a folder of a part may see by itself; the
// rest of the part may then not see that folder.
Layers read_layers(std::string_view text);

// Includes of a part that may not be seen, of another part's detail/, and paths that do not start at the root.
Findings check_layers(const Layers& layers, std::span<const File> files);

// DEPENDS of kaon/x/CMakeLists.txt beyond what x may see.
Findings check_dependencies(const Layers& layers, std::span<const File> files);

// Parts that see each other in a circle.
Findings check_circles(const Layers& layers);

}  // namespace tidy
