// Parses a statement that SQLite has accepted already. What it does not understand makes it give up: then nothing is
// claimed.
//
//   if (std::optional<Statement> tree = parse("SELECT 1")) tree->body->cores[0].columns.size();     // 1
//
// Threads: a pure function.
#pragma once

#include <optional>

#include "kaon/sql/check/tree.hpp"

namespace kaon::inline v0::sqlcheck {

// Nothing for statements other than SELECT, VALUES, INSERT, REPLACE, UPDATE, DELETE, and for nesting that is too deep.
std::optional<Statement> parse(std::string_view sql);

}  // namespace kaon::inline v0::sqlcheck
