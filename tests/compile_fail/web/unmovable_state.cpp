// A state that cannot be moved to its place.
// error: a state of type 'Counters' cannot be moved to its place: it holds a Mutex or the like.
// error: remedy: .with<Counters>(), which makes it there.
#include "kaon/base/mutex.hpp"
#include "kaon/web/web.hpp"

using namespace kaon;

struct Counters {
    Mutex<int> hits;
};
std::string show(State<Counters>) { return {}; }

auto service() { return Router{get<"/">(show)}.with(Counters{}).build(); }
