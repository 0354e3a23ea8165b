// The reactive graph: which computations depend on which sources, and in which order they run again.
//
//   struct Label : graph::Node {
//       Label() : Node(&Label::show, graph::Kind::effect) {}
//       static bool show(graph::Node& node) { ...; return false; }
//   };
//   graph::observe(label);      // runs it; every source that is tracked meanwhile becomes an edge
//   graph::changed(source);     // marks what depends on it; nothing runs yet
//   graph::flush();             // runs what was marked
//
// It knows no values and no DOM. Push: `changed` marks direct observers Dirty, everything below Check, and queues the
// effects among them. Pull: an effect of the queue, or a memo that is read, brings its sources up to date in the order
// in which it read them and runs at the first that changed. So in one flush each node runs at most once for one set of
// writes, never on a half-updated graph, and not at all when nothing it read changed.
//
// Effects run in the order in which they were made: the outer one before what it made. A write during a flush is
// handled by the same flush; effects that keep waking each other are left out after `max_rounds`, with a warning.
//
// A run collects its edges anew by walking the old ones with a cursor: a run that reads the same sources in the same
// order allocates nothing. Marking and pulling iterate, so depth is limited by memory; only a memo whose sources are
// stale and unknown (its first run) nests as deeply as the functions themselves do.
//
// Nodes are intrusive and stay where they are; whoever owns one calls `detach` before its memory goes, at any time:
// from inside its own run, too. If a function throws, the graph stays usable: a memo runs again at its next read.
// One thread: each has a graph of its own.
#pragma once

#include <cstdint>

#include "kaon/signal/warning.hpp"

namespace kaon::inline v0::graph {

struct Edge;

inline constexpr std::uint32_t max_rounds = 100;

// Something that is read: the base of a signal's value.
struct Source {
    Edge* first = nullptr;  // who reads it, in the order in which they began to
    Edge* last = nullptr;
    std::uint32_t seen : 30 = 0;  // the run that tracked it last
    std::uint32_t is_node : 1 = 0;
    std::uint32_t is_watched : 1 = 0;

    Source() = default;
    Source(const Source&) = delete;
    Source& operator=(const Source&) = delete;
};

// A source whose keeper is told when its last observer has left, and may free it then.
struct Watcher {
    void (*unobserved)(Watcher& self, Source& source);
};
struct Watched : Source {
    explicit Watched(Watcher& watching) : watcher(&watching) { is_watched = 1; }
    Watcher* watcher;
};

enum class Kind : std::uint8_t {
    memo,    // runs when it is read
    effect,  // runs in a flush
};
enum class State : std::uint8_t { clean, check, dirty };

// Something that runs: the base of memos, effects and bindings.
struct Node : Source {
    using Run = bool (*)(Node&);  // gives whether the value changed; what an effect gives is not looked at

    Node(Run function, Kind node_kind);

    Run run;
    Edge* sources = nullptr;  // what it reads, in order
    std::uint32_t order;      // effects run by it
    std::uint32_t place = 0;  // in the queue
    State state = State::dirty;
    Kind kind;
    bool queued : 1 = false;
    bool running : 1 = false;
    bool fixed : 1 = false;     // its edges are not collected anew
    bool paused : 1 = false;    // stays marked, and waits
    bool checking : 1 = false;  // its sources are being brought up to date
    bool failed : 1 = false;    // its last run threw
    bool parity : 1 = false;    // an edge of the same parity was confirmed by the latest run
};

// The running node, if any, reads source.
void track(Source& source);
// The source has a new value.
void changed(Source& source);
// Brings a memo's value up to date; does nothing if it is.
void update_if_stale(Node& memo);

// Runs the node now and collects what it reads.
void observe(Node& node);
// Runs it in the next flush.
void schedule(Node& node);
// A fixed edge: the observer runs untracked and keeps the edge. For a binding that reads one signal.
void subscribe(Source& source, Node& observer);

// Takes it out of the graph and the queue; costs as much as it has edges.
void detach(Source& source);
void detach(Node& node);

// A paused node stays marked and runs after it is resumed.
void pause(Node& node);
void resume(Node& node);

// Runs what is queued, to the end. Inside of a run or a flush it does nothing: the outer flush goes on.
void flush();
bool pending();
// Called when the queue gets its first node outside of a flush or batch: a browser posts a microtask. Null: nobody.
void on_schedule(void (*wake)());

// The sources that are read while it lives are not tracked.
class [[nodiscard]] Untracked {
public:
    Untracked();
    ~Untracked();
    Untracked(const Untracked&) = delete;
    Untracked& operator=(const Untracked&) = delete;

private:
    void* observer_;
};

// Writes are collected; the flush comes with `done` of the outermost one. Left without it, the wake-up is for later.
class [[nodiscard]] Batch {
public:
    Batch();
    ~Batch();
    Batch(const Batch&) = delete;
    Batch& operator=(const Batch&) = delete;
    void done();

private:
    bool done_ = false;
};

// Whether a run would track what it reads now.
bool tracking();

}  // namespace kaon::inline v0::graph

namespace kaon::inline v0 {

// Runs fn; what it reads does not become a dependency.
template <class F>
decltype(auto) untrack(F&& fn) {
    const graph::Untracked scope;
    return fn();
}

// Runs fn, then flushes what it wrote, unless a batch or a flush is around it.
template <class F>
auto batch(F&& fn) {
    graph::Batch scope;
    if constexpr (requires { requires __is_same(decltype(fn()), void); }) {
        fn();
        scope.done();
    } else {
        auto result = fn();
        scope.done();
        return result;
    }
}

}  // namespace kaon::inline v0
