// A late read has to give something.
// error: a signal's value needs a default, for reads after its end.
// error: remedy: hold a std::optional of it
#include "kaon/signal/signal.hpp"

struct User {
    explicit User(int id);
    int id;
};

void page(User user) { kaon::Signal current{user}; }
