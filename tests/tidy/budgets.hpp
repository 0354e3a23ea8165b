// How much text a part's public headers drag into every file that includes them, held against a recorded budget.
#pragma once

#include <map>
#include <span>

#include "tests/tidy/tree.hpp"

namespace tidy {

// Lines "part lines" in tests/tidy/budgets.txt; '#' starts a comment line.
std::map<std::string, std::size_t> read_budgets(std::string_view text);

// One file that includes every public header of a part.
std::string umbrella_of(std::string_view part, std::span<const File> files);

// Lines of code after preprocessing, without markers and blank lines. 0 when it does not compile.
std::size_t preprocessed_lines(const std::string& source);

// Over budget, without a budget, or so far under it that the budget no longer guards anything.
Findings check_budget(std::string_view part, std::size_t lines, const std::map<std::string, std::size_t>& budgets);

}  // namespace tidy
