// The route table that a program prints with --routes, aligned for people.
#pragma once

#include <string>
#include <string_view>

namespace kaon::inline v0::cli {

// Lines of METHOD, pattern and handler between tabs; lines of another form stay as they are. Longest columns decide.
std::string routes_table(std::string_view lines);

}  // namespace kaon::inline v0::cli
