// A keyed list needs a key that can be compared.
// error: key takes one of the items and gives a number, an enum or text
#include <vector>

#include "kaon/ui/ui.hpp"

using namespace kaon;
using namespace kaon::html;

struct User {
    int id;
};

View users(std::vector<User> (*all)()) {
    return ul(each([=] { return all(); }, [](const User& user) { return user; },
                   [](const User& user) { return li(user.id); }));
}
