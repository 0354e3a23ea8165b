// An Error from an enum that says nothing of itself.
// error: this enum is no error code: write `kaon::CodeText describe(E)` beside it, in its namespace
#include "kaon/base/error.hpp"

enum class Stock { sold_out };

kaon::Error refuse() { return kaon::Error(Stock::sold_out); }
