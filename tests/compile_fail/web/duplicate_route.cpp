// Two routes that answer the same requests, whatever their captures are called.
// error: route 3, GET /users/{name}, answers the same requests as route 1, GET /users/{id}.
// error: remedy: remove one, or give them different literal segments.
#include "kaon/web/web.hpp"

using namespace kaon;

auto app() {
    return Router{
        get<"/users/{id}">([](Path<int>) { return "a"; }),
        post<"/users/{id}">([](Path<int>) { return "b"; }),
        get<"/users/{name}">([](Path<std::string>) { return "c"; }),
    };
}
