// A struct with a reference member has no fields to read into.
// error: 'View' cannot be read as a plain struct: it has a member that is a reference
// error: remedy: make the member a value
#include "kaon/reflect/fields.hpp"

struct View {
    int& count;
};

auto n = kaon::reflect::fields_of<View>().count;
