// What a file must look like: a first line that says what it is for, bounded length, width and functions.
#pragma once

#include <span>

#include "tests/tidy/tree.hpp"

namespace tidy {

inline constexpr std::size_t max_file_lines = 500;
inline constexpr std::size_t max_columns = 120;
inline constexpr std::size_t max_function_lines = 70;

Findings check_first_lines(std::span<const File> files);
Findings check_lengths(std::span<const File> files);
Findings check_columns(std::span<const File> files);
// A function counts from its opening to its closing brace; a lambda counts with the function around it.
Findings check_functions(std::span<const File> files);

}  // namespace tidy
