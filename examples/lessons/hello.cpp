// Hello: the smallest server. A handler is a function; what it returns is the response.
// Run with: cmake --build build/release --target lesson_hello && build/release/lessons/hello
//
// $ curl localhost:3000/
// Hello, world!
// $ curl -i localhost:3000/goodbye
// HTTP/1.1 404 Not Found
// ...
// $ hello --routes
// GET	/	Task<std::string> (*)()
#include "kaon/program/serve.hpp"
#include "kaon/web/web.hpp"

// snippet: hello
using namespace kaon;

Task<std::string> hello() { co_return "Hello, world!"; }

Router<> routes() { return Router{get<"/">(hello)}; }

int main(int argc, char** argv) { return kaon::serve(argc, argv, routes, {.name = "hello"}); }
// end
