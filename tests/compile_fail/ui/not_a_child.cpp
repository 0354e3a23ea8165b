// An element shows text, numbers and Views.
// error: an element takes text, numbers, attributes, Views, and functions that give text or a View
#include "kaon/ui/ui.hpp"

using namespace kaon;
using namespace kaon::html;

struct User {
    int id;
};

View line(const User& user) { return li("User ", user); }
