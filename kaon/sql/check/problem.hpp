// Words the engine's complaints for the compiler to print: the message, the line of the query, a caret, a near name.
//
//   point_at("no such column: nme", "SELECT nme FROM users", 7, 3, "did you mean 'name'?")
//       // no such column: nme
//       //   SELECT nme FROM users
//       //          ^~~ did you mean 'name'?
//
// Threads: pure functions, but for those that take a Schema: one per Schema.
#pragma once

#include "kaon/sql/check/schema.hpp"
#include "kaon/sql/check/token.hpp"

namespace kaon::inline v0::sqlcheck {

// The summary, then the whole query.
std::string with_query(std::string_view summary, std::string_view sql);
// The summary, then the line of the query with a caret under `size` bytes at `offset`, and a hint behind it.
std::string point_at(std::string_view summary, std::string_view sql, std::size_t offset, std::size_t size,
                     std::string_view hint);
// `offset`: where the engine saw it, or -1.
std::string engine_problem(Schema& schema, std::string_view sql, const std::vector<Token>& tokens,
                           std::string_view words, int offset);

// The candidate nearest to a name, when it is near enough to be meant; else empty.
std::string near_name(std::string_view name, const std::vector<std::string>& candidates);

}  // namespace kaon::inline v0::sqlcheck
