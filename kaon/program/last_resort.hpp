// LastResort: ends the program when its polite end does not come: a handler that ignores its cancellation holds the
// stop, or a core that is held does not even hear of the signal.
//
//   LastResort last_resort(runtime, log, {.name = "users", .patience = 16s});
//   server.on_end([&](Duration most) { last_resort.expect_end(most + 1s); });
//   co_await serve(...);                          // and if this does not end: one line for each core, status 1
//
// No frame can be taken from a core from outside, and what a stuck Task uses would be gone before it: so nothing is
// destroyed, as in any program that is killed, but the log is written out and the kernel closes the connections. A
// SIGTERM or SIGINT that nobody has taken for `patience` counts as the beginning of an end too.
// Threads: one of its own; expect_end() from any. Lifetime: within that of the Runtime and of the log.
#pragma once

#include <memory>
#include <string>

#include "kaon/base/duration.hpp"
#include "kaon/runtime/runtime.hpp"
#include "kaon/telemetry/export/log_sink.hpp"

namespace kaon::inline v0::program {

struct LastResortOptions {
    std::string name;
    Duration patience;  // with a signal that nobody takes
};

class LastResort {
public:
    LastResort(runtime::Runtime& runtime, telemetry::LogSink& log, LastResortOptions options);
    ~LastResort();

    // This object is gone by then, or the program is. The earliest of several counts.
    void expect_end(Duration within);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace kaon::inline v0::program
