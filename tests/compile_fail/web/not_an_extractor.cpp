// A plain struct as argument: nothing says where it comes from.
// error: GET /users/{id}  ->  std::string (Path<int>, User)
// error: 2nd argument: 'User' is not an extractor.
// error: remedy: take Path<T>, Query<T>, Json<T>, Form<T>, State<T> or Request&, or give User
#include "kaon/web/web.hpp"

using namespace kaon;

struct User {
    int id;
};
std::string show(Path<int>, User) { return {}; }

auto app() { return Router{get<"/users/{id}">(show)}; }
