// A return type that nothing knows how to send.
// error: GET /user  ->  User ()
// error: returns 'User', which is no response.
// error: remedy: return std::string, Json<T>
#include "kaon/web/web.hpp"

using namespace kaon;

struct User {
    int id;
};
User show() { return {1}; }

auto app() { return Router{get<"/user">(show)}; }
