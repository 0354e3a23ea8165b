// What stands at the root, and whether the paths that the documentation names exist.
#pragma once

#include <set>
#include <span>

#include "tests/tidy/tree.hpp"

namespace tidy {

// Lines of tests/tidy/root.txt: one name each, then why.
std::set<std::string> read_root_entries(std::string_view text);
Findings check_root(const std::set<std::string>& allowed, std::span<const File> files);

// Object files, editors' copies and logs among the sources.
Findings check_litter(std::span<const File> files);

// Paths in backticks in *.md: `kaon/base/result.hpp`, `docs/`, `tests/x_test.cpp:name` (the file must contain the
// name). What starts with a folder of the root is ours and must exist; everything else in backticks is not a path.
Findings check_doc_paths(std::span<const File> files);

}  // namespace tidy
