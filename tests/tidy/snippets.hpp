// Code that the documentation shows is code of the tree: a snippet in a page equals the marked region of its source.
//
//   page:     <!-- snippet: examples/users/server/users.cpp:readme -->      source:     // snippet: readme
//             ```cpp                                                                    ...
//             ...                                                                       // end
#pragma once

#include <span>

#include "tests/tidy/tree.hpp"

namespace tidy {

Findings check_snippets(std::span<const File> files);

}  // namespace tidy
