// Writes the generated header of one source: a specialisation of Described per query.
//
//   write(header, generate({describe(schema, query)}, "users.cpp"));
//
// Threads: a pure function.
#pragma once

#include "kaon/sql/check/describe.hpp"

namespace kaon::inline v0::sqlcheck {

std::string generate(const std::vector<Description>& queries, std::string_view source_name);

}  // namespace kaon::inline v0::sqlcheck
