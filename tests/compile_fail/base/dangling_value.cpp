// A pointer into a Result that is gone at the end of the line.
// error: temporary whose address is used as value of local variable 'user' will be destroyed
#include "kaon/base/result.hpp"

struct User {
    int id;
};
kaon::Result<User> find();

int show() {
    User* user = find().operator->();
    return user->id;
}
