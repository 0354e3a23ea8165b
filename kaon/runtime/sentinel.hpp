// Sentinel: reports who holds a core for long, and so keeps everybody else of that core waiting.
//
//   Sentinel sentinel(runtime);                  // kaon::serve does that
//
//   warn  runtime  a core is held  core=1 doing="/reports/{id}" for=54ms
//
// A thread of its own looks at each core four times in `longest`. Who is still at the same step (a callback, a timer, a
// piece of a Task between two waits) after `longest` is written to the log by the name in its Context, web's routes
// say theirs, again at each doubling of the time, and at its end, with at most one event per core and second.
// Time for which the system gave the core no processor, though it wanted one, does not count: a busy machine is no
// fault of the handler's. Cores pay five instructions for each step, two of them stores to memory of their own.
// Threads: made and destroyed by one; counters from any. Lifetime: within that of the Runtime and of the names.
#pragma once

#include <cstdint>
#include <memory>

#include "kaon/base/duration.hpp"
#include "kaon/runtime/runtime.hpp"
#include "kaon/telemetry/meter.hpp"

namespace kaon::inline v0::runtime {

struct SentinelOptions {
    Duration longest = Duration::milliseconds(50);
};

class Sentinel {
public:
    explicit Sentinel(Runtime& runtime, SentinelOptions options = {});
    ~Sentinel();

    // How often a core was held for longer than `longest`, counted at once, and for how long, counted at the end.
    const telemetry::Counter& holds() const;
    const telemetry::Histogram& durations() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace kaon::inline v0::runtime
