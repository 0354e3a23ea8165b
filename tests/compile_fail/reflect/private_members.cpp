// A class with private members is no plain struct.
// error: 'Account' cannot be read as a plain struct: it is not an aggregate
// error: remedy: a struct with public members
#include "kaon/reflect/fields.hpp"

class Account {
    int id_ = 0;
};

auto n = kaon::reflect::fields_of<Account>().count;
