// A state that no .with() gave.
// error: the routes take State<T> of what was never given: 'Cache'.
// error: remedy: .with(a value of that type) before build().
#include "kaon/web/web.hpp"

using namespace kaon;

struct Db {
    int size;
};
struct Cache {
    int size;
};
std::string show(State<Db>, State<Cache>) { return {}; }

Router<Db, Cache> app() { return Router{get<"/">(show)}; }
auto service() { return app().with(Db{}).build(); }
