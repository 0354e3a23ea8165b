// A router that needs more than its declaration says.
// error: this router needs Needs<Db, Cache> and is declared with Needs<Db>.
// error: remedy: name every state in the declared type
#include "kaon/web/web.hpp"

using namespace kaon;

struct Db {
    int size;
};
struct Cache {
    int size;
};
std::string show(State<Db>, State<Cache>) { return {}; }

Router<Db> app() { return Router{get<"/">(show)}; }
