// The end of a turn.
#include "kaon/browser/turn.hpp"

#include <cstddef>
#include <cstdlib>

#include "kaon/signal/graph.hpp"

namespace kaon::inline v0::browser {

namespace {

using Hook = void (*)();
constexpr std::size_t most_hooks = 4;

struct Turns {
    int depth = 0;
    Hook hooks[most_hooks]{};
};
#if defined(__wasm__)
Turns turns;
#else
thread_local Turns turns;
#endif

}  // namespace

Turn::Turn() { ++turns.depth; }

Turn::~Turn() {
    if (turns.depth == 1) {
        graph::flush();
        for (Hook hook : turns.hooks) {
            if (hook) hook();
        }
    }
    --turns.depth;
}

void after_turn(void (*hook)()) {
    for (Hook& place : turns.hooks) {
        if (place && place != hook) continue;
        place = hook;
        return;
    }
    std::abort();
}

}  // namespace kaon::inline v0::browser
