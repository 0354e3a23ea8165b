// What many cores would change at once.
// error: 'Counters' is not shareable between cores: field 'names'
// error: remedy:
#include "kaon/web/web.hpp"

using namespace kaon;

#include <map>

struct Counters {
    int hits;
    std::map<std::string, int*> names;
};
std::string show(State<Counters>) { return {}; }

auto service() { return Router{get<"/">(show)}.with(Counters{}).build(); }
