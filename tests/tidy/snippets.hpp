// Code that the documentation shows is code of the tree: a snippet in a page equals the marked region of its source.
//
//   page:     <!-- snippet: examples/users/server/users.cpp:readme -->      source:     // snippet: readme
//             ```cpp                                                                    ...
//             ...                                                                       // end
//
// A region that is indented, both marks alike, is shown at the left edge. A path without a name is the whole file.
// In docs/guide/ every block of C++ is a snippet. tools/snippets.sh writes the regions into the pages.
#pragma once

#include <span>

#include "tests/tidy/tree.hpp"

namespace tidy {

Findings check_snippets(std::span<const File> files);

}  // namespace tidy
