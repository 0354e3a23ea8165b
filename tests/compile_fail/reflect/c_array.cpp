// A C array would count as many fields; the message names the remedy.
// error: 'Grid' cannot be read as a plain struct: it has a member that is a C array
// error: remedy: std::array<T, N>
#include "kaon/reflect/fields.hpp"

struct Grid {
    int cells[3];
};

auto n = kaon::reflect::fields_of<Grid>().count;
