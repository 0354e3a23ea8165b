// Context: what travels with a Task to everything that it awaits: the core, cancellation, the deadline, the trace span.
//
//   Context& context = co_await current_context();
//   if (context.cancelled()) ...
//
// A combinator that changes something (timeout, shield, Scope) makes a copy and starts its children with that.
// Threads: one core's own. Lifetime: outlives the Tasks that were started with it.
#pragma once

#include "kaon/coro/cancel.hpp"
#include "kaon/coro/core.hpp"

namespace kaon {

struct Context {
    Core* core = nullptr;
    CancelSource* cancel = nullptr;  // null: cannot be cancelled
    Instant deadline = Instant::never();
    const void* span = nullptr;  // the innermost trace span; telemetry knows its type

    bool cancelled() const { return cancel && cancel->cancelled(); }
};

// co_await current_context() gives the Context& of the running Task, without suspending.
struct CurrentContext {};
inline CurrentContext current_context() { return {}; }

}  // namespace kaon
