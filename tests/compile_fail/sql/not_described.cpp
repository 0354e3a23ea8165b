// A query of a target without kaon_sql().
// error: this query was not described, so it cannot be checked
// error:   SELECT 'nobody described this'
// error:   remedy: kaon_sql(target MIGRATIONS folder) in CMakeLists.txt, and write the text as literals
#include "kaon/sql/sql.hpp"
#include "tests/compile_fail/sql/described.hpp"

using namespace kaon;

constexpr char text[] = "SELECT 'nobody described this'";
auto ask() { return sql<text>(); }
